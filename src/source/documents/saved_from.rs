//! The notes that browsers and mirroring tools leave at the head of a page they saved: where it came from, and when.
//!
//! Known are SingleFile, HTTrack, monolith, percollate, trafilatura, calibre, and the "saved from url" that Internet Explorer began and Chromium goes on writing.

use jiff::Timestamp;
use jiff::fmt::{rfc2822, strtime};

/// How far into a page a note may stand, in bytes.
const HEAD: usize = 8 << 10;

/// What a note tells of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) url: Option<String>,
    pub(super) captured: Option<Timestamp>,
    /// The headline, where the tool wrote it beside a text without one.
    pub(super) title: Option<String>,
    /// Who wrote it, where the tool tells it below the text.
    pub(super) author: Option<String>,
}

/// Reads the first note at the head of a page, or the one at the foot of a page of Medium's export.
pub(super) fn note(page: &[u8]) -> Note {
    let head = String::from_utf8_lossy(&page[..page.len().min(HEAD)]);
    let comments = head.split("<!--").skip(1).filter_map(|comment| comment.split("-->").next());
    let commented = comments.map(|comment| read(comment.trim())).find(|note| note.url.is_some());
    let told = commented.or_else(|| percollate(&head)).or_else(|| trafilatura(&head));
    told.or_else(|| medium(page)).or_else(|| calibre(page)).unwrap_or_default()
}

fn read(comment: &str) -> Note {
    if comment.starts_with("Page saved with SingleFile") {
        single_file(comment)
    } else if let Some(rest) = comment.strip_prefix("Mirrored from ") {
        httrack(rest)
    } else if let Some(rest) = comment.strip_prefix("Saved from ").filter(|rest| rest.contains(" using monolith")) {
        monolith(rest)
    } else if let Some((_, rest)) = comment.strip_prefix("saved from url=(").and_then(|rest| rest.split_once(')')) {
        Note { url: web(rest), ..Note::default() }
    } else {
        Note::default()
    }
}

/// `url: …` and `saved date: Wed Oct 15 2025 12:00:00 GMT+0200 (…)`, a line each.
fn single_file(comment: &str) -> Note {
    let line = |name: &str| comment.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim);
    let captured = line("saved date:").and_then(|date| {
        let date = date.split(" (").next().unwrap_or(date);
        strtime::parse("%a %b %d %Y %H:%M:%S GMT%z", date).ok()?.to_timestamp().ok()
    });
    Note { url: line("url:").and_then(web), captured, ..Note::default() }
}

/// `example.org/a.html by HTTrack Website Copier/3.x […], Wed, 15 Oct 2025 10:00:00 GMT`.
fn httrack(rest: &str) -> Note {
    let Some((place, tool)) = rest.split_once(" by HTTrack") else { return Note::default() };
    let place = place.trim();
    let url = if place.contains("://") { web(place) } else { web(&format!("http://{place}")) };
    let date = tool.split_once("], ").map(|(_, date)| date.trim());
    Note { url, captured: date.and_then(|date| Some(rfc2822::parse(date).ok()?.timestamp())), ..Note::default() }
}

/// `https://example.org/a at 2025-10-15T10:00:00Z using monolith v2.12.0`.
fn monolith(rest: &str) -> Note {
    let Some((url, rest)) = rest.split_once(" at ") else { return Note::default() };
    let captured = rest.split(" using ").next().and_then(|time| time.trim().parse().ok());
    Note { url: web(url), captured, ..Note::default() }
}

/// The line with the source that percollate puts below the headline.
fn percollate(head: &str) -> Option<Note> {
    let (_, line) = head.split_once("class=\"article__url\"")?;
    let (_, href) = line.split_once("href=\"")?;
    Some(Note { url: web(&href.split('"').next()?.replace("&amp;", "&")), ..Note::default() })
}

/// The `meta` elements that trafilatura writes, of which `fingerprint` is its own.
fn trafilatura(head: &str) -> Option<Note> {
    let meta = |name: &str| {
        let (_, rest) = head.split_once(&format!("<meta name=\"{name}\" content=\""))?;
        Some(
            rest.split('"')
                .next()?
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&"),
        )
    };
    meta("fingerprint")?;
    Some(Note { url: meta("url").as_deref().and_then(web), title: meta("title"), ..Note::default() })
}

/// The foot that Medium puts below a story that it exports: `<a href="…" class="p-author h-card">…</a>`, `<a href="…" class="p-canonical">`.
fn medium(page: &[u8]) -> Option<Note> {
    let foot = String::from_utf8_lossy(&page[page.len().saturating_sub(HEAD / 2)..]);
    if !foot.contains("Exported from <a href=\"https://medium.com\">") {
        return None;
    }
    let before =
        |class: &str| foot.split_once(class).map(|(before, behind)| (before, behind.trim_start_matches(['"', '>'])));
    let (link, _) = before("\" class=\"p-canonical")?;
    let url = link.rsplit_once("href=\"").and_then(|(_, url)| web(&url.replace("&amp;", "&")));
    let author =
        before("class=\"p-author h-card").and_then(|(_, behind)| Some(behind.split_once("</a>")?.0.trim().to_owned()));
    let author = author.filter(|name| !name.is_empty() && !name.contains('<')).map(|name| name.replace("&amp;", "&"));
    Some(Note { url, author, ..Note::default() })
}

/// The link that calibre puts below an article that it loaded for an e-reader: `<a href="…" rel="calibre-downloaded-from">`.
fn calibre(page: &[u8]) -> Option<Note> {
    let foot = String::from_utf8_lossy(&page[page.len().saturating_sub(HEAD / 2)..]);
    let (before, behind) = foot.split_once("calibre-downloaded-from")?;
    let link = format!("{}{}", before.rsplit_once('<')?.1, behind.split_once('>')?.0);
    let (_, url) = link.split_once("href=\"")?;
    Some(Note { url: web(&url.split('"').next()?.replace("&amp;", "&")), ..Note::default() })
}

pub(super) fn web(url: &str) -> Option<String> {
    let url = url.trim();
    (url.starts_with("http://") || url.starts_with("https://")).then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_tell_where_a_page_came_from_and_when() {
        let single_file = "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://example.org/a \n \
            saved date: Wed Oct 15 2025 12:00:00 GMT+0200 (Central European Summer Time)\n--><meta charset=utf-8>";
        let httrack = "<html><!-- Mirrored from example.org/a.html by HTTrack Website Copier/3.x [XR&CO'2014], \
            Wed, 15 Oct 2025 10:00:00 GMT -->";
        let chromium = "<!DOCTYPE html>\n<!-- saved from url=(0021)https://example.org/a -->\n<html>";
        let monolith =
            "<!-- Saved from https://example.org/a at 2025-10-15T10:00:00Z using monolith v2.12.0 -->\n<!DOCTYPE html>";
        let percollate = "<p class=\"article__url\">Source: <a class=\"no-href\" href=\"https://example.org/a\">x</a>";
        let expected = [
            (monolith, "https://example.org/a", Some("2025-10-15T10:00:00Z")),
            (percollate, "https://example.org/a", None),
            (single_file, "https://example.org/a", Some("2025-10-15T10:00:00Z")),
            (httrack, "http://example.org/a.html", Some("2025-10-15T10:00:00Z")),
            (chromium, "https://example.org/a", None),
        ];
        for (page, url, captured) in expected {
            let captured = captured.map(|time| time.parse().unwrap());
            assert_eq!(note(page.as_bytes()), Note { url: Some(url.to_owned()), captured, ..Note::default() });
        }
    }

    #[test]
    fn what_trafilatura_wrote_has_a_headline_of_its_own() {
        let page = "<html><head><meta name=\"title\" content=\"Ferry &amp; pier\"/><meta name=\"url\" content=\"https://example.org/a\"/>";
        assert_eq!(note(page.as_bytes()), Note::default());
        let note = note(format!("{page}<meta name=\"fingerprint\" content=\"42\"/>").as_bytes());
        assert_eq!((note.url.as_deref(), note.title.as_deref()), (Some("https://example.org/a"), Some("Ferry & pier")));
    }

    #[test]
    fn other_comments_are_no_notes() {
        for page in ["<!-- Mirrored -->", "<!-- saved from url=(0014)about:internet -->", "<!--", "text"] {
            assert_eq!(note(page.as_bytes()), Note::default());
        }
    }
    #[test]
    fn the_foot_of_a_story_of_medium_tells_writer_and_address() {
        let story = |head: &str| {
            format!(
                "{head}<article class=\"h-entry\"><p>It sails.</p><footer><p>By <a href=\"https://medium.com/@ann\" class=\"p-author h-card\">Ann Lee</a> on \
                 <a href=\"https://medium.com/p/01\"><time>November 3, 2025</time></a>.</p><p><a href=\"https://medium.com/@ann/ferry-01\" class=\"p-canonical\">\
                 Canonical link</a></p><p>Exported from <a href=\"https://medium.com\">Medium</a> on November 5, 2025.</p></footer></article>"
            )
        };
        let note = note(story(&"x".repeat(20_000)).as_bytes());
        assert_eq!(
            (note.url.as_deref(), note.author.as_deref()),
            (Some("https://medium.com/@ann/ferry-01"), Some("Ann Lee"))
        );
    }
}
