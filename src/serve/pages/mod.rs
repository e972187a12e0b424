//! The pages. A file a page; what several of them use comes last.
//!
//! Text of the archive comes into a page through maud, which escapes it, with its own direction (`dir="auto"`) and language.

pub(super) mod archive;
pub(super) mod article;
pub(super) mod beside;
pub(super) mod cite;
pub(super) mod complete;
pub(super) mod feed;
pub(super) mod help;
pub(super) mod lists;
pub(super) mod map;
pub(super) mod original;
pub(super) mod saved;
pub(super) mod search;
pub(super) mod trend;
pub(super) mod values;

mod copies;
mod evidence;
mod folders;
mod progress;
mod spans;

mod chips;
mod facets;
mod histogram;
mod hits;
mod periods;
mod spellings;

mod frame;
mod labels;
mod links;
mod marks;
mod report;

pub(super) use frame::failure;
