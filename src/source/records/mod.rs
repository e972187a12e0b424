//! Files that are many records, each an article: lines ([`ndjson`]), elements of an array ([`json`]), rows ([`csv`]) and items
//! of a [`feed`] ([`feed_item`]). A [`record`] maps the names of fields to what they mean.

pub(super) mod csv;
pub(super) mod feed;
pub(super) mod feed_item;
pub(super) mod json;
pub(super) mod ndjson;
pub(super) mod record;
