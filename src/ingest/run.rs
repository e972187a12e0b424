//! A run from its start to its report.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::thread::{self, Scope};
use std::time::Instant;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

use super::options::Options;
use super::pipeline::{Batch, Job, Pipeline};
use super::plan::{Plan, Task};
use super::progress::Progress;
use super::report::Report;
use super::tally::{Fate, Tally};
use crate::index::{FileRecord, Index};
use crate::model::ArchivePath;
use crate::source::{self, Found, Root};
use crate::{Error, Result};

/// How far the walk may be ahead of the workers, in files: far enough to know how much there is to do, near enough not
/// to fill the memory.
const WALK_AHEAD: usize = 1 << 16;
/// The stack of a worker, in bytes.
const STACK: usize = 8 << 20;

/// Brings the index up to date with the files and folders in `paths`.
///
/// What is unchanged is not read again; when all is unchanged, the index is not even opened for writing. Trouble with
/// single files is told in the report and ends nothing.
///
/// # Errors
///
/// When the index cannot be read or written: another run holds it, or the disk is full. What was committed stays.
pub fn ingest(index: &Index, paths: &[PathBuf], options: &Options, progress: &dyn Progress) -> Result<Report> {
    let started = Instant::now();
    let tally = Tally::default();
    let known = index.snapshot()?.files()?;
    let recorded = index.roots()?;
    let named = Named::of(paths, &known, &recorded, &tally, progress);
    let walk = source::walk(named.roots.clone(), index.folder().canonicalize().ok());
    let mut plan = Plan::new(walk, known, &named.paths, (options.compare, &options.stop), (&tally, progress));
    let roots = joined(&recorded, &named.roots);
    let first = plan.next();
    if first.is_some() || !plan.vanished().is_empty() || roots != recorded {
        carry_out(index, first, plan, &roots, (options, &tally, progress))?;
    }
    let mut report = tally.into_report();
    report.seconds = started.elapsed().as_secs_f64();
    report.stopped = options.stop.load(Ordering::Relaxed);
    Ok(report)
}

/// What the user named.
struct Named {
    /// What exists of it.
    roots: Vec<Root>,
    /// The full paths of all of it, those of files that are gone included.
    paths: Vec<PathBuf>,
}

impl Named {
    fn of(
        paths: &[PathBuf],
        known: &BTreeMap<String, FileRecord>,
        recorded: &[PathBuf],
        tally: &Tally,
        progress: &dyn Progress,
    ) -> Named {
        let mut roots = Vec::new();
        let mut gone = Vec::new();
        for path in paths {
            match Root::named(path) {
                Ok(root) => roots.push(root.within(recorded)),
                Err(error) => match known_file(path, known) {
                    Some(path) => gone.push(path),
                    None => not_there(&error, tally, progress),
                },
            }
        }
        let roots = Root::outermost(roots);
        let paths = roots.iter().map(|root| root.path.clone()).chain(gone).collect();
        Named { roots, paths }
    }
}

/// The full path of a file that is gone and that the index remembers.
fn known_file(path: &Path, known: &BTreeMap<String, FileRecord>) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let path = folder.canonicalize().ok()?.join(path.file_name()?);
    known.contains_key(&ArchivePath::from(&path).to_string()).then_some(path)
}

fn not_there(error: &Error, tally: &Tally, progress: &dyn Progress) {
    progress.found(tally.found());
    progress.failed(error);
    tally.note(error);
    tally.done(Fate::Failed);
    progress.file_done();
}

/// The roots of the index with those of this run.
fn joined(recorded: &[PathBuf], roots: &[Root]) -> Vec<PathBuf> {
    let recorded = recorded.iter().cloned().map(Root::at);
    let all = recorded.chain(roots.iter().map(|root| Root::at(root.path.clone()))).collect();
    Root::outermost(all).into_iter().map(|root| root.path).collect()
}

/// Does what is planned, `first` of all.
fn carry_out(
    index: &Index,
    first: Option<Task>,
    plan: Plan<'_, impl Iterator<Item = Found> + Send>,
    roots: &[PathBuf],
    (options, tally, progress): (&Options, &Tally, &dyn Progress),
) -> Result<()> {
    let threads = options.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZero::get)).max(1);
    let writer = index.writer(threads.div_ceil(2), options.memory / 2)?;
    let pipeline = Pipeline::new(writer, options, tally, progress);
    let vanished = thread::scope(|scope| run(scope, &pipeline, threads, first, plan, roots))?;
    let mut writer = pipeline.into_writer()?;
    vanished.iter().for_each(|key| writer.remove(key));
    tally.removed(vanished.len() as u64);
    writer.commit(roots)?;
    writer.finish()
}

/// Runs walker and workers to their end and commits from time to time. Gives the keys of the files that are gone.
fn run<'scope, 'a: 'scope>(
    scope: &'scope Scope<'scope, '_>,
    pipeline: &'scope Pipeline<'a>,
    threads: usize,
    first: Option<Task>,
    plan: Plan<'scope, impl Iterator<Item = Found> + Send + 'scope>,
    roots: &[PathBuf],
) -> Result<Vec<String>> {
    let (jobs_in, jobs) = bounded(WALK_AHEAD);
    let (batches_in, batches) = bounded(threads);
    let (alive, all_done) = bounded::<()>(0);
    let walker = scope.spawn(move || {
        let mut plan = plan;
        let tasks = first.into_iter().chain(plan.by_ref()).take_while(|_| !pipeline.is_halted());
        for task in tasks {
            if jobs_in.send(Job { task, batches: batches_in.clone() }).is_err() {
                break;
            }
        }
        plan.vanished()
    });
    for number in 0..threads {
        let (jobs, batches, alive) = (jobs.clone(), batches.clone(), alive.clone());
        let worker = thread::Builder::new().name(format!("worker {number}")).stack_size(STACK);
        worker.spawn_scoped(scope, move || work(pipeline, &jobs, &batches, alive)).map_err(Error::from)?;
    }
    drop((jobs, batches, alive));
    while all_done.recv_timeout(pipeline.commit_every()) == Err(RecvTimeoutError::Timeout) {
        pipeline.commit(roots);
    }
    Ok(walker.join().unwrap_or_default())
}

/// One worker; that `alive` is dropped tells of its end.
fn work(pipeline: &Pipeline<'_>, jobs: &Receiver<Job>, batches: &Receiver<Batch>, alive: Sender<()>) {
    pipeline.work(jobs, batches);
    drop(alive);
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicUsize};
    use std::time::{Duration, SystemTime};

    use proptest::prelude::*;
    use tantivy::collector::DocSetCollector;

    use super::*;
    use crate::ingest::Compare;

    /// An archive and its index in a folder of their own.
    struct House {
        folder: tempfile::TempDir,
        options: Options,
    }

    impl House {
        fn new() -> House {
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir(folder.path().join("archive")).unwrap();
            House { folder, options: Options { threads: Some(2), ..Options::default() } }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join("archive").join(name)
        }

        fn write(&self, name: &str, text: &str) {
            let path = self.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        /// Sets the time of a file to so many seconds after 2020 or so.
        fn set_time(&self, name: &str, seconds: u64) {
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000 + seconds);
            File::options().write(true).open(self.path(name)).unwrap().set_modified(time).unwrap();
        }

        fn index(&self) -> Index {
            Index::open_or_create(&self.folder.path().join("index")).unwrap()
        }

        fn run(&self) -> Report {
            let report = ingest(&self.index(), &[self.path("")], &self.options, &()).unwrap();
            let accounted = report.indexed + report.unchanged + report.skipped + report.failed + report.left;
            assert_eq!(report.found, accounted);
            report
        }

        /// The stored texts by file and record; and nothing is stored twice.
        fn stored(&self) -> BTreeMap<String, String> {
            let snapshot = self.index().snapshot().unwrap();
            let found = snapshot.searcher().search(&snapshot.articles_only(), &DocSetCollector).unwrap();
            let mut stored = BTreeMap::new();
            for address in found.into_iter().collect::<std::collections::BTreeSet<_>>() {
                let article = snapshot.entry(address).unwrap().article;
                let file = article.origin.path.strip_prefix("archive").unwrap().display().to_string();
                let name = article.origin.member.map_or(file.clone(), |member| format!("{file} {member}"));
                assert!(stored.insert(name.clone(), article.body).is_none(), "{name} is stored twice");
            }
            stored
        }

        fn remembered(&self) -> Vec<String> {
            let files = self.index().snapshot().unwrap().files().unwrap();
            files.into_keys().map(|key| key.rsplit('/').next().unwrap().to_owned()).collect()
        }
    }

    fn counts(report: &Report) -> [u64; 5] {
        [report.indexed, report.unchanged, report.skipped, report.failed, report.removed]
    }

    #[test]
    fn files_are_added_changed_touched_and_removed() {
        let house = House::new();
        house.write("a.txt", "The ferry sails.");
        house.write("b/b.txt", "The harbour is closed.");
        house.write("c.txt", "Rain is expected.");
        house.write("logo.png", "\u{89}PNG not quite");
        ["a.txt", "b/b.txt", "c.txt"].iter().for_each(|name| house.set_time(name, 0));
        assert_eq!(counts(&house.run()), [3, 0, 1, 0, 0]);
        assert_eq!(counts(&house.run()), [0, 3, 1, 0, 0]);

        house.write("a.txt", "The ferry stays.");
        house.set_time("a.txt", 1);
        house.set_time("b/b.txt", 1);
        fs::remove_file(house.path("c.txt")).unwrap();
        assert_eq!(counts(&house.run()), [1, 1, 1, 0, 1]);
        let stored: Vec<(String, String)> = house.stored().into_iter().collect();
        let expected = [("a.txt", "The ferry stays."), ("b/b.txt", "The harbour is closed.")];
        assert_eq!(stored, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
        assert_eq!(house.remembered(), ["a.txt", "b.txt", "logo.png"]);
        let idle = house.run();
        assert_eq!((counts(&idle), idle.bytes), ([0, 2, 1, 0, 0], 0), "the new time of b.txt is remembered");
    }

    #[test]
    fn an_unchanged_archive_is_not_written_to() {
        let house = House::new();
        house.write("a.txt", "The ferry sails.");
        house.run();
        let held = house.index();
        let _writer = held.writer(1, 0).unwrap();
        assert_eq!(counts(&house.run()), [0, 1, 0, 0, 0], "no writer is needed");
        house.write("b.txt", "The ferry sails again.");
        let error = ingest(&held, &[house.path("")], &house.options, &()).unwrap_err();
        assert!(matches!(error.kind, crate::ErrorKind::Locked { .. }));
    }

    #[test]
    fn a_time_that_lies_is_found_out_by_the_bytes() {
        let mut house = House::new();
        house.write("a.txt", "The ferry sails.");
        house.set_time("a.txt", 0);
        house.run();
        house.write("a.txt", "The ferry sinks.");
        house.set_time("a.txt", 0);
        assert_eq!(counts(&house.run()), [0, 1, 0, 0, 0]);
        house.options.compare = Compare::Bytes;
        assert_eq!(counts(&house.run()), [1, 0, 0, 0, 0]);
        assert_eq!(house.stored()["a.txt"], "The ferry sinks.");
        house.options.compare = Compare::Nothing;
        assert_eq!(counts(&house.run()), [1, 0, 0, 0, 0]);
        assert_eq!(house.stored().len(), 1);
    }

    #[test]
    fn bad_records_are_told_and_the_good_ones_kept() {
        let house = House::new();
        house.write("a.jsonl", "{\"text\": \"One.\"}\n{\"text\": \n{\"text\": \"Three.\"}\n");
        let report = house.run();
        assert_eq!(counts(&report), [0, 0, 0, 1, 0]);
        assert_eq!((report.articles, report.failed_reasons[0].reason.as_str()), (2, "the record is cut off"));
        let place = &report.failed_reasons[0].examples[0];
        assert_eq!((place.member.as_deref(), place.offset), (Some("line 2"), Some(17)));
        assert_eq!(house.stored().len(), 2);
        assert_eq!(counts(&house.run()), [0, 0, 0, 1, 0], "it is told again, but not read again");
    }

    #[test]
    fn what_cannot_be_reached_is_told_and_kept() {
        let house = House::new();
        house.write("a.txt", "The ferry sails.");
        house.run();
        let paths = [house.path("a.txt"), house.path("nowhere")];
        let report = ingest(&house.index(), &paths, &house.options, &()).unwrap();
        assert_eq!(counts(&report), [0, 1, 0, 1, 0]);
        fs::remove_file(house.path("a.txt")).unwrap();
        let report = ingest(&house.index(), &paths, &house.options, &()).unwrap();
        assert_eq!(counts(&report), [0, 0, 0, 1, 1], "a file that was named and is gone is removed");
        assert!(house.stored().is_empty());
    }

    #[test]
    fn the_index_is_not_read_and_roots_are_remembered() {
        let house = House::new();
        house.write("a.txt", "The ferry sails.");
        let index = Index::open_or_create(&house.path("index")).unwrap();
        let report = ingest(&index, &[house.path(""), house.path("a.txt")], &house.options, &()).unwrap();
        assert_eq!(counts(&report), [1, 0, 1, 0, 0]);
        assert_eq!(report.skipped_reasons[0].reason, "the index itself");
        assert_eq!(index.roots().unwrap(), [house.path("").canonicalize().unwrap()]);
    }

    /// A file of records that is large enough to be spread.
    fn many_records(count: usize) -> String {
        let line = |number| format!("{{\"text\": \"Ship {number} left. {}\"}}\n", "It was seen off. ".repeat(60));
        (0..count).map(line).collect()
    }

    #[test]
    fn a_large_file_is_spread_and_the_threads_do_not_matter() {
        let stored = [1, 2, 7].map(|threads| {
            let mut house = House::new();
            house.options.threads = Some(threads);
            house.options.commit_every = Duration::from_millis(20);
            house.write("big.jsonl", &many_records(2_000));
            house.write("small.txt", "The ferry sails.");
            let report = house.run();
            assert_eq!((counts(&report), report.articles), ([2, 0, 0, 0, 0], 2_001));
            assert_eq!(counts(&house.run()), [0, 2, 0, 0, 0]);
            house.stored()
        });
        assert_eq!(stored[0].len(), 2_001);
        assert!(stored[0] == stored[1] && stored[0] == stored[2]);
    }

    /// Stops the run when so many articles were laid down.
    struct StopAfter(AtomicUsize, Arc<AtomicBool>);

    impl Progress for StopAfter {
        fn advanced(&self, _bytes: u64, articles: u64) {
            if self.0.fetch_sub(articles as usize, Ordering::Relaxed) < 500 {
                self.1.store(true, Ordering::Relaxed);
            }
        }
    }

    #[test]
    fn a_run_that_is_stopped_is_taken_up_again() {
        let house = House::new();
        house.write("a.txt", "The ferry sails.");
        house.write("big.jsonl", &many_records(3_000));
        house.write("z.txt", "The harbour is closed.");
        let stop = Arc::clone(&house.options.stop);
        let progress = StopAfter(AtomicUsize::new(1_500), stop);
        let report = ingest(&house.index(), &[house.path("")], &house.options, &progress).unwrap();
        assert!(report.stopped && report.left > 0);
        assert!(house.stored().len() > 100 && house.stored().len() < 3_000, "what was done is committed");
        house.options.stop.store(false, Ordering::Relaxed);
        let report = house.run();
        assert!(!report.stopped && report.left == 0);
        assert_eq!(house.stored().len(), 3_002);
        assert_eq!(counts(&house.run()), [0, 3, 0, 0, 0]);
    }

    /// What happens to an archive between two runs.
    #[derive(Clone, Debug)]
    enum Event {
        Write(usize, u8),
        Records(usize, u8),
        Remove(usize),
        Touch(usize),
        Run,
    }

    fn event() -> impl Strategy<Value = Event> {
        prop_oneof![
            (0..6usize, 0..4u8).prop_map(|(file, text)| Event::Write(file, text)),
            (0..6usize, 0..4u8).prop_map(|(file, count)| Event::Records(file, count)),
            (0..6usize).prop_map(Event::Remove),
            (0..6usize).prop_map(Event::Touch),
            Just(Event::Run),
        ]
    }

    /// Does what an event says, to the archive and to the map that it is compared with.
    fn happen(house: &House, model: &mut BTreeMap<String, Vec<String>>, event: &Event, clock: u64) {
        let (name, texts) = match event {
            Event::Write(file, text) => (format!("{file}.txt"), Some(vec![format!("Text {text}.")])),
            Event::Records(file, count) => {
                (format!("{file}.jsonl"), Some((0..*count).map(|number| format!("Record {number}.")).collect()))
            }
            Event::Remove(file) | Event::Touch(file) => (format!("{file}.txt"), None),
            Event::Run => return drop(house.run()),
        };
        match (event, texts) {
            (Event::Remove(_), _) if model.remove(&name).is_some() => fs::remove_file(house.path(&name)).unwrap(),
            (Event::Touch(_), _) if model.contains_key(&name) => house.set_time(&name, clock),
            (_, Some(texts)) => {
                let lines = texts.iter().map(|text| match event {
                    Event::Records(..) => format!("{{\"text\": \"{text}\"}}\n"),
                    _ => text.clone(),
                });
                house.write(&name, &lines.collect::<String>());
                house.set_time(&name, clock);
                model.insert(name, texts);
            }
            _ => {}
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn the_index_equals_a_plain_map(events in prop::collection::vec(event(), 1..25)) {
            let house = House::new();
            let mut model = BTreeMap::new();
            for (clock, event) in events.iter().enumerate() {
                happen(&house, &mut model, event, clock as u64);
            }
            house.run();
            let expected: Vec<&String> = model.values().flatten().collect();
            let stored = house.stored();
            prop_assert_eq!(stored.values().collect::<Vec<_>>(), expected);
            prop_assert_eq!(house.remembered(), model.keys().cloned().collect::<Vec<_>>());
        }
    }
}
