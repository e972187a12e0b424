//! The options of a run.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use jiff::Timestamp;

use super::rules::Naming;
use crate::index::Former;
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
    /// Which names of record fields are read by; of `limits`, those hold where none are kept.
    pub naming: Naming,
    /// What becomes of the articles of a folder in which nothing is left.
    pub emptied: Emptied,
    /// What the index held before, where it is being built anew.
    pub former: Option<Former>,
    /// When the run is: nothing in the archive is from after that. The clock is looked at when the options are made, and
    /// nowhere else.
    pub now: Timestamp,
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

    /// The same as of another moment.
    #[must_use]
    pub fn now(self, now: Timestamp) -> Options {
        Options { now, ..self }
    }

    /// The same with another way to know unchanged files.
    #[must_use]
    pub fn compare(self, compare: Compare) -> Options {
        Options { compare, ..self }
    }

    /// The same with other names of record fields.
    #[must_use]
    pub fn naming(self, naming: Naming) -> Options {
        Options { naming, ..self }
    }

    /// The same with another rule for the articles of emptied folders.
    #[must_use]
    pub fn emptied(self, emptied: Emptied) -> Options {
        Options { emptied, ..self }
    }

    /// The same for an index that is being built anew, which held this before.
    #[must_use]
    pub fn former(self, former: Option<Former>) -> Options {
        Options { former, ..self }
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
            now: Timestamp::now(),
            compare: Compare::Times,
            naming: Naming::Kept,
            emptied: Emptied::Kept,
            former: None,
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

/// What becomes of the articles of a folder of which nothing is left: it may be a share that is not mounted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emptied {
    /// They stay in the index, and the report tells the folder as failed.
    #[default]
    Kept,
    /// They are gone, and so they go.
    Removed,
}
