//! What a run of indexing did, for a person at a terminal.

use std::io::{self, Write};

use crate::ingest::{Reason, Report, Survey};
use crate::text::escape::for_terminal;

/// Which reasons a report tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reasons {
    /// Those for which files were skipped in this run and not in an earlier one, and all failures.
    New,
    /// All.
    All,
}

/// Writes the report: what became of every file found, then why some were skipped or failed.
///
/// # Errors
///
/// When the writer fails.
pub fn write(report: &Report, reasons: Reasons, out: &mut dyn Write) -> io::Result<()> {
    let rate = report.bytes as f64 / 1e6 / report.seconds.max(0.001);
    writeln!(out, "{} found in {:.1} s", counted(report.found, "file"), report.seconds)?;
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
            // Of a file that failed in part there are articles, too.
            "indexed" if report.indexed > 0 || report.articles > 0 => {
                let articles = counted(report.articles, "article");
                writeln!(out, "  {articles}, {:.1} MB, {rate:.1} MB/s", report.bytes as f64 / 1e6)?;
            }
            "removed" if count == 1 => writeln!(out, "  file that is gone")?,
            "removed" => writeln!(out, "  files that are gone")?,
            "moved" if count == 1 => writeln!(out, "  file that went by another name, with the same bytes")?,
            "moved" => writeln!(out, "  files that went by another name, with the same bytes")?,
            _ => writeln!(out)?,
        }
    }
    let known = match reasons {
        Reasons::All => 0,
        Reasons::New => report.skipped_reasons.iter().map(|reason| reason.known).sum(),
    };
    let skipped = report.skipped_reasons.iter().map(|reason| match reasons {
        Reasons::All => (reason, reason.count),
        Reasons::New => (reason, reason.count - reason.known),
    });
    write_reasons("skipped", skipped, out)?;
    if known > 0 {
        writeln!(out, "skipped as before: {}; `--report` tells why", counted(known, "file"))?;
    }
    write_reasons("failed", report.failed_reasons.iter().map(|reason| (reason, reason.count)), out)?;
    for note in &report.notes {
        let more = if note.count > 1 { format!(" ({} files or records)", note.count) } else { String::new() };
        writeln!(out, "note: {}{more}{}", for_terminal(&note.reason), for_terminal(&examples(note)))?;
    }
    if report.stopped {
        writeln!(out, "stopped; what is done is kept. Run the same command again to go on")?;
    }
    Ok(())
}

/// A number of things.
fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Writes what a run would do.
///
/// # Errors
///
/// When the writer fails.
pub fn write_survey(survey: &Survey, out: &mut dyn Write) -> io::Result<()> {
    let Survey { new, changed, bytes, removed, removed_count, report } = survey;
    writeln!(out, "{} found; nothing was read or written", counted(report.found, "file"))?;
    writeln!(out, "  {:<10}{:>9}  {:.1} MB", "to read", new + changed, *bytes as f64 / 1e6)?;
    for (name, count, told) in [
        ("", *new, "new to the index"),
        ("", *changed, "changed, or read otherwise than by this dateline"),
        ("unchanged", report.unchanged, ""),
        ("skipped", report.skipped, ""),
        ("failed", report.failed, ""),
        ("to remove", *removed_count, "gone from the folders, unless their bytes are found under another name"),
    ] {
        if count > 0 {
            writeln!(out, "{}", format!("  {name:<10}{count:>9}  {told}").trim_end())?;
        }
    }
    for path in removed.iter().take(EXAMPLES) {
        writeln!(out, "to remove: {}", for_terminal(path))?;
    }
    write_reasons("skipped", report.skipped_reasons.iter().map(|reason| (reason, reason.count)), out)?;
    write_reasons("failed", report.failed_reasons.iter().map(|reason| (reason, reason.count)), out)
}

/// Writes reasons, each with how often it is told.
fn write_reasons<'a>(
    what: &str,
    reasons: impl Iterator<Item = (&'a Reason, u64)>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (reason, count) in reasons.filter(|(_, count)| *count > 0) {
        writeln!(out, "{what} {count}: {}{}", for_terminal(&reason.reason), for_terminal(&examples(reason)))?;
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

    fn reason(reason: &str, count: u64, known: u64) -> Reason {
        Reason { reason: reason.to_owned(), count, known, examples: Vec::new() }
    }

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
            failed_reasons: vec![reason("no such file", 2, 2)],
            skipped_reasons: vec![reason("an image", 3, 2), reason("hidden", 1, 1)],
            ..Report::default()
        };
        let written = |reasons| {
            let mut out = Vec::new();
            write(&report, reasons, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let counts = "10 files found in 1.0 s\n  indexed           5  7 articles, 2.0 MB, 2.0 MB/s\n  unchanged         3\n  failed            2\n";
        let all = "skipped 3: an image\nskipped 1: hidden\nfailed 2: no such file\n";
        assert_eq!(written(Reasons::All), format!("{counts}{all}"));
        let new = "skipped 1: an image\nskipped as before: 3 files; `--report` tells why\nfailed 2: no such file\n";
        assert_eq!(written(Reasons::New), format!("{counts}{new}"));
    }
}
