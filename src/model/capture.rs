//! A capture: the bytes of one saved page or record, and what its container says of them.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize, Serializer};

/// The bytes of one saved page or record as found, before anything is read out of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Capture {
    /// Where the bytes lie.
    pub origin: Origin,
    /// What kind of text the bytes hold.
    pub media_type: MediaType,
    /// The bytes themselves, decompressed, in whatever charset they came.
    pub bytes: Vec<u8>,
    /// What the container (a WARC record, a row of an export, an HTTP header) says of the bytes.
    pub declared: Declared,
}

/// Where an article's bytes lie in the archive, so that every result can be traced to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The folder that `path` is relative to: the parent of what the user named.
    #[serde(serialize_with = "as_text")]
    pub base: PathBuf,
    /// The file, relative to `base`; its first component is the folder or file that the user named. It is what stays
    /// the same when an archive is moved, so it stands for the article where there is no URL.
    #[serde(serialize_with = "as_text")]
    pub path: PathBuf,
    /// The member inside a container or the record inside a file, in the reader's own words ("line 12").
    pub member: Option<String>,
    /// The byte offset of the member in its file.
    pub offset: Option<u64>,
}

impl Origin {
    /// The origin of a whole file.
    pub fn file(base: impl Into<PathBuf>, path: impl Into<PathBuf>) -> Origin {
        Origin { base: base.into(), path: path.into(), member: None, offset: None }
    }

    /// The file's full path.
    pub fn full_path(&self) -> PathBuf {
        self.base.join(&self.path)
    }

    /// The full path as the text by which the index knows the file. Bytes that are no UTF-8 are written `\\xHH`.
    pub fn file_key(&self) -> String {
        text_of(&self.full_path()).into_owned()
    }
}

/// A path as text; bytes that are no UTF-8 are written `\\xHH`.
fn text_of(path: &Path) -> Cow<'_, str> {
    let Some(text) = path.to_str() else {
        let chunks = path.as_os_str().as_encoded_bytes().utf8_chunks();
        return Cow::Owned(chunks.fold(String::new(), |mut text, chunk| {
            text.push_str(chunk.valid());
            for byte in chunk.invalid() {
                text.push_str(&format!("\\x{byte:02X}"));
            }
            text
        }));
    };
    Cow::Borrowed(text)
}

/// Writes a path as text, which serde does not do where it is no UTF-8.
fn as_text<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&text_of(path))
}

/// The kinds of content that `extract` reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MediaType {
    /// An HTML or XHTML page.
    Html,
    /// Plain text, paragraphs on lines of their own.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// The text of a PDF document, in UTF-8, an empty line between paragraphs; what is declared of it comes from the
    /// document's information.
    Pdf,
}

/// What a container says of the bytes it holds; nothing here was read out of the bytes themselves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Declared {
    /// The record's own id.
    pub id: Option<String>,
    /// The charset label of the HTTP header or the container.
    pub charset: Option<String>,
    /// The URL the bytes were fetched from or stand for.
    pub url: Option<String>,
    /// When the bytes were saved.
    pub captured: Option<jiff::Timestamp>,
    /// The headline.
    pub title: Option<String>,
    /// The authors' names.
    pub authors: Vec<String>,
    /// The publication date as written in the record.
    pub published: Option<String>,
    /// The language tag.
    pub lang: Option<String>,
    /// Country codes or names.
    pub countries: Vec<String>,
    /// Topics, sections and tags.
    pub tags: Vec<String>,
    /// Name or domain of the publisher.
    pub site: Option<String>,
    /// How much of the bytes is the article.
    pub extent: Extent,
}

/// How much of a capture is the article, as its container draws the boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// A page or a file as it was saved: the article is somewhere in it.
    #[default]
    Page,
    /// A field of a record: the article's text, unless it is plainly a whole page.
    Field,
    /// The article's text and nothing else, as in a mail: it is not searched for what surrounds it.
    Text,
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn a_path_that_is_no_text_is_written_as_one() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        let origin = super::Origin::file("/a", OsStr::from_bytes(b"b-\xFF.html"));
        assert_eq!(origin.file_key(), "/a/b-\\xFF.html");
        let json = serde_json::to_string(&origin).unwrap();
        assert!(json.contains(r#""path":"b-\\xFF.html""#), "{json}");
    }
}
