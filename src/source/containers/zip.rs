//! ZIP archives (PKWARE's APPNOTE), and what is one: a WACZ around WARC files, a word processor's document, an e-book, a page that
//! SingleFile or MAFF saved with its pictures.
//!
//! A ZIP archive is read by the table at its end, as its format wants it: names and sizes before the members may be left out, and a
//! page may stand before the archive. What it is says `content`; of all but plain archives only the text is read.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use tempfile::SpooledTempFile;
use zip::ZipArchive;
use zip::read::{ZipFile, read_zipfile_from_stream_with_compressed_size};
use zip::result::ZipError;

use super::epub;
use super::member::{Each, Member};
use super::page_list;
use super::rendered::Shown;
use super::zip_content::{Content, PAGES};
use super::zip_doubles;
use super::zip_names::Names;
use crate::model::Declared;
use crate::source::compression::budget::{Budget, Growth};
use crate::source::limits::{Limits, megabytes, of_read, over};
use crate::{Error, Result};

/// Calls for each file in the archive that is read. `shown` is what the pages of a crawl showed.
pub(crate) fn members(
    bytes: impl Read + Seek,
    limits: &Limits,
    budget: &Budget,
    shown: &Shown,
    each: &mut Each<'_>,
) -> ControlFlow<()> {
    let mut archive = match ZipArchive::new(bytes).map_err(of_zip) {
        Ok(archive) => archive,
        Err(error) => return each(Err(error)),
    };
    let content = Content::of(&mut archive, limits);
    match &content {
        Content::Unreadable(_) | Content::Other(_) => return each(Err(content.why_not())),
        Content::Document(part) => return named(&mut archive, part, (limits, budget), each),
        Content::Book(chapters) => {
            return chapters.iter().try_for_each(|chapter| named(&mut archive, chapter, (limits, budget), each));
        }
        _ => {}
    }
    let names = Names::of(&mut archive);
    let mut given = BTreeSet::new();
    for number in 0..archive.len() {
        if let Err(error) = budget.add_member(limits) {
            return each(Err(error));
        }
        let name = archive.name_for_index(number).and_then(|name| name.ok().map(Cow::into_owned));
        match archive.by_index(number) {
            Ok(file) => {
                given.insert(file.header_start());
                let name = name_of(&file, names);
                if let Some(error) = content.refusal(&name) {
                    each(Err(error))?;
                } else if !file.is_dir() && content.wants(&name) {
                    give(file, name.clone(), content.declared(&name), (limits, budget), each)?;
                }
            }
            Err(cause) => {
                let error = of_zip(cause);
                each(Err(name.into_iter().fold(error, Error::in_member)))?;
            }
        }
    }
    match content {
        Content::Crawl => lists(&mut archive, limits, budget, shown, each),
        Content::Files if archive.has_duplicate_names() => doubles(archive, names, &given, (limits, budget), each),
        _ => ControlFlow::Continue(()),
    }
}

/// Gives the files that another of the same name stands for: each is told by how many of that name came before it.
fn doubles<R: Read + Seek>(
    archive: ZipArchive<R>,
    names: Names,
    given: &BTreeSet<u64>,
    (limits, budget): (&Limits, &Budget),
    each: &mut Each<'_>,
) -> ControlFlow<()> {
    let (list, shift) = (archive.central_directory_start(), archive.offset());
    let mut bytes = archive.into_inner();
    let doubles = match zip_doubles::of(&mut bytes, list, shift, given) {
        Ok(doubles) => doubles,
        Err(cause) => return each(Err(of_read(cause))),
    };
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for double in doubles {
        if let Err(error) = budget.add_member(limits) {
            return each(Err(error));
        }
        let name = names.name(&double.name, None);
        let count = counts.entry(name.clone()).and_modify(|count| *count += 1).or_insert(1);
        let name = format!("{name} [{count}]");
        let start = bytes.seek(SeekFrom::Start(double.header)).map_err(ZipError::from);
        match start.and_then(|_| read_zipfile_from_stream_with_compressed_size(&mut bytes, double.packed)) {
            Ok(Some(file)) => {
                let packed = double.packed;
                let mut file = Bounded { file, packed, growth: Growth::new(limits, budget.clone()) };
                let (offset, declared) = (Some(double.header), Declared::default());
                each(Ok(Member { name, kind: "", offset, declared, bytes: &mut file }))?;
            }
            Ok(None) => {}
            Err(cause) => each(Err(of_zip(cause).in_member(name)))?,
        }
    }
    ControlFlow::Continue(())
}

/// Gives the texts of pages that the crawl itself does not show, out of its lists of pages.
fn lists<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    limits: &Limits,
    budget: &Budget,
    shown: &Shown,
    each: &mut Each<'_>,
) -> ControlFlow<()> {
    let is_list = |name: &String| name.starts_with(PAGES) && name.ends_with(".jsonl");
    let names: Vec<String> = archive.file_names().flatten().map(Cow::into_owned).filter(is_list).collect();
    for name in names {
        let Ok(file) = archive.by_name(&name) else { continue };
        let packed = file.compressed_size();
        let list = Bounded { file, packed, growth: Growth::new(limits, budget.clone()) };
        page_list::members(list, &name, shown, limits, each)?;
    }
    ControlFlow::Continue(())
}

/// Gives the file of this name, unless it is a part of an e-book that is no chapter.
fn named<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    name: &str,
    (limits, budget): (&Limits, &Budget),
    each: &mut Each<'_>,
) -> ControlFlow<()> {
    if let Err(error) = budget.add_member(limits) {
        each(Err(error))?;
        return ControlFlow::Break(());
    }
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(cause) => return each(Err(of_zip(cause).in_member(name))),
    };
    let packed = file.compressed_size();
    let offset = Some(file.header_start());
    let mut bytes = Bounded { file, packed, growth: Growth::new(limits, budget.clone()) };
    let mut head = Vec::new();
    if let Err(cause) = bytes.by_ref().take(HEAD).read_to_end(&mut head) {
        return each(Err(of_read(cause).in_member(name)));
    }
    if epub::is_aside(&head) {
        return each(Err(Error::skipped("a cover or contents page of an e-book").in_member(name)));
    }
    let mut bytes = head.as_slice().chain(bytes);
    each(Ok(Member { name: name.to_owned(), kind: "", offset, declared: Declared::default(), bytes: &mut bytes }))
}

/// How much of a chapter is looked at to know whether it is one.
const HEAD: u64 = 4 << 10;

fn give<R: Read>(
    file: ZipFile<'_, R>,
    name: String,
    declared: Declared,
    (limits, budget): (&Limits, &Budget),
    each: &mut Each<'_>,
) -> ControlFlow<()> {
    let offset = Some(file.header_start());
    let packed = file.compressed_size();
    let mut bytes = Bounded { file, packed, growth: Growth::new(limits, budget.clone()) };
    each(Ok(Member { name, kind: "", offset, declared, bytes: &mut bytes }))
}

fn name_of<R: Read>(file: &ZipFile<'_, R>, names: Names) -> String {
    names.name(file.name_raw(), file.name().ok().as_deref())
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

/// Bytes that can only be read forwards, copied so that the table at their end can be read: in memory, or in a
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

/// How many bytes are copied to memory at most; more go to a file.
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
        let flow = members(Cursor::new(bytes), limits, &Budget::default(), &Shown::default(), &mut |item| {
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
    fn two_files_of_one_name_are_two_members() {
        let mut bytes = archive(&[("a.txt", "One."), ("b.txt", "Two."), ("c.txt", "Three.")]);
        // Whoever adds a page anew leaves the old one in the archive.
        let at: Vec<usize> =
            bytes.windows(5).enumerate().filter(|(_, name)| *name == b"b.txt").map(|(at, _)| at).collect();
        at.iter().for_each(|at| bytes[*at] = b'a');
        assert_eq!(told(&bytes, &Limits::default()), ["a.txt Two.", "c.txt Three.", "a.txt [1] One."]);
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
        let told = read(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")]);
        assert!(told.len() == 1 && told[0].contains("a spreadsheet"), "{told:?}");
        let book = [("mimetype", "application/epub+zip"), ("META-INF/container.xml", ""), ("a.xhtml", "<html>")];
        assert_eq!(read(&book), ["not read: an e-book without chapters"]);
    }

    #[test]
    fn of_documents_books_and_saved_pages_the_text_is_read() {
        assert_eq!(read(&[("[Content_Types].xml", "x"), ("word/document.xml", "One.")]), ["word/document.xml One."]);
        let odt =
            [("mimetype", "application/vnd.oasis.opendocument.text"), ("styles.xml", "x"), ("content.xml", "One.")];
        assert_eq!(read(&odt), ["content.xml One."]);
        let package = "<package><manifest><item id='b' href='b.xhtml'/><item id='a' href='a.xhtml'/><item id='t' href='t.xhtml'/></manifest>\
            <spine><itemref idref='t'/><itemref idref='b'/><itemref idref='a'/></spine></package>";
        let book = [
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", "<container><rootfile full-path='E/book.opf'/></container>"),
            ("E/book.opf", package),
            ("E/a.xhtml", "One."),
            ("E/b.xhtml", "Two."),
            ("E/t.xhtml", "<body epub:type='titlepage'>"),
        ];
        let told = read(&book);
        assert!(told[0].contains("contents page") && told[1..] == ["E/b.xhtml Two.", "E/a.xhtml One."], "{told:?}");
        let manifest = "{\"originalUrl\": \"https://e.org/a\", \"indexFilename\": \"index.html\"}";
        assert_eq!(
            read(&[("manifest.json", manifest), ("index.html", "One."), ("frames/1/index.html", "Like")]),
            ["index.html One."]
        );
        let maff = [
            ("1_2/index.rdf", "<MAF:originalurl RDF:resource='https://e.org/a'/>"),
            ("1_2/index.html", "One."),
            ("1_2/index_files/a.html", "x"),
        ];
        assert_eq!(read(&maff), ["1_2/index.html One."]);
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
