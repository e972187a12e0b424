//! When an article was published: every clue with its source, weighed against the others.
//!
//! `page` is the recipe for pages, `record` that for records, `text` that for texts; all give a `Dating`. `declared` reads
//! what the page's head and its JSON-LD say, `visible` what the page shows (`marked` elements and dates `written` by
//! themselves or `counted` from the save, with the `label` beside them, in a `line`, in `boxes`, `entries` or `lists`), `url` what the address carries,
//! `script` what data of scripts hold, `title` and `opening` what the title and the first paragraph name; each makes a `Clue`; `agreement` reads their numbers in one order, and `weigh`
//! chooses among them.
//!
//! Dates of every writing go through `iso` or `written` (its `tokens`, names of `months`, `clock` and `zones`, and what
//! `east_asian` pages write) and become a `Moment`; `order` tells days from months, `calendars` turns other eras into ours.

mod page;
mod record;
mod text;

mod clues;
mod dating;

mod boxes;
mod counted;
mod declared;
mod entries;
mod label;
mod line;
mod lists;
mod marked;
mod opening;
mod script;
mod title;
mod url;
mod visible;

mod agreement;
mod clue;
mod weigh;

mod written;

mod clock;
mod digits;
mod east_asian;
mod iso;
mod months;
mod tokens;
mod zones;

mod calendars;
mod moment;
mod order;

#[cfg(test)]
mod tests;

pub use clues::Clues;
pub use dating::Dating;
pub use page::published;
pub use record::{Stated, declared};
pub(in crate::extract) use text::{NearLine, Place, TextClues, names_day, text};
