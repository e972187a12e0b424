//! When to do what only a terminal shows.

use clap::ValueEnum;
use serde::Deserialize;

/// When to do what only a terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum When {
    /// Where the terminal can.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
