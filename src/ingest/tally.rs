//! Counting while a run goes on; the counts become the [`Report`].
//!
//! What is kept does not depend on the order in which workers finish: of every reason the first places by path.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::report::{Example, FORMAT_VERSION, Reason, Report};
use crate::model::ArchivePath;
use crate::{Error, ErrorKind};

/// How many places are kept of a reason.
const EXAMPLES: usize = 10;
/// How many reasons are counted each for itself; all others are counted together.
const REASONS: usize = 50;

/// What became of a file in this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileOutcome {
    Indexed,
    Unchanged,
    Skipped,
    Failed,
}

/// The counts of a run, shared by its threads.
#[derive(Debug, Default)]
pub(super) struct Tally(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    report: Report,
    skipped: Reasons,
    failed: Reasons,
    noted: Reasons,
}

impl Tally {
    /// A file or something hidden was found.
    pub(super) fn found(&self) -> u64 {
        let mut counts = self.lock();
        counts.report.found += 1;
        counts.report.found
    }

    /// A file is done with.
    pub(super) fn done(&self, outcome: FileOutcome) {
        let report = &mut self.lock().report;
        match outcome {
            FileOutcome::Indexed => report.indexed += 1,
            FileOutcome::Unchanged => report.unchanged += 1,
            FileOutcome::Skipped => report.skipped += 1,
            FileOutcome::Failed => report.failed += 1,
        }
    }

    /// Files are gone.
    pub(super) fn removed(&self, files: u64) {
        self.lock().report.removed += files;
    }

    /// A file was found under another name than it had.
    pub(super) fn moved(&self) {
        self.lock().report.moved += 1;
    }

    /// Bytes were read and articles indexed.
    pub(super) fn advanced(&self, bytes: u64, articles: u64) {
        let report = &mut self.lock().report;
        report.bytes += bytes;
        report.articles += articles;
    }

    /// A file or a record was skipped or failed, or there is something to be known of it.
    pub(super) fn note(&self, error: &Error) {
        self.add(error, Telling::New);
    }

    /// The same for what an earlier run has told already.
    pub(super) fn note_known(&self, error: &Error) {
        self.add(error, Telling::Known);
    }

    fn add(&self, error: &Error, telling: Telling) {
        let place = Example {
            path: error.path.clone().unwrap_or_default().into(),
            offset: error.offset,
            member: error.member.clone(),
        };
        let mut counts = self.lock();
        match &error.kind {
            ErrorKind::Skipped(reason) => counts.skipped.add(reason.clone(), place, telling),
            ErrorKind::Noted(note) => counts.noted.add(note.clone(), place, telling),
            kind => counts.failed.add(kind.to_string(), place, telling),
        }
    }

    /// A file that is unchanged is skipped or failed again, for the reason that is remembered.
    pub(super) fn note_again(&self, outcome: FileOutcome, reason: &str, path: ArchivePath) {
        let place = Example { path, offset: None, member: None };
        let mut counts = self.lock();
        match outcome {
            FileOutcome::Failed => counts.failed.add(reason.to_owned(), place, Telling::Known),
            _ => counts.skipped.add(reason.to_owned(), place, Telling::Known),
        }
    }

    /// The report of the counts.
    pub(super) fn into_report(self) -> Report {
        let counts = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut report = counts.report;
        report.format_version = FORMAT_VERSION;
        report.left = report.found - report.indexed - report.unchanged - report.skipped - report.failed;
        report.skipped_reasons = counts.skipped.into_list();
        report.failed_reasons = counts.failed.into_list();
        report.notes = counts.noted.into_list();
        report
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether an earlier run has told something already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Telling {
    New,
    Known,
}

/// Reasons with how often and where they were met.
#[derive(Debug, Default)]
struct Reasons(BTreeMap<String, Met>);

/// How often and where a reason was met.
#[derive(Debug, Default)]
struct Met {
    count: u64,
    known: u64,
    places: BTreeSet<Example>,
}

impl Reasons {
    fn add(&mut self, reason: String, place: Example, telling: Telling) {
        let told_apart = self.0.len() < REASONS || self.0.contains_key(&reason);
        let met = self.0.entry(if told_apart { reason } else { "other reasons".to_owned() }).or_default();
        met.count += 1;
        met.known += u64::from(telling == Telling::Known);
        met.places.insert(place);
        if met.places.len() > EXAMPLES {
            met.places.pop_last();
        }
    }

    fn into_list(self) -> Vec<Reason> {
        let list = self.0.into_iter();
        let mut list: Vec<Reason> = list
            .map(|(reason, Met { count, known, places })| {
                let examples = places.into_iter().collect();
                Reason { reason, count, known, examples }
            })
            .collect();
        list.sort_by_key(|reason| std::cmp::Reverse(reason.count));
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_does_not_depend_on_the_order_of_events() {
        let report = |order: &mut dyn Iterator<Item = u32>| {
            let tally = Tally::default();
            for number in order {
                tally.found();
                tally.done(if number % 3 == 0 { FileOutcome::Skipped } else { FileOutcome::Failed });
                let kind = if number % 3 == 0 { Error::skipped("an image") } else { Error::malformed("cut off") };
                tally.note(&kind.at(format!("{number:03}")));
            }
            tally.into_report()
        };
        let forwards = report(&mut (0..100));
        assert_eq!(forwards, report(&mut (0..100).rev()));
        assert_eq!((forwards.skipped, forwards.failed, forwards.left), (34, 66, 0));
        assert_eq!(forwards.failed_reasons[0].count, 66);
        assert_eq!(forwards.failed_reasons[0].examples.len(), EXAMPLES);
        assert_eq!(forwards.failed_reasons[0].examples[0].path, ArchivePath::from("001"));
    }
}
