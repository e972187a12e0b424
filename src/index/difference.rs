//! What two states of an index do not have in common.
//!
//! Documents never change, and a segment only loses some: so what two states have in common is told by the names of their segments
//! and by what is removed from them. An article that was moved to another segment by a merge is gone and new here.

use std::collections::HashMap;

use tantivy::{DocAddress, SegmentReader};

use super::snapshot::Snapshot;
use crate::Result;

/// The articles that only one of two states has where it has them, in order.
#[derive(Debug, Default)]
pub(crate) struct Difference {
    /// Those of the former state, by their addresses in it.
    pub(crate) gone: Vec<DocAddress>,
    /// Those of the later one, by their addresses in that.
    pub(crate) new: Vec<DocAddress>,
}

impl Difference {
    /// Compares two states.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn between(former: &Snapshot, later: &Snapshot) -> Result<Difference> {
        Ok(Difference { gone: only_in(former, later)?, new: only_in(later, former)? })
    }
}

/// The articles of a state that another does not have in their place.
fn only_in(state: &Snapshot, other: &Snapshot) -> Result<Vec<DocAddress>> {
    let others = other.searcher().segment_readers();
    let by_id: HashMap<_, &SegmentReader> = others.iter().map(|segment| (segment.segment_id(), segment)).collect();
    let mut found = Vec::new();
    for (ordinal, segment) in (0..).zip(state.searcher().segment_readers()) {
        let there = by_id.get(&segment.segment_id());
        // Documents are only ever removed: a segment of as many is the same.
        if there.is_some_and(|there| there.num_docs() == segment.num_docs()) {
            continue;
        }
        // The documents of files have no order.
        let order = segment.fast_fields().u64(state.schema().tantivy.get_field_name(state.schema().order))?;
        let is_only_here = |doc: &u32| !segment.is_deleted(*doc) && there.is_none_or(|there| there.is_deleted(*doc));
        let articles = (0..segment.max_doc()).filter(is_only_here).filter(|doc| order.first(*doc).is_some());
        found.extend(articles.map(|doc| DocAddress::new(ordinal, doc)));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Index;
    use crate::index::tests::samples::{entry, record};

    #[test]
    fn what_came_and_what_went_is_told_and_files_are_no_articles() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open_or_create(folder.path()).unwrap();
        let mut writer = index.writer(1, 0).unwrap();
        ["a.html", "b.html"].iter().for_each(|name| writer.add(&entry(name, name)).unwrap());
        writer.add_file(&record("/archive/a.html")).unwrap();
        writer.commit(&[]).unwrap();
        let former = index.snapshot().unwrap();
        writer.remove("/archive/a.html");
        writer.add(&entry("c.html", "c.html")).unwrap();
        writer.add_file(&record("/archive/c.html")).unwrap();
        writer.commit(&[]).unwrap();
        let later = index.snapshot().unwrap();
        let Difference { gone, new } = Difference::between(&former, &later).unwrap();
        let titles = |snapshot: &Snapshot, addresses: &[DocAddress]| {
            let title = |address: &DocAddress| snapshot.entry(*address).unwrap().article.title.unwrap_or_default();
            addresses.iter().map(title).collect::<Vec<_>>()
        };
        assert_eq!((titles(&former, &gone), titles(&later, &new)), (vec!["a.html".into()], vec!["c.html".into()]));
        let none = Difference::between(&later, &later).unwrap();
        assert!(none.gone.is_empty() && none.new.is_empty());
    }
}
