//! What an answer shows of an article.

use tantivy::schema::Field;

use super::kwic;
use super::marks::Highlighter;
use super::snippets::{snippets, whole};
use crate::index::Schema;
use crate::model::{Entry, Hit};
use crate::plan::compile::query_plan::Plan;
use crate::plan::languages::Languages;
use crate::plan::request::Request;

/// Makes the hits of one request.
pub(crate) struct Shown<'a> {
    highlighter: Highlighter,
    /// The fields of running text: headline, text and comments.
    fields: Vec<Field>,
    languages: &'a Languages,
    request: &'a Request,
}

impl<'a> Shown<'a> {
    /// A maker of hits of a plan.
    pub(crate) fn new(schema: &Schema, plan: &Plan, languages: &'a Languages, request: &'a Request) -> Shown<'a> {
        let place = |name: &str| schema.field(name);
        let fields: Vec<Field> = ["title", "body", "comments"].into_iter().filter_map(place).collect();
        Shown { highlighter: Highlighter::new(schema, plan, &fields), fields, languages, request }
    }

    /// The hit of an article with this score, of which there are so many captures. How far it spread, and what makes up its
    /// score, is not told.
    pub(crate) fn hit(&self, entry: Entry, score: f32, captures: u64) -> Hit {
        let Shown { highlighter, request, .. } = self;
        let Entry { article, countries, topics, .. } = entry;
        let language = self.languages.id(article.lang.as_deref());
        let title = article.title.unwrap_or_default();
        let texts: Vec<(Field, &str)> =
            self.fields.iter().copied().zip([title.as_str(), &article.body, &article.comments]).collect();
        let title_alone = request.snippets == 0 && request.context == 0;
        let title_marks = texts
            .first()
            .filter(|_| title_alone)
            .and_then(|(field, title)| highlighter.title_marks(*field, title, language));
        let marks = title_marks.map_or_else(|| highlighter.marks(&texts, language), |marks| vec![marks]);
        let marks_of = |number: usize| marks.get(number).map(Vec::as_slice).unwrap_or_default();
        let idfs = highlighter.idfs();
        let commented = marks_of(1).is_empty() && !marks_of(2).is_empty();
        let (text, found) = if commented { (&article.comments, marks_of(2)) } else { (&article.body, marks_of(1)) };
        let passages = if request.context > 0 { 0 } else { request.snippets };
        let (context, context_more) = kwic::lines(text, found, request.context);
        Hit {
            id: article.id,
            source_id: article.source_id,
            score,
            spread: None,
            snippets: snippets(text, found, &idfs, passages),
            context,
            context_more: if request.context > 0 { context_more } else { 0 },
            score_parts: Vec::new(),
            title: whole(&title, marks_of(0)),
            url: article.url,
            origin: article.origin,
            captured: article.captured,
            captures,
            site: article.site,
            authors: article.authors,
            lang: article.lang,
            kind: article.kind,
            published: article.published,
            countries: countries.into_iter().map(|label| label.code).collect(),
            topics: topics.into_iter().map(|label| label.code).collect(),
        }
    }
}
