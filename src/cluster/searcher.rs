//! The engine on a cluster: from a request to results.
//!
//! The plan of a request is the same as at home; what of it a cluster tells exactly is counted there (`asked`, `counting`). The
//! best by a score without statistics of shards are fetched and scored exactly, by the code and the figures of home
//! (`page`).

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_64;

use super::archive::ClusterArchive;
use super::asked::Asked;
use super::clauses::places;
use super::client::{Connection, escaped};
use super::counting::{Counted, Counting, EACH_STORY};
use super::export::{Shape, State};
use super::fetched::{Found, Walk, Wanted};
use super::page::{Made, Page};
use crate::index::FileRecord;
use crate::model::{ArticleId, CopyGroup, Entry, ExplainedPart, NamePart, Origin, Results, Suggestion};
use crate::plan::aside::holdings::{Holdings, Place};
use crate::plan::aside::ids::beginnings;
use crate::plan::aside::{explain, similar, suggest, versions};
use crate::plan::compile::compiler::Compiled;
use crate::plan::compile::query_plan::Plan;
use crate::plan::facets::{Facet, facet};
use crate::plan::lexicon::expand::Lexicon;
use crate::plan::names::variants;
use crate::plan::{Beside, Piece, Request};
use crate::query::Query;
use crate::text::name::Point;
use crate::{ClusterTrouble, Error, Result};

/// What whoever asks must know while an export has begun and not ended.
const BEING_WRITTEN: &str =
    "an export into the cluster is under way, or was cut off: articles may be missing or double; run it again";

/// Searches an archive on a cluster, in the state that it had when it was opened.
#[derive(Debug)]
pub struct ClusterSearcher {
    connection: Connection,
    name: String,
    /// The archive, with what was looked up in it.
    archive: Mutex<Arc<ClusterArchive>>,
    /// Whether answers say what [`ClusterSearcher::warning`] does.
    told: Told,
}

/// Who tells that an archive is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// Whoever opened it.
    AtOpening,
    /// Every answer.
    InAnswers,
}

impl ClusterSearcher {
    /// A searcher of the archive of this name.
    ///
    /// # Errors
    ///
    /// When there is no such archive, or it cannot be read.
    pub fn open(connection: Connection, name: &str) -> Result<ClusterSearcher> {
        let archive = Mutex::new(Arc::new(ClusterArchive::open(connection.clone(), name)?));
        Ok(ClusterSearcher { connection, name: name.to_owned(), archive, told: Told::AtOpening })
    }

    /// The same, with every answer saying that the archive is being written where it is.
    #[must_use]
    pub fn telling(self) -> ClusterSearcher {
        ClusterSearcher { told: Told::InAnswers, ..self }
    }

    /// A value that differs wherever an archive of a cluster does.
    ///
    /// # Errors
    ///
    /// [`ClusterTrouble::NoArchive`] when there is none; else when the cluster does not answer.
    pub fn state(connection: &Connection, name: &str) -> Result<u64> {
        let Shape { form, state, version, .. } = Shape::of(connection, name)?;
        Ok(xxh3_64(format!("{form} {state:?} {version}").as_bytes()))
    }

    /// The error of a question to an archive that is not there.
    pub fn no_archive(connection: &Connection, name: &str) -> Error {
        connection.error(ClusterTrouble::NoArchive(name.to_owned()))
    }

    /// What is to be known of the archive before its answers are believed: that an export is writing to it, or was cut off.
    ///
    /// # Errors
    ///
    /// When the archive cannot be opened again after a failure.
    pub fn warning(&self) -> Result<Option<String>> {
        let state = self.archive()?.shape.state;
        Ok((state == State::BeingWritten).then(|| BEING_WRITTEN.to_owned()))
    }

    /// How many articles there are.
    pub fn article_count(&self) -> u64 {
        self.archive.lock().unwrap_or_else(PoisonError::into_inner).figures.articles
    }

    /// The archive. After a look-up failed nothing that was kept of it can be believed, and it is opened again.
    fn archive(&self) -> Result<Arc<ClusterArchive>> {
        let mut archive = self.archive.lock().unwrap_or_else(PoisonError::into_inner);
        if archive.has_failed() {
            *archive = Arc::new(ClusterArchive::open(self.connection.clone(), &self.name)?);
        }
        Ok(Arc::clone(&archive))
    }

    /// Answers a request.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Unknown`] when the query asks for a value that does not exist; [`crate::ErrorKind::Limit`] when only the
    /// texts of too many articles could tell; else when the cluster does not answer whole.
    pub fn search(&self, request: &Request) -> Result<Results> {
        let began = Instant::now();
        let mut all: Option<Results> = None;
        self.search_in_pieces(request, Beside::default(), &mut |piece| {
            match &mut all {
                Some(all) => all.hits.extend(piece.results.hits),
                none => *none = Some(piece.results),
            }
            ControlFlow::Continue(())
        })?;
        let took_ms = began.elapsed().as_micros() as f64 / 1000.0;
        Ok(Results { took_ms, ..all.unwrap_or_default() })
    }

    /// Answers a request piece by piece: calls `each` with one piece after the other until it breaks, with the first even
    /// where nothing was found.
    ///
    /// # Errors
    ///
    /// As [`ClusterSearcher::search`].
    pub fn search_in_pieces(
        &self,
        request: &Request,
        beside: Beside,
        each: &mut dyn FnMut(Piece) -> ControlFlow<()>,
    ) -> Result<()> {
        let began = Instant::now();
        let archive = &*self.archive()?;
        let facets = request.facets.iter().map(|by| facet(by)).collect::<Result<Vec<Facet>>>()?;
        let Compiled { plan, expansions, warnings } = archive.compiled(request)?;
        let asked = archive.asked(plan)?;
        let page = Page::new(archive, &asked, request);
        let (counted, first_page) = first_look(archive, &asked, &page, (request, &facets))?;
        let of_facet =
            |(facet, counts): (&Facet, crate::plan::facets::Counts)| counts.finish(*facet, request.facet_limit);
        let first = Results {
            query: request.query.to_string(),
            total: counted.total,
            articles: counted.articles,
            copies: request.copies,
            offset: request.offset,
            facets: facets.iter().zip(counted.facets).map(of_facet).collect(),
            suggestions: suggestions(archive, request, &expansions, counted.total)?,
            explanation: explanation(archive, request)?,
            expansions,
            warnings: self.all_warnings(archive, warnings),
            ..Results::default()
        };
        let mut pieces = Pieces::of(archive.checked(first)?, began);
        page.each_piece(first_page, &mut |made| Ok(each(pieces.next(archive, made, beside)?)))?;
        if let Some(results) = pieces.first.take() {
            _ = each(Piece { results, ..Piece::default() });
        }
        Ok(())
    }

    fn all_warnings(&self, archive: &ClusterArchive, mut warnings: Vec<String>) -> Vec<String> {
        if self.told == Told::InAnswers && archive.shape.state == State::BeingWritten {
            warnings.insert(0, BEING_WRITTEN.to_owned());
        }
        warnings
    }

    /// The ids of all articles that match a request.
    ///
    /// # Errors
    ///
    /// As [`ClusterSearcher::search`].
    pub fn ids(&self, request: &Request) -> Result<BTreeSet<ArticleId>> {
        let archive = &*self.archive()?;
        let asked = archive.asked(archive.compiled(request)?.plan)?;
        let mut ids = BTreeSet::new();
        archive.fetch(Walk::all(&asked.query, Wanted::Columns(&[], &[])), &mut |fetched| {
            ids.extend(fetched.id());
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(ids)
    }

    /// The groups of copies of which an article matches a request, the largest first, at most as many as the request's limit:
    /// calls `each` with one after the other until it breaks, and returns how many there are in all.
    ///
    /// # Errors
    ///
    /// As [`ClusterSearcher::search`].
    pub fn copy_groups(&self, request: &Request, each: &mut dyn FnMut(&CopyGroup) -> ControlFlow<()>) -> Result<usize> {
        let archive = &*self.archive()?;
        let asked = archive.asked(archive.compiled(request)?.plan)?;
        archive.groups(&asked.query, request, each)
    }

    /// The articles that carry the same story as this one, with itself, each compared with it; none where it has no copies.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub fn copies(&self, id: ArticleId) -> Result<Option<CopyGroup>> {
        self.archive()?.group_around(id)
    }

    /// The captures of an article, by its id or by the id of the record that it came in: the newest first.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub fn article(&self, id: &str) -> Result<Vec<Entry>> {
        let found = self.archive()?.captures(id)?;
        let mut captures: Vec<Entry> =
            found.into_iter().filter_map(|fetched| fetched.entry.map(|entry| *entry)).collect();
        captures.sort_by_cached_key(versions::order);
        Ok(captures)
    }

    /// The articles with an id, or with the id of a record, that begins so, in their order, at most `limit`; none where it is
    /// shorter than three characters.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub fn ids_beginning(&self, prefix: &str, limit: usize) -> Result<Vec<ArticleId>> {
        let Some(forms) = beginnings(prefix) else { return Ok(Vec::new()) };
        let begins: Vec<Value> = forms.iter().map(|form| json!({ "prefix": { "id": form } })).collect();
        let query = json!({ "bool": { "filter": [{ "bool": { "should": begins } }] } });
        let mut found = BTreeSet::new();
        self.archive()?.fetch(Walk::all(&query, Wanted::Columns(&[], &[])), &mut |fetched| {
            found.extend(fetched.id());
            Ok(if found.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        Ok(found.into_iter().collect())
    }

    /// The query for articles like the one with this id, and its id as an article; `None` where there is no such article.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub fn similar(&self, id: &str) -> Result<Option<(ArticleId, Query)>> {
        let (archive, entries) = (self.archive()?, self.article(id)?);
        let query = |entry: &Entry| Ok((entry.article.id, similar::query(&*archive, &entry.article)?));
        let similar: Result<Option<(ArticleId, Query)>> = entries.first().map(query).transpose();
        archive.checked(similar?)
    }

    /// The words of a name, each with how many articles have it and its other spellings, likeliest first.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub fn names(&self, name: &str, point: Point) -> Result<Vec<NamePart>> {
        let archive = &*self.archive()?;
        let fields = places(archive, &["title", "body"]);
        let lexicon = Lexicon::new(archive, &fields);
        let part = |text: String| {
            let articles = lexicon.exact(&text)?.terms.first().map_or(0, |term| term.doc_freq);
            let variants = variants::variants(&lexicon, archive, &text, point)?;
            Ok(NamePart { text, articles, variants: variants.names, more: variants.more })
        };
        let parts = variants::words_of(name).map(part).collect::<Result<_>>()?;
        archive.checked(parts)
    }

    /// What is remembered of the file that an article lies in; none where no such file is known.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub fn file(&self, origin: &Origin) -> Result<Option<FileRecord>> {
        Ok(self.archive()?.words.files(&[origin.file_key()])?.pop().flatten())
    }

    /// What the archive holds beside its articles, as it was when it was exported.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub fn holdings(&self) -> Result<Holdings> {
        self.archive()?.words.holdings()
    }

    /// Where the archive is kept.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub fn place(&self) -> Result<Place> {
        let (name, words) = (escaped(&self.name), escaped(&format!("{}-words", self.name)));
        let told = self.connection.get(&format!("/{name},{words}/_stats/store"))?;
        Ok(Place::Cluster {
            address: self.connection.address(),
            name: self.name.clone(),
            form: self.archive()?.shape.form,
            bytes: told["_all"]["total"]["store"]["size_in_bytes"].as_u64().unwrap_or_default(),
        })
    }
}

/// Asks in one request for all counts and for the first page of the articles among which the hits are.
fn first_look(
    archive: &ClusterArchive,
    asked: &Asked,
    page: &Page<'_>,
    (request, facets): (&Request, &[Facet]),
) -> Result<(Counted, Found)> {
    let counting = Counting::new(archive, &asked.query, facets, request.copies);
    let mut answers = archive.find_all(&counting.searches(page.walk().first()), &[EACH_STORY])?;
    let counted = counting.read(&answers)?;
    Ok((counted, answers.swap_remove(0)))
}

fn suggestions(
    archive: &ClusterArchive,
    request: &Request,
    expansions: &[crate::model::Expansion],
    total: u64,
) -> Result<Vec<Suggestion>> {
    match suggest::Found::of(total) {
        suggest::Found::Enough if expansions.iter().all(|expansion| !expansion.is_empty()) => Ok(Vec::new()),
        found => suggest::suggestions(archive, &request.query, found),
    }
}

/// The tree of a query with what each part finds, where that is asked for.
fn explanation(archive: &ClusterArchive, request: &Request) -> Result<Option<ExplainedPart>> {
    let count = |plan: &Plan| archive.count(&archive.asked(plan.clone())?.query);
    request.explain.then(|| explain::tree(archive, &count, &request.query, request.names)).transpose()
}

/// The pieces of an answer, made one after the other.
struct Pieces {
    /// All that is told beside the hits, until it was.
    first: Option<Results>,
    /// What every further piece tells.
    rest: Results,
    began: Instant,
}

impl Pieces {
    fn of(first: Results, began: Instant) -> Pieces {
        let Results { query, total, articles, copies, offset, .. } = first.clone();
        let rest = Results { query, total, articles, copies, offset, ..Results::default() };
        let took_ms = began.elapsed().as_micros() as f64 / 1000.0;
        Pieces { first: Some(Results { took_ms, ..first }), rest, began }
    }

    fn next(&mut self, archive: &ClusterArchive, made: Vec<Made>, beside: Beside) -> Result<Piece> {
        let mut piece = Piece { results: self.rest.clone(), ..Piece::default() };
        if let Some(first) = self.first.take() {
            let took_ms = self.began.elapsed().as_micros() as f64 / 1000.0;
            piece.results = Results { took_ms, ..first };
        }
        self.rest.offset += made.len();
        if beside.files {
            let keys: Vec<String> = made.iter().map(|made| made.file.clone()).collect();
            piece.files = archive.words.files(&keys)?;
        }
        for Made { hit, entry, .. } in made {
            piece.results.hits.push(hit);
            piece.articles.extend(beside.articles.then_some(entry));
        }
        Ok(piece)
    }
}
