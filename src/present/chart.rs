//! Counts over time as a picture (SVG 1.1), to be published or put into a page: no script, no font of its own.

use std::io::{self, Write};

use super::steps::filled;
use crate::model::{FacetCounts, Results};

/// The size of the picture, in its own units.
const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 320.0;
/// Where the bars stand: left, top, right, bottom.
const LEFT: f64 = 56.0;
const TOP: f64 = 48.0;
const RIGHT: f64 = 784.0;
const BOTTOM: f64 = 256.0;
/// How many steps are named below the bars.
const NAMED: usize = 8;

/// Writes the counts over time of an answer as a picture; `undated` is how many have no date at all.
///
/// # Errors
///
/// When the writer fails, and where the counts are none of steps of time that could be drawn.
pub fn write(results: &Results, counts: &FacetCounts, undated: u64, out: &mut dyn Write) -> io::Result<()> {
    let steps =
        filled(counts).ok_or_else(|| io::Error::other("the steps are too many to be drawn; take longer ones"))?;
    let most = steps.iter().map(|step| step.count).max().unwrap_or(0).max(1);
    let top = round_up(most);
    let title = escaped(&results.query);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<title>{title}</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT}\" y=\"24\" font-size=\"16\" font-weight=\"bold\">{title}</text>"
    )?;
    for (count, share) in [(0, 0.0), (top / 2, 0.5), (top, 1.0)] {
        if top / 2 * 2 != top && share == 0.5 {
            continue;
        }
        let y = BOTTOM - share * (BOTTOM - TOP);
        writeln!(
            out,
            "<path d=\"M{LEFT} {y}H{RIGHT}\" stroke=\"#ccc\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{count}</text>",
            LEFT - 6.0,
            y + 4.0
        )?;
    }
    let slot = (RIGHT - LEFT) / steps.len().max(1) as f64;
    let gap = if slot > 4.0 { slot * 0.15 } else { 0.0 };
    for (place, step) in steps.iter().enumerate().filter(|(_, step)| step.count > 0) {
        let height = step.count as f64 / top as f64 * (BOTTOM - TOP);
        let x = LEFT + place as f64 * slot + gap / 2.0;
        writeln!(
            out,
            "<rect x=\"{x:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{height:.2}\" fill=\"#2a6f97\"><title>{}: {}</title></rect>",
            BOTTOM - height,
            (slot - gap).max(0.5),
            step.label,
            step.count
        )?;
    }
    let every = steps.len().div_ceil(NAMED).max(1);
    for (place, step) in steps.iter().enumerate().step_by(every) {
        let x = LEFT + (place as f64 + 0.5) * slot;
        writeln!(out, "<text x=\"{x:.2}\" y=\"{}\" text-anchor=\"middle\">{}</text>", BOTTOM + 18.0, step.label)?;
    }
    writeln!(
        out,
        "<text x=\"{LEFT}\" y=\"{}\" fill=\"#555\">{}</text>\n</svg>",
        BOTTOM + 46.0,
        note(results, counts, undated)
    )
}

/// What the picture does not show.
fn note(results: &Results, counts: &FacetCounts, undated: u64) -> String {
    let noun = if results.total == 1 { "article" } else { "articles" };
    let mut note = format!("{} {noun} by {} of publication", results.total, counts.by);
    let undated = undated.min(counts.unknown);
    if counts.unknown > undated {
        note += &format!("; {} dated less exactly", counts.unknown - undated);
    }
    if undated > 0 {
        note += &format!("; {undated} without a date");
    }
    note
}

/// The next number that looks well on an axis.
fn round_up(most: u64) -> u64 {
    let scale = 10_u64.pow(most.ilog10());
    [1, 2, 4, 5, 6, 8, 10].into_iter().map(|step| step * scale).find(|top| *top >= most).unwrap_or(most)
}

fn escaped(text: &str) -> String {
    let clean: String =
        text.chars().map(|c| if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c }).collect();
    clean.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::steps::tests::counts;

    #[test]
    fn every_step_has_its_place_and_text_stays_text() {
        let counts = counts("month", &[("2025-01", 3), ("2025-04", 7)]);
        let results = Results { query: "<b> & \u{1}c".to_owned(), total: 13, ..Results::default() };
        let mut out = Vec::new();
        write(&results, &counts, 2, &mut out).unwrap();
        let picture = String::from_utf8(out).unwrap();
        assert!(picture.contains("<title>&lt;b&gt; &amp;  c</title>"), "{picture}");
        assert!(
            picture.contains("<title>2025-01: 3</title>") && picture.contains("<title>2025-04: 7</title>"),
            "{picture}"
        );
        for month in ["2025-01", "2025-02", "2025-03", "2025-04"] {
            assert!(picture.contains(&format!(">{month}</text>")), "{month} is named");
        }
        assert!(
            picture.contains("13 articles by month of publication; 1 dated less exactly; 2 without a date"),
            "{picture}"
        );
        assert!(quick_xml::Reader::from_str(&picture).read_event().is_ok() && picture.ends_with("</svg>\n"));
    }

    #[test]
    fn an_axis_ends_at_a_round_number() {
        for (most, top) in [(1, 1), (3, 4), (7, 8), (9, 10), (11, 20), (34, 40), (100, 100), (101, 200), (555, 600)] {
            assert_eq!(round_up(most), top);
        }
    }
}
