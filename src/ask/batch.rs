//! Many questions in one text.

use serde_json::Value;

/// A question of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchQuery {
    /// What it goes by.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// The queries of a text, one a line: a JSON object with `_id` (or `id`) and `text` (or `query`), or a plain line, which
/// goes by its number. Empty lines are left out.
pub fn batch_queries(text: &str) -> Vec<BatchQuery> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| batch_query(number, line)).collect()
}

fn batch_query(number: usize, line: &str) -> BatchQuery {
    let record = line.trim_start().starts_with('{').then(|| serde_json::from_str::<Value>(line).ok()).flatten();
    let value = |names: [&str; 2]| {
        let record = record.as_ref()?;
        names.iter().find_map(|name| match &record[*name] {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    };
    BatchQuery {
        id: value(["_id", "id"]).unwrap_or_else(|| number.to_string()),
        text: value(["text", "query"]).unwrap_or_else(|| line.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_by_their_id_or_their_number() {
        let text = "{\"_id\": 7, \"text\": \"port\"}\n\nquay\n{\"id\": \"q\", \"query\": \"pier\"}\n{broken\n";
        let told: Vec<String> =
            batch_queries(text).iter().map(|query| format!("{}={}", query.id, query.text)).collect();
        assert_eq!(told, ["7=port", "3=quay", "q=pier", "5={broken"]);
    }
}
