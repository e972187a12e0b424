//! Values of facets: postings like those of words, that match or do not and add nothing to a score.
//!
//! A range of dates is such values too. The date facet has a node for every year, month and day, and an article lies under
//! those that its whole interval lies in; so the articles in a range are those under the fewest nodes that fill it.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use tantivy::columnar::Column;
use tantivy::schema::Field;

use super::query_plan::Plan;
use crate::Result;
use crate::index::{Snapshot, facet_node};
use crate::search::languages::LanguageSet;
use crate::search::lexicon::term_set::{TermInfos, TermSet, WeightedTerm};
use crate::search::matching::leaf::{FieldWeight, Leaf};
use crate::search::matching::pattern::Pattern;
use crate::search::statistics::Statistics;

/// The articles under any of these nodes of a facet.
///
/// # Errors
///
/// When the index cannot be read.
pub(super) fn under(
    snapshot: &Snapshot,
    statistics: &Statistics,
    field: Field,
    paths: impl IntoIterator<Item = String>,
) -> Result<Plan> {
    let mut terms = Vec::new();
    for path in paths {
        let node = facet_node(&path);
        let (mut infos, mut doc_freq) = (TermInfos::default(), 0);
        for (number, segment) in (0..).zip(snapshot.searcher().segment_readers()) {
            infos.look_up(node.encoded_str(), segment, field)?;
            if let Some(info) = infos.get(segment, field) {
                doc_freq += statistics.live_count((number, segment), field, info)?;
            }
        }
        terms.push(WeightedTerm {
            text: node.encoded_str().to_owned(),
            doc_freq,
            weight: 1.0,
            languages: LanguageSet::ALL,
            infos,
        });
    }
    Ok(Plan::Labels(Arc::new(Leaf {
        part: String::new(),
        fields: vec![FieldWeight { field, weight: 1.0, length_counts: 0.0, mean_length: 1.0 }],
        sets: vec![Arc::new(TermSet { terms, ..TermSet::default() })],
        pattern: Pattern::Words(0),
        min_matches: 1,
        idf: 0.0,
    })))
}

/// How many nodes a range is filled with at most.
const MAX_NODES: usize = 1_000;

/// The nodes of the date facet that fill a range, an open end as far as there are dates; none where it begins or ends within a
/// day, or would take too many.
pub(super) fn of_dates(
    statistics: &Statistics,
    since: Option<DateTime>,
    until: Option<DateTime>,
) -> Option<Vec<String>> {
    let dates =
        || statistics.columns.iter().map(|columns| &columns.dates.column).filter(|dates| dates.values.num_vals() > 0);
    let (Some(first), Some(last)) = (dates().map(Column::min_value).min(), dates().map(Column::max_value).max()) else {
        return Some(Vec::new());
    };
    let since = since.map_or_else(|| new_year(first, 0), whole_day)?;
    let until = until.map_or_else(|| new_year(last, 1), whole_day)?;
    fill(since, until)
}

/// The day that a moment begins.
fn whole_day(moment: DateTime) -> Option<Date> {
    (moment.date().to_datetime(jiff::civil::Time::midnight()) == moment).then(|| moment.date())
}

/// The first day of the year that holds `second`, or of the year that comes `later` years after it.
fn new_year(second: i64, later: i16) -> Option<Date> {
    let year = Offset::UTC.to_datetime(jiff::Timestamp::from_second(second).ok()?).year();
    Date::new(year.checked_add(later)?, 1, 1).ok()
}

/// The fewest years, months and days that fill the days from `since` to before `until`.
fn fill(since: Date, until: Date) -> Option<Vec<String>> {
    let mut nodes = Vec::new();
    let mut day = since;
    while day < until {
        if nodes.len() == MAX_NODES {
            return None;
        }
        let fits = |end: std::result::Result<Date, jiff::Error>| end.ok().filter(|end| *end <= until);
        let year = || fits(day.checked_add(1.year())).filter(|_| day.day_of_year() == 1);
        let month = || fits(day.checked_add(1.month())).filter(|_| day.day() == 1);
        day = if let Some(end) = year() {
            nodes.push(format!("/{:04}", day.year()));
            end
        } else if let Some(end) = month() {
            nodes.push(format!("/{:04}/{:02}", day.year(), day.month()));
            end
        } else {
            nodes.push(format!("/{:04}/{:02}/{:02}", day.year(), day.month(), day.day()));
            day.tomorrow().ok()?
        };
    }
    Some(nodes)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::{DateSource, Precision, Published};
    use crate::query::{DateRange, Query};
    use crate::search::Request;
    use crate::search::tests::archive::{Archive, article};

    #[test]
    fn ranges_are_filled_with_the_fewest_nodes() {
        let filled = |since, until| fill(since, until).unwrap().join(" ");
        assert_eq!(filled(date(2025, 1, 1), date(2027, 1, 1)), "/2025 /2026");
        assert_eq!(
            filled(date(2024, 12, 30), date(2025, 3, 2)),
            "/2024/12/30 /2024/12/31 /2025/01 /2025/02 /2025/03/01"
        );
        assert_eq!(filled(date(2024, 2, 1), date(2024, 3, 1)), "/2024/02");
        assert_eq!(filled(date(2025, 3, 2), date(2025, 3, 2)), "");
        assert_eq!(fill(date(1, 1, 1), date(9000, 1, 1)), None);
        assert_eq!(fill(Date::MAX, Date::MAX), Some(Vec::new()));
    }

    #[test]
    fn only_whole_days_are_nodes() {
        assert_eq!(whole_day(date(2025, 3, 2).at(0, 0, 0, 0)), Some(date(2025, 3, 2)));
        assert_eq!(whole_day(date(2025, 3, 2).at(0, 0, 1, 0)), None);
    }

    #[test]
    fn what_lies_in_a_range_lies_under_its_nodes() {
        let day = |n: i64| date(2023, 1, 1).checked_add(n.days()).unwrap();
        let drafts: Vec<_> = (0..400)
            .map(|n: i64| {
                let at = day(n * 37 % 1100);
                let (start, precision) = match n % 5 {
                    0 => (at.first_of_year().at(0, 0, 0, 0), Precision::Year),
                    1 => (at.first_of_month().at(0, 0, 0, 0), Precision::Month),
                    2 => (at.at(23, 59, 0, 0), Precision::Minute),
                    _ => (at.at(0, 0, 0, 0), Precision::Day),
                };
                let mut draft = article(&format!("n{n:03}")).body("port");
                let published = Published { start, precision, ..Published::day(at, DateSource::Meta, "", 1.0) };
                draft.0.article.published = Some(published).filter(|_| n % 11 > 0);
                draft
            })
            .collect();
        let archive = Archive::in_batches(&drafts, 90);
        for n in 0..200 {
            let since = Some(day(n * 53 % 1200 - 50).at(0, 0, 0, 0)).filter(|_| n % 7 > 0);
            let until = Some(day(n * 71 % 1300 - 20).at(0, 0, i8::from(n % 13 == 0), 0)).filter(|_| n % 9 > 0);
            if since.is_none() && until.is_none() {
                continue;
            }
            let lies = |published: &&Published| {
                since.is_none_or(|since| published.start >= since) && until.is_none_or(|until| published.end() <= until)
            };
            let inside = drafts.iter().filter(|draft| draft.0.article.published.as_ref().filter(lies).is_some());
            let expected = inside.map(|draft| draft.0.article.id).collect();
            let query = Query::Date(DateRange::Between { since, until });
            let request = Request { query, ..Request::default() };
            assert_eq!(archive.searcher.ids(&request).unwrap(), expected, "{}", request.query);
        }
    }
}
