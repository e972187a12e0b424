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
                @if let Some(text) = without(text_of(question), expansion, &name.text) {
                    a.off href=(links::asking(question, text)) aria-label=(format!("Without the spelling {}", name.text))
                        title="Without this spelling" { "×" }
                }
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

/// The text of a question in which one word is written out as its spellings, all but one. None where the word does not stand
/// in it exactly once, as a word by itself: then nobody could say which one is meant.
fn without(text: &str, expansion: &Expansion, dropped: &str) -> Option<String> {
    let part = expansion.part.as_str();
    let mut places = text.match_indices(part);
    let (start, end) = places.next().map(|(start, _)| (start, start + part.len()))?;
    let stands_alone = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')'));
    let alone = stands_alone(text[..start].chars().next_back()) && stands_alone(text[end..].chars().next());
    let in_quotes = text[..start].matches('"').count() % 2 == 1;
    if places.next().is_some() || !alone || in_quotes || part.contains(['"', ':', '*', '?', '~']) {
        return None;
    }
    let others = expansion.names.iter().map(|name| name.text.as_str()).filter(|name| *name != dropped);
    let spellings: Vec<String> = [part].into_iter().chain(others).map(only).collect();
    let written = match spellings.as_slice() {
        [alone] => alone.clone(),
        several => format!("({})", several.join(" OR ")),
    };
    Some(format!("{}{written}{}", &text[..start], &text[end..]))
}

fn text_of(question: &Question) -> &str {
    match &question.subject {
        Subject::Text(text) => text,
        Subject::Like(_) => "",
    }
}

fn instead(question: &Question, suggestion: &Suggestion) -> Markup {
    let text = text_of(question);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NameVariant;

    #[test]
    fn one_spelling_is_left_out_where_it_is_clear_which_word_is_meant() {
        let name = |text: &str| NameVariant { text: text.to_owned(), score: 9.0, articles: 1, script: "latin".into() };
        let names = vec![name("khmeimim"), name("حميميم")];
        let expansion = Expansion { part: "Hmeimim".to_owned(), names, ..Expansion::default() };
        let told = |text: &str| without(text, &expansion, "khmeimim");
        assert_eq!(told("port Hmeimim").as_deref(), Some("port (=Hmeimim OR =حميميم)"));
        assert_eq!(told("(Hmeimim OR base)").as_deref(), Some("((=Hmeimim OR =حميميم) OR base)"));
        for unclear in ["Hmeimim NEAR/3 Hmeimim", "title:Hmeimim", "\"Hmeimim base\"", "Hmeimims", "base"] {
            assert_eq!(told(unclear), None, "{unclear}");
        }
    }
}
