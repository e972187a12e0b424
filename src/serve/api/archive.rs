//! What the archive holds, and the spellings of a name in it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde_json::Value;
use url::form_urlencoded::parse;

use super::json;
use crate::present::machine;
use crate::query::Query;
use crate::search::Request;
use crate::serve::app::App;
use crate::serve::failure::Failure;
use crate::text::name::Point;

/// The spellings of a name, as `names` prints them.
pub(in crate::serve) async fn names(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Failure> {
    let name = parse(uri.query().unwrap_or_default().as_bytes()).find(|(key, _)| key == "name");
    let name = name.map(|(_, name)| name.into_owned()).filter(|name| !name.trim().is_empty());
    let name = name.ok_or_else(|| Failure::Request("say which: `?name=Hmeimim`".to_owned()))?;
    let state = app.archive.state()?;
    let find = move || Ok(machine::names(&name, &state.engine.names(&name, Point::Wide)?));
    Ok(json::response(&app.work.run(find).await?))
}

/// What the archive holds, as `stats` prints it.
pub(in crate::serve) async fn stats(State(app): State<Arc<App>>) -> Result<Response, Failure> {
    let shared = Arc::clone(&app);
    Ok(json::response(&app.work.run(move || count(&shared)).await?))
}

fn count(app: &App) -> Result<Value, Failure> {
    let state = app.archive.state()?;
    let request = Request::new(Query::All).limit(0).facets(machine::STATS_FACETS.iter().copied());
    let results = state.engine.search(&request)?;
    Ok(machine::stats(&state.engine.place()?, &state.engine.holdings()?, &results))
}
