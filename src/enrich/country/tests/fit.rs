//! Writes what the model sees of stories with known countries, for `tools/weights.py`, which fits the weights.

use std::fmt::Write;

use serde::Deserialize;

use super::super::find::mentions;
use super::super::label::Weighing;
use crate::model::COUNTRIES;

/// The file of stories, a JSON object a line; what is written goes to a file of this name and `.features`.
const STORIES: &str = "DATELINE_FIT";

#[derive(Deserialize)]
struct Story {
    id: String,
    title: String,
    text: String,
}

#[test]
#[ignore = "writes the features of stories that are not in the project, for tools/weights.py"]
fn features_of_stories() {
    let path = std::env::var(STORIES).unwrap();
    let mut written = String::new();
    for line in std::fs::read_to_string(&path).unwrap().lines() {
        let Story { id, title, text } = serde_json::from_str(line).unwrap();
        let mentions = mentions(&title, &text, Some("en"), None);
        let weighing = Weighing { mentions: &mentions, title: &title, body: &text, home: None };
        for candidate in weighing.candidates().into_iter().flat_map(|(_, candidates)| candidates) {
            let values: Vec<String> = candidate.features.iter().map(|value| format!("{value:.4}")).collect();
            writeln!(written, "{id}\t{}\t{}", COUNTRIES[usize::from(candidate.country)].code, values.join("\t")).unwrap();
        }
    }
    std::fs::write(format!("{path}.features"), written).unwrap();
}
