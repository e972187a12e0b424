//! Citations, as programs for literature take them: BibLaTeX, RIS, and CSL as JSON.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::present::machine::{CitationStyle, Reference, References};
use crate::serve::app::App;
use crate::serve::failure::Failure;

/// The citation of an article in one of the forms.
pub(in crate::serve) async fn file(
    State(app): State<Arc<App>>,
    Path((id, form)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let style = match form.as_str() {
        "bib" => CitationStyle::Bibtex,
        "ris" => CitationStyle::Ris,
        "json" => CitationStyle::CslJson,
        _ => return Err(Failure::NotFound("citations come as bib, ris and json".to_owned())),
    };
    let state = app.archive.state()?;
    let wanted = id.clone();
    let found = move || {
        let entry = state.engine.article(&wanted)?.into_iter().next();
        let file = entry.as_ref().map(|entry| state.engine.file(&entry.article.origin)).transpose()?.flatten();
        Ok(entry.map(|entry| (entry, file)))
    };
    let Some((entry, file)) = app.work.run(found).await? else {
        return Err(Failure::NotFound(format!("no article has the id `{id}`")));
    };
    let mut text = Vec::new();
    // Nothing goes wrong when a citation is written to memory.
    let mut references = References::new(style, &mut text);
    let _ = references.push(&Reference::from(&entry.article).of_file(file.as_ref())).and_then(|()| references.finish());
    let name = format!("attachment; filename=\"{}.{form}\"", entry.article.id);
    let kind = if form == "json" { "application/vnd.citationstyles.csl+json" } else { "text/plain; charset=utf-8" };
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], text).into_response())
}
