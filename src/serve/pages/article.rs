//! The article page: its text with what matched, and what everything about it rests on.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::frame::{self, Frame};
use super::spans::{self, Role, Span};
use super::{copies, evidence, labels, links, lists};
use crate::ask::{Engine, Notebook, Page, Purpose, Question, Subject, today};
use crate::model::{ArticleId, Copies, CopyGroup, Entry, Hit, Version};
use crate::search::versions;
use crate::serve::asking::Asking;
use crate::serve::failure::Failure;

/// More matches than this are not marked one by one.
const MOST_MARKS: usize = 2_000;
/// How many similar articles are named.
const SIMILAR: usize = 5;

/// Shows an article; what follows the `?` is the question that found it.
pub(in crate::serve) async fn page(Path(id): Path<String>, asking: Asking) -> Result<Response, Failure> {
    let app = Arc::clone(asking.app());
    // A notebook that cannot be read is told of beside the article, and hides nothing of it.
    let notebook = Notebook::read(app.archive.folder()).map_err(|error| error.to_string());
    let mut beside = DefaultHasher::new();
    (&notebook, &app.form_key).hash(&mut beside);
    let answer = move |question: &Question, searcher: &dyn Engine| {
        let shown = Shown::of(&id, question, searcher)?;
        let kept = match &notebook {
            Ok(notebook) => {
                let article = &shown.versions[0].entry.article;
                lists::keep::view(article, notebook, question, (app.rights, &app.form_key))
            }
            Err(why) => html! { section { p.wrong role="alert" { (why) } } },
        };
        Ok(frame::response(shown.page(question, &kept)))
    };
    asking.beside(vec![beside.finish()]).answer(answer).await
}

/// What is shown of an article.
struct Shown {
    versions: Vec<Version>,
    copies: Option<CopyGroup>,
    similar: Vec<Hit>,
    /// What matched in headline and text.
    marks: [Vec<Span>; 2],
}

impl Shown {
    fn of(id: &str, question: &Question, searcher: &dyn Engine) -> Result<Shown, Failure> {
        let mut versions = versions(searcher.article(id)?);
        let Some(first) = versions.first() else {
            return Err(Failure::NotFound(format!("no article has the id `{id}`")));
        };
        let article = first.entry.article.id;
        // A record's id may stand for several articles; the first of them is shown.
        versions.retain(|version| version.entry.article.id == article);
        let similar = Question::like(id).page(Page { offset: 0, limit: Some(crate::ask::Limit::Hits(SIMILAR)) });
        let similar = similar.answer(searcher, Purpose::Batch, &today).map(|results| results.hits);
        Ok(Shown {
            copies: searcher.copies(article)?,
            similar: similar.unwrap_or_default(),
            marks: marks(article, question, searcher),
            versions,
        })
    }

    /// The page, with what is kept of the article.
    fn page(&self, question: &Question, kept: &Markup) -> Markup {
        let entry = &self.versions[0].entry;
        let title = entry.article.title.as_deref().unwrap_or("(no headline)");
        let frame = Frame { title, question, kind: "reading" };
        frame.around(&html! {
            (self.way_back(question))
            div.columns {
                article.story { (self.story(entry, title)) }
                div.about {
                    (facts(entry))
                    (kept)
                    (evidence::view(entry))
                    (saves(&self.versions, question))
                    (copies::view(entry.article.id, self.copies.as_ref(), question))
                    (self.similar(question))
                    (cite(entry))
                }
            }
        })
    }

    /// The way back to what was found, and from match to match.
    fn way_back(&self, question: &Question) -> Markup {
        let found = self.marks.iter().map(Vec::len).sum::<usize>();
        html! {
            nav.back aria-label="Way back" {
                a href=(links::search(question)) { "← To the results" }
                @if found > 0 {
                    a.jump href="#m1" { (labels::counted(found as u64, "match", "matches")) }
                    span.keys { kbd { "n" } " next " kbd { "p" } " previous" }
                }
            }
        }
    }

    fn story(&self, entry: &Entry, title: &str) -> Markup {
        let article = &entry.article;
        let lang = article.lang.as_deref();
        let title_spans = [self.marks[0].clone(), evidence::spans(entry, true)].concat();
        let body_spans = [self.marks[1].clone(), evidence::spans(entry, false)].concat();
        html! {
            h1 dir="auto" lang=[lang] { (spans::view(title, 0, &title_spans)) }
            p.facts {
                @if article.published.is_some() { time { (labels::date(article.published.as_ref())) } }
                @else { span.unknown { "date unknown" } }
                @if !article.authors.is_empty() { span { "by " bdi { (article.authors.join(", ")) } } }
                @if let Some(site) = &article.site {
                    span { bdi { (site.name.as_deref().or(site.domain.as_deref()).unwrap_or_default()) } }
                }
            }
            div.text dir="auto" lang=[lang] {
                @for (start, paragraph) in paragraphs(&article.body) {
                    p dir="auto" { (spans::view(paragraph, start, &body_spans)) }
                }
                @if article.body.trim().is_empty() { p.nothing { "The page holds no text that could be read as a story." } }
            }
        }
    }

    fn similar(&self, question: &Question) -> Markup {
        html! {
            @if !self.similar.is_empty() {
                section aria-labelledby="similar" {
                    h2 #similar { "Similar articles" }
                    ul.list {
                        @for hit in &self.similar {
                            li {
                                a dir="auto" lang=[hit.lang.as_deref()] href=(links::article(hit.id, question)) {
                                    @if hit.title.text.is_empty() { "(no headline)" } @else { (hit.title.text) }
                                }
                                " " span.facts { (labels::date(hit.published.as_ref())) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The paragraphs of a text, each with the place where it starts.
pub(super) fn paragraphs(body: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let placed = body.split('\n').map(move |paragraph| {
        let place = start;
        start += paragraph.len() + 1;
        (place, paragraph)
    });
    placed.filter(|(_, paragraph)| !paragraph.trim().is_empty())
}

/// What of the headline and of the text matches a question; nothing where it cannot be asked, or asks for everything.
fn marks(id: ArticleId, question: &Question, searcher: &dyn Engine) -> [Vec<Span>; 2] {
    let mut question = question.clone();
    if matches!(question.subject, Subject::Like(_)) {
        return [Vec::new(), Vec::new()];
    }
    (question.copies, question.context, question.page) = (Some(Copies::All), MOST_MARKS, Page::default());
    let asked = question.read(searcher, Purpose::Batch, &today).ok();
    let results = asked.and_then(|mut asked| {
        asked.request.only = Some(vec![id]);
        asked.answer(searcher).ok()
    });
    let Some(hit) = results.and_then(|results| results.hits.into_iter().next()) else {
        return [Vec::new(), Vec::new()];
    };
    let in_title = hit.title.marks.into_iter();
    let title: Vec<Span> =
        (1..).zip(in_title).map(|(number, range)| Span { range, role: Role::Match(number) }).collect();
    let in_body = hit.context.iter().map(|line| line.offset..line.offset + line.word.len());
    let body = (title.len() + 1..).zip(in_body).map(|(number, range)| Span { range, role: Role::Match(number) });
    let body = body.collect();
    [title, body]
}

/// What is known of an article beside its text.
fn facts(entry: &Entry) -> Markup {
    let article = &entry.article;
    let web = article.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    html! {
        section.known aria-label="About this article" {
            p.actions {
                a.button href=(format!("/article/{}/original", article.id)) { "Original page" }
                @if let Some(url) = web { " " a.button rel="noreferrer noopener external" href=(url) { "On the web" } }
            }
            dl {
                dt { "Publisher" }
                dd { @match article.site.as_ref().and_then(|site| site.domain.as_deref()) { Some(domain) => bdi { (domain) }, None => "unknown" } }
                dt { "Language" }
                dd { @match &article.lang { Some(lang) => (labels::language(lang)), None => "unknown" } }
                dt { "Kind" } dd { (labels::kind(article.kind)) }
                @if let Some(url) = &article.url { dt { "Address" } dd.long { bdi { (url) } } }
                dt { "File" }
                dd.long { bdi { (article.origin.full_path().to_string()) @if let Some(member) = &article.origin.member { " › " (member) } } }
                dt { "Id" } dd { code { (article.id) } }
                @let labels = [article.sections.as_slice(), &article.tags].concat();
                @if !labels.is_empty() { dt { "Publisher’s labels" } dd { bdi { (labels.join(", ")) } } }
            }
        }
    }
}

/// When the page was saved, and in which versions.
fn saves(versions: &[Version], question: &Question) -> Markup {
    let saved = |version: &Version| version.captures.iter().any(|capture| capture.time.is_some());
    html! {
        @if versions.len() > 1 || versions.iter().any(saved) || versions.iter().any(|version| version.captures.len() > 1) {
            section aria-labelledby="saves" {
                h2 #saves { "Saves" }
                ol.list reversed {
                    @for (place, version) in versions.iter().enumerate() {
                        li {
                            @if versions.len() > 1 { span dir="auto" { (version.entry.article.title.as_deref().unwrap_or("(no headline)")) } " " }
                            @for capture in &version.captures {
                                span.facts { @match capture.time { Some(time) => (time.strftime("%Y-%m-%d %H:%M UTC").to_string()), None => "time unknown" } } " "
                            }
                            @if let Some(older) = versions.get(place + 1) {
                                a href=(links::beside(version.entry.article.id, "version", &(place + 1).to_string(), question)) { "beside the one before" }
                                (copies::changes(&version.entry, &older.entry))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cite(entry: &Entry) -> Markup {
    let id = entry.article.id;
    html! {
        section aria-labelledby="cite" {
            h2 #cite { "Cite" }
            p.actions {
                @for (form, name) in [("bib", "BibTeX"), ("ris", "RIS"), ("json", "CSL JSON")] {
                    a.button download href=(format!("/article/{id}/cite/{form}")) { (name) } " "
                }
                a href=(format!("/article/{id}")) { "Permalink" }
            }
        }
    }
}
