//! All values of a facet, where the search page has no place for them.

use axum::extract::Path;
use axum::response::Response;
use maud::html;

use super::frame::{self, Frame};
use super::{chips, facets, labels, links};
use crate::ask::{Engine, Purpose, Question, today};
use crate::serve::asking::Asking;
use crate::serve::failure::Failure;

/// Lists the values of a facet over all that match.
pub(in crate::serve) async fn page(Path(by): Path<String>, asking: Asking) -> Result<Response, Failure> {
    if !facets::SHOWN.contains(&by.as_str()) {
        return Err(Failure::NotFound(format!("there is no facet `{by}`")));
    }
    let answer = move |question: &Question, searcher: &dyn Engine| {
        let results = question.clone().facets([by.clone()]).answer(searcher, Purpose::Facets, &today)?;
        let title = format!("{} – dateline", labels::field(&by));
        let frame = Frame { title: &title, question, kind: "values" };
        Ok(frame::response(frame.around(&html! {
            (links::back(question))
            (chips::view(question))
            h1 { (labels::field(&by)) }
            @for counts in &results.facets { (facets::whole(question, counts, results.total)) }
        })))
    };
    asking.answer(answer).await
}
