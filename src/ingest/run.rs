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
use crate::model::Origin;
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
    known.contains_key(&Origin::file("", &path).file_key()).then_some(path)
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
