//! From a query to a plan of what to look up.
//!
//! [`compile`] turns the tree of a query into a [`query_plan`]; [`leaf_builder`] makes the patterns of its leaves. [`expansion`] adds to each word its forms and spellings, and
//! [`expansion_cache`] remembers them; [`facet_values`] knows the countries and topics by all their names, and [`facet_filter`]
//! makes a filter of one. All of them read an [`index_view`].

pub(super) mod compile;
pub(super) mod expansion;
pub(super) mod expansion_cache;
pub(super) mod facet_filter;
pub(super) mod facet_values;
pub(super) mod index_view;
mod leaf_builder;
pub(super) mod query_plan;
