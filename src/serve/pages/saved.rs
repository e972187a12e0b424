//! Searches that are kept under a name, each with how much of it is new.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::frame::{self, Frame};
use super::{chips, labels, links};
use crate::ask::{Engine, Page, Purpose, Question, SavedSearch, SavedSearches, Subject, today};
use crate::serve::app::App;
use crate::serve::failure::Failure;
use crate::serve::options::Rights;
use crate::serve::{address, forms};

/// For how many saved searches it is counted what is new.
const COUNTED: usize = 40;

/// Lists the saved searches; what follows the `?` is a question that may be saved, too.
pub(in crate::serve) async fn page(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Failure> {
    let question = address::read(uri.query().unwrap_or_default())?;
    let is_asked = uri.query().is_some_and(|query| !query.is_empty());
    let state = app.archive.state()?;
    let shared = Arc::clone(&app);
    let list = move || {
        let saved = SavedSearches::of(shared.archive.folder());
        let mut rows = Vec::new();
        for (place, name) in saved.names()?.into_iter().enumerate() {
            let row = saved.load(&name).map(|search| {
                let new = if place < COUNTED { news(&search, &*state.engine) } else { None };
                (search, new)
            });
            rows.push((name, row.map_err(|error| error.to_string())));
        }
        Ok(rows)
    };
    let rows = app.work.run(list).await?;
    let may_change = app.rights == Rights::Change;
    let content = html! {
        h1 { "Saved searches" }
        @if is_asked && may_change { (form(&question, &app.form_key)) }
        @if rows.is_empty() { p { "None yet. Search for something, and follow “save” beside the results." } }
        ul.saved {
            @for (name, row) in &rows {
                li {
                    @match row {
                        Ok((search, new)) => (entry(name, search, *new)),
                        Err(why) => { bdi { (name) } ": " (why) }
                    }
                    @if may_change { (delete(name, &app.form_key)) }
                }
            }
        }
    };
    let frame = Frame { title: "Saved searches – dateline", question: &question, kind: "archive" };
    Ok(frame::unkept(frame.around(&content)))
}

/// How many articles a search finds and has not shown; none where it cannot be asked any more.
fn news(search: &SavedSearch, searcher: &dyn Engine) -> Option<usize> {
    let asked = search.question.read(searcher, Purpose::Count, &today).ok()?;
    let asked = search.only_new(asked, searcher).ok()?;
    asked.request.only.map(|new| new.len())
}

fn entry(name: &str, search: &SavedSearch, new: Option<usize>) -> Markup {
    let question = &search.question;
    html! {
        h2 { a href=(links::search(question)) { bdi { (name) } } }
        p {
            @match &question.subject {
                Subject::Text(text) => bdi { code { (text) } },
                Subject::Like(id) => { "articles like " code { (id) } }
            }
            " "
            @match new {
                Some(0) => span.facts { "nothing new" },
                Some(new) => b { (labels::number(new as u64)) " new" },
                None => {}
            }
            " " a href=(links::feed(question)) { "Feed" }
        }
        (chips::view(question))
    }
}

fn form(question: &Question, key: &str) -> Markup {
    html! {
        section {
            form method="post" action="/saved/save" {
                input type="hidden" name="key" value=(key);
                input type="hidden" name="question" value=(address::write(question));
                label for="name" { "Save this search as" }
                div.line {
                    input #name name="name" required maxlength="64" spellcheck="false" autocomplete="off";
                    button type="submit" { "Save" }
                }
            }
            (chips::view(question))
        }
    }
}

fn delete(name: &str, key: &str) -> Markup {
    html! {
        form.action method="post" action="/saved/delete" {
            input type="hidden" name="key" value=(key);
            input type="hidden" name="name" value=(name);
            button type="submit" aria-label=(format!("Delete the saved search {name}")) { "Delete" }
        }
    }
}

/// Keeps a search under a name. What it finds now is not new to it.
pub(in crate::serve) async fn save(State(app): State<Arc<App>>, body: Body) -> Result<Response, Failure> {
    let form = forms::read(&app, body).await?;
    let question = address::read(form.value("question").unwrap_or_default())?.page(Page::default());
    let name = form.value("name").unwrap_or_default().trim().to_owned();
    let state = app.archive.state()?;
    let shared = Arc::clone(&app);
    let save = move || {
        let saved = SavedSearches::of(shared.archive.folder());
        let asked = question.read(&*state.engine, Purpose::Page, &today)?;
        let _only_one = saved.lock()?;
        saved.check_free(&name)?;
        let seen = state.engine.ids(&asked.request)?;
        Ok(saved.write(&name, &SavedSearch::new(question, seen))?)
    };
    app.work.run(save).await?;
    Ok(back())
}

/// Removes a search.
pub(in crate::serve) async fn remove(State(app): State<Arc<App>>, body: Body) -> Result<Response, Failure> {
    let form = forms::read(&app, body).await?;
    let name = form.value("name").unwrap_or_default().to_owned();
    let shared = Arc::clone(&app);
    let remove = move || {
        let saved = SavedSearches::of(shared.archive.folder());
        let _only_one = saved.lock()?;
        Ok(saved.delete(&name)?)
    };
    app.work.run(remove).await?;
    Ok(back())
}

fn back() -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, "/saved")]).into_response()
}
