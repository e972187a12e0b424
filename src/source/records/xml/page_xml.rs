//! PAGE XML (PRImA): the words of a digitised page, as Transkribus and others read them.

use super::around::Around;
use super::columns::{joined, reading_order};
use super::tree::Element;
use crate::Result;
use crate::source::story::Story;

/// Reads a page.
pub(super) fn read(page: Element<'_>, _: &Around) -> Result<Story> {
    let order = page.first("readingorder").into_iter().flat_map(Element::elements);
    let order: Vec<String> = order.filter_map(|found| found.attribute("regionref").map(str::to_owned)).collect();
    let regions = reading_order(page.all("textregion").collect(), &order);
    let lang = page.first("page").and_then(|page| page.attribute("primarylanguage"));
    Ok(Story {
        lang: lang.map(str::to_owned),
        paragraphs: regions.iter().map(text).filter(|text| !text.is_empty()).collect(),
        ..Story::default()
    })
}

/// The text of a region: that of its lines, or its own where it has none.
fn text(region: &Element<'_>) -> String {
    let own =
        |found: Element<'_>| found.child("textequiv").and_then(|text| text.first("unicode")).and_then(Element::line);
    let lines: Vec<String> = region.all("textline").filter_map(own).collect();
    if lines.is_empty() { own(*region).unwrap_or_default() } else { joined(lines.into_iter()) }
}
