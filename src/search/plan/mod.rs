//! A plan for an index at home: [`index_view`] is what queries are compiled against, [`facet_filter`] makes a filter of values of
//! a facet, and [`engine_query`] the query that the engine runs; [`doc_freq_cache`] remembers how many articles have a word.

pub(super) mod doc_freq_cache;
pub(super) mod engine_query;
pub(super) mod facet_filter;
pub(super) mod index_view;
