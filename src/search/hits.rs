//! Making hits: what is shown of an article is read from the store, and what matched in it is marked.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::aside::explain;
use super::plan::index_view::IndexView;
use super::ranking::top::Ranked;
use super::stories::groups::Stories;
use super::stories::spread::Spreads;
use crate::Result;
use crate::index::{FileRecord, Fingerprints};
use crate::model::{Entry, Hit, Results};
use crate::plan::compile::query_plan::Plan;
use crate::plan::passages::shown::Shown;
use crate::plan::{Beside, Piece};
use crate::plan::{Order, Request};

/// The fewest hits that are made on all cores: below that, waking them costs more than it saves.
const LEAST_SHARED: usize = if cfg!(test) { 2 } else { 64 };

/// Makes the hits of one request.
pub(super) struct HitMaker<'a> {
    view: IndexView<'a>,
    plan: &'a Plan,
    request: &'a Request,
    shown: Shown<'a>,
    /// Where copies are collapsed: which articles are copies, and how far they spread.
    copies: Option<(&'a Stories, Spreads<'a>)>,
}

impl<'a> HitMaker<'a> {
    /// A maker of what `plan` finds; `copies` where copies are collapsed: which articles are copies, and what is known of them.
    pub(super) fn new(
        view: IndexView<'a>,
        plan: &'a Plan,
        copies: Option<(&'a Stories, &'a OnceLock<Fingerprints>)>,
        request: &'a Request,
    ) -> HitMaker<'a> {
        let shown = Shown::new(view.snapshot.schema(), plan, &view.statistics.languages, request);
        let spreads = |(stories, known)| (stories, Spreads::new(view.snapshot, stories, known));
        HitMaker { view, plan, request, shown, copies: copies.map(spreads) }
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
        let id = entry.article.id;
        let captures = match &self.copies {
            Some((stories, _)) => stories.captures(id),
            None => self.view.snapshot.capture_count(id)?,
        };
        let mut hit = self.shown.hit(entry, ranked.score, captures);
        if let Some((_, spreads)) = &self.copies {
            hit.spread = spreads.of(ranked.shown)?;
        }
        if self.request.explain && self.request.order == Order::Relevance {
            hit.score_parts = explain::score_parts(self.view.snapshot, self.plan, ranked)?;
        }
        Ok(Made { hit, article, file })
    }
}

/// A hit, and what was wanted beside it.
struct Made {
    hit: Hit,
    article: Option<Entry>,
    file: Option<FileRecord>,
}
