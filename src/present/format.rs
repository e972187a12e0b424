//! The forms of output.

use std::fmt;
use std::str::FromStr;

use super::citation::CitationStyle;

/// The forms of output. Which of them a kind of value has is known where it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For a person.
    #[default]
    Text,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
    /// A Parquet table, in a program that was built for it ([`Format::missing_feature`]).
    Parquet,
    /// A TREC run, for evaluation programs.
    Trec,
    /// References in BibLaTeX.
    Bibtex,
    /// References in RIS.
    Ris,
    /// References in CSL-JSON.
    CslJson,
    /// A list in Markdown.
    Markdown,
    /// A list in HTML.
    Html,
    /// A feed in Atom.
    Atom,
    /// A picture of counts over time.
    Svg,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 13] = [
        Format::Text,
        Format::Json,
        Format::Jsonl,
        Format::Csv,
        Format::Parquet,
        Format::Trec,
        Format::Bibtex,
        Format::Ris,
        Format::CslJson,
        Format::Markdown,
        Format::Html,
        Format::Atom,
        Format::Svg,
    ];

    /// Its name, as it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Parquet => "parquet",
            Format::Trec => "trec",
            Format::Bibtex => "bibtex",
            Format::Ris => "ris",
            Format::CslJson => "csl-json",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Atom => "atom",
            Format::Svg => "svg",
        }
    }

    /// The form of references that it is, if it is one.
    pub fn citation_style(self) -> Option<CitationStyle> {
        match self {
            Format::Bibtex => Some(CitationStyle::Bibtex),
            Format::Ris => Some(CitationStyle::Ris),
            Format::CslJson => Some(CitationStyle::CslJson),
            _ => None,
        }
    }

    /// The feature that a program needs to write it, where this one was built without.
    pub fn missing_feature(self) -> Option<&'static str> {
        (self == Format::Parquet && cfg!(not(feature = "parquet"))).then_some("parquet")
    }

    /// One line for help.
    pub fn label(self) -> &'static str {
        match self {
            Format::Text => "For a person",
            Format::Json => "One JSON document",
            Format::Jsonl => "One JSON object a line",
            Format::Csv => "Comma-separated values with a header",
            Format::Parquet => "A Parquet table; needs a build with `--features parquet`",
            Format::Trec => "A TREC run, for evaluation programs",
            Format::Bibtex => "References in BibLaTeX",
            Format::Ris => "References in RIS",
            Format::CslJson => "References in CSL-JSON",
            Format::Markdown => "A list in Markdown",
            Format::Html => "A list in HTML",
            Format::Atom => "A feed in Atom",
            Format::Svg => "A picture of counts over time",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Format, String> {
        let known = Format::ALL.into_iter().find(|format| format.name() == name);
        known.ok_or_else(|| format!("there is no form `{name}`; choose among {}", names(&Format::ALL)))
    }
}

/// The names of forms, with commas.
pub fn names(forms: &[Format]) -> String {
    forms.iter().map(|form| form.name()).collect::<Vec<_>>().join(", ")
}
