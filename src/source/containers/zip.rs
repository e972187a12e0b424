//! ZIP archives (PKWARE's APPNOTE), and WACZ, which is a ZIP archive around WARC files.
//!
//! A ZIP archive is read by the table at its end, as its format wants it: names and sizes before the members may be
//! left out. Of a WACZ only the crawl is read, since its lists of pages would give the same articles a second time.
//! Office documents and e-books are ZIP archives too, and are passed over whole.

use std::borrow::Cow;
use std::io::{Read, Seek};
use std::ops::ControlFlow;

use tempfile::SpooledTempFile;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::member::{Each, Member};
use crate::model::Declared;
use crate::source::compression::budget::{Budget, Growth};
use crate::source::limits::{Limits, megabytes, of_read, over};
use crate::text::bytes;
use crate::{Error, Result};

/// Calls for each file in the archive.
pub(crate) fn members(
    bytes: impl Read + Seek,
    limits: &Limits,
    budget: &Budget,
    each: &mut Each<'_>,
) -> ControlFlow<()> {
    let mut archive = match ZipArchive::new(bytes).map_err(of_zip) {
        Ok(archive) => archive,
        Err(error) => return each(Err(error)),
    };
    let content = match Content::of(&archive) {
        Content::Other(kind) => return each(Err(Error::skipped(kind))),
        content => content,
    };
    for number in 0..archive.len() {
        if let Err(error) = budget.add_member(limits) {
            return each(Err(error));
        }
        let name = archive.name_for_index(number).and_then(|name| name.ok().map(Cow::into_owned));
        match archive.by_index(number) {
            Ok(file) if file.is_dir() || !content.wants(&name_of(&file)) => {}
            Ok(file) => give(file, limits, budget, each)?,
            Err(cause) => {
                let error = of_zip(cause);
                each(Err(name.into_iter().fold(error, Error::in_member)))?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// What an archive is by the names in it.
enum Content {
    Files,
    Crawl,
    Other(&'static str),
}

impl Content {
    fn of<R>(archive: &ZipArchive<R>) -> Content
    where
        R: Read + Seek,
    {
        let has = |name: &str| archive.index_for_name(name).is_some();
        if has("datapackage.json") && archive.file_names().flatten().any(|name| name.starts_with(CRAWL)) {
            Content::Crawl
        } else if has("[Content_Types].xml") {
            Content::Other("an office document")
        } else if has("mimetype") && (has("META-INF/container.xml") || has("META-INF/manifest.xml")) {
            Content::Other("an office document or e-book")
        } else if has("META-INF/MANIFEST.MF") || has("AndroidManifest.xml") {
            Content::Other("a program")
        } else {
            Content::Files
        }
    }

    /// Whether a file is read. What macOS adds to every file is not, and nothing hidden, as in folders.
    fn wants(&self, name: &str) -> bool {
        match self {
            Content::Crawl => name.starts_with(CRAWL),
            _ => !name.starts_with("__MACOSX/") && !name.rsplit('/').next().is_some_and(|file| file.starts_with('.')),
        }
    }
}

/// Where the WARC files of a WACZ lie (WACZ 1.1.1, section 5.2).
const CRAWL: &str = "archive/";

fn give<R: Read>(file: ZipFile<'_, R>, limits: &Limits, budget: &Budget, each: &mut Each<'_>) -> ControlFlow<()> {
    let (name, offset) = (name_of(&file), Some(file.header_start()));
    let packed = file.compressed_size();
    let mut bytes = Bounded { file, packed, growth: Growth::new(limits, budget.clone()) };
    each(Ok(Member { name, kind: "", offset, declared: Declared::default(), bytes: &mut bytes }))
}

fn name_of<R: Read>(file: &ZipFile<'_, R>) -> String {
    match file.name() {
        Ok(name) => name.into_owned(),
        Err(_) => bytes::as_text(file.name_raw()).into_owned(),
    }
}

/// A file's bytes, as far as the limits of growth allow.
struct Bounded<'a, R> {
    file: R,
    packed: u64,
    growth: Growth<'a>,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.growth.add(count, self.packed)?;
        Ok(count)
    }
}

fn of_zip(cause: ZipError) -> Error {
    match cause {
        ZipError::Io(cause) => of_read(cause),
        ZipError::UnsupportedArchive(what) if what.contains("assword") => Error::malformed("it is encrypted"),
        cause => Error::malformed(format!("the ZIP archive is damaged ({cause})")),
    }
}

/// Bytes that can only be read forwards, laid by so that the table at their end can be read: in memory, or in a
/// nameless file when they are many.
pub(crate) fn laid_by(mut bytes: impl Read, limits: &Limits) -> Result<SpooledTempFile> {
    let mut copy = SpooledTempFile::new(IN_MEMORY);
    let size = std::io::copy(&mut bytes.by_ref().take(limits.max_spooled.saturating_add(1)), &mut copy);
    if size.map_err(of_read)? > limits.max_spooled {
        let what = format!("a ZIP archive inside another file is larger than {}", megabytes(limits.max_spooled));
        return Err(over("max-spooled", what));
    }
    copy.rewind()?;
    Ok(copy)
}

/// How much is laid by in memory, in bytes.
const IN_MEMORY: usize = 8 << 20;

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use proptest::prelude::*;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(files: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn told(bytes: &[u8], limits: &Limits) -> Vec<String> {
        let mut told = Vec::new();
        let flow = members(Cursor::new(bytes), limits, &Budget::default(), &mut |item| {
            told.push(match item {
                Ok(member) => {
                    let mut text = Vec::new();
                    let read = member.bytes.read_to_end(&mut text).map_err(|cause| of_read(cause).to_string());
                    format!("{} {}", member.name, read.err().unwrap_or(String::from_utf8_lossy(&text).into_owned()))
                }
                Err(error) => error.to_string(),
            });
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        told
    }

    fn read(files: &[(&str, &str)]) -> Vec<String> {
        told(&archive(files), &Limits::default())
    }

    #[test]
    fn files_are_members_and_their_paths_only_names() {
        let files = [("a.txt", "One."), ("../../b.txt", "Two."), ("__MACOSX/a.txt", "x"), (".DS_Store", "x")];
        assert_eq!(read(&files), ["a.txt One.", "../../b.txt Two."]);
    }

    #[test]
    fn of_a_wacz_the_crawl_is_read() {
        let files = [
            ("datapackage.json", "{}"),
            ("pages/pages.jsonl", "{}"),
            ("archive/data.warc", "WARC"),
            ("fuzzy.json", ""),
        ];
        assert_eq!(read(&files), ["archive/data.warc WARC"]);
    }

    #[test]
    fn what_only_happens_to_be_a_zip_archive_is_passed_over() {
        assert_eq!(read(&[("[Content_Types].xml", ""), ("word/document.xml", "")]), ["not read: an office document"]);
        let book = [("mimetype", "application/epub+zip"), ("META-INF/container.xml", ""), ("a.xhtml", "<html>")];
        assert_eq!(read(&book), ["not read: an office document or e-book"]);
    }

    #[test]
    fn bombs_are_stopped() {
        let blanks = " ".repeat(30 << 20);
        assert!(read(&[("a.txt", &blanks)])[0].contains("max-ratio"));
        let told =
            told(&archive(&[("a", "1"), ("b", "2"), ("c", "3")]), &Limits { max_members: 2, ..Limits::default() });
        assert!(told.len() == 3 && told[2].contains("max-members"));
    }

    #[test]
    fn what_is_laid_by_is_bounded() {
        let limits = Limits { max_spooled: 4, ..Limits::default() };
        let mut text = String::new();
        laid_by(b"four".as_slice(), &limits).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "four");
        assert!(laid_by(b"fives".as_slice(), &limits).is_err());
    }

    proptest! {
        #[test]
        fn any_damage_is_read_without_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in 0usize..400) {
            let mut bytes = archive(&[("a.txt", "One."), ("b.txt", "Two.")]);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            told(&bytes, &Limits::default());
            told(&bytes[..cut.min(bytes.len())], &Limits::default());
        }
    }
}
