//! What `dateline help` tells beside the commands.

use dateline::query;

/// A page of help that is about no single command.
pub(crate) struct Topic {
    /// What is typed for it.
    pub(crate) name: &'static str,
    /// One line about it.
    pub(crate) about: &'static str,
    /// The page, as Markdown.
    pub(crate) text: &'static str,
}

/// All pages, in the order in which they are listed.
pub(crate) const TOPICS: &[Topic] = &[
    Topic { name: "query", about: "the query language", text: query::HELP },
    Topic { name: "dates", about: "how days are worked out and asked for", text: include_str!("../../docs/dates.md") },
    Topic { name: "names", about: "other spellings of names", text: include_str!("../../docs/names.md") },
    Topic { name: "formats", about: "what is read of which files", text: include_str!("../../docs/formats.md") },
    Topic { name: "exports", about: "what is written for other programs", text: include_str!("../../docs/exports.md") },
    Topic {
        name: "cluster",
        about: "an archive in an OpenSearch cluster",
        text: include_str!("../../docs/cluster.md"),
    },
    Topic { name: "json", about: "the keys of JSON", text: include_str!("../../docs/json.md") },
];

impl Topic {
    /// The page of this name.
    pub(crate) fn named(name: &str) -> Option<&'static Topic> {
        TOPICS.iter().find(|topic| topic.name == name)
    }
}
