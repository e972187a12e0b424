//! What came of a run: everything that was found is accounted for, with the reason.

use maud::{Markup, html};

use super::labels;
use crate::ingest::{Example, Reason, Report};

/// The report of a run.
pub(super) fn view(report: &Report) -> Markup {
    let counts = [
        ("read", report.indexed),
        ("unchanged", report.unchanged),
        ("without an article", report.skipped),
        ("failed", report.failed),
        ("not come to", report.left),
    ];
    html! {
        section.report aria-labelledby="report" {
            h2 #report { @if report.stopped { "Stopped" } @else { "Read" } }
            p {
                (labels::counted(report.articles, "article", "articles")) " of "
                (labels::counted(report.found, "file", "files")) " in " (format!("{:.1}", report.seconds)) " s. "
                @if report.articles > 0 { a href="/" { "Search them" } }
            }
            ul.counts {
                @for (name, count) in counts {
                    @if count > 0 { li { b { (labels::number(count)) } " " (name) } }
                }
                @if report.removed > 0 { li { b { (labels::number(report.removed)) } " gone from the folder" } }
            }
            (reasons("Without an article", &report.skipped_reasons))
            (reasons("Failed", &report.failed_reasons))
            (reasons("To be known of what was read", &report.notes))
        }
    }
}

fn reasons(name: &str, reasons: &[Reason]) -> Markup {
    html! {
        @if !reasons.is_empty() {
            h3 { (name) }
            ul.reasons {
                @for reason in reasons {
                    li {
                        details {
                            summary { bdi { (reason.reason) } " " span.count { (labels::number(reason.count)) } }
                            ul { @for example in &reason.examples { li.long { bdi { (place(example)) } } } }
                        }
                    }
                }
            }
        }
    }
}

fn place(example: &Example) -> String {
    let member = example.member.as_ref().map_or(String::new(), |member| format!(" › {member}"));
    format!("{}{member}", example.path)
}
