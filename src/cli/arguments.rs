//! Arguments that several commands share: which index, which articles, how to print.

use std::path::PathBuf;

use anyhow::{anyhow, bail};
use clap::{Args, ValueEnum};
use dateline::index::Index;
use dateline::query::{self, Query};
use dateline::search::Searcher;
use dateline::text::name::Point;
use serde::{Deserialize, Serialize};

/// Which index.
#[derive(Clone, Debug, Args)]
pub(crate) struct IndexArgument {
    /// Folder of the index.
    #[arg(long = "index", value_name = "DIR", env = "DATELINE_INDEX", default_value = "index")]
    pub(crate) folder: PathBuf,
}

impl IndexArgument {
    /// Opens the index as it is, to be read.
    pub(crate) fn open(&self) -> anyhow::Result<Index> {
        keep_pages_small();
        Ok(Index::open(&self.folder)?)
    }

    /// Opens the index for searching.
    pub(crate) fn searcher(&self) -> anyhow::Result<Searcher> {
        Ok(Searcher::new(self.open()?.snapshot()?)?)
    }
}

/// Asks the system for memory in pages of the usual size. A process that answers one question touches little of what
/// its allocator reserves, and to clear huge pages for it is an eighth of a cold start.
fn keep_pages_small() {
    // Where this is refused, the start is slower and nothing else.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

/// Which articles, beside the query.
#[derive(Clone, Debug, Default, PartialEq, Args, Serialize, Deserialize)]
#[serde(default)]
#[command(next_help_heading = "Filters")]
pub(crate) struct Filters {
    /// Only stories about this country or region, by code or name; several with commas.
    #[arg(long, value_name = "PLACE", value_delimiter = ',')]
    country: Vec<String>,
    /// Only stories that at least mention this country or region.
    #[arg(long, value_name = "PLACE", value_delimiter = ',')]
    mentions: Vec<String>,
    /// Only stories on this topic, by name or IPTC code; several with commas.
    #[arg(long, value_name = "TOPIC", value_delimiter = ',')]
    topic: Vec<String>,
    /// Only articles of this publisher's domain.
    #[arg(long, value_name = "DOMAIN", value_delimiter = ',')]
    site: Vec<String>,
    /// Only articles in this language.
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    lang: Vec<String>,
    /// Only pages of this kind: article, live-blog, gallery, brief, list.
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    kind: Vec<String>,
    /// Only what was published on this day or later: 2025, 2025-10, 2025-10-15, "last month".
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Only what was published on this day or earlier.
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
}

impl Filters {
    /// The filters as they are typed behind a query.
    pub(crate) fn as_typed(&self) -> String {
        let facets = self.facets().into_iter().filter(|(_, values)| !values.is_empty());
        let facets = facets.map(|(field, values)| (field, values.join(",")));
        let dates = [("since", &self.since), ("until", &self.until)];
        let dates = dates.into_iter().filter_map(|(name, date)| Some((name, date.clone()?)));
        facets.chain(dates).map(|(name, value)| format!(" --{name} \"{value}\"")).collect()
    }

    fn facets(&self) -> [(&'static str, &Vec<String>); 6] {
        [
            ("country", &self.country),
            ("mentions", &self.mentions),
            ("topic", &self.topic),
            ("site", &self.site),
            ("lang", &self.lang),
            ("kind", &self.kind),
        ]
    }

    /// The filters as parts of a query.
    fn queries(&self) -> anyhow::Result<Vec<Query>> {
        let mut parts = Vec::new();
        for (field, values) in self.facets().into_iter().filter(|(_, values)| !values.is_empty()) {
            let nodes = values.iter().map(|value| Query::Facet { field, value: value.trim().to_owned() });
            parts.push(query::or(nodes.collect()));
        }
        for (prefix, date) in [("since", &self.since), ("until", &self.until)] {
            if let Some(date) = date {
                parts.push(
                    parse(&format!("{prefix}:\"{}\"", date.replace('"', "")))
                        .map_err(|_| {
                            anyhow!(
                                "--{prefix}: `{date}` is no date; write 2025, 2025-10, 2025-10-15 or \"last month\""
                            )
                        })?
                        .query,
                );
            }
        }
        Ok(parts)
    }

    /// A query with these filters around it.
    pub(crate) fn around(&self, query: Query) -> anyhow::Result<Query> {
        let mut parts = self.queries()?;
        parts.insert(0, query);
        Ok(query::and(parts))
    }
}

/// Reads a query as of today.
pub(crate) fn parse(text: &str) -> Result<query::Parsed, query::SyntaxError> {
    query::parse(text, || jiff::ZonedDateTime::now().date())
}

/// Reads what was typed, as a query or as plain words; an error shows the place.
pub(crate) fn read_query(text: &str, plain: bool, matching: query::Match) -> anyhow::Result<query::Parsed> {
    if plain {
        return Ok(query::Parsed { query: query::plain(text, matching), warnings: Vec::new() });
    }
    parse(text).map_err(|error| anyhow!("{}", error.render(text).trim_end()))
}

/// The formats of output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person.
    #[default]
    Text,
    /// One JSON object.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
    /// A TREC run, for evaluation programs.
    Trec,
}

/// How to print.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArguments {
    /// Form of the output.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// When to colour; auto follows the terminal, NO_COLOR and CLICOLOR.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: When,
    /// When to make files and web pages links that a terminal opens (OSC 8).
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) hyperlink: When,
    #[command(flatten)]
    pub(crate) pager: PagerArguments,
}

impl OutputArguments {
    /// Holds the form asked for against those that a command has.
    pub(crate) fn only(&self, command: &str, forms: &[Format]) -> anyhow::Result<()> {
        if forms.contains(&self.format) {
            return Ok(());
        }
        let name = |form: &Format| form.to_possible_value().map_or(String::new(), |value| value.get_name().to_owned());
        let known: Vec<String> = forms.iter().map(name).collect();
        bail!("`dateline {command}` has no form {}; choose among {}", name(&self.format), known.join(", "));
    }
}

/// Whether to show output through a pager.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct PagerArguments {
    /// Show long output through a pager, which is done anyway at a terminal: DATELINE_PAGER, PAGER or `less -FRX`.
    #[arg(long, overrides_with = "no_pager")]
    pager: bool,
    /// Never use a pager.
    #[arg(long, overrides_with = "pager")]
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

/// When to do what only a terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// Where the terminal can.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How sure other spellings of a name must be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Sureness {
    /// Nearly no strangers among them.
    Strict,
    /// The balance.
    #[default]
    Default,
    /// Nearly none missed.
    Wide,
}

impl Sureness {
    /// As the library has it.
    pub(crate) fn point(self) -> Point {
        match self {
            Sureness::Strict => Point::Strict,
            Sureness::Default => Point::Default,
            Sureness::Wide => Point::Wide,
        }
    }
}
