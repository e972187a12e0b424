//! Hits as a feed in Atom (RFC 4287).

use std::io::{self, Write};

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use crate::model::{Hit, Published};

/// What a feed says of articles whose day nobody knows: the form asks for some moment.
const NO_DAY: Timestamp = Timestamp::UNIX_EPOCH;

/// A feed beside its entries.
pub struct Feed<'a> {
    /// Its title.
    pub title: &'a str,
    /// The address by which it is known for good (an IRI).
    pub id: &'a str,
    /// Links of the feed itself: how each relates to it (`self`, `alternate`), and where it leads.
    pub links: &'a [(&'static str, String)],
    /// Where an entry leads.
    pub entry_link: &'a dyn Fn(&Hit) -> Option<String>,
}

/// Writes a feed of these hits, in their order.
///
/// # Errors
///
/// When the writer fails.
pub fn write(feed: &Feed, hits: &[Hit], out: &mut dyn Write) -> io::Result<()> {
    let updated = hits.iter().map(moment).max().unwrap_or(NO_DAY);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">")?;
    writeln!(out, "<title>{}</title>\n<id>{}</id>", escaped(feed.title), escaped(feed.id))?;
    for (relation, address) in feed.links {
        writeln!(out, "{}", link(relation, address))?;
    }
    writeln!(out, "<updated>{updated}</updated>")?;
    hits.iter().try_for_each(|hit| entry(hit, (feed.entry_link)(hit), out))?;
    writeln!(out, "</feed>")
}

fn entry(hit: &Hit, address: Option<String>, out: &mut dyn Write) -> io::Result<()> {
    let title = if hit.title.text.is_empty() { "(no headline)" } else { &hit.title.text };
    let passages: Vec<&str> = hit.snippets.iter().map(|piece| piece.text.as_str()).collect();
    let day = hit.published.as_ref().map_or_else(|| "date unknown".to_owned(), Published::day_text);
    let passages = passages.join(" … ");
    writeln!(out, "<entry>\n<title>{}</title>\n<id>urn:dateline:{}</id>", escaped(title), hit.id)?;
    if let Some(address) = address {
        writeln!(out, "{}", link("alternate", &address))?;
    }
    writeln!(out, "<updated>{}</updated>\n<author><name>{}</name></author>", moment(hit), escaped(&author(hit)))?;
    writeln!(out, "<summary>{}</summary>\n</entry>", escaped(format!("{day}. {passages}").trim_end()))
}

fn link(relation: &str, address: &str) -> String {
    format!("<link rel=\"{relation}\" href=\"{}\"/>", escaped(address))
}

fn author(hit: &Hit) -> String {
    let site = hit.site.as_ref().and_then(|site| site.name.clone().or_else(|| site.domain.clone()));
    if hit.authors.is_empty() { site.unwrap_or_else(|| "unknown".to_owned()) } else { hit.authors.join(", ") }
}

/// The first moment of its day; where that is not known, when it was saved.
fn moment(hit: &Hit) -> Timestamp {
    let of = |published: &Published| {
        let offset = Offset::from_seconds(60 * i32::from(published.offset_minutes.unwrap_or(0))).ok()?;
        TimeZone::fixed(offset).to_timestamp(published.start).ok()
    };
    hit.published.as_ref().and_then(of).or(hit.captured).unwrap_or(NO_DAY)
}

/// Text in XML, between tags and within quotes, without the characters that XML has no place for.
fn escaped(text: &str) -> String {
    let clean: String =
        text.chars().map(|c| if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c }).collect();
    clean.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_the_archive_is_no_markup_and_a_feed_without_hits_is_one() {
        let feed = Feed {
            title: "a < \"b\" \u{1}",
            id: "urn:x",
            links: &[("self", "/?q=a&b".to_owned())],
            entry_link: &|_| None,
        };
        let mut out = Vec::new();
        write(&feed, &[], &mut out).unwrap();
        let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
                        <title>a &lt; &quot;b&quot;  </title>\n<id>urn:x</id>\n<link rel=\"self\" href=\"/?q=a&amp;b\"/>\n\
                        <updated>1970-01-01T00:00:00Z</updated>\n</feed>\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
