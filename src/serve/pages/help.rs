//! Help: how questions are written, and the keys.

use axum::response::Response;
use maud::{Markup, html};

use super::frame::{self, Frame};
use super::links;
use crate::ask::Question;
use crate::model::FIELDS;

/// What to write, and what it finds.
const QUESTIONS: &[(&str, &str)] = &[
    ("syria airbase", "both words, in any form of them"),
    ("\"naval base\"", "the words next to each other"),
    ("airport OR airbase", "at least one of them; operators are written in capitals"),
    ("turkey -football", "the first without the second"),
    ("russia NEAR/5 base", "at most five words apart; w/s in one sentence, w/p in one paragraph"),
    ("airbas*", "words that begin so"),
    ("=Tartous", "this spelling only; else names are found in all their spellings and scripts"),
    ("title:airbase", "in one field"),
    ("date:2025-10..2026", "a range of dates; date:unknown finds what has none"),
    ("country:(SY OR RU)", "what the story is about; mentions: finds countries that are only named"),
    ("site:example.org lang:ar", "of a publisher, in a language"),
];

const KEYS: &[(&str, &str)] = &[
    ("/", "to the box"),
    ("j k", "next and previous result"),
    ("o", "open the result"),
    ("n p", "next and previous match in an article"),
    ("↓ Enter", "in the box: chooses a field or a value that is proposed"),
    ("← →", "on the histogram: from bar to bar; with Shift a range; Enter takes it"),
    ("?", "this page"),
];

/// Shows the help.
pub(in crate::serve) async fn page() -> Response {
    let question = Question::default();
    frame::response(Frame { title: "Help – dateline", question: &question, kind: "help" }.around(&content(&question)))
}

fn content(question: &Question) -> Markup {
    html! {
        h1 { "How questions are written" }
        p.lead { "Type words, and articles that have all of them are found. What cannot be read is shown with its place, and nothing that you type is dropped in silence." }
        table {
            thead { tr { th scope="col" { "Write" } th scope="col" { "To find" } } }
            tbody {
                @for (write, finds) in QUESTIONS {
                    tr { td { a href=(links::asking(question, (*write).to_owned())) { code { (write) } } } td { (finds) } }
                }
            }
        }
        h2 { "Fields" }
        dl.fields { @for field in FIELDS { dt { code { (field.name) ":" } } dd { (field.label) } } }
        h2 { "Keys" }
        dl.fields { @for (keys, what) in KEYS { dt { @for key in keys.split(' ') { kbd { (key) } " " } } dd { (what) } } }
        h2 { "For programs" }
        p {
            "Every page has its answer as data: put " code { "/api/v1/search" } " before the question mark of its address. "
            a href="/api/v1/openapi.json" { "The description (OpenAPI)" }
        }
    }
}
