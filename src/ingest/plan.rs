//! What is to be done: what the walk finds, compared with what the index remembers.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use super::forget::is_below;
use super::options::Compare;
use super::progress::Progress;
use super::tally::{Fate, Tally};
use crate::Error;
use crate::index::{FileRecord, Outcome};
use crate::model::{ArchivePath, Origin};
use crate::source::{Found, FoundFile};

/// A file that has to be looked into.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) file: FoundFile,
    /// What the index remembers of it.
    pub(super) known: Option<FileRecord>,
}

/// The tasks of a run in the order of the walk. What needs no looking into is counted on the way.
pub(super) struct Plan<'a, W> {
    walk: W,
    /// What the index remembers, without what the walk has come by.
    known: BTreeMap<String, FileRecord>,
    roots: &'a [PathBuf],
    unreadable: Vec<PathBuf>,
    compare: Compare,
    stop: &'a AtomicBool,
    tally: &'a Tally,
    progress: &'a dyn Progress,
    ended: bool,
}

impl<'a, W: Iterator<Item = Found>> Plan<'a, W> {
    /// Plans a run over what `walk` finds below `roots`.
    pub(super) fn new(
        walk: W,
        known: BTreeMap<String, FileRecord>,
        roots: &'a [PathBuf],
        (compare, stop): (Compare, &'a AtomicBool),
        (tally, progress): (&'a Tally, &'a dyn Progress),
    ) -> Plan<'a, W> {
        Plan { walk, known, roots, unreadable: Vec::new(), compare, stop, tally, progress, ended: false }
    }

    /// The keys of the files that are gone. None while the walk has not come to its end; and a file in a folder that
    /// could not be read is not gone.
    pub(super) fn vanished(&self) -> Vec<String> {
        if !self.ended {
            return Vec::new();
        }
        let keys = |paths: &[PathBuf]| paths.iter().map(|path| key_of(path)).collect::<Vec<_>>();
        let (roots, unreadable) = (keys(self.roots), keys(&self.unreadable));
        let gone = |key: &&String| {
            roots.iter().any(|root| is_below(key, root)) && !unreadable.iter().any(|folder| is_below(key, folder))
        };
        self.known.keys().filter(gone).cloned().collect()
    }

    /// A task, unless what was found needs no looking into.
    fn consider(&mut self, found: Found) -> Option<Task> {
        self.progress.found(self.tally.found());
        match found {
            Found::File(file) => self.compare(file),
            Found::LeftOut(path, reason) => {
                self.settle(Fate::Skipped, &Error::skipped(reason).at(path));
                None
            }
            Found::Unreadable(error) => {
                self.unreadable.extend(error.path.clone());
                self.progress.failed(&error);
                self.settle(Fate::Failed, &error);
                None
            }
        }
    }

    fn settle(&self, fate: Fate, error: &Error) {
        self.tally.note(error);
        self.tally.done(fate);
        self.progress.file_done();
    }

    fn compare(&mut self, file: FoundFile) -> Option<Task> {
        let known = self.known.remove(&file.origin.file_key());
        let same = known.as_ref().filter(|known| {
            self.compare == Compare::Times && known.size == file.size && known.modified == file.modified
        });
        let Some(record) = same else { return Some(Task { file, known }) };
        unchanged(self.tally, record, &file.origin);
        self.progress.file_done();
        None
    }
}

impl<W: Iterator<Item = Found>> Iterator for Plan<'_, W> {
    type Item = Task;

    fn next(&mut self) -> Option<Task> {
        while !self.ended && !self.stop.load(Ordering::Relaxed) {
            match self.walk.next() {
                Some(found) => {
                    if let Some(task) = self.consider(found) {
                        return Some(task);
                    }
                }
                None => {
                    self.ended = true;
                    self.progress.found_all();
                }
            }
        }
        None
    }
}

/// Counts a file that is as it was: what was skipped or failed then is so again.
pub(super) fn unchanged(tally: &Tally, record: &FileRecord, origin: &Origin) {
    let (fate, reason) = match &record.outcome {
        Outcome::Indexed => (Fate::Unchanged, None),
        Outcome::Skipped(reason) => (Fate::Skipped, Some(reason)),
        Outcome::Failed(reason) => (Fate::Failed, Some(reason)),
    };
    if let Some(reason) = reason {
        tally.note_again(fate, reason, origin.full_path());
    }
    tally.done(fate);
}

fn key_of(path: &std::path::Path) -> String {
    ArchivePath::from(path).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(path: &str) -> (String, FileRecord) {
        let record =
            FileRecord { path: path.to_owned(), size: 1, modified: 5, hash: 9, articles: 1, outcome: Outcome::Indexed };
        (path.to_owned(), record)
    }

    fn file(name: &str, modified: i128) -> Found {
        Found::File(FoundFile { origin: Origin::file("/", format!("a/{name}")), size: 1, modified })
    }

    #[test]
    fn what_changed_is_a_task_and_what_vanished_below_the_roots_is_gone() {
        let known = ["/a/same", "/a/touched", "/a/gone", "/a/locked/x", "/ab/other"].map(record).into();
        let denied = Error::from(std::io::Error::from(std::io::ErrorKind::PermissionDenied)).at("/a/locked");
        let walk = vec![file("new", 5), file("same", 5), file("touched", 6), Found::Unreadable(denied)].into_iter();
        let (tally, stop, roots) = (Tally::default(), AtomicBool::new(false), [PathBuf::from("/a")]);
        let mut plan = Plan::new(walk, known, &roots, (Compare::Times, &stop), (&tally, &()));
        let tasks: Vec<(PathBuf, bool)> =
            plan.by_ref().map(|task| (task.file.origin.path.into(), task.known.is_some())).collect();
        assert_eq!(tasks, [(PathBuf::from("a/new"), false), (PathBuf::from("a/touched"), true)]);
        assert_eq!(plan.vanished(), ["/a/gone"]);
        drop(plan);
        let report = tally.into_report();
        assert_eq!((report.found, report.unchanged, report.failed, report.left), (4, 1, 1, 2));
    }

    #[test]
    fn a_walk_that_was_stopped_takes_nothing_for_gone() {
        let known = [record("/a/gone")].into();
        let (tally, stop, roots) = (Tally::default(), AtomicBool::new(true), [PathBuf::from("/a")]);
        let mut plan = Plan::new(std::iter::empty(), known, &roots, (Compare::Times, &stop), (&tally, &()));
        assert!(plan.next().is_none());
        assert!(plan.vanished().is_empty());
    }
}
