//! The one place that knows all readers.
//!
//! A file is looked at, and handed to the reader of its format. What a layer of compression or a container holds is
//! looked at in the same way, one layer deeper. The places of captures and errors are put together on the way out: a
//! record in a file in an archive is `archive/data.warc.gz > https://example.org/`, and its offset is that of the
//! outermost member, since that is where its file has to be opened.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::charset::declared;
use super::compression::allowance::Allowance;
use super::compression::budget::{Budget, Track};
use super::compression::buffered::Buffered;
use super::compression::decoded::Decoded;
use super::compression::gzip::Inflated;
use super::compression::stream;
use super::compression::zstd::Unpacked;
use super::containers::member::Member;
use super::containers::rendered::Shown;
use super::containers::{arc, har, mbox, tar, warc, wrr, zip};
use super::databases::service::{self, Service};
use super::databases::stories::Stories;
use super::documents::{mail, office, page, percollate, telegram, webarchive};
use super::limits::{Limits, of_read, over, read_whole};
use super::lines::html::HtmlLines;
use super::lines::line::Piece;
use super::lines::office::OfficeLines;
use super::lines::plain::PlainLines;
use super::lines::rtf::RtfLines;
use super::records::shared_order::SharedOrder;
use super::records::xml::issues::{Beside, Issues, Place};
use super::records::{bookmarks, whatsapp};
use super::returns::{self, Returns};
use super::sniff::{Form, Format, sniff};
use super::text_records::Text;
use crate::model::{Capture, Declared, MediaType, Origin};
use crate::{Error, Result};

/// How much of a file is looked at to know its format.
const HEAD: u64 = 8 << 10;

/// The endings of the names of compressed files.
const ENDINGS: [&str; 4] = [".gz", ".zst", ".bz2", ".xz"];

/// Who is given the captures of a file, and the trouble met on the way; reading ends when told so.
pub type Sink<'s> = dyn FnMut(Result<Capture>) -> ControlFlow<()> + 's;

/// The bytes of a file: read forwards, but for containers that have their table at the end.
pub trait Bytes: Read + Seek {}

impl<T: Read + Seek> Bytes for T {}

/// Opens a file of an archive and reads the captures in it.
///
/// # Errors
///
/// When the file cannot be opened. Trouble further in is given to `sink` among the captures, and reading goes on behind
/// it where that is possible; bytes that hold no article by their kind are given as [`crate::ErrorKind::Skipped`].
pub fn open(origin: Origin, limits: &Limits, sink: &mut Sink<'_>) -> Result<()> {
    let path = origin.full_path();
    let mut file = File::open(&path).map_err(|cause| Error::from(cause).at(&path))?;
    read(origin, &mut file, limits, sink);
    Ok(())
}

/// Reads the captures in the bytes of a file, whose name counts for less than its bytes.
pub fn read(origin: Origin, bytes: &mut dyn Bytes, limits: &Limits, sink: &mut Sink<'_>) {
    let path = origin.full_path();
    let layer = Layer {
        name: file_name(&path.to_string_lossy()),
        origin,
        declared: Declared::default(),
        depth: 0,
        limits,
        budget: Budget::default(),
        shown: Shown::default(),
        beside: Beside::Folder,
        track: None,
    };
    // Whether the sink wanted to end or the file did makes no difference any more.
    let _ended = guarded(&mut |item| sink(item.map_err(|error| error.at(&path))), |sink| layer.file(bytes, sink));
}

/// One layer of a file: the file itself, what lies under a layer of compression, or a member of a container.
struct Layer<'a> {
    origin: Origin,
    /// The layer's name in lower case, without the endings of the layers above.
    name: String,
    /// What the container says of it.
    declared: Declared,
    depth: usize,
    limits: &'a Limits,
    budget: Budget,
    /// What the pages of the file showed, where it is a crawl.
    shown: Shown,
    /// What lies beside it.
    beside: Beside,
    /// The layer of compression right above.
    track: Option<Track>,
}

impl Layer<'_> {
    /// Reads the file itself, which can be read in any order.
    fn file(self, bytes: &mut dyn Bytes, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let mut head = Vec::new();
        if let Err(cause) = Read::take(&mut *bytes, HEAD).read_to_end(&mut head) {
            return sink(Err(of_read(cause)));
        }
        match sniff(&head, &self.name, &self.limits.fields) {
            Format::Zip => self.zipped(bytes, sink),
            Format::SelfExtracting => self.self_extracting(bytes, sink),
            _ if returns::end_lines(&head) => self.captures(&mut Returns(head.as_slice().chain(bytes)), sink),
            format => self.read(format, &head, &mut head.as_slice().chain(bytes), sink),
        }
    }

    fn zipped(self, bytes: &mut dyn Bytes, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.members(sink, |layer, each| zip::members(bytes, layer.limits, &layer.budget, &layer.shown, each))
    }

    /// Reads the ZIP archive in a page; where there is none, the page.
    fn self_extracting(self, bytes: &mut dyn Bytes, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let is_zip = bytes.rewind().and_then(|()| Buffered::new(&mut *bytes).skip_to(b"PK\x03\x04"));
        match is_zip.and_then(|is_zip| bytes.rewind().map(|()| is_zip)) {
            Ok(true) => self.zipped(bytes, sink),
            Ok(false) => sink(page::read(self.origin, MediaType::Html, self.declared, bytes, self.limits)),
            Err(cause) => sink(Err(of_read(cause))),
        }
    }

    fn captures(self, mut bytes: &mut dyn Read, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let mut head = Vec::new();
        if let Err(cause) = Read::take(&mut bytes, HEAD).read_to_end(&mut head) {
            return sink(Err(of_read(cause)));
        }
        let mut whole = head.as_slice().chain(bytes);
        if returns::end_lines(&head) {
            return self.captures(&mut Returns(whole), sink);
        }
        let format = sniff(&head, &self.name, &self.limits.fields);
        self.read(format, &head, &mut whole, sink)
    }

    /// Reads bytes of this format, which start with `head`.
    fn read(self, format: Format, head: &[u8], mut whole: &mut dyn Read, sink: &mut Sink<'_>) -> ControlFlow<()> {
        match format {
            Format::Page(media_type) => sink(page::read(self.origin, media_type, self.declared, whole, self.limits)),
            Format::Mail
            | Format::WebArchive
            | Format::Bundle
            | Format::Telegram
            | Format::WhatsApp
            | Format::Bookmarks
            | Format::Mets => self.whole(&format, whole, sink),
            Format::Document(_) | Format::Rtf => self.document(&format, whole, sink),
            #[cfg(feature = "pdf")]
            Format::Pdf => {
                let bytes = read_whole(whole, "max-bundle", self.limits.max_bundle);
                let (origin, declared) = (self.origin.clone(), self.declared.clone());
                let document = bytes
                    .and_then(|bytes| super::documents::pdf::capture::capture(origin, declared, &bytes, self.limits));
                let (capture, note) = match document {
                    Ok(document) => (Ok(document.capture), document.note),
                    Err(error) => (Err(error), None),
                };
                self.text(capture, sink)?;
                note.map_or(ControlFlow::Continue(()), |note| sink(Err(note)))
            }
            Format::SelfExtracting => match zip::laid_by(whole, self.limits) {
                Ok(mut bytes) => self.self_extracting(&mut bytes, sink),
                Err(error) => sink(Err(error)),
            },
            Format::Feed
            | Format::Fields(_)
            | Format::Ghost
            | Format::Json
            | Format::MovableType
            | Format::Ndjson
            | Format::Ris
            | Format::Sfeed
            | Format::Table
            | Format::Vertical
            | Format::Xml(_) => {
                let (origin, beside, limits) = (self.origin.clone(), &self.beside, self.limits);
                let records = Text { origin, head, whole, beside, limits }.records(&format);
                match (format, &self.declared.url) {
                    (Format::Feed, Some(_)) => self.records(records.map(|item| item.and_then(with_full_text)), sink),
                    _ => self.records(records, sink),
                }
            }
            Format::Export(service, form) => self.stories(service, form, head, whole, sink),
            Format::Gzip | Format::Zstd | Format::Bzip2 | Format::Xz => self.unpacked(&format, whole, sink),
            Format::Other(kind) => sink(Err(Error::skipped(kind))),
            container => self.members(sink, |layer, each| layer.contained(&container, &mut whole, each)),
        }
    }

    /// Reads what is held whole while it is read.
    fn whole(self, format: &Format, whole: &mut dyn Read, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let bytes = match read_whole(whole, "max-bundle", self.limits.max_bundle) {
            Ok(bytes) => bytes,
            Err(error) => return sink(Err(error)),
        };
        match format {
            Format::Mail => self.mail(mail::behind_count(&bytes), sink),
            Format::Bundle => self.bundle(&bytes, sink),
            Format::Telegram => self.records(telegram::messages(&self.origin, &bytes).into_iter().map(Ok), sink),
            Format::WhatsApp => {
                let messages = whatsapp::messages(&self.origin, &String::from_utf8_lossy(&bytes));
                self.records(messages.into_iter().map(Ok), sink)
            }
            Format::Bookmarks => self.records(bookmarks::links(&self.origin, &bytes).into_iter(), sink),
            Format::Mets => {
                let articles = self.beside.articles(&self.origin, &bytes, self.limits);
                self.records(articles.into_iter(), sink)
            }
            _ => sink(webarchive::capture(self.origin, self.declared, &bytes)),
        }
    }

    /// Gives a document's text, or the stories of a database that wrote it.
    fn text(&self, capture: Result<Capture>, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let service = capture.as_ref().ok().and_then(|capture| service::of_document(&capture.bytes));
        match (capture, service) {
            (Ok(capture), Some(service)) => self.stories(service, Form::Text, b"", &mut capture.bytes.as_slice(), sink),
            (capture, _) => sink(capture),
        }
    }

    /// Reads the members of a container that is read forwards.
    fn contained(
        &self,
        format: &Format,
        whole: &mut dyn Read,
        each: &mut dyn FnMut(Result<Member<'_>>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let (limits, budget) = (self.limits, &self.budget);
        match format {
            Format::Warc => warc::members(whole, self.track.clone(), (limits, budget), &self.shown, each),
            Format::Arc => arc::members(whole, self.track.clone(), limits, budget, each),
            Format::Har => har::members(whole, limits, budget, each),
            Format::Wrr => wrr::members(whole, limits, budget, each),
            Format::Mbox => mbox::members(whole, limits, budget, each),
            Format::Tar => tar::members(whole, limits, budget, each),
            _ => match zip::laid_by(whole, limits) {
                Ok(bytes) => zip::members(bytes, limits, budget, &self.shown, each),
                Err(error) => each(Err(error)),
            },
        }
    }

    /// Reads a message, or the stories of a database that sent them by mail, and then what is attached to it.
    fn mail(&self, bytes: &[u8], sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.text(mail::capture(self.origin.clone(), self.declared.clone(), bytes), sink)?;
        for attachment in mail::attachments(bytes) {
            let mail::Attachment { name, kind, bytes, charset } = attachment;
            if let Err(error) = self.check_depth().and_then(|()| self.budget.add_member(self.limits)) {
                return sink(Err(error.in_member(name)));
            }
            let declared = Declared { charset, ..Declared::default() };
            let member = Member { name, kind, offset: None, declared, bytes: &mut bytes.as_slice() };
            self.member(member, Beside::Nothing, sink)?;
        }
        ControlFlow::Continue(())
    }

    /// Reads pages that were put together in one.
    fn bundle(&self, bytes: &[u8], sink: &mut Sink<'_>) -> ControlFlow<()> {
        let pages = percollate::pages(bytes).into_iter().enumerate();
        let captures = pages.map(|(number, (start, page))| {
            let (member, offset) = (Some(format!("article {}", number + 1)), Some(start as u64));
            let origin = Origin { member, offset, ..self.origin.clone() };
            page::read(origin, MediaType::Html, Declared::default(), page.as_slice(), self.limits)
        });
        self.records(captures, sink)
    }

    /// Reads a word processor's document: the stories of a database's export, or one text.
    fn document(&self, format: &Format, whole: &mut dyn Read, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let allowance = Allowance::new(self.limits);
        let bytes = BufReader::new(allowance.on(whole));
        let mut pieces: Box<dyn Iterator<Item = io::Result<Piece>> + '_> = match format {
            Format::Document(markup) => Box::new(OfficeLines::new(bytes, *markup)),
            _ => Box::new(RtfLines::new(bytes)),
        };
        let mut pieces = pieces.by_ref().inspect(|_| allowance.renew());
        let (ahead, service) = service::of_lines(&mut pieces);
        let pieces = ahead.into_iter().chain(pieces);
        match service {
            Some(service) => self.records(Stories::new(self.origin.clone(), service, pieces, self.limits), sink),
            None => sink(office::capture(self.origin.clone(), self.declared.clone(), pieces, self.limits)),
        }
    }

    /// Reads the stories of a news database's export.
    fn stories(
        &self,
        service: Service,
        form: Form,
        head: &[u8],
        whole: &mut dyn Read,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        let allowance = Allowance::new(self.limits);
        let text = Decoded::new(allowance.on(whole), declared(head));
        let decoding = text.decoding();
        let text = BufReader::new(text);
        let origin = self.origin.clone();
        match form {
            Form::Page => {
                let stories = Stories::new(origin, service, HtmlLines::new(text), self.limits);
                self.records(decoding.behind(stories.within(allowance)), sink)
            }
            Form::Text => {
                let stories = Stories::new(origin, service, PlainLines::new(text), self.limits);
                self.records(decoding.behind(stories.within(allowance)), sink)
            }
        }
    }

    /// Reads records until there are too many of them.
    fn records(&self, items: impl Iterator<Item = Result<Capture>>, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.counted(SharedOrder::new(items), sink)
    }

    fn counted(&self, mut items: impl Iterator<Item = Result<Capture>>, sink: &mut Sink<'_>) -> ControlFlow<()> {
        items.try_for_each(|item| match self.budget.add_member(self.limits) {
            Ok(()) => sink(item),
            Err(error) => {
                sink(Err(error))?;
                ControlFlow::Break(())
            }
        })
    }

    /// Reads what lies under a layer of compression.
    fn unpacked(self, format: &Format, bytes: &mut dyn Read, sink: &mut Sink<'_>) -> ControlFlow<()> {
        if let Err(error) = self.check_depth() {
            return sink(Err(error));
        }
        let track = Track::default();
        let (limits, budget) = (self.limits, self.budget.clone());
        let mut unpacked: Box<dyn Read> = match format {
            Format::Zstd => Box::new(Unpacked::new(bytes, limits, budget, track.clone())),
            Format::Bzip2 => Box::new(stream::bzip2(bytes, limits, budget, track.clone())),
            Format::Xz => Box::new(stream::xz(bytes, limits, budget, track.clone())),
            _ => Box::new(Inflated::new(bytes, limits, budget, track.clone())),
        };
        let name = ENDINGS.iter().find_map(|ending| self.name.strip_suffix(ending)).unwrap_or(&self.name);
        let inner = Layer { name: name.to_owned(), depth: self.depth + 1, track: Some(track.clone()), ..self };
        inner.captures(&mut unpacked, sink)?;
        track.take_damage().map_or(ControlFlow::Continue(()), |damage| sink(Err(damage)))
    }

    /// Reads the members of a container, each a layer of its own.
    fn members(
        self,
        sink: &mut Sink<'_>,
        read: impl FnOnce(&Self, &mut dyn FnMut(Result<Member<'_>>) -> ControlFlow<()>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if let Err(error) = self.check_depth() {
            return sink(Err(error));
        }
        let issues = Issues::new(self.limits);
        guarded(sink, |sink| {
            read(&self, &mut |item| match item {
                Ok(member) => {
                    let place = Place { name: member.name.clone(), offset: member.offset };
                    self.member(member, Beside::Members(issues.clone(), place), sink)?;
                    self.told(issues.ready(), sink)
                }
                Err(error) => sink(Err(error)),
            })
        })?;
        self.told(issues.rest(), sink)
    }

    /// Gives what is known of issues by now.
    fn told(&self, items: Vec<(Place, Result<Capture>)>, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let items = items.into_iter().map(|(Place { name, offset }, item)| placed(item, &name, offset));
        self.counted(items, sink)
    }

    fn member(&self, member: Member<'_>, beside: Beside, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let Member { name, kind, offset, declared, bytes } = member;
        let layer = Layer {
            origin: self.origin.clone(),
            name: if kind.is_empty() { file_name(&name) } else { format!("record.{kind}") },
            declared,
            depth: self.depth + 1,
            limits: self.limits,
            budget: self.budget.clone(),
            shown: self.shown.clone(),
            beside,
            track: None,
        };
        guarded(&mut |item| sink(placed(item, &name, offset)), |sink| layer.captures(bytes, sink))
    }

    fn check_depth(&self) -> Result<()> {
        if self.depth < self.limits.max_depth {
            return Ok(());
        }
        Err(over("max-depth", format!("more than {} layers of compression and containers", self.depth)))
    }
}

/// The item of a feed that was crawled, if it has its whole text: of a teaser the crawl has the page itself.
fn with_full_text(capture: Capture) -> Result<Capture> {
    /// No teaser is longer than this, in bytes, its markup included.
    const TEASER: usize = 600;
    if capture.bytes.len() > TEASER {
        return Ok(capture);
    }
    let error = Error::skipped("an item of a crawled feed without its whole text");
    Err(Error { member: capture.origin.member, ..error })
}

/// An item of a member, with its place in the container.
fn placed(item: Result<Capture>, name: &str, offset: Option<u64>) -> Result<Capture> {
    let join = |inner: Option<String>| Some(inner.map_or(name.to_owned(), |inner| format!("{name} > {inner}")));
    match item {
        Ok(mut capture) => {
            capture.origin.member = join(capture.origin.member);
            capture.origin.offset = offset;
            Ok(capture)
        }
        Err(error) => Err(Error { member: join(error.member), offset, ..error }),
    }
}

/// Reads, and where a reader panics gives that as an item: one bad member is not the end of its container.
pub(super) fn guarded(sink: &mut Sink<'_>, read: impl FnOnce(&mut Sink<'_>) -> ControlFlow<()>) -> ControlFlow<()> {
    match catch_unwind(AssertUnwindSafe(|| read(sink))) {
        Ok(flow) => flow,
        Err(panic) => sink(Err(Error::of_panic(panic.as_ref()))),
    }
}

/// The last part of a path or URL, in lower case.
pub(super) fn file_name(path: &str) -> String {
    let path = path.split('?').next().unwrap_or(path).trim_end_matches('/');
    Path::new(path).file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;

    use super::*;
    use crate::ErrorKind;
    use crate::model::MediaType;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn items(name: &str, bytes: &[u8]) -> Vec<Result<Capture>> {
        let mut items = Vec::new();
        read(Origin::file("/archive", name), &mut Cursor::new(bytes), &Limits::default(), &mut |item| {
            items.push(item);
            ControlFlow::Continue(())
        });
        items
    }

    fn only(name: &str, bytes: &[u8]) -> Capture {
        let mut items = items(name, bytes);
        assert_eq!(items.len(), 1, "{name}");
        items.remove(0).unwrap()
    }

    #[test]
    fn bytes_count_for_more_than_the_name() {
        let page = b"<!DOCTYPE html><title>Ferry resumes</title><p>The ferry sails again.";
        for name in ["a.html", "a.txt", "a.php", "story", "a.html.gz", "a.htm?page=2"] {
            assert_eq!(only(name, page).media_type, MediaType::Html, "{name}");
            assert_eq!(only(name, &packed(page)).bytes, page, "{name}, packed");
        }
        assert_eq!(only("a.md", b"# Ferry").media_type, MediaType::Markdown);
        assert_eq!(only("a.txt.gz", &packed(b"Ferry")).media_type, MediaType::Text);
        assert_eq!(only("a.jsonl.gz", &packed(b"{\"text\": \"Ferry\"}")).bytes, b"Ferry");
    }

    #[test]
    fn a_page_that_names_a_self_extracting_one_or_has_lost_its_archive_is_a_page() {
        for page in [
            "<!DOCTYPE html><!-- <html data-sfz> --><html><title>Ferry</title><p>It sails.",
            "<html><script>if (x == '<html data-sfz>') y()</script><p>It sails.",
            "<!DOCTYPE html> <html data-sfz><title>Ferry</title><p>It sails.",
        ] {
            assert_eq!(only("a.html", page.as_bytes()).bytes, page.as_bytes());
            assert_eq!(only("a.html.gz", &packed(page.as_bytes())).bytes, page.as_bytes());
        }
    }

    #[test]
    fn what_is_no_article_is_skipped_by_its_kind() {
        let kinds: &[(&str, &[u8], &str)] = &[
            ("a.html", b"", "empty"),
            ("a.html", b"\x89PNG\r\n\x1a\n\0\0", "image"),
            ("a.rar", b"Rar!\x1A\x07 ...", "RAR"),
            ("a.css", b"body { color: red }", "style sheet"),
            ("a.bin", b"\x01\x02\0\0\x03", "binary"),
        ];
        for (name, bytes, kind) in kinds {
            let error = items(name, bytes).remove(0).unwrap_err();
            assert!(matches!(&error.kind, ErrorKind::Skipped(what) if what.contains(kind)), "{name}: {error}");
        }
    }

    #[test]
    fn a_cut_page_is_kept_and_the_cut_told_behind_it() {
        let page = format!("<!DOCTYPE html><p>{}", (0..9_000).map(|n| format!("{} ", n * 7919)).collect::<String>());
        let bytes = packed(page.as_bytes());
        let items = items("a.html.gz", &bytes[..bytes.len() * 3 / 4]);
        assert_eq!(items.len(), 2);
        let kept = &items[0].as_ref().unwrap().bytes;
        assert!(kept.len() > page.len() / 2 && page.as_bytes().starts_with(kept));
        let error = items[1].as_ref().unwrap_err();
        assert_eq!(error.path.as_deref(), Some(Path::new("/archive/a.html.gz")));
        assert!(error.offset.is_some());
    }

    #[test]
    fn layers_end_at_the_limit() {
        let deep = (0..9).fold(b"text".to_vec(), |bytes, _| packed(&bytes));
        let mut items = items("a.gz", &deep);
        assert_eq!(items.len(), 1, "{items:?}");
        let error = items.remove(0).unwrap_err();
        assert!(matches!(error.kind, ErrorKind::Limit { limit: "max-depth", .. }));
    }

    #[test]
    fn a_bomb_gives_no_page() {
        let bomb = packed(&vec![b' '; 12 << 20]);
        let limits: Vec<&str> = items("a.html.gz", &bomb)
            .into_iter()
            .map(|item| match item.map(|_| "kept").map_err(|error| error.kind) {
                Err(ErrorKind::Limit { limit, .. }) => limit,
                Ok(kept) => kept,
                Err(_) => "another error",
            })
            .collect();
        assert_eq!(limits, ["max-ratio"]);
    }

    #[test]
    fn a_reader_that_panics_ends_with_an_error_and_no_more() {
        let mut items = Vec::new();
        let flow = guarded(
            &mut |item| {
                items.push(item);
                ControlFlow::Continue(())
            },
            |_| panic!("number {}", 2),
        );
        assert!(flow.is_continue());
        assert!(items[0].as_ref().unwrap_err().to_string().ends_with("number 2"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), kind in 0..6usize) {
            let name = ["a.html", "a.txt", "a.md", "a.jsonl", "a.gz", "a"][kind];
            prop_assert!(items(name, &bytes).len() <= bytes.len() + 1);
            items(&format!("{name}.gz"), &packed(&bytes));
        }

        #[test]
        fn a_gzip_file_cut_anywhere_is_read(cut in 0usize..400, text in "[a-z \\n{}\":]{0,300}") {
            let bytes = packed(text.as_bytes());
            let cut = cut.min(bytes.len());
            for name in ["a.txt.gz", "a.jsonl.gz"] {
                let items = items(name, &bytes[..cut]);
                prop_assert!(cut == bytes.len() || items.last().is_none_or(|item| item.is_err()));
            }
        }

        #[test]
        fn lines_of_almost_json_are_read(lines in prop::collection::vec("[\\[{\"]{0,3}(text|title|[a-z])\"?:?[^\\r\\n]{0,30}", 0..20)) {
            let items = items("a.jsonl", lines.join("\n").as_bytes());
            prop_assert!(items.len() <= lines.len().max(1));
        }
    }
}
