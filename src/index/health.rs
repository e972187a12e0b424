//! Whether an index is whole, and how to bring back what is not.
//!
//! Every file of the index ends in a checksum (CRC-32) of its bytes. A damaged file costs the articles of its segment, no
//! more: the archive still has them. [`repair`] drops such segments, and forgets every archive file that lost an
//! article, so that the next run reads it again.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use tantivy::collector::DocSetCollector;
use tantivy::directory::INDEX_WRITER_LOCK;
use tantivy::directory::error::OpenReadError;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentMeta, SegmentReader, TERMINATED};

use super::folder::Index;
use super::schema::{ARTICLE, Schema};
use super::snapshot::Snapshot;
use crate::{Error, ErrorKind, Result};

/// The file that lists the segments of an index.
const META: &str = "meta.json";

/// What [`check`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// How many segments the index has.
    pub segments: usize,
    /// Files of the index that are gone or changed since they were written.
    pub damages: Vec<Damage>,
    /// Files of the archive whose articles are not all there, by their keys.
    pub incomplete: BTreeSet<String>,
    /// Articles whose stored record cannot be read although its file is as it was written.
    pub unreadable: usize,
    /// How many articles can be read.
    pub articles: u64,
    /// How many files of the archive are remembered.
    pub files: usize,
}

impl Health {
    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.damages.is_empty() && self.incomplete.is_empty() && self.unreadable == 0
    }
}

/// A file of the index that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The file, named from the folder of the index.
    pub file: PathBuf,
    /// What is wrong with it.
    pub what: String,
    /// The segment that it belongs to.
    pub segment: String,
    /// How many articles and files are remembered in that segment.
    pub documents: u32,
}

/// Reads everything in the index and compares it with its checksums and its own bookkeeping.
///
/// # Errors
///
/// When there is no index that could be checked.
pub fn check(index: &Index) -> Result<Health> {
    let metas = index.engine.load_metas()?;
    let files: BTreeSet<PathBuf> = metas.list_segment_files().into_iter().collect();
    let mut health = Health { segments: metas.segments.len(), ..Health::default() };
    for segment in &metas.segments {
        for file in files.iter().filter(|file| is_file_of(segment, file)) {
            if let Some(what) = damage(index, file)? {
                let (segment, documents) = (segment.id().uuid_string(), segment.num_docs());
                health.damages.push(Damage { file: file.clone(), what, segment, documents });
            }
        }
    }
    // A run that writes meanwhile takes away the files of segments that it merged: they are not missed.
    let still = index.engine.load_metas()?.segments;
    health.damages.retain(|damage| still.iter().any(|segment| segment.id().uuid_string() == damage.segment));
    health.damages.sort_by(|a, b| a.file.cmp(&b.file));
    if health.damages.is_empty() {
        read_all(&index.snapshot()?, &mut health)?;
    }
    Ok(health)
}

/// Drops what is damaged, and makes the next run read again what is lost. Gives the state of what is left, in which only
/// [`Health::unreadable`] records can still be wrong.
///
/// # Errors
///
/// When another run writes to the index, or the disk refuses.
pub fn repair(index: &Index) -> Result<Health> {
    drop_segments(index)?;
    let incomplete = check(index)?.incomplete;
    let mut writer = index.writer(1, 0)?;
    incomplete.iter().for_each(|key| writer.remove(key));
    writer.commit(&index.roots()?)?;
    writer.finish()?;
    check(index)
}

/// Whether a segment has this file: it has one of deletions only where there are any, and none for the time of writing.
fn is_file_of(segment: &SegmentMeta, file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let is_of_segment = file.to_string_lossy().starts_with(&segment.id().uuid_string());
    is_of_segment && extension != "temp" && (extension != "del" || segment.has_deletes())
}

/// What is wrong with a file of the index, if anything is.
fn damage(index: &Index, file: &Path) -> Result<Option<String>> {
    let directory = index.engine.directory();
    // tantivy 0.27 panics on files of four to seven bytes.
    let checked = catch_unwind(AssertUnwindSafe(|| directory.validate_checksum(file)));
    Ok(match checked.unwrap_or(Ok(false)) {
        Ok(true) => None,
        Ok(false) => Some("its bytes changed after it was written".to_owned()),
        Err(OpenReadError::FileDoesNotExist(_)) => Some("it is gone".to_owned()),
        Err(OpenReadError::IoError { io_error, .. }) => Some(format!("it cannot be read to its end: {io_error}")),
        Err(cause) => return Err(Error::new(ErrorKind::Engine(Box::new(cause))).at(file)),
    })
}

/// Takes the damaged segments out of the list of segments, in one step.
fn drop_segments(index: &Index) -> Result<()> {
    let _lock = index.lock(&INDEX_WRITER_LOCK)?;
    let damages = check(index)?.damages;
    let lost: BTreeSet<&str> = damages.iter().map(|damage| damage.segment.as_str()).collect();
    if lost.is_empty() {
        return Ok(());
    }
    let directory = index.engine.directory();
    let broken = |cause: &dyn std::fmt::Display| Error::malformed(format!("{META} cannot be read: {cause}"));
    let bytes = tantivy::Directory::atomic_read(directory, Path::new(META)).map_err(|cause| broken(&cause))?;
    let mut meta: serde_json::Value = serde_json::from_slice(&bytes).map_err(|cause| broken(&cause))?;
    if let Some(segments) = meta.get_mut("segments").and_then(|segments| segments.as_array_mut()) {
        segments.retain(|segment| {
            let id = segment.get("segment_id").and_then(|id| id.as_str()).unwrap_or_default();
            !lost.contains(id.replace('-', "").as_str())
        });
    }
    tantivy::Directory::atomic_write(directory, Path::new(META), meta.to_string().as_bytes())?;
    Ok(())
}

/// Reads every record, and counts the articles of every file.
fn read_all(snapshot: &Snapshot, health: &mut Health) -> Result<()> {
    let articles = snapshot.searcher().search(&snapshot.articles_only(), &DocSetCollector)?;
    for address in articles.into_iter().collect::<BTreeSet<_>>() {
        match snapshot.entry(address) {
            Ok(_) => health.articles += 1,
            Err(_) => health.unreadable += 1,
        }
    }
    let files = snapshot.files()?;
    health.files = files.len();
    let found = articles_by_file(snapshot)?;
    let complete =
        |key: &str, count: u64| files.get(key).is_some_and(|file| file.is_unfinished() || file.articles == count);
    health.incomplete =
        found.iter().filter(|&(key, &count)| !complete(key, count)).map(|(key, _)| key.clone()).collect();
    let bare = files.keys().filter(|key| !found.contains_key(*key) && !complete(key, 0));
    health.incomplete.extend(bare.cloned());
    Ok(())
}

/// How many articles lie in the index of each file, by the file's key.
fn articles_by_file(snapshot: &Snapshot) -> Result<BTreeMap<String, u64>> {
    let mut counts = BTreeMap::new();
    for segment in snapshot.searcher().segment_readers() {
        let articles = articles_of(segment, snapshot)?;
        let words = segment.inverted_index(snapshot.schema().file)?;
        let mut terms = words.terms().stream()?;
        while terms.advance() {
            let mut postings = words.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
            let mut count = 0;
            while postings.doc() != TERMINATED {
                count += u64::from(articles.contains(&postings.doc()));
                postings.advance();
            }
            if count > 0 {
                *counts.entry(String::from_utf8_lossy(terms.key()).into_owned()).or_insert(0) += count;
            }
        }
    }
    Ok(counts)
}

/// The documents of a segment that are articles and not removed.
fn articles_of(segment: &SegmentReader, snapshot: &Snapshot) -> Result<BTreeSet<u32>> {
    let Schema { kind_of_document, .. } = snapshot.schema();
    let term = tantivy::Term::from_field_text(*kind_of_document, ARTICLE);
    let postings = segment.inverted_index(*kind_of_document)?.read_postings(&term, IndexRecordOption::Basic)?;
    let mut articles = BTreeSet::new();
    if let Some(mut postings) = postings {
        while postings.doc() != TERMINATED {
            if !segment.is_deleted(postings.doc()) {
                articles.insert(postings.doc());
            }
            postings.advance();
        }
    }
    Ok(articles)
}
