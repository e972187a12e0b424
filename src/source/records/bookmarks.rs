//! Lists of links that browsers and reading lists write as a page: Netscape's bookmark file (browsers, Pinboard, Raindrop, Karakeep,
//! Linkding) and the exports of Pocket and Instapaper. Each link is a record: its headline, its address, when it was saved, its tags.

use memchr::memmem;

use super::markup;
use super::values::moment;
use crate::Error;
use crate::Result;
use crate::model::{Capture, Declared, Extent, MediaType, Origin};

/// The longest tag of a link, in bytes: browsers put pictures into it.
const LONGEST: usize = 256 << 10;

/// Whether a page that starts like this, in lower case, is such a list.
pub(crate) fn is_list(start: &str) -> bool {
    start.starts_with("<!doctype netscape-bookmark-file-1")
        || start.contains("<title>pocket export</title>") && start.contains("time_added=")
        || start.contains("<title>instapaper: export</title>")
}

/// The links in these bytes that lead into the web.
pub(crate) fn links(origin: &Origin, page: &[u8]) -> Vec<Result<Capture>> {
    let starts = memmem::find_iter(page, b"<").filter(|at| is_link(&page[*at..]));
    let mut captures: Vec<Result<Capture>> = Vec::new();
    for (number, (start, end)) in (1..).zip(pieces(starts, page.len())) {
        captures.extend(link(origin, number, start, &page[start..end]).map(Ok));
    }
    if !captures.is_empty() {
        let what = format!("a list of links: {} are found by their headlines, and have no text", captures.len());
        captures.push(Err(Error::noted(what)));
    }
    captures
}

/// Where the links start and end: with the next link, and not further on than the longest.
fn pieces(starts: impl Iterator<Item = usize>, end: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut starts = starts.peekable();
    std::iter::from_fn(move || {
        let start = starts.next()?;
        let next = starts.peek().copied().unwrap_or(end);
        Some((start, next.min(start + LONGEST)))
    })
}

fn is_link(tag: &[u8]) -> bool {
    matches!(tag, [b'<', b'a' | b'A', blank, ..] if blank.is_ascii_whitespace())
}

fn link(origin: &Origin, number: u64, start: usize, piece: &[u8]) -> Option<Capture> {
    let piece = String::from_utf8_lossy(piece);
    let (tag, rest) = piece.split_once('>')?;
    let title = rest.split('<').next().unwrap_or(rest);
    let url = attribute(tag, "href").filter(|url| url.starts_with("http://") || url.starts_with("https://"))?;
    let note = rest.split_once("<DD>").filter(|(before, _)| !before.contains("<DT>")).map(|(_, note)| note);
    let note = note.map(|note| markup::title(note.split('<').next().unwrap_or(note))).filter(|note| !note.is_empty());
    let saved = ["add_date", "time_added"].iter().find_map(|name| moment(&attribute(tag, name)?));
    let tags = attribute(tag, "tags").unwrap_or_default();
    let declared = Declared {
        url: Some(url),
        title: Some(markup::title(title)).filter(|title| !title.is_empty()),
        captured: saved,
        tags: tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
        charset: Some("utf-8".to_owned()),
        extent: Extent::Text,
        ..Declared::default()
    };
    let origin = Origin { member: Some(format!("link {number}")), offset: Some(start as u64), ..origin.clone() };
    let bytes = note.unwrap_or_default().into_bytes();
    declared.title.is_some().then_some(Capture { origin, media_type: MediaType::Text, bytes, declared })
}

/// What an attribute of this name in lower case says. Browsers write them in capitals, and always in quotes.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(markup::plain(tag[at..].split('"').next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><p>\n<DT><H3>News</H3><DL><p>\n\
        <DT><A HREF=\"https://e.org/f?a=1&amp;b=2\" ADD_DATE=\"1762156800\" TAGS=\"ports, labor\">Ferry &amp; pier</A>\n<DD>It sails.\n\
        <DT><A HREF=\"javascript:void(0)\">Run</A>\n<DT><A HREF=\"https://e.org/p\" ICON=\"data:x\">Pier</A>\n</DL>";

    #[test]
    fn each_link_of_a_list_is_a_record() {
        assert!(is_list(&LIST.to_lowercase()) && !is_list("<!doctype html><title>bookmarks</title>"));
        let found = links(&Origin::default(), LIST.as_bytes());
        assert_eq!(found.len(), 3, "two links, and a note");
        let first = found[0].as_ref().unwrap();
        assert_eq!(first.declared.url.as_deref(), Some("https://e.org/f?a=1&b=2"));
        assert_eq!(
            (first.declared.title.as_deref(), first.bytes.as_slice()),
            (Some("Ferry & pier"), b"It sails.".as_slice())
        );
        assert_eq!(first.declared.tags, ["ports", "labor"]);
        assert_eq!(first.declared.captured, "2025-11-03T08:00:00Z".parse().ok());
        let second = found[1].as_ref().unwrap();
        assert_eq!((second.declared.title.as_deref(), second.bytes.len()), (Some("Pier"), 0));
        assert!(found[2].as_ref().unwrap_err().is_note());
    }

    #[test]
    fn no_byte_of_a_list_is_looked_at_for_two_links() {
        let pieces: Vec<(usize, usize)> = pieces([3, 40, LONGEST + 50].into_iter(), LONGEST * 3).collect();
        assert_eq!(pieces, [(3, 40), (40, LONGEST + 40), (LONGEST + 50, LONGEST * 2 + 50)]);
    }

    #[test]
    fn pockets_page_is_such_a_list() {
        let page = "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><ul><li><a href=\"https://e.org/f\" time_added=\"1762156800\" tags=\"\">Ferry</a></li></ul>";
        assert!(is_list(&page.to_lowercase()));
        let found = links(&Origin::default(), page.as_bytes());
        assert_eq!(found[0].as_ref().unwrap().declared.title.as_deref(), Some("Ferry"));
    }
}
