//! The engine over an archive as it is now, whoever changes it.

use std::fmt::{self, Debug};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use xxhash_rust::xxh3::Xxh3;

use super::engine::Engine;
use super::error::QuestionError;
use super::policy::Purpose;
use super::question::Question;
use crate::index::Index;
use crate::search::Searcher;
use crate::{Error, ErrorKind, Result};

/// The files that change whenever an answer may: what was committed, and the corrections of names.
const CHANGING: [&str; 2] = ["meta.json", "names.txt"];

/// Where the engine of a door that stays open comes from.
pub trait Opener: Debug + Send + Sync {
    /// A value that differs wherever the archive does; none where there is no archive.
    ///
    /// # Errors
    ///
    /// When that cannot be told.
    fn tag(&self) -> Result<Option<u64>>;

    /// The engine over the archive as it is now; none where there is none.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    fn open(&self) -> Result<Option<Box<dyn Engine>>>;

    /// The error of a question where there is no archive.
    fn nothing(&self) -> Error;

    /// How long after one look it is worth the next.
    fn pause(&self) -> Duration {
        Duration::ZERO
    }
}

/// The engine over an archive as it is now, whoever changes it. The archive need not be there yet. Doors that stay open ask it for
/// the state of the moment, and have it look for a newer one.
#[derive(Debug)]
pub struct Live {
    folder: PathBuf,
    opener: Box<dyn Opener>,
    looked: Mutex<Option<Instant>>,
    last: RwLock<Last>,
}

/// One state of an archive.
pub struct ArchiveState {
    /// What answers.
    pub engine: Box<dyn Engine>,
    /// Differs wherever the state does.
    pub tag: u64,
}

#[derive(Debug)]
enum Last {
    /// There is no archive.
    Nothing,
    /// There is one, and it cannot be read.
    Trouble {
        tag: Option<u64>,
        message: String,
    },
    Opened(Arc<ArchiveState>),
}

impl Live {
    /// The last commit of the index in a folder.
    pub fn of(folder: &Path) -> Live {
        Live::over(Box::new(IndexOpener(folder.to_path_buf())), folder)
    }

    /// What an opener opens. What people keep of the archive, searches and lists, lies in `folder`.
    pub fn over(opener: Box<dyn Opener>, folder: &Path) -> Live {
        let (looked, last) = (Mutex::new(None), RwLock::new(Last::Nothing));
        let live = Live { folder: folder.to_path_buf(), opener, looked, last };
        live.refresh();
        live
    }

    /// The folder in which lies what people keep of the archive; that of the index where there is one.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The state of the last look.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NoIndex`] when there was no index; else when the archive cannot be read.
    pub fn state(&self) -> Result<Arc<ArchiveState>> {
        match &*self.last.read().unwrap_or_else(PoisonError::into_inner) {
            Last::Nothing => Err(self.opener.nothing()),
            Last::Trouble { message, .. } => Err(Error::malformed(message.clone())),
            Last::Opened(state) => Ok(Arc::clone(state)),
        }
    }

    /// Looks for a newer state. Of an index that costs the reading of two small files where there is none, of a cluster a
    /// request every few seconds.
    pub fn refresh(&self) {
        let Some(tag) = self.look() else { return };
        let trouble = |tag, error: Error| Last::Trouble { tag, message: error.to_string() };
        let last = match tag {
            // What was opened before tells by its answers what is wrong now.
            Err(_) if self.is_opened() => return,
            Err(error) => trouble(None, error),
            Ok(None) => Last::Nothing,
            Ok(Some(tag)) if self.tag() == Some(tag) => return,
            Ok(Some(tag)) => match self.opener.open() {
                Ok(None) => Last::Nothing,
                Ok(Some(engine)) => Last::Opened(Arc::new(ArchiveState { engine, tag })),
                Err(error) => trouble(Some(tag), error),
            },
        };
        // What was committed meanwhile is found by the next look: the tag is older than the state then, never newer.
        *self.last.write().unwrap_or_else(PoisonError::into_inner) = last;
    }

    /// The tag of the archive now; none where the last look was just before.
    fn look(&self) -> Option<Result<Option<u64>>> {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        if looked.is_some_and(|last| last.elapsed() < self.opener.pause()) {
            return None;
        }
        let tag = self.opener.tag();
        *looked = Some(Instant::now());
        Some(tag)
    }

    fn is_opened(&self) -> bool {
        matches!(*self.last.read().unwrap_or_else(PoisonError::into_inner), Last::Opened(_))
    }

    fn tag(&self) -> Option<u64> {
        match &*self.last.read().unwrap_or_else(PoisonError::into_inner) {
            Last::Nothing => None,
            Last::Trouble { tag, .. } => *tag,
            Last::Opened(state) => Some(state.tag),
        }
    }
}

impl fmt::Debug for ArchiveState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArchiveState").field("tag", &self.tag).finish_non_exhaustive()
    }
}

/// Opens the index in a folder.
#[derive(Debug)]
struct IndexOpener(PathBuf);

impl Opener for IndexOpener {
    fn tag(&self) -> Result<Option<u64>> {
        let mut hasher = Xxh3::new();
        for (place, name) in CHANGING.iter().enumerate() {
            match fs::read(self.0.join(name)) {
                Ok(bytes) => hasher.update(&bytes),
                Err(_) if place == 0 => return Ok(None),
                Err(_) => {}
            }
            hasher.update(&[0]);
        }
        Ok(Some(hasher.digest()))
    }

    /// A searcher of the last commit, which has found out already what the first question would wait for.
    fn open(&self) -> Result<Option<Box<dyn Engine>>> {
        let index = match Index::open(&self.0) {
            Err(error) if matches!(error.kind, ErrorKind::NoIndex) => return Ok(None),
            opened => opened?,
        };
        let searcher = Searcher::open(&index)?;
        // The groups of copies are loaded by whoever asks first; a state that fails here fails every reader.
        let day = || jiff::civil::date(2000, 1, 1);
        match Question::default().answer(&searcher, Purpose::Page, &day) {
            Err(QuestionError::Engine(error)) => Err(error),
            _ => Ok(Some(Box::new(searcher))),
        }
    }

    fn nothing(&self) -> Error {
        Error::new(ErrorKind::NoIndex).at(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Options, ingest};

    #[test]
    fn a_commit_is_seen_at_the_next_look_and_not_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("index");
        let live = Live::of(&path);
        assert!(matches!(live.state().unwrap_err().kind, ErrorKind::NoIndex));
        std::fs::write(folder.path().join("port.txt"), "Port closed\n\nThe harbour was closed after a storm.").unwrap();
        let index = Index::open_or_create(&path).unwrap();
        ingest(&index, &[folder.path().join("port.txt")], &Options::default(), &()).unwrap();
        assert!(live.state().is_err());
        live.refresh();
        let state = live.state().unwrap();
        assert_eq!(state.engine.article_count(), 1);
        live.refresh();
        assert!(Arc::ptr_eq(&state, &live.state().unwrap()), "nothing is opened anew where nothing was committed");
    }
}
