//! The numbers of the last search: `dateline show 3` after a search that listed three articles.
//!
//! They are kept for each session of a terminal, in the user's state folder (`XDG_STATE_HOME`, else `~/.local/state`), never
//! in the index: two people may search one index at once, and one person in two windows.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use dateline::model::{ArticleId, Results};
use serde::{Deserialize, Serialize};

/// What a session leaves is forgotten after this time.
const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// How many articles of a list are kept at most.
const NUMBERS: usize = 10_000;

/// The articles that the last search listed.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LastSearch {
    /// The folder of the index, or of what is kept of a cluster's archive, as a full path.
    index: PathBuf,
    /// The number of the first article.
    first: usize,
    /// The articles, in their order.
    hits: Vec<ArticleId>,
}

impl LastSearch {
    /// The list of a search in the archive of this folder, empty so far.
    pub(crate) fn of(index: &Path) -> LastSearch {
        LastSearch { index: full(index), first: 0, hits: Vec::new() }
    }

    /// Adds what was listed.
    pub(crate) fn add(&mut self, results: &Results) {
        if self.hits.is_empty() {
            self.first = results.offset + 1;
        }
        let room = NUMBERS - self.hits.len();
        self.hits.extend(results.hits.iter().take(room).map(|hit| hit.id));
    }

    /// Keeps the list. Where nothing was found the list before it stays, which is still to be seen. Nothing depends on it,
    /// so trouble is no error.
    pub(crate) fn keep(&self) {
        let Some((folder, name)) = place().filter(|_| !self.hits.is_empty()) else { return };
        let Ok(text) = serde_json::to_string(self) else { return };
        let beside = folder.join(format!("{name}.{}", std::process::id()));
        let write = || {
            fs::create_dir_all(&folder)?;
            fs::write(&beside, text)?;
            fs::rename(&beside, folder.join(&name))
        };
        if write().is_ok() {
            forget_old(&folder);
        }
    }

    /// The article of a number, where the last search of this session was of this index.
    pub(crate) fn article(index: &Path, number: usize) -> Option<ArticleId> {
        let (folder, name) = place()?;
        let last: LastSearch = serde_json::from_str(&fs::read_to_string(folder.join(name)).ok()?).ok()?;
        if last.index != full(index) {
            return None;
        }
        last.hits.get(number.checked_sub(last.first)?).copied()
    }
}

/// The folder and the name of the file of this session.
fn place() -> Option<(PathBuf, String)> {
    Some((state_folder()?, format!("last-{}.json", session())))
}

/// The folder in which the system has a program keep its state for this user; none where it names none.
pub(crate) fn state_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    // The specification wants relative paths to be ignored.
    let state = set("XDG_STATE_HOME").filter(|path| path.is_absolute());
    let state = state.or_else(|| Some(set("HOME").or_else(|| set("USERPROFILE"))?.join(".local/state")))?;
    Some(state.join("dateline"))
}

/// A folder by its full path. That of a cluster's archive may not be there yet.
fn full(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf())
}

/// The session that the program runs in: every window of a terminal has one. It is 0 where the session began outside of
/// the container that the program runs in.
#[cfg(unix)]
fn session() -> String {
    nix::unistd::getsid(None).map_or_else(|_| "0".to_owned(), |session| session.to_string())
}

#[cfg(not(unix))]
fn session() -> String {
    "0".to_owned()
}

/// Removes what sessions left long ago.
fn forget_old(folder: &Path) {
    let Ok(items) = fs::read_dir(folder) else { return };
    for item in items.flatten() {
        let is_ours = item.file_name().to_str().is_some_and(|name| name.starts_with("last-"));
        let modified = item.metadata().and_then(|metadata| metadata.modified());
        let age = modified.ok().and_then(|time| SystemTime::now().duration_since(time).ok());
        if is_ours && age.is_some_and(|age| age > KEPT) {
            // Another run may have been faster.
            let _ = fs::remove_file(item.path());
        }
    }
}
