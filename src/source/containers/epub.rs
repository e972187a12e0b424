//! E-books (EPUB 2 and 3): which members are their chapters, in the order of reading.
//!
//! Tools that bundle pages for reading make an article a chapter; so do those that load a newspaper for an e-reader.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::source::forgiving::forgive;
use crate::text::bytes::percent_decoded;

/// The most chapters and files of a book that are looked at.
const MOST: usize = 100_000;
/// Parts of a book that are no chapters, by the names of the guide and of `epub:type`.
const ASIDE: &[&str] =
    &["cover", "title-page", "titlepage", "toc", "copyright-page", "colophon", "loi", "lot", "index", "landmarks"];

/// The place of the book's table in `META-INF/container.xml`.
pub(super) fn package_path(container: &str) -> Option<String> {
    let mut path = None;
    each_element(container, &mut |name, attribute| {
        if name == "rootfile" && path.is_none() {
            path = attribute("full-path");
        }
    });
    path
}

/// The names of the chapters, by the book's table, which lies at `path`.
pub(super) fn chapters(package: &str, path: &str) -> Vec<String> {
    let mut files: HashMap<String, String> = HashMap::new();
    let mut aside: HashSet<String> = HashSet::new();
    let mut spine: Vec<String> = Vec::new();
    each_element(package, &mut |name, attribute| match name {
        "item" if files.len() < MOST => {
            let (Some(id), Some(href)) = (attribute("id"), attribute("href")) else { return };
            if attribute("properties").is_some_and(|properties| properties.split(' ').any(|one| one == "nav")) {
                aside.insert(href.clone());
            }
            if is_named_aside(&href) {
                aside.insert(href.clone());
            }
            files.insert(id, href);
        }
        "itemref" if spine.len() < MOST && attribute("linear").as_deref() != Some("no") => {
            spine.extend(attribute("idref"))
        }
        "reference" if attribute("type").is_some_and(|kind| ASIDE.contains(&kind.to_ascii_lowercase().as_str())) => {
            aside.extend(attribute("href").map(|href| href.split('#').next().unwrap_or(&href).to_owned()));
        }
        _ => {}
    });
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let hrefs = spine.iter().filter_map(|id| files.get(id)).filter(|href| !aside.contains(*href));
    hrefs.map(|href| joined(folder, href)).collect()
}

/// Whether the name of a chapter's file says that it is none: `title_page.xhtml`, `cover.html`.
fn is_named_aside(href: &str) -> bool {
    let file = href.rsplit('/').next().unwrap_or(href);
    let name: String = file.split('.').next().unwrap_or(file).chars().filter(|c| c.is_alphanumeric()).collect();
    ["cover", "titlepage", "toc", "nav"].iter().any(|aside| name.eq_ignore_ascii_case(aside))
}

/// Whether a chapter says of itself that it is a cover, a contents page or the like.
pub(super) fn is_aside(chapter: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&chapter[..chapter.len().min(4 << 10)]);
    // Lists of calibre's: of the sections of a newspaper, and of the articles of a section.
    if head.contains("calibre_feed_list") || head.contains("calibre_article_list") {
        return true;
    }
    let is_title_page =
        |mark: &str| head.contains(&format!("class=\"{mark}\"")) || head.contains(&format!("id=\"{mark}\""));
    if ["titlepage", "title-page"].into_iter().any(is_title_page) {
        return true;
    }
    let kinds = head.split("epub:type=").skip(1).filter_map(|rest| rest.get(1..)?.split(['"', '\'']).next());
    kinds.flat_map(str::split_whitespace).any(|kind| ASIDE.contains(&kind))
}

/// A path in the archive, from a folder and what leads on from there.
fn joined(folder: &str, href: &str) -> String {
    let href = percent_decoded(href.split('#').next().unwrap_or(href));
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in href.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// What an element says under the name of an attribute.
type Attribute<'a> = dyn Fn(&str) -> Option<String> + 'a;
/// Who is called for an element, with its name and its attributes.
type EachElement<'a> = dyn FnMut(&str, &Attribute<'_>) + 'a;

/// Calls for each element of an XML file, with its name and a way to its attributes.
fn each_element(xml: &str, each: &mut EachElement<'_>) {
    let mut reader = Reader::from_str(xml);
    forgive(reader.config_mut());
    let mut tell = |tag: &BytesStart<'_>| {
        let attribute = |wanted: &str| {
            let found = tag
                .html_attributes()
                .with_checks(false)
                .flatten()
                .find(|found| found.key.local_name().into_inner() == wanted)?;
            Some(found.value.replace("&amp;", "&"))
        };
        each(tag.local_name().into_inner(), &attribute);
    };
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => tell(&tag),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_come_in_the_order_of_reading() {
        let container =
            "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\" media-type=\"x\"/></rootfiles></container>";
        assert_eq!(package_path(container).as_deref(), Some("OEBPS/book.opf"));
        let package = "<opf:package><opf:manifest><opf:item id='n' href='nav.xhtml' properties='nav'/><opf:item id='b' href='text/b%20b.xhtml'/>\
            <opf:item id='a' href='../a.xhtml'/><opf:item id='c' href='cover.xhtml'/></opf:manifest><opf:spine><opf:itemref idref='c'/>\
            <opf:itemref idref='n'/><opf:itemref idref='b'/><opf:itemref idref='a'/><opf:itemref idref='x'/></opf:spine>\
            <opf:guide><opf:reference type='cover' href='cover.xhtml#top'/></opf:guide></opf:package>";
        assert_eq!(chapters(package, "OEBPS/book.opf"), ["OEBPS/text/b b.xhtml", "a.xhtml"]);
        assert!(is_aside(b"<body epub:type=\"frontmatter titlepage\">") && !is_aside(b"<body epub:type='bodymatter'>"));
    }
}
