//! Counts as bars.

use std::io::{self, Write};

use super::columns::width as width_of;
use super::style::{Role, Style};
use crate::model::{Bucket, FacetCounts};
use crate::text::escape::for_terminal;

/// The length of the longest bar, in columns.
const LONGEST: u64 = 24;
/// The columns of a line that label and bar do not take: spaces and the count.
const BESIDE: u64 = 13;

/// How long the longest bar is beside labels of this width.
pub(super) fn longest_bar(label: usize, style: &Style) -> u64 {
    match style.width {
        0 => LONGEST,
        columns => (columns as u64).saturating_sub(label as u64 + BESIDE).clamp(1, LONGEST),
    }
}

/// Writes a line a value with its count and a bar, the unknown bucket last.
pub(super) fn write_rows(counts: &FacetCounts, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let unknown = (counts.unknown > 0).then(|| Bucket {
        value: "unknown".to_owned(),
        label: "unknown".to_owned(),
        count: counts.unknown,
    });
    let rows: Vec<&Bucket> = counts.buckets.iter().chain(&unknown).collect();
    let most = rows.iter().map(|row| row.count).max().unwrap_or(0).max(1);
    let width = rows.iter().map(|row| width_of(&for_terminal(&row.label))).max().unwrap_or(0);
    let longest = longest_bar(width, style);
    writeln!(out, "{}", style.paint(Role::Title, &counts.by))?;
    for row in rows {
        let bar = "█".repeat((row.count * longest).div_ceil(most) as usize);
        let label = for_terminal(&row.label);
        let space = " ".repeat(width.saturating_sub(width_of(&label)));
        writeln!(out, "  {label}{space}  {:>7}  {}", row.count, style.paint(Role::Bar, &bar))?;
    }
    match counts.more {
        0 => Ok(()),
        more => writeln!(out, "  and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_in_proportion_and_unknown_is_last() {
        let bucket = |value: &str, count| Bucket { value: value.to_owned(), label: value.to_owned(), count };
        let counts =
            FacetCounts { by: "lang".to_owned(), buckets: vec![bucket("en", 4), bucket("ru", 1)], unknown: 2, more: 3 };
        let mut out = Vec::new();
        write_rows(&counts, &Style::default(), &mut out).unwrap();
        let expected = format!(
            "lang\n  en             4  {}\n  ru             1  {}\n  unknown        2  {}\n  and 3 more\n",
            "█".repeat(24),
            "█".repeat(6),
            "█".repeat(12)
        );
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
