//! From a query to a plan of what to look up.
//!
//! [`compiler`] turns the tree of a query into a [`query_plan`]; [`leaf_builder`] makes the patterns of its leaves. [`expansion`]
//! adds to each word its forms and spellings, and [`expansion_cache`] remembers them; [`facet_values`] knows the countries and
//! topics by all their names, and [`date_nodes`] a range of dates as values of a facet. All of them read an [`archive`]; [`foresight`]
//! tells one that is far away what it will be asked.

pub(crate) mod archive;
pub(crate) mod compiler;
mod date_nodes;
pub(crate) mod expansion;
pub(crate) mod expansion_cache;
mod facet_values;
pub(crate) mod foresight;
mod leaf_builder;
pub(crate) mod query_plan;
