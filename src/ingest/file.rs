//! One file on its way into the index.
//!
//! Most files are read by one worker and written in one piece. A file of many records is spread: its first worker reads
//! it and hands out batches, and the last one to finish a batch closes it. While that goes on, the index remembers the
//! file as unfinished, so that a run that is killed in the middle reads it again and replaces what it wrote.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256 as Sha256Hasher};
use xxhash_rust::xxh3::Xxh3Default;

use super::follow::{IdChange, ReadBefore};
use super::plan::Task;
use super::tally::FileOutcome;
use crate::index::{FileRecord, IndexWriter, Outcome, ReadingRules};
use crate::model::{Entry, Sha256};
use crate::source::FoundFile;
use crate::{Error, ErrorKind, Result};

/// What an index holds of a file when it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Earlier {
    Nothing,
    /// An older reading, in the place of which this one comes.
    Replaced,
    /// The reading of its front, behind which this one comes.
    Continued,
}

/// A file that is being read.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) file: FoundFile,
    /// The key by which the index knows it.
    pub(super) key: String,
    /// What the index holds of it.
    pub(super) earlier: Earlier,
    /// The rules that it is read by.
    rules: ReadingRules,
    /// What was read from the same bytes the last time, where somebody wants to know what became of it.
    before: Option<Mutex<ReadBefore>>,
    state: Mutex<FileState>,
    /// Its parts that are not written yet; the reader itself holds one.
    parts: AtomicUsize,
}

/// What is known so far of a file that is being read.
#[derive(Debug, Default)]
struct FileState {
    articles: u64,
    hashes: Hashes,
    skipped: Option<String>,
    failed: Option<String>,
    spread: bool,
    /// It was not read to its end for a reason that lies outside of it: it is to be read again.
    unfinished: bool,
    abandoned: bool,
}

impl Reading {
    pub(super) fn new(task: Task, rules: ReadingRules, before: Option<ReadBefore>) -> Reading {
        Reading {
            key: task.file.origin.file_key(),
            file: task.file,
            earlier: if task.known.is_some() { Earlier::Replaced } else { Earlier::Nothing },
            rules,
            before: before.map(Mutex::new),
            state: Mutex::default(),
            parts: AtomicUsize::new(1),
        }
    }

    /// A file that is read after its front, out of which `articles` were read before.
    pub(super) fn continued(task: Task, rules: ReadingRules, articles: u64) -> Reading {
        let reading = Reading { earlier: Earlier::Continued, ..Reading::new(task, rules, None) };
        reading.add_articles(articles);
        reading
    }

    /// Notes that something in the file was skipped or failed.
    pub(super) fn note(&self, error: &Error) {
        let mut state = self.lock();
        match &error.kind {
            ErrorKind::Skipped(reason) => {
                state.skipped.get_or_insert_with(|| reason.clone());
            }
            ErrorKind::Noted(_) => {}
            kind => {
                state.unfinished |= matches!(kind, ErrorKind::Io(_));
                state.failed.get_or_insert_with(|| kind.to_string());
            }
        }
    }

    /// Which of these entries had other ids the last time.
    pub(super) fn changes(&self, entries: &[Entry]) -> Result<Vec<IdChange>> {
        let Some(before) = &self.before else { return Ok(Vec::new()) };
        before.lock().unwrap_or_else(PoisonError::into_inner).changes(entries)
    }

    /// Notes how many articles were written.
    pub(super) fn add_articles(&self, count: u64) {
        self.lock().articles += count;
    }

    /// Notes the hashes of the bytes, once all were read.
    pub(super) fn set_hashes(&self, hashes: Hashes) {
        self.lock().hashes = hashes;
    }

    /// Notes that the run was stopped before the end of the file.
    pub(super) fn abandon(&self) {
        self.lock().abandoned = true;
    }

    pub(super) fn is_abandoned(&self) -> bool {
        self.lock().abandoned
    }

    pub(super) fn is_spread(&self) -> bool {
        self.lock().spread
    }

    /// Notes that the file is spread over workers.
    pub(super) fn spread(&self) {
        self.lock().spread = true;
    }

    /// One more part is under way.
    pub(super) fn open_part(&self) {
        self.parts.fetch_add(1, Ordering::Relaxed);
    }

    /// A part is written; true for the last one.
    pub(super) fn close_part(&self) -> bool {
        self.parts.fetch_sub(1, Ordering::AcqRel) == 1
    }

    /// Puts a record of this reading in the place of what the index holds of the file.
    pub(super) fn remember(&self, writer: &IndexWriter, record: &FileRecord) -> Result<()> {
        match self.earlier {
            Earlier::Nothing => writer.add_file(record),
            Earlier::Replaced => {
                writer.remove(&self.key);
                writer.add_file(record)
            }
            Earlier::Continued => writer.replace_file(record),
        }
    }

    /// What became of the file, once all its parts are written.
    pub(super) fn outcome(&self) -> FileOutcome {
        let state = self.lock();
        match (&state.failed, state.articles) {
            (Some(_), _) => FileOutcome::Failed,
            (None, 0) => FileOutcome::Skipped,
            (None, _) => FileOutcome::Indexed,
        }
    }

    /// Whether neither an article was read nor a reason found why there is none.
    pub(super) fn is_blank(&self) -> bool {
        let state = self.lock();
        state.articles == 0 && state.failed.is_none() && state.skipped.is_none()
    }

    /// What the index is to remember of the file, once all its parts are written.
    pub(super) fn record(&self) -> FileRecord {
        let state = self.lock();
        let outcome = match (&state.failed, state.articles) {
            (Some(reason), _) => Outcome::Failed(reason.clone()),
            (None, 0) => Outcome::Skipped(state.skipped.clone().unwrap_or_default()),
            (None, _) => Outcome::Indexed,
        };
        let record = self.unfinished_record();
        if state.unfinished {
            return FileRecord { articles: state.articles, outcome, ..record };
        }
        let FoundFile { size, modified, .. } = self.file;
        let Hashes { xxh3: hash, sha256 } = state.hashes;
        FileRecord { size, modified, hash, sha256, articles: state.articles, outcome, ..record }
    }

    /// What the index remembers of a file that has not been read to its end: no file has this size, so it will be read
    /// again.
    pub(super) fn unfinished_record(&self) -> FileRecord {
        FileRecord {
            path: self.key.clone(),
            size: FileRecord::UNFINISHED,
            modified: 0,
            hash: 0,
            sha256: None,
            articles: 0,
            outcome: Outcome::Failed("reading it was broken off".to_owned()),
            rules: self.rules,
        }
    }

    fn lock(&self) -> MutexGuard<'_, FileState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The hashes of the bytes of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hashes {
    /// XXH3, by which a file is known again; 0, which no comparison trusts, where it is not known.
    pub(super) xxh3: u64,
    /// SHA-256, which shows to others that a file is what it was; none where it is not known, or was not asked for.
    pub(super) sha256: Option<Sha256>,
}

/// Which hashes are made of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hashing {
    /// The fast one alone.
    Xxh3,
    /// Both.
    Both,
}

/// Counts and hashes the bytes that are read through it.
#[derive(Clone)]
pub(super) struct Meter(Rc<RefCell<Metering>>);

struct Metering {
    count: u64,
    xxh3: Xxh3Default,
    sha256: Option<Sha256Hasher>,
    in_order: bool,
}

impl Meter {
    pub(super) fn new(hashing: Hashing) -> Meter {
        let sha256 = (hashing == Hashing::Both).then(Sha256Hasher::new);
        Meter(Rc::new(RefCell::new(Metering { count: 0, xxh3: Xxh3Default::new(), sha256, in_order: true })))
    }

    /// The reader whose bytes are counted and hashed.
    pub(super) fn on<R>(&self, reader: R) -> Metered<R> {
        Metered { reader, meter: self.clone() }
    }

    /// How many bytes were read.
    pub(super) fn bytes(&self) -> u64 {
        self.0.borrow().count
    }

    /// The hashes of the bytes, if all `size` of them were read in order; else none.
    pub(super) fn hashes_of(&self, size: u64) -> Hashes {
        let state = self.0.borrow();
        if !state.in_order || state.count != size {
            return Hashes::default();
        }
        let sha256 = state.sha256.as_ref().map(|hasher| Sha256(hasher.clone().finalize().into()));
        Hashes { xxh3: state.xxh3.digest(), sha256 }
    }
}

/// A reader whose bytes are counted and hashed.
pub(super) struct Metered<R> {
    reader: R,
    meter: Meter,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        let state = &mut *self.meter.0.borrow_mut();
        state.count += count as u64;
        // Of bytes that are not read in their order nobody asks the hash.
        if state.in_order {
            state.xxh3.update(&buffer[..count]);
            if let Some(sha256) = &mut state.sha256 {
                sha256.update(&buffer[..count]);
            }
        }
        Ok(count)
    }
}

impl<R: Seek> Seek for Metered<R> {
    /// Bytes that are not read in their order have no hash that could be compared.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.meter.0.borrow_mut().in_order = false;
        self.reader.seek(to)
    }
}

/// Whether the bytes of a file are those that the index remembers. They are read only where size and record leave it
/// open.
pub(super) fn has_same_bytes(file: &FoundFile, known: &FileRecord) -> Result<bool> {
    if known.size != file.size || known.hash == 0 {
        return Ok(false);
    }
    Ok(hashes_of(file, Hashing::Xxh3)?.xxh3 == known.hash)
}

/// The hashes of the bytes of a file; none where its size is not what it was when it was found.
pub(super) fn hashes_of(file: &FoundFile, hashing: Hashing) -> Result<Hashes> {
    let path = file.origin.full_path();
    hashes_at(path.as_ref(), file.size, hashing)
}

/// The hashes of the bytes at `path`; none where there are not `size` of them.
pub(super) fn hashes_at(path: &Path, size: u64, hashing: Hashing) -> Result<Hashes> {
    let located = |cause: io::Error| Error::from(cause).at(path);
    let meter = Meter::new(hashing);
    let file = BufReader::with_capacity(1 << 16, File::open(path).map_err(located)?);
    io::copy(&mut meter.on(file), &mut io::sink()).map_err(located)?;
    Ok(meter.hashes_of(size))
}
