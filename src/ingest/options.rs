//! What a run is told.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crate::source::Limits;

/// How a run goes about its work.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// How many workers read files; as many as there are cores when not given.
    pub threads: Option<usize>,
    /// How much memory the run may use, in bytes: about half goes to the engine, half to pages being read.
    pub memory: usize,
    /// What readers will not go beyond.
    pub limits: Limits,
    /// How an unchanged file is known.
    pub compare: Compare,
    /// How often the work is committed.
    pub commit_every: Duration,
    /// Set from outside to stop the run; what is done is committed.
    pub stop: Arc<AtomicBool>,
}

impl Options {
    /// The same with this many workers.
    #[must_use]
    pub fn threads(self, threads: usize) -> Options {
        Options { threads: Some(threads), ..self }
    }

    /// The same with this much memory, in bytes.
    #[must_use]
    pub fn memory(self, memory: usize) -> Options {
        Options { memory, ..self }
    }

    /// The same within other limits.
    #[must_use]
    pub fn limits(self, limits: Limits) -> Options {
        Options { limits, ..self }
    }

    /// The same with another way to know unchanged files.
    #[must_use]
    pub fn compare(self, compare: Compare) -> Options {
        Options { compare, ..self }
    }

    /// The same, to be stopped by this flag.
    #[must_use]
    pub fn stop(self, stop: Arc<AtomicBool>) -> Options {
        Options { stop, ..self }
    }
}

impl Default for Options {
    fn default() -> Options {
        Options {
            threads: None,
            memory: 256 << 20,
            limits: Limits::default(),
            compare: Compare::Times,
            commit_every: Duration::from_secs(30),
            stop: Arc::default(),
        }
    }
}

/// How an unchanged file is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compare {
    /// By its size and time; where the time differs, by its bytes.
    #[default]
    Times,
    /// By its bytes: for archives whose times were set by something else than a change.
    Bytes,
    /// No file is taken for unchanged: everything is read again.
    Nothing,
}
