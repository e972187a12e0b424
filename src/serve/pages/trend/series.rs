//! Counts of several queries over the same row of periods.

use std::collections::{BTreeMap, BTreeSet};

use super::super::periods::{between, next};
use crate::ask::{Engine, Purpose, Question, Subject, today};
use crate::serve::failure::Failure;

/// More points than these on a line are too near to each other; years are counted then.
const MOST_POINTS: usize = 240;

/// What a trend counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Stories of a period.
    Count,
    /// Their share in all stories of that period that pass the filters, in per cent.
    Share,
}

/// Counts of several queries over the same row of periods.
#[derive(Debug)]
pub(super) struct Series {
    /// The periods, each month or each year from the first to the last.
    pub(super) periods: Vec<String>,
    /// `month` or `year`.
    pub(super) step: &'static str,
    /// Whether years in which none of the queries finds anything are left out, because there are too many.
    pub(super) has_gaps: bool,
    /// The queries, each with a count a period.
    pub(super) lines: Vec<Line>,
    /// How many there are in all, under the same filters.
    pub(super) all: Vec<u64>,
}

/// The counts of one query.
#[derive(Debug)]
pub(super) struct Line {
    /// The query.
    pub(super) query: String,
    /// A count a period.
    pub(super) counts: Vec<u64>,
    /// How many it finds whose period is not known: without a date, or with one that is known less exactly.
    pub(super) unplaced: u64,
}

/// Counts by period, and how many in all.
struct Counted {
    years: BTreeMap<String, u64>,
    months: BTreeMap<String, u64>,
    total: u64,
}

impl Series {
    /// Counts queries under the filters of a question.
    pub(super) fn of(question: &Question, queries: &[String], searcher: &dyn Engine) -> Result<Series, Failure> {
        let counted = |text: &str| -> Result<Counted, Failure> {
            let mut wanted = question.clone().facets(["year", "month"]);
            wanted.subject = Subject::Text(text.to_owned());
            let results = wanted.answer(searcher, Purpose::Facets, &today)?;
            let of = |by: &str| {
                let counts = results.facets.iter().find(|counts| counts.by == by);
                counts
                    .into_iter()
                    .flat_map(|counts| &counts.buckets)
                    .map(|bucket| (bucket.value.clone(), bucket.count))
                    .collect()
            };
            Ok(Counted { years: of("year"), months: of("month"), total: results.total })
        };
        let each = queries.iter().map(|query| counted(query)).collect::<Result<Vec<Counted>, Failure>>()?;
        let all = counted("*")?;
        let months = row(each.iter().map(|counted| &counted.months));
        let (step, periods) = match months {
            Some(months) if months.len() > 1 => ("month", months),
            _ => ("year", row(each.iter().map(|counted| &counted.years)).unwrap_or_default()),
        };
        let has_gaps = periods.windows(2).any(|two| between(&two[0], &two[1]) > 0);
        let counts = |counted: &Counted| -> Vec<u64> {
            let known = if step == "month" { &counted.months } else { &counted.years };
            periods.iter().map(|period| known.get(period).copied().unwrap_or(0)).collect()
        };
        let lines = queries.iter().zip(&each).map(|(query, counted)| {
            let counts = counts(counted);
            let unplaced = counted.total.saturating_sub(counts.iter().sum());
            Line { query: query.clone(), counts, unplaced }
        });
        Ok(Series { lines: lines.collect(), all: counts(&all), periods, step, has_gaps })
    }

    /// What a line has in a period.
    pub(super) fn value(&self, line: usize, period: usize, measure: Measure) -> f64 {
        let count = self.lines[line].counts[period] as f64;
        match (measure, self.all[period]) {
            (Measure::Count, _) => count,
            (Measure::Share, 0) => 0.0,
            (Measure::Share, all) => 100.0 * count / all as f64,
        }
    }
}

/// All periods from the first that is counted to the last; none where they are too many.
fn row<'c>(counted: impl Iterator<Item = &'c BTreeMap<String, u64>>) -> Option<Vec<String>> {
    let known: BTreeSet<&String> = counted.flat_map(BTreeMap::keys).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return Some(Vec::new()) };
    if between(first, last) + 2 > MOST_POINTS {
        // Of a longer time the years that were written about have room, at least.
        return (first.len() == 4).then(|| known.into_iter().cloned().collect());
    }
    let row = std::iter::successors(Some((*first).clone()), |period| next(period));
    Some(row.take_while(|period| period <= *last).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(periods: &[&str]) -> BTreeMap<String, u64> {
        periods.iter().map(|period| ((*period).to_owned(), 1)).collect()
    }

    #[test]
    fn a_row_has_every_period_of_all_queries() {
        let (one, other) = (counts(&["2024-11"]), counts(&["2025-01", "2025-02"]));
        let expected = ["2024-11", "2024-12", "2025-01", "2025-02"].map(str::to_owned).to_vec();
        assert_eq!(row([&one, &other].into_iter()), Some(expected));
        assert_eq!(row([&counts(&["1963-08"]), &one].into_iter()), None, "too many months");
        assert_eq!(row([&counts(&["0987", "2025"])].into_iter()).unwrap().len(), 2);
        assert_eq!(row([].into_iter()), Some(Vec::new()));
    }
}
