//! What words of a question were read as: other spellings of names, and words that may have been meant.

use maud::{Markup, html};

use super::{labels, links};
use crate::ask::{Question, Subject};
use crate::model::{Expansion, Results, Suggestion};
use crate::search::Names;

/// How many other spellings of a name are shown; further ones are counted.
const SHOWN: usize = 8;

/// The other spellings that were looked for, each with the link that looks for it alone; and what may have been meant.
pub(super) fn view(question: &Question, results: &Results) -> Markup {
    let names = results.expansions.iter().filter(|expansion| !expansion.names.is_empty());
    let exact = links::changed(question, |question| question.reading.names = Names::AsTyped);
    let spelled = links::changed(question, |question| question.reading.names = Names::default());
    html! {
        @for expansion in names { (also(question, expansion, &exact)) }
        @if question.reading.names == Names::AsTyped {
            p.also { "Names are searched as typed. " a href=(spelled) { "Search their other spellings too" } }
        }
        @for suggestion in &results.suggestions { (instead(question, suggestion)) }
    }
}

fn also(question: &Question, expansion: &Expansion, exact: &str) -> Markup {
    html! {
        p.also {
            bdi { (expansion.part) } " also: "
            @for (place, name) in expansion.names.iter().take(SHOWN).enumerate() {
                @if place > 0 { ", " }
                a href=(links::asking(question, only(&name.text))) { bdi { (name.text) } }
                " " span.count { (labels::number(name.articles)) }
            }
            @if expansion.names.len() > SHOWN { " and " (expansion.names.len() - SHOWN) " more" }
            ". " a href=(exact) { "Only as typed" }
        }
    }
}

/// The question for one spelling alone.
fn only(spelling: &str) -> String {
    if spelling.contains(' ') { format!("=\"{spelling}\"") } else { format!("={spelling}") }
}

fn instead(question: &Question, suggestion: &Suggestion) -> Markup {
    let text = match &question.subject {
        Subject::Text(text) => text.as_str(),
        Subject::Like(_) => "",
    };
    html! {
        @if !suggestion.instead.is_empty() && text.contains(&suggestion.word) {
            p.also {
                "No article has " bdi { (suggestion.word) } ". Near to it: "
                @for (place, (word, articles)) in suggestion.instead.iter().enumerate() {
                    @if place > 0 { ", " }
                    a href=(links::asking(question, text.replacen(&suggestion.word, word, 1))) { bdi { (word) } }
                    " " span.count { (labels::number(*articles)) }
                }
            }
        }
    }
}
