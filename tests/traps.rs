//! The country traps of `corpus/traps.jsonl`: names that are no country, and names that are another.

use std::fs;
use std::path::Path;

use dateline::index::Index;
use dateline::ingest::{Options, ingest};
use dateline::search::Searcher;
use serde::Deserialize;

#[derive(Deserialize)]
struct Trap {
    id: String,
    trap: String,
    about: Vec<String>,
    /// Where it stands, `about` is everything that may be found but for these.
    allow: Option<Vec<String>>,
}

#[test]
fn countries_do_not_fall_into_traps() {
    let file = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/traps.jsonl"));
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    ingest(&index, &[file.to_owned()], &Options::default(), &()).unwrap();
    let searcher = Searcher::open(&index).unwrap();
    let text = fs::read_to_string(file).unwrap();
    let mut missed = Vec::new();
    for line in text.lines() {
        let Trap { id, trap, about, allow } = serde_json::from_str(line).unwrap();
        let entries = searcher.article(&id).unwrap();
        let [entry] = &entries[..] else { panic!("{id} is not in the index once") };
        // A story about no country may name one, but its focus must be right.
        let found: Vec<&str> = entry.countries.iter().map(|label| label.code.as_str()).collect();
        let allowed = |code: &&str| allow.iter().flatten().chain(&about).any(|known| known == code);
        let whole =
            allow.is_none() || found.iter().all(allowed) && about.iter().all(|code| found.contains(&code.as_str()));
        if !whole || found.first().copied() != about.first().map(String::as_str) {
            missed.push(format!("{id} ({trap}): {found:?}, not {about:?}"));
        }
    }
    assert!(missed.is_empty(), "{} of {} traps:\n{}", missed.len(), text.lines().count(), missed.join("\n"));
}
