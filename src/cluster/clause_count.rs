//! How many clauses a query has, as a cluster counts them.
//!
//! OpenSearch refuses a query of more than 1,024 clauses (`indices.query.bool.max_clause_count`), whatever they are nested in. Words that
//! lie on one place of a `match` are one clause together, and so are all values of `terms`; but within `intervals` every term is one.

use serde_json::Value;

/// How many clauses a query may have here: the cluster's bound, less what is laid around a query.
pub(super) const MAX_CLAUSES: usize = 1_000;

/// How many clauses a query has.
pub(super) fn count(query: &Value) -> usize {
    let mut clauses = 0;
    let mut rest = vec![query];
    while let Some(value) = rest.pop() {
        match value {
            Value::Array(parts) => rest.extend(parts),
            Value::Object(parts) => {
                for (key, part) in parts {
                    match key.as_str() {
                        "intervals" if part.is_object() => clauses += terms(part),
                        "match" | "match_phrase" => clauses += places(part),
                        "terms" | "term" | "range" | "prefix" | "match_all" | "match_none" => clauses += 1,
                        _ => rest.push(part),
                    }
                }
            }
            _ => {}
        }
    }
    clauses
}

/// How many terms intervals have.
fn terms(intervals: &Value) -> usize {
    let mut found = 0;
    let mut rest = vec![intervals];
    while let Some(value) = rest.pop() {
        match value {
            Value::Array(parts) => rest.extend(parts),
            Value::Object(parts) => {
                let text = parts.get("query").and_then(Value::as_str);
                found += text.map_or(0, |text| text.split([' ', '|']).count());
                rest.extend(parts.values());
            }
            _ => {}
        }
    }
    found
}

/// How many places the text of a `match` has.
fn places(fields: &Value) -> usize {
    let of_field = |field: &Value| field["query"].as_str().map_or(1, |text| text.split(' ').count());
    fields.as_object().map_or(1, |fields| fields.values().map(of_field).sum())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_on_one_place_are_one_clause_and_each_term_of_intervals_is_one() {
        let word = json!({ "match": { "body": { "query": "port|ports|portly", "boost": 2.0 } } });
        let phrase = json!({ "match_phrase": { "body": { "query": "naval base|bases" } } });
        let near = json!({ "intervals": { "body": { "all_of": { "ordered": true, "intervals": [
            { "match": { "query": "port|ports" } }, { "match": { "query": "naval base", "max_gaps": 0 } },
        ] } } } });
        let filter = json!({ "terms": { "lang": ["/de", "/fr"] } });
        assert_eq!([&word, &phrase, &near, &filter].map(count), [1, 2, 4, 1]);
        let all =
            json!({ "bool": { "must": [word, { "dis_max": { "queries": [phrase, near] } }], "filter": [filter] } });
        assert_eq!(count(&all), 8);
    }
}
