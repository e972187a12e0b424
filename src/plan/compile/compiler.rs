//! From the tree of a query to a plan for one archive.
//!
//! A word without a prefix looks into all texts that count in ranking. Words, patterns and edits are expanded to the
//! words that the index holds; values of facets are resolved to their paths.

use std::sync::Arc;

use super::archive::Archive;
use super::date_nodes;
use super::expansion::Expander;
use super::facet_values;
use super::foresight::Foresight;
use super::leaf_builder::{Case, LeafBuilder, whole_number};
use super::query_plan::{Filter, Plan};
use crate::model::{self, ArticleId, Expansion, FIELDS, Field, FieldKind};
use crate::plan::lexicon::term_set::{FORM_WEIGHT, TermSet, WeightedTerm};
use crate::plan::matching::leaf::{FieldWeight, Leaf};
use crate::plan::matching::pattern::Pattern;
use crate::plan::names::whole;
use crate::plan::request::Names;
use crate::query::{DateRange, Form, Phrase, Query, Term};
use crate::{Error, ErrorKind, Result};

/// How many words a whole name has at most.
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
pub(crate) fn compile(archive: &dyn Archive, query: &Query, names: Names) -> Result<Compiled> {
    if archive.is_far() {
        archive.foresee_query(&Foresight::of(archive.languages(), query), names)?;
    }
    let mut compiler = Compiler { archive, names, case: Case::of(query), expansions: Vec::new(), warnings: Vec::new() };
    let fields = FIELDS.iter().filter(|field| field.is_searched()).collect();
    let plan = compiler.plan(query, &Scope { fields, boost: 1.0 })?;
    Ok(Compiled { plan, expansions: compiler.expansions, warnings: compiler.warnings })
}

/// Where words are searched, and how much they count.
#[derive(Clone)]
struct Scope {
    fields: Vec<&'static Field>,
    boost: f32,
}

struct Compiler<'a> {
    archive: &'a dyn Archive,
    names: Names,
    case: Case,
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

    /// The plans of parts of which all must hold. Words that follow each other and are a whole name together may hold
    /// as another whole name too, and two words as one.
    fn all(&mut self, parts: &[Query], scope: &Scope) -> Result<Vec<Plan>> {
        let (mut others, mut plans) = (Vec::with_capacity(parts.len()), Vec::new());
        let mut at = 0;
        while at < parts.len() {
            let run: Vec<Term> = parts[at..].iter().map_while(word_in_any_form).take(MAX_NAME_WORDS).cloned().collect();
            let mut length = run.len();
            while length > 1 {
                if let Some(other) = self.other_ways(&run[..length], scope)? {
                    let typed = Plan::And(self.parts(&parts[at..at + length], scope)?);
                    plans.push(Plan::Or(vec![typed, other]));
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

    /// Typed words under another whole name, or as the one word that they are elsewhere.
    fn other_ways(&mut self, terms: &[Term], scope: &Scope) -> Result<Option<Plan>> {
        let is_name = whole::key(terms).is_some_and(|name| whole::is_known(&name));
        if !is_name && terms.len() != 2 && whole_number(terms).is_none() {
            return Ok(None);
        }
        let fields = self.fields(scope)?;
        let places: Vec<tantivy::schema::Field> = fields.iter().map(|field| field.field).collect();
        let mut builder = self.builder(&places, scope);
        let ways = builder.other_ways(terms)?;
        if ways.is_empty() {
            return Ok(None);
        }
        let part = part_name(&Query::Phrase(Phrase { terms: terms.to_vec(), slop: 0 }), 1, scope);
        let pattern = if let [one] = &ways[..] { one.clone() } else { Pattern::Any(ways) };
        Ok(Some(
            self.finish(builder, Leaf { part, fields, sets: Vec::new(), pattern, min_matches: 1, idf: scope.boost }),
        ))
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
        let forms = [value, lower.as_str(), bare.as_str(), of_address.as_str()].map(str::to_owned);
        Ok(Plan::Filter(Filter::Keys(place, forms.into())))
    }

    fn facet(&self, field: &str, value: &str) -> Result<Plan> {
        let place = self.place(field)?;
        let Some(FieldKind::Facet(facet)) = model::field(field).map(|field| field.kind) else {
            return Err(unknown(format!("`{field}:` has no values to choose from")));
        };
        let paths = facet_values::paths(self.archive, facet, value)?;
        self.archive.labels(place, paths)
    }

    fn date(&self, range: &DateRange) -> Result<Plan> {
        let DateRange::Between { since, until } = range else { return self.facet("date", "unknown") };
        if let Some(nodes) = date_nodes::of(self.archive.published(), *since, *until) {
            return self.archive.labels(self.place("date")?, nodes);
        }
        let seconds = |moment: &jiff::civil::DateTime| crate::index::civil_seconds(*moment);
        let since = since.as_ref().map(|moment| Plan::Filter(Filter::Since(seconds(moment))));
        let until = until.as_ref().map(|moment| Plan::Filter(Filter::Until(seconds(moment))));
        Ok(Plan::And(since.into_iter().chain(until).collect()))
    }

    fn place(&self, field: &str) -> Result<tantivy::schema::Field> {
        self.archive.place(field).ok_or_else(|| unknown(format!("there is no field `{field}`")))
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
            // A single field needs no weight: there is none to compare it with.
            let weight = if scope.fields.len() == 1 { 1.0 } else { field.weight };
            let mean_length = self.archive.mean_length(place);
            Ok(FieldWeight { field: place, weight, length_counts: LENGTH_COUNTS, mean_length })
        };
        scope.fields.iter().map(weighed).collect()
    }

    fn builder<'b>(&self, places: &'b [tantivy::schema::Field], scope: &Scope) -> LeafBuilder<'b>
    where
        'a: 'b,
    {
        let stemmed = scope.fields.iter().all(|field| field.is_text());
        let expander = Expander::new(self.archive, places, stemmed, self.names);
        LeafBuilder::new(expander, self.case)
    }

    /// A leaf with the sets of its pattern, its boost multiplied by the idf of these.
    fn finish(&mut self, builder: LeafBuilder<'_>, mut leaf: Leaf) -> Plan {
        let LeafBuilder { sets, expansions, warnings, .. } = builder;
        expansions.into_iter().for_each(|expansion| self.tell(expansion));
        self.warnings.extend(warnings);
        self.warnings.dedup();
        leaf.idf *= idf(&leaf.pattern, &sets, self.archive);
        leaf.sets = sets;
        Plan::Leaf(Arc::new(leaf))
    }

    /// Keeps an expansion for the answer, once.
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

/// A part of a query as it is named where its score is explained.
fn part_name(query: &Query, min_matches: u32, scope: &Scope) -> String {
    let name = if min_matches > 1 { format!("atleast{min_matches}({query})") } else { query.to_string() };
    match scope.fields[..] {
        [field] => format!("{}:{name}", field.name),
        _ => name,
    }
}

/// The inverse document frequency of a pattern, as Lucene has it.
fn idf(pattern: &Pattern, sets: &[Arc<TermSet>], archive: &dyn Archive) -> f32 {
    match pattern {
        Pattern::Words(set) => set_idf(&sets[*set], archive),
        Pattern::Phrase { parts, .. } => parts.iter().map(|part| set_idf(&sets[part.set], archive)).sum(),
        Pattern::Any(patterns) => {
            patterns.iter().map(|one| idf(one, sets, archive)).min_by(f32::total_cmp).unwrap_or(0.0)
        }
        Pattern::Near { left, right, .. } => idf(left, sets, archive) + idf(right, sets, archive),
    }
}

/// The exponent of idf: above 1, so that the many common words of a long question do not outweigh its few rare ones.
const IDF_POWER: f32 = 1.4;

/// The inverse document frequency of a set among the articles that could have its words; its document frequency is estimated
/// as if its terms were independent of each other. Other spellings of a name do not make the typed one more common.
fn set_idf(set: &TermSet, archive: &dyn Archive) -> f32 {
    let is_typed = |term: &&WeightedTerm| term.weight >= FORM_WEIGHT;
    let typed: Vec<&WeightedTerm> = set.terms.iter().filter(is_typed).collect();
    let terms = if typed.is_empty() { set.terms.iter().collect() } else { typed };
    let most = terms.iter().map(|term| term.doc_freq).max().unwrap_or(0);
    let population = archive.languages().population(terms.iter().map(|term| term.text.as_str()));
    let all = population.filter(|articles| *articles >= most).unwrap_or(archive.article_count()).max(1) as f64;
    let without: f64 = terms.iter().map(|term| 1.0 - (term.doc_freq as f64 / all).min(1.0)).product();
    let with = all * (1.0 - without);
    let idf = (1.0 + (all - with + 0.5) / (with + 0.5)).ln() as f32;
    idf.powf(IDF_POWER)
}

fn unknown(what: String) -> Error {
    Error::new(ErrorKind::Unknown(what))
}
