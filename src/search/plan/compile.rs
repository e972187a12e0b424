//! From the tree of a query to a plan for one index.
//!
//! A word without a prefix looks into all texts that count in ranking. Words, patterns and edits are expanded to the
//! words that the index holds; values of facets are resolved to their paths.

use std::ops::Bound;
use std::sync::Arc;

use tantivy::Term as IndexTerm;
use tantivy::query::{BooleanQuery, Query as EngineQuery, RangeQuery, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::expansion::Expander;
use super::facet_filter;
use super::facet_values;
use super::index_view::IndexView;
use super::query_plan::Plan;
use crate::model::{self, ArticleId, Expansion, FIELDS, Field, FieldKind};
use crate::query::{DateRange, Form, Near, Phrase, Query, Term};
use crate::search::lexicon::pieces;
use crate::search::lexicon::pieces::Unit;
use crate::search::lexicon::term_set::TermSet;
use crate::search::matching::leaf::{FieldWeight, Leaf};
use crate::search::matching::pattern::{Joint, Part, Pattern};
use crate::search::names::particles;
use crate::search::names::particles::Role;
use crate::search::names::whole;
use crate::search::names::whole::WholeName;
use crate::search::request::Names;
use crate::{Error, ErrorKind, Result};

/// A whole name has at most so many words.
const MAX_NAME_WORDS: usize = 5;

/// How much the length of a text takes off a match in it: the b of BM25.
const LENGTH_COUNTS: f32 = 0.75;

/// A plan, and what the user should know of how it came about.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// The plan.
    pub(crate) plan: Plan,
    /// What the words of the query were expanded to.
    pub(crate) expansions: Vec<Expansion>,
    /// What was cut off, or can match nothing.
    pub(crate) warnings: Vec<String>,
}

/// Makes a query ready for an index.
///
/// # Errors
///
/// When a value of a facet is not known, a proximity holds what has no place in a text, or the index cannot be read.
pub(crate) fn compile(view: IndexView<'_>, query: &Query, names: Names) -> Result<Compiled> {
    let mut compiler = Compiler { view, names, expansions: Vec::new(), warnings: Vec::new() };
    let fields = FIELDS.iter().filter(|field| field.is_searched()).collect();
    let plan = compiler.plan(query, &Scope { fields, boost: 1.0 })?;
    Ok(Compiled { plan, expansions: compiler.expansions, warnings: compiler.warnings })
}

/// Where words look, and how much they count.
#[derive(Clone)]
struct Scope {
    fields: Vec<&'static Field>,
    boost: f32,
}

struct Compiler<'a> {
    view: IndexView<'a>,
    names: Names,
    expansions: Vec<Expansion>,
    warnings: Vec<String>,
}

impl<'a> Compiler<'a> {
    fn plan(&mut self, query: &Query, scope: &Scope) -> Result<Plan> {
        Ok(match query {
            Query::All => Plan::All,
            Query::Term(_) | Query::Phrase(_) | Query::Near(_) => self.leaf(query, 1, scope)?,
            Query::AtLeast { count, term } => self.leaf(&Query::Term(term.clone()), *count, scope)?,
            Query::And(parts) => Plan::And(self.all(parts, scope)?),
            Query::Or(parts) => Plan::Or(self.parts(parts, scope)?),
            Query::Not(part) => Plan::Not(Box::new(self.plan(part, scope)?)),
            Query::In { field, query } => self.in_field(field, query, scope)?,
            Query::Facet { field, value } => self.facet(field, value)?,
            Query::Date(range) => self.date(range)?,
            Query::Boost { query, factor } => {
                self.plan(query, &Scope { fields: scope.fields.clone(), boost: scope.boost * factor })?
            }
        })
    }

    /// The plans of parts of which all must hold. Words that stand behind each other and are a whole name together may hold
    /// as another whole name too.
    fn all(&mut self, parts: &[Query], scope: &Scope) -> Result<Vec<Plan>> {
        let (mut others, mut plans) = (Vec::with_capacity(parts.len()), Vec::new());
        let mut at = 0;
        while at < parts.len() {
            let run: Vec<Term> = parts[at..].iter().map_while(word_in_any_form).take(MAX_NAME_WORDS).cloned().collect();
            let mut length = run.len();
            while length > 1 {
                if let Some(name) = self.whole_name(&run[..length], scope)? {
                    let typed = Plan::And(self.parts(&parts[at..at + length], scope)?);
                    plans.push(Plan::Or(vec![typed, name]));
                    break;
                }
                length -= 1;
            }
            if length < 2 {
                others.push(parts[at].clone());
            }
            at += length.max(1);
        }
        let mut all = self.parts(&others, scope)?;
        all.extend(plans);
        Ok(all)
    }

    /// The other whole names of typed words.
    fn whole_name(&mut self, terms: &[Term], scope: &Scope) -> Result<Option<Plan>> {
        if whole::key(terms).is_none_or(|name| !whole::is_known(&name)) {
            return Ok(None);
        }
        let fields = self.fields(scope)?;
        let places: Vec<tantivy::schema::Field> = fields.iter().map(|field| field.field).collect();
        let mut builder = self.builder(&places, scope);
        if !builder.expander.finds_names() {
            return Ok(None);
        }
        let ways = builder.whole_names(terms)?;
        if ways.is_empty() {
            return Ok(None);
        }
        let part = part_name(&Query::Phrase(Phrase { terms: terms.to_vec(), slop: 0 }), 1, scope);
        let pattern = Pattern::Any(ways.into_iter().map(|way| joined(way, 0)).collect());
        Ok(Some(self.finish(builder, Leaf { part, fields, sets: Vec::new(), pattern, min_matches: 1, idf: scope.boost })))
    }

    /// The plans of parts. What stands several times counts as many times.
    fn parts(&mut self, parts: &[Query], scope: &Scope) -> Result<Vec<Plan>> {
        let mut counted: Vec<(&Query, f32)> = Vec::with_capacity(parts.len());
        for part in parts {
            match counted.iter_mut().find(|(seen, _)| *seen == part) {
                Some((_, times)) => *times += 1.0,
                None => counted.push((part, 1.0)),
            }
        }
        let scope_of = |times: f32| Scope { fields: scope.fields.clone(), boost: scope.boost * times };
        counted.into_iter().map(|(part, times)| self.plan(part, &scope_of(times))).collect()
    }

    fn in_field(&mut self, name: &str, query: &Query, scope: &Scope) -> Result<Plan> {
        let field = model::field(name).ok_or_else(|| unknown(format!("there is no field `{name}`")))?;
        match (field.kind, query) {
            (FieldKind::Key(_), Query::Term(term)) => self.key(field, &term.text),
            (FieldKind::Key(_) | FieldKind::Facet(_), _) => Err(unknown(format!("`{name}:` takes one value"))),
            (FieldKind::Text(_) | FieldKind::Name(_), _) => {
                self.plan(query, &Scope { fields: vec![field], boost: scope.boost })
            }
        }
    }

    /// The articles with this id; an address stands for the id that is made of it.
    fn key(&self, field: &Field, value: &str) -> Result<Plan> {
        let place = self.place(field.name)?;
        let lower = value.to_lowercase();
        let of_address = ArticleId::from_url(value).to_string();
        // Ids are understood without the letter that they are printed with.
        let bare = format!("x{lower}");
        let forms = [value, lower.as_str(), bare.as_str(), of_address.as_str()]
            .map(|form| equals(IndexTerm::from_field_text(place, form)));
        Ok(Plan::Filter(Arc::new(BooleanQuery::union(forms.into()))))
    }

    fn facet(&self, field: &str, value: &str) -> Result<Plan> {
        let place = self.place(field)?;
        let Some(FieldKind::Facet(facet)) = model::field(field).map(|field| field.kind) else {
            return Err(unknown(format!("`{field}:` has no values to choose from")));
        };
        let paths = facet_values::paths(self.view.snapshot, facet, value)?;
        facet_filter::under(self.view.snapshot, self.view.statistics, place, paths)
    }

    fn date(&self, range: &DateRange) -> Result<Plan> {
        let DateRange::Between { since, until } = range else { return self.facet("date", "unknown") };
        let schema = self.view.snapshot.schema();
        if let Some(nodes) = facet_filter::of_dates(self.view.statistics, *since, *until) {
            return facet_filter::under(self.view.snapshot, self.view.statistics, self.place("date")?, nodes);
        }
        let seconds = |moment: &jiff::civil::DateTime| crate::index::civil_seconds(*moment);
        let mut parts = Vec::new();
        if let Some(since) = since {
            let from = Bound::Included(IndexTerm::from_field_i64(schema.start, seconds(since)));
            parts.push(Plan::Filter(Arc::new(RangeQuery::new(from, Bound::Unbounded))));
        }
        if let Some(until) = until {
            let to = Bound::Included(IndexTerm::from_field_i64(schema.end, seconds(until)));
            parts.push(Plan::Filter(Arc::new(RangeQuery::new(Bound::Unbounded, to))));
        }
        Ok(Plan::And(parts))
    }

    fn place(&self, field: &str) -> Result<tantivy::schema::Field> {
        self.view.snapshot.schema().field(field).ok_or_else(|| unknown(format!("there is no field `{field}`")))
    }

    fn leaf(&mut self, query: &Query, min_matches: u32, scope: &Scope) -> Result<Plan> {
        let fields = self.fields(scope)?;
        let places: Vec<tantivy::schema::Field> = fields.iter().map(|field| field.field).collect();
        let mut builder = self.builder(&places, scope);
        let pattern = builder.pattern(query)?;
        let part = part_name(query, min_matches, scope);
        Ok(self.finish(builder, Leaf { part, fields, sets: Vec::new(), pattern, min_matches, idf: scope.boost }))
    }

    /// The fields that a scope looks into.
    fn fields(&self, scope: &Scope) -> Result<Vec<FieldWeight>> {
        let weighed = |field: &&'static Field| {
            let place = self.place(field.name)?;
            // Alone, a field is the measure of itself.
            let weight = if scope.fields.len() == 1 { 1.0 } else { field.weight };
            let mean_length = self.view.statistics.mean_length(place);
            Ok(FieldWeight { field: place, weight, length_counts: LENGTH_COUNTS, mean_length })
        };
        scope.fields.iter().map(weighed).collect()
    }

    fn builder<'b>(&self, places: &'b [tantivy::schema::Field], scope: &Scope) -> LeafBuilder<'b>
    where
        'a: 'b,
    {
        let stemmed = scope.fields.iter().all(|field| field.is_text());
        let expander = Expander::new(self.view, places, stemmed, self.names);
        LeafBuilder { expander, sets: Vec::new(), expansions: Vec::new(), warnings: Vec::new() }
    }

    /// A leaf with the sets of its pattern, its boost multiplied by the idf of these.
    fn finish(&mut self, builder: LeafBuilder<'_>, mut leaf: Leaf) -> Plan {
        let LeafBuilder { sets, expansions, warnings, .. } = builder;
        expansions.into_iter().for_each(|expansion| self.tell(expansion));
        self.warnings.extend(warnings);
        self.warnings.dedup();
        leaf.idf *= idf(&leaf.pattern, &sets, self.view.statistics.article_count);
        leaf.sets = sets;
        Plan::Leaf(Arc::new(leaf))
    }

    /// Takes note of an expansion, once.
    fn tell(&mut self, expansion: Expansion) {
        if self.expansions.contains(&expansion) {
            return;
        }
        if expansion.more > 0 {
            let (kept, all) = (expansion.words.len(), expansion.words.len() + expansion.more);
            self.warnings
                .push(format!("`{}` stands for {all} words; only the {kept} in most articles count", expansion.part));
        }
        self.expansions.push(expansion);
    }
}

/// The word that a part of a query is, if it is one in any of its forms.
fn word_in_any_form(part: &Query) -> Option<&Term> {
    match part {
        Query::Term(term) if term.form == Form::Stemmed => Some(term),
        _ => None,
    }
}

/// A part of a query as it is named where its score is told.
fn part_name(query: &Query, min_matches: u32, scope: &Scope) -> String {
    let name = if min_matches > 1 { format!("atleast{min_matches}({query})") } else { query.to_string() };
    match scope.fields[..] {
        [field] => format!("{}:{name}", field.name),
        _ => name,
    }
}

/// Builds the pattern of a leaf and the sets that it speaks of.
struct LeafBuilder<'a> {
    expander: Expander<'a>,
    sets: Vec<Arc<TermSet>>,
    expansions: Vec<Expansion>,
    warnings: Vec<String>,
}

impl LeafBuilder<'_> {
    fn pattern(&mut self, query: &Query) -> Result<Pattern> {
        match query {
            Query::Term(term) => {
                let parts = self.parts(term, Joint::Loose)?;
                self.named(parts, std::slice::from_ref(term), 0)
            }
            Query::Phrase(phrase) => self.phrase(phrase),
            Query::Near(near) => self.near(near),
            Query::Or(parts) => Ok(Pattern::Any(parts.iter().map(|part| self.pattern(part)).collect::<Result<_>>()?)),
            Query::Boost { query, .. } => self.pattern(query),
            other => Err(unknown(format!(
                "`{other}` cannot stand beside NEAR, PRE or w/: only words, phrases and groups with OR can"
            ))),
        }
    }

    fn phrase(&mut self, phrase: &Phrase) -> Result<Pattern> {
        let mut parts = Vec::new();
        let mut before_unspaced = false;
        for term in &phrase.terms {
            let (begins, ends) = pieces::unspaced_sides(&term.text);
            let joint = if before_unspaced && begins { Joint::Unspaced } else { Joint::Loose };
            parts.extend(self.parts(term, joint)?);
            before_unspaced = ends;
        }
        self.named(parts, &phrase.terms, phrase.slop)
    }

    fn near(&mut self, near: &Near) -> Result<Pattern> {
        let left = Box::new(self.pattern(&near.left)?);
        let right = Box::new(self.pattern(&near.right)?);
        Ok(Pattern::Near { left, right, within: near.within, ordered: near.ordered })
    }

    /// The parts that a typed word is cut into.
    fn parts(&mut self, term: &Term, joint: Joint) -> Result<Vec<Part>> {
        let units = pieces::units(term);
        let mut parts = Vec::with_capacity(units.len());
        for unit in &units {
            let set = self.sets.len();
            let expanded = self.expander.expand(unit, term.form)?;
            let words = expanded.forms().map(|term| (term.text.clone(), term.doc_freq)).collect();
            let (more, names) = (expanded.terms.more, expanded.names.clone());
            if expanded.more_names > 0 {
                let (typed, more, kept) = (unit.typed(), expanded.more_names, names.len());
                self.warnings.push(format!("`{typed}` has {more} more spellings; only the {kept} likeliest count"));
            }
            let only_in = self.expander.restricted(&expanded);
            self.expansions.push(Expansion { part: unit.typed().to_owned(), words, only_in, more, names });
            self.sets.push(Arc::clone(&expanded.terms));
            parts.push(Part { set, joint: if parts.is_empty() { joint } else { Joint::Tight } });
        }
        Ok(parts)
    }

    /// The pattern of the parts of typed words; of a name also without its articles, with one between its words, and of its
    /// other whole names.
    fn named(&mut self, parts: Vec<Part>, terms: &[Term], slop: u32) -> Result<Pattern> {
        if slop > 0 || !self.expander.finds_names() {
            return Ok(joined(parts, slop));
        }
        let mut ways = if parts.len() > 1 { self.ways(&parts, terms)? } else { Vec::new() };
        ways.extend(self.whole_names(terms)?);
        let mut patterns = vec![joined(parts, slop)];
        patterns.extend(ways.into_iter().map(|way| joined(way, slop)));
        Ok(if patterns.len() > 1 { Pattern::Any(patterns) } else { patterns.remove(0) })
    }

    /// A name without its articles, and with one between its words.
    fn ways(&mut self, parts: &[Part], terms: &[Term]) -> Result<Vec<Vec<Part>>> {
        let roles = self.roles(parts, terms);
        let articles = self.sets.len();
        let ways = particles::ways(parts, &roles, articles);
        if ways.iter().flatten().any(|part| part.set == articles) {
            self.sets.push(Arc::new(self.expander.any_of(particles::APART)?));
        }
        Ok(ways)
    }

    /// The other whole names of typed words, which are told.
    fn whole_names(&mut self, terms: &[Term]) -> Result<Vec<Vec<Part>>> {
        let (mut ways, mut names) = (Vec::new(), Vec::new());
        for WholeName { parts, variant } in self.expander.whole_names(terms)? {
            let first = self.sets.len();
            ways.push((first..).zip(&parts).map(|(set, (_, joint))| Part { set, joint: *joint }).collect());
            self.sets.extend(parts.into_iter().map(|(set, _)| Arc::new(set)));
            names.push(variant);
        }
        if !names.is_empty() {
            let typed: Vec<&str> = terms.iter().map(|term| term.text.as_str()).collect();
            self.expansions.push(Expansion { part: typed.join(" "), names, ..Expansion::default() });
        }
        Ok(ways)
    }

    /// What each part of typed words is in a name.
    fn roles(&self, parts: &[Part], terms: &[Term]) -> Vec<Role> {
        let units = terms.iter().flat_map(|term| pieces::units(term).into_iter().map(move |unit| (unit, term.form)));
        let looks_like_a_name = |word: &str| self.expander.is_name(word);
        units
            .zip(1..)
            .map(|(unit, next)| match unit {
                (Unit::Word { folded, .. }, Form::Stemmed) => {
                    Role::of(&folded, parts.get(next).map(|part| part.joint), looks_like_a_name)
                }
                _ => Role::Other,
            })
            .collect()
    }
}

/// The pattern of words that stand behind each other; one that never matches where there is no word.
fn joined(parts: Vec<Part>, slop: u32) -> Pattern {
    match parts[..] {
        [] => Pattern::Any(Vec::new()),
        [part] => Pattern::Words(part.set),
        _ => Pattern::Phrase { parts, slop },
    }
}

/// The inverse document frequency of a pattern, as Lucene has it.
fn idf(pattern: &Pattern, sets: &[Arc<TermSet>], article_count: u64) -> f32 {
    match pattern {
        Pattern::Words(set) => set_idf(&sets[*set], article_count),
        Pattern::Phrase { parts, .. } => parts.iter().map(|part| set_idf(&sets[part.set], article_count)).sum(),
        Pattern::Any(patterns) => {
            patterns.iter().map(|one| idf(one, sets, article_count)).min_by(f32::total_cmp).unwrap_or(0.0)
        }
        Pattern::Near { left, right, .. } => idf(left, sets, article_count) + idf(right, sets, article_count),
    }
}

/// The exponent of idf: above 1, so that the many common words of a long question do not outweigh its few rare ones.
const IDF_POWER: f32 = 1.4;

/// The inverse document frequency of a set; its document frequency is estimated as if its terms were independent of each other.
fn set_idf(set: &TermSet, article_count: u64) -> f32 {
    let all = article_count.max(1) as f64;
    let without: f64 = set.terms.iter().map(|term| 1.0 - (term.doc_freq as f64 / all).min(1.0)).product();
    let with = all * (1.0 - without);
    let idf = (1.0 + (all - with + 0.5) / (with + 0.5)).ln() as f32;
    idf.powf(IDF_POWER)
}

fn equals(term: IndexTerm) -> Box<dyn EngineQuery> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

fn unknown(what: String) -> Error {
    Error::new(ErrorKind::Unknown(what))
}
