//! Counts beside hits: a line a facet.

use std::io::{self, Write};

use super::columns::{width, wrap_behind};
use super::steps::is_time;
use super::style::{Role, Style};
use crate::model::FacetCounts;
use crate::text::escape::for_terminal;

/// How many values of a facet are shown.
const SHOWN: usize = 6;

/// Writes a line a facet: its name, its first values with their counts, and how many more there are; of times the last.
///
/// # Errors
///
/// When the writer fails.
pub(super) fn write(facets: &[FacetCounts], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let indent = facets.iter().map(|counts| width(&counts.by)).max().unwrap_or(0) + 2;
    write_behind(facets, indent, style, out)
}

/// The same with the values so far in.
pub(super) fn write_behind(
    facets: &[FacetCounts],
    indent: usize,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    for counts in facets {
        let space = indent - width(&counts.by);
        write!(out, "{}{:space$}", style.paint(Role::Title, &counts.by), "")?;
        wrap_behind(&values(counts), indent, style.width, out)?;
    }
    Ok(())
}

fn values(counts: &FacetCounts) -> String {
    let is_time = is_time(&counts.by);
    let left_out = counts.buckets.len().saturating_sub(SHOWN);
    let shown = if is_time { &counts.buckets[left_out..] } else { &counts.buckets[..counts.buckets.len() - left_out] };
    let more = left_out + counts.more;
    let mut told = Vec::with_capacity(SHOWN + 2);
    if is_time && more > 0 {
        told.push(format!("{more} earlier"));
    }
    told.extend(shown.iter().map(|bucket| format!("{} {}", for_terminal(&bucket.label), bucket.count)));
    if !is_time && more > 0 {
        told.push(format!("{more} more"));
    }
    if counts.unknown > 0 {
        told.push(format!("unknown {}", counts.unknown));
    }
    told.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Bucket;

    #[test]
    fn the_largest_values_are_told_and_the_latest_times() {
        let bucket = |value: usize| Bucket { value: value.to_string(), label: value.to_string(), count: 1 };
        let facet =
            |by: &str| FacetCounts { by: by.to_owned(), buckets: (1..=8).map(bucket).collect(), unknown: 2, more: 0 };
        let mut out = Vec::new();
        write(&[facet("country"), facet("year")], &Style::default(), &mut out).unwrap();
        let expected = "country  1 1 · 2 1 · 3 1 · 4 1 · 5 1 · 6 1 · 2 more · unknown 2\n\
                        year     2 earlier · 3 1 · 4 1 · 5 1 · 6 1 · 7 1 · 8 1 · unknown 2\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
