//! Reading an article out of a capture: text, title, authors, site, language and day.
//!
//! One parse a page: [`dom`] holds the page as an array, `declared` collects what the page says of itself, `body` finds its text,
//! `facts` the headline, the authors and the site, `date` weighs what dates it. `html` and `plain` are the recipes, `reader`
//! chooses between them. Nothing here fails: what cannot be read becomes a [`Note`].

mod body;
pub mod date;
mod declared;
mod extraction;
mod facts;
mod html;
mod html_text;
mod markdown;
mod page;
mod plain;
mod programs;
mod reader;
mod render;
mod stated;
mod text_copy;

pub use declared::metadata;
pub use extraction::{Extraction, Note};
pub use page::dom;
pub use reader::extract;
pub use render::defused as defused_page;
pub use render::page as render_page;
