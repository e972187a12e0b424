//! The language written down, for those who ask for help.

/// The page about the query language, as Markdown.
pub const HELP: &str = include_str!("../../docs/query-language.md");
