//! A run that reads folders into the index while the page shows how it goes on.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::ask::Following;
use crate::index::Index;
use crate::ingest::{self, Options, Progress, Report, ingest};
use crate::search::keep_copies;
use crate::source::Limits;
use crate::{Error, ErrorKind, Result};

/// How often a run asks whether whoever writes to the index is done.
const RETRY: Duration = Duration::from_millis(200);

/// The runs of a server: one at a time.
#[derive(Clone)]
pub(super) struct Reading {
    shared: Arc<Shared>,
}

struct Shared {
    index: PathBuf,
    limits: Limits,
    stage: Mutex<Stage>,
    done: Condvar,
}

/// What is known of the last run.
#[derive(Clone, Default)]
pub(super) enum Stage {
    /// There was none.
    #[default]
    Never,
    /// It goes on.
    Running(Arc<Counters>),
    /// It came to its end, and told this.
    Read(Box<Report>),
    /// Folders were taken out of the index, with this number of files.
    Forgot(u64),
    /// It could not be done, and why.
    Failed(String),
}

/// How far a run has come.
#[derive(Default)]
pub(super) struct Counters {
    /// Files found so far.
    pub(super) found: AtomicU64,
    /// Whether all were found.
    pub(super) found_all: AtomicBool,
    /// Files done with.
    pub(super) done: AtomicU64,
    /// Articles indexed.
    pub(super) articles: AtomicU64,
    /// Bytes read.
    pub(super) bytes: AtomicU64,
    /// What could not be read.
    pub(super) failed: AtomicU64,
    /// Who writes to the index and is waited for, as far as that is known; empty while nobody is.
    pub(super) waits_for: Mutex<String>,
    stop: Arc<AtomicBool>,
}

/// What a run does.
pub(super) enum Task {
    /// Brings the index up to date with these folders.
    Read(Vec<PathBuf>),
    /// Takes this folder out of the index.
    Forget(PathBuf),
}

impl Reading {
    /// No run yet over the index in a folder; runs read files within these limits.
    pub(super) fn new(index: &Path, limits: &Limits) -> Reading {
        let (index, limits) = (index.to_path_buf(), limits.clone());
        let shared = Shared { index, limits, stage: Mutex::default(), done: Condvar::new() };
        Reading { shared: Arc::new(shared) }
    }

    /// What is known of the last run.
    pub(super) fn stage(&self) -> Stage {
        self.lock().clone()
    }

    /// Starts a run; `false` where one goes on already.
    pub(super) fn start(&self, task: Task) -> bool {
        let counters = {
            let mut stage = self.lock();
            if matches!(*stage, Stage::Running(_)) {
                return false;
            }
            let counters = Arc::new(Counters::default());
            *stage = Stage::Running(Arc::clone(&counters));
            counters
        };
        let shared = Arc::clone(&self.shared);
        let run = move || {
            let end = End { shared: &shared };
            end.tell(match in_turn(&shared, &task, &counters) {
                Ok(stage) => stage,
                Err(error) => Stage::Failed(error.to_string()),
            });
        };
        if let Err(cause) = thread::Builder::new().name("reading".to_owned()).spawn(run) {
            *self.lock() = Stage::Failed(Error::from(cause).to_string());
        }
        true
    }

    /// Has a run that goes on end soon; what is done is kept.
    pub(super) fn stop(&self) {
        if let Stage::Running(counters) = &*self.lock() {
            counters.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Waits for the end of a run that goes on.
    pub(super) fn wait(&self) {
        let ended = self.shared.done.wait_while(self.lock(), |stage| matches!(stage, Stage::Running(_)));
        drop(ended.unwrap_or_else(PoisonError::into_inner));
    }

    fn lock(&self) -> MutexGuard<'_, Stage> {
        self.shared.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells of the end of a run, also of one that panicked.
struct End<'s> {
    shared: &'s Shared,
}

impl End<'_> {
    fn tell(&self, end: Stage) {
        *self.shared.stage.lock().unwrap_or_else(PoisonError::into_inner) = end;
        self.shared.done.notify_all();
    }
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.tell(Stage::Failed(
                "dateline is at fault; `dateline check` tells whether the index is whole".to_owned(),
            ));
        }
    }
}

/// Carries a task out when nobody else writes to the index: a watch, or a run at a terminal.
fn in_turn(shared: &Shared, task: &Task, counters: &Arc<Counters>) -> Result<Stage> {
    loop {
        let done = carry_out(shared, task, counters);
        let holder = match &done {
            Err(Error { kind: ErrorKind::Locked { holder }, .. }) => holder.clone(),
            _ => return done,
        };
        if counters.stop.load(Ordering::Relaxed) {
            return done;
        }
        *counters.waits_for.lock().unwrap_or_else(PoisonError::into_inner) = format!("another run{holder}");
        thread::sleep(RETRY);
    }
}

fn carry_out(shared: &Shared, task: &Task, counters: &Arc<Counters>) -> Result<Stage> {
    let folder = shared.index.as_path();
    match task {
        Task::Read(paths) => {
            let index = Index::open_or_create(folder)?;
            let before = index.snapshot()?;
            let options = Options::default().limits(shared.limits.clone()).stop(Arc::clone(&counters.stop));
            let following = Following::new(index.home(), &**counters)?;
            let report = ingest(&index, paths, &options, &following)?;
            keep_copies(&index, &before)?;
            Ok(Stage::Read(Box::new(report)))
        }
        Task::Forget(root) => {
            let index = Index::open(folder)?;
            let before = index.snapshot()?;
            let files = ingest::forget(&index, std::slice::from_ref(root), &**counters)?;
            keep_copies(&index, &before)?;
            Ok(Stage::Forgot(files))
        }
    }
}

impl Progress for Counters {
    fn found(&self, files: u64) {
        self.waits_for.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.found.store(files, Ordering::Relaxed);
    }

    fn found_all(&self) {
        self.found_all.store(true, Ordering::Relaxed);
    }

    fn file_done(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    fn advanced(&self, bytes: u64, articles: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.articles.fetch_add(articles, Ordering::Relaxed);
    }

    fn failed(&self, _error: &Error) {
        self.failed.fetch_add(1, Ordering::Relaxed);
    }
}
