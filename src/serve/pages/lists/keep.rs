//! The part of an article's page that collects it into lists and notes something on it.

use maud::{Markup, html};

use super::list;
use crate::ask::{Notebook, Question};
use crate::model::Article;
use crate::serve::address;
use crate::serve::options::Rights;

/// The lists that an article is in and the note on it, with the forms that change both where that is allowed.
pub(in crate::serve::pages) fn view(
    article: &Article,
    notebook: &Notebook,
    question: &Question,
    (rights, key): (Rights, &str),
) -> Markup {
    let note = notebook.note(article.id).map_or("", |note| note.text.as_str());
    let lists = notebook.lists_of(article.id);
    let may_change = rights == Rights::Change;
    let hidden = html! {
        input type="hidden" name="key" value=(key);
        input type="hidden" name="article" value=(article.id);
        input type="hidden" name="back" value=(address::write(question));
    };
    html! {
        @if may_change || !lists.is_empty() || !note.is_empty() {
            section.keep aria-labelledby="keep" {
                h2 #keep { "Keep" }
                @if !lists.is_empty() {
                    ul.chips aria-label="Lists that it is in" {
                        @for name in &lists {
                            li {
                                a.name href=(list::address(name)) { bdi { (name) } }
                                @if may_change {
                                    form.action method="post" action="/lists/take-out" {
                                        (hidden)
                                        input type="hidden" name="list" value=(name);
                                        button type="submit" aria-label=(format!("Take out of the list {name}")) { "×" }
                                    }
                                }
                            }
                        }
                    }
                }
                @if may_change {
                    form.collect method="post" action="/lists/collect" {
                        (hidden)
                        label for="list" { "Collect into a list" }
                        div.line {
                            input #list name="list" list="lists" required maxlength="100" autocomplete="off" dir="auto";
                            button type="submit" { "Add" }
                        }
                        datalist #lists { @for name in notebook.lists.keys() { option value=(name) {} } }
                    }
                    form.noting method="post" action="/lists/note" {
                        (hidden)
                        label for="note" { "Note" }
                        textarea #note name="note" rows="3" maxlength="5000" dir="auto" { (note) }
                        button type="submit" { "Save the note" }
                    }
                    p.note.printed aria-hidden="true" { (note) }
                } @else if !note.is_empty() {
                    p.note dir="auto" { (note) }
                }
            }
        }
    }
}
