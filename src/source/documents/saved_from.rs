//! The notes that browsers and mirroring tools leave at the head of a page they saved: where it came from, and when.
//!
//! Known are SingleFile, HTTrack, and the "saved from url" that Internet Explorer began and Chromium goes on writing.

use jiff::Timestamp;
use jiff::fmt::{rfc2822, strtime};

/// How far into a page a note may stand, in bytes.
const HEAD: usize = 8 << 10;

/// What a note tells of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) url: Option<String>,
    pub(super) captured: Option<Timestamp>,
}

/// Reads the first note at the head of a page.
pub(super) fn note(page: &[u8]) -> Note {
    let head = String::from_utf8_lossy(&page[..page.len().min(HEAD)]);
    let comments = head.split("<!--").skip(1).filter_map(|comment| comment.split("-->").next());
    comments.map(|comment| read(comment.trim())).find(|note| note.url.is_some()).unwrap_or_default()
}

fn read(comment: &str) -> Note {
    if comment.starts_with("Page saved with SingleFile") {
        single_file(comment)
    } else if let Some(rest) = comment.strip_prefix("Mirrored from ") {
        httrack(rest)
    } else if let Some((_, rest)) = comment.strip_prefix("saved from url=(").and_then(|rest| rest.split_once(')')) {
        Note { url: web(rest), captured: None }
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
    Note { url: line("url:").and_then(web), captured }
}

/// `example.org/a.html by HTTrack Website Copier/3.x […], Wed, 15 Oct 2025 10:00:00 GMT`.
fn httrack(rest: &str) -> Note {
    let Some((place, tool)) = rest.split_once(" by HTTrack") else { return Note::default() };
    let place = place.trim();
    let url = if place.contains("://") { web(place) } else { web(&format!("http://{place}")) };
    let date = tool.split_once("], ").map(|(_, date)| date.trim());
    Note { url, captured: date.and_then(|date| Some(rfc2822::parse(date).ok()?.timestamp())) }
}

fn web(url: &str) -> Option<String> {
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
        let expected = [
            (single_file, "https://example.org/a", Some("2025-10-15T10:00:00Z")),
            (httrack, "http://example.org/a.html", Some("2025-10-15T10:00:00Z")),
            (chromium, "https://example.org/a", None),
        ];
        for (page, url, captured) in expected {
            let captured = captured.map(|time| time.parse().unwrap());
            assert_eq!(note(page.as_bytes()), Note { url: Some(url.to_owned()), captured });
        }
    }

    #[test]
    fn other_comments_are_no_notes() {
        for page in ["<!-- Mirrored -->", "<!-- saved from url=(0014)about:internet -->", "<!--", "text"] {
            assert_eq!(note(page.as_bytes()), Note::default());
        }
    }
}
