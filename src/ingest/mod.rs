//! The way in: from folders to an index that is up to date with them.
//!
//! [`ingest()`] walks what the user named and compares it with what the index remembers (`plan`): what is unchanged is
//! not read again, what vanished is removed. The rest goes through the pipeline: one thread walks, workers read,
//! extract and enrich, and the index's writer lays down. A file's articles and what is remembered of it change in one
//! commit; a run that is killed loses what it did since its last commit and nothing else. The [`Report`] accounts for
//! everything that was found.

mod file;
mod forget;
mod memory_budget;
mod options;
mod pipeline;
mod plan;
mod progress;
mod reading;
mod report;
mod run;
mod tally;

pub use forget::forget;
pub use options::{Compare, Options};
pub use progress::Progress;
pub use reading::read;
pub use report::{Example, FORMAT_VERSION, Reason, Report};
pub use run::ingest;
