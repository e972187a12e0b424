//! The forms that change lists and notes.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::list;
use crate::ask::Notebook;
use crate::model::{Article, ArticleId};
use crate::serve::address;
use crate::serve::app::App;
use crate::serve::failure::Failure;
use crate::serve::forms::{self, Form};
use crate::serve::pages::links;

/// Puts an article into a list.
pub(in crate::serve) async fn collect(State(app): State<Arc<App>>, body: Body) -> Result<Response, Failure> {
    on_article(&app, body, |notebook, article, form| {
        notebook.collect(text(form, "list"), article.id, article.title.as_deref().unwrap_or_default())
    })
    .await
}

/// Writes the note on an article.
pub(in crate::serve) async fn note(State(app): State<Arc<App>>, body: Body) -> Result<Response, Failure> {
    on_article(&app, body, |notebook, article, form| {
        notebook.write_note(article.id, article.title.as_deref().unwrap_or_default(), text(form, "note"))
    })
    .await
}

/// Takes an article out of a list; it need not be in the index any more.
pub(in crate::serve) async fn take_out(State(app): State<Arc<App>>, body: Body) -> Result<Response, Failure> {
    let form = forms::read(&app, body).await?;
    let id: ArticleId = text(&form, "article").parse().map_err(|_| no_article(text(&form, "article")))?;
    let name = text(&form, "list").to_owned();
    let back = match form.value("back") {
        Some(_) => back_to(id, &form)?,
        None => list::address(&name),
    };
    let shared = Arc::clone(&app);
    app.work
        .run(move || Ok(Notebook::change(shared.archive.folder(), |notebook| notebook.take_out(&name, id))?))
        .await?;
    Ok(redirection(back))
}

/// Removes a list; its articles stay in the archive.
pub(in crate::serve) async fn remove(State(app): State<Arc<App>>, body: Body) -> Result<Response, Failure> {
    let form = forms::read(&app, body).await?;
    let name = text(&form, "list").to_owned();
    let shared = Arc::clone(&app);
    app.work
        .run(move || Ok(Notebook::change(shared.archive.folder(), |notebook| notebook.remove_list(&name))?))
        .await?;
    Ok(redirection("/lists".to_owned()))
}

/// Changes what is kept of an article that is in the index, and leads back to its page.
async fn on_article(
    app: &Arc<App>,
    body: Body,
    change: impl FnOnce(&mut Notebook, &Article, &Form) -> crate::Result<()> + Send + 'static,
) -> Result<Response, Failure> {
    let form = forms::read(app, body).await?;
    let state = app.archive.state()?;
    let shared = Arc::clone(app);
    let done = move || {
        let id = text(&form, "article");
        let entry = state.engine.article(id)?.into_iter().next().ok_or_else(|| no_article(id))?;
        Notebook::change(shared.archive.folder(), |notebook| change(notebook, &entry.article, &form))?;
        back_to(entry.article.id, &form)
    };
    Ok(redirection(app.work.run(done).await?))
}

fn text<'f>(form: &'f Form, field: &str) -> &'f str {
    form.value(field).unwrap_or_default()
}

fn no_article(id: &str) -> Failure {
    Failure::NotFound(format!("no article has the id `{id}`"))
}

/// The article's page as an answer to the question that the form came with.
fn back_to(id: ArticleId, form: &Form) -> Result<String, Failure> {
    Ok(format!("{}#keep", links::article(id, &address::read(text(form, "back"))?)))
}

fn redirection(to: String) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}
