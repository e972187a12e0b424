//! What is to be done: what the walk finds, compared with what the index remembers.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use super::forget::is_below;
use super::known::Known;
use super::options::{Compare, Options};
use super::progress::Progress;
use super::rules::Rules;
use super::tally::{FileOutcome, Tally};
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

/// What a run goes by, and whom it tells.
#[derive(Clone, Copy)]
pub(super) struct Guide<'a> {
    /// What the index remembers.
    pub(super) known: &'a Known,
    /// What it remembered before, where it is being built anew; else the same.
    pub(super) before: &'a Known,
    pub(super) rules: &'a Rules,
    pub(super) options: &'a Options,
    pub(super) tally: &'a Tally,
    pub(super) progress: &'a dyn Progress,
}

/// The tasks of a run in the order of the walk. What needs no looking into is counted on the way.
pub(super) struct Plan<'a, W> {
    walk: W,
    guide: Guide<'a>,
    /// Which of the known files the walk has come by.
    met: Vec<bool>,
    roots: &'a [PathBuf],
    unreadable: Vec<PathBuf>,
    ended: bool,
}

impl<'a, W: Iterator<Item = Found>> Plan<'a, W> {
    /// Plans a run over what `walk` finds below `roots`.
    pub(super) fn new(walk: W, roots: &'a [PathBuf], guide: Guide<'a>) -> Plan<'a, W> {
        let met = vec![false; guide.known.records().len()];
        Plan { walk, guide, met, roots, unreadable: Vec::new(), ended: false }
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
        let files = self.guide.known.records().iter().zip(&self.met).filter(|(_, met)| !**met);
        files.map(|(record, _)| &record.path).filter(gone).cloned().collect()
    }

    /// A task, unless what was found needs no looking into.
    fn consider(&mut self, found: Found) -> Option<Task> {
        self.guide.progress.found(self.guide.tally.found());
        match found {
            Found::File(file) => self.compare(file),
            Found::LeftOut(path, reason) => {
                let skipped = Error::skipped(reason).at(path);
                // What is left out is not remembered; but where there was a run before, it has told of it.
                match self.guide.known.records().is_empty() {
                    true => self.guide.tally.note(&skipped),
                    false => self.guide.tally.note_known(&skipped),
                }
                self.guide.tally.done(FileOutcome::Skipped);
                self.guide.progress.file_done();
                None
            }
            Found::Unreadable(error) => {
                self.unreadable.extend(error.path.clone());
                self.guide.progress.failed(&error);
                self.settle(FileOutcome::Failed, &error);
                None
            }
        }
    }

    fn settle(&self, outcome: FileOutcome, error: &Error) {
        self.guide.tally.note(error);
        self.guide.tally.done(outcome);
        self.guide.progress.file_done();
    }

    fn compare(&mut self, file: FoundFile) -> Option<Task> {
        let Guide { known, rules, options, tally, progress, .. } = self.guide;
        let key = file.origin.file_key();
        let known = known.get(&key).map(|(at, record)| {
            self.met[at] = true;
            record
        });
        let is_settled = |known: &&FileRecord| {
            options.compare == Compare::Times && looks_same(&file, known, options) && known.rules.cover(rules.of(&key))
        };
        if let Some(record) = known.filter(is_settled) {
            unchanged(tally, record, &file.origin);
            progress.file_done();
            return None;
        }
        progress.planned(file.size);
        Some(Task { known: known.cloned(), file })
    }
}

impl<W: Iterator<Item = Found>> Iterator for Plan<'_, W> {
    type Item = Task;

    fn next(&mut self) -> Option<Task> {
        while !self.ended && !self.guide.options.stop.load(Ordering::Relaxed) {
            match self.walk.next() {
                Some(found) => {
                    if let Some(task) = self.consider(found) {
                        return Some(task);
                    }
                }
                None => {
                    self.ended = true;
                    self.guide.progress.found_all();
                }
            }
        }
        None
    }
}

/// Whether a file's size and time are those that are remembered, so that its bytes are taken for the same.
pub(super) fn looks_same(file: &FoundFile, known: &FileRecord, options: &Options) -> bool {
    options.compare != Compare::Bytes && known.size == file.size && known.modified == file.modified
}

/// Counts a file that is as it was: what was skipped or failed then is so again.
pub(super) fn unchanged(tally: &Tally, record: &FileRecord, origin: &Origin) {
    let (outcome, reason) = match &record.outcome {
        Outcome::Indexed => (FileOutcome::Unchanged, None),
        Outcome::Skipped(reason) => (FileOutcome::Skipped, Some(reason)),
        Outcome::Failed(reason) => (FileOutcome::Failed, Some(reason)),
    };
    if let Some(reason) = reason {
        tally.note_again(outcome, reason, origin.full_path());
    }
    tally.done(outcome);
}

fn key_of(path: &std::path::Path) -> String {
    ArchivePath::from(path).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{FieldNames, ReadingRules};
    use crate::ingest::rules::READING_VERSION;
    use crate::source::Limits;

    fn record(path: &str) -> (String, FileRecord) {
        let rules = ReadingRules { version: READING_VERSION, field_names: 0 };
        let path = path.to_owned();
        (
            path.clone(),
            FileRecord {
                path,
                size: 1,
                modified: 5,
                hash: 9,
                sha256: None,
                articles: 1,
                outcome: Outcome::Indexed,
                rules,
            },
        )
    }

    fn file(name: &str, modified: i128) -> Found {
        Found::File(FoundFile { origin: Origin::file("/", format!("a/{name}")), size: 1, modified })
    }

    /// The tasks of a run over `/a`, what is gone in the end, and the counts.
    fn planned(
        known: impl IntoIterator<Item = (String, FileRecord)>,
        walk: Vec<Found>,
        options: &Options,
    ) -> (Vec<(String, bool)>, Vec<String>, super::super::Report) {
        let known = Known::new(known.into_iter().collect());
        let rules = Rules::new(&FieldNames::new(), &Limits::default());
        let (tally, roots) = (Tally::default(), [PathBuf::from("/a")]);
        let guide = Guide { known: &known, before: &known, rules: &rules, options, tally: &tally, progress: &() };
        let mut plan = Plan::new(walk.into_iter(), &roots, guide);
        let name = |task: Task| (task.file.origin.path.to_string(), task.known.is_some());
        let tasks = plan.by_ref().map(name).collect();
        let vanished = plan.vanished();
        drop(plan);
        (tasks, vanished, tally.into_report())
    }

    #[test]
    fn what_changed_is_a_task_and_what_vanished_below_the_roots_is_gone() {
        let known = ["/a/same", "/a/touched", "/a/gone", "/a/locked/x", "/ab/other"].map(record);
        let denied = Error::from(std::io::Error::from(std::io::ErrorKind::PermissionDenied)).at("/a/locked");
        let walk = vec![file("new", 5), file("same", 5), file("touched", 6), Found::Unreadable(denied)];
        let (tasks, vanished, report) = planned(known, walk, &Options::default());
        assert_eq!(tasks, [("a/new".to_owned(), false), ("a/touched".to_owned(), true)]);
        assert_eq!(vanished, ["/a/gone"]);
        assert_eq!((report.found, report.unchanged, report.failed, report.left), (4, 1, 1, 2));
    }

    #[test]
    fn what_older_rules_have_read_is_a_task_and_what_newer_rules_have_read_is_not() {
        let read_by = |name: &str, version| {
            let (path, record) = record(name);
            (path, FileRecord { rules: ReadingRules { version, field_names: 0 }, ..record })
        };
        let known = [read_by("/a/newer", READING_VERSION + 1), read_by("/a/older", READING_VERSION - 1)];
        let (tasks, _, report) = planned(known, vec![file("newer", 5), file("older", 5)], &Options::default());
        assert_eq!((tasks, report.unchanged), (vec![("a/older".to_owned(), true)], 1));
    }

    #[test]
    fn a_walk_that_was_stopped_takes_nothing_for_gone() {
        let options = Options::default();
        options.stop.store(true, Ordering::Relaxed);
        let (tasks, vanished, _) = planned([record("/a/gone")], Vec::new(), &options);
        assert!(tasks.is_empty() && vanished.is_empty());
    }
}
