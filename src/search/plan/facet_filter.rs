//! Values of facets: postings like those of words, that match or do not and add nothing to a score.

use std::sync::Arc;

use tantivy::schema::Field;

use crate::Result;
use crate::index::{Snapshot, facet_node};
use crate::plan::compile::query_plan::Plan;
use crate::plan::languages::LanguageSet;
use crate::plan::lexicon::term_set::{TermInfos, TermSet, WeightedTerm};
use crate::plan::matching::leaf::{FieldWeight, Leaf};
use crate::plan::matching::pattern::Pattern;
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use jiff::ToSpan;

    use crate::model::{DateSource, Precision, Published};
    use crate::query::{DateRange, Query};
    use crate::search::Request;
    use crate::search::tests::archive::{Archive, article};

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
