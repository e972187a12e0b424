//! Making hits: what is shown of an article is read from the store, and what matched in it is marked.

use rayon::prelude::*;
use tantivy::schema::Field;

use super::aside::explain;
use super::plan::index_view::IndexView;
use super::ranking::top::Ranked;
use super::stories::groups::Stories;
use super::stories::spread::Spreads;
use crate::Result;
use crate::index::FileRecord;
use crate::model::{Entry, Hit, Results};
use crate::plan::compile::query_plan::Plan;
use crate::plan::passages::kwic;
use crate::plan::passages::marks::Highlighter;
use crate::plan::passages::snippets::{snippets, whole};
use crate::plan::{Beside, Piece};
use crate::plan::{Order, Request};

/// The fewest hits that are made on all cores: below that, waking them costs more than it saves.
const LEAST_SHARED: usize = if cfg!(test) { 2 } else { 64 };

/// Makes the hits of one request.
pub(super) struct HitMaker<'a> {
    view: IndexView<'a>,
    plan: &'a Plan,
    request: &'a Request,
    highlighter: Highlighter,
    fields: Vec<Field>,
    spreads: Option<Spreads<'a>>,
}

impl<'a> HitMaker<'a> {
    /// A maker of what `plan` finds; `stories` where copies are collapsed.
    pub(super) fn new(
        view: IndexView<'a>,
        plan: &'a Plan,
        stories: Option<&'a Stories>,
        request: &'a Request,
    ) -> Result<HitMaker<'a>> {
        let place = |name: &str| view.snapshot.schema().field(name);
        let fields: Vec<Field> = ["title", "body", "comments"].into_iter().filter_map(place).collect();
        let highlighter = Highlighter::new(view.snapshot.schema(), plan, &fields);
        let spreads = stories.map(|stories| Spreads::open(view.snapshot, stories)).transpose()?;
        Ok(HitMaker { view, plan, request, highlighter, fields, spreads })
    }

    /// The hits in these places, with what is wanted beside them.
    pub(super) fn piece(&self, shown: &[Ranked], beside: Beside) -> Result<Piece> {
        let make = |ranked: &Ranked| self.made(ranked, beside);
        let made: Vec<Made> = match shown.len() {
            few if few < LEAST_SHARED => shown.iter().map(make).collect::<Result<_>>()?,
            _ => shown.par_iter().map(make).collect::<Result<_>>()?,
        };
        let mut piece = Piece { results: Results::default(), articles: Vec::new(), files: Vec::new() };
        for Made { hit, article, file } in made {
            piece.results.hits.push(hit);
            piece.articles.extend(article);
            if beside.files {
                piece.files.push(file);
            }
        }
        Ok(piece)
    }

    fn made(&self, ranked: &Ranked, beside: Beside) -> Result<Made> {
        let entry = self.view.snapshot.entry(ranked.shown)?;
        let article = beside.articles.then(|| entry.clone());
        let key = beside.files.then(|| entry.article.origin.file_key());
        let file = key.map_or(Ok(None), |key| self.view.snapshot.file(&key))?;
        let mut hit = self.hit(ranked, entry)?;
        hit.spread = self.spreads.as_ref().and_then(|spreads| spreads.of(ranked.shown));
        if self.request.explain && self.request.order == Order::Relevance {
            hit.score_parts = explain::score_parts(self.view.snapshot, self.plan, ranked)?;
        }
        Ok(Made { hit, article, file })
    }

    fn hit(&self, ranked: &Ranked, entry: Entry) -> Result<Hit> {
        let HitMaker { view, request, highlighter, .. } = self;
        let Entry { article, countries, topics, .. } = entry;
        let language = view.statistics.languages.id(article.lang.as_deref());
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
        Ok(Hit {
            id: article.id,
            source_id: article.source_id,
            score: ranked.score,
            spread: None,
            snippets: snippets(text, found, &idfs, passages),
            context,
            context_more: if request.context > 0 { context_more } else { 0 },
            score_parts: Vec::new(),
            title: whole(&title, marks_of(0)),
            url: article.url,
            origin: article.origin,
            captured: article.captured,
            captures: view.snapshot.capture_count(article.id)?,
            site: article.site,
            authors: article.authors,
            lang: article.lang,
            kind: article.kind,
            published: article.published,
            countries: countries.into_iter().map(|label| label.code).collect(),
            topics: topics.into_iter().map(|label| label.code).collect(),
        })
    }
}

/// A hit, and what was wanted beside it.
struct Made {
    hit: Hit,
    article: Option<Entry>,
    file: Option<FileRecord>,
}
