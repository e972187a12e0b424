//! Files for other loaders, and articles that were read elsewhere. No node is needed for these.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::harness::Archive;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/archive");

/// The documents of all files of articles in a folder, without what says where an article lies and why it has its labels; sorted.
fn documents(archive: &Archive, folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(archive.path().join(folder)).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if !(name.starts_with("articles-") && name.ends_with(".ndjson")) {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for line in text.lines().skip(1).step_by(2) {
            let mut document: BTreeMap<String, Value> = serde_json::from_str(line).unwrap();
            // The entry has evidence with its offsets, of which a record tells the sums.
            for place in ["in_file", "path", "order", "story", "digest", "entry"] {
                assert!(document.remove(place).is_some(), "{place}");
            }
            found.push(serde_json::to_string(&document).unwrap());
        }
    }
    found.sort();
    found
}

#[test]
fn what_was_read_elsewhere_is_exported_as_what_is_read_here() {
    let archive = Archive::new();
    let _ = archive.run(&["export", SAMPLE, "--index", "here", "--format", "bulk", "--to", "of-pages"]).exits(0);
    let lines = archive.run(&["extract", "--format", "jsonl", SAMPLE]).stdout();
    // As two machines write them, in files without a name that says what they are.
    let (one, other) = lines.split_at(lines[..lines.len() / 2].rfind('\n').unwrap() + 1);
    std::fs::create_dir(archive.path().join("read")).unwrap();
    for (name, lines) in [("part-00000", one), ("part-00001", other)] {
        std::fs::write(archive.path().join("read").join(name), lines).unwrap();
    }
    let exported = ["export", "--records", "read", "--index", "there", "--format", "bulk", "--to", "of-records"];
    let _ = archive.run(&exported).exits(0);
    let expected = documents(&archive, "of-pages");
    assert!(expected.len() > 80, "{} articles", expected.len());
    let found = documents(&archive, "of-records");
    let other = expected.iter().zip(&found).find(|(one, other)| one != other);
    assert_eq!((found.len(), other), (expected.len(), None));
    let missing = archive.run(&["export", "--records", "nowhere", "--format", "bulk", "--to", "none"]).exits(2);
    assert!(missing.stderr().contains("nowhere"), "{}", missing.stderr());
}
