//! Counts of facets for a person: over time as a timeline, else as bars.

use std::io::{self, Write};

use super::steps::is_time;
use super::style::Style;
use super::{bars, timeline};
use crate::model::FacetCounts;

/// Writes one facet. `undated` is how many have no date at all, where that is known; it matters for steps of time.
///
/// # Errors
///
/// When the writer fails.
pub fn write(counts: &FacetCounts, undated: Option<u64>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match is_time(&counts.by) {
        true => timeline::write(counts, undated, style, out),
        false => bars::write_rows(counts, style, out),
    }
}
