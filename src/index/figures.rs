//! Figures of the whole collection: how many articles have a term, and in which languages they are.
//!
//! Everything is counted over the articles that are not removed, so that it does not depend on how the index happens to be cut
//! into segments.

use std::collections::BTreeMap;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{SegmentPostings, TermInfo};
use tantivy::schema::{Facet, Field, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, TERMINATED};

use super::snapshot::Snapshot;
use crate::Result;

/// The length of a text of so many terms as it counts in ranking: it is kept in a byte.
pub(crate) fn counted_length(terms: u32) -> u32 {
    FieldNormReader::id_to_fieldnorm(FieldNormReader::fieldnorm_to_id(terms))
}

/// How many articles are in each language, by ISO 639-1 code.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn language_counts(snapshot: &Snapshot) -> Result<BTreeMap<String, u64>> {
    let Some(field) = snapshot.schema().field("lang") else { return Ok(BTreeMap::new()) };
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for segment in snapshot.searcher().segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut terms = index.terms().stream()?;
        while let Some((key, info)) = terms.next() {
            if let Some(language) = language_of_node(key) {
                *counts.entry(language).or_default() += live_count(segment, field, info)?;
            }
        }
    }
    counts.retain(|_, count| *count > 0);
    Ok(counts)
}

/// The language that a node of the facet of languages stands for.
pub(crate) fn language_of_node(key: &[u8]) -> Option<String> {
    let facet = Facet::from_encoded(key.to_vec()).ok()?;
    match facet.to_path()[..] {
        // The root of the facet is a path of one empty node.
        [code] if !code.is_empty() && code != "unknown" => Some(code.to_owned()),
        _ => None,
    }
}

/// How many documents that are not removed have a term in one segment.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn live_count(segment: &SegmentReader, field: Field, info: &TermInfo) -> Result<u64> {
    if !segment.has_deletes() {
        return Ok(u64::from(info.doc_freq));
    }
    let mut postings = postings(segment, field, info, IndexRecordOption::Basic)?;
    let mut count = 0;
    while postings.doc() != TERMINATED {
        count += u64::from(!segment.is_deleted(postings.doc()));
        postings.advance();
    }
    Ok(count)
}

/// The postings of a term of one segment.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn postings(
    segment: &SegmentReader,
    field: Field,
    info: &TermInfo,
    option: IndexRecordOption,
) -> Result<SegmentPostings, tantivy::TantivyError> {
    Ok(segment.inverted_index(field)?.read_postings_from_terminfo(info, option)?)
}
