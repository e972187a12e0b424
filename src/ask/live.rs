//! The engine over the last commit of an index, whoever makes it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use xxhash_rust::xxh3::Xxh3;

use super::error::QuestionError;
use super::policy::Purpose;
use super::question::Question;
use crate::index::Index;
use crate::search::Searcher;
use crate::{Error, ErrorKind, Result};

/// The files that change whenever an answer may: what was committed, and the corrections of names.
const CHANGING: [&str; 2] = ["meta.json", "names.txt"];

/// The engine over the last commit of the index in a folder, which need not be there yet. Doors that stay open ask it for the
/// state of the moment, and have it look for a newer one.
#[derive(Debug)]
pub struct Live {
    folder: PathBuf,
    last: RwLock<Last>,
}

/// One state of an index.
#[derive(Debug)]
pub struct IndexState {
    /// What answers.
    pub searcher: Searcher,
    /// Differs wherever the state does.
    pub tag: u64,
}

#[derive(Debug)]
enum Last {
    /// There is no index in the folder.
    Nothing,
    /// There is one, and it cannot be read.
    Trouble {
        tag: u64,
        message: String,
    },
    Opened(Arc<IndexState>),
}

impl Live {
    /// The last commit of the index in a folder.
    pub fn of(folder: &Path) -> Live {
        let live = Live { folder: folder.to_path_buf(), last: RwLock::new(Last::Nothing) };
        live.refresh();
        live
    }

    /// The folder of the index.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The state of the last look.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NoIndex`] when there was no index; else when it cannot be read.
    pub fn state(&self) -> Result<Arc<IndexState>> {
        match &*self.last.read().unwrap_or_else(PoisonError::into_inner) {
            Last::Nothing => Err(Error::new(ErrorKind::NoIndex).at(&self.folder)),
            Last::Trouble { message, .. } => Err(Error::malformed(message.clone())),
            Last::Opened(state) => Ok(Arc::clone(state)),
        }
    }

    /// Looks for a newer commit. Costs the reading of two small files where there is none.
    pub fn refresh(&self) {
        let tag = tag(&self.folder);
        if self.tag() == tag {
            return;
        }
        let last = match tag {
            None => Last::Nothing,
            Some(tag) => match open(&self.folder) {
                Ok(None) => Last::Nothing,
                Ok(Some(searcher)) => Last::Opened(Arc::new(IndexState { searcher, tag })),
                Err(error) => Last::Trouble { tag, message: error.to_string() },
            },
        };
        // What was committed meanwhile is found by the next look: the tag is older than the state then, never newer.
        *self.last.write().unwrap_or_else(PoisonError::into_inner) = last;
    }

    fn tag(&self) -> Option<u64> {
        match &*self.last.read().unwrap_or_else(PoisonError::into_inner) {
            Last::Nothing => None,
            Last::Trouble { tag, .. } => Some(*tag),
            Last::Opened(state) => Some(state.tag),
        }
    }
}

/// A searcher of the last commit, which has found out already what the first question would wait for.
fn open(folder: &Path) -> Result<Option<Searcher>> {
    let index = match Index::open(folder) {
        Err(error) if matches!(error.kind, ErrorKind::NoIndex) => return Ok(None),
        opened => opened?,
    };
    let searcher = Searcher::open(&index)?;
    // The groups of copies are loaded by whoever asks first; a state that fails here fails every reader.
    let day = || jiff::civil::date(2000, 1, 1);
    match Question::default().answer(&searcher, Purpose::Page, &day) {
        Err(QuestionError::Engine(error)) => Err(error),
        _ => Ok(Some(searcher)),
    }
}

/// A value that changes with the files; none where there is no index.
fn tag(folder: &Path) -> Option<u64> {
    let mut hasher = Xxh3::new();
    for (place, name) in CHANGING.iter().enumerate() {
        match fs::read(folder.join(name)) {
            Ok(bytes) => hasher.update(&bytes),
            Err(_) if place == 0 => return None,
            Err(_) => {}
        }
        hasher.update(&[0]);
    }
    Some(hasher.digest())
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
        assert_eq!(state.searcher.article_count(), 1);
        live.refresh();
        assert!(Arc::ptr_eq(&state, &live.state().unwrap()), "nothing is opened anew where nothing was committed");
    }
}
