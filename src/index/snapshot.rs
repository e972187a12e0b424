//! Reading: one committed state of the index, whatever is written meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::{Path, PathBuf};

use tantivy::collector::{Count, DocSetCollector};
use tantivy::columnar::StrColumn;
use tantivy::query::{BooleanQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{Facet, Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, ReloadPolicy, Searcher, TERMINATED, TantivyDocument, Term};

use super::document;
use super::files::FileRecord;
use super::schema::{ARTICLE, FILE, Schema};
use crate::model::{ArchivePath, ArticleId, Entry};
use crate::{Error, Result};

/// The column of what is remembered of files.
const FILE_RECORD: &str = "_file_record";

/// One committed state of an index.
#[derive(Clone)]
pub struct Snapshot {
    searcher: Searcher,
    schema: Schema,
    folder: PathBuf,
}

impl Snapshot {
    pub(super) fn of(engine: &tantivy::Index, schema: &Schema, folder: &Path) -> Result<Snapshot> {
        let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Snapshot { searcher: reader.searcher(), schema: schema.clone(), folder: folder.to_path_buf() })
    }

    /// The folder that the index lies in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The engine's searcher over this state.
    pub(crate) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// The fields of the index.
    pub(crate) fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The query that every article matches and nothing else does.
    pub(crate) fn articles_only(&self) -> TermQuery {
        TermQuery::new(self.kind(ARTICLE), IndexRecordOption::Basic)
    }

    /// The query for what was read from a file in one of these folders, or from one of these files; full paths.
    pub(crate) fn files_below(&self, paths: &[PathBuf]) -> Box<dyn Query> {
        let term = |text: &str| Term::from_field_text(self.schema.file, text);
        let mut parts: Vec<Box<dyn Query>> = Vec::with_capacity(2 * paths.len());
        for path in paths {
            let key = ArchivePath::from(path).to_string();
            let folder = format!("{}/", key.trim_end_matches('/'));
            // The keys of a folder's files are those from `folder/` up to `folder0`: `0` is the character after `/`.
            let behind = format!("{}0", key.trim_end_matches('/'));
            parts.push(Box::new(TermQuery::new(term(&key), IndexRecordOption::Basic)));
            parts.push(Box::new(RangeQuery::new(Bound::Included(term(&folder)), Bound::Excluded(term(&behind)))));
        }
        Box::new(BooleanQuery::union(parts))
    }

    /// How many articles there are.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn article_count(&self) -> Result<u64> {
        Ok(self.searcher.search(&self.articles_only(), &Count)? as u64)
    }

    /// The addresses of all articles, in the order of segments and documents.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn articles(&self) -> Result<Vec<DocAddress>> {
        self.with_term(&self.kind(ARTICLE))
    }

    /// The addresses of all captures of an article, likewise.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn captures(&self, id: ArticleId) -> Result<Vec<DocAddress>> {
        self.with_term(&Term::from_field_u64(self.schema.order, id.0))
    }

    /// The addresses of all articles of a publisher, by its domain, likewise.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn of_site(&self, domain: &str) -> Result<Vec<DocAddress>> {
        let Some(field) = self.schema.field("site") else { return Ok(Vec::new()) };
        self.with_term(&Term::from_facet(field, &Facet::from_path([domain])))
    }

    /// The addresses of all documents with a term, in the order of segments and documents.
    fn with_term(&self, term: &Term) -> Result<Vec<DocAddress>> {
        let mut documents = Vec::new();
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let postings = segment.inverted_index(term.field())?;
            let Some(mut found) = postings.read_postings(term, IndexRecordOption::Basic)? else { continue };
            while found.doc() != TERMINATED {
                if !segment.is_deleted(found.doc()) {
                    documents.push(DocAddress::new(ordinal, found.doc()));
                }
                found.advance();
            }
        }
        Ok(documents)
    }

    /// The article at an address, with everything known about it.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn entry(&self, address: DocAddress) -> Result<Entry> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        document::to_entry(&self.schema, &document)
    }

    /// The addresses of what was read of an article from one file, in order.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn in_file(&self, file_key: &str, id: ArticleId) -> Result<BTreeSet<DocAddress>> {
        let found = self.searcher.search(&self.schema.in_file(file_key, id), &DocSetCollector)?;
        Ok(found.into_iter().collect())
    }

    /// How many captures of an article there are.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn capture_count(&self, id: ArticleId) -> Result<u64> {
        let term = Term::from_field_u64(self.schema.order, id.0);
        // Removed documents count here too: one is one, several may be fewer.
        match self.searcher.doc_freq(&term)? {
            1 => Ok(1),
            _ => Ok(self.searcher.search(&TermQuery::new(term, IndexRecordOption::Basic), &Count)? as u64),
        }
    }

    /// What the index remembers of every file, by the file's key.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn files(&self) -> Result<BTreeMap<String, FileRecord>> {
        files_of(&self.searcher, self.schema.kind_of_document)
    }

    /// What the index remembers of the file of this key; none where it knows no such file.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn file(&self, key: &str) -> Result<Option<FileRecord>> {
        let term = Term::from_field_text(self.schema.file, &document::record_key(key));
        for segment in self.searcher.segment_readers() {
            let Some(column) = segment.fast_fields().str(FILE_RECORD)? else { continue };
            let postings = segment.inverted_index(self.schema.file)?;
            let Some(mut found) = postings.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            while found.doc() != TERMINATED {
                let document = found.doc();
                found.advance();
                if !segment.is_deleted(document)
                    && let Some(record) = records_of(&column, document)?.pop()
                {
                    return Ok(Some(record));
                }
            }
        }
        Ok(None)
    }

    fn kind(&self, kind: &str) -> Term {
        Term::from_field_text(self.schema.kind_of_document, kind)
    }
}

/// What a state of the index remembers of every file, by the file's key; `kind` is the field that tells files from
/// articles.
pub(super) fn files_of(searcher: &Searcher, kind: Field) -> Result<BTreeMap<String, FileRecord>> {
    let mut files = BTreeMap::new();
    let term = Term::from_field_text(kind, FILE);
    for segment in searcher.segment_readers() {
        let Some(column) = segment.fast_fields().str(FILE_RECORD)? else { continue };
        let postings = segment.inverted_index(kind)?;
        let Some(mut found) = postings.read_postings(&term, IndexRecordOption::Basic)? else { continue };
        while found.doc() != TERMINATED {
            let document = found.doc();
            found.advance();
            if segment.is_deleted(document) {
                continue;
            }
            files.extend(records_of(&column, document)?.into_iter().map(|record| (record.path.clone(), record)));
        }
    }
    Ok(files)
}

/// What is remembered in the document of a file.
fn records_of(column: &StrColumn, document: DocId) -> Result<Vec<FileRecord>> {
    let mut text = String::new();
    let record = |ordinal| {
        text.clear();
        column.ord_to_str(ordinal, &mut text)?;
        serde_json::from_str(&text)
            .map_err(|cause| Error::malformed(format!("the record of a file cannot be read: {cause}")))
    };
    column.term_ords(document).map(record).collect()
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use crate::index::Index;
    use crate::index::tests::samples::{entry, record};

    #[test]
    fn what_was_laid_down_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open_or_create(folder.path()).unwrap();
        let mut writer = index.writer(1, 0).unwrap();
        writer.add(&entry("a.html", "Ships leave")).unwrap();
        writer.add_file(&record("/archive/a.html")).unwrap();
        assert_eq!(index.snapshot().unwrap().article_count().unwrap(), 0, "nothing is seen before the commit");
        writer.commit(&[]).unwrap();

        let snapshot = index.snapshot().unwrap();
        assert_eq!(snapshot.article_count().unwrap(), 1);
        let expected = entry("a.html", "Ships leave");
        let found = snapshot.captures(expected.article.id).unwrap();
        assert_eq!(snapshot.entry(found[0]).unwrap(), expected);
        assert_eq!(snapshot.files().unwrap().into_values().collect::<Vec<_>>(), [record("/archive/a.html")]);
        assert_eq!(snapshot.file("/archive/a.html").unwrap(), Some(record("/archive/a.html")));
        assert_eq!(snapshot.file("/archive/b.html").unwrap(), None);
    }

    #[test]
    fn a_file_goes_with_its_articles_and_what_is_added_after_stays() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open_or_create(folder.path()).unwrap();
        let mut writer = index.writer(1, 0).unwrap();
        writer.add(&entry("a.html", "Old")).unwrap();
        writer.add_file(&record("/archive/a.html")).unwrap();
        writer.commit(&[]).unwrap();
        writer.remove("/archive/a.html");
        writer.add(&entry("a.html", "New")).unwrap();
        writer.commit(&[]).unwrap();

        let snapshot = index.snapshot().unwrap();
        let found = snapshot.captures(entry("a.html", "").article.id).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(snapshot.entry(found[0]).unwrap().article.title.as_deref(), Some("New"));
        assert!(snapshot.files().unwrap().is_empty() && snapshot.file("/archive/a.html").unwrap().is_none());
    }
}
