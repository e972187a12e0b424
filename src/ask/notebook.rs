//! What a reader keeps of an archive: articles collected into lists, and notes on articles.
//!
//! All of it is one JSON file beside the index, which no run of indexing and no rebuild removes. Articles stand there by their
//! ids, which are made of URLs and paths and so last; where one changes all the same, the notebook follows
//! ([`Notebook::follow`]): an entry keeps the ids that it went by before. With an id stands the headline, so that an article
//! that is not in the index any more is still known.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::index::sidecar;
use crate::ingest::IdChange;
use crate::model::ArticleId;
use crate::{Error, ErrorKind, Result};

/// The name of the file in the folder of the index.
const FILE: &str = "notebook.json";
/// The format of the file.
const FORMAT: u32 = 1;
/// The longest name of a list, in characters.
const LONGEST_NAME: usize = 100;
/// The longest note, in bytes: what a form may send, less the rest of it.
const LONGEST_NOTE: usize = 20_000;

/// The lists and notes of an archive.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Notebook {
    format_version: u32,
    /// The lists by their names.
    pub lists: BTreeMap<String, List>,
    /// The notes, the latest last.
    pub notes: Vec<Note>,
}

/// Articles that were collected.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct List {
    /// When it was begun.
    pub created: Timestamp,
    /// Its articles, in the order in which they were collected.
    pub articles: Vec<Collected>,
}

/// An article of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Collected {
    /// The article.
    #[serde(flatten)]
    pub article: Kept,
    /// When it was collected.
    pub added: Timestamp,
}

/// A note on an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Note {
    /// The article.
    #[serde(flatten)]
    pub article: Kept,
    /// What was noted.
    pub text: String,
    /// When it was written, or changed.
    pub changed: Timestamp,
}

/// An article by its id, and the ids that it went by before.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Kept {
    /// The id.
    pub id: ArticleId,
    /// Ids that it had before, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<ArticleId>,
    /// The headline that it had when it was kept; empty where it had none.
    pub title: String,
}

impl Kept {
    /// An article as it is known now.
    pub fn new(id: ArticleId, title: &str) -> Kept {
        Kept { id, former: Vec::new(), title: title.to_owned() }
    }

    /// All ids that it may be found by, the newest first.
    pub fn ids(&self) -> impl Iterator<Item = ArticleId> {
        [self.id].into_iter().chain(self.former.iter().rev().copied())
    }

    fn is(&self, id: ArticleId) -> bool {
        self.ids().any(|known| known == id)
    }

    /// Whether an id changed; the old one stays known, since another capture may go by it.
    fn follow(&mut self, changes: &[IdChange]) -> bool {
        let Some(change) = changes.iter().find(|change| change.from == self.id && change.to != self.id) else {
            return false;
        };
        self.former.retain(|known| *known != change.to);
        self.former.push(self.id);
        self.id = change.to;
        true
    }
}

impl Default for Notebook {
    fn default() -> Notebook {
        Notebook { format_version: FORMAT, lists: BTreeMap::new(), notes: Vec::new() }
    }
}

impl Notebook {
    /// The notebook of the index in a folder; an empty one where nothing was kept yet.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or was written by a newer dateline.
    pub fn read(home: &Path) -> Result<Notebook> {
        let path = home.join(FILE);
        let Some(text) = sidecar::read(&path)? else { return Ok(Notebook::default()) };
        let located = |text: String| Error::malformed(text).at(&path);
        let notebook: Notebook = serde_json::from_str(&text)
            .map_err(|cause| located(format!("not a notebook; put it right or move it away: {cause}")))?;
        match notebook.format_version {
            FORMAT => Ok(notebook),
            other => Err(located(format!("format {other}, this program reads format {FORMAT}"))),
        }
    }

    /// Changes the notebook of the index in a folder; no other change is lost. It is written only where something changed.
    ///
    /// # Errors
    ///
    /// As [`Notebook::read`], when the folder cannot be written to, and what `change` gives.
    pub fn change(home: &Path, change: impl FnOnce(&mut Notebook) -> Result<()>) -> Result<()> {
        let _only_one = sidecar::lock(home)?;
        let before = Notebook::read(home)?;
        let mut notebook = before.clone();
        change(&mut notebook)?;
        if notebook == before {
            return Ok(());
        }
        let text = serde_json::to_string_pretty(&notebook).map_err(|cause| Error::malformed(cause.to_string()))?;
        sidecar::write(&home.join(FILE), format!("{text}\n").as_bytes())
    }

    /// Puts an article at the end of a list, which is begun where there is none of this name. Where it is in it, it stays.
    ///
    /// # Errors
    ///
    /// When the name is empty or long.
    pub fn collect(&mut self, list: &str, id: ArticleId, title: &str) -> Result<()> {
        let name = list.split_whitespace().collect::<Vec<_>>().join(" ");
        if !(1..=LONGEST_NAME).contains(&name.chars().count()) || name.chars().any(char::is_control) {
            let text = format!("a list has a name of 1 to {LONGEST_NAME} characters; write another one");
            return Err(Error::new(ErrorKind::Unknown(text)));
        }
        let now = Timestamp::now();
        let list = self.lists.entry(name).or_insert_with(|| List { created: now, articles: Vec::new() });
        if !list.articles.iter().any(|collected| collected.article.is(id)) {
            list.articles.push(Collected { article: Kept::new(id, title), added: now });
        }
        Ok(())
    }

    /// Takes an article out of a list.
    ///
    /// # Errors
    ///
    /// When there is no such list.
    pub fn take_out(&mut self, list: &str, id: ArticleId) -> Result<()> {
        let found = self.lists.get_mut(list).ok_or_else(|| unknown(list))?;
        found.articles.retain(|collected| !collected.article.is(id));
        Ok(())
    }

    /// Removes a list; its articles and their notes stay.
    ///
    /// # Errors
    ///
    /// When there is no such list.
    pub fn remove_list(&mut self, list: &str) -> Result<()> {
        self.lists.remove(list).map(drop).ok_or_else(|| unknown(list))
    }

    /// The list of a name.
    ///
    /// # Errors
    ///
    /// When there is no such list.
    pub fn list(&self, name: &str) -> Result<&List> {
        self.lists.get(name).ok_or_else(|| unknown(name))
    }

    /// The names of the lists that an article is in, in order.
    pub fn lists_of(&self, id: ArticleId) -> Vec<&str> {
        let holds = |list: &List| list.articles.iter().any(|collected| collected.article.is(id));
        self.lists.iter().filter(|(_, list)| holds(list)).map(|(name, _)| name.as_str()).collect()
    }

    /// The note on an article.
    pub fn note(&self, id: ArticleId) -> Option<&Note> {
        self.notes.iter().find(|note| note.article.is(id))
    }

    /// Writes the note on an article in place of the one that there is; an empty text removes it.
    ///
    /// # Errors
    ///
    /// When the text is long.
    pub fn write_note(&mut self, id: ArticleId, title: &str, text: &str) -> Result<()> {
        if text.len() > LONGEST_NOTE {
            let text = format!("a note has at most {LONGEST_NOTE} bytes, not {}; shorten it", text.len());
            return Err(Error::new(ErrorKind::Unknown(text)));
        }
        let text = text.replace("\r\n", "\n").trim().to_owned();
        if self.note(id).is_some_and(|note| note.text == text) {
            return Ok(());
        }
        self.notes.retain(|note| !note.article.is(id));
        if !text.is_empty() {
            self.notes.push(Note { article: Kept::new(id, title), text, changed: Timestamp::now() });
        }
        Ok(())
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty() && self.notes.is_empty()
    }

    /// Takes note that articles have other ids.
    pub(super) fn follow(&mut self, changes: &[IdChange]) {
        let collected =
            self.lists.values_mut().flat_map(|list| &mut list.articles).map(|collected| &mut collected.article);
        for kept in collected.chain(self.notes.iter_mut().map(|note| &mut note.article)) {
            kept.follow(changes);
        }
    }
}

fn unknown(list: &str) -> Error {
    Error::new(ErrorKind::Unknown(format!("there is no list `{list}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUAY: ArticleId = ArticleId(7);
    const PIER: ArticleId = ArticleId(8);

    fn titles(notebook: &Notebook, list: &str) -> Vec<String> {
        notebook.list(list).unwrap().articles.iter().map(|collected| collected.article.title.clone()).collect()
    }

    #[test]
    fn what_is_kept_is_read_back_in_its_order() {
        let home = tempfile::tempdir().unwrap();
        assert!(Notebook::read(home.path()).unwrap().is_empty());
        Notebook::change(home.path(), |notebook| {
            notebook.collect(" The  ports ", PIER, "Pier opened")?;
            notebook.collect("The ports", QUAY, "Quay closed")?;
            notebook.collect("The ports", PIER, "Pier opened")?;
            notebook.write_note(QUAY, "Quay closed", "ask the port\r\nby Friday\n")
        })
        .unwrap();
        let mut notebook = Notebook::read(home.path()).unwrap();
        assert_eq!(titles(&notebook, "The ports"), ["Pier opened", "Quay closed"]);
        assert_eq!(notebook.note(QUAY).unwrap().text, "ask the port\nby Friday");
        assert_eq!(notebook.lists_of(QUAY), ["The ports"]);
        notebook.take_out("The ports", PIER).unwrap();
        notebook.write_note(QUAY, "", " ").unwrap();
        assert_eq!((titles(&notebook, "The ports").len(), notebook.notes.len()), (1, 0));
        notebook.remove_list("The ports").unwrap();
        assert!(notebook.is_empty() && notebook.remove_list("The ports").is_err());
    }

    #[test]
    fn a_change_that_changes_nothing_or_fails_writes_nothing() {
        let home = tempfile::tempdir().unwrap();
        Notebook::change(home.path(), |_| Ok(())).unwrap();
        for name in ["", "  ", "a\u{7}b", &"a".repeat(101)] {
            Notebook::change(home.path(), |notebook| notebook.collect(name, QUAY, "")).unwrap_err();
        }
        let long = "a".repeat(LONGEST_NOTE + 1);
        Notebook::change(home.path(), |notebook| notebook.write_note(QUAY, "", &long)).unwrap_err();
        assert!(!home.path().join(FILE).exists());
        std::fs::write(home.path().join(FILE), "{\"format_version\": 2, \"lists\": {}, \"notes\": []}").unwrap();
        assert!(Notebook::read(home.path()).unwrap_err().to_string().contains("this program reads format 1"));
        Notebook::change(home.path(), |notebook| notebook.collect("a", QUAY, "")).unwrap_err();
    }

    #[test]
    fn an_article_is_known_by_its_former_ids_too() {
        let mut notebook = Notebook::default();
        notebook.collect("ports", QUAY, "Quay closed").unwrap();
        notebook.write_note(QUAY, "Quay closed", "ask").unwrap();
        let change = |from, to| IdChange { from: ArticleId(from), to: ArticleId(to) };
        notebook.follow(&[change(7, 17), change(9, 19)]);
        notebook.follow(&[change(17, 27)]);
        let kept = &notebook.list("ports").unwrap().articles[0].article;
        assert_eq!(kept.ids().map(|id| id.0).collect::<Vec<_>>(), [27, 17, 7]);
        for id in [7, 17, 27] {
            assert!(notebook.note(ArticleId(id)).is_some() && notebook.lists_of(ArticleId(id)) == ["ports"]);
        }
        // Back again: no id stands twice.
        notebook.follow(&[change(27, 7)]);
        assert_eq!(notebook.notes[0].article.ids().map(|id| id.0).collect::<Vec<_>>(), [7, 27, 17]);
    }
}
