//! A plan as a query of the cluster.
//!
//! What a cluster can tell exactly is asked for exactly. Of what it cannot (case and accents, proximities inside of
//! proximities, phrases with gaps between pairs of characters) it is asked for all that may match, and the texts tell the rest:
//! a query says which of the two it is ([`Exactness`]).

use serde_json::{Map, Value, json};
use tantivy::schema::Field;

use super::archive::ClusterArchive;
use super::clause_count::{MAX_CLAUSES, count};
use super::document::{Book, node};
use super::intervals;
use crate::model::ArchivePath;
use crate::plan::compile::archive::Archive;
use crate::plan::compile::query_plan::{Filter, Plan};
use crate::plan::languages::{LanguageId, LanguageSet, Languages};
use crate::plan::lexicon::term_set::TermSet;
use crate::plan::matching::leaf::Leaf;
use crate::plan::matching::pattern::{Joint, Part, Pattern};
use crate::{Error, ErrorKind, Result};

/// More words in one place than this are asked for as a set without frequencies.
pub(super) const MANY_WORDS: usize = 512;
/// More matches than this of one word are counted by the texts.
const MANY_MATCHES: u32 = 16;

/// Whether a query finds what its plan does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exactness {
    /// It does.
    Exact,
    /// It finds all of that, and perhaps more.
    Superset,
}

impl Exactness {
    fn and(self, other: Exactness) -> Exactness {
        if self == Exactness::Exact { other } else { self }
    }
}

/// A query, and whether it is exact.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clause {
    pub(super) query: Value,
    pub(super) exactness: Exactness,
}

impl Clause {
    pub(super) fn exact(query: Value) -> Clause {
        Clause { query, exactness: Exactness::Exact }
    }

    fn superset(self) -> Clause {
        Clause { exactness: Exactness::Superset, ..self }
    }

    /// The same without a score.
    fn unscored(self) -> Clause {
        Clause { query: json!({ "bool": { "filter": [self.query] } }), ..self }
    }
}

/// What a query may be made of.
#[derive(Clone, Copy)]
struct Scope<'a> {
    archive: &'a ClusterArchive,
    /// How many terms one query of intervals may have; what has more is left to the texts.
    interval_terms: usize,
    languages: ByLanguage,
}

/// Who tells in articles of which languages a form counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ByLanguage {
    /// The cluster, by clauses of their own.
    Clauses,
    /// The texts.
    Texts,
}

/// The query of a plan, as exact as the cluster's bound of clauses lets it be.
///
/// # Errors
///
/// [`ErrorKind::Limit`] where even the shortest form has too many clauses.
pub(super) fn clause(plan: &Plan, archive: &ClusterArchive) -> Result<Clause> {
    let forms = [
        (intervals::BUDGET, ByLanguage::Clauses),
        (intervals::BUDGET / 10, ByLanguage::Clauses),
        (0, ByLanguage::Clauses),
        (0, ByLanguage::Texts),
    ];
    for (interval_terms, languages) in forms {
        let made = of_plan(plan, Scope { archive, interval_terms, languages });
        if count(&made.query) <= MAX_CLAUSES {
            return Ok(made);
        }
    }
    let what = "the query has too many words and alternatives for the cluster; ask for fewer at a time".to_owned();
    Err(Error::new(ErrorKind::Limit { limit: "1,024 clauses", what }))
}

fn of_plan(plan: &Plan, scope: Scope<'_>) -> Clause {
    match plan {
        Plan::All => everything(),
        Plan::Leaf(leaf) => of_leaf(leaf, scope),
        Plan::Labels(leaf) => labels(leaf, scope.archive),
        Plan::Filter(filter) => Clause::exact(of_filter(filter, scope.archive)).unscored(),
        Plan::Not(part) => match of_plan(part, scope) {
            Clause { query, exactness: Exactness::Exact } => {
                Clause::exact(json!({ "bool": { "must_not": [query] } })).unscored()
            }
            // What may match must not be left out.
            Clause { .. } => everything().superset(),
        },
        Plan::And(parts) => all(parts.iter().map(|part| of_plan(part, scope)).collect()),
        Plan::Or(parts) => any(parts.iter().map(|part| of_plan(part, scope)).collect()),
    }
}

fn everything() -> Clause {
    Clause::exact(json!({ "match_all": {} })).unscored()
}

fn nothing() -> Clause {
    Clause::exact(json!({ "match_none": {} }))
}

fn all(parts: Vec<Clause>) -> Clause {
    if parts.contains(&nothing()) {
        return nothing();
    }
    let exactness = parts.iter().fold(Exactness::Exact, |all, part| all.and(part.exactness));
    let parts: Vec<Value> = parts.into_iter().map(|part| part.query).collect();
    Clause { query: json!({ "bool": { "must": parts } }), exactness }
}

/// Any of these, scored as their sum. Of the fields of a word, too: a score that saturates later than the exact one is never below it.
fn any(mut parts: Vec<Clause>) -> Clause {
    parts.retain(|part| *part != nothing());
    if parts.len() == 1 {
        return parts.remove(0);
    }
    if parts.is_empty() {
        return nothing();
    }
    let exactness = parts.iter().fold(Exactness::Exact, |all, part| all.and(part.exactness));
    let parts: Vec<Value> = parts.into_iter().map(|part| part.query).collect();
    Clause { query: json!({ "bool": { "should": parts, "minimum_should_match": 1 } }), exactness }
}

fn one_key(key: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(key.to_owned(), value)]))
}

fn labels(leaf: &Leaf, archive: &ClusterArchive) -> Clause {
    let field = leaf.fields.first().map(|weight| archive.name(weight.field)).unwrap_or_default();
    let nodes: Vec<&str> = leaf.sets.iter().flat_map(|set| &set.terms).map(|term| term.text.as_str()).collect();
    Clause::exact(json!({ "terms": one_key(field, json!(nodes)) })).unscored()
}

fn of_filter(filter: &Filter, archive: &ClusterArchive) -> Value {
    match filter {
        Filter::Keys(field, values) => json!({ "terms": one_key(archive.name(*field), json!(values)) }),
        Filter::Since(moment) => json!({ "range": { Book::Start.name(): { "gte": moment } } }),
        Filter::Until(moment) => json!({ "range": { Book::End.name(): { "lte": moment } } }),
        Filter::Ids(ids) => json!({ "terms": { "id": ids.iter().map(ToString::to_string).collect::<Vec<_>>() } }),
        Filter::Below(paths) => {
            let of_path = |path: &std::path::PathBuf| {
                let key = ArchivePath::from(path).to_string();
                let folder = format!("{}/", key.trim_end_matches('/'));
                let file = Book::File.name();
                [json!({ "term": { file: key } }), json!({ "prefix": { file: folder } })]
            };
            json!({ "bool": { "should": paths.iter().flat_map(of_path).collect::<Vec<_>>() } })
        }
    }
}

/// A leaf, by the languages in which its terms count.
fn of_leaf(leaf: &Leaf, scope: Scope<'_>) -> Clause {
    let classes = classes(leaf, &scope.archive.languages);
    if classes.len() > 1 && scope.languages == ByLanguage::Texts {
        let sets: Vec<Vec<&str>> =
            leaf.sets.iter().map(|set| set.terms.iter().map(|term| term.text.as_str()).collect()).collect();
        let found = in_fields(leaf, &sets, scope);
        return if found == nothing() { found } else { found.superset() };
    }
    let several = classes.len() > 1;
    let others: Vec<String> =
        classes.iter().filter(|class| !class.holds_rest).flat_map(|class| class.nodes()).collect();
    let of_class = |class: &Class| {
        let sets: Vec<Vec<&str>> = leaf.sets.iter().map(|set| counting(set, class.language)).collect();
        let found = in_fields(leaf, &sets, scope);
        if !several || found == nothing() {
            return found;
        }
        let occur = match class.holds_rest {
            true => json!({ "must": [found.query], "must_not": [{ "terms": { "lang": others } }] }),
            false => json!({ "must": [found.query], "filter": [{ "terms": { "lang": class.nodes() } }] }),
        };
        Clause { query: json!({ "bool": occur }), ..found }
    };
    any(classes.iter().map(of_class).collect())
}

/// Languages in which the same terms of a leaf count.
struct Class {
    /// One of them.
    language: LanguageId,
    codes: Vec<String>,
    /// Whether all languages without a stemmer are among them.
    holds_rest: bool,
}

impl Class {
    /// The nodes of the facet of languages.
    fn nodes(&self) -> Vec<String> {
        self.codes.iter().map(|code| node(&[code])).collect()
    }
}

fn classes(leaf: &Leaf, languages: &Languages) -> Vec<Class> {
    let mut masks: Vec<LanguageSet> = leaf.sets.iter().flat_map(|set| &set.terms).map(|term| term.languages).collect();
    masks.retain(|mask| *mask != LanguageSet::ALL);
    let mut classes: Vec<(Vec<bool>, Class)> = Vec::new();
    let stemmed = languages.stemmed.iter().map(|language| (language.id, Some(language.code.clone())));
    let unknown = [(LanguageId::UNKNOWN, Some("unknown".to_owned())), (LanguageId::UNSTEMMED, None)];
    for (id, code) in stemmed.chain(unknown) {
        let key: Vec<bool> = masks.iter().map(|mask| mask.holds(id)).collect();
        let known = classes.iter().position(|(other, _)| *other == key);
        let place = known.unwrap_or_else(|| {
            classes.push((key, Class { language: id, codes: Vec::new(), holds_rest: false }));
            classes.len() - 1
        });
        classes[place].1.holds_rest |= code.is_none();
        classes[place].1.codes.extend(code);
    }
    classes.into_iter().map(|(_, class)| class).collect()
}

/// The terms of a set that count in a language.
fn counting(set: &TermSet, language: LanguageId) -> Vec<&str> {
    set.terms.iter().filter(|term| term.languages.holds(language)).map(|term| term.text.as_str()).collect()
}

fn in_fields(leaf: &Leaf, sets: &[Vec<&str>], scope: Scope<'_>) -> Clause {
    let Scope { archive, interval_terms, .. } = scope;
    let found = match &leaf.pattern {
        Pattern::Words(set) if leaf.min_matches > 1 => at_least(leaf, &sets[*set], scope),
        pattern => {
            let matcher = |field: Field| Matcher { field: archive.name(field), sets, boost: leaf.idf, interval_terms };
            let has_ends = |field: Field| archive.schema.has_ends(field);
            let in_field = |field: Field| matcher(field).pattern(pattern, has_ends(field));
            let found = any(leaf.fields.iter().map(|weight| in_field(weight.field)).collect());
            if leaf.min_matches > 1 && found != nothing() { found.superset() } else { found }
        }
    };
    let checks_surface = leaf.sets.iter().any(|set| set.surface.is_some());
    if checks_surface && found != nothing() { found.superset() } else { found }
}

/// A word that stands several times: in one field, or in one so often and in the others for the rest.
fn at_least(leaf: &Leaf, words: &[&str], scope: Scope<'_>) -> Clause {
    let Scope { archive, interval_terms, .. } = scope;
    let count = leaf.min_matches;
    if words.is_empty() {
        return nothing();
    }
    let times = |field: Field, times: u32| match times {
        0 => None,
        _ => Some(json!({ "intervals": { archive.name(field): intervals::repeated(words, times as usize) } })),
    };
    let fields: Vec<Field> = leaf.fields.iter().map(|weight| weight.field).collect();
    if count > MANY_MATCHES || fields.len() > 2 || words.len() * count as usize > interval_terms / 4 {
        let once = |field: &Field| {
            Matcher { field: archive.name(*field), sets: &[], boost: leaf.idf, interval_terms }.words(words)
        };
        return any(fields.iter().map(once).collect()).superset();
    }
    let splits: Vec<Clause> = match fields[..] {
        [field] => times(field, count).map(Clause::exact).into_iter().collect(),
        [one, other] => (0..=count)
            .map(|first| {
                let both: Vec<Value> = times(one, first).into_iter().chain(times(other, count - first)).collect();
                Clause::exact(json!({ "bool": { "must": both } }))
            })
            .collect(),
        _ => Vec::new(),
    };
    any(splits)
}

/// Makes queries of patterns in one field.
struct Matcher<'a> {
    field: &'a str,
    /// The terms of each set.
    sets: &'a [Vec<&'a str>],
    boost: f32,
    /// See [`Scope`].
    interval_terms: usize,
}

impl Matcher<'_> {
    fn pattern(&self, pattern: &Pattern, has_ends: bool) -> Clause {
        match pattern {
            Pattern::Words(set) => self.words(&self.sets[*set]),
            Pattern::Any(patterns) => any(patterns.iter().map(|one| self.pattern(one, has_ends)).collect()),
            Pattern::Phrase { parts, slop } => self.phrase(parts, *slop),
            Pattern::Near { .. } => match intervals::near(pattern, self.sets, has_ends, self.interval_terms) {
                Some(near) => Clause::exact(json!({ "intervals": one_key(self.field, near) })),
                None => self.together(pattern),
            },
        }
    }

    fn words(&self, words: &[&str]) -> Clause {
        match words.len() {
            0 => nothing(),
            1..=MANY_WORDS => {
                let value = json!({ "query": words.join("|"), "boost": self.boost });
                Clause::exact(json!({ "match": one_key(self.field, value) }))
            }
            _ => {
                let filter = json!({ "terms": one_key(self.field, json!(words)) });
                Clause::exact(json!({ "constant_score": { "filter": filter, "boost": self.boost / 2.0 } }))
            }
        }
    }

    fn phrase(&self, parts: &[Part], slop: u32) -> Clause {
        if parts.iter().any(|part| self.sets[part.set].is_empty()) {
            return nothing();
        }
        let stacks: Vec<String> = parts.iter().map(|part| self.sets[part.set].join("|")).collect();
        let text = stacks.join(" ");
        let behind = || parts.iter().skip(1);
        let gaps = behind().filter(|part| part.joint == Joint::Unspaced).count() as u32;
        if slop == 0 && gaps == 0 {
            let value = json!({ "query": text, "boost": self.boost });
            return Clause::exact(json!({ "match_phrase": one_key(self.field, value) }));
        }
        let terms: usize = parts.iter().map(|part| self.sets[part.set].len()).sum();
        if terms > self.interval_terms {
            return all(parts.iter().map(|part| self.words(&self.sets[part.set])).collect()).superset();
        }
        let value = json!({ "match": { "query": text, "ordered": true, "max_gaps": slop + gaps } });
        let found = Clause::exact(json!({ "intervals": one_key(self.field, value) }));
        if behind().all(|part| part.joint == Joint::Loose) { found } else { found.superset() }
    }

    /// All that a pattern is made of, wherever it stands.
    fn together(&self, pattern: &Pattern) -> Clause {
        let found = match pattern {
            Pattern::Words(set) => self.words(&self.sets[*set]),
            Pattern::Any(patterns) => any(patterns.iter().map(|one| self.together(one)).collect()),
            Pattern::Phrase { parts, .. } => all(parts.iter().map(|part| self.words(&self.sets[part.set])).collect()),
            Pattern::Near { left, right, .. } => all(vec![self.together(left), self.together(right)]),
        };
        if found == nothing() { found } else { found.superset() }
    }
}

/// The place of a field that every engine has.
pub(super) fn places(archive: &ClusterArchive, names: &[&str]) -> Vec<Field> {
    names.iter().filter_map(|name| archive.place(name)).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::cluster::archive::tests::archive;
    use crate::model::ArticleId;
    use crate::plan::lexicon::term_set::{TermInfos, WeightedTerm};
    use crate::plan::matching::leaf::FieldWeight;
    use crate::query::Within;

    fn set(words: &[&str]) -> TermSet {
        let term = |word: &&str| WeightedTerm {
            text: (*word).to_owned(),
            doc_freq: 1,
            weight: 1.0,
            languages: LanguageSet::ALL,
            infos: TermInfos::default(),
        };
        TermSet { terms: words.iter().map(term).collect(), ..TermSet::default() }
    }

    fn leaf(archive: &ClusterArchive, fields: &[&str], sets: Vec<TermSet>, pattern: Pattern) -> Leaf {
        let weight = |field| FieldWeight { field, weight: 1.0, length_counts: 0.75, mean_length: 1.0 };
        Leaf {
            part: String::new(),
            fields: places(archive, fields).into_iter().map(weight).collect(),
            sets: sets.into_iter().map(Arc::new).collect(),
            pattern,
            min_matches: 1,
            idf: 2.0,
        }
    }

    fn in_full(leaf: &Leaf, archive: &ClusterArchive) -> Clause {
        of_leaf(leaf, Scope { archive, interval_terms: intervals::BUDGET, languages: ByLanguage::Clauses })
    }

    fn phrase(joint: Joint, slop: u32) -> Pattern {
        Pattern::Phrase { parts: vec![Part { set: 0, joint: Joint::Loose }, Part { set: 1, joint }], slop }
    }

    #[test]
    fn words_lie_on_one_place_and_many_are_a_set() {
        let archive = archive();
        let found = in_full(&leaf(&archive, &["body"], vec![set(&["port", "ports"])], Pattern::Words(0)), &archive);
        assert_eq!(found, Clause::exact(json!({ "match": { "body": { "query": "port|ports", "boost": 2.0 } } })));
        let both = in_full(&leaf(&archive, &["title", "body"], vec![set(&["port"])], Pattern::Words(0)), &archive);
        assert_eq!(both.query["bool"]["should"].as_array().unwrap().len(), 2);
        assert_eq!(in_full(&leaf(&archive, &["body"], vec![set(&[])], Pattern::Words(0)), &archive), nothing());
        let many: Vec<String> = (0..=MANY_WORDS).map(|number| format!("w{number}")).collect();
        let many = set(&many.iter().map(String::as_str).collect::<Vec<_>>());
        let found = in_full(&leaf(&archive, &["body"], vec![many], Pattern::Words(0)), &archive);
        assert!(found.query["constant_score"]["filter"]["terms"]["body"].is_array());
    }

    #[test]
    fn a_phrase_is_told_exactly_unless_pairs_of_characters_may_have_gaps() {
        let archive = archive();
        let of = |pattern| {
            in_full(&leaf(&archive, &["body"], vec![set(&["naval"]), set(&["base", "bases"])], pattern), &archive)
        };
        assert_eq!(
            of(phrase(Joint::Loose, 0)),
            Clause::exact(json!({ "match_phrase": { "body": { "query": "naval base|bases", "boost": 2.0 } } }))
        );
        let gaps = |found: &Clause| found.query["intervals"]["body"]["match"]["max_gaps"].as_u64();
        let loose = of(phrase(Joint::Loose, 2));
        assert_eq!((gaps(&loose), loose.exactness), (Some(2), Exactness::Exact));
        let unspaced = of(phrase(Joint::Unspaced, 0));
        assert_eq!((gaps(&unspaced), unspaced.exactness), (Some(1), Exactness::Superset));
    }

    #[test]
    fn what_only_texts_can_tell_finds_more_and_never_less() {
        let archive = archive();
        let near = |left, right| Pattern::Near {
            left: Box::new(left),
            right: Box::new(right),
            within: Within::Words(3),
            ordered: false,
        };
        let sets = || vec![set(&["naval"]), set(&["base"])];
        let of = |pattern| in_full(&leaf(&archive, &["body"], sets(), pattern), &archive);
        let inner = near(Pattern::Words(0), Pattern::Words(1));
        assert_eq!(of(inner.clone()).exactness, Exactness::Exact);
        let nested = of(near(inner.clone(), Pattern::Words(1)));
        assert_eq!(nested.exactness, Exactness::Superset);
        // What may match is not taken away by a negation, and makes all around it uncertain.
        let nested = Plan::Leaf(Arc::new(leaf(&archive, &["body"], sets(), near(inner, Pattern::Words(1)))));
        let without = clause(&Plan::Not(Box::new(nested.clone())), &archive).unwrap();
        assert_eq!(without, everything().superset());
        assert_eq!(clause(&Plan::And(vec![Plan::All, nested]), &archive).unwrap().exactness, Exactness::Superset);
        let cased = TermSet { surface: Some("Naval".to_owned()), ..set(&["naval"]) };
        let found = in_full(&leaf(&archive, &["body"], vec![cased], Pattern::Words(0)), &archive);
        assert_eq!(found.exactness, Exactness::Superset);
    }

    #[test]
    fn several_matches_may_be_spread_over_two_fields() {
        let archive = archive();
        let of = |min_matches| {
            let leaf = leaf(&archive, &["title", "body"], vec![set(&["port"])], Pattern::Words(0));
            in_full(&Leaf { min_matches, ..leaf }, &archive)
        };
        let twice = of(2);
        assert_eq!(twice.exactness, Exactness::Exact);
        // None in the headline and two in the text, one in each, two in the headline.
        assert_eq!(twice.query["bool"]["should"].as_array().unwrap().len(), 3);
        assert_eq!(of(MANY_MATCHES + 1).exactness, Exactness::Superset);
    }

    #[test]
    fn a_form_of_one_language_counts_in_its_articles_alone() {
        let archive = archive();
        let german = archive.languages.stemmed.iter().find(|language| language.code == "de").unwrap().id;
        let mut words = set(&["hafen", "haefen"]);
        words.terms[1].languages = LanguageSet::of(german);
        let found = in_full(&leaf(&archive, &["body"], vec![words], Pattern::Words(0)), &archive);
        let classes = found.query["bool"]["should"].as_array().unwrap();
        let query = |class: &Value| class["bool"]["must"][0]["match"]["body"]["query"].clone();
        let filtered: Vec<&Value> = classes.iter().filter(|class| query(class) == "hafen|haefen").collect();
        assert_eq!(filtered.len(), 1, "{found:?}");
        assert_eq!(filtered[0]["bool"]["filter"][0]["terms"]["lang"], json!(["/de"]));
        let rest = classes.iter().find(|class| query(class) == "hafen").unwrap();
        assert_eq!(rest["bool"]["must_not"][0]["terms"]["lang"], json!(["/de"]));
    }

    #[test]
    fn filters_are_exact_and_a_folder_is_not_its_neighbour() {
        let archive = archive();
        let below = of_filter(&Filter::Below(vec!["/press/a".into()]), &archive);
        assert_eq!(
            below["bool"]["should"],
            json!([{ "term": { "in_file": "/press/a" } }, { "prefix": { "in_file": "/press/a/" } }])
        );
        let ids = clause(&Plan::Filter(Filter::Ids(vec![ArticleId(7)])), &archive).unwrap();
        assert_eq!(ids.exactness, Exactness::Exact);
        assert_eq!(ids.query["bool"]["filter"][0]["terms"]["id"][0], ArticleId(7).to_string());
        assert_eq!(clause(&Plan::Or(vec![]), &archive).unwrap(), nothing());
    }

    #[test]
    fn what_has_more_clauses_than_a_cluster_takes_is_left_to_the_texts_or_refused() {
        let archive = archive();
        // A beginning of words, in two fields and either order: each alone is within the bound, all together are not.
        let many: Vec<String> = (0..300).map(|number| format!("w{number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let near = |ordered| Pattern::Near {
            left: Box::new(Pattern::Words(0)),
            right: Box::new(Pattern::Words(1)),
            within: Within::Words(3),
            ordered,
        };
        let of = |words: &[&str], ordered| {
            let sets = vec![set(words), set(&["base"])];
            let plan = Plan::Leaf(Arc::new(leaf(&archive, &["title", "body"], sets, near(ordered))));
            clause(&plan, &archive).unwrap()
        };
        assert_eq!(of(&many, true).exactness, Exactness::Exact);
        assert_eq!(of(&many, false).exactness, Exactness::Superset);
        assert_eq!(of(&many[..40], false).exactness, Exactness::Exact);
        // Where forms of several languages make too many clauses, the texts tell in which they count.
        let german = archive.languages.stemmed.iter().find(|language| language.code == "de").unwrap().id;
        let words = |number: usize| {
            let mut words = set(&["hafen", "haefen"]);
            words.terms[0].text = format!("hafen{number}");
            words.terms[1].languages = LanguageSet::of(german);
            Plan::Leaf(Arc::new(leaf(&archive, &["title", "body"], vec![words], Pattern::Words(0))))
        };
        let any = |count: usize| clause(&Plan::Or((0..count).map(words).collect()), &archive);
        assert_eq!(any(100).unwrap().exactness, Exactness::Exact);
        assert_eq!(any(400).unwrap().exactness, Exactness::Superset);
        assert!(any(600).unwrap_err().to_string().contains("too many words"));
    }
}
