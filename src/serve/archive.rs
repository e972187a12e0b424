//! The state of the index that is shown: the last commit, whoever wrote it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use xxhash_rust::xxh3::Xxh3;

use super::failure::Failure;
use crate::ask::{Purpose, Question};
use crate::index::Index;
use crate::search::Searcher;
use crate::{ErrorKind, Result};

/// The files that change whenever an answer may: what was committed, and the corrections of names.
const CHANGING: [&str; 2] = ["meta.json", "names.txt"];

/// The index in a folder, as it is shown.
pub(super) struct Archive {
    folder: PathBuf,
    shown: RwLock<Shown>,
}

/// One state of the index.
pub(super) struct State {
    /// What answers.
    pub(super) searcher: Searcher,
    /// Differs wherever the state does.
    pub(super) tag: u64,
}

enum Shown {
    /// There is no index in the folder.
    Nothing,
    /// There is one, and it cannot be read.
    Trouble { tag: u64, message: String },
    State(Arc<State>),
}

impl Archive {
    /// The index in a folder, which need not be there yet.
    pub(super) fn of(folder: &Path) -> Archive {
        let archive = Archive { folder: folder.to_path_buf(), shown: RwLock::new(Shown::Nothing) };
        archive.refresh();
        archive
    }

    /// The folder of the index.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The state that is shown.
    pub(super) fn state(&self) -> Result<Arc<State>, Failure> {
        match &*self.shown.read().unwrap_or_else(PoisonError::into_inner) {
            Shown::Nothing => Err(Failure::NoIndex),
            Shown::Trouble { message, .. } => Err(Failure::Engine(message.clone())),
            Shown::State(state) => Ok(Arc::clone(state)),
        }
    }

    /// Shows the last commit. Costs two looks at files where nothing was committed since.
    pub(super) fn refresh(&self) {
        let tag = tag(&self.folder);
        if self.tag() == tag {
            return;
        }
        let shown = match tag {
            None => Shown::Nothing,
            Some(tag) => match open(&self.folder) {
                Ok(None) => Shown::Nothing,
                Ok(Some(searcher)) => Shown::State(Arc::new(State { searcher, tag })),
                Err(error) => Shown::Trouble { tag, message: error.to_string() },
            },
        };
        // What was committed meanwhile is found by the next look: the tag is older than the state then, never newer.
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = shown;
    }

    fn tag(&self) -> Option<u64> {
        match &*self.shown.read().unwrap_or_else(PoisonError::into_inner) {
            Shown::Nothing => None,
            Shown::Trouble { tag, .. } => Some(*tag),
            Shown::State(state) => Some(state.tag),
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
        Err(crate::ask::QuestionError::Engine(error)) => Err(error),
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
