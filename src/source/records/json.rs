//! JSON that holds several articles: an array of records, an array inside an envelope of a service, or records written out
//! over many lines.
//!
//! The beginning of the text tells where its records are ([`outline`](super::outline)); then it is read once
//! ([`scan`](super::scan)), and one record is held at a time. A broken record is reported with its number and place, and
//! reading goes on after it.
//!
//! Lists under names that the beginning does not show may come later. So an object that stands where no record was seen is a
//! candidate: it is held, and told by what it has ([`contents`](super::contents)) when it ends. What looks like an article and
//! is not read as one is counted.

use std::collections::VecDeque;
use std::io::{self, BufRead, Cursor, Read};

use super::account::Account;
use super::contents::{Contents, DEEPEST, Ended};
use super::outline::Outline;
use super::record;
use super::scan::{Scan, Shape};
use crate::model::{Capture, Origin};
use crate::source::limits::{Limits, megabytes, of_read, over};
use crate::{Error, Result};

/// How much of the text is looked at first to find its records.
const HEAD: u64 = 256 << 10;
/// How far records are looked for: what stands before a list in the envelopes of services is less.
const FARTHEST: u64 = 2 << 20;

/// The articles of a JSON file.
pub(crate) struct Elements<'a, R: Read> {
    text: io::Chain<Cursor<Vec<u8>>, R>,
    origin: Origin,
    limits: &'a Limits,
    outline: Outline,
    scan: Scan,
    /// What is open around the records.
    contents: Contents,
    /// How many bytes were taken from `text`.
    position: u64,
    /// The number of the record, from 1.
    number: u64,
    account: Account,
    /// A record of which the first byte was taken.
    begun: Option<Piece>,
    /// The text ends inside a value.
    is_cut: bool,
    /// That value was a record, and was reported as cut off.
    is_cut_told: bool,
    /// What is reported when the text is at its end, and an error in its beginning.
    last: VecDeque<Error>,
    ended: bool,
}

/// How sure it is that a piece is a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// No record was seen where it stands.
    Stranger,
    /// It stands in objects and lists as records do, under other names.
    Kin,
    /// It stands on a path of records.
    Sure,
}

/// A record, or a candidate for one, as it stands in the text.
struct Piece {
    standing: Standing,
    /// How many objects in it look like articles.
    articles: u64,
    start: u64,
    /// How many containers it stands in.
    depth: u64,
    is_bare: bool,
    bytes: Vec<u8>,
    /// It is larger than a document may be, and not kept whole.
    is_too_large: bool,
}

impl Piece {
    fn keep(&mut self, bytes: &[u8], limit: u64) {
        let room = usize::try_from(limit).unwrap_or(usize::MAX).saturating_sub(self.bytes.len());
        self.is_too_large |= bytes.len() > room;
        self.bytes.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }
}

impl<'a, R: BufRead> Elements<'a, R> {
    /// The articles in this text.
    pub(crate) fn new(origin: Origin, text: R, limits: &'a Limits) -> Elements<'a, R> {
        let mut elements = Elements {
            text: Cursor::new(Vec::new()).chain(text),
            origin,
            limits,
            outline: Outline::default(),
            scan: Scan::default(),
            contents: Contents::default(),
            position: 0,
            number: 0,
            account: Account::default(),
            begun: None,
            is_cut: false,
            is_cut_told: false,
            last: VecDeque::new(),
            ended: false,
        };
        if let Err(cause) = elements.look_ahead() {
            elements.last.push_back(of_read(cause));
            elements.ended = true;
        }
        elements
    }

    /// Reads as much of the text as it takes to know where its records stand.
    fn look_ahead(&mut self) -> io::Result<()> {
        let mut head = Vec::new();
        let mut room = HEAD;
        loop {
            let wanted = room.min(self.limits.max_document) - head.len() as u64;
            let read = self.text.get_mut().1.take(wanted).read_to_end(&mut head)? as u64;
            let start = behind_assignment(&head);
            self.outline = Outline::of(&head[start..], &self.limits.fields);
            if self.outline.has_records() || read < wanted || room >= self.limits.max_document.min(FARTHEST) {
                self.position = start as u64;
                *self.text.get_mut().0 = Cursor::new(head.split_off(start));
                return Ok(());
            }
            room *= 8;
        }
    }

    /// The text, where it is an object a line, which is better read by lines.
    pub(crate) fn into_lines(self) -> std::result::Result<impl BufRead, Box<Self>> {
        if self.outline.is_lines && self.position == 0 && self.last.is_empty() {
            Ok(self.text)
        } else {
            Err(Box::new(self))
        }
    }

    /// The next record; nothing at the end.
    fn piece(&mut self) -> io::Result<Option<Piece>> {
        let mut piece = self.begun.take();
        loop {
            let ahead = self.text.fill_buf()?;
            if ahead.is_empty() {
                self.is_cut = piece.is_some() || self.scan.depth() > 0;
                return Ok(self.at_end(piece));
            }
            let (taken, step) = self.scan.advance(ahead);
            if let Some(open) = &mut piece {
                // A bare value ends before a mark that belongs to what is around it.
                let kept = if open.is_bare && step.ended_before { taken - 1 } else { taken };
                open.keep(&ahead[..kept], self.limits.max_document);
            }
            let first = ahead[taken - 1];
            self.text.consume(taken);
            self.position += taken as u64;
            let is_sure = piece.as_ref().is_some_and(|open| open.standing == Standing::Sure);
            let mut is_over = piece.as_ref().is_some_and(|open| match open.is_bare {
                true => step.ended_before,
                false => is_sure && step.ends && self.scan.depth() == open.depth,
            });
            if is_sure && !is_over {
                continue;
            }
            if step.ends {
                is_over |= self.settle(&mut piece, self.scan.depth());
            }
            let begun = step.starts.and_then(|shape| self.start(shape, first, piece.as_ref().filter(|_| !is_over)));
            if is_over {
                self.contents.note_record();
                self.begun = begun;
                return Ok(piece);
            }
            if begun.is_some() {
                self.leave(piece.take());
                piece = begun;
            }
        }
    }

    /// Tells of what has ended whether it is a record: so it is of the candidate, where this is over, which otherwise is let go.
    fn settle(&mut self, piece: &mut Option<Piece>, depth: u64) -> bool {
        while let Some(ended) = self.contents.end(depth) {
            match piece {
                Some(open) if open.standing != Standing::Sure && open.depth == ended.depth => {
                    if self.is_record(open.standing, &ended) {
                        return true;
                    }
                    if self.contents.innermost().is_some_and(|map| self.outline.maps.contains(map)) {
                        self.account.note_no_article();
                    }
                    self.leave(piece.take());
                    self.note_unread(&ended);
                }
                Some(open) if open.standing != Standing::Sure => open.articles += u64::from(ended.own.is_whole()),
                _ => self.note_unread(&ended),
            }
        }
        false
    }

    /// Whether a candidate that has ended is a record.
    fn is_record(&self, standing: Standing, ended: &Ended) -> bool {
        match standing {
            Standing::Stranger => ended.own.title && ended.own.text,
            Standing::Kin => ended.seen.strength() >= self.outline.least,
            Standing::Sure => true,
        }
    }

    /// Lets go of a candidate that is no record, or holds what is more likely one.
    fn leave(&mut self, piece: Option<Piece>) {
        self.account.note_unread_articles(piece.map_or(0, |piece| piece.articles), "");
    }

    fn note_unread(&mut self, ended: &Ended) {
        let is_unread = ended.own.is_whole() && !ended.has_records;
        self.account.note_unread_articles(u64::from(is_unread), &ended.path);
    }

    /// The candidate that is open where the text ends, if it is a record as far as it goes.
    fn at_end(&mut self, mut piece: Option<Piece>) -> Option<Piece> {
        let is_over = self.settle(&mut piece, 0);
        piece.filter(|piece| is_over || piece.standing == Standing::Sure)
    }

    /// A value starts with the byte that was taken last: the record that starts with it, or a candidate that is more likely one
    /// than `open`.
    fn start(&mut self, shape: Shape, first: u8, open: Option<&Piece>) -> Option<Piece> {
        let is_container = matches!(shape, Shape::Object | Shape::Array);
        let depth = self.scan.depth() - u64::from(is_container);
        let is_candidate = shape == Shape::Object && depth < DEEPEST;
        let standing = match () {
            () if self.outline.paths.contains(self.scan.path()) => Some(Standing::Sure),
            () if is_candidate && self.outline.nestings.contains(&self.scan.nesting(depth)) => Some(Standing::Kin),
            () => is_candidate.then_some(Standing::Stranger),
        };
        let is_likelier = |standing: Standing| {
            open.is_none_or(|open| match open.standing {
                Standing::Stranger if standing == Standing::Stranger => !self.contents.may_be_article(open.depth),
                known => standing > known,
            })
        };
        let standing = standing.filter(|standing| is_likelier(*standing));
        if standing != Some(Standing::Sure) {
            self.contents.start(&self.scan, shape, &self.limits.fields);
        }
        let (start, is_bare) = (self.position - 1, shape == Shape::Bare);
        let bytes = vec![first];
        standing.map(|standing| Piece { standing, articles: 0, start, depth, is_bare, bytes, is_too_large: false })
    }

    fn capture(&mut self, piece: &Piece) -> Result<Capture> {
        self.number += 1;
        let member = format!("record {}", self.number);
        let place = |error: Error| error.in_member(member.as_str()).at_offset(piece.start);
        if piece.is_too_large {
            let what = format!("the record is larger than {}", megabytes(self.limits.max_document));
            return Err(place(over("max-document", what)));
        }
        let origin = Origin { member: Some(member.clone()), offset: Some(piece.start), ..self.origin.clone() };
        record::capture(origin, &piece.bytes, &self.limits.fields, &mut self.account).map_err(place)
    }

    fn end(&mut self) {
        self.ended = true;
        if !self.outline.has_records() {
            self.last.push_back(Error::skipped(self.outline.why_nothing()));
        } else if self.is_cut && !self.is_cut_told {
            self.last
                .push_back(Error::malformed("the JSON is cut off; what came before was read").at_offset(self.position));
        }
        self.last.extend(self.account.notes());
    }
}

impl<R: BufRead> Iterator for Elements<'_, R> {
    type Item = Result<Capture>;

    fn next(&mut self) -> Option<Result<Capture>> {
        while !self.ended && self.outline.has_records() {
            match self.piece() {
                Ok(Some(piece)) if piece.bytes == b"null" => {}
                Ok(Some(piece)) => {
                    self.is_cut_told = self.is_cut;
                    return Some(self.capture(&piece));
                }
                Ok(None) => break,
                Err(cause) => {
                    self.ended = true;
                    return Some(Err(of_read(cause).at_offset(self.position)));
                }
            }
        }
        if !self.ended {
            self.end();
        }
        self.last.pop_front().map(Err)
    }
}

/// Where the JSON starts in a file that gives it to a variable, as archives of X do (`window.YTD.tweets.part0 = [`).
fn behind_assignment(head: &[u8]) -> usize {
    let is_start = |byte: &u8| matches!(byte, b'[' | b'{');
    let Some(start) = head.iter().take(256).position(is_start) else { return 0 };
    let before = head[..start].trim_ascii();
    if before.starts_with(b"window.") && before.ends_with(b"=") { start } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &[u8], limits: &Limits) -> Vec<Result<Capture>> {
        Elements::new(Origin::default(), text, limits).take(text.len() + 1).collect()
    }

    /// The texts of the records, or the errors.
    fn told(text: &str) -> Vec<String> {
        let items = read(text.as_bytes(), &Limits::default()).into_iter();
        items
            .map(|item| match item {
                Ok(capture) => String::from_utf8(capture.bytes).unwrap(),
                Err(error) => format!("{}: {error}", error.member.as_deref().unwrap_or("-")),
            })
            .collect()
    }

    #[test]
    fn records_are_found_in_lists_and_beside_each_other() {
        let (one, two) = (r#"{"text": "One \"[{", "tags": ["a", "b"]}"#, "{\n \"text\": \"Two}\"\n}");
        let expected = ["One \"[{", "Two}"];
        assert_eq!(told(&format!("\u{FEFF}[{one},\n {two}]")), expected);
        assert_eq!(told(&format!("{one}\n{two}\n")), expected);
        assert_eq!(
            told(&format!("{{\"version\": 1, \"meta\": {{\"items\": [1]}}, \"items\" : [{one}, {two}], \"n\": 2}}")),
            expected
        );
        assert_eq!(told(two), ["Two}"]);
    }

    #[test]
    fn lists_and_names_that_the_beginning_does_not_show_are_read_too() {
        let article = |title: &str| format!("{{\"title\": \"{title}\", \"text\": \"{title}\"}}");
        let many = vec![article(&"x".repeat(1000)); 300].join(", ");
        assert!(many.len() as u64 > HEAD);
        let [two, three] = ["Two", "Three"].map(article);
        let last = |text: &str| told(text).into_iter().skip(300).collect::<Vec<_>>();
        assert_eq!(last(&format!("{{\"a\": [{many}], \"b\": [{two}], \"c\": [{three}]}}")), ["Two", "Three"]);
        assert_eq!(
            last(&format!("{{\"a\": [{many}], \"top\": {two}, \"more\": {{\"list\": [{three}]}}}}")),
            ["Two", "Three"]
        );
        // What stands among them and is no article is none.
        let others = "\"authors\": [{\"name\": \"Ann Lee\"}], \"meta\": {\"title\": \"Export\"}";
        assert_eq!(last(&format!("{{\"a\": [{many}], {others}, \"b\": [{two}]}}")), ["Two"]);
        // An article with one in it is one.
        let with_image = "{\"images\": [{\"title\": \"i\", \"text\": \"i\"}], \"title\": \"Two\", \"text\": \"Two\"}";
        assert_eq!(last(&format!("{{\"a\": [{many}], \"b\": [{with_image}]}}")), ["Two"]);
    }

    #[test]
    fn articles_under_names_of_their_own_are_a_list() {
        let article = |n: usize| format!("\"https://e.org/{n}\": {{\"title\": \"T\", \"text\": \"{n}\"}}");
        let many = (0..8000).map(article).collect::<Vec<_>>().join(", ");
        assert!(many.len() as u64 > HEAD);
        let numbers: Vec<String> = (0..8000).map(|n| n.to_string()).collect();
        assert_eq!(told(&format!("{{{many}}}")), numbers);
        assert_eq!(told(&format!("{{\"n\": 2, \"articles\": {{{many}}}}}")), numbers);
        let told = told(&format!("{{\"meta\": {{\"n\": 2}}, {}, {}}}", article(1), article(2)));
        assert_eq!(told[..2], ["1", "2"]);
        assert!(told[2].contains("objects among the articles") && told.len() == 3, "{told:?}");
    }

    #[test]
    fn articles_that_are_not_read_are_told() {
        let told = told(r#"{"a": [{"title": "One", "text": "One"}], "related": [{"title": "Two", "date": "2025"}]}"#);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[1].contains("the first at .related[] (1)"), "{told:?}");
        let inner = |text: &str| format!("{{\"title\": \"T\", \"text\": \"{}\"}}", text.repeat(300));
        let told = super::tests::told(&format!("[{{\"a\": {}, \"b\": {}}}]", inner("a"), inner("b")));
        assert!(told.len() == 2 && told[1].contains("are read as one article each (1)"), "{told:?}");
    }

    #[test]
    fn a_json_feed_is_read() {
        let text = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour", "items": [{"id": "7",
            "url": "https://example.org/7", "title": "Ferry", "content_html": "<p>It sails.</p>",
            "date_published": "2025-10-15T08:00:00Z", "authors": [{"name": "A. Writer"}], "tags": ["ports"]}]}"#;
        let capture = read(text.as_bytes(), &Limits::default()).remove(0).unwrap();
        assert_eq!(capture.bytes, b"<p>It sails.</p>");
        assert_eq!(capture.declared.url.as_deref(), Some("https://example.org/7"));
        assert_eq!(capture.declared.published.as_deref(), Some("2025-10-15T08:00:00Z"));
        assert_eq!(capture.declared.authors, ["A. Writer"]);
    }

    #[test]
    fn a_bad_record_is_told_with_its_place_and_reading_goes_on() {
        let text = r#"[{"text": "One"}, 7, {"text": nothing}, {"text": "Two"}, {"text": "cut"#;
        let told = told(text);
        assert_eq!(told.len(), 5, "{told:?}");
        assert_eq!((told[0].as_str(), told[3].as_str()), ("One", "Two"));
        assert!(told[1].starts_with("record 2: ") && told[2].starts_with("record 3: "));
        assert!(told[4].contains("cut off"));
    }

    #[test]
    fn a_record_over_the_limit_is_left_out_and_the_next_is_read() {
        let limits = Limits { max_document: 40, ..Limits::default() };
        let text = format!("[{{\"text\": \"{}\"}}, {{\"text\": \"short\"}}]", "x".repeat(20_000));
        let items = read(text.as_bytes(), &limits);
        assert_eq!(items.len(), 2);
        assert!(items[0].as_ref().unwrap_err().to_string().contains("max-document"));
        assert_eq!(items[1].as_ref().unwrap().bytes, b"short");
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in "[\\[\\]{}\",:\\\\a\n ]{0,200}") {
            // A text may also be told to hold no articles.
            prop_assert!(read(text.as_bytes(), &Limits::default()).len() <= text.len() + 1);
        }
    }
}
