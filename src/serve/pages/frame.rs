//! What stands around every page: the head, the box, the foot.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use super::links;
use crate::ask::{Question, Subject};
use crate::serve::assets;
use crate::serve::failure::Told;

/// What a page is.
pub(super) struct Frame<'p> {
    /// The title of its window.
    pub(super) title: &'p str,
    /// What the box holds, with the filters that a new search keeps.
    pub(super) question: &'p Question,
    /// The class of the page, for its style and its script.
    pub(super) kind: &'static str,
}

impl Frame<'_> {
    /// The whole page around its content.
    pub(super) fn around(&self, content: &Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) }
                    link rel="icon" type="image/svg+xml" href=(assets::address("icon.svg"));
                    link rel="stylesheet" href=(assets::address("style.css"));
                    script src=(assets::address("script.js")) defer {}
                }
                body class=(self.kind) {
                    a.skip href="#content" { "Skip to content" }
                    header.top {
                        a.brand href="/" { "dateline" }
                        (self.search_box())
                        nav aria-label="Site" {
                            a href="/saved" { "Saved" }
                            a href="/lists" { "Lists" }
                            a href="/archive" { "Archive" }
                            a href="/help" { "Help" }
                        }
                    }
                    main #content { (content) }
                }
            }
        }
    }

    fn search_box(&self) -> Markup {
        let text = match &self.question.subject {
            Subject::Text(text) if text == "*" => "",
            Subject::Text(text) => text,
            Subject::Like(_) => "",
        };
        html! {
            form.ask action="/" role="search" {
                input #q type="text" enterkeyhint="search" name="q" value=(text) aria-label="Search the archive" autocomplete="off"
                    spellcheck="false" dir="auto" placeholder="Search the archive" maxlength="4000";
                @for (key, value) in links::kept(self.question) {
                    input type="hidden" name=(key) value=(value);
                }
                button type="submit" { "Search" }
            }
        }
    }
}

/// A page as an answer.
pub(super) fn response(page: Markup) -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page.into_string()).into_response()
}

/// A page that shows what a reader may change at any moment, and the key of this run's forms: no browser keeps it.
pub(super) fn unkept(page: Markup) -> Response {
    let mut response = response(page);
    response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    response
}

/// A failure as a page.
pub(in crate::serve) fn failure(told: &Told) -> Response {
    let question = Question::default();
    let frame = Frame { title: told.title, question: &question, kind: "failure" };
    let content = html! {
        h1 { (told.title) }
        p { (told.detail) }
        p { a href="/" { "To the search page" } }
    };
    let mut response = response(frame.around(&content));
    *response.status_mut() = told.status;
    response
}
