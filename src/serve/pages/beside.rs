//! Two texts side by side, with what each of them alone says: an article and a copy of it, or two of its versions.

use std::ops::Range;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use maud::{Markup, html};
use url::form_urlencoded::parse;

use super::article::paragraphs;
use super::frame::{self, Frame};
use super::spans::{self, Role, Span};
use super::{labels, links};
use crate::ask::{Engine, Question};
use crate::copies::alone;
use crate::model::{Article, ArticleId};
use crate::search::versions;
use crate::serve::address;
use crate::serve::app::App;
use crate::serve::asking::Asking;
use crate::serve::failure::Failure;

/// What an article is put beside.
enum Other {
    /// Another article, by its id.
    Article(String),
    /// The version of it that comes before this one; versions are counted from 1, the newest first.
    Before(usize),
}

/// Shows an article beside another one (`other=ID`), or a version of it beside the one before (`version=N`).
pub(in crate::serve) async fn page(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (other, rest) = read(uri.query().unwrap_or_default())?;
    let asking = Asking::of(&app, address::read(&rest)?, &uri, &headers)?;
    let answer = move |question: &Question, searcher: &dyn Engine| {
        let [left, right] = pair(&id, &other, searcher)?;
        Ok(frame::response(view(question, &left, &right)))
    };
    asking.answer(answer).await
}

/// What an address asks for, and the rest of it: the question that led there.
fn read(query: &str) -> Result<(Other, String), Failure> {
    let mut other = None;
    let mut rest = url::form_urlencoded::Serializer::new(String::new());
    for (key, value) in parse(query.as_bytes()) {
        match &*key {
            "other" => other = Some(Other::Article(value.into_owned())),
            "version" => {
                let number = value.parse().ok().filter(|number| *number > 0);
                let number = number.ok_or_else(|| Failure::Request("`version` takes a number from 1 on".to_owned()))?;
                other = Some(Other::Before(number));
            }
            _ => {
                rest.append_pair(&key, &value);
            }
        }
    }
    let other = other.ok_or_else(|| Failure::Request("name the other text with `other` or `version`".to_owned()))?;
    Ok((other, rest.finish()))
}

/// The two texts: of versions the older one first.
fn pair(id: &str, other: &Other, searcher: &dyn Engine) -> Result<[Article; 2], Failure> {
    let first = |id: &str| {
        let entry = searcher.article(id)?.into_iter().next();
        entry.map(|entry| entry.article).ok_or_else(|| Failure::NotFound(format!("no article has the id `{id}`")))
    };
    match other {
        Other::Article(other) => Ok([first(id)?, first(other)?]),
        Other::Before(number) => {
            let article: ArticleId = first(id)?.id;
            let mut versions = versions(searcher.article(id)?);
            versions.retain(|version| version.entry.article.id == article);
            let mut versions = versions.into_iter().skip(number - 1).map(|version| version.entry.article);
            match (versions.next(), versions.next()) {
                (Some(newer), Some(older)) => Ok([older, newer]),
                _ => Err(Failure::NotFound(format!("the article has no version before the {number}. newest"))),
            }
        }
    }
}

fn view(question: &Question, left: &Article, right: &Article) -> Markup {
    let frame = Frame { title: "Side by side – dateline", question, kind: "two-texts" };
    frame.around(&html! {
        nav.back aria-label="Way back" { a href=(links::article(left.id, question)) { "← To the article" } }
        h1 { "Side by side" }
        p.facts { span { "What only one of them says is " span.alone { "marked" } "." } }
        div.two {
            (side(left, right, question))
            (side(right, left, question))
        }
    })
}

/// One of the two, with the sentences that the other has not.
fn side(article: &Article, other: &Article, question: &Question) -> Markup {
    let own = |ranges: Vec<Range<usize>>| -> Vec<Span> {
        ranges.into_iter().map(|range| Span { range, role: Role::Alone }).collect()
    };
    let title = article.title.as_deref().unwrap_or("(no headline)");
    let in_title = own(alone(title, other.title.as_deref().unwrap_or_default()));
    let in_body = own(alone(&article.body, &other.body));
    let lang = article.lang.as_deref();
    html! {
        article.story {
            h2 dir="auto" lang=[lang] { a href=(links::article(article.id, question)) { (spans::view(title, 0, &in_title)) } }
            p.facts {
                span { (labels::date(article.published.as_ref())) }
                @if let Some(site) = &article.site {
                    span { bdi { (site.name.as_deref().or(site.domain.as_deref()).unwrap_or_default()) } }
                }
                @if let Some(time) = article.captured { span { "saved " (time.strftime("%Y-%m-%d %H:%M UTC").to_string()) } }
                span { (labels::counted(in_body.len() as u64, "sentence", "sentences")) " alone" }
            }
            div.text dir="auto" lang=[lang] {
                @for (start, paragraph) in paragraphs(&article.body) {
                    p dir="auto" { (spans::view(paragraph, start, &in_body)) }
                }
            }
        }
    }
}
