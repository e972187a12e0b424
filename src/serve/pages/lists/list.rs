//! One list: its articles in the order in which they were collected, each with its note.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use maud::{Markup, html};
use url::form_urlencoded::{byte_serialize, parse};

use super::kept::{Item, items};
use crate::ask::{Notebook, Question};
use crate::serve::app::App;
use crate::serve::failure::Failure;
use crate::serve::options::Rights;
use crate::serve::pages::frame::{self, Frame};
use crate::serve::pages::{labels, links};

/// Of longer lists the articles cannot be asked for in one query.
const MOST_ASKED: usize = 150;

/// The address of a list.
pub(super) fn address(name: &str) -> String {
    format!("/lists/list?name={}", encoded(name))
}

fn encoded(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

/// What a key of an address says.
pub(in crate::serve::pages) fn value(uri: &Uri, key: &str) -> String {
    let query = uri.query().unwrap_or_default();
    parse(query.as_bytes()).find(|(known, _)| known == key).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// Shows a list.
pub(in crate::serve) async fn page(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Failure> {
    let name = value(&uri, "name");
    let state = app.archive.state()?;
    let shared = Arc::clone(&app);
    let shown = move || {
        let notebook = Notebook::read(shared.archive.folder())?;
        let Some(list) = notebook.lists.get(&name) else {
            return Err(Failure::NotFound(format!("there is no list `{name}`")));
        };
        let items = items(list, &notebook, &*state.engine)?;
        let title = format!("{name} – dateline");
        let frame = Frame { title: &title, question: &Question::default(), kind: "lists" };
        Ok(frame::unkept(frame.around(&view(&name, &items, shared.rights, &shared.form_key))))
    };
    app.work.run(shown).await
}

fn view(name: &str, items: &[Item], rights: Rights, key: &str) -> Markup {
    let ids: Vec<String> = items.iter().filter_map(|item| Some(item.entry.as_ref()?.article.id.to_string())).collect();
    let among = Question::new(format!("id:({})", ids.join(" OR ")));
    html! {
        nav.back aria-label="Way back" { a href="/lists" { "← All lists" } }
        h1 dir="auto" { (name) }
        p.facts { span { (labels::counted(items.len() as u64, "article", "articles")) } }
        nav.along aria-label="Take along" {
            @for (form, what) in [("html", "export with texts as a page"), ("jsonl", "export with texts as JSON lines")] {
                a download href=(format!("/lists/export?form={form}&name={}", encoded(name))) { (what) }
            }
            @if !ids.is_empty() && ids.len() <= MOST_ASKED { a href=(links::search(&among)) { "search in it" } }
        }
        ol.kept {
            @for item in items {
                li {
                    (entry(item, &Question::default()))
                    @if rights == Rights::Change { (take_out(name, item, key)) }
                }
            }
        }
        @if items.is_empty() { p { "Nothing is in it any more." } }
        @if rights == Rights::Change { p { (remove(name, key)) } }
    }
}

/// An article of a list: its headline, what is known of it, and its note.
pub(super) fn entry(item: &Item, question: &Question) -> Markup {
    let headline = |title: &str| if title.is_empty() { "(no headline)".to_owned() } else { title.to_owned() };
    html! {
        @match &item.entry {
            Some(entry) => {
                @let article = &entry.article;
                h2 dir="auto" lang=[article.lang.as_deref()] {
                    a href=(links::article(article.id, question)) { (headline(article.title.as_deref().unwrap_or_default())) }
                }
                p.facts {
                    span { (labels::date(article.published.as_ref())) }
                    @if let Some(site) = &article.site {
                        span { bdi { (site.name.as_deref().or(site.domain.as_deref()).unwrap_or_default()) } }
                    }
                }
            }
            None => {
                h2 dir="auto" { (headline(&item.kept.title)) }
                p.facts { span.unknown { "not in the index any more" } span { code { (item.kept.id) } } }
            }
        }
        @if !item.note.is_empty() { p.note dir="auto" { (item.note) } }
    }
}

fn take_out(list: &str, item: &Item, key: &str) -> Markup {
    html! {
        form.action method="post" action="/lists/take-out" {
            input type="hidden" name="key" value=(key);
            input type="hidden" name="list" value=(list);
            input type="hidden" name="article" value=(item.kept.id);
            button type="submit" aria-label=(format!("Take out of the list: {}", item.kept.title)) { "Take out" }
        }
    }
}

/// The form that removes a list.
pub(super) fn remove(name: &str, key: &str) -> Markup {
    html! {
        form.action method="post" action="/lists/remove" {
            input type="hidden" name="key" value=(key);
            input type="hidden" name="list" value=(name);
            button type="submit" aria-label=(format!("Remove the list {name}; its articles stay in the archive")) { "Remove the list" }
        }
    }
}
