//! All values of a facet, where the search page has no place for them.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use maud::html;

use super::frame::{self, Frame};
use super::{chips, facets, labels, links};
use crate::ask::{Purpose, today};
use crate::serve::address;
use crate::serve::app::App;
use crate::serve::caching::EntityTag;
use crate::serve::failure::Failure;

/// Lists the values of a facet over all that match.
pub(in crate::serve) async fn page(
    State(app): State<Arc<App>>,
    Path(by): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if !facets::SHOWN.contains(&by.as_str()) {
        return Err(Failure::NotFound(format!("there is no facet `{by}`")));
    }
    let question = address::read(uri.query().unwrap_or_default())?;
    let state = app.archive.state()?;
    let tag = EntityTag::of(state.tag, &uri);
    if let Some(unchanged) = tag.unchanged(&headers) {
        return Ok(unchanged);
    }
    let page = move || {
        let counted = question.clone().facets([by.clone()]);
        let results = counted.answer(&state.searcher, Purpose::Facets, &today)?;
        let title = format!("{} – dateline", labels::field(&by));
        let frame = Frame { title: &title, question: &question, kind: "values" };
        Ok(frame.around(&html! {
            nav.back aria-label="Way back" { a href=(links::search(&question)) { "← To the results" } }
            (chips::view(&question))
            @for counts in &results.facets { (facets::whole(&question, counts, results.total)) }
        }))
    };
    Ok(tag.on(frame::response(app.work.run(page).await?)))
}
