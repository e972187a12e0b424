//! Articles by the beginning of a name that they go by: their id, or the id of the record that they came in.

use std::collections::BTreeSet;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED};

use crate::Result;
use crate::index::Snapshot;
use crate::model::ArticleId;
use crate::plan::aside::ids::beginnings;

/// At most `limit` articles with a name that begins with `prefix`, in their order.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn beginning(snapshot: &Snapshot, prefix: &str, limit: usize) -> Result<Vec<ArticleId>> {
    let mut found = BTreeSet::new();
    for form in beginnings(prefix).into_iter().flatten() {
        for segment in snapshot.searcher().segment_readers() {
            collect(snapshot, segment, form.as_bytes(), limit, &mut found)?;
        }
    }
    Ok(found.into_iter().take(limit).collect())
}

/// Adds the articles of a segment whose name begins so, until there are enough.
fn collect(
    snapshot: &Snapshot,
    segment: &SegmentReader,
    prefix: &[u8],
    limit: usize,
    found: &mut BTreeSet<ArticleId>,
) -> Result<()> {
    let Some(place) = snapshot.schema().field("id") else { return Ok(()) };
    let index = segment.inverted_index(place)?;
    let orders = segment.fast_fields().u64("_order")?;
    let mut names = index.terms().range().ge(prefix).into_stream()?;
    while found.len() < limit && names.advance() && names.key().starts_with(prefix) {
        let mut postings = index.read_postings_from_terminfo(names.value(), IndexRecordOption::Basic)?;
        while postings.doc() != TERMINATED {
            if !segment.is_deleted(postings.doc()) {
                found.extend(orders.first(postings.doc()).map(ArticleId));
            }
            postings.advance();
        }
    }
    Ok(())
}
