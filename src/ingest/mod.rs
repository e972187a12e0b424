//! The way in: from folders to an index that is up to date with them.
//!
//! [`ingest()`] walks what the user named and compares it with what the index remembers (`plan`): what is unchanged is
//! not read again, what vanished is removed. The rest goes through the pipeline: one thread walks, workers read,
//! extract and enrich, and the index's writer writes. What was read by older rules than those of this program (`rules`)
//! is read again. A file's articles and what is remembered of it change in one
//! commit; a run that is killed loses what it did since its last commit and nothing else. When all is read, what articles leave open is
//! settled by the other articles of their sites (`settling`). The [`Report`] accounts for
//! everything that was found.

mod appended;
mod file;
mod follow;
mod forget;
mod gone;
mod known;
mod memory_budget;
mod options;
mod pipeline;
mod plan;
mod progress;
mod reading;
mod report;
mod rules;
mod run;
mod settling;
mod sources;
mod sums;
mod survey;
mod tally;

pub use follow::IdChange;
pub use forget::forget;
pub use gone::emptied;
pub use options::{Compare, Emptied, Options};
pub use progress::Progress;
pub use reading::read;
pub use report::{Example, FORMAT_VERSION, Reason, Report};
pub use rules::{Naming, READING_VERSION, names_for};
pub use run::ingest;
pub use settling::site_homes;
pub use sources::{SourceTrouble, Sources, check_sources};
pub use survey::{Survey, survey};
