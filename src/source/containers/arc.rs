//! ARC files (Internet Archive, 1 and 2): what crawls were kept in before WARC.
//!
//! A record is a line (`URL IP-address date media-type length`; version 2 has more fields before the length) and as many bytes. A
//! line that is none is reported once, and the next one that is a record's is looked for.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use jiff::Timestamp;

use super::headers::{Headers, media_type};
use super::http;
use super::media_kind::page_kind;
use super::member::{Each, Member};
use crate::model::Declared;
use crate::source::compression::budget::{Budget, Track};
use crate::source::compression::buffered::Buffered;
use crate::source::limits::{Limits, megabytes, of_read, over};
use crate::{Error, ErrorKind, Result};

/// How a file starts: with a record about itself.
pub(crate) const MARK: &[u8] = b"filedesc://";
/// The longest line of a record, in bytes.
const LONGEST: u64 = 64 << 10;

/// Calls `each` for every record that may be a page. `track` knows the compression around the records.
pub(crate) fn members(
    bytes: impl Read,
    track: Option<Track>,
    limits: &Limits,
    budget: &Budget,
    each: &mut Each<'_>,
) -> ControlFlow<()> {
    let mut bytes = Buffered::new(bytes);
    let mut is_lost = false;
    loop {
        let mut line = Vec::new();
        let offset = track.as_ref().map_or(bytes.consumed(), Track::member);
        match (&mut bytes).take(LONGEST).read_until(b'\n', &mut line) {
            Ok(0) => return ControlFlow::Continue(()),
            Ok(_) if line.trim_ascii().is_empty() => continue,
            Ok(_) => {}
            Err(cause) => return each(Err(of_read(cause).at_offset(offset))),
        }
        // Under a layer of compression each record is a member of its own, which is noted as it is read.
        let offset = track.as_ref().map_or(offset, Track::member);
        let Some(head) = Head::of(&String::from_utf8_lossy(&line)) else {
            if !std::mem::replace(&mut is_lost, true) {
                each(Err(Error::malformed("no ARC record begins here").at_offset(offset)))?;
            }
            continue;
        };
        is_lost = false;
        if let Err(error) = budget.add_member(limits) {
            return each(Err(error));
        }
        let mut body = (&mut bytes).take(head.length);
        let content = content(&mut body, &head, limits, budget);
        let passed = io::copy(&mut body, &mut io::sink()).map_err(of_read);
        let is_cut = body.limit() > 0;
        match content {
            Ok(None) => {}
            Ok(Some((kind, charset, content))) => {
                let declared =
                    Declared { url: Some(head.url.clone()), captured: head.captured, charset, ..Declared::default() };
                let mut bytes = content.as_slice();
                each(Ok(Member { name: head.url.clone(), kind, offset: Some(offset), declared, bytes: &mut bytes }))?;
            }
            Err(error) => each(Err(error.in_member(head.url.as_str()).at_offset(offset)))?,
        }
        if let Err(error) = passed {
            let goes_on = matches!(error.kind, ErrorKind::Malformed(_));
            each(Err(error.in_member(head.url.as_str()).at_offset(offset)))?;
            if !goes_on {
                return ControlFlow::Continue(());
            }
        } else if is_cut {
            let what = "the record is cut off; what came before the cut was read";
            each(Err(Error::malformed(what).in_member(head.url.as_str()).at_offset(offset)))?;
        }
    }
}

/// What the line of a record says.
struct Head {
    url: String,
    captured: Option<Timestamp>,
    media_type: String,
    length: u64,
}

impl Head {
    fn of(line: &str) -> Option<Head> {
        let fields: Vec<&str> = line.split_ascii_whitespace().collect();
        let [url, _, date, media_type, .., length] = fields.as_slice() else { return None };
        let is_record =
            url.contains(':') && matches!(date.len(), 8..=14) && date.bytes().all(|byte| byte.is_ascii_digit());
        let length = length.parse().ok().filter(|_| is_record)?;
        Some(Head { url: (*url).to_owned(), captured: moment(date), media_type: (*media_type).to_owned(), length })
    }

    fn is_of_web(&self) -> bool {
        ["http://", "https://", "ftp://"]
            .iter()
            .any(|scheme| self.url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
    }
}

/// "20031103064000", which is in UTC.
fn moment(date: &str) -> Option<Timestamp> {
    let date = format!("{date:0<14}");
    let part = |range: std::ops::Range<usize>| date.get(range);
    let (day, time) = ((part(0..4)?, part(4..6)?, part(6..8)?), (part(8..10)?, part(10..12)?, part(12..14)?));
    format!("{}-{}-{}T{}:{}:{}Z", day.0, day.1, day.2, time.0, time.1, time.2).parse().ok()
}

/// The kind, charset and bytes of a page.
type Content = (&'static str, Option<String>, Vec<u8>);

/// What a record holds, if it is of the web; an error that names the kind where it can be no page.
fn content<R: BufRead>(
    body: &mut io::Take<R>,
    head: &Head,
    limits: &Limits,
    budget: &Budget,
) -> Result<Option<Content>> {
    if !head.is_of_web() {
        return Ok(None);
    }
    let http = if head.url.starts_with("ftp") { Headers::default() } else { Headers::read(body).map_err(of_read)? };
    match http::status(&http) {
        0 | 200..=299 => {}
        300..=399 => return Err(Error::skipped("a redirect")),
        status => return Err(Error::skipped(format!("an answer of HTTP status {status}"))),
    }
    let (essence, charset) = media_type(http.get("content-type").unwrap_or(&head.media_type));
    let kind = page_kind(&essence, &head.url)?;
    let mut bytes = Vec::new();
    body.take(limits.max_document.saturating_add(1)).read_to_end(&mut bytes).map_err(of_read)?;
    if bytes.len() as u64 > limits.max_document {
        return Err(over("max-document", format!("the page is larger than {}", megabytes(limits.max_document))));
    }
    Ok(Some((kind, charset, http::content(&http, bytes, limits, budget)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(url: &str, content: &str, length: usize) -> String {
        format!("{url} 10.0.0.1 20031103064000 text/html {length}\n{content}\n")
    }

    fn told(text: &str) -> Vec<String> {
        let mut told = Vec::new();
        let flow = members(text.as_bytes(), None, &Limits::default(), &Budget::default(), &mut |item| {
            told.push(match item {
                Ok(member) => {
                    let mut text = String::new();
                    member.bytes.read_to_string(&mut text).unwrap();
                    format!("{} {} {text}", member.name, member.declared.captured.unwrap())
                }
                Err(error) => error.to_string(),
            });
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        told
    }

    #[test]
    fn records_are_read_and_damage_does_not_cost_the_next() {
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Ferry";
        let about = "1 0 Crawler\nURL IP-address Archive-date Content-type Archive-length\n";
        let file = [
            format!("filedesc://a.arc 0.0.0.0 20031103064000 text/plain {}\n{about}\n", about.len()),
            record("http://e.org/a", page, page.len()),
            record("http://e.org/b", page, page.len() - 4),
            record("http://e.org/c", "HTTP/1.1 404 Gone\r\n\r\n", 21),
            record("http://e.org/d", page, page.len() + 100),
        ];
        let told = told(&file.concat());
        assert_eq!(told[0], "http://e.org/a 2003-11-03T06:40:00Z <p>Ferry");
        assert_eq!(told[1], "http://e.org/b 2003-11-03T06:40:00Z <p>F");
        assert!(told[2].contains("no ARC record") && told[3].contains("404"), "{told:?}");
        assert!(told[4].starts_with("http://e.org/d") && told[5].contains("cut off"), "{told:?}");
    }
}
