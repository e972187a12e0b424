//! The description of the API, made from the tables that the code reads: OpenAPI 3.1.

use axum::response::Response;
use serde_json::{Map, Value, json};

use super::json;
use crate::ask::Filters;

/// A path of the API: what it gives, and what may follow its `?`.
struct Endpoint {
    path: &'static str,
    summary: &'static str,
    takes: Takes,
    /// The section of `docs/json.md` that tells of its answer.
    gives: &'static str,
}

#[derive(PartialEq)]
enum Takes {
    /// A question.
    Question,
    /// An article's id, in the path.
    Article,
    /// A name.
    Name,
    Nothing,
}

const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "/search", summary: "hits, with facets", takes: Takes::Question, gives: "an-answer" },
    Endpoint { path: "/facets", summary: "counts alone", takes: Takes::Question, gives: "a-facet" },
    Endpoint { path: "/timeline", summary: "counts by month", takes: Takes::Question, gives: "a-facet" },
    Endpoint { path: "/export", summary: "all hits, one a line", takes: Takes::Question, gives: "a-hit" },
    Endpoint { path: "/export.csv", summary: "all hits as a table", takes: Takes::Question, gives: "a-hit" },
    Endpoint {
        path: "/copies",
        summary: "stories that stand more than once",
        takes: Takes::Question,
        gives: "a-story",
    },
    Endpoint { path: "/articles/{id}", summary: "an article", takes: Takes::Article, gives: "an-article" },
    Endpoint { path: "/articles/{id}/copies", summary: "its copies", takes: Takes::Article, gives: "a-story" },
    Endpoint {
        path: "/names",
        summary: "the spellings of a name",
        takes: Takes::Name,
        gives: "the-spellings-of-a-name",
    },
    Endpoint {
        path: "/stats",
        summary: "what the archive holds",
        takes: Takes::Nothing,
        gives: "what-the-index-holds",
    },
];

/// The parameters of a question beside its filters: name, type, what it is.
const PARAMETERS: &[(&str, &str, &str)] = &[
    ("q", "string", "the query, in the query language; everything where it is left out"),
    ("like", "string", "in place of `q`: the id of an article that others are to be like"),
    ("plain", "string", "`all` or `any`: the text is words without operators"),
    ("names", "string", "`exact`, `strict`, `default` or `wide`: how sure other spellings of a name must be"),
    ("since", "string", "only what was published on this day or later"),
    ("until", "string", "only what was published on this day or earlier"),
    ("in", "string", "only what was read from this folder or file; may be repeated"),
    ("sort", "string", "`relevance`, `newest` or `oldest`"),
    ("copies", "string", "`collapse`, `all`, `first` or `longest`"),
    ("facet", "string", "what is counted, or `none`; may be repeated"),
    ("offset", "integer", "how many hits are left out before the first"),
    ("limit", "integer", "how many hits come at most"),
    ("snippets", "integer", "how many passages a hit shows at most"),
    ("context", "integer", "how many keyword-in-context lines a hit shows at most"),
    ("explain", "integer", "1 to explain what each part of the query finds"),
];

/// The description.
pub(in crate::serve) async fn document() -> Response {
    json::response(&description())
}

fn description() -> Value {
    let paths: Map<String, Value> =
        ENDPOINTS.iter().map(|endpoint| (endpoint.path.to_owned(), operations(endpoint))).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "dateline",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Full-text search over an archive of saved news articles. docs/json.md tells of every key of the answers.",
        },
        "servers": [{ "url": "/api/v1" }],
        "paths": paths,
        "components": { "schemas": { "Problem": problem() } },
    })
}

fn operations(endpoint: &Endpoint) -> Value {
    let is_export = endpoint.path.starts_with("/export");
    let kind = match endpoint.path {
        "/export" => "application/x-ndjson",
        "/export.csv" => "text/csv",
        _ => "application/json",
    };
    let told = format!("docs/json.md#{}", endpoint.gives);
    let mut responses = json!({
        "200": { "description": told, "content": { kind: { "schema": {} } } },
        "default": {
            "description": "RFC 9457",
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
        },
    });
    if !is_export {
        responses["304"] = json!({ "description": "the answer is the one that `If-None-Match` names" });
    }
    let operation =
        json!({ "summary": endpoint.summary, "parameters": parameters(&endpoint.takes), "responses": responses });
    let mut operations = json!({ "get": operation });
    if ["/search", "/facets"].contains(&endpoint.path) {
        let body = json!({ "required": true, "content": { "application/json": { "schema": { "type": "object" } } } });
        operations["post"] = json!({
            "summary": format!("{}, for a question as a saved search keeps it", endpoint.summary),
            "requestBody": body,
            "responses": operations["get"]["responses"],
        });
    }
    operations
}

fn parameters(takes: &Takes) -> Vec<Value> {
    let one = |name: &str, place: &str, kind: &str, told: &str| json!({ "name": name, "in": place, "required": place == "path", "schema": { "type": kind }, "description": told });
    match takes {
        Takes::Nothing => Vec::new(),
        Takes::Article => vec![one("id", "path", "string", "the article's id, or that of its record")],
        Takes::Name => vec![one("name", "query", "string", "the name")],
        Takes::Question => {
            let filters = Filters::fields().map(|field| {
                let schema = json!({ "type": "array", "items": { "type": "string" } });
                json!({ "name": field.name, "in": "query", "schema": schema, "description": field.label })
            });
            PARAMETERS.iter().map(|(name, kind, told)| one(name, "query", kind, told)).chain(filters).collect()
        }
    }
}

fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": { "type": "string" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
            "place": { "type": "array", "items": { "type": "integer" }, "description": "where in the query, in bytes" },
            "hint": { "type": "string", "description": "what to write instead" },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::address;

    #[test]
    fn what_is_described_is_what_an_address_may_hold() {
        let filters: Vec<&str> = Filters::fields().map(|field| field.name).collect();
        let named = PARAMETERS.iter().map(|(name, ..)| *name).chain(filters);
        for name in named {
            let refused = address::read(&format!("{name}=1"));
            let is_known = refused.is_ok() || !format!("{refused:?}").contains("nobody knows");
            assert!(is_known, "{name} is described and not known");
        }
    }
}
