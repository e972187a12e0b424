//! What the models are learnt from: features of texts whose answers are known elsewhere.
//!
//! `tools/text_copies/learn.py` runs the test here and reads what it writes.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::bounds::Bounds;
use super::features::{INDENT, SAID};
use super::kept::Story;
use super::model::{Features, WEIGHTS, Weights};
use super::reader::{Parsed, weighed};
use super::{headline, runs};
use crate::extract::date;
use crate::extract::facts::language;

/// Adds a row: the model, the text, the place in it, what stands there, the features.
fn add<const COUNT: usize>(rows: &mut String, model: &str, name: &str, place: &str, features: &Features<COUNT>) {
    let values: Vec<String> = features.iter().map(|(_, value)| format!("{value:.3}")).collect();
    writeln!(rows, "{model}\t{name}\t{place}\t{}", values.join(" ")).expect("a string takes all that is written");
}

/// Adds a row of the names of features.
fn add_names<const COUNT: usize>(rows: &mut String, model: &str, features: &Features<COUNT>) {
    let names: Vec<&str> = features.iter().map(|(name, _)| *name).collect();
    writeln!(rows, "names\t{model}\t{}", names.join("|")).expect("a string takes all that is written");
}

/// Adds the rows of a text.
fn add_text(rows: &mut String, name: &str, text: &str, weights: &Weights) {
    let parsed = Parsed::of(text, weights);
    if !parsed.is_of_a_page() {
        return;
    }
    let text = parsed.text();
    for (at, features) in text.features.iter().enumerate() {
        add(rows, "paragraph", name, &format!("{at}\t{}", text.paragraphs[at].text), features);
    }
    for (range, features) in runs::beside(text) {
        add(rows, "run", name, &format!("{}-{}\t", range.start, range.end), &features);
    }
    let Some(bounds) = Bounds::of(text, weights) else { return };
    let story = Story::new(text, bounds.begin..bounds.end, &bounds.parts);
    for at in bounds.begin..bounds.end {
        add(rows, "line", name, &format!("{at}\t{}", text.paragraphs[at].text), &story.features(at));
    }
    let Some((found, main)) = runs::story(text, &weights.run) else { return };
    for (at, features) in headline::candidates(text, &found[0].range, &found[main].range) {
        add(rows, "headline", name, &format!("{at}\t{}", headline::shown(text.paragraphs, at)), &features);
    }
}

/// A page that gives features of every model.
const PAGE: &str = "Home\nNews\nSubscribe\nSearch\nSecond pier opens before the winter\n14 October 2025\nThe harbour office said on \
Tuesday that the second pier would open before the winter, after years of delay and of quarrels over who is to pay.\nShare\n\
Related articles\nContact\nThe old pier was sold on Tuesday, said the office, and the new one has not been paid for yet by anybody.\n";

#[test]
fn the_table_of_weights_has_the_features_of_every_model() {
    let parsed = Parsed::of(PAGE, &WEIGHTS);
    let text = parsed.text();
    assert!(WEIGHTS.paragraph.fits(&text.features[0]));
    let named = [INDENT, SAID].map(|at| text.features[0][at].0);
    assert_eq!(named, ["indent of prose", "said before"]);
    assert!(WEIGHTS.run.fits(&runs::beside(text)[0].1));
    let (found, main) = runs::story(text, &WEIGHTS.run).unwrap();
    assert!(WEIGHTS.headline.fits(&headline::candidates(text, &found[0].range, &found[main].range)[0].1));
    let story = Story::new(text, 5..8, std::slice::from_ref(&(6..7)));
    assert!(WEIGHTS.line.fits(&story.features(6)));
}

/// Where the texts lie that are learnt from, and what is written about them.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/text_copies")
}

/// The names of the texts, in order, and what they hold.
fn texts() -> impl Iterator<Item = (String, String)> {
    let mut pages: Vec<_> = fs::read_dir(folder().join("pages")).unwrap().map(|page| page.unwrap().path()).collect();
    pages.sort();
    pages.into_iter().map(|page| {
        let name = page.file_stem().unwrap().to_string_lossy().into_owned();
        (name, String::from_utf8_lossy(&fs::read(&page).unwrap()).into_owned())
    })
}

/// The weights as the table has them now, which may be newer than those that were built in.
fn weights() -> Weights {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/extract/text_copy/weights.tsv");
    Weights::parse(&fs::read_to_string(table).unwrap())
}

#[test]
#[ignore = "writes what tools/text_copies/learn.py learns from, out of texts that are no part of the project"]
fn write_features() {
    let weights = weights();
    let mut rows = String::new();
    let parsed = Parsed::of(PAGE, &WEIGHTS);
    let text = parsed.text();
    add_names(&mut rows, "paragraph", &text.features[0]);
    add_names(&mut rows, "run", &runs::beside(text)[0].1);
    add_names(&mut rows, "headline", &headline::candidates(text, &(6..7), &(6..7))[0].1);
    add_names(&mut rows, "line", &Story::new(text, 5..8, std::slice::from_ref(&(6..7))).features(6));
    for (name, text) in texts() {
        add_text(&mut rows, &name, &text, &weights);
    }
    fs::write(folder().join("features.tsv"), rows).unwrap();
}

#[test]
#[ignore = "writes what tools/text_copies/learn.py measures, out of texts that are no part of the project"]
fn write_readings() {
    let weights = weights();
    let mut rows = String::new();
    for (name, text) in texts() {
        let copy = weighed(&text, &weights);
        let body = copy.body.join("\n");
        let lang = language::check(None, &body, &mut Vec::new());
        let clues = date::TextClues {
            url: None,
            captured: None,
            read: None,
            lang: lang.as_deref(),
            near: &copy.near,
            body: &body,
        };
        let published = date::text(&clues).published.map(|published| published.day_text());
        let row = serde_json::json!({ "name": name, "title": copy.title, "published": published, "body": body });
        writeln!(rows, "{row}").expect("a string takes all that is written");
    }
    fs::write(folder().join("readings.jsonl"), rows).unwrap();
}
