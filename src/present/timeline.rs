//! Counts over time for a person: every step is there, and what is unknown stands apart, so that it flattens no bar.

use std::io::{self, Write};

use super::bars::longest_bar;
use super::steps::{Run, Step, filled, runs};
use super::style::{Role, Style};
use crate::model::FacetCounts;

/// More rows than these are told as sparklines.
const MOST_ROWS: usize = 40;
/// How many empty steps in a row are listed one by one at most.
const MOST_EMPTY: usize = 3;
/// The heights of a sparkline.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Writes counts over time. `undated` is how many have no date at all, where that is known: the rest of what is unknown
/// has one that is known less exactly.
///
/// # Errors
///
/// When the writer fails.
pub(super) fn write(counts: &FacetCounts, undated: Option<u64>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let Some(steps) = filled(counts) else { return super::bars::write_rows(counts, style, out) };
    let rows: usize = runs(&steps, MOST_EMPTY).iter().map(rows_of).sum();
    let width = if rows > MOST_ROWS { lines(counts, &steps, style, out)? } else { bars(counts, &steps, style, out)? };
    let undated = undated.unwrap_or(counts.unknown).min(counts.unknown);
    for (name, count) in [("coarser", counts.unknown - undated), ("unknown", undated)] {
        if count > 0 {
            writeln!(out, "  {name:<width$}  {count:>7}")?;
        }
    }
    Ok(())
}

fn rows_of(run: &Run) -> usize {
    match run {
        Run::Told(steps) => steps.len(),
        Run::Empty(_) => 1,
    }
}

/// Writes a bar a step; gives the width of the labels.
fn bars(counts: &FacetCounts, steps: &[Step], style: &Style, out: &mut dyn Write) -> io::Result<usize> {
    let most = steps.iter().map(|step| step.count).max().unwrap_or(0).max(1);
    let label = steps.iter().map(|step| step.label.len()).max().unwrap_or(0);
    let width = label.max("unknown".len());
    let longest = longest_bar(width, style);
    writeln!(out, "{}", style.paint(Role::Title, &counts.by))?;
    for run in runs(steps, MOST_EMPTY) {
        match run {
            Run::Told(steps) => {
                for Step { label, count, .. } in steps {
                    let bar = "█".repeat((count * longest).div_ceil(most) as usize);
                    let line = format!("  {label:<width$}  {count:>7}  {}", style.paint(Role::Bar, &bar));
                    writeln!(out, "{}", line.trim_end())?;
                }
            }
            Run::Empty(steps) => writeln!(out, "  {}", nothing(steps))?,
        }
    }
    Ok(width)
}

fn nothing(steps: &[Step]) -> String {
    let (first, last) = (steps.first().map_or("", |step| &step.label), steps.last().map_or("", |step| &step.label));
    format!("{first} to {last}: none")
}

/// Writes a line of small bars for each longer span of time, with what is in it; gives the width of the labels.
fn lines(counts: &FacetCounts, steps: &[Step], style: &Style, out: &mut dyn Write) -> io::Result<usize> {
    let best = steps.iter().max_by_key(|step| (step.count, std::cmp::Reverse(step.first)));
    let (most, when) = best.map_or((1, ""), |step| (step.count.max(1), &step.label));
    let spans: Vec<(Step, String)> = steps
        .chunk_by(|one, other| span_of(one, &counts.by) == span_of(other, &counts.by))
        .map(|within| {
            let count = within.iter().map(|step| step.count).sum();
            (Step { label: span_of(&within[0], &counts.by), count, ..within[0] }, cells(within, most, &counts.by))
        })
        .collect();
    let labels: Vec<Step> = spans.iter().map(|(span, _)| span.clone()).collect();
    let width = labels.iter().map(|span| span.label.len()).max().unwrap_or(0).max("unknown".len());
    let cells_width = spans.iter().map(|(_, cells)| cells.chars().count()).max().unwrap_or(0);
    let head = format!("a line of {}s each, the most in one {} are {most} ({when})", counts.by, counts.by);
    writeln!(out, "{}  {head}", style.paint(Role::Title, &counts.by))?;
    let mut at = 0;
    for run in runs(&labels, 1) {
        match run {
            Run::Empty(spans) => {
                writeln!(out, "  {}", nothing(spans))?;
                at += spans.len();
            }
            Run::Told(told) => {
                for (span, (_, cells)) in told.iter().zip(&spans[at..]) {
                    let space = " ".repeat(cells_width.saturating_sub(cells.chars().count()));
                    let cells = style.paint(Role::Bar, cells).to_string();
                    writeln!(
                        out,
                        "  {:<width$}  {:>7}  {}",
                        span.label,
                        span.count,
                        format!("{cells}{space}").trim_end()
                    )?;
                }
                at += told.len();
            }
        }
    }
    Ok(width)
}

/// The longer span of time that a step lies in: its decade, its year, or of a day its month.
fn span_of(step: &Step, by: &str) -> String {
    match by {
        "year" => format!("{}s", step.first.year() / 10 * 10),
        "day" => format!("{:04}-{:02}", step.first.year(), step.first.month()),
        // A week lies in the year of its Thursday.
        "week" => step.label.split('-').next().unwrap_or_default().to_owned(),
        _ => format!("{:04}", step.first.year()),
    }
}

/// A small bar for each step of a span, in its place: a span may begin before its first step.
fn cells(within: &[Step], most: u64, by: &str) -> String {
    let first = within[0].first;
    let before = match by {
        "year" => first.year().rem_euclid(10) as usize,
        "month" => usize::from(first.month().unsigned_abs()) - 1,
        "day" => usize::from(first.day().unsigned_abs()) - 1,
        _ => usize::from(first.iso_week_date().week().unsigned_abs()) - 1,
    };
    " ".repeat(before) + &sparkline(within.iter().map(|step| step.count), most)
}

/// Counts as a line of small bars, the largest being `most`.
pub(super) fn sparkline(counts: impl Iterator<Item = u64>, most: u64) -> String {
    let cell = |count: u64| match count {
        0 => '·',
        count => HEIGHTS[((count * 8).div_ceil(most.max(1)) as usize).clamp(1, 8) - 1],
    };
    counts.map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::steps::tests::counts;

    fn written(counts: &FacetCounts, undated: Option<u64>) -> String {
        let mut out = Vec::new();
        write(counts, undated, &Style::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_is_unknown_flattens_no_bar_and_empty_steps_are_there() {
        let mut counts = counts("month", &[("2024-11", 1), ("2025-01", 4), ("2025-09", 1)]);
        counts.unknown = 500;
        let expected = "month\n  2024-11        1  ██████\n  2024-12        0\n  2025-01        4  ████████████████████████\n  \
                        2025-02 to 2025-08: none\n  2025-09        1  ██████\n  coarser      120\n  unknown      380\n";
        assert_eq!(written(&counts, Some(380)), expected);
        assert!(written(&counts, None).ends_with("  2025-09        1  ██████\n  unknown      500\n"));
    }

    #[test]
    fn many_steps_are_lines_of_small_bars() {
        let months: Vec<(String, u64)> =
            (0..60).map(|month| (format!("{}-{:02}", 2001 + month / 12, month % 12 + 1), month)).collect();
        let mut months: Vec<(&str, u64)> = months.iter().map(|(month, count)| (month.as_str(), *count)).collect();
        months.push(("2012-03", 5));
        let told = written(&counts("month", &months), Some(3));
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines[0], "month  a line of months each, the most in one month are 59 (2005-12)");
        assert_eq!(lines[1], "  2001          66  ·▁▁▁▁▁▁▁▂▂▂▂");
        assert_eq!(lines[5], "  2005         642  ▇▇▇▇▇████████".replace("▇▇▇▇▇████████", "▇▇▇▇████████"));
        assert_eq!(lines[6..], ["  2006 to 2011: none", "  2012           5  ··▁", "  unknown        3"]);
    }
}
