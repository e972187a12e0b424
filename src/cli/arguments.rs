//! Arguments that several commands share: which index, how to print.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use dateline::index::Index;
use dateline::present::machine::Layout;
use dateline::present::{Format, names};
use dateline::search::Searcher;

use super::settings::{set, settings};
use super::when::When;

/// Which index.
#[derive(Clone, Debug, Args)]
pub(crate) struct IndexArgument {
    /// Folder of the index [default: what DATELINE_INDEX names, else the configuration file, else `index`].
    #[arg(long = "index", value_name = "DIR")]
    pub(crate) named: Option<PathBuf>,
}

impl IndexArgument {
    /// The folder that was named, else the usual one.
    pub(crate) fn folder(&self) -> PathBuf {
        self.named.clone().unwrap_or_else(usual_folder)
    }

    /// Opens the index as it is, to be read.
    pub(crate) fn open(&self) -> anyhow::Result<Index> {
        keep_pages_small();
        Ok(Index::open(&self.folder())?)
    }

    /// Opens the index for searching.
    pub(crate) fn searcher(&self) -> anyhow::Result<Searcher> {
        Ok(Searcher::new(self.open()?.snapshot()?)?)
    }
}

/// The folder of the index where none is named.
pub(crate) fn usual_folder() -> PathBuf {
    let named = set("DATELINE_INDEX").or_else(|| settings().index.clone());
    named.unwrap_or_else(|| PathBuf::from("index"))
}

/// Asks the system for memory in pages of the usual size. A process that answers one question touches little of what
/// its allocator reserves, and to clear huge pages for it is an eighth of a cold start.
fn keep_pages_small() {
    // Where this is refused, the start is slower and nothing else.
    #[cfg(target_os = "linux")]
    let _ = nix::sys::prctl::set_thp_disable(true);
}

/// How to print.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArguments {
    /// Form of the output.
    #[arg(long, value_parser = formats(), default_value_t, value_name = "FORM")]
    pub(crate) format: Format,
    /// When to colour [default: what NO_COLOR, CLICOLOR and the configuration file say, else auto].
    #[arg(long, value_enum, value_name = "WHEN")]
    pub(crate) color: Option<When>,
    /// When to make files and web pages links that a terminal opens (OSC 8) [default: auto].
    #[arg(long, value_enum, value_name = "WHEN", hide_short_help = true)]
    pub(crate) hyperlink: Option<When>,
    #[command(flatten)]
    pub(crate) pager: PagerArguments,
}

impl OutputArguments {
    /// Refuses a form that a command does not have, before it does anything.
    pub(crate) fn only(&self, command: &str, forms: &[Format]) -> anyhow::Result<()> {
        match self.format.missing_feature() {
            _ if !forms.contains(&self.format) => {
                bail!("`dateline {command}` has no form {}; choose among {}", self.format, names(forms))
            }
            Some(feature) => bail!(
                "this dateline was built without {}: `cargo install --path . --features {feature}` builds one with it; \
                 csv and jsonl hold the same columns",
                self.format
            ),
            None => Ok(()),
        }
    }

    /// The layout of JSON; none where another form is wanted.
    pub(crate) fn layout(&self) -> Option<Layout> {
        match self.format {
            Format::Json => Some(Layout::Document),
            Format::Jsonl => Some(Layout::Lines),
            _ => None,
        }
    }
}

/// The forms of output as an option takes them.
fn formats() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.map(|format| PossibleValue::new(format.name()).help(format.label()));
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Format>())
}

/// Whether to show output through a pager.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct PagerArguments {
    /// Show long output through a pager, which is done anyway at a terminal: DATELINE_PAGER, PAGER or `less -FRX`.
    #[arg(long, overrides_with = "no_pager", hide_short_help = true)]
    pager: bool,
    /// Never use a pager.
    #[arg(long, overrides_with = "pager", hide_short_help = true)]
    no_pager: bool,
}

impl PagerArguments {
    /// Whether a pager is wanted; never where no person reads.
    pub(crate) fn is_wanted(self, terminal: bool) -> bool {
        terminal && (self.pager || !self.no_pager)
    }

    /// No pager, whatever was asked for.
    pub(crate) fn off() -> PagerArguments {
        PagerArguments { pager: false, no_pager: true }
    }
}
