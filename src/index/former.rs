//! What an index held before a run changed it: the ids of the articles of each file.
//!
//! An id rests on the article's address, or else on its place. Where a newer build finds an address at last, or a file is
//! moved, the id changes, and whoever keeps ids (saved searches) has to follow. Indexes of older formats are read too,
//! as far as this goes: what is looked for here has stood in the same place since format 5.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use tantivy::directory::MmapDirectory;
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, ReloadPolicy, Searcher, TERMINATED, TantivyDocument, Term};

use super::files::FileRecord;
use super::folder::Index;
use super::names::NamesPlugin;
use super::snapshot::files_of;
use crate::model::{ArticleId, Origin};
use crate::{Error, Result};

/// One state of an index, of this format or an older one.
#[derive(Clone)]
pub struct Former {
    searcher: Searcher,
    file: Field,
    kind: Field,
    record: Field,
}

/// An article as it was held: its id, and its place in its file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormerArticle {
    /// The member or record, as the reader named it.
    pub member: Option<String>,
    /// The byte offset in the file.
    pub offset: Option<u64>,
    /// The id.
    pub id: ArticleId,
}

/// How a stored record of an article begins.
#[derive(Deserialize)]
struct Head {
    id: ArticleId,
    _source_id: Option<String>,
    origin: Origin,
}

impl Former {
    /// The state of the last commit of an index.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn of(index: &Index) -> Result<Former> {
        Former::of_engine(&index.engine)
    }

    /// The state of the index in a folder, whatever its format.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub(super) fn in_folder(folder: &Path) -> Result<Former> {
        let mut engine = tantivy::Index::open(MmapDirectory::open(folder)?)?;
        engine.register_plugin(Arc::new(NamesPlugin));
        Former::of_engine(&engine)
    }

    fn of_engine(engine: &tantivy::Index) -> Result<Former> {
        let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let schema = engine.schema();
        let field = |name| schema.get_field(name);
        let (file, kind, record) = (field("_file")?, field("_kind")?, field("_record")?);
        Ok(Former { searcher: reader.searcher(), file, kind, record })
    }

    /// What was remembered of every file, by the file's key.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn files(&self) -> Result<BTreeMap<String, FileRecord>> {
        files_of(&self.searcher, self.kind)
    }

    /// The ids of the articles that were read from a file, by the file's key.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn ids(&self, file_key: &str) -> Result<BTreeSet<ArticleId>> {
        let mut ids = BTreeSet::new();
        for address in self.documents(file_key)? {
            let column = self.searcher.segment_reader(address.segment_ord).fast_fields().u64("_order")?;
            ids.extend(column.first(address.doc_id).map(ArticleId));
        }
        Ok(ids)
    }

    /// The articles that were read from a file, by the file's key, with their places, sorted.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn articles(&self, file_key: &str) -> Result<Vec<FormerArticle>> {
        let mut articles = Vec::new();
        for address in self.documents(file_key)? {
            let document: TantivyDocument = self.searcher.doc(address)?;
            // The documents of files have no record.
            let Some(bytes) = document.get_first(self.record).and_then(|value| value.as_bytes()) else { continue };
            let (Head { id, origin, .. }, _) = postcard::take_from_bytes::<Head>(bytes)
                .map_err(|cause| Error::malformed(format!("a record of the index cannot be read: {cause}")))?;
            articles.push(FormerArticle { member: origin.member, offset: origin.offset, id });
        }
        articles.sort();
        Ok(articles)
    }

    /// The documents that go by a file's key, in the order of segments and documents.
    fn documents(&self, file_key: &str) -> Result<Vec<DocAddress>> {
        let term = Term::from_field_text(self.file, file_key);
        let mut documents = Vec::new();
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let words = segment.inverted_index(self.file)?;
            let Some(mut postings) = words.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    documents.push(DocAddress::new(ordinal, postings.doc()));
                }
                postings.advance();
            }
        }
        Ok(documents)
    }
}

impl std::fmt::Debug for Former {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Former").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::tests::samples::{entry, record};

    #[test]
    fn the_articles_of_a_file_are_known_by_their_places() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open_or_create(folder.path()).unwrap();
        let mut writer = index.writer(1, 0).unwrap();
        let ids: Vec<ArticleId> = ["line 1", "line 2"]
            .map(|line| {
                let mut entry = entry("a.jsonl", "Ships leave");
                entry.article.origin.member = Some(line.to_owned());
                entry.article.id = ArticleId::from_origin(&entry.article.origin);
                writer.add(&entry).unwrap();
                entry.article.id
            })
            .into();
        writer.add(&entry("b.html", "Others")).unwrap();
        writer.add_file(&record("/archive/a.jsonl")).unwrap();
        writer.commit(&[]).unwrap();
        let former = Former::in_folder(folder.path()).unwrap();
        writer.remove("/archive/a.jsonl");
        writer.commit(&[]).unwrap();
        assert_eq!(former.ids("/archive/a.jsonl").unwrap(), ids.iter().copied().collect());
        let places: Vec<(Option<String>, ArticleId)> =
            former.articles("/archive/a.jsonl").unwrap().into_iter().map(|a| (a.member, a.id)).collect();
        assert_eq!(places, [(Some("line 1".to_owned()), ids[0]), (Some("line 2".to_owned()), ids[1])]);
        assert_eq!(former.files().unwrap().len(), 1);
        assert!(Former::of(&index).unwrap().ids("/archive/a.jsonl").unwrap().is_empty());
    }
}
