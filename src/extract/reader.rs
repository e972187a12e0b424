//! Which way of reading is taken for which kind of bytes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::extraction::Extraction;
use super::{html, plain};
use crate::Error;
use crate::model::{Capture, MediaType};

/// Reads the article out of a capture. Never panics: a page on which a rule fails is reported as a
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

    fn body(page: &str) -> String {
        read(MediaType::Html, page.as_bytes().to_vec()).article.unwrap().body
    }

    #[test]
    fn what_a_program_carries_goes_on_from_what_is_shown_where_it_reads_as_a_story() {
        let line =
            |n: u8| format!("Paragraph {n} tells how the harbour office opened the second pier before the winter.");
        let page = |texts: &[String]| {
            let data = serde_json::json!({ "title": "Pier opens at last", "texts": texts });
            let shown = format!("<h1>Pier opens at last</h1><article><p>{}</p><p>{}</p></article>", line(1), line(2));
            body(&format!("{shown}<script id=data type=application/json>{data}</script>"))
        };
        let story: Vec<String> = (1..6).map(line).collect();
        let labelled = [&["Harbour".to_owned(), "By Ann Lee".to_owned()], &*story].concat();
        assert_eq!(page(&story), story.join("\n"));
        assert_eq!(page(&labelled), story.join("\n"), "labels before the opening are no text");
        let offers = (0..40).map(|n| format!("Coat number {n} in the sale")).collect();
        assert_eq!(page(&[story[..2].to_vec(), offers].concat()), story[..2].join("\n"), "menus and offers are none");
    }

    #[test]
    fn all_posts_of_a_page_of_short_ones_are_its_text() {
        let texts = [
            "Two divers looked at the chains.",
            "The crane lies below the mill #pier",
            "It rang against the chain as it rose.",
        ];
        let posts = texts.map(|text| {
            format!("<div class=post><a class=author href=/x>Weir</a><div class=words>{text}</div><footer>2K views</footer></div>")
        });
        assert_eq!(body(&format!("<title>Weir</title><main>{}</main>", posts.concat())), texts.join("\n"));
    }

    #[test]
    fn badges_and_times_from_now_are_no_text() {
        let line = |n: u8| format!("Entry {n} tells how the harbour office opened the second pier before the winter.");
        let entry = |n: u8| {
            format!("<div class=entry><span class=when>{n} hours ago</span><h2>Step {n}</h2><p>{}</p></div>", line(n))
        };
        let intro = "For years the firm had dug in this river and never found a bell.";
        let page = format!(
            "<h1>Pier</h1><div><p><span class=badge>Ad</span><span class=intro>{intro}</span></p>{}{}</div>",
            entry(2),
            entry(3)
        );
        assert_eq!(body(&page), format!("{intro}\nStep 2\n{}\nStep 3\n{}", line(2), line(3)));
    }

    #[test]
    fn a_head_of_lines_before_the_markup_is_read() {
        let head = "---\ntitle: \"Pier opens\"\nauthor: \"Ann Lee\"\npublished: 2025-10-15\nsource: \"https://example.org/a\"\n---\n";
        let page = format!(
            "{head}<article><p>The harbour office said that the second pier would open before the winter.</p></article>"
        );
        let capture = Capture {
            origin: Origin::default(),
            media_type: MediaType::Html,
            bytes: page.into_bytes(),
            declared: Declared::default(),
        };
        let article = extract(&capture).article.unwrap();
        assert_eq!(article.body, "The harbour office said that the second pier would open before the winter.");
        assert_eq!(
            (article.title.as_deref(), article.url.as_deref()),
            (Some("Pier opens"), Some("https://example.org/a"))
        );
        assert_eq!(
            (article.authors, article.published.unwrap().day_text()),
            (vec!["Ann Lee".to_owned()], "2025-10-15".to_owned())
        );
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
