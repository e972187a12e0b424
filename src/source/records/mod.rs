//! Files that are many records, each an article: lines ([`ndjson`]), elements of an array ([`json`], found by the file's
//! [`outline`] in one [`scan`]), rows ([`csv`], [`quotes`]) and items
//! of a [`feed`] ([`feed_item`]). A [`record`] is read by what its fields mean ([`values`], [`markup`]), after JSON that only
//! Python takes for such was mended ([`repair`]); what records lack goes on the [`account`] of their file, and in which order day and month stand in its dates they show
//! each other ([`shared_order`]).
//! What dateline itself wrote is taken over whole ([`own`]).

pub(super) mod csv;
pub(super) mod feed;
mod feed_item;
pub(super) mod json;
pub(super) mod ndjson;
pub(super) mod shared_order;

mod account;
mod markup;
pub(super) mod outline;
mod own;
mod quotes;
mod record;
mod repair;
mod scan;
mod values;
