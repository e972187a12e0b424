//! What a run of indexing did, for a person at a terminal.

use std::io::{self, Write};

use crate::ingest::{Reason, Report};
use crate::text::escape::for_terminal;

/// Writes the report: what became of every file found, then why some were skipped or failed.
///
/// # Errors
///
/// When the writer fails.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let rate = report.bytes as f64 / 1e6 / report.seconds.max(0.001);
    let noun = if report.found == 1 { "file" } else { "files" };
    writeln!(out, "{} {noun} found in {:.1} s", report.found, report.seconds)?;
    let rows = [
        ("indexed", report.indexed),
        ("unchanged", report.unchanged),
        ("skipped", report.skipped),
        ("failed", report.failed),
        ("left", report.left),
        ("removed", report.removed),
        ("moved", report.moved),
    ];
    for (name, count) in rows.into_iter().filter(|(name, count)| *count > 0 || *name == "indexed") {
        write!(out, "  {name:<10}{count:>9}")?;
        match name {
            "indexed" if report.indexed > 0 => {
                writeln!(out, "  {} articles, {:.1} MB, {rate:.1} MB/s", report.articles, report.bytes as f64 / 1e6)?;
            }
            "removed" => writeln!(out, "  files that are gone")?,
            "moved" => writeln!(out, "  files that went by another name, with the same bytes")?,
            _ => writeln!(out)?,
        }
    }
    write_reasons("skipped", &report.skipped_reasons, out)?;
    write_reasons("failed", &report.failed_reasons, out)?;
    for note in &report.notes {
        let more = if note.count > 1 { format!(" ({} files or records)", note.count) } else { String::new() };
        writeln!(out, "note: {}{more}{}", for_terminal(&note.reason), for_terminal(&examples(note)))?;
    }
    if report.stopped {
        writeln!(out, "stopped; what is done is kept. Run the same command again to go on")?;
    }
    Ok(())
}

fn write_reasons(what: &str, reasons: &[Reason], out: &mut dyn Write) -> io::Result<()> {
    for reason in reasons {
        writeln!(out, "{what} {}: {}{}", reason.count, for_terminal(&reason.reason), for_terminal(&examples(reason)))?;
    }
    Ok(())
}

/// How many places are shown for a reason.
const EXAMPLES: usize = 3;

/// The first places where a reason was met.
fn examples(reason: &Reason) -> String {
    let places = reason.examples.iter().take(EXAMPLES).map(|example| {
        let member = example.member.as_ref().map_or(String::new(), |member| format!(" [{member}]"));
        format!("{}{member}", example.path)
    });
    let places: Vec<String> = places.collect();
    if places.is_empty() { String::new() } else { format!(", such as {}", places.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_the_report_is_told() {
        let report = Report {
            found: 10,
            indexed: 5,
            unchanged: 3,
            failed: 2,
            articles: 7,
            bytes: 2_000_000,
            seconds: 1.0,
            failed_reasons: vec![Reason { reason: "no such file".to_owned(), count: 2, examples: Vec::new() }],
            ..Report::default()
        };
        let mut out = Vec::new();
        write(&report, &mut out).unwrap();
        let expected = "10 files found in 1.0 s\n  indexed           5  7 articles, 2.0 MB, 2.0 MB/s\n  unchanged         3\n  failed            2\nfailed 2: no such file\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
