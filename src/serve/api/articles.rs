//! Articles, and the stories that they are copies of.

use std::ops::ControlFlow;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use serde_json::{Value, json};

use super::json;
use crate::ask::{Engine, Limit, Purpose, Question, today};
use crate::present::machine;
use crate::search::versions;
use crate::serve::address;
use crate::serve::app::App;
use crate::serve::asking::Asking;
use crate::serve::failure::Failure;

/// Groups that come where no limit is given.
const GROUPS: usize = 20;

/// An article, with its versions and copies, as `show` prints it.
pub(in crate::serve) async fn article(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    answer(&app, &uri, &headers, move |searcher| {
        let versions = versions(searcher.article(&id)?);
        let Some(first) = versions.first() else { return Err(unknown(&id)) };
        let article = first.entry.article.id;
        let count = versions.iter().take_while(|version| version.entry.article.id == article).count();
        let file = searcher.file(&first.entry.article.origin)?;
        Ok(machine::shown(1, &versions[..count], file.as_ref(), searcher.copies(article)?.as_ref()))
    })
    .await
}

/// The articles that carry the same story as one; `null` where it has no copies.
pub(in crate::serve) async fn copies(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    answer(&app, &uri, &headers, move |searcher| {
        let entries = searcher.article(&id)?;
        let first = entries.first().ok_or_else(|| unknown(&id))?;
        Ok(searcher.copies(first.article.id)?.as_ref().map_or(Value::Null, machine::copy_group))
    })
    .await
}

/// The stories of which an article matches a question, those with the most copies first.
pub(in crate::serve) async fn groups(
    State(app): State<Arc<App>>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let question = address::read(uri.query().unwrap_or_default())?;
    answer(&app, &uri, &headers, move |searcher| {
        let mut asked = question.read(searcher, Purpose::Count, &today)?;
        asked.request.limit = question.page.limit.map_or(GROUPS, Limit::hits);
        let mut groups = Vec::new();
        let total = searcher.copy_groups(&asked.request, &mut |group| {
            groups.push(machine::copy_group(group));
            ControlFlow::Continue(())
        })?;
        Ok(json!({ "format_version": machine::FORMAT_VERSION, "total": total, "groups": groups }))
    })
    .await
}

fn unknown(id: &str) -> Failure {
    Failure::NotFound(format!("no article has the id `{id}`"))
}

async fn answer(
    app: &Arc<App>,
    uri: &Uri,
    headers: &HeaderMap,
    find: impl FnOnce(&dyn Engine) -> Result<Value, Failure> + Send + 'static,
) -> Result<Response, Failure> {
    let asking = Asking::of(app, Question::default(), uri, headers)?;
    asking.answer(move |_, searcher| Ok(json::response(&find(searcher)?))).await
}
