//! ALTO (Library of Congress, 1 to 4): the words of a digitised page, line by line, as text recognition read them.
//!
//! Columns are read in the order that the file gives, or its `ReadingOrder`, and words that a line's end cuts are joined. A page
//! of a newspaper has many stories; which words belong to which says only the METS file beside it.

use super::around::Around;
use super::columns::{joined, reading_order};
use super::tree::Element;
use crate::Result;
use crate::source::story::Story;

/// The blocks of a page by their names, with their texts.
pub(super) fn blocks(alto: Element<'_>) -> impl Iterator<Item = (String, String)> {
    alto.all("textblock").filter_map(|block| Some((block.attribute("id")?.to_owned(), text(&block))))
}

/// The text of a block.
fn text(block: &Element<'_>) -> String {
    joined(block.all("textline").map(line))
}

/// Reads a page.
pub(super) fn read(alto: Element<'_>, _: &Around) -> Result<Story> {
    let blocks: Vec<Element<'_>> = alto.all("textblock").collect();
    let blocks = reading_order(blocks, &references(alto));
    let lang = alto.elements().find_map(|found| found.attribute("language").or_else(|| found.attribute("lang")));
    Ok(Story {
        lang: lang.map(str::to_owned),
        paragraphs: blocks.iter().map(text).filter(|text| !text.is_empty()).collect(),
        ..Story::default()
    })
}

/// The names of blocks in the order in which they are read, where the file tells it.
fn references(alto: Element<'_>) -> Vec<String> {
    let order = alto.first("readingorder").into_iter().flat_map(Element::elements);
    order.filter_map(|found| found.attribute("ref").map(str::to_owned)).collect()
}

/// A line's words. Of a word that two lines share the first has the whole, where the file tells it.
fn line(line: Element<'_>) -> String {
    let mut text = String::new();
    let is_whole = |word: &Element<'_>| {
        word.attribute("subs_type") == Some("HypPart1") && word.attribute("subs_content").is_some()
    };
    let is_told_whole = line.all("string").any(|word| is_whole(&word));
    for part in line.children() {
        match part.name() {
            "string" => {
                let whole = part.attribute("subs_content");
                match (part.attribute("subs_type"), whole) {
                    (Some("HypPart1"), Some(whole)) => push(&mut text, whole),
                    (Some("HypPart2"), Some(_)) => {}
                    _ => part.attribute("content").into_iter().for_each(|word| push(&mut text, word)),
                }
            }
            // A hyphen after a word that the file does not give whole: the word goes on in the next line.
            "hyp" if !is_told_whole => text.push('\u{AD}'),
            _ => {}
        }
    }
    text
}

fn push(text: &mut String, word: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
}
