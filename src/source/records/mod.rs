//! Files that are many records, each an article: lines ([`ndjson`]), elements of an array ([`json`], found by the file's
//! [`outline`], which tells articles by the [`contents`] of objects, in one [`scan`]), rows ([`csv`], [`quotes`]) and items
//! of a [`feed`] ([`feed_item`]; [`sfeed`]), posts of [`ghost`], entries of blogs ([`movable_type`]), references ([`ris`]) and texts of a corpus ([`vertical`]). A [`record`] is read by what
//! its fields mean ([`object`], [`values`], [`weekday`], [`markup`]), after JSON that only Python takes for such was mended ([`repair`]), and its text may lie
//! [`beside`] it; what records lack goes on the [`account`] of their file, and in which order day and month stand in its dates they show
//! each other ([`shared_order`]).
//! What dateline itself wrote is taken over whole ([`own`]). Articles in XML of other vocabularies than feeds are in [`xml`].

pub(super) mod bookmarks;
pub(super) mod csv;
pub(super) mod feed;
mod feed_item;
pub(super) mod ghost;
mod gkg;
pub(super) mod json;
pub(super) mod movable_type;
pub(super) mod ndjson;
pub(super) mod ris;
pub(super) mod sfeed;
pub(super) mod shared_order;
pub(super) mod vertical;
pub(super) mod whatsapp;
pub(super) mod xml;

mod account;
mod beside;
mod contents;
mod distinct;
mod markup;
mod object;
pub(super) mod outline;
mod own;
mod own_table;
mod quotes;
mod record;
mod repair;
mod scan;
mod values;
mod weekday;

pub(super) use values::moment;
