//! Steps of time: those between the first and the last that anything falls into, none left out.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::{Bucket, FacetCounts};

/// The facets that are steps of time.
const BY: [&str; 4] = ["year", "month", "week", "day"];

/// Whether a facet is one of steps of time.
pub(super) fn is_time(by: &str) -> bool {
    BY.contains(&by)
}

/// One step of time, and how much falls into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Its first day.
    pub(super) first: Date,
    /// As a person reads it: `2025`, `2025-10`, `2025-W42`, `2025-10-15`.
    pub(super) label: String,
    pub(super) count: u64,
}

/// The steps of counts over time, in their order. None where a value is no date, or where they would be too many to show.
pub(super) fn filled(counts: &FacetCounts) -> Option<Vec<Step>> {
    /// Days of some 130 years.
    const MOST: usize = 50_000;
    let mut buckets = Vec::with_capacity(counts.buckets.len());
    for bucket in &counts.buckets {
        buckets.push((first_day(bucket)?, bucket.count));
    }
    buckets.sort_unstable();
    let mut steps: Vec<Step> = Vec::new();
    for (first, count) in buckets {
        let mut next = match steps.last() {
            Some(step) => after(step.first, &counts.by)?,
            None => first,
        };
        while next < first {
            steps.push(Step { first: next, label: label(next, &counts.by), count: 0 });
            next = after(next, &counts.by)?;
            if steps.len() > MOST {
                return None;
            }
        }
        steps.push(Step { first, label: label(first, &counts.by), count });
    }
    Some(steps)
}

/// The first day of the step that a bucket stands for.
fn first_day(bucket: &Bucket) -> Option<Date> {
    let first = bucket.value.split("..").next().unwrap_or_default();
    let mut parts = first.split('-').map(|part| part.parse::<i16>().ok());
    let year = parts.next()??;
    let mut part = || parts.next().map_or(Some(1), |part| part.and_then(|part| i8::try_from(part).ok()));
    Date::new(year, part()?, part()?).ok()
}

fn after(first: Date, by: &str) -> Option<Date> {
    let span = match by {
        "year" => 1.year(),
        "month" => 1.month(),
        "week" => 7.days(),
        _ => 1.day(),
    };
    first.checked_add(span).ok()
}

fn label(first: Date, by: &str) -> String {
    match by {
        "year" => format!("{:04}", first.year()),
        "month" => format!("{:04}-{:02}", first.year(), first.month()),
        "week" => {
            let week = first.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        _ => first.to_string(),
    }
}

/// Runs of steps of which more than a few are empty are told in one line.
pub(super) enum Run<'a> {
    /// Steps that are told one by one.
    Told(&'a [Step]),
    /// Steps into which nothing falls.
    Empty(&'a [Step]),
}

/// Steps as runs; `most` empty ones behind each other are still told one by one.
pub(super) fn runs(steps: &[Step], most: usize) -> Vec<Run<'_>> {
    let is_empty = |step: &Step| step.count == 0;
    let mut runs = Vec::new();
    let mut told = 0;
    let mut at = 0;
    for chunk in steps.chunk_by(|one, other| is_empty(one) == is_empty(other)) {
        if is_empty(&chunk[0]) && chunk.len() > most {
            runs.extend((told < at).then(|| Run::Told(&steps[told..at])));
            runs.push(Run::Empty(chunk));
            told = at + chunk.len();
        }
        at += chunk.len();
    }
    runs.extend((told < at).then(|| Run::Told(&steps[told..at])));
    runs
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Counts by a step of time.
    pub(in crate::present) fn counts(by: &str, buckets: &[(&str, u64)]) -> FacetCounts {
        let bucket = |(value, count): &(&str, u64)| Bucket {
            value: (*value).to_owned(),
            label: (*value).to_owned(),
            count: *count,
        };
        FacetCounts { by: by.to_owned(), buckets: buckets.iter().map(bucket).collect(), unknown: 3, more: 0 }
    }

    #[test]
    fn no_step_is_left_out() {
        let labels = |by: &str, buckets: &[(&str, u64)]| -> Vec<String> {
            filled(&counts(by, buckets))
                .unwrap()
                .into_iter()
                .map(|step| format!("{} {}", step.label, step.count))
                .collect()
        };
        assert_eq!(
            labels("month", &[("2024-11", 1), ("2025-02", 2)]),
            ["2024-11 1", "2024-12 0", "2025-01 0", "2025-02 2"]
        );
        assert_eq!(
            labels("day", &[("2024-02-28", 1), ("2024-03-01", 2)]),
            ["2024-02-28 1", "2024-02-29 0", "2024-03-01 2"]
        );
        let weeks = [("2024-12-23..2024-12-29", 1), ("2025-01-06..2025-01-12", 2)];
        assert_eq!(labels("week", &weeks), ["2024-W52 1", "2025-W01 0", "2025-W02 2"]);
        assert_eq!(labels("year", &[]), [""; 0]);
        assert!(filled(&counts("month", &[("soon", 1)])).is_none());
        assert!(filled(&counts("day", &[("0001-01-01", 1), ("2025-01-01", 1)])).is_none());
    }

    #[test]
    fn long_emptiness_is_one_run() {
        let steps = filled(&counts("year", &[("1963", 1), ("1965", 1), ("1991", 2)])).unwrap();
        let told: Vec<(bool, usize)> = runs(&steps, 3)
            .iter()
            .map(|run| match run {
                Run::Told(steps) => (true, steps.len()),
                Run::Empty(steps) => (false, steps.len()),
            })
            .collect();
        assert_eq!(told, [(true, 3), (false, 25), (true, 1)]);
    }
}
