//! Mail messages (RFC 5322) and MHTML, a page saved as a message with its pictures (RFC 2557).
//!
//! Of MHTML the page itself is read, with the address and the time that the browser noted; of mail the text with its
//! subject, sender and date. Parsing is by mail-parser, which takes messages as they come.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::model::{Capture, Declared, MediaType, Origin};
use crate::{Error, Result};

/// The page or text in a message.
pub(super) fn capture(origin: Origin, declared: Declared, bytes: &[u8]) -> Result<Capture> {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Err(Error::malformed("this is no mail message"));
    };
    match saved_page(&message) {
        Some((url, page)) => Ok(of_page(&message, url, page, origin, declared)),
        None => of_mail(&message, origin, declared),
    }
}

/// The page of an MHTML file, and its address.
fn saved_page<'m>(message: &'m Message<'_>) -> Option<(Option<String>, &'m str)> {
    let saved = text_header(message.root_part(), "Snapshot-Content-Location");
    let is_related = message.content_type().is_some_and(|kind| kind.subtype() == Some("related"));
    let pages = || message.parts.iter().filter_map(|part| Some((part, html_of(part)?)));
    let (part, page) = pages()
        .find(|(part, _)| saved.is_some() && location(part) == saved)
        .or_else(|| pages().find(|(part, _)| location(part).is_some()))?;
    (saved.is_some() || is_related).then(|| (saved.or_else(|| location(part)), page))
}

fn of_page(message: &Message<'_>, url: Option<String>, page: &str, origin: Origin, declared: Declared) -> Capture {
    let declared = Declared {
        url: declared.url.or(url),
        captured: declared.captured.or_else(|| date(message)?.parse().ok()),
        charset: Some("utf-8".to_owned()),
        ..declared
    };
    Capture { origin, media_type: MediaType::Html, bytes: page.as_bytes().to_vec(), declared }
}

fn of_mail(message: &Message<'_>, origin: Origin, declared: Declared) -> Result<Capture> {
    let html = message.html_part(0).and_then(html_of);
    let text = message.text_part(0).and_then(|part| match &part.body {
        PartType::Text(text) => Some(text.as_ref()),
        _ => None,
    });
    let (media_type, body) = match (html, text) {
        (Some(html), _) => (MediaType::Html, html),
        (None, Some(text)) => (MediaType::Text, text),
        (None, None) => return Err(Error::skipped("a mail message without text")),
    };
    let sender = message.from().and_then(|from| from.first());
    let author = sender.and_then(|sender| sender.name.as_deref().or(sender.address.as_deref()));
    let declared = Declared {
        id: message.message_id().map(str::to_owned),
        title: message.subject().map(str::to_owned),
        authors: author.map(str::to_owned).into_iter().collect(),
        published: date(message),
        charset: Some("utf-8".to_owned()),
        ..declared
    };
    Ok(Capture { origin, media_type, bytes: body.as_bytes().to_vec(), declared })
}

fn html_of<'p>(part: &'p MessagePart<'_>) -> Option<&'p str> {
    match &part.body {
        PartType::Html(html) => Some(html),
        _ => None,
    }
}

fn location(part: &MessagePart<'_>) -> Option<String> {
    text_header(part, "Content-Location")
}

fn text_header(part: &MessagePart<'_>, name: &str) -> Option<String> {
    let header = part.headers.iter().rev().find(|header| header.name().eq_ignore_ascii_case(name))?;
    Some(header.value.as_text()?.trim().to_owned())
}

fn date(message: &Message<'_>) -> Option<String> {
    message.date().map(mail_parser::DateTime::to_rfc3339)
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
    }

    proptest! {
        #[test]
        fn any_message_is_read_without_panic(text in "((From|Date|Content-Type|MIME-Version): [a-z/;=\" 0-9]{0,20}\n){0,6}\n?[-\\PC\n]{0,200}") {
            let _item = read(&text);
        }
    }
}
