//! The filters of a question, each with the link that takes it out.

use maud::{Markup, html};

use super::{labels, links};
use crate::ask::{Filters, Question};

/// The filters of a question; nothing where there are none.
pub(super) fn view(question: &Question) -> Markup {
    let filters = &question.filters;
    let period = period(filters);
    html! {
        @if !filters.is_empty() {
            ul.chips aria-label="Filters" {
                @for field in Filters::fields() {
                    @for value in filters.values(field.name) {
                        (chip(labels::field(field.name), &labels::value(field.name, value),
                            &links::without_value(question, field.name, value)))
                    }
                }
                @if let Some(period) = period { (chip("Published", &period, &links::within(question, None, None))) }
                @for folder in &filters.folders {
                    @let rest = links::changed(question, |question| question.filters.folders.retain(|other| other != folder));
                    (chip("Folder", &folder.to_string_lossy(), &rest))
                }
            }
        }
    }
}

fn chip(field: &str, value: &str, without: &str) -> Markup {
    html! {
        li {
            span.of { (field) } " " bdi { (value) } " "
            a href=(without) aria-label=(format!("Remove the filter {field} {value}")) { "×" }
        }
    }
}

fn period(filters: &Filters) -> Option<String> {
    match (&filters.since, &filters.until) {
        (Some(since), Some(until)) if since == until => Some(since.clone()),
        (Some(since), Some(until)) => Some(format!("{since} to {until}")),
        (Some(since), None) => Some(format!("since {since}")),
        (None, Some(until)) => Some(format!("until {until}")),
        (None, None) => None,
    }
}
