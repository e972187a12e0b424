//! Pages made to overwhelm a reader: each is read in a time that grows as its size does.
//!
//! A page of twice the size may take twice the time; where something is quadratic, the sizes here take minutes.

use std::time::{Duration, Instant};

use crate::extract::extract;
use crate::model::{Capture, Declared, MediaType, Origin};

/// How large each page is, in bytes.
const SIZE: usize = 300_000;
/// None may take longer, on a busy machine and without optimisation.
const PATIENCE: Duration = Duration::from_secs(40);

/// Pieces that are repeated until the page is full; `#` becomes a number.
const REPEATED: &[&str] = &[
    "<div>",
    "<x#>",
    "<table><tr><td>a",
    "<table><tr><td>a b c</td></tr></table>",
    "<b><i><a>x",
    "<p><b id=#>x</p>",
    "<a id=#><p>x</a>",
    "<b><i><p>x</b></i>y",
    "<nobr><table><nobr>x</table>",
    "<p><b id=#><table><td></b></table></p></i>",
    "<svg>",
    "<svg/>",
    "<math><mi>",
    "<!--",
    "<!",
    "&amp;&notit;&#x41;&",
    "<select><option>",
    "<template><p>x",
    "x<br>",
    "<h1>Port opens its second pier</h1>",
    "<p>The harbour office said on # March 2024 that pier # would open before the winter.</p>",
    "<div class=comment>I have waited for this so long, thank you.",
    "<a rel=author class=author>Ann Lee</a>",
    "<article><h2>Port opens</h2><p>The harbour office said that it would open the pier before the winter.</p>",
    "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Port opens\"}</script>",
];

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
fn every_page_is_read_in_time() {
    let repeated = REPEATED.iter().map(|piece| (*piece, repeated(piece)));
    for (name, page) in repeated.chain(large()) {
        let capture = Capture {
            origin: Origin::default(),
            media_type: MediaType::Html,
            bytes: page.into_bytes(),
            declared: Declared::default(),
        };
        let start = Instant::now();
        extract(&capture);
        assert!(start.elapsed() < PATIENCE, "{name}: {:?}", start.elapsed());
    }
}
