//! Random queries over small random archives, answered a second time by a plain evaluator that knows no index.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::query::EnableScoring;
use tantivy::{DocSet, TERMINATED};

use random::{Dice, NAME, SPELLINGS, WORDS, archive, many, query, with_id};

use super::archive::{Archive, Draft, article};
use super::{Request, found};
use crate::lang::Stem;
use crate::model::{Article, FIELDS};
use crate::plan::compile::compiler::compile;
use crate::plan::passages::marks::Highlighter;
use crate::plan::ranking::matcher::TextMatcher;
use crate::plan::ranking::texts::{names, texts};
use crate::query::{Form, Near, Phrase, Query, Term, Within};
use crate::search::Names;
use crate::search::plan::engine_query::to_query;
use crate::search::ranking::walk::Walk;

mod random;

/// A text as the evaluator sees it: its words, and the number of the sentence and paragraph that each stands in.
#[derive(Clone)]
struct Text<'a> {
    words: Vec<(String, usize, usize)>,
    /// The stemmer of its language.
    stemmer: Option<&'a Stem>,
}

/// The stemmer of the language of each article; of unknown language, of the one that most articles are in.
fn stemmers(drafts: &[Draft]) -> Vec<Option<Stem>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let langs = || drafts.iter().map(|draft| draft.0.article.lang.as_deref());
    langs().flatten().for_each(|lang| *counts.entry(lang).or_default() += 1);
    let main = counts.iter().min_by_key(|(lang, count)| (std::cmp::Reverse(**count), **lang)).map(|(lang, _)| *lang);
    langs().map(|lang| lang.or(main).and_then(Stem::of)).collect()
}

impl<'a> Text<'a> {
    fn new(text: &str, stemmer: Option<&'a Stem>) -> Text<'a> {
        let mut words = Vec::new();
        let mut sentence = 0;
        for (paragraph, line) in text.lines().enumerate() {
            for piece in line.split(". ") {
                words.extend(
                    piece.split_whitespace().map(|word| (word.trim_matches('.').to_owned(), sentence, paragraph)),
                );
                sentence += 1;
            }
        }
        Text { words, stemmer }
    }

    fn title(text: &str, stemmer: Option<&'a Stem>) -> Text<'a> {
        let words = text.split_whitespace().map(|word| (word.trim_matches('.').to_owned(), 0, 0));
        Text { words: words.collect(), stemmer }
    }

    /// All matches.
    fn matches(&self, query: &Query) -> Vec<Match> {
        match query {
            Query::Term(term) => {
                let fitting = (0..self.words.len()).filter(|at| self.fits(term, &self.words[*at].0));
                fitting.map(|at| Match { start: at, end: at + 1, words: BTreeSet::from([at]) }).collect()
            }
            Query::Phrase(phrase) => (0..self.words.len()).filter_map(|at| self.phrase(phrase, at)).collect(),
            Query::Or(parts) => {
                let mut by_span: BTreeMap<(usize, usize), BTreeSet<usize>> = BTreeMap::new();
                for found in parts.iter().flat_map(|part| self.matches(part)) {
                    by_span.entry((found.start, found.end)).or_default().extend(found.words);
                }
                by_span.into_iter().map(|((start, end), words)| Match { start, end, words }).collect()
            }
            Query::Near(near) => {
                let (left, right) = (self.matches(&near.left), self.matches(&near.right));
                let pairs = left.iter().flat_map(|one| right.iter().map(move |other| (one, other)));
                let near = pairs.filter(|(one, other)| self.is_near(near, one, other));
                near.map(|(one, other)| one.with(other)).collect()
            }
            other => panic!("{other} has no place"),
        }
    }

    /// The shortest match of a phrase that starts here.
    fn phrase(&self, phrase: &Phrase, start: usize) -> Option<Match> {
        let longest = start + phrase.terms.len() + phrase.slop as usize;
        let mut at = start;
        let mut words = BTreeSet::new();
        for term in &phrase.terms {
            at = (at..longest.min(self.words.len())).find(|at| self.fits(term, &self.words[*at].0))?;
            if words.is_empty() && at != start {
                return None;
            }
            words.insert(at);
            at += 1;
        }
        Some(Match { start, end: at, words })
    }

    fn fits(&self, term: &Term, word: &str) -> bool {
        match term.form {
            Form::Wildcard => word.to_lowercase().starts_with(term.text.to_lowercase().trim_end_matches('*')),
            Form::Fuzzy(edits) => {
                strsim::osa_distance(&term.text.to_lowercase(), &word.to_lowercase()) <= usize::from(edits)
            }
            Form::Exact => term.text == word,
            Form::Regex => ["kov", "put"].iter().any(|start| word.starts_with(start)),
            Form::Stemmed => {
                let is_spelling = word == NAME && SPELLINGS.contains(&term.text.as_str());
                term.text == word
                    || is_spelling
                    || self.stemmer.is_some_and(|stemmer| {
                        stemmer.stem(&term.text) == stemmer.stem(word)
                            || stemmer.forms_of_a_name(&term.text).iter().any(|form| form == word)
                    })
            }
        }
    }

    fn is_near(&self, near: &Near, one: &Match, other: &Match) -> bool {
        let gap = match (one.end <= other.start, other.end <= one.start) {
            (true, _) => other.start - one.end,
            (_, true) if !near.ordered => one.start - other.end,
            _ => return false,
        };
        let all = &self.words[one.start.min(other.start)..one.end.max(other.end)];
        match near.within {
            Within::Words(words) => gap < words as usize,
            Within::Sentence => all.iter().all(|word| word.1 == all[0].1),
            Within::Paragraph => all.iter().all(|word| word.2 == all[0].2),
        }
    }
}

/// A match: its first word, the word after its last, and the words of it that the query names.
#[derive(Clone)]
struct Match {
    start: usize,
    end: usize,
    words: BTreeSet<usize>,
}

impl Match {
    fn with(&self, other: &Match) -> Match {
        let words = self.words.union(&other.words).copied().collect();
        Match { start: self.start.min(other.start), end: self.end.max(other.end), words }
    }
}

fn holds(query: &Query, texts: &[(&str, Text<'_>)]) -> bool {
    let searched = |(name, _): &&(&str, Text<'_>)| texts.len() == 1 || *name != "id";
    let count = |query: &Query| texts.iter().filter(searched).map(|(_, text)| text.matches(query).len()).sum::<usize>();
    match query {
        Query::All => true,
        Query::And(parts) => parts.iter().all(|part| holds(part, texts)),
        Query::Or(parts) => parts.iter().any(|part| holds(part, texts)),
        Query::Not(part) => !holds(part, texts),
        Query::AtLeast { count: least, term } => count(&Query::Term(term.clone())) >= *least as usize,
        Query::In { field, query } => holds(query, &only(field, texts)),
        positional => count(positional) > 0,
    }
}

fn only<'a, 't>(field: &str, texts: &[(&'a str, Text<'t>)]) -> Vec<(&'a str, Text<'t>)> {
    texts.iter().filter(|(name, _)| *name == field).cloned().collect()
}

/// The words, as field and number, that show why a query holds.
fn marked(query: &Query, texts: &[(&str, Text<'_>)]) -> BTreeSet<(String, usize)> {
    match query {
        _ if !holds(query, texts) => BTreeSet::new(),
        Query::All | Query::Not(_) => BTreeSet::new(),
        Query::And(parts) | Query::Or(parts) => parts.iter().flat_map(|part| marked(part, texts)).collect(),
        Query::AtLeast { term, .. } => marked(&Query::Term(term.clone()), texts),
        Query::In { field: "id", .. } => BTreeSet::new(),
        Query::In { field, query } => marked(query, &only(field, texts)),
        positional => {
            let of_text = |(name, text): &(&str, Text<'_>)| {
                let words = text.matches(positional).into_iter().flat_map(|found| found.words);
                words.map(|word| ((*name).to_owned(), word)).collect::<Vec<_>>()
            };
            texts.iter().filter(|(name, _)| *name != "id").flat_map(of_text).collect()
        }
    }
}

/// The words that the program marks.
fn marked_by_program(archive: &Archive, query: &Query, article: &Article) -> BTreeSet<(String, usize)> {
    let texts = [("title", article.title.as_deref().unwrap_or_default()), ("body", article.body.as_str())];
    let language = archive.searcher.view().statistics.languages.id(article.lang.as_deref());
    let snapshot = archive.searcher.snapshot();
    let plan = compile(&archive.searcher.view(), query, Names::default()).unwrap().plan;
    let fields = texts.map(|(name, _)| snapshot.schema().field(name).unwrap());
    let highlighter = Highlighter::new(snapshot.schema(), &plan, &fields);
    let marks = highlighter.marks(&[(fields[0], texts[0].1), (fields[1], texts[1].1)], language);
    if let Some(alone) = highlighter.title_marks(fields[0], texts[0].1, language) {
        assert_eq!(alone, marks[0], "{query} marks the title as if the body had been read");
    }
    let mut words = BTreeSet::new();
    for ((name, text), marks) in texts.into_iter().zip(marks) {
        for mark in marks {
            assert!(
                [WORDS, &[NAME]].concat().contains(&&text[mark.range.clone()]),
                "{query} marks {:?} of {text:?}",
                mark.range
            );
            words.insert((name.to_owned(), text[..mark.range.start].split_whitespace().count()));
        }
    }
    words
}

/// How many archives are asked 250 queries each: 20,000 queries in the full proof, which `.ci/run` asks for.
fn archives() -> u32 {
    if std::env::var_os("DATELINE_PROOFS").is_some_and(|proofs| proofs == "full") { 80 } else { 12 }
}

#[test]
fn random_queries_agree_with_a_plain_evaluator() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for _ in 0..archives() {
        let drafts = archive(&mut dice);
        let stemmers = stemmers(&drafts);
        let archive = Archive::new(&drafts);
        for _ in 0..250 {
            let query = with_id(&mut dice);
            let request = Request { query: query.clone(), limit: 100, snippets: 0, ..Request::default() };
            let results = archive.searcher.search(&request).unwrap();
            let mut hits: Vec<String> = results.hits.into_iter().filter_map(|hit| hit.source_id).collect();
            hits.sort();
            let mut expected = Vec::new();
            for (draft, stemmer) in drafts.iter().zip(&stemmers) {
                let stemmer = stemmer.as_ref();
                let article = &draft.0.article;
                let title = article.title.as_deref().unwrap_or_default();
                let id = Text::title(article.source_id.as_deref().unwrap_or_default(), None);
                let (head, body) = (Text::title(title, stemmer), Text::new(&article.body, stemmer));
                let texts = [("title", head), ("body", body), ("id", id)];
                if holds(&query, &texts) {
                    expected.extend(article.source_id.clone());
                    let marks = marked_by_program(&archive, &query, article);
                    assert_eq!(marks, marked(&query, &texts), "{query}\n{query:?}\n{title}\n{}", article.body);
                }
            }
            assert_eq!(hits, expected, "{query}\n{query:?}");
        }
    }
}

#[test]
fn segments_do_not_show_in_the_answer() {
    let mut dice = Dice(7);
    let mut drafts = Vec::new();
    for round in 0..4 {
        for mut draft in archive(&mut dice) {
            let id = draft.0.article.source_id.take().unwrap_or_default();
            let body = draft.0.article.body.clone();
            let title = draft.0.article.title.clone().unwrap_or_default();
            let mut again = article(&format!("r{round}{id}")).title(&title).body(&body);
            again.0.article.lang = draft.0.article.lang.take();
            drafts.push(again);
        }
    }
    let (one, many) = (Archive::new(&drafts), Archive::in_batches(&drafts, 9));
    for _ in 0..200 {
        let request = Request { query: query(&mut dice, 2), facets: vec!["lang".to_owned()], ..Request::default() };
        let [mut first, mut second] = [&one, &many].map(|archive| archive.searcher.search(&request).unwrap());
        (first.took_ms, second.took_ms) = (0.0, 0.0);
        assert_eq!(first, second);
    }
    assert!(!found(&one, "kova").is_empty());
}

#[test]
fn windows_score_as_a_walk_does() {
    let mut dice = Dice(11);
    let drafts = many(&mut dice);
    let archive = Archive::new(&drafts);
    let snapshot = archive.searcher.snapshot();
    let mut scored = 0;
    for text in [
        "kova",
        "put",
        "wand puts OR zubr",
        "ko*",
        "kova zubr",
        "kova OR fex",
        "(kova OR kov*) milt~1",
        "title:fex kova",
        "fex fex tarn",
    ] {
        let plan = compile(&archive.searcher.view(), &super::query(text), Names::AsTyped).unwrap().plan;
        let searcher = snapshot.searcher();
        let weight = to_query(&plan, snapshot).weight(EnableScoring::enabled_from_searcher(searcher)).unwrap();
        let through_windows = |is_scored: bool, least: f32| {
            let walk = Walk::new(snapshot, &plan, is_scored).unwrap();
            let pieces = walk.pieces(|piece| {
                let mut found = Vec::new();
                walk.each(piece, |doc, score| {
                    found.push((piece.ordinal, doc, score));
                    least
                })?;
                Ok(found)
            });
            pieces.unwrap().concat()
        };
        let mut walked = Vec::new();
        for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
            let mut scorer = weight.scorer(segment, 1.0).unwrap();
            while scorer.doc() != TERMINATED {
                walked.push((ordinal, scorer.doc(), scorer.score()));
                scorer.advance();
            }
        }
        assert_eq!(through_windows(true, 0.0), walked, "{text}");
        let mut scores: Vec<f32> = walked.iter().map(|(.., score)| *score).collect();
        scores.sort_by(f32::total_cmp);
        let least = scores[scores.len() * 4 / 5];
        // Scores below the threshold may be underestimates.
        let high = |found: Vec<(u32, u32, f32)>| -> Vec<(u32, u32, f32)> {
            found
                .into_iter()
                .map(|(ordinal, doc, score)| (ordinal, doc, if score < least { 0.0 } else { score }))
                .collect()
        };
        assert_eq!(high(through_windows(true, least)), high(walked.clone()), "{text}");
        let places = |found: Vec<(u32, u32, f32)>| -> Vec<(u32, u32)> {
            found.into_iter().map(|(ordinal, doc, _)| (ordinal, doc)).collect()
        };
        scored += walked.len();
        assert_eq!(places(through_windows(false, 0.0)), places(walked), "{text}");
    }
    assert!(scored > 1000, "{scored} documents are compared");
}

#[test]
fn a_text_tells_the_score_that_its_postings_tell() {
    let drafts = many(&mut Dice(13));
    let archive = Archive::new(&drafts);
    let mut matching = 0;
    for text in [
        "kova",
        "put",
        "wand puts OR zubr",
        "ko*",
        "kova -zubr",
        "kova NOT (fex milt)",
        "(kova OR kov*) milt~1",
        "title:fex kova",
        "fex fex tarn",
        "\"kova fex\"",
        "\"kova fex\"~3",
        "kova NEAR/3 fex",
        "fex PRE/9 (kova OR tarn)",
        "kova w/s fex",
        "kova w/p fex",
        "atleast2(kova)",
        "=Kova OR =kova",
    ] {
        matching += matching_by_both(&archive, text, Names::AsTyped);
    }
    assert!(matching > 1000, "{matching} scores are compared");
}

/// How many articles a query finds; each has the score by its text that it has by its postings.
fn matching_by_both(archive: &Archive, text: &str, names_found: Names) -> usize {
    let (snapshot, view) = (archive.searcher.snapshot(), archive.searcher.view());
    let fields: Vec<_> = FIELDS.iter().filter_map(|field| snapshot.schema().field(field.name)).collect();
    let plan = compile(&view, &super::query(text), names_found).unwrap().plan;
    let searcher = snapshot.searcher();
    let weight = to_query(&plan, snapshot).weight(EnableScoring::enabled_from_searcher(searcher)).unwrap();
    let mut expected = BTreeMap::new();
    for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
        let mut scorer = weight.scorer(segment, 1.0).unwrap();
        while scorer.doc() != TERMINATED {
            expected.insert((ordinal, scorer.doc()), scorer.score());
            scorer.advance();
        }
    }
    let matcher = TextMatcher::new(snapshot.schema(), &plan, &fields, snapshot.articles().unwrap().len() as u64);
    for address in snapshot.articles().unwrap() {
        let entry = snapshot.entry(address).unwrap();
        let names = names(&view, &entry);
        let score = matcher.score(&texts(&view, &entry, &names), &|_| true);
        assert_eq!(
            score,
            expected.get(&(address.segment_ord, address.doc_id)).copied(),
            "{text}: {}",
            entry.article.body
        );
    }
    expected.len()
}

/// What is written in several ways, and how it is asked for.
const WAYS: &[(&[&str], &[&str])] = &[
    (&["ceasefire", "cease-fire", "cease fire"], &["ceasefire", "cease-fire"]),
    (&["wand", "wands", "wand-s"], &["wands"]),
    (&["Assad", "al-Assad"], &["Assad", "al-Assad"]),
    (&["US", "U.S."], &["US", "U.S."]),
    (&["45,000", "45000"], &["45000", "45,000"]),
    (&["#FreeThePort"], &["#FreeThePort", "freetheport"]),
    (&["+44 20 7946 0958", "+442079460958"], &["02079460958"]),
];

#[test]
fn a_place_counts_once_however_it_is_written() {
    let mut dice = Dice(17);
    for (written, asked) in WAYS {
        let texts: Vec<usize> = (0..40).map(|number| number % 6).collect();
        let drafts: Vec<Draft> = texts
            .iter()
            .enumerate()
            .map(|(number, times)| {
                let words: Vec<&str> = (0..*times).map(|_| dice.of(written)).collect();
                article(&format!("n{number:02}")).body(&format!("They told {} that day.", words.join(" and then ")))
            })
            .collect();
        let archive = Archive::new(&drafts);
        for word in *asked {
            for least in 1..=6 {
                let query = format!("atleast{least}({word})");
                let expected = texts.iter().filter(|times| **times >= least).count();
                assert_eq!(matching_by_both(&archive, &query, Names::default()), expected, "{query}");
            }
        }
    }
}
