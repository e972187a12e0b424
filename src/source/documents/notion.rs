//! Pages that Notion exported, as HTML or Markdown: the text, below the properties that the page has in its database. One of
//! these is the address that a page was clipped from; the others (when it was clipped, by whom) are no part of a story.

use memchr::memmem;

use crate::model::{Declared, MediaType, Origin};

/// How the ids look that Notion puts behind the names of the files it exports: so many hexadecimal digits.
const ID: usize = 32;

/// The start of the properties in a page.
const TABLE: &str = "<table class=\"properties\">";

/// The page in these bytes without its properties, and what they tell of it; none where it is no page of Notion's.
pub(super) fn page(
    bytes: &[u8],
    media_type: MediaType,
    origin: &Origin,
    declared: &Declared,
) -> Option<(Vec<u8>, Declared)> {
    let may_be_one = match media_type {
        // All pages come by here: to look in bytes, and for what is rarest first, is what costs least.
        MediaType::Html => ["page-title", TABLE].iter().all(|mark| memmem::find(bytes, mark.as_bytes()).is_some()),
        MediaType::Markdown => has_id(&origin.member.clone().unwrap_or_else(|| origin.path.to_string())),
        _ => false,
    };
    if !may_be_one {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let (rest, properties) = if media_type == MediaType::Html { of_html(text)? } else { of_markdown(text)? };
    let url = declared.url.clone().or_else(|| address(&properties));
    Some((rest.into_bytes(), Declared { url, ..declared.clone() }))
}

/// Whether a file is named as Notion names them: `Ferry sails 0123456789abcdef0123456789abcdef.md`.
fn has_id(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let id = stem.rsplit(' ').next().unwrap_or(stem);
    id.len() == ID && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The page, and the table of its properties.
fn of_html(page: &str) -> Option<(String, String)> {
    let (head, behind) = page.split_once(TABLE)?;
    let (table, body) = behind.split_once("</table>")?;
    head.contains("class=\"page-title\"").then(|| (format!("{head}{body}"), table.to_owned()))
}

/// The note, and the lines of its properties, which stand between headline and text.
fn of_markdown(note: &str) -> Option<(String, String)> {
    let (title, behind) = note.split_once("\n\n").filter(|(title, _)| title.starts_with("# "))?;
    let (properties, body) = behind.split_once("\n\n").unwrap_or((behind, ""));
    let is_property = |line: &str| line.split_once(": ").is_some_and(|(name, _)| name.len() <= 40);
    properties.lines().all(is_property).then(|| (format!("{title}\n\n{body}"), properties.to_owned()))
}

/// The first web address in the properties.
fn address(properties: &str) -> Option<String> {
    let start = ["https://", "http://"].iter().filter_map(|scheme| properties.find(scheme)).min()?;
    let end = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>');
    let url = properties[start..].split(end).next()?;
    Some(url.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "Ferry 0123456789abcdef0123456789abcdef.md";

    fn read(text: &str, media_type: MediaType, name: &str) -> Option<(String, Option<String>)> {
        let (bytes, declared) = page(text.as_bytes(), media_type, &Origin::file("", name), &Declared::default())?;
        Some((String::from_utf8(bytes).unwrap(), declared.url))
    }

    #[test]
    fn properties_are_no_part_of_the_text_and_give_the_address() {
        let html = "<h1 class=\"page-title\">Ferry</h1><table class=\"properties\"><tr class=\"property-row-url\"><td><a href=\"https://e.org/f?a=1&amp;b=2\" \
            class=\"url-value\">x</a></td></tr><tr><td><time>@November 4, 2025 9:00 AM</time></td></tr></table><p>It sails.</p>";
        let (text, url) = read(html, MediaType::Html, "a.html").unwrap();
        assert_eq!(text, "<h1 class=\"page-title\">Ferry</h1><p>It sails.</p>");
        assert_eq!(url.as_deref(), Some("https://e.org/f?a=1&b=2"));
        let note = "# Ferry\n\nURL: https://e.org/f\nCreated: November 4, 2025 9:00 AM\nTags: ports\n\nIt sails.\n\nAgain: it sails.\n";
        let (text, url) = read(note, MediaType::Markdown, NAME).unwrap();
        assert_eq!(
            (text.as_str(), url.as_deref()),
            ("# Ferry\n\nIt sails.\n\nAgain: it sails.\n", Some("https://e.org/f"))
        );
    }

    #[test]
    fn other_pages_are_left_as_they_are() {
        let note = "# Ferry\n\nCaptain: it sails.\n\nAgain.\n";
        assert!(read(note, MediaType::Markdown, "ferry.md").is_none());
        assert!(read("# Ferry\n\nIt sails.\n\nAgain.\n", MediaType::Markdown, NAME).is_none());
        assert!(read("<table class=\"properties\"><tr></table>", MediaType::Html, "a.html").is_none());
    }
}
