//! Mail messages (RFC 5322) and MHTML, a page saved as a message with its pictures (RFC 2557).
//!
//! Of MHTML the page itself is read, with the address and the time that the browser noted; of mail the text with its
//! subject, sender and date. mail-parser reads what a header says and how a part is encoded. The parts are separated
//! here (`mime_parts`), since their number and depth are the sender's choice.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use memchr::memmem;

use super::encoded_words;
use super::mime_parts::{Part, each_part};
use crate::model::{Capture, Declared, Extent, MediaType, Origin};
use crate::source::stamp;
use crate::{Error, Result};

/// The page or text in a message.
pub(crate) fn capture(origin: Origin, declared: Declared, bytes: &[u8]) -> Result<Capture> {
    let mut choice = Choice::default();
    each_part(bytes, &mut |part| choice.consider(part));
    let Some(head) = &choice.head else {
        return Err(Error::malformed("the message has no header, or one that is longer than 256 KiB"));
    };
    match choice.saved_page(head) {
        Some((url, page)) => Ok(of_page(head, url, text_of(page), origin, declared)),
        None => of_mail(bytes, head, &choice, origin, declared),
    }
}

/// A message without the line before it that counts its bytes, as Apple's Mail keeps messages (`.emlx`).
pub(crate) fn behind_count(bytes: &[u8]) -> &[u8] {
    let Some(end) = bytes.iter().take(24).position(|byte| *byte == b'\n') else { return bytes };
    let line = bytes[..end].trim_ascii();
    let is_count = !line.is_empty() && line.iter().all(u8::is_ascii_digit);
    let length = std::str::from_utf8(line).ok().and_then(|line| line.parse::<usize>().ok());
    match length.filter(|_| is_count) {
        // Behind the message stands what the program notes of it.
        Some(length) => &bytes[end + 1..(end + 1).saturating_add(length).min(bytes.len())],
        None => bytes,
    }
}

/// A part of a message that is a document of its own.
pub(crate) struct Attachment {
    pub(crate) name: String,
    /// The ending that a file of its kind would have.
    pub(crate) kind: &'static str,
    pub(crate) bytes: Vec<u8>,
    /// What its header says of its charset.
    pub(crate) charset: Option<String>,
}

/// What is attached to a message: messages, and files of any kind. Of a page saved with its pictures nothing is attached: it is one.
pub(crate) fn attachments(bytes: &[u8]) -> Vec<Attachment> {
    let mut attached: Vec<Attachment> = Vec::new();
    let mut is_saved_page = None;
    each_part(bytes, &mut |part| {
        let header = &part.header;
        let is_message_itself = is_saved_page.is_none();
        let kind = header.content_type().map(|kind| (kind.ctype(), kind.subtype().unwrap_or_default()));
        let is_saved = *is_saved_page.get_or_insert_with(|| {
            kind.is_some_and(|(_, subtype)| subtype == "related")
                && text_header(header, "Snapshot-Content-Location").is_some()
        });
        if is_message_itself || is_saved {
            return;
        }
        let name = header.attachment_name().map_or_else(|| format!("attachment {}", attached.len() + 1), str::to_owned);
        if kind == Some(("message", "rfc822")) {
            attached.push(Attachment { name, kind: "eml", bytes: message_in(part.bytes).to_vec(), charset: None });
        } else if is_attached(header) {
            let kind = match kind {
                Some(("text", "html")) => "html",
                // What has a name is known by it, and by its bytes.
                Some(("text", "plain")) | None if header.attachment_name().is_none() => "txt",
                _ => "",
            };
            let (bytes, charset) = content_of(part.bytes);
            attached.push(Attachment { name, kind, bytes, charset });
        }
    });
    attached
}

/// Whether a part is a file that its sender put beside the text. Programs show documents in the text as well; pictures are a part of it.
fn is_attached(header: &Message<'_>) -> bool {
    let is_document = || header.content_type().is_some_and(|kind| kind.ctype() == "application");
    let disposition = header.content_disposition();
    disposition.is_some_and(|disposition| {
        disposition.is_attachment() || disposition.is_inline() && is_document() && header.attachment_name().is_some()
    })
}

/// What a part holds, decoded, and its charset where it is text.
fn content_of(part: &[u8]) -> (Vec<u8>, Option<String>) {
    let message = MessageParser::default().parse(part);
    match message.and_then(|message| message.parts.into_iter().next()).map(|part| part.body) {
        Some(PartType::Html(text) | PartType::Text(text)) => (text.into_owned().into_bytes(), Some("utf-8".to_owned())),
        Some(PartType::Binary(bytes) | PartType::InlineBinary(bytes)) => (bytes.into_owned(), None),
        _ => (Vec::new(), None),
    }
}

/// The message after the header of a part.
fn message_in(part: &[u8]) -> &[u8] {
    let end = memmem::find(part, b"\n\r\n").map(|at| at + 3).or_else(|| memmem::find(part, b"\n\n").map(|at| at + 2));
    end.map_or(&[], |end| &part[end..])
}

/// The first part of every kind that may be what is read.
#[derive(Default)]
struct Choice<'m> {
    /// The header of the message itself.
    head: Option<Message<'m>>,
    /// The page that stands where the browser says that it saved one.
    saved: Option<(String, &'m [u8])>,
    /// A page with an address.
    located: Option<(String, &'m [u8])>,
    html: Option<&'m [u8]>,
    text: Option<&'m [u8]>,
}

impl<'m> Choice<'m> {
    fn consider(&mut self, part: Part<'m>) {
        let header = part.header;
        let content_type = header.content_type();
        let kind = content_type.map_or(("text", Some("plain")), |kind| (kind.ctype(), kind.subtype()));
        let is_attached = header.content_disposition().is_some_and(|disposition| disposition.is_attachment());
        let saved = text_header(self.head.as_ref().unwrap_or(&header), "Snapshot-Content-Location");
        match (kind, text_header(&header, "Content-Location")) {
            (("text", Some("html")), Some(url)) => {
                if saved.as_ref() == Some(&url) {
                    self.saved.get_or_insert((url.clone(), part.bytes));
                }
                self.located.get_or_insert((url, part.bytes));
                self.html.get_or_insert(part.bytes);
            }
            (("text", Some("html")), None) if !is_attached => {
                self.html.get_or_insert(part.bytes);
            }
            (("text", Some("plain")), _) if !is_attached => {
                self.text.get_or_insert(part.bytes);
            }
            _ => {}
        }
        self.head.get_or_insert(header);
    }

    /// The page of an MHTML file, and its address.
    fn saved_page(&self, head: &Message<'_>) -> Option<(Option<String>, &'m [u8])> {
        let saved = text_header(head, "Snapshot-Content-Location");
        let is_related = head.content_type().is_some_and(|kind| kind.subtype() == Some("related"));
        let (url, page) = self.saved.as_ref().or(self.located.as_ref())?;
        (saved.is_some() || is_related).then(|| (saved.or(Some(url.clone())), *page))
    }
}

fn of_page(head: &Message<'_>, url: Option<String>, page: String, origin: Origin, declared: Declared) -> Capture {
    let declared = Declared {
        url: declared.url.or(url),
        captured: declared.captured.or_else(|| date(head)?.parse().ok()),
        charset: Some("utf-8".to_owned()),
        ..declared
    };
    Capture { origin, media_type: MediaType::Html, bytes: page.into_bytes(), declared }
}

fn of_mail(
    bytes: &[u8],
    head: &Message<'_>,
    choice: &Choice<'_>,
    origin: Origin,
    declared: Declared,
) -> Result<Capture> {
    let (html, text) = (choice.html.map(text_of), choice.text.map(text_of));
    let (media_type, body) = match (html, text) {
        (Some(html), Some(text)) if says_less(&html, &text) => (MediaType::Text, text),
        (Some(html), _) => (MediaType::Html, html),
        (None, Some(text)) => (MediaType::Text, text),
        (None, None) => return Err(Error::skipped("a mail message without text")),
    };
    let sender = head.from().and_then(|from| from.first());
    let sender = sender.and_then(|sender| sender.name.as_deref().or(sender.address.as_deref()));
    let of_feed = text_header(head, "X-RSS-Feed").is_some();
    // Feed readers that send mail put the feed's name before that of the writer.
    let (site, author) = match sender.and_then(|sender| sender.split_once(": ")).filter(|_| of_feed) {
        Some((site, author)) => (Some(site.trim().to_owned()), Some(author)),
        None => (None, sender),
    };
    let url = declared.url.or_else(|| web_header(head, "X-RSS-URL")).or_else(|| web_header(head, "Archived-At"));
    let body = if of_feed { without_address(&body, url.as_deref()).to_owned() } else { body };
    let declared = Declared {
        id: head.message_id().map(str::to_owned),
        title: encoded_words::joined(bytes, "subject").or_else(|| head.subject().map(str::to_owned)),
        authors: author.map(str::to_owned).into_iter().collect(),
        published: stated_date(head),
        charset: Some("utf-8".to_owned()),
        url,
        site,
        extent: Extent::Text,
        ..declared
    };
    Ok(Capture { origin, media_type, bytes: body.into_bytes(), declared })
}

/// A header that holds an address of the web, in brackets or not (RFC 5064).
fn web_header(head: &Message<'_>, name: &str) -> Option<String> {
    let url = text_header(head, name)?;
    let url = url.trim_matches(['<', '>', ' ']).to_owned();
    (url.starts_with("http://") || url.starts_with("https://")).then_some(url)
}

/// A text without its last line, where that is the address that the header has too: `URL: https://…`.
fn without_address<'t>(text: &'t str, url: Option<&str>) -> &'t str {
    let text = text.trim_end();
    let (before, last) = text.rsplit_once('\n').unwrap_or(("", text));
    let is_address =
        last.strip_prefix("URL: ").map(str::trim).is_some_and(|found| url.is_some() && found.contains("://"));
    if is_address { before.trim_end() } else { text }
}

/// Whether the markup of a mail shows less than half of what its plain text says, as where it is but a picture.
fn says_less(markup: &str, text: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    // What follows these tags is no text.
    let is_hidden = |piece: &str| ["style", "script", "title", "!--"].iter().any(|tag| starts_with(piece, tag));
    let pieces = markup.split('<').filter(|piece| !is_hidden(piece));
    let shown: usize = pieces.map(|piece| letters(piece.split_once('>').map_or(piece, |(_, shown)| shown))).sum();
    shown * 2 < letters(text)
}

fn starts_with(piece: &str, tag: &str) -> bool {
    piece.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
}

/// The text of a part, decoded.
fn text_of(part: &[u8]) -> String {
    let message = MessageParser::default().parse(part);
    match message.and_then(|message| message.parts.into_iter().next()).map(|part| part.body) {
        Some(PartType::Html(text) | PartType::Text(text)) => text.into_owned(),
        _ => String::new(),
    }
}

fn text_header(message: &Message<'_>, name: &str) -> Option<String> {
    let header = message.headers().iter().rev().find(|header| header.name().eq_ignore_ascii_case(name))?;
    Some(header.value.as_text()?.trim().to_owned())
}

fn date(message: &Message<'_>) -> Option<String> {
    message.date().map(mail_parser::DateTime::to_rfc3339)
}

/// The date as the sender stated it. mail-parser takes zones that it does not know for UTC.
fn stated_date(message: &Message<'_>) -> Option<String> {
    let stated = message.header_raw("Date").map(|raw| raw.split_whitespace().collect::<Vec<_>>().join(" "));
    let read = stated.as_deref().map(stamp::standard).filter(|read| stated.as_ref() != Some(read));
    stated.filter(|raw| stamp::has_other_zone(raw)).or(read).or_else(|| date(message))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Capture> {
        capture(Origin::default(), Declared::default(), text.as_bytes())
    }

    #[test]
    fn of_mhtml_the_page_is_read() {
        let text = "From: <Saved by a browser>\r\nSubject: Ferry\r\nDate: Wed, 15 Oct 2025 10:00:00 +0200\r\n\
            MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"B\"\r\n\r\n\
            --B\r\nContent-Type: image/png\r\nContent-Location: https://example.org/a.png\r\n\r\npng\r\n\
            --B\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\
            Content-Location: https://example.org/a\r\n\r\n<p>The caf=E9 =\r\nis closed.</p>\r\n--B--\r\n";
        let capture = read(text).unwrap();
        assert_eq!(String::from_utf8(capture.bytes).unwrap().trim(), "<p>The café is closed.</p>");
        assert_eq!(capture.declared.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(capture.declared.captured, "2025-10-15T08:00:00Z".parse().ok());
        assert_eq!(capture.declared.title, None, "the page has its own title");
    }

    #[test]
    fn of_mail_the_text_is_read_with_subject_sender_and_date() {
        let text = "From: News Desk <desk@example.org>\nSubject: =?utf-8?q?F=C3=A4hre?=\nMIME-Version: 1.0\n\
            Date: Wed, 15 Oct 2025 10:00:00 +0200\nContent-Type: text/plain; charset=utf-8\n\nThe ferry sails.\n";
        let capture = read(text).unwrap();
        assert_eq!(capture.bytes.trim_ascii(), b"The ferry sails.");
        assert_eq!(capture.declared.title.as_deref(), Some("Fähre"));
        assert_eq!(capture.declared.authors, ["News Desk"]);
        assert_eq!(capture.declared.published.as_deref(), Some("2025-10-15T10:00:00+02:00"));
        let capture = read(&text.replace("+0200", "MSK")).unwrap();
        assert_eq!(capture.declared.published.as_deref(), Some("Wed, 15 Oct 2025 10:00:00 MSK"));
    }

    #[test]
    fn a_count_before_a_message_is_no_part_of_it() {
        assert_eq!(behind_count(b"9       \nSubject: \n<?xml"), b"Subject: ");
        assert_eq!(behind_count(b"Subject: x\n9\n"), b"Subject: x\n9\n");
        assert_eq!(behind_count(b"99\nSubject"), b"Subject");
    }

    #[test]
    fn mail_of_feed_readers_tells_writer_and_address() {
        let text = "From: \"The Post: Ann Lee\" <user@feeds.invalid>\nSubject: =?utf-8?b?RsOkaHJlIPCfm7M=?=\n =?utf-8?b?77iP?=\nMIME-Version: 1.0\n\
            X-RSS-Feed: https://e.org/feed\nX-RSS-URL: https://e.org/f\nDate: Wed, 15 Oct 25 10:00:00 +0200\n\nIt sails.\n\nURL: https://e.org/f\n";
        let capture = read(text).unwrap();
        assert_eq!(
            (capture.bytes.as_slice(), capture.declared.authors.as_slice()),
            (b"It sails.".as_slice(), &["Ann Lee".to_owned()][..])
        );
        assert_eq!(
            (capture.declared.url.as_deref(), capture.declared.site.as_deref()),
            (Some("https://e.org/f"), Some("The Post"))
        );
        assert!(capture.declared.published.unwrap().starts_with("2025-10-15"));
        let old = text.replace("Wed, 15 Oct 25 10:00:00 +0200", "15 Oct 125 10:00 EST");
        assert_eq!(read(&old).unwrap().declared.published.as_deref(), Some("2025-10-15T10:00:00-05:00"));
        let text =
            "From: Ann Lee <a@e.org>\nSubject: Ferry\nArchived-At: <https://e.org/g>\nMIME-Version: 1.0\n\nIt sails.\n";
        assert_eq!(read(text).unwrap().declared.url.as_deref(), Some("https://e.org/g"));
    }

    #[test]
    fn attached_messages_and_pages_are_documents_of_their_own() {
        let text = "From: a\nSubject: Two\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nSee below.\n\
            --B\nContent-Type: message/rfc822\n\nFrom: b\nSubject: Ferry\nDate: Wed, 15 Oct 2025 10:00:00 +0200\n\nIt sails.\n\
            --B\nContent-Type: text/html; name=pier.html\nContent-Disposition: attachment; filename=pier.html\nContent-Transfer-Encoding: base64\n\nPHA+UGllcg==\n--B--\n";
        let attached = attachments(text.as_bytes());
        let told: Vec<_> = attached.iter().map(|one| (one.name.as_str(), one.kind, one.bytes.trim_ascii())).collect();
        assert_eq!(told[0].1, "eml");
        assert!(told[0].2.starts_with(b"From: b\nSubject: Ferry"));
        assert_eq!(told[1], ("pier.html", "html", b"<p>Pier".as_slice()));
    }

    #[test]
    fn of_two_forms_the_one_that_says_more_is_read() {
        let mail = |html: &str| {
            let text = format!(
                "Subject: x\nMIME-Version: 1.0\nX-RSS-URL: https://example.org/f\nContent-Type: multipart/alternative; boundary=B\n\n\
                --B\nContent-Type: text/plain\n\nThe ferry sails again, and the pier is open.\n\
                --B\nContent-Type: text/html\n\n{html}\n--B--\n"
            );
            read(&text).unwrap()
        };
        let shown = mail("<style>p { color: red; margin: 0 auto; font-family: serif }</style><img src=x>");
        assert_eq!((shown.media_type, shown.declared.extent), (MediaType::Text, Extent::Text));
        let shown = mail("<p>The ferry sails again, and <b>the pier is open</b>.</p>");
        assert_eq!((shown.media_type, shown.declared.extent), (MediaType::Html, Extent::Text));
        assert_eq!(shown.declared.url.as_deref(), Some("https://example.org/f"));
    }

    proptest! {
        #[test]
        fn any_message_is_read_without_panic(text in "((From|Date|Content-Type|MIME-Version): [a-z/;=\" 0-9]{0,20}\n){0,6}\n?[-\\PC\n]{0,200}") {
            let _item = read(&text);
        }
    }

    #[test]
    fn everything_that_is_attached_is_given_however_much_it_is() {
        let part = |kind: &str, name: &str, body: &str| {
            format!("--b\r\nContent-Type: {kind}\r\nContent-Disposition: {name}\r\n\r\n{body}\r\n")
        };
        let mut text =
            "From: a@e.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello.\r\n".to_owned();
        text += &part("application/pdf", "inline; filename=\"a.pdf\"", "%PDF");
        text += &part("text/plain; charset=windows-1251", "attachment; filename=\"b.txt\"", "It sails.");
        text += &part("image/png", "inline; filename=\"logo.png\"", "x");
        text += &part("text/plain", "attachment", "It rains.");
        text += &part("message/rfc822", "attachment", "Subject: One\r\n\r\nOne.").repeat(1200);
        text += "--b--\r\n";
        let attached = attachments(text.as_bytes());
        assert_eq!(attached.len(), 1203);
        let told: Vec<(&str, &str, &[u8])> =
            attached.iter().take(4).map(|file| (file.name.as_str(), file.kind, file.bytes.trim_ascii())).collect();
        let expected: [(&str, &str, &[u8]); 4] = [
            ("a.pdf", "", b"%PDF"),
            ("b.txt", "", b"It sails."),
            ("attachment 3", "txt", b"It rains."),
            ("attachment 4", "eml", b"Subject: One\r\n\r\nOne."),
        ];
        assert_eq!(told, expected);
    }
}
