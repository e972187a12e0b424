//! Where saved searches lie: `saved/NAME.json` in the folder of the index, beside the engine's files, which know nothing
//! of it.
//!
//! A file holds the query as typed, so that `since:"last month"` means the month before the run and not the month before it
//! was saved, and the ids of the articles that were shown. Ids are made of URLs and paths, so they stay when the archive
//! is indexed anew; what "new" means depends on no clock and no order. A file is written beside its place and
//! moved there, so that a run that is killed leaves the old one.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dateline::model::ArticleId;
use dateline::query::Query;
use serde::{Deserialize, Serialize};

use crate::cli::arguments::Filters;
use crate::cli::selection::Reading;

/// The format of the files.
const FORMAT: u32 = 1;

/// What was asked, as typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Question {
    /// The query.
    pub(crate) text: String,
    /// How it is read.
    #[serde(flatten)]
    pub(crate) reading: Reading,
    /// The filters around it.
    pub(crate) filters: Filters,
}

impl Question {
    /// Reads the query as of today.
    pub(crate) fn query(&self) -> anyhow::Result<Query> {
        self.reading.query(&self.text, &self.filters)
    }
}

/// A saved search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct SavedSearch {
    format_version: u32,
    /// What it asks.
    pub(crate) question: Question,
    /// When it was saved.
    pub(crate) saved: jiff::Timestamp,
    /// When it last told what is new.
    pub(crate) last_run: Option<jiff::Timestamp>,
    /// The articles that are not new any more.
    pub(crate) seen: BTreeSet<ArticleId>,
}

/// The saved searches of an index.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    folder: PathBuf,
}

impl Store {
    /// The saved searches of the index in a folder.
    pub(crate) fn of(index: &Path) -> Store {
        Store { folder: index.join("saved") }
    }

    /// Waits until no other run is telling what is new; the next one waits for the file to be dropped.
    pub(crate) fn lock(&self) -> anyhow::Result<File> {
        self.make_folder()?;
        let path = self.folder.join(".lock");
        let place = || path.display().to_string();
        let file = File::create(&path).with_context(place)?;
        file.lock().with_context(place)?;
        Ok(file)
    }

    /// Says so where a name cannot be given to a new search.
    pub(crate) fn check_free(&self, name: &str) -> anyhow::Result<()> {
        if self.path(name)?.exists() {
            bail!("there is a saved search `{name}`; `dateline saved --delete {name}` makes room");
        }
        Ok(())
    }

    /// Saves a search under a name; these articles are not new to it.
    pub(crate) fn add(&self, name: &str, question: Question, seen: BTreeSet<ArticleId>) -> anyhow::Result<()> {
        let saved = jiff::Timestamp::now();
        self.write(name, &SavedSearch { format_version: FORMAT, question, saved, last_run: None, seen })
    }

    /// Writes a saved search in one step.
    pub(crate) fn write(&self, name: &str, search: &SavedSearch) -> anyhow::Result<()> {
        let path = self.path(name)?;
        self.make_folder()?;
        let text = serde_json::to_string_pretty(search)?;
        let beside = self.folder.join(format!(".{name}.{}.tmp", std::process::id()));
        let place = || beside.display().to_string();
        let mut file = File::create(&beside).with_context(place)?;
        file.write_all(text.as_bytes()).and_then(|()| file.write_all(b"\n")).with_context(place)?;
        file.sync_all().with_context(place)?;
        fs::rename(&beside, &path).with_context(|| path.display().to_string())
    }

    /// The search of this name.
    pub(crate) fn load(&self, name: &str) -> anyhow::Result<SavedSearch> {
        let path = self.path(name)?;
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => bail!("{}", self.unknown(name)),
            Err(error) => return Err(error).with_context(|| path.display().to_string()),
        };
        let search: SavedSearch = serde_json::from_str(&text)
            .with_context(|| format!("{}: not a saved search; put it right or remove it", path.display()))?;
        if search.format_version != FORMAT {
            bail!("{}: format {}, this program reads format {FORMAT}", path.display(), search.format_version);
        }
        Ok(search)
    }

    /// Removes the search of this name.
    pub(crate) fn delete(&self, name: &str) -> anyhow::Result<()> {
        let path = self.path(name)?;
        match fs::remove_file(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => bail!("{}", self.unknown(name)),
            done => done.with_context(|| path.display().to_string()),
        }
    }

    /// The names of all searches, in order.
    pub(crate) fn names(&self) -> anyhow::Result<Vec<String>> {
        let items = match fs::read_dir(&self.folder) {
            Ok(items) => items,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error).with_context(|| self.folder.display().to_string()),
        };
        let mut names: Vec<String> = items
            .flatten()
            .filter_map(|item| Some(item.file_name().to_str()?.strip_suffix(".json")?.to_owned()))
            .filter(|name| is_name(name))
            .collect();
        names.sort_unstable();
        Ok(names)
    }

    fn make_folder(&self) -> anyhow::Result<()> {
        fs::create_dir_all(&self.folder).with_context(|| self.folder.display().to_string())
    }

    fn path(&self, name: &str) -> anyhow::Result<PathBuf> {
        if !is_name(name) {
            bail!("`{name}` cannot name a saved search; take letters, digits, `-`, `_` and dots inside, at most 64");
        }
        Ok(self.folder.join(format!("{name}.json")))
    }

    fn unknown(&self, name: &str) -> String {
        match self.names().unwrap_or_default() {
            names if names.is_empty() => {
                format!("there is no saved search `{name}`; `search QUERY --save {name}` makes it")
            }
            names => format!("there is no saved search `{name}`; there are {}", names.join(", ")),
        }
    }
}

/// Whether a name can be the name of a file anywhere.
fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    (1..=64).contains(&name.len()) && name.chars().all(fits) && !name.starts_with('.') && !name.starts_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_is_read_back_and_the_rest_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::of(folder.path());
        assert!(store.names().unwrap().is_empty());
        let question = Question { text: "port -storm".to_owned(), ..Question::default() };
        store.add("ports", question.clone(), [ArticleId(7)].into()).unwrap();
        let loaded = store.load("ports").unwrap();
        assert_eq!((loaded.question, loaded.seen), (question, [ArticleId(7)].into()));
        assert_eq!(store.names().unwrap(), ["ports"]);
        assert!(store.check_free("ports").is_err());
        let error = store.load("harbours").unwrap_err().to_string();
        assert_eq!(error, "there is no saved search `harbours`; there are ports");
        store.delete("ports").unwrap();
        assert!(store.delete("ports").is_err());
    }

    #[test]
    fn names_are_names_of_files() {
        for good in ["a", "port-2", "порт", "a.b"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", ".", "..", "../x", "a/b", "a b", "-x", ".hidden", &"a".repeat(65)] {
            assert!(!is_name(bad), "{bad}");
        }
    }

    #[test]
    fn a_write_that_was_cut_off_is_not_seen() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::of(folder.path());
        store.add("ports", Question::default(), BTreeSet::new()).unwrap();
        fs::write(folder.path().join("saved/.ports.1.tmp"), "{\"format").unwrap();
        assert_eq!(store.names().unwrap(), ["ports"]);
        assert!(store.load("ports").is_ok());
    }
}
