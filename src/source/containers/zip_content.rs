//! What a ZIP archive is, by the names in it.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use jiff::fmt::rfc2822;
use serde_json::Value;
use zip::ZipArchive;

use super::{epub, substack};
use crate::model::Declared;
use crate::source::limits::{Limits, megabytes, over};
use crate::{Error, Result};

/// Where the WARC files of a WACZ lie (WACZ 1.1.1, section 5.2).
const CRAWL: &str = "archive/";
/// Where its lists of pages lie.
pub(super) const PAGES: &str = "pages/";

/// What an archive is.
pub(super) enum Content {
    /// Files of any kind.
    Files,
    /// A WACZ.
    Crawl,
    /// A word processor's document, of which this member is the text.
    Document(&'static str),
    /// An e-book, of which these members are the chapters.
    Book(Vec<String>),
    /// Saved pages: the members that are pages, and what the archive says of each. All others are their pictures and frames.
    Pages(BTreeMap<String, Declared>),
    /// Substack's export: the posts in it, and what its table says of each; nothing of a draft. And how many have no file.
    Posts(BTreeMap<String, Option<Declared>>, usize),
    /// Something without articles.
    Other(&'static str),
    /// Something whose table cannot be read.
    Unreadable(Error),
}

impl Content {
    /// What this archive is. The files that say so are no larger than a document may be.
    pub(super) fn of<R: Read + Seek>(archive: &mut ZipArchive<R>, limits: &Limits) -> Content {
        Content::told(archive, limits).unwrap_or_else(Content::Unreadable)
    }

    fn told<R: Read + Seek>(archive: &mut ZipArchive<R>, limits: &Limits) -> Result<Content> {
        let has = |name: &str| archive.index_for_name(name).is_some();
        if has("datapackage.json") && archive.file_names().flatten().any(|name| name.starts_with(CRAWL)) {
            return Ok(Content::Crawl);
        }
        if has("word/document.xml") {
            return Ok(Content::Document("word/document.xml"));
        }
        if has("[Content_Types].xml") {
            let kind = if has("xl/workbook.xml") {
                "a spreadsheet; export it as CSV"
            } else {
                "an office document that is no text; save it as PDF"
            };
            return Ok(Content::Other(kind));
        }
        if has("META-INF/container.xml")
            && !has("AndroidManifest.xml")
            && text(archive, "mimetype", limits)?.contains("epub")
        {
            return book(archive, limits);
        }
        let has = |name: &str| archive.index_for_name(name).is_some();
        if has("mimetype") && has("content.xml") {
            return Ok(match text(archive, "mimetype", limits)? {
                kind if kind.contains("opendocument.text") => Content::Document("content.xml"),
                kind if kind.contains("opendocument.spreadsheet") => Content::Other("a spreadsheet; export it as CSV"),
                _ => Content::Other("an office document that is no text; save it as PDF"),
            });
        }
        let has = |name: &str| archive.index_for_name(name).is_some();
        if has("META-INF/MANIFEST.MF") || has("AndroidManifest.xml") {
            return Ok(Content::Other("a program"));
        }
        if let Some(mut posts) = substack::posts(&text(archive, substack::TABLE, limits)?) {
            let told = posts.values().flatten().count();
            posts.retain(|name, _| archive.index_for_name(name).is_some());
            let missing = told - posts.values().flatten().count();
            return Ok(Content::Posts(posts, missing));
        }
        let pages = single_file(archive, limits).or_else(|| maff(archive, limits));
        Ok(pages.map_or(Content::Files, Content::Pages))
    }

    /// Why nothing in it is read.
    pub(super) fn why_not(self) -> Error {
        match self {
            Content::Unreadable(error) => error,
            Content::Other(kind) => Error::skipped(kind),
            _ => Error::skipped("an archive without articles"),
        }
    }

    /// Why a file is none that is read, where it must be told.
    pub(super) fn refusal(&self, name: &str) -> Option<Error> {
        let Content::Posts(posts, missing) = self else { return None };
        let error = match posts.get(name) {
            Some(None) => Error::skipped("a draft, which was not published"),
            None if name == substack::TABLE && *missing > 0 => {
                Error::noted(format!("{missing} posts of the table have no text in the export, and are not read"))
            }
            _ => return None,
        };
        Some(error.in_member(name))
    }

    /// Whether a file is read. What macOS adds to every file is not, and nothing hidden, as in folders.
    pub(super) fn wants(&self, name: &str) -> bool {
        match self {
            Content::Crawl => name.starts_with(CRAWL),
            Content::Pages(pages) => pages.contains_key(name),
            // What the table says is said with the posts.
            Content::Posts(..) if name == substack::TABLE => false,
            _ => !name.starts_with("__MACOSX/") && !name.rsplit('/').next().is_some_and(|file| file.starts_with('.')),
        }
    }

    /// What the archive tells of a file. A mirror's cache names its files by their addresses.
    pub(super) fn declared(&self, name: &str) -> Declared {
        let is_address = name.starts_with("http://") || name.starts_with("https://");
        match self {
            Content::Pages(pages) => pages.get(name).cloned().unwrap_or_default(),
            Content::Posts(posts, _) => posts.get(name).cloned().flatten().unwrap_or_default(),
            _ => Declared { url: is_address.then(|| name.to_owned()), ..Declared::default() },
        }
    }
}

/// The text of a file in the archive that says what is in it; empty where there is none. One that is larger than a document may be is
/// an error.
fn text<R: Read + Seek>(archive: &mut ZipArchive<R>, name: &str, limits: &Limits) -> Result<String> {
    let mut bytes = Vec::new();
    if let Ok(file) = archive.by_name(name) {
        // What is damaged is read as far as it goes.
        let _read = file.take(limits.max_document.saturating_add(1)).read_to_end(&mut bytes);
    }
    if bytes.len() as u64 > limits.max_document {
        let what =
            format!("the file that tells what is in the archive is larger than {}", megabytes(limits.max_document));
        return Err(over("max-document", what).in_member(name));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn book<R: Read + Seek>(archive: &mut ZipArchive<R>, limits: &Limits) -> Result<Content> {
    let path = epub::package_path(&text(archive, "META-INF/container.xml", limits)?).unwrap_or_default();
    let chapters = epub::chapters(&text(archive, &path, limits)?, &path);
    Ok(if chapters.is_empty() { Content::Other("an e-book without chapters") } else { Content::Book(chapters) })
}

/// The page that SingleFile saved as an archive: its manifest says where the page came from.
fn single_file<R: Read + Seek>(archive: &mut ZipArchive<R>, limits: &Limits) -> Option<BTreeMap<String, Declared>> {
    archive.index_for_name("manifest.json")?;
    let manifest: Value = serde_json::from_str(&text(archive, "manifest.json", limits).ok()?).ok()?;
    let told = |name: &str| manifest.get(name).and_then(Value::as_str).map(str::to_owned);
    let (url, page) = (told("originalUrl")?, told("indexFilename").unwrap_or_else(|| "index.html".to_owned()));
    archive.index_for_name(&page)?;
    let captured = told("archiveTime").and_then(|time| time.parse().ok());
    Some(BTreeMap::from([(page, Declared { url: Some(url), captured, ..Declared::default() })]))
}

/// The pages of a MAFF (Mozilla Archive Format 1.0), a folder each, with a description of it.
fn maff<R: Read + Seek>(archive: &mut ZipArchive<R>, limits: &Limits) -> Option<BTreeMap<String, Declared>> {
    let is_told = |name: &str| name.matches('/').count() == 1 && name.ends_with("/index.rdf");
    let names: Vec<String> =
        archive.file_names().flatten().filter(|name| is_told(name)).map(|name| name.into_owned()).collect();
    let mut pages = BTreeMap::new();
    for name in names {
        let rdf = text(archive, &name, limits).unwrap_or_default();
        let told = |name: &str| resource(&rdf, name);
        let folder = name.trim_end_matches("index.rdf");
        let page = format!("{folder}{}", told("indexfilename").unwrap_or_else(|| "index.html".to_owned()));
        let captured = told("archivetime").and_then(|time| Some(rfc2822::parse(&time).ok()?.timestamp()));
        let url = told("originalurl").filter(|url| url.contains("://"));
        pages.insert(page, Declared { url, captured, ..Declared::default() });
    }
    (!pages.is_empty()).then_some(pages)
}

/// What `<MAF:name RDF:resource="…"/>` says.
fn resource(rdf: &str, name: &str) -> Option<String> {
    let (_, behind) = rdf.split_once(&format!(":{name}"))?;
    let tag = behind.split('>').next()?;
    let (_, value) = tag.split_once("resource=")?;
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let value = value[1..].split(quote).next()?;
    Some(value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_maff_tells_of_a_page_is_read() {
        let rdf = "<RDF:Description><MAF:originalurl RDF:resource=\"http://e.org/a?b=1&amp;c\"/><MAF:title RDF:resource='x'/></RDF:Description>";
        assert_eq!(resource(rdf, "originalurl").as_deref(), Some("http://e.org/a?b=1&c"));
        assert_eq!(resource(rdf, "archivetime"), None);
    }

    #[test]
    fn a_table_that_is_too_large_is_told_as_that() {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let files = [
            ("mimetype", "application/epub+zip".to_owned()),
            ("META-INF/container.xml", "<rootfile full-path='b.opf'/>".to_owned()),
            ("b.opf", format!("<!--{}--><item id='a' href='a.xhtml'/><itemref idref='a'/>", "x".repeat(200))),
        ];
        for (name, text) in files {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
        }
        let mut archive = ZipArchive::new(zip.finish().unwrap()).unwrap();
        let content = Content::of(&mut archive, &Limits::default());
        assert!(matches!(content, Content::Book(chapters) if chapters == ["a.xhtml"]));
        let small = Limits { max_document: 100, ..Limits::default() };
        let Content::Unreadable(error) = Content::of(&mut archive, &small) else { panic!("it is too large") };
        assert!(error.to_string().contains("max-document") && error.member.as_deref() == Some("b.opf"), "{error}");
    }
}
