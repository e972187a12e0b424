//! Where saved searches lie: `saved/NAME.json` in the folder of the index, beside the engine's files, which know nothing
//! of it.
//!
//! A file holds the question as typed, so that `since:"last month"` means the month before the run and not the month before
//! it was saved, and the ids of the articles that were shown. Ids are made of URLs and paths, so they stay when the archive
//! is indexed anew; where one changes all the same, the searches follow ([`SavedSearches::follow`]). What "new" means depends on no clock and no order. A file is written beside its place and
//! moved there, so that a run that is killed leaves the old one.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::question::Question;
use crate::index::sidecar;
use crate::ingest::IdChange;
use crate::model::ArticleId;
use crate::{Error, Result};

/// The format of the files. Those of format 1 have fewer keys, and mean the same.
const FORMAT: u32 = 2;

/// A saved search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedSearch {
    format_version: u32,
    /// What it asks.
    pub question: Question,
    /// When it was saved.
    pub saved: Timestamp,
    /// When it last told what is new.
    pub last_run: Option<Timestamp>,
    /// The articles that are not new any more.
    pub seen: BTreeSet<ArticleId>,
}

/// The saved searches of an index.
#[derive(Clone, Debug)]
pub struct SavedSearches {
    folder: PathBuf,
}

impl SavedSearch {
    /// A search that was saved now; these articles are not new to it.
    pub fn new(question: Question, seen: BTreeSet<ArticleId>) -> SavedSearch {
        SavedSearch { format_version: FORMAT, question, saved: Timestamp::now(), last_run: None, seen }
    }
}

impl SavedSearches {
    /// The saved searches of the index in a folder.
    pub fn of(index: &Path) -> SavedSearches {
        SavedSearches { folder: index.join("saved") }
    }

    /// Waits until no other run is telling what is new; the next one waits for the lock to be dropped.
    ///
    /// # Errors
    ///
    /// When the folder of the index cannot be written to.
    pub fn lock(&self) -> Result<sidecar::Lock> {
        sidecar::lock(&self.folder)
    }

    /// Says so where a name cannot be given to a new search.
    ///
    /// # Errors
    ///
    /// When the name is no name, or taken.
    pub fn check_free(&self, name: &str) -> Result<()> {
        if self.path(name)?.exists() {
            let text = format!("there is a saved search `{name}`; `dateline saved --delete {name}` makes room");
            return Err(Error::new(crate::ErrorKind::Unknown(text)));
        }
        Ok(())
    }

    /// Writes a saved search in one step.
    ///
    /// # Errors
    ///
    /// When the name is no name, or the folder of the index cannot be written to.
    pub fn write(&self, name: &str, search: &SavedSearch) -> Result<()> {
        let path = self.path(name)?;
        self.make_folder()?;
        let search = SavedSearch { format_version: FORMAT, ..search.clone() };
        let text = serde_json::to_string_pretty(&search).map_err(|cause| Error::malformed(cause.to_string()))?;
        sidecar::write(&path, format!("{text}\n").as_bytes())
    }

    /// The search of this name.
    ///
    /// # Errors
    ///
    /// When there is none, or its file cannot be read.
    pub fn load(&self, name: &str) -> Result<SavedSearch> {
        let path = self.path(name)?;
        let text = sidecar::read(&path)?.ok_or_else(|| self.unknown(name))?;
        let format = serde_json::from_str::<Format>(&text).map(|format| format.format_version);
        if let Ok(format) = format
            && !(1..=FORMAT).contains(&format)
        {
            let text = format!("format {format}, this program reads formats 1 to {FORMAT}");
            return Err(Error::malformed(text).at(path));
        }
        serde_json::from_str(&text).map_err(|cause| {
            Error::malformed(format!("not a saved search; put it right or remove it: {cause}")).at(path)
        })
    }

    /// Takes note that articles have other ids: what a search has shown under the one is not new under the other. The old
    /// id stays too, since another capture may go by it. A file that cannot be read as a saved search is left as it is.
    ///
    /// # Errors
    ///
    /// When the folder of the index cannot be written to.
    pub fn follow(&self, changes: &[IdChange]) -> Result<()> {
        let _only_one = self.lock()?;
        for name in self.names()? {
            let Ok(mut search) = self.load(&name) else { continue };
            let known = search.seen.len();
            for change in changes {
                if search.seen.contains(&change.from) {
                    search.seen.insert(change.to);
                }
            }
            if search.seen.len() > known {
                self.write(&name, &search)?;
            }
        }
        Ok(())
    }

    /// Removes the search of this name.
    ///
    /// # Errors
    ///
    /// When there is none, or the folder of the index cannot be written to.
    pub fn delete(&self, name: &str) -> Result<()> {
        let path = self.path(name)?;
        match fs::remove_file(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Err(self.unknown(name)),
            done => done.map_err(|cause| Error::from(cause).at(path)),
        }
    }

    /// The names of all searches, in order.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn names(&self) -> Result<Vec<String>> {
        let items = match fs::read_dir(&self.folder) {
            Ok(items) => items,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::from(error).at(&self.folder)),
        };
        let mut names: Vec<String> = items
            .flatten()
            .filter_map(|item| Some(item.file_name().to_str()?.strip_suffix(".json")?.to_owned()))
            .filter(|name| is_name(name))
            .collect();
        names.sort_unstable();
        Ok(names)
    }

    fn make_folder(&self) -> Result<()> {
        fs::create_dir_all(&self.folder).map_err(|cause| Error::from(cause).at(&self.folder))
    }

    fn path(&self, name: &str) -> Result<PathBuf> {
        if !is_name(name) {
            let text = "cannot name a saved search; take letters, digits, `-`, `_`, and spaces and dots inside, at most 64 bytes";
            return Err(Error::new(crate::ErrorKind::Unknown(format!("`{name}` {text}"))));
        }
        Ok(self.folder.join(format!("{name}.json")))
    }

    fn unknown(&self, name: &str) -> Error {
        let text = match self.names().unwrap_or_default() {
            names if names.is_empty() => {
                format!("there is no saved search `{name}`; `search QUERY --save {name}` makes it")
            }
            names => format!("there is no saved search `{name}`; there are {}", names.join(", ")),
        };
        Error::new(crate::ErrorKind::Unknown(text))
    }
}

/// The part of a file that says how to read the rest.
#[derive(Deserialize)]
struct Format {
    format_version: u32,
}

/// Whether a name can be the name of a file anywhere.
fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    let is_trimmed = !name.starts_with(['.', '-', ' ']) && !name.ends_with(' ');
    (1..=64).contains(&name.len()) && name.chars().all(fits) && is_trimmed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::{Reading, Syntax};
    use crate::query::Match;
    use crate::search::Names;
    use crate::text::name::Point;

    #[test]
    fn what_is_saved_is_read_back_and_the_rest_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let store = SavedSearches::of(folder.path());
        assert!(store.names().unwrap().is_empty());
        let question = Question::new("port -storm");
        store.write("ports", &SavedSearch::new(question.clone(), [ArticleId(7)].into())).unwrap();
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
    fn a_search_of_format_1_is_read_as_it_was_meant() {
        let folder = tempfile::tempdir().unwrap();
        let store = SavedSearches::of(folder.path());
        fs::create_dir(folder.path().join("saved")).unwrap();
        let old = r#"{
            "format_version": 1,
            "question": {
                "text": "quay pier", "plain": true, "match": "any", "names": "strict", "exact": false,
                "filters": {
                    "country": ["sy", "fr"], "mentions": [], "topic": [], "site": [], "lang": [], "kind": [],
                    "since": "last month", "until": null
                }
            },
            "saved": "2025-10-15T08:00:00Z", "last_run": null, "seen": ["0000000000000007"]
        }"#;
        fs::write(folder.path().join("saved/old.json"), old).unwrap();
        let SavedSearch { question, seen, .. } = store.load("old").unwrap();
        let reading = Reading { syntax: Syntax::Plain(Match::Any), names: Names::Spelled(Point::Strict) };
        let mut expected = Question { reading, ..Question::new("quay pier") };
        expected.filters.add("country", ["sy".to_owned(), "fr".to_owned()]);
        expected.filters.since = Some("last month".to_owned());
        assert_eq!((question, seen), (expected, [ArticleId(7)].into()));
        fs::write(folder.path().join("saved/newer.json"), old.replace(": 1,", ": 3,")).unwrap();
        assert!(store.load("newer").unwrap_err().to_string().ends_with("this program reads formats 1 to 2"));
    }

    #[test]
    fn what_was_shown_is_not_new_under_another_id() {
        let folder = tempfile::tempdir().unwrap();
        let store = SavedSearches::of(folder.path());
        let save = |name: &str, seen: &[u64]| {
            let seen = seen.iter().copied().map(ArticleId).collect();
            store.write(name, &SavedSearch::new(Question::default(), seen)).unwrap();
        };
        save("ports", &[1, 2]);
        save("ships", &[3]);
        fs::write(folder.path().join("saved/torn.json"), "{").unwrap();
        let change = |from, to| IdChange { from: ArticleId(from), to: ArticleId(to) };
        store.follow(&[change(1, 11), change(9, 19)]).unwrap();
        let seen = |name: &str| store.load(name).unwrap().seen.into_iter().map(|id| id.0).collect::<Vec<_>>();
        assert_eq!((seen("ports"), seen("ships")), (vec![1, 2, 11], vec![3]));
        assert_eq!(fs::read_to_string(folder.path().join("saved/torn.json")).unwrap(), "{");
    }

    #[test]
    fn names_are_names_of_files() {
        for good in ["a", "port-2", "порт", "a.b", "the naval base"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", ".", "..", "../x", "a/b", " a", "a ", "a\tb", "-x", ".hidden", &"a".repeat(65)] {
            assert!(!is_name(bad), "{bad}");
        }
    }

    #[test]
    fn a_write_that_was_cut_off_is_not_seen() {
        let folder = tempfile::tempdir().unwrap();
        let store = SavedSearches::of(folder.path());
        store.write("ports", &SavedSearch::new(Question::default(), BTreeSet::new())).unwrap();
        fs::write(folder.path().join("saved/.ports.json.1.0.part"), "{\"format").unwrap();
        assert_eq!(store.names().unwrap(), ["ports"]);
        assert!(store.load("ports").is_ok());
    }
}
