//! A page as text, drawn by html2text.
//!
//! [`markup`] writes our tree down again as plain markup, for html2text is super-linear in nesting and reads what a page
//! hides. `text` draws all of it without any sign of its own, for what is nothing but an article; `page` draws it
//! for a person who wants to see what was saved: links as notes, tables as tables. `defused` draws nothing: it gives the page
//! itself, for a browser.

mod defused;
mod markup;
mod page;
mod text;

pub use defused::defused;
pub use page::page;
pub(super) use text::text;
