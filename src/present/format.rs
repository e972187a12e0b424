//! The forms of output.

use std::fmt;
use std::str::FromStr;

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
    /// A TREC run, for evaluation programs.
    Trec,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 5] = [Format::Text, Format::Json, Format::Jsonl, Format::Csv, Format::Trec];

    /// Its name, as it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Trec => "trec",
        }
    }

    /// One line for help.
    pub fn label(self) -> &'static str {
        match self {
            Format::Text => "For a person",
            Format::Json => "One JSON document",
            Format::Jsonl => "One JSON object a line",
            Format::Csv => "Comma-separated values with a header",
            Format::Trec => "A TREC run, for evaluation programs",
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
