//! Which way of reading is taken for which kind of bytes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::extraction::Extraction;
use super::{html, plain};
use crate::Error;
use crate::model::{Capture, MediaType};

/// Reads the article out of a capture. Never panics: a page that no rule was ready for is told as a
/// [failure](Extraction::failure).
pub fn extract(capture: &Capture) -> Extraction {
    guarded(|| match capture.media_type {
        MediaType::Html => html::extract(capture),
        MediaType::Text | MediaType::Markdown | MediaType::Pdf => plain::extract(capture),
    })
}

/// What `read` gives, or that it panicked.
fn guarded(read: impl FnOnce() -> Extraction) -> Extraction {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| Extraction {
        failure: Some(Error::of_panic(panic.as_ref()).to_string()),
        ..Extraction::default()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Declared, Origin};

    fn read(media_type: MediaType, bytes: Vec<u8>) -> Extraction {
        let declared = Declared { url: Some("https://example.org/news/port".into()), ..Declared::default() };
        extract(&Capture { origin: Origin::default(), media_type, bytes, declared })
    }

    /// Markup as it comes, well formed or not.
    fn markup() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "<(p|div|h1|li|table|td|b|a href=x|article|script|!--|/p|/div|/b|/table|/script|br|template|svg)>",
            "<div class='[a-z_-]{0,12}( hidden)?' id=\"?[a-z]{0,4}",
            "<meta (name|property)=(author|og:title|og:url) content='[^<]{0,12}'>",
            "<script type=application/ld.json>[{]\"@type\":\"Article\",\"author\":[0-9\"{]{0,4}",
            "(Read more: |By |© |Foto: |• |_)?\\PC{0,60}[.]?",
        ];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            for media_type in [MediaType::Html, MediaType::Text, MediaType::Markdown] {
                read(media_type, bytes.clone());
            }
        }

        #[test]
        fn any_markup_gives_clean_lines(page in markup()) {
            for media_type in [MediaType::Html, MediaType::Text, MediaType::Markdown] {
                let article = read(media_type, page.clone().into_bytes()).article.unwrap();
                prop_assert!(article.body.lines().all(|line| !line.trim().is_empty()));
                let is_control = |c: char| c != '\n' && (c.is_control() || c == '\u{2028}');
                prop_assert!(!article.body.contains(is_control), "a control character in the body");
            }
        }
    }

    #[test]
    fn what_is_from_after_the_reading_is_no_day_of_publication() {
        let page = "<h1>Pier opens</h1><meta property=article:published_time content=2031-05-06T08:00:00Z><p>The pier.";
        let day = |read: &str| {
            let declared = Declared { read: read.parse().ok(), ..Declared::default() };
            let bytes = page.as_bytes().to_vec();
            let capture = Capture { origin: Origin::default(), media_type: MediaType::Html, bytes, declared };
            extract(&capture).article.unwrap().published.map(|published| published.day_text())
        };
        assert_eq!(day("2031-05-04T23:00:00Z"), None);
        assert_eq!(day("2031-05-05T00:00:00Z").as_deref(), Some("2031-05-06"), "a day of slack for zones");
        assert_eq!(day("").as_deref(), Some("2031-05-06"), "nobody says when it is read");
    }

    #[test]
    fn a_page_that_brings_the_reader_down_is_a_failure() {
        let Extraction { article, failure, .. } = guarded(|| panic!("no rule for {}", "this"));
        assert_eq!(article, None);
        assert_eq!(failure.unwrap(), "reading it failed inside dateline, please report this: no rule for this");
    }

    #[test]
    fn a_page_is_read_without_what_surrounds_it() {
        let prose = "The harbour office said on Tuesday that the second pier would open before the winter, after years of delay.";
        let page = format!(
            "<title>Pier opens | Example Post</title><meta property=og:site_name content='Example Post'>
            <nav><a href=/>Home</a></nav><h1>Pier opens</h1><p class=standfirst>A long wait comes to its end at the port.</p>
            <div class=byline>By Ann Lee</div><div class=text><p>{prose}</p><p>Second: {prose}</p>
            <p><a href=/x>Read more: the old pier</a></p><div class=newsletter><p>{prose}</p></div><p>Third: {prose}</p></div>
            <section class=comments><p>I have waited for this so long, thank you all for it.</p></section>"
        );
        let article = read(MediaType::Html, page.into_bytes()).article.unwrap();
        let expected = format!("A long wait comes to its end at the port.\n{prose}\nSecond: {prose}\nThird: {prose}");
        assert_eq!(article.body, expected);
        assert_eq!(article.title.as_deref(), Some("Pier opens"));
        assert_eq!(article.authors, ["Ann Lee"]);
        assert_eq!(article.comments, "I have waited for this so long, thank you all for it.");
    }

    #[test]
    fn hostile_pages_are_bounded_and_noted() {
        for (page, about) in [
            ("<div>".repeat(50_000), "nest too deep"),
            (format!("<p {}>x", "a=b ".repeat(100_000)), "too many attributes"),
        ] {
            let notes = read(MediaType::Html, page.into_bytes()).notes;
            assert!(notes.iter().any(|note| note.text.contains(about)), "{notes:?}");
        }
    }
}
