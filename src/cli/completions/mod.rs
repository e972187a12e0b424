//! Completions: what a shell offers where somebody presses the tab key.
//!
//! The shell hands the words that are typed so far to `dateline complete`, which prints what may come next, one a line,
//! with a tab and a few words about it: so values of the archive (countries, topics, saved searches, ids) are offered as
//! they are, and nothing is worked out twice. `script` holds the few lines that each shell needs.

mod place;
mod script;
mod values;

mod complete;

pub(crate) use complete::{Arguments as CompleteArguments, run as complete};
pub(crate) use script::{Arguments as CompletionsArguments, run as completions};
