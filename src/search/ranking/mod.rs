//! From matching documents to the best of them, and their counts.
//!
//! [`walk`] visits the segments on all cores, [`window`] evaluates queries of plain words 4,096 documents at a time, and
//! [`top`] keeps the best. [`proximity`] raises hits whose words are close, [`feedback`] those that share what the first
//! hits speak of, and [`facets`] counts the values of all matches, where it is quicker by [`values`] of each document.

pub(super) mod facets;
pub(super) mod feedback;
pub(super) mod proximity;
pub(super) mod top;
pub(super) mod values;
pub(super) mod walk;
pub(super) mod window;
