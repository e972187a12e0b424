//! What a file is: by its first bytes, and by its name only where they leave it open.
//!
//! The marks of HTML are those of the WHATWG MIME Sniffing Standard (section 7.1); the other marks are the published
//! signatures of the formats.

use std::borrow::Cow;

use memchr::memmem;

use super::containers::{arc, har, mbox, wrr};
use super::databases::service::Service;
use super::documents::{percollate, telegram};
use super::field_map::FieldMap;
use super::lines::office::Markup;
use super::records::outline::Outline;
use super::records::xml::fields;
use super::records::xml::vocabulary::Vocabulary;
use super::records::{bookmarks, csv, ghost, movable_type, ris, sfeed, vertical, whatsapp};
use super::signatures::{BINARY, SIGNATURES};
use super::told_texts;
use crate::model::MediaType;

/// How the bytes of a file are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// The whole file is one page or text.
    Page(MediaType),
    /// Pages that percollate put together in one.
    Bundle,
    /// A page that SingleFile saved as one that unpacks itself: a ZIP archive after a page.
    SelfExtracting,
    /// A word processor's document as XML.
    Document(Markup),
    /// A document in RTF.
    Rtf,
    /// A mail message, or a page saved as one (MHTML).
    Mail,
    /// Mail messages, one after the other.
    Mbox,
    /// A page saved by Safari.
    WebArchive,
    /// A PDF document.
    #[cfg(feature = "pdf")]
    Pdf,
    /// A JSON object a line.
    Ndjson,
    /// An array of JSON objects, or an object with one in it.
    Json,
    /// Ghost's export of a site.
    Ghost,
    /// A table with a header.
    Table,
    /// A feed, or an export of WordPress.
    Feed,
    /// The manifest of a digitised issue, and the pages beside it.
    Mets,
    /// Articles in XML of the press, of libraries or of note keepers.
    Xml(&'static Vocabulary),
    /// XML of records, whose fields are elements.
    Fields(&'static Vocabulary),
    /// A feed as sfeed keeps it, an item a line.
    Sfeed,
    /// References in RIS.
    Ris,
    /// Entries of a blog in Movable Type's import format.
    MovableType,
    /// A corpus in vertical form.
    Vertical,
    /// Messages that Telegram exported as a page.
    Telegram,
    /// Messages that WhatsApp exported as a text.
    WhatsApp,
    /// A list of links.
    Bookmarks,
    /// Stories out of a news database.
    Export(Service, Form),
    /// A layer of gzip around something else.
    Gzip,
    /// A layer of Zstandard around something else.
    Zstd,
    /// A layer of bzip2 around something else.
    Bzip2,
    /// A layer of xz around something else.
    Xz,
    /// The records of a crawl.
    Warc,
    /// The records of a crawl in the form before WARC.
    Arc,
    /// What a browser loaded.
    Har,
    /// What hoardy-web saved.
    Wrr,
    /// A ZIP archive, or a WACZ.
    Zip,
    /// A tar archive.
    Tar,
    /// It holds no article; the text names what it is.
    Other(String),
}

/// How an export writes its stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Page,
    Text,
}

/// Works out the format of a file from its first bytes and its name (in lower case).
pub(super) fn sniff(head: &[u8], name: &str, fields: &FieldMap) -> Format {
    if head.is_empty() {
        return other("an empty file");
    }
    if let Some(format) = by_signature(head) {
        return format;
    }
    let start = start_of(head, is_utf16(head));
    let kind = by_extension(name);
    let root = root_element(&start);
    if let Some(format) = by_beginning(&start, root) {
        return format;
    }
    if let Some(format) = export(head, &start, kind.as_ref()) {
        return format;
    }
    match kind {
        _ if is_message(&start) => return Format::Mail,
        Some(NamedFormat::Mail) if !is_page(&start) => return Format::Mail,
        Some(NamedFormat::Vertical) if start.starts_with('<') => return Format::Vertical,
        _ if matches!(root, Some("rss" | "feed")) || root == Some("rdf:rdf") && start.contains("<channel") => {
            return Format::Feed;
        }
        _ if start.contains("zotero.org/namespaces/export") && root == Some("rdf:rdf") => {
            return other("references of Zotero in RDF; export them as RIS, CSL JSON or CSV");
        }
        Some(NamedFormat::Sheet) if is_page(&start) || has_html_mark(&start) => {
            return other("a table of a spreadsheet as a page; save it as CSV");
        }
        Some(NamedFormat::Sheet) if start.starts_with('<') => return xml(&start, root),
        Some(NamedFormat::Table | NamedFormat::Sheet) if !is_page(&start) => return Format::Table,
        _ => {}
    }
    if let Some(format) = in_text(&start, root, kind.as_ref(), fields) {
        return format;
    }
    if let Some(format) = json(head, &start, kind.as_ref(), fields) {
        return format;
    }
    match kind {
        _ if told_texts::is_table_page(&start, fields) => other("a table as a page; save it as CSV"),
        Some(NamedFormat::Ndjson) => Format::Ndjson,
        Some(NamedFormat::Html) => Format::Page(MediaType::Html),
        Some(NamedFormat::Text(_)) if is_page(&start) => Format::Page(MediaType::Html),
        Some(NamedFormat::Text(media_type)) => Format::Page(media_type),
        Some(NamedFormat::Xml) if !is_page(&start) => xml(&start, root),
        Some(NamedFormat::Other(kind)) if !is_page(&start) => other(kind),
        _ if is_page(&start) || has_html_mark(&start) => Format::Page(MediaType::Html),
        Some(NamedFormat::Json) => other("JSON without articles"),
        _ if start.starts_with("<?xml") || root.is_some_and(|root| is_list(root).is_some()) => xml(&start, root),
        _ if extension(name).is_empty() => Format::Page(MediaType::Text),
        _ => other(&format!("text of unknown kind (.{})", extension(name))),
    }
}

/// What a file is that bears a signature, or is no text.
fn by_signature(head: &[u8]) -> Option<Format> {
    let bears = |at: usize, mark: &[u8]| head.get(at..).is_some_and(|head| head.starts_with(mark));
    if let Some((_, _, format)) = OPENED.iter().find(|(at, mark, _)| bears(*at, mark)) {
        return Some(format.clone());
    }
    if let Some((_, _, kind)) = SIGNATURES.iter().find(|(at, mark, _)| bears(*at, mark)) {
        return Some(other(kind));
    }
    if wrr::is_saved(head) {
        return Some(Format::Wrr);
    }
    if memmem::find(head, b"<html data-sfz").is_some() && is_self_extracting(&start_of(head, false)) {
        return Some(Format::SelfExtracting);
    }
    let kind = || BINARY.iter().find(|(at, mark, _)| bears(*at, mark)).map_or("binary data", |(_, _, kind)| kind);
    (!is_utf16(head) && is_binary(head)).then(|| other(kind()))
}

/// What a text is that its beginning leaves no doubt about.
fn by_beginning(start: &str, root: Option<&str>) -> Option<Format> {
    let is_page = || is_page(start);
    Some(match root {
        _ if bookmarks::is_list(start) => Format::Bookmarks,
        Some("w:document") => Format::Document(Markup::Word),
        Some("office:document-content" | "office:document") => Format::Document(Markup::OpenDocument),
        Some(root) if root.rsplit(':').next() == Some("mets") => Format::Mets,
        Some("plist") if start.contains("<key>webmainresource</key>") => Format::WebArchive,
        Some("doc") if vertical::is_of_wiki(start) => Format::Vertical,
        Some(root) if !matches!(root, "html" | "rss" | "feed") => return Vocabulary::of(start, root).map(Format::Xml),
        _ if start.starts_with("{\\rtf") => Format::Rtf,
        _ if start.lines().next().is_some_and(mbox::is_from_line) => Format::Mbox,
        _ if har::is_recording(start) => Format::Har,
        _ if ghost::is_export(start) => Format::Ghost,
        _ if sfeed::is_feed(start) => Format::Sfeed,
        _ if ris::is_list(start) => Format::Ris,
        _ if movable_type::is_export(start) => Format::MovableType,
        _ if whatsapp::is_chat(start) => Format::WhatsApp,
        _ if telegram::is_export(start) && is_page() => Format::Telegram,
        _ if percollate::is_bundle(start) && is_page() => Format::Bundle,
        _ => return None,
    })
}

/// What a text is by more than its name: no article at all, a table, or records in elements; nothing where it may be a story.
fn in_text(start: &str, root: Option<&str>, kind: Option<&NamedFormat>, fields: &FieldMap) -> Option<Format> {
    if !matches!(kind, None | Some(NamedFormat::Text(MediaType::Text))) {
        return None;
    }
    if let Some(kind) = told_texts::kind(start) {
        return Some(other(kind));
    }
    if csv::is_table(start, fields) {
        return Some(Format::Table);
    }
    let root = root.filter(|_| !is_page(start) && !has_html_mark(start))?;
    match fields::vocabulary(start) {
        Some(records) => Some(Format::Fields(records)),
        None => start.starts_with("<?xml").then(|| xml(start, Some(root))),
    }
}

/// How the export of a news database is read.
fn export(head: &[u8], start: &str, kind: Option<&NamedFormat>) -> Option<Format> {
    if start.starts_with('<') {
        return Service::of_page(start).map(|service| Format::Export(service, Form::Page));
    }
    let may_be_text = matches!(kind, None | Some(NamedFormat::Text(MediaType::Text)));
    let text = || Service::of_text(&String::from_utf8_lossy(head));
    may_be_text.then(text).flatten().map(|service| Format::Export(service, Form::Text))
}

/// How JSON is read whose beginning holds an article, or whose name promises one further on.
fn json(head: &[u8], start: &str, kind: Option<&NamedFormat>, fields: &FieldMap) -> Option<Format> {
    if !start.starts_with(['{', '[']) && !start.starts_with("window.ytd.") {
        return None;
    }
    let outline = Outline::of(head, fields);
    match kind {
        Some(NamedFormat::Ndjson) if !outline.has_list() => None,
        _ if outline.is_lines => Some(Format::Ndjson),
        _ if outline.has_records() => Some(Format::Json),
        Some(NamedFormat::Json) => Some(Format::Json),
        _ => None,
    }
}

/// XML of no known vocabulary: records by the names of its elements, or the name of its outermost element.
fn xml(start: &str, root: Option<&str>) -> Format {
    let Some(root) = root else { return other("XML") };
    match (is_list(root), fields::vocabulary(start)) {
        (Some(kind), _) => other(kind),
        (None, Some(records)) => Format::Fields(records),
        (None, None) => other(&format!("XML <{root}>, a vocabulary that is not read; export as JSON lines or CSV")),
    }
}

/// What an XML file of this outermost element is, if it is one that names articles and holds none.
fn is_list(root: &str) -> Option<&'static str> {
    let bare = root.rsplit(':').next().unwrap_or(root);
    let known = [
        ("urlset", "a sitemap"),
        ("sitemapindex", "a sitemap"),
        ("opml", "a list of feeds"),
        ("svg", "an image"),
        ("ncx", "the contents of an e-book"),
    ];
    known.iter().find(|(name, _)| *name == bare).map(|(_, kind)| *kind)
}

fn other(kind: &str) -> Format {
    Format::Other(kind.to_owned())
}

/// What the end of a name promises.
enum NamedFormat {
    Html,
    Text(MediaType),
    Ndjson,
    Json,
    Table,
    /// What a spreadsheet, or a service for one, wrote: a text under this name is a table.
    Sheet,
    Xml,
    Mail,
    Vertical,
    Other(&'static str),
}

fn by_extension(name: &str) -> Option<NamedFormat> {
    Some(match extension(name) {
        "html" | "htm" | "xhtml" | "xht" | "shtml" => NamedFormat::Html,
        "txt" | "text" | "asc" => NamedFormat::Text(MediaType::Text),
        "md" | "markdown" => NamedFormat::Text(MediaType::Markdown),
        "jsonl" | "ndjson" | "jsonlines" => NamedFormat::Ndjson,
        "json" => NamedFormat::Json,
        "css" | "scss" | "less" => NamedFormat::Other("a style sheet"),
        "js" | "mjs" | "ts" | "map" | "wasm" => NamedFormat::Other("a script"),
        "svg" => NamedFormat::Other("an image"),
        "xml" | "rss" | "atom" => NamedFormat::Xml,
        "xsl" | "xslt" | "dtd" => NamedFormat::Other("XML for programs"),
        "csv" | "tsv" | "tab" => NamedFormat::Table,
        "xls" | "xlsx" => NamedFormat::Sheet,
        "eml" | "emlx" | "mht" | "mhtml" => NamedFormat::Mail,
        "vrt" | "vert" => NamedFormat::Vertical,
        "bib" => NamedFormat::Other("references in BibTeX; export them as RIS, CSL-JSON or CSV"),
        "cdx" | "cdxj" => NamedFormat::Other("the index of a crawl"),
        "toml" | "yaml" | "yml" | "ini" | "cfg" | "conf" | "lock" => NamedFormat::Other("a configuration file"),
        _ => return None,
    })
}

/// The ending of a file's name; what a crawler left of a query string after it does not count.
fn extension(name: &str) -> &str {
    let name = name.split('?').next().unwrap_or(name);
    name.rsplit_once('.').map_or("", |(stem, extension)| if stem.is_empty() { "" } else { extension })
}

/// Where the signature of what is opened stands, the signature, and the format.
const OPENED: &[(usize, &[u8], Format)] = &[
    (0, b"\x1F\x8B", Format::Gzip),
    (0, b"\x28\xB5\x2F\xFD", Format::Zstd),
    (0, b"\x5D\x2A\x4D\x18", Format::Zstd),
    (4, b"1AY&SY", Format::Bzip2),
    (0, b"\xFD7zXZ\0", Format::Xz),
    (0, arc::MARK, Format::Arc),
    (0, b"WARC/0.", Format::Warc),
    (0, b"WARC/1.", Format::Warc),
    (0, b"PK\x03\x04", Format::Zip),
    (0, b"PK\x05\x06", Format::Zip),
    (257, b"ustar", Format::Tar),
    (0, b"bplist00", Format::WebArchive),
    #[cfg(feature = "pdf")]
    (0, b"%PDF-", Format::Pdf),
];

/// UTF-16 or UTF-32 by its byte order mark, or by the zeros beside the first letters of a tag.
fn is_utf16(head: &[u8]) -> bool {
    [b"\xFF\xFE".as_slice(), b"\xFE\xFF", b"\0\0\xFE\xFF", b"<\0", b"\0<"].iter().any(|mark| head.starts_with(mark))
}

/// Control characters that stand in no text, by the standard's section 7.2.
fn is_binary(head: &[u8]) -> bool {
    head.iter().any(|byte| matches!(byte, 0..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F) && *byte != 0x08 && *byte != 0x1A)
}

/// The first bytes as lower-case text to look for marks in, without what stands before the first of them.
fn start_of(head: &[u8], wide: bool) -> String {
    let narrow: Cow<'_, [u8]> =
        if wide { head.iter().copied().filter(|byte| *byte != 0).collect() } else { head.into() };
    let text = String::from_utf8_lossy(&narrow).to_lowercase();
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\u{FFFD}').to_owned()
}

/// Whether the text can be nothing but a page.
fn is_page(start: &str) -> bool {
    let behind_comments = skip_comments(start);
    behind_comments.starts_with("<!doctype html")
        || behind_comments.starts_with("<html")
        || (behind_comments.starts_with("<?xml") && start.contains("<html"))
}

/// Whether the text starts with the header of a message: lines of names and values that say it is one.
fn is_message(start: &str) -> bool {
    // Nearly all files: to look for the end of a header that is none is to go through the whole head.
    if !start.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-') {
        return false;
    }
    let header = start.split("\n\n").next().unwrap_or(start).split("\r\n\r\n").next().unwrap_or(start);
    let fields = || header.lines().filter(|line| !line.starts_with([' ', '\t'])).map(|line| line.split_once(':'));
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let marks = ["mime-version", "from", "date", "message-id", "content-type", "received"];
    let marked = fields().flatten().filter(|(name, _)| marks.contains(name)).count();
    // A page that a word processor saved as a message has no sender.
    let is_bundle = header.contains("mime-version:") && header.contains("content-type: multipart/");
    (marked >= 3 || is_bundle) && fields().all(|field| field.is_some_and(|(name, _)| is_name(name)))
}

/// The name of the first element of XML, with its prefix; nothing where the text does not begin like it.
fn root_element(start: &str) -> Option<&str> {
    const LONGEST: usize = 40;
    let name = behind_prolog(start)?.strip_prefix('<')?;
    let end = name.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))).unwrap_or(name.len());
    let is_name = name.starts_with(char::is_alphabetic) && end <= LONGEST;
    let ends = name[end..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
    (is_name && ends).then(|| &name[..end])
}

/// Whether a page is one that SingleFile put before an archive: its outermost element says so.
fn is_self_extracting(start: &str) -> bool {
    behind_prolog(start).is_some_and(|rest| rest.starts_with("<html data-sfz"))
}

/// What follows the declarations and comments before the first element.
fn behind_prolog(start: &str) -> Option<&str> {
    let mut rest = skip_comments(start);
    while let Some(behind) = rest.strip_prefix("<?").or_else(|| rest.strip_prefix("<!doctype")) {
        // A document type may have declarations of its own in brackets.
        let inner = behind.split_once('[').filter(|(before, _)| !before.contains('>')).map(|(_, inner)| inner);
        let behind = inner.map_or(Some(behind), |inner| inner.split_once(']').map(|(_, behind)| behind))?;
        rest = skip_comments(behind.split_once('>')?.1.trim_start());
    }
    Some(rest)
}

/// Leaves out the comments before the first element: crawlers write their notes there.
fn skip_comments(mut text: &str) -> &str {
    while let Some((_, rest)) = text.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        text = rest.trim_start();
    }
    text
}

/// Whether the text starts with one of the tags by which browsers know a page.
fn has_html_mark(start: &str) -> bool {
    const TAGS: &[&str] = &[
        "html", "head", "script", "iframe", "h1", "div", "font", "table", "a", "style", "title", "b", "body", "br",
        "p", "meta", "link", "article", "main", "section", "header", "!--",
    ];
    let Some(tag) = start.strip_prefix('<') else { return false };
    TAGS.iter().any(|name| {
        tag.strip_prefix(name).is_some_and(|rest| *name == "!--" || rest.starts_with([' ', '>', '\n', '\t', '\r', '/']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &[u8], name: &str) -> Format {
        sniff(head, name, &FieldMap::default())
    }

    #[test]
    fn pages_are_known_by_their_marks() {
        let page = Format::Page(MediaType::Html);
        for head in ["\n <HTML lang=ar>", "\u{FEFF}<!DOCTYPE html>", "<!-- saved by a crawler -->\n<!doctype HTML>"] {
            assert_eq!(of(head.as_bytes(), "a.txt"), page, "{head}");
        }
        assert_eq!(of(b"<?xml version='1.0'?><html xmlns='x'>", "a.xml"), page);
        assert_eq!(of(b"<div class=story>", "story"), page);
        assert_eq!(of(b"<div align=center># Title", "a.md"), Format::Page(MediaType::Markdown));
        assert_eq!(of(b"\xFF\xFE<\0h\0t\0m\0l\0>\0", "a"), page);
        assert_eq!(of(b"<\0h\0t\0m\0l\0>\0", "a.htm"), page);
    }

    #[test]
    fn records_are_known_by_their_first_line() {
        assert_eq!(of(b"{\"title\": \"Ferry\", \"n\": 1}\n{\"title\"", "dump.json"), Format::Ndjson);
        assert_eq!(of(b"{\"title\": \"Ferry\"}\n", "dump.txt"), Format::Ndjson);
        assert_eq!(of(b"{\n  \"title\": \"Ferry\"\n}\n", "a.json"), Format::Json);
        assert_eq!(of(b"{\"articles\": [{\"title\": \"Ferry\"}]}\n", "a.json"), Format::Json);
        assert_eq!(of(b"[{\"title\": \"Ferry\"}]", "dump"), Format::Json);
        assert_eq!(of(b"{\"width\": 10}", "a.json"), Format::Json, "the reader looks further");
        assert_eq!(of(b"{\"width\": 10}", "a"), Format::Page(MediaType::Text));
        assert_eq!(of(b"{{ template }} text", "a.html"), Format::Page(MediaType::Html));
    }

    #[test]
    fn feeds_and_messages_are_known_by_their_first_lines() {
        assert_eq!(of(b"<?xml version='1.0'?>\n<!-- made by WordPress --><rss version='2.0'>", "a.xml"), Format::Feed);
        assert_eq!(of(b"<feed xmlns='http://www.w3.org/2005/Atom'>", "a.atom"), Format::Feed);
        assert_eq!(of(b"<?xml version='1.0'?><svg>", "a.xml"), other("an image"));
        assert_eq!(of(b"<!DOCTYPE a [<!ENTITY x '>'>]><q:Z a='b'>", "a.xml"), xml("", Some("q:z")));
        assert_eq!(of(b"<?xml version='1.0'?><nitf>", "a"), Format::Xml(Vocabulary::of("", "nitf").unwrap()));
        let message =
            b"From: <x>\r\nDate: y\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=z\r\n\r\n<html>";
        assert_eq!(of(message, "a"), Format::Mail);
        assert_eq!(
            of(b"From: the desk\nDate: Monday\nThe ferry sails, says: all.\n", "a.txt"),
            Format::Page(MediaType::Text)
        );
        assert_eq!(of(b"title,text\n", "a.csv"), Format::Table);
        assert_eq!(of(b"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<META HTTP-EQUIV=\"x\">", "a.html"), Format::Bookmarks);
        assert_eq!(of(b"03/11/2025, 07:40 - Port Watch: It sails.\n", "a.txt"), Format::WhatsApp);
    }

    #[test]
    fn a_name_counts_where_the_bytes_say_nothing() {
        assert_eq!(of(b"Ferry resumes", "notes"), Format::Page(MediaType::Text));
        assert_eq!(of(b"Ferry resumes", "server.log"), other("text of unknown kind (.log)"));
        assert_eq!(of(b"let page = '<html>';", "a.js?v=3"), other("a script"));
        assert_eq!(of("Паром".as_bytes(), "a.txt"), Format::Page(MediaType::Text));
    }
}
