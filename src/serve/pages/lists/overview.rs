//! All lists, and all notes.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::kept::{Item, item};
use super::list;
use crate::ask::{Notebook, Question};
use crate::serve::app::App;
use crate::serve::failure::Failure;
use crate::serve::options::Rights;
use crate::serve::pages::frame::{self, Frame};
use crate::serve::pages::{labels, links};

/// Shows the lists with how much is in them, and the notes, the latest first.
pub(in crate::serve) async fn page(State(app): State<Arc<App>>) -> Result<Response, Failure> {
    let state = app.archive.state()?;
    let shared = Arc::clone(&app);
    let content = move || {
        let notebook = Notebook::read(shared.archive.folder())?;
        let notes = notebook.notes.iter().rev().map(|note| item(&note.article, &notebook, &*state.engine));
        let notes = notes.collect::<crate::Result<Vec<Item>>>()?;
        Ok(view(&notebook, &notes, shared.rights, &shared.form_key))
    };
    let content = app.work.run(content).await?;
    let frame = Frame { title: "Lists and notes – dateline", question: &Question::default(), kind: "lists" };
    Ok(frame::unkept(frame.around(&content)))
}

fn view(notebook: &Notebook, notes: &[Item], rights: Rights, key: &str) -> Markup {
    html! {
        h1 { "Lists and notes" }
        @if notebook.is_empty() {
            p.lead { "Nothing is kept yet. Open an article: under “Keep” it is collected into a list, and there is room for a note." }
        }
        @if !notebook.lists.is_empty() {
            ul.kept {
                @for (name, list) in &notebook.lists {
                    li {
                        h2 { a href=(list::address(name)) { bdi { (name) } } }
                        " " span.facts {
                            span { (labels::counted(list.articles.len() as u64, "article", "articles")) }
                            span { "begun " (list.created.strftime("%Y-%m-%d").to_string()) }
                        }
                        @if rights == Rights::Change { (list::remove(name, key)) }
                    }
                }
            }
        }
        @if !notes.is_empty() {
            section aria-labelledby="notes" {
                h2 #notes { "Notes" }
                ul.kept { @for item in notes { li { (list::entry(item, &Question::default())) } } }
            }
        }
        @if !notebook.is_empty() {
            p.facts { "Kept in " code { "notebook.json" } " beside the index, which no run of reading removes. " a href=(links::search(&Question::default())) { "To the archive" } }
        }
    }
}
