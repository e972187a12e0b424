//! The copies of an article, each with what it alone says.

use maud::{Markup, html};

use super::{labels, links};
use crate::ask::Question;
use crate::copies::differences;
use crate::model::{ArticleId, CopyGroup, CopyOf, Differences, Entry};

/// The copies of an article beside itself.
pub(super) fn view(id: ArticleId, group: Option<&CopyGroup>, question: &Question) -> Markup {
    html! {
        @if let Some(group) = group {
            section.copies aria-labelledby="copies" {
                h2 #copies { "Also in" }
                p.facts { (labels::spread(&group.spread)) }
                ul.list {
                    @for copy in group.articles.iter().filter(|copy| copy.id != id) { (entry(id, copy, question)) }
                }
            }
        }
    }
}

fn entry(id: ArticleId, copy: &CopyOf, question: &Question) -> Markup {
    html! {
        li {
            a dir="auto" href=(links::article(copy.id, question)) { (copy.title.as_deref().unwrap_or("(no headline)")) }
            p.facts {
                span { (labels::date(copy.published.as_ref())) }
                @if let Some(site) = &copy.site { span { bdi { (site) } } }
                span { (labels::counted(u64::from(copy.words), "word", "words")) }
                span { (format!("{:.0} % shared", copy.containment * 100.0)) }
                @if !copy.is_copy { span { "another version" } }
                span { a href=(links::beside(id, "other", &copy.id.to_string(), question)) { "side by side" } }
            }
            @if let Some(differs) = &copy.differs { (told(differs, "What it alone says", "What it leaves out")) }
        }
    }
}

/// What changed between two versions of an article.
pub(super) fn changes(newer: &Entry, older: &Entry) -> Markup {
    told(&differences(&newer.article.body, &older.article.body), "New in the latest", "Gone since the one before")
}

fn told(differs: &Differences, added: &str, missing: &str) -> Markup {
    html! {
        (sentences(added, &differs.added, differs.added_more, "added"))
        (sentences(missing, &differs.missing, differs.missing_more, "missing"))
    }
}

fn sentences(name: &str, sentences: &[String], more: u64, class: &str) -> Markup {
    html! {
        @if !sentences.is_empty() {
            details {
                summary { (name) " " span.count { (labels::number(sentences.len() as u64 + more)) } }
                ul class=(class) {
                    @for sentence in sentences { li dir="auto" { (sentence) } }
                    @if more > 0 { li { "and " (labels::number(more)) " more" } }
                }
            }
        }
    }
}
