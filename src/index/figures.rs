//! Figures of the whole collection: how long its texts are, in which languages, and when they were published.
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

/// The mean length in words of a text field, over the articles that have it.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn mean_length(snapshot: &Snapshot, field: Field) -> Result<f32> {
    let (mut words, mut texts) = (0_u64, 0_u64);
    for segment in snapshot.searcher().segment_readers() {
        let norms = segment.get_fieldnorms_reader(field)?;
        // In turns, for neighbours are often alike, and a number that was just added to cannot be added to at once.
        let mut counts = [[0_u64; 256]; 4];
        let mut count = |document| counts[document as usize % 4][usize::from(norms.fieldnorm_id(document))] += 1;
        match segment.alive_bitset() {
            Some(alive) => alive.iter_alive().for_each(count),
            None => (0..segment.max_doc()).for_each(&mut count),
        }
        for id in 1..=u8::MAX {
            let count: u64 = counts.iter().map(|counts| counts[usize::from(id)]).sum();
            words += u64::from(FieldNormReader::id_to_fieldnorm(id)) * count;
            texts += count;
        }
    }
    Ok(if texts == 0 { 1.0 } else { (words as f64 / texts as f64) as f32 })
}

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
