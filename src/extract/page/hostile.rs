//! Pages made to overwhelm a reader: each is read, whole or with a note, and none brings it down.
//!
//! That the time grows as the size does is measured by `cargo bench --bench extraction overwhelming`, which reads the same
//! pieces in two sizes; where something is quadratic, the sizes here take minutes.

use crate::extract::extract;
use crate::model::{Capture, Declared, MediaType, Origin};

/// How large each page is, in bytes.
const SIZE: usize = 300_000;
/// Pieces that are repeated until the page is full, a line each; `#` becomes a number.
const REPEATED: &str = include_str!("../../../benches/overwhelming.txt");

fn repeated(piece: &str) -> String {
    let count = SIZE / piece.len();
    (0..count).map(|n| piece.replace('#', &n.to_string())).collect()
}

/// Pages that are one large thing.
fn large() -> Vec<(&'static str, String)> {
    let formatting: String = (0..290).map(|n| format!("<b id={n}>")).collect();
    let attributes: String = (0..SIZE / 10).map(|n| format!("data-date{n}=b ")).collect();
    let data = |json: String| format!("<script type=application/ld+json>{json}</script><p>x");
    vec![
        ("a million letters in a word", format!("<p>{}", "a".repeat(1_000_000))),
        ("a long paragraph", format!("<p>{}", "The harbour office said that it would. ".repeat(SIZE / 40))),
        ("attributes", format!("<p {attributes}>x")),
        ("nested data", data("[".repeat(SIZE))),
        (
            "long data",
            data(format!("{{\"@type\":\"Article\",\"articleBody\":\"{}\"}}", "<p>a &amp; b ".repeat(SIZE / 12))),
        ),
        ("copied formatting", format!("<p>{formatting}</p>{}", "<p>x</p>".repeat(SIZE / 8))),
        ("keywords", format!("<meta name=keywords content='{}'>", "port,pier,".repeat(SIZE / 10))),
    ]
}

#[test]
fn every_page_is_read() {
    let repeated = REPEATED.lines().map(|piece| (piece, repeated(piece)));
    for (name, page) in repeated.chain(large()) {
        let capture = Capture {
            origin: Origin::default(),
            media_type: MediaType::Html,
            bytes: page.into_bytes(),
            declared: Declared::default(),
        };
        let read = extract(&capture);
        assert_eq!(read.failure, None, "{name}");
        assert!(read.article.is_some() || !read.notes.is_empty(), "{name}: neither an article nor a reason");
    }
}
