//! What can be called, and what each call takes.

use serde_json::{Map, Value, json};

use crate::ask::{Filters, facet_names};

/// The most hits of one call.
pub(super) const MOST_HITS: usize = 50;

/// Something that can be called.
pub(super) struct ToolInfo {
    /// Its name.
    pub(super) name: &'static str,
    /// What it gives, for whoever chooses among them.
    pub(super) told: &'static str,
    /// What it takes.
    takes: Takes,
}

enum Takes {
    /// A question, and which of its hits.
    Hits,
    /// A question, and what is counted.
    Counts,
    /// A question, and the step of a timeline.
    Steps,
    /// An article's id, and from where its text is wanted.
    Article,
    /// An article's id.
    Id,
    /// A name.
    Name,
}

/// All that can be called.
pub(super) const TOOLS: &[ToolInfo] = &[
    ToolInfo {
        name: "search",
        told: "Search an archive of saved news articles. Gives ids, headlines, passages, dates with their precision and source, \
               countries and topics; copies of a story are one hit. A date or country that nothing in the page tells is null: do not guess it.",
        takes: Takes::Hits,
    },
    ToolInfo {
        name: "article",
        told: "Read one article whole: its text, authors, date, countries and topics with the words they rest on, versions and copies.",
        takes: Takes::Article,
    },
    ToolInfo {
        name: "facets",
        told: "Count the articles that match, by country, mentions, topic, site, lang, kind or year; `unknown` counts those without a value.",
        takes: Takes::Counts,
    },
    ToolInfo { name: "timeline", told: "Count the articles that match over time.", takes: Takes::Steps },
    ToolInfo {
        name: "names",
        told: "List the spellings of a name that the archive holds, in all scripts, each with its number of articles.",
        takes: Takes::Name,
    },
    ToolInfo {
        name: "copies",
        told: "List the articles that carry the same story as one, each with what it says otherwise.",
        takes: Takes::Id,
    },
];

impl ToolInfo {
    /// What it takes, as a JSON schema.
    pub(super) fn schema(&self) -> Map<String, Value> {
        let id = json!({ "type": "string", "description": "the article's id, as `search` gives it" });
        let (properties, required): (Value, &[&str]) = match self.takes {
            Takes::Article => {
                let from = json!({ "type": "integer", "minimum": 0, "description": "where in the text to begin: `body_next` of the call before" });
                (json!({ "id": id, "from": from }), &["id"])
            }
            Takes::Id => (json!({ "id": id }), &["id"]),
            Takes::Name => (json!({ "name": { "type": "string" } }), &["name"]),
            Takes::Hits => (with_question(hits()), &[]),
            Takes::Counts => {
                let by = json!({ "type": "array", "items": { "type": "string", "enum": facet_names().collect::<Vec<_>>() } });
                (with_question(json!({ "by": by })), &[])
            }
            Takes::Steps => {
                (with_question(json!({ "by": { "type": "string", "enum": ["year", "month", "week", "day"] } })), &[])
            }
        };
        let schema =
            json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
        match schema {
            Value::Object(schema) => schema,
            _ => Map::new(),
        }
    }
}

fn hits() -> Value {
    json!({
        "like": { "type": "string", "description": "in place of `query`: the id of an article that others are to be like" },
        "order": { "type": "string", "enum": ["relevance", "newest", "oldest"] },
        "limit": { "type": "integer", "minimum": 1, "maximum": MOST_HITS },
        "offset": { "type": "integer", "minimum": 0 },
    })
}

/// What a question takes, with more.
fn with_question(mut properties: Value) -> Value {
    properties["query"] = json!({
        "type": "string",
        "description": "words; \"a phrase\"; OR, NOT, NEAR/5 in capitals; title:word; date:2025-10; country:SY. Names are found in all spellings. Everything where it is left out",
    });
    for field in Filters::fields() {
        properties[field.name] = json!({ "type": "array", "items": { "type": "string" }, "description": format!("{}; `unknown` finds those without a value", field.label) });
    }
    properties["since"] =
        json!({ "type": "string", "description": "published on this day or later: 2025, 2025-10, 2025-10-15" });
    properties["until"] = json!({ "type": "string", "description": "published on this day or earlier" });
    properties["copies"] = json!({ "type": "string", "enum": ["collapse", "all", "first", "longest"] });
    properties
}
