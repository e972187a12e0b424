//! The folder that an index lies in: making, opening, and knowing its format.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError};
use tantivy::directory::{Directory, DirectoryLock, Lock};
use tantivy::indexer::IndexWriterOptions;
use tantivy::schema::document::TantivyDocument;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{IndexSettings, TantivyError};

use super::directory::IndexDirectory;
use super::merging::Merging;
use super::names::NamesPlugin;
use super::payload::{FORMAT, FieldNames, payload};
use super::schema::Schema;
use super::snapshot::Snapshot;
use super::tokenizer;
use super::writer::IndexWriter;
use crate::{Error, ErrorKind, Result};

/// What is said of an index without a list of its segments.
const NO_LIST: &str = "meta.json, which lists what the index holds, is damaged and cannot be repaired; \
                       build it anew with `dateline index --rebuild FOLDER`: saved searches and names stay";
/// What to do about an index of an older format.
const REBUILD: &str = "build it anew with `dateline index --rebuild`: saved searches, names and folders stay";
/// What to do about an index of a newer format.
const UPDATE: &str = "use a newer dateline, or build it anew with `dateline index --rebuild`";

/// An index on disk.
#[derive(Clone, Debug)]
pub struct Index {
    pub(super) engine: tantivy::Index,
    pub(super) schema: Schema,
    folder: PathBuf,
}

impl Index {
    /// Opens the index in a folder.
    ///
    /// # Errors
    ///
    /// When there is none, or when it has another format.
    pub fn open(folder: &Path) -> Result<Index> {
        let located = |error: Error| error.at(folder);
        if !folder.join("meta.json").is_file() {
            return Err(located(Error::new(ErrorKind::NoIndex)));
        }
        let directory = IndexDirectory::open(folder).map_err(|cause| located(cause.into()))?;
        Index::open_on(directory, folder).map_err(located)
    }

    /// Opens the index in a directory of the engine that stands for a folder.
    pub(super) fn open_on(directory: impl Into<Box<dyn Directory>>, folder: &Path) -> Result<Index> {
        let mut engine = tantivy::Index::open(directory).map_err(|cause| match cause {
            TantivyError::DataCorruption(_) => Error::malformed(NO_LIST),
            cause => cause.into(),
        })?;
        let payload = payload(&engine)?;
        if payload.format != FORMAT {
            let advice = if payload.format < FORMAT { REBUILD } else { UPDATE };
            return Err(Error::new(ErrorKind::Format { found: payload.format, expected: FORMAT, advice }));
        }
        engine.register_plugin(Arc::new(NamesPlugin));
        tokenizer::register(engine.tokenizers());
        Ok(Index { engine, schema: Schema::new(), folder: folder.to_path_buf() })
    }

    /// Opens the index in a folder, or makes an empty one.
    ///
    /// # Errors
    ///
    /// As [`Index::open`]; and when the folder cannot be made or written to.
    pub fn open_or_create(folder: &Path) -> Result<Index> {
        if folder.join("meta.json").is_file() {
            return Index::open(folder);
        }
        if let Some(what) = stranger(folder) {
            return Err(Error::new(ErrorKind::Occupied { what }).at(folder));
        }
        std::fs::create_dir_all(folder).map_err(|cause| Error::from(cause).at(folder))?;
        let directory = IndexDirectory::open(folder).map_err(|cause| Error::from(cause).at(folder))?;
        Index::create_on(directory, folder).map_err(|error| error.at(folder))
    }

    /// Makes an empty index in a directory of the engine that stands for a folder.
    pub(super) fn create_on(directory: impl Into<Box<dyn Directory>>, folder: &Path) -> Result<Index> {
        let schema = Schema::new();
        let docstore_compression = Compressor::Zstd(ZstdCompressor { compression_level: Some(3) });
        let settings = IndexSettings { docstore_compression, ..IndexSettings::default() };
        let engine = tantivy::Index::builder()
            .schema(schema.tantivy.clone())
            .settings(settings)
            .register_plugin(Arc::new(NamesPlugin))
            .open_or_create(directory)?;
        tokenizer::register(engine.tokenizers());
        let index = Index { engine, schema, folder: folder.to_path_buf() };
        index.writer(1, MIN_MEMORY)?.commit(&[])?;
        Ok(index)
    }

    /// The folder that the index lies in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folders and files that the index was built from.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn roots(&self) -> Result<Vec<PathBuf>> {
        Ok(payload(&self.engine)?.roots.into_iter().map(PathBuf::from).collect())
    }

    /// The names of record fields that were told for folders and files.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn field_names(&self) -> Result<FieldNames> {
        Ok(payload(&self.engine)?.field_names)
    }

    /// Whether articles were added or removed since the pass over the collection was last made.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn is_unsettled(&self) -> Result<bool> {
        Ok(payload(&self.engine)?.unsettled)
    }

    /// The folder in which the index lies for its user: what lies beside its segments is there, and no run reads it. Only
    /// an index that is being rebuilt lies in another one, inside of it.
    pub fn home(&self) -> &Path {
        match self.folder.parent() {
            Some(home) if self.folder.ends_with(REBUILT) => home,
            _ => &self.folder,
        }
    }

    /// A writer. `memory` in bytes is shared by its `threads`; there can be only one writer at a time.
    ///
    /// # Errors
    ///
    /// When another run is writing.
    pub fn writer(&self, threads: usize, memory: usize) -> Result<IndexWriter> {
        let threads = threads.clamp(1, 8);
        let memory = memory.max(MIN_MEMORY * threads);
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread(memory / threads)
            .num_merge_threads(MERGES_AT_ONCE)
            .build();
        let engine: tantivy::IndexWriter<TantivyDocument> = patiently(
            || self.engine.writer_with_options(options.clone()),
            |cause| matches!(cause, TantivyError::LockFailure(LockError::LockBusy, _)),
        )
        .map_err(|cause| self.name_holder(cause.into()))?;
        engine.set_merge_policy(Box::new(Merging::default()));
        // A run that was stopped in the middle of a commit leaves files that nobody refers to; their names would come again.
        engine.garbage_collect_files().wait()?;
        self.sign();
        Ok(IndexWriter::new(engine, self.schema.clone(), payload(&self.engine)?))
    }

    /// Takes a lock of the engine, which is given back when the value is dropped.
    ///
    /// # Errors
    ///
    /// When another run holds it.
    pub(super) fn lock(&self, lock: &Lock) -> Result<DirectoryLock> {
        let held = patiently(|| self.engine.directory().acquire_lock(lock), |_| true);
        held.map_err(|_| self.name_holder(Error::new(ErrorKind::Locked { holder: String::new() })))
    }

    /// Leaves word of who writes and since when, for those who find the index locked.
    fn sign(&self) {
        let word = format!("process {}, since {}", std::process::id(), jiff::Timestamp::now().strftime("%FT%TZ"));
        // Only a courtesy: the lock itself is the engine's.
        drop(std::fs::write(self.folder.join(HOLDER), word));
    }

    /// Adds to the error of a locked index who holds it.
    fn name_holder(&self, mut error: Error) -> Error {
        if let ErrorKind::Locked { holder } = &mut error.kind
            && let Ok(word) = std::fs::read_to_string(self.folder.join(HOLDER))
        {
            *holder = format!(" ({})", word.trim());
        }
        error
    }

    /// The state of the last commit.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot> {
        Snapshot::of(&self.engine, &self.schema, &self.folder)
    }
}

/// Tries to take a lock a few times where it is refused because it is `held`. A process that is just being started holds the
/// locks of the one that starts it until it runs its own program, and so for a moment after that one has given them back.
fn patiently<T, E>(
    take: impl Fn() -> std::result::Result<T, E>,
    held: impl Fn(&E) -> bool,
) -> std::result::Result<T, E> {
    for pause in LOCK_PAUSES {
        match take() {
            Err(cause) if held(&cause) => std::thread::sleep(pause),
            taken => return taken,
        }
    }
    take()
}

/// How long to wait before each further try to take a lock.
const LOCK_PAUSES: [Duration; 4] =
    [Duration::from_millis(5), Duration::from_millis(20), Duration::from_millis(50), Duration::from_millis(100)];

/// What lies beside the engine's files in the folder of an index, and stays when these are gone.
const BESIDE: [&str; 8] =
    ["copies.bin", "grouping.bin", "lengths.bin", "names.txt", "notebook.json", "saved", "sites.bin", HOLDER];

/// The folder in that of an index in which it is built anew.
pub(super) const REBUILT: &str = ".rebuilt";

/// Something in a folder that no index put there; hidden things are nobody's.
fn stranger(folder: &Path) -> Option<String> {
    let names = std::fs::read_dir(folder).ok()?.flatten().map(|item| item.file_name().to_string_lossy().into_owned());
    let is_ours = |name: &String| name.starts_with('.') || is_of_segment(name) || BESIDE.contains(&name.as_str());
    names.filter(|name| !is_ours(name)).min()
}

/// Whether this is the name of a file that the engine writes of a segment.
pub(super) fn is_of_segment(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The file that says who wrote last.
const HOLDER: &str = "writer.txt";

/// How many merges run at a time: each holds the columns and the dictionaries of what it merges.
const MERGES_AT_ONCE: usize = 2;

/// The least memory, in bytes, that the engine works with in one thread.
const MIN_MEMORY: usize = 16 << 20;

impl From<TantivyError> for Error {
    fn from(cause: TantivyError) -> Error {
        match cause {
            TantivyError::LockFailure(LockError::IoError(cause), _) => {
                Error::new(std::io::Error::new(cause.kind(), cause.to_string()))
            }
            TantivyError::LockFailure(..) => Error::new(ErrorKind::Locked { holder: String::new() }),
            TantivyError::IoError(cause) => Error::new(std::io::Error::new(cause.kind(), cause.to_string())),
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => {
                Error::new(std::io::Error::new(io_error.kind(), format!("{}: {io_error}", filepath.display())))
            }
            cause => Error::new(ErrorKind::Engine(Box::new(cause))),
        }
    }
}

impl From<OpenDirectoryError> for Error {
    fn from(cause: OpenDirectoryError) -> Error {
        Error::new(ErrorKind::Engine(Box::new(cause)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_index_says_how_to_build_one() {
        let folder = tempfile::tempdir().unwrap();
        let error = Index::open(folder.path()).unwrap_err();
        assert!(matches!(error.kind, ErrorKind::NoIndex));
    }

    #[test]
    fn an_index_remembers_its_roots_and_its_format() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open_or_create(folder.path()).unwrap();
        index.writer(1, 0).unwrap().commit(&[PathBuf::from("/archive")]).unwrap();
        assert_eq!(Index::open(folder.path()).unwrap().roots().unwrap(), [PathBuf::from("/archive")]);
        let meta = folder.path().join("meta.json");
        let newer =
            std::fs::read_to_string(&meta).unwrap().replace(&format!("\\\"format\\\":{FORMAT}"), "\\\"format\\\":99");
        std::fs::write(&meta, newer).unwrap();
        assert!(matches!(Index::open(folder.path()).unwrap_err().kind, ErrorKind::Format { found: 99, .. }));
    }

    #[test]
    fn an_index_takes_a_folder_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("story.html"), "<p>A story.").unwrap();
        let error = Index::open_or_create(folder.path()).unwrap_err();
        assert!(error.to_string().contains("holds other files, such as story.html"), "{error}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        std::fs::rename(folder.path().join("story.html"), folder.path().join(".gitignore")).unwrap();
        Index::open_or_create(folder.path()).unwrap();
        // What is left of an index whose list is gone is no stranger.
        std::fs::remove_file(folder.path().join("meta.json")).unwrap();
        assert!(Index::open_or_create(folder.path()).is_ok());
    }

    #[test]
    fn two_writers_are_one_too_many() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open_or_create(folder.path()).unwrap();
        let _first = index.writer(1, 0).unwrap();
        assert!(matches!(index.writer(1, 0).unwrap_err().kind, ErrorKind::Locked { .. }));
    }
}
