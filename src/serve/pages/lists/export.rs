//! A list to take along: its articles with their texts, what these rest on, and the notes.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use serde_json::json;

use super::kept::{Item, items};
use super::list::value;
use crate::ask::Notebook;
use crate::model::Entry;
use crate::present::machine;
use crate::serve::app::App;
use crate::serve::failure::Failure;
use crate::serve::pages::labels;

/// The style of a page that is opened without us: from a mail, in a word processor, on paper.
const STYLE: &str = "body{font:11pt/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem}\
    h1,h2{line-height:1.25}h2{margin-top:2.5rem}.facts{color:#555;font-size:.9em}\
    .note{border-inline-start:.2rem solid #8c1c13;padding-inline-start:.8rem;white-space:pre-wrap}\
    article{break-before:page}article:first-of-type{break-before:auto}";

/// Gives a list as a page of its own (`form=html`) or as JSON lines (`form=jsonl`).
pub(in crate::serve) async fn file(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Failure> {
    let (name, form) = (value(&uri, "name"), value(&uri, "form"));
    let (write, kind): (fn(&str, &[Item]) -> String, _) = match form.as_str() {
        "html" => (page, "text/html; charset=utf-8"),
        "jsonl" => (lines, "application/x-ndjson"),
        _ => return Err(Failure::Request(format!("`form` takes html or jsonl, not `{form}`"))),
    };
    let state = app.archive.state()?;
    let shared = Arc::clone(&app);
    let text = app.work.run(move || {
        let notebook = Notebook::read(shared.archive.folder())?;
        let list = notebook.list(&name)?;
        Ok(write(&name, &items(list, &notebook, &*state.engine)?))
    });
    let name = format!("attachment; filename=\"list.{form}\"");
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], text.await?).into_response())
}

/// An article a line, as the API gives it, with the note; an article that is gone has its id, its headline and its note.
fn lines(name: &str, items: &[Item]) -> String {
    let line = |item: &Item| {
        let gone = || json!({ "format_version": machine::FORMAT_VERSION, "article_id": item.kept.id, "title": item.kept.title });
        let mut told = item.entry.as_ref().map_or_else(gone, machine::entry);
        told["list"] = json!(name);
        told["note"] = if item.note.is_empty() { json!(null) } else { json!(item.note) };
        machine::line(&told)
    };
    items.iter().map(line).collect()
}

fn page(name: &str, items: &[Item]) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { (name) } style { (STYLE) } }
            body {
                h1 dir="auto" { (name) }
                p.facts { (labels::counted(items.len() as u64, "article", "articles")) }
                @for item in items { (article(item)) }
            }
        }
    };
    page.into_string()
}

fn article(item: &Item) -> Markup {
    let title = item.entry.as_ref().and_then(|entry| entry.article.title.as_deref()).unwrap_or(&item.kept.title);
    html! {
        article {
            h2 dir="auto" { @if title.is_empty() { "(no headline)" } @else { (title) } }
            @match &item.entry {
                Some(entry) => (facts(entry)),
                None => p.facts { "not in the index any more" },
            }
            @if !item.note.is_empty() { p.note dir="auto" { (item.note) } }
            @if let Some(entry) = &item.entry {
                div dir="auto" lang=[entry.article.lang.as_deref()] {
                    @for paragraph in entry.article.body.lines().filter(|line| !line.trim().is_empty()) {
                        p dir="auto" { (paragraph) }
                    }
                }
            }
        }
    }
}

/// Where an article comes from: day and what it rests on, authors, publisher, address, file, id.
fn facts(entry: &Entry) -> Markup {
    let article = &entry.article;
    let site = article.site.as_ref().and_then(|site| site.name.as_deref().or(site.domain.as_deref()));
    html! {
        p.facts {
            (labels::date(article.published.as_ref()))
            @if let Some(published) = &article.published { " (" (labels::date_source(published.source)) ")" }
            @if !article.authors.is_empty() { " · " bdi { (article.authors.join(", ")) } }
            @if let Some(site) = site { " · " bdi { (site) } }
            @if let Some(url) = &article.url { br; bdi { (url) } }
            br; bdi { (article.origin.full_path().to_string()) } " · " (article.id)
        }
    }
}
