//! Counts over all that match, each a link that narrows the question down.

use maud::{Markup, html};

use super::{labels, links};
use crate::ask::Question;
use crate::model::{Bucket, FacetCounts, Results};

/// The facets beside the hits, in this order.
pub(super) const SHOWN: &[&str] = &["country", "mentions", "topic", "site", "lang", "kind", "author"];

/// The facets of an answer.
pub(super) fn view(question: &Question, results: &Results) -> Markup {
    let shown = SHOWN.iter().filter_map(|by| results.facets.iter().find(|counts| counts.by == *by));
    html! {
        aside.facets #facets aria-label="Narrow down" {
            @for counts in shown { (facet(question, counts, results.total)) }
        }
    }
}

/// A facet with all of its values, as a part of its own page.
pub(super) fn whole(question: &Question, counts: &FacetCounts, total: u64) -> Markup {
    html! { div.facets { (facet(question, counts, total)) } }
}

fn facet(question: &Question, counts: &FacetCounts, total: u64) -> Markup {
    let unknown = Bucket { value: "unknown".to_owned(), label: "unknown".to_owned(), count: counts.unknown };
    let has_unknown = counts.by != "mentions" || counts.unknown < total;
    html! {
        section {
            h2 { (labels::field(&counts.by)) }
            ul {
                @for bucket in &counts.buckets { (row(question, &counts.by, bucket, total)) }
                @if has_unknown { (row(question, &counts.by, &unknown, total)) }
                @if counts.more > 0 {
                    li.more { a href=(links::values(question, &counts.by)) { (labels::number(counts.more as u64)) " more" } }
                }
            }
        }
    }
}

/// A value with its count: a link into it, or out of it where it is a filter already.
fn row(question: &Question, by: &str, bucket: &Bucket, total: u64) -> Markup {
    let Bucket { value, label, count } = bucket;
    // `author:` asks for words of a name; the filter that takes whole ones is `authors`.
    let by = if by == "author" { "authors" } else { by };
    let is_filter = question.filters.values(by).iter().any(|other| other.eq_ignore_ascii_case(value));
    let label = if by == "lang" { labels::value(by, value) } else { label.as_str().into() };
    let share = if total == 0 { 0 } else { (count * 100).div_ceil(total).min(100) };
    let class = if value == "unknown" { "value unknown" } else { "value" };
    html! {
        li class=(class) {
            @if is_filter {
                a href=(links::without_value(question, by, value)) aria-current="true" title="Remove this filter" {
                    bdi { (label) } " " span.count { (labels::number(*count)) }
                }
            } @else if *count > 0 {
                a href=(links::with_value(question, by, value)) {
                    bdi { (label) } " " span.count { (labels::number(*count)) }
                }
            } @else {
                span.none { bdi { (label) } " " span.count { "0" } }
            }
            svg.share viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" { rect width=(share) height="1" {} }
        }
    }
}
