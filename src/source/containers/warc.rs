//! WARC files (ISO 28500): the records of a crawl, each a response with its URL and the time it was fetched.
//!
//! Responses and resources that may be pages are members; those of other kinds are passed over by their type without
//! being kept, revisits are reported (`revisit`), and what crawlers write about themselves is left out without a word. The reader holds one record. A record
//! that is broken, or not as long as it says, is reported, and reading goes on at the next that begins with `WARC/`. Where
//! each record is compressed for itself, its place is that of its compressed member, from which it can be unpacked alone.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use memchr::memmem;

use super::headers::{Headers, media_type};
use super::http;
use super::media_kind::page_kind;
use super::member::{Each, Member};
use super::rendered::{Rendered, Shown};
use super::revisit::Pages;
use crate::model::Declared;
use crate::source::compression::budget::{Budget, Track};
use crate::source::compression::buffered::Buffered;
use crate::source::limits::{Limits, megabytes, of_read, over};
use crate::{Error, ErrorKind, Result};

/// Calls for each record that may be a page. `track` knows the compression around the records, `shown` gets what the pages
/// show.
pub(crate) fn members(
    bytes: impl Read,
    track: Option<Track>,
    (limits, budget): (&Limits, &Budget),
    shown: &Shown,
    each: &mut Each<'_>,
) -> ControlFlow<()> {
    if let Some(track) = &track {
        track.go_on_behind_damage();
    }
    let bytes = Buffered::new(bytes);
    let pages = Pages::default();
    for item in (Records { bytes, track, limits, budget, pages, behind: None, state: ReaderState::AtRecord }) {
        match item {
            Ok(Record { url, kind: RENDERED, offset, declared, content }) => {
                let (page, mut text) = (url[TEXT.len()..].to_owned(), content.as_slice());
                let rendered = Rendered { url: page, name: url, declared };
                let member = shown.member(rendered, &mut text).map_err(|error| error.at_offset(offset));
                each(member.map(|member| Member { offset: Some(offset), ..member }))?;
            }
            Ok(Record { url, kind, offset, declared, content }) => {
                if kind == "html" {
                    shown.note(&url, &content);
                }
                let (name, offset, mut bytes) = (url, Some(offset), content.as_slice());
                each(Ok(Member { name, kind, offset, declared, bytes: &mut bytes }))?;
            }
            Err(error) => each(Err(error))?,
        }
    }
    ControlFlow::Continue(())
}

/// The scheme under which crawlers with a browser keep the text that it showed of a page.
const TEXT: &str = "urn:text:";
/// The kind of such a text.
const RENDERED: &str = "rendered text";

/// A record that may be a page.
struct Record {
    url: String,
    kind: &'static str,
    offset: u64,
    declared: Declared,
    content: Vec<u8>,
}

/// The records of a file.
struct Records<'a, R> {
    bytes: Buffered<R>,
    track: Option<Track>,
    limits: &'a Limits,
    budget: &'a Budget,
    /// The pages that were come by, for revisits of them.
    pages: Pages,
    /// An error to be reported after the record that was given.
    behind: Option<Error>,
    state: ReaderState,
}

/// Where in the file the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ReaderState {
    AtRecord,
    Lost,
    AtEnd,
}

/// What the header of a record says.
struct Head {
    url: String,
    offset: u64,
    length: u64,
    headers: Headers,
}

impl Head {
    fn of(headers: Headers, offset: u64) -> Result<Head> {
        let length = headers.get("content-length").and_then(|length| length.parse().ok());
        let url = headers.address("warc-target-uri").unwrap_or_default().trim_matches(['<', '>']).to_owned();
        match (length, headers.get("warc-type")) {
            (Some(length), Some(_)) => Ok(Head { url, offset, length, headers }),
            _ => Err(Error::malformed("the record's header has no type or length")),
        }
    }

    fn place(&self, error: Error) -> Error {
        let error = error.at_offset(self.offset);
        if self.url.is_empty() { error } else { error.in_member(self.url.as_str()) }
    }

    /// Whether it is of the web: crawlers keep their logs and lists under schemes of their own.
    fn is_of_web(&self) -> bool {
        let is_of_web =
            |scheme: &str| ["http", "https", "ftp", "file"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        self.url.split_once(':').is_some_and(|(scheme, _)| is_of_web(scheme))
    }
}

/// A record's content while it is read: no more than its header says.
type Body<'b, R> = io::Take<&'b mut Buffered<R>>;

impl<R: Read> Records<'_, R> {
    /// Reads on to the end of the next record; none when it holds no page and there is nothing to report of it.
    fn step(&mut self) -> Result<Option<Record>> {
        if !self.find_record().map_err(of_read)? {
            self.state = ReaderState::AtEnd;
            return Ok(None);
        }
        let offset = self.track.as_ref().map_or(self.bytes.consumed(), Track::member);
        self.budget.add_member(self.limits)?;
        self.state = ReaderState::Lost;
        let headers = Headers::read(&mut self.bytes).map_err(|cause| of_read(cause).at_offset(offset))?;
        let head = Head::of(headers, offset).map_err(|error| error.at_offset(offset))?;
        self.state = ReaderState::AtRecord;
        self.record(&head).map_err(|error| head.place(error))
    }

    /// Goes to where the next record begins; false at the end of the file.
    fn find_record(&mut self) -> io::Result<bool> {
        if self.state == ReaderState::AtRecord {
            while matches!(self.bytes.peek(1)?.first(), Some(b'\r' | b'\n')) {
                self.bytes.consume(1);
            }
            let ahead = self.bytes.peek(MARK.len() + 2)?;
            if ahead.is_empty() || is_mark(ahead) {
                return Ok(!ahead.is_empty());
            }
            self.state = ReaderState::Lost;
            let offset = self.track.as_ref().map_or(self.bytes.consumed(), Track::member);
            let error = Error::malformed("no WARC record begins here").at_offset(offset);
            return Err(io::Error::other(error));
        }
        while self.bytes.skip_to(MARK)? {
            if is_mark(self.bytes.peek(MARK.len() + 2)?) {
                return Ok(true);
            }
            self.bytes.consume(MARK.len());
        }
        Ok(false)
    }

    fn record(&mut self, head: &Head) -> Result<Option<Record>> {
        let length = self.length(head)?;
        let mut body = self.bytes.by_ref().take(length);
        let mut kept = match head.headers.get("warc-type") {
            Some("response") if head.is_of_web() => response(&mut body, head, self.limits),
            Some("resource" | "conversion") if head.is_of_web() => resource(&mut body, head, self.limits),
            Some("resource" | "conversion") if head.url.starts_with(TEXT) => rendered(&mut body, self.limits),
            Some("revisit") if head.is_of_web() => revisit(&mut body, head, &self.pages),
            _ => Ok(None),
        };
        if let Ok(Some(_)) = kept {
            self.pages.add(&head.headers);
        }
        let damage = kept.as_mut().ok().and_then(|raw| raw.as_mut()?.damage.take());
        // After damage the next bytes are those of another record.
        let passed = match (damage, &kept) {
            (Some(damage), _) => Err(damage),
            (None, Err(error)) if is_damage(error) => Ok(()),
            (None, _) => io::copy(&mut body, &mut io::sink()).map(drop).map_err(of_read),
        };
        let left = body.limit();
        let mut kept = match (kept, passed) {
            (Err(error), _) => {
                self.state = if is_damage(&error) { ReaderState::Lost } else { self.state };
                self.look_behind(head, left, None);
                return Err(error);
            }
            (Ok(kept), Ok(())) => kept,
            (Ok(kept), Err(error)) => {
                self.lose(head, error);
                kept
            }
        };
        self.look_behind(head, left, kept.as_mut());
        if length < head.length && self.behind.is_none() {
            self.behind = Some(head.place(Error::malformed(SHORTER)));
        }
        kept.map(|raw| raw.into_record(head, self.limits, self.budget)).transpose()
    }

    /// How long a record is: as it says, unless records of this file have said too much so often that it pays to look for the next
    /// one in it.
    fn length(&mut self, head: &Head) -> Result<u64> {
        if !self.bytes.went_back_too_far() {
            return Ok(head.length);
        }
        let within = usize::try_from(head.length.min(self.limits.max_document)).unwrap_or(usize::MAX);
        let next = self.bytes.distance_to(NEXT, within).map_err(of_read)?;
        Ok(next.map_or(head.length, |next| next as u64))
    }

    /// Looks at what follows a record: another one, or a sign that it is not as long as it says. A record that has
    /// swallowed the next one is cut where that begins.
    fn look_behind(&mut self, head: &Head, left: u64, kept: Option<&mut Raw>) {
        if self.state != ReaderState::AtRecord {
            return;
        }
        let well = match self.bytes.peek(4) {
            Ok(ahead) => ahead.is_empty() || ahead.starts_with(b"\r\n") || ahead.starts_with(b"\n"),
            Err(_) => true,
        };
        if well && left == 0 {
            return;
        }
        let swallowed = kept.and_then(|raw| {
            let at = memmem::find(&raw.body, NEXT)?;
            Some(raw.body.split_off(at))
        });
        match swallowed {
            Some(next) => {
                self.bytes.unread(&next);
                self.behind = Some(head.place(Error::malformed(SHORTER)));
            }
            None if left > 0 => {
                let what = "the record is cut off; what came before the cut was read";
                self.behind = Some(head.place(Error::malformed(what)));
            }
            None => self.lose(head, Error::malformed("the record is longer than it says")),
        }
    }

    fn lose(&mut self, head: &Head, error: Error) {
        self.state = if is_damage(&error) { ReaderState::Lost } else { ReaderState::AtEnd };
        self.behind = Some(head.place(error));
    }
}

impl<R: Read> Iterator for Records<'_, R> {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Result<Record>> {
        if let Some(error) = self.behind.take() {
            return Some(Err(error));
        }
        while self.state != ReaderState::AtEnd {
            match self.step() {
                Ok(None) if self.behind.is_none() => {}
                Ok(None) => return self.behind.take().map(Err),
                Ok(Some(record)) => return Some(Ok(record)),
                Err(error) => {
                    if !is_damage(&error) && !is_of_one_record(&error) {
                        self.state = ReaderState::AtEnd;
                    }
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

/// How a record begins, and what follows is its version.
const MARK: &[u8] = b"WARC/";

/// How the next record stands behind one.
const NEXT: &[u8] = b"\r\n\r\nWARC/1.";
/// What is told of a record in which the next one begins.
const SHORTER: &str = "the record is shorter than it says";

fn is_mark(ahead: &[u8]) -> bool {
    ahead.strip_prefix(MARK).is_some_and(|version| matches!(version, [b'0'..=b'9', b'.', ..]))
}

/// Whether the data is at fault, so that there may be more after it.
fn is_damage(error: &Error) -> bool {
    matches!(error.kind, ErrorKind::Malformed(_))
}

fn is_of_one_record(error: &Error) -> bool {
    error.is_skip() || matches!(error.kind, ErrorKind::Limit { limit: "max-document" | "max-ratio", .. })
}

/// A record's content as it was stored.
struct Raw {
    kind: &'static str,
    charset: Option<String>,
    /// The header of the HTTP message, where it is one.
    http: Headers,
    body: Vec<u8>,
    /// What ended it early.
    damage: Option<Error>,
}

impl Raw {
    fn into_record(self, head: &Head, limits: &Limits, budget: &Budget) -> Result<Record> {
        let content = http::content(&self.http, self.body, limits, budget)?;
        let captured = head.headers.get("warc-date").and_then(|date| date.parse().ok());
        let declared = Declared { url: Some(head.url.clone()), captured, charset: self.charset, ..Declared::default() };
        Ok(Record { url: head.url.clone(), kind: self.kind, offset: head.offset, declared, content })
    }
}

fn response<R: Read>(body: &mut Body<'_, R>, head: &Head, limits: &Limits) -> Result<Option<Raw>> {
    let http = Headers::read(body).map_err(of_read)?;
    let (kind, charset) = answer(&http, &head.url)?;
    let (body, damage) = read_body(body, limits)?;
    Ok(Some(Raw { kind, charset, http, body, damage }))
}

/// What an answer holds by its header, and its charset; an error that names the kind where it can be no page.
fn answer(http: &Headers, url: &str) -> Result<(&'static str, Option<String>)> {
    match http::status(http) {
        200..=299 => {}
        300..=399 => return Err(Error::skipped("a redirect")),
        status => return Err(Error::skipped(format!("an answer of HTTP status {status}"))),
    }
    let (essence, charset) = media_type(http.get("content-type").unwrap_or_default());
    Ok((page_kind(&essence, url)?, charset))
}

/// What is reported of a revisit: its page, or what else it is of, where it has the header of the answer.
fn revisit<R: Read>(body: &mut Body<'_, R>, head: &Head, pages: &Pages) -> Result<Option<Raw>> {
    let http = Headers::read(body).map_err(of_read)?;
    // 304 says that nothing has changed, and nothing of what it is.
    if !matches!(http::status(&http), 0 | 304) {
        answer(&http, &head.url)?;
    }
    Err(pages.revisited(&head.headers))
}

fn resource<R: Read>(body: &mut Body<'_, R>, head: &Head, limits: &Limits) -> Result<Option<Raw>> {
    let (essence, charset) = media_type(head.headers.get("content-type").unwrap_or_default());
    let kind = page_kind(&essence, &head.url)?;
    let (body, damage) = read_body(body, limits)?;
    Ok(Some(Raw { kind, charset, http: Headers::default(), body, damage }))
}

/// The text that a browser showed of a page, in UTF-8.
fn rendered<R: Read>(body: &mut Body<'_, R>, limits: &Limits) -> Result<Option<Raw>> {
    let (body, damage) = read_body(body, limits)?;
    Ok(Some(Raw { kind: RENDERED, charset: None, http: Headers::default(), body, damage }))
}

/// The content of a record; where the file is damaged, what came before that, and the damage.
fn read_body<R: Read>(body: &mut Body<'_, R>, limits: &Limits) -> Result<(Vec<u8>, Option<Error>)> {
    let mut bytes = Vec::with_capacity(body.limit().min(1 << 20) as usize);
    let damage = body.by_ref().take(limits.max_document.saturating_add(1)).read_to_end(&mut bytes).err().map(of_read);
    match damage {
        Some(damage) if bytes.is_empty() => Err(damage),
        _ if bytes.len() as u64 > limits.max_document => {
            Err(over("max-document", format!("the page is larger than {}", megabytes(limits.max_document))))
        }
        damage => Ok((bytes, damage)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PAGE: &str = "<!DOCTYPE html><title>Ferry</title><p>The ferry sails again.</p>";

    fn record(kind: &str, url: &str, content: &str) -> String {
        record_of_length(kind, url, content, content.len())
    }

    fn record_of_length(kind: &str, url: &str, content: &str, length: usize) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-10-15T08:30:00Z\r\n\
             Content-Length: {length}\r\n\r\n{content}\r\n\r\n"
        )
    }

    fn response(url: &str, head: &str, page: &str) -> String {
        record("response", url, &format!("HTTP/1.1 {head}\r\n\r\n{page}"))
    }

    /// What is given for the records: `URL kind content` or the error's text.
    fn told(bytes: impl Read, limits: &Limits) -> Vec<String> {
        let mut told = Vec::new();
        let flow = members(bytes, None, (limits, &Budget::default()), &Shown::default(), &mut |item| {
            told.push(match item {
                Ok(member) => {
                    let mut text = String::new();
                    member.bytes.read_to_string(&mut text).unwrap();
                    format!("{} {} {text}", member.name, member.kind)
                }
                Err(error) => format!("{} {error}", error.member.as_deref().unwrap_or("-")),
            });
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        told
    }

    fn read(text: &str) -> Vec<String> {
        told(text.as_bytes(), &Limits::default())
    }

    #[test]
    fn responses_and_resources_are_members_with_url_and_time() {
        let text = [
            record("warcinfo", "", "software: x"),
            record("request", "https://example.org/a", "GET /a HTTP/1.1"),
            response("<https://example.org/a>", "200 OK\r\nContent-Type: text/html; charset=koi8-r", PAGE),
        ]
        .concat();
        let mut seen = 0;
        let flow =
            members(text.as_bytes(), None, (&Limits::default(), &Budget::default()), &Shown::default(), &mut |item| {
                let Ok(member) = item else { panic!("an error") };
                seen += 1;
                assert_eq!((member.name.as_str(), member.kind), ("https://example.org/a", "html"));
                assert_eq!(member.offset, text.find("WARC/1.0\r\nWARC-Type: response").map(|at| at as u64));
                assert_eq!(member.declared.url.as_deref(), Some("https://example.org/a"));
                assert_eq!(member.declared.charset.as_deref(), Some("koi8-r"));
                assert_eq!(member.declared.captured, "2025-10-15T08:30:00Z".parse().ok());
                ControlFlow::Break(())
            });
        assert!(flow.is_break() && seen == 1);
    }

    #[test]
    fn other_types_and_answers_are_told_by_their_kind() {
        let text = [
            response("http://e.org/logo", "200 OK\r\nContent-Type: image/png", "png"),
            response("http://e.org/gone", "404 Not Found\r\nContent-Type: text/html", PAGE),
            response("http://e.org/moved", "301 Moved\r\nLocation: /a", ""),
            response("http://e.org/robots.txt", "200 OK\r\nContent-Type: text/plain", "User-agent: *"),
            response("http://e.org/feed", "200 OK\r\nContent-Type: application/rss+xml", "<rss>"),
            response("http://e.org/note", "200 OK\r\nContent-Type: text/plain", "A note."),
            record("resource", "metadata://gnu.org/wget.log", "log"),
            record("response", "dns:e.org", "127.0.0.1"),
        ]
        .concat();
        assert_eq!(
            read(&text),
            [
                "http://e.org/logo not read: an image",
                "http://e.org/gone not read: an answer of HTTP status 404",
                "http://e.org/moved not read: a redirect",
                "http://e.org/robots.txt not read: a file for robots",
                "http://e.org/feed xml <rss>",
                "http://e.org/note txt A note.",
            ]
        );
    }

    #[test]
    fn a_record_of_a_false_length_does_not_lose_the_next() {
        let page = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}");
        let next = response("http://e.org/b", "200 OK\r\nContent-Type: text/html", PAGE);
        let expected = format!("http://e.org/b html {PAGE}");
        for length in [page.len() - 9, page.len() + 150, page.len() + 5000] {
            let told = read(&(record_of_length("response", "http://e.org/a", &page, length) + &next));
            assert_eq!(told.len(), 3, "{told:?}");
            assert!(told[0].starts_with("http://e.org/a html <!DOCTYPE"));
            assert!(told[1].starts_with("http://e.org/a the record is"), "{told:?}");
            assert_eq!(told[2], expected);
        }
    }

    #[test]
    fn a_broken_record_is_told_and_the_next_is_found() {
        let next = response("http://e.org/b", "200 OK\r\nContent-Type: text/html", PAGE);
        for broken in [
            "garbage WARC/ WARC/x more",
            "WARC/1.0\r\nContent-Length: many\r\n\r\n",
            "WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        ] {
            let told = read(&format!("{broken}\r\n\r\n{next}"));
            assert_eq!(told.len(), 2, "{broken:?}: {told:?}");
            assert_eq!(told[1], format!("http://e.org/b html {PAGE}"));
        }
    }

    #[test]
    fn a_cut_record_is_kept_to_the_cut() {
        let text = response("http://e.org/a", "200 OK\r\nContent-Type: text/html", PAGE);
        let told = read(&text[..text.len() - 20]);
        assert_eq!(told.len(), 2);
        assert!(told[0].ends_with("The ferry "), "{}", told[0]);
        assert!(told[1].contains("cut off"));
    }

    #[test]
    fn a_page_over_the_limit_is_left_out_and_the_next_is_read() {
        let limits = Limits { max_document: 100, ..Limits::default() };
        let long = response("http://e.org/a", "200 OK\r\nContent-Type: text/html", &"x".repeat(5000));
        let text = long + &response("http://e.org/b", "200 OK\r\nContent-Type: text/html", PAGE);
        let told = told(text.as_bytes(), &limits);
        assert!(told[0].contains("max-document") && told[1].ends_with(PAGE), "{told:?}");
    }

    /// Gives some bytes, fails as a damaged gzip member does, and goes on with the next record.
    struct Broken<'a>(&'a [u8], bool, &'a [u8]);

    impl Read for Broken<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() && !std::mem::replace(&mut self.1, true) {
                return Err(io::Error::other(Error::malformed("damaged")));
            }
            if self.0.is_empty() { self.2.read(into) } else { self.0.read(into) }
        }
    }

    #[test]
    fn damage_costs_only_the_record_that_it_is_in() {
        let long = response("http://e.org/a", "200 OK\r\nContent-Type: text/html", &PAGE.repeat(50));
        let next = response("http://e.org/b", "200 OK\r\nContent-Type: text/html", PAGE);
        for cut in [long.find("Content-Length").unwrap(), long.find("<!DOCTYPE").unwrap(), 900] {
            let told = told(Broken(&long.as_bytes()[..cut], false, next.as_bytes()), &Limits::default());
            assert_eq!(told.last(), Some(&format!("http://e.org/b html {PAGE}")), "{cut}");
            assert_eq!(told.iter().filter(|item| item.ends_with("damaged")).count(), 1, "{told:?}");
            assert_eq!(told.len(), if cut == 900 { 3 } else { 2 });
        }
    }

    #[test]
    fn there_may_be_too_many_records() {
        let text = response("http://e.org/b", "200 OK\r\nContent-Type: text/html", PAGE).repeat(5);
        let told = told(text.as_bytes(), &Limits { max_members: 3, ..Limits::default() });
        assert!(told.len() == 4 && told[3].contains("max-members"), "{told:?}");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            told(bytes.as_slice(), &Limits::default());
        }

        #[test]
        fn a_file_cut_anywhere_is_read(cut in 0usize..800, flip in 0usize..800) {
            let page = response("http://e.org/a", "200 OK\r\nContent-Type: text/html", PAGE);
            let mut bytes = page.repeat(3).into_bytes();
            if let Some(byte) = bytes.get_mut(flip) { *byte ^= 0x20; }
            told(&bytes[..cut.min(bytes.len())], &Limits::default());
            told(bytes.as_slice(), &Limits::default());
        }
    }
}
