//! A run from its start to its report.

use std::any::Any;
use std::collections::BTreeSet;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::thread::{self, Scope};
use std::time::Instant;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

use super::forget::is_below;
use super::gone::{Gone, nothing_left};
use super::known::Known;
use super::options::{Emptied, Options};
use super::pipeline::{Batch, Job, Pipeline};
use super::plan::{Guide, Plan, Task};
use super::progress::Progress;
use super::report::Report;
use super::rules::{Rules, with_told};
use super::settling::{Settling, settle_sites};
use super::tally::{FileOutcome, Tally};
use crate::index::{FieldNames, Former, Index};
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
/// single files is in the report and ends nothing.
///
/// # Errors
///
/// When the index cannot be read or written: another run holds it, or the disk is full. What was committed stays.
pub fn ingest(index: &Index, paths: &[PathBuf], options: &Options, progress: &dyn Progress) -> Result<Report> {
    let started = Instant::now();
    let tally = Tally::default();
    let known = Known::new(index.snapshot()?.files()?);
    let before = options.former.as_ref().map(|former| former.files().map(Known::new)).transpose()?;
    let recorded = index.roots()?;
    let (named, troubles) = Named::of(paths, &known, &recorded, options.emptied);
    let field_names = with_told(index.field_names()?, &options.naming, &named.paths);
    let rules = Rules::new(&field_names, &options.limits);
    let before = before.as_ref().unwrap_or(&known);
    let guide = Guide { known: &known, before, rules: &rules, options, tally: &tally, progress };
    troubles.iter().for_each(|trouble| tell(trouble, guide));
    let walk = source::walk(named.roots.clone(), index.home().canonicalize().ok(), options.limits.companions);
    let mut plan = Plan::new(walk, &named.paths, guide);
    let run = Run { index, guide, folders: named.folders(), roots: joined(&recorded, &named.roots), field_names };
    let first = plan.next();
    let gone = if first.is_none() { run.gone(plan.vanished(), &BTreeSet::new()) } else { Gone::default() };
    let is_due = index.is_unsettled()?;
    if first.is_some()
        || !gone.removed.is_empty()
        || is_due
        || run.roots != recorded
        || run.field_names != index.field_names()?
    {
        run.carry_out(first, plan)?;
    } else {
        gone.kept.iter().for_each(|kept| tell(kept, guide));
    }
    let mut report = tally.into_report();
    report.seconds = started.elapsed().as_secs_f64();
    report.stopped = options.stop.load(Ordering::Relaxed);
    Ok(report)
}

/// What the user named.
pub(super) struct Named {
    /// What exists of it.
    pub(super) roots: Vec<Root>,
    /// The full paths of all of it, those of files that are gone included.
    pub(super) paths: Vec<PathBuf>,
}

impl Named {
    /// What was named, and what of it is not there.
    pub(super) fn of(paths: &[PathBuf], known: &Known, recorded: &[PathBuf], emptied: Emptied) -> (Named, Vec<Error>) {
        let (mut roots, mut gone, mut troubles) = (Vec::new(), Vec::new(), Vec::new());
        for path in paths {
            match Root::named(path) {
                Ok(root) => roots.push(root.within(recorded)),
                Err(error) => match gone_path(path, known, emptied) {
                    Ok(path) => gone.push(path),
                    Err(held) => troubles.push(held.unwrap_or(error)),
                },
            }
        }
        let roots = Root::outermost(roots);
        let paths = roots.iter().map(|root| root.path.clone()).chain(gone).collect();
        (Named { roots, paths }, troubles)
    }

    /// The folders that were named and are there.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.roots.iter().map(|root| root.path.clone()).filter(|path| path.is_dir()).collect()
    }
}

/// The full path of something that is not there, if what the index holds of it is to go: a file, or a folder that may be
/// empty. Else what is to be reported of it, if the index holds files of it.
fn gone_path(path: &Path, known: &Known, emptied: Emptied) -> std::result::Result<PathBuf, Option<Error>> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().ok_or(None)?;
    let full = folder.canonicalize().or_else(|_| std::path::absolute(folder)).map_err(|_| None)?.join(name);
    let key = ArchivePath::from(&full).to_string();
    if known.get(&key).is_some() && folder.is_dir() {
        return Ok(full);
    }
    match known.records().iter().filter(|record| is_below(&record.path, &key)).count() {
        0 => Err(None),
        _ if emptied == Emptied::Removed => Ok(full),
        held => Err(Some(nothing_left(held).at(path))),
    }
}

/// Tells of something that was named and is not there; it counts as found and failed.
pub(super) fn tell(error: &Error, Guide { tally, progress, .. }: Guide<'_>) {
    progress.found(tally.found());
    progress.failed(error);
    tally.note(error);
    tally.done(FileOutcome::Failed);
    progress.file_done();
}

/// The roots of the index with those of this run.
fn joined(recorded: &[PathBuf], roots: &[Root]) -> Vec<PathBuf> {
    let recorded = recorded.iter().cloned().map(Root::at);
    let all = recorded.chain(roots.iter().map(|root| Root::at(root.path.clone()))).collect();
    Root::outermost(all).into_iter().map(|root| root.path).collect()
}

/// A run that has something to do.
struct Run<'a> {
    index: &'a Index,
    guide: Guide<'a>,
    /// The folders that it goes through.
    folders: Vec<PathBuf>,
    /// What the index is built from, with what this run adds.
    roots: Vec<PathBuf>,
    field_names: FieldNames,
}

impl Run<'_> {
    /// What is to be done about the files that vanished.
    fn gone(&self, vanished: Vec<String>, moved: &BTreeSet<String>) -> Gone {
        Gone::of(vanished, moved, self.guide.known, &self.folders, self.guide.options.emptied)
    }

    /// Tells of a walk that broke off: what it did not come to is not known to be gone.
    fn broken_off(&self, panic: &(dyn Any + Send)) -> Vec<String> {
        let what = "going through the folders broke off before their end, and";
        tell(&Error::of_panic_while(what, panic), self.guide);
        Vec::new()
    }

    /// What the index is built from when these files were found elsewhere: not a folder that is gone, if all that was
    /// known of it was found.
    fn roots_left(&self, moved: &BTreeSet<String>) -> Vec<PathBuf> {
        let is_left = |root: &&PathBuf| {
            let key = ArchivePath::from(*root).to_string();
            let mut known = self.guide.known.records().iter().filter(|record| is_below(&record.path, &key)).peekable();
            root.exists()
                || known.peek().is_none()
                || known.any(|record| record.articles > 0 && !moved.contains(&record.path))
        };
        self.roots.iter().filter(is_left).cloned().collect()
    }

    /// Does what is planned, `first` of all.
    fn carry_out(&self, first: Option<Task>, plan: Plan<'_, impl Iterator<Item = Found> + Send>) -> Result<()> {
        let Guide { options, tally, progress, .. } = self.guide;
        let threads = options.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZero::get)).max(1);
        let former = match &options.former {
            _ if !progress.follows_ids() => None,
            Some(former) => Some(former.clone()),
            None => Some(Former::of(self.index)?),
        };
        let mut writer = self.index.writer(threads.div_ceil(2), options.memory / 2)?;
        writer.keep_field_names(self.field_names.clone());
        let before = self.index.snapshot()?;
        let pipeline = Pipeline::new(writer, self.guide, former);
        let walked = thread::scope(|scope| run(scope, &pipeline, threads, first, plan, &self.roots))?;
        let vanished = walked.unwrap_or_else(|panic| self.broken_off(panic.as_ref()));
        let moved = pipeline.moved();
        let gone = self.gone(vanished, &moved);
        gone.kept.iter().for_each(|kept| tell(kept, self.guide));
        let mut writer = pipeline.into_writer()?;
        gone.removed.iter().for_each(|key| writer.remove(key));
        // What was found elsewhere is gone from its place, also where nobody named the folder that it lay in.
        moved.iter().filter(|key| self.guide.known.get(key).is_some()).for_each(|key| writer.remove(key));
        tally.removed(gone.removed.iter().filter(|key| !moved.contains(*key)).count() as u64);
        let roots = self.roots_left(&moved);
        writer.commit(&roots)?;
        let settling = Settling { index: self.index, before, roots: &roots };
        settle_sites(settling, &mut writer, &options.stop, &|fault| {
            progress.failed(fault);
            tally.note(fault);
        })?;
        writer.finish()
    }
}

/// Runs walker and workers to their end and commits from time to time. Gives the keys of the files that are gone, or with what the walk
/// broke off.
fn run<'scope, 'a: 'scope>(
    scope: &'scope Scope<'scope, '_>,
    pipeline: &'scope Pipeline<'a>,
    threads: usize,
    first: Option<Task>,
    plan: Plan<'scope, impl Iterator<Item = Found> + Send + 'scope>,
    roots: &[PathBuf],
) -> Result<thread::Result<Vec<String>>> {
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
    Ok(walker.join())
}

/// One worker; it drops `alive` at its end.
fn work(pipeline: &Pipeline<'_>, jobs: &Receiver<Job>, batches: &Receiver<Batch>, alive: Sender<()>) {
    pipeline.work(jobs, batches);
    drop(alive);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
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

        /// Sets the time of a file to a number of seconds after a moment in September 2020.
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

    /// Stops the run when fewer than 500 articles are left of this number.
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
            let mut house = House::new();
            house.options.emptied = Emptied::Removed;
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

    #[test]
    fn a_walk_that_breaks_off_is_a_failure_and_takes_nothing_for_gone() {
        let house = House::new();
        house.write("a.txt", "The ferry sails again after the storm.");
        house.write("c.txt", "The pier is closed until the autumn.");
        house.run();
        house.write("b.txt", "The museum of clocks opens on Monday.");
        fs::remove_file(house.path("c.txt")).unwrap();
        let (index, tally) = (house.index(), Tally::default());
        let known = Known::new(index.snapshot().unwrap().files().unwrap());
        let field_names = index.field_names().unwrap();
        let rules = Rules::new(&field_names, &house.options.limits);
        let options = &house.options;
        let guide = Guide { known: &known, before: &known, rules: &rules, options, tally: &tally, progress: &() };
        let root = Root::named(&house.path("")).unwrap();
        let paths = vec![root.path.clone()];
        let walk = source::walk(vec![root], None, options.limits.companions);
        let walk = walk.chain(std::iter::once_with(|| panic!("a fault of ours")));
        let mut plan = Plan::new(walk, &paths, guide);
        let first = plan.next();
        let run = Run {
            index: &index,
            guide,
            folders: paths.clone(),
            roots: paths.clone(),
            field_names: field_names.clone(),
        };
        run.carry_out(first, plan).unwrap();
        let report = tally.into_report();
        assert_eq!((report.failed, report.removed), (1, 0));
        assert!(report.failed_reasons[0].reason.contains("broke off"), "{:?}", report.failed_reasons);
        assert_eq!(house.stored().len(), 3);
    }
}
