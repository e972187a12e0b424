//! More like this: an article as a query for others.
//!
//! The words that tell it from the rest of the index are asked for with OR, each weighed by how often the article has it
//! (as Lucene's MoreLikeThis does); how rare it is, the ranking knows. The query is one of the query language, so that
//! what was searched can be read, changed and asked again.

use std::collections::BTreeMap;

use tantivy::schema::Field;

use crate::Result;
use crate::lang::Stem;
use crate::model::{Article, FIELDS};
use crate::plan::compile::archive::Archive;
use crate::plan::lexicon::expand::Lexicon;
use crate::query::{Form, Query, Term, and, not, or};
use crate::text::unspaced::is_unspaced;
use crate::text::words::each_word;

/// How many words the query has at most, as in Lucene.
const MAX_TERMS: usize = 25;
/// A word in a greater share of the articles tells nothing.
const COMMON: f64 = 0.25;
/// In a small index even telling words are in many articles; a word in this number of them is never too common.
const NEVER_COMMON: u64 = 3;
/// For how many words of the text a word of the headline counts.
const HEADLINE: f32 = 3.0;
/// How fast repetitions cease to count: the k1 of BM25.
const SATURATION: f32 = 1.6;
/// How many different words of the article are read at most.
const MAX_WORDS: usize = 2_000;

/// The query for articles like this one, the article itself left out; one that finds nothing where it has no word that
/// tells it from others.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn query(archive: &dyn Archive, article: &Article) -> Result<Query> {
    let searched = FIELDS.iter().filter(|field| field.is_searched());
    let fields: Vec<Field> = searched.filter_map(|field| archive.place(field.name)).collect();
    let lexicon = Lexicon::new(archive, &fields);
    let mut telling: Vec<Telling> = Vec::new();
    for candidate in candidates(article) {
        let doc_freq = lexicon.exact(&candidate.folded)?.terms.first().map_or(0, |term| term.doc_freq);
        telling.extend(candidate.weigh(doc_freq, archive.article_count()));
    }
    telling.sort_by(|one, other| other.weight.total_cmp(&one.weight).then_with(|| one.text.cmp(&other.text)));
    telling.truncate(MAX_TERMS);
    let terms: Vec<Query> = telling.into_iter().map(Telling::query).collect();
    if terms.is_empty() {
        return Ok(Query::nothing());
    }
    let id = Query::Term(Term { text: article.id.to_string(), form: Form::Exact });
    let itself = Query::In { field: "id", query: Box::new(id) };
    Ok(and(vec![or(terms), not(itself)]))
}

/// A word of the article, all forms with its stem taken together.
struct Candidate {
    /// The form met first, in lower case.
    text: String,
    folded: String,
    frequency: f32,
}

/// A word that tells the article from others.
struct Telling {
    text: String,
    boost: f32,
    weight: f64,
}

impl Candidate {
    fn weigh(self, doc_freq: u64, article_count: u64) -> Option<Telling> {
        let common = ((article_count as f64 * COMMON) as u64).max(NEVER_COMMON);
        // A word of this article alone finds no other.
        if !(2..=common).contains(&doc_freq) {
            return None;
        }
        let boost = self.frequency / (self.frequency + SATURATION);
        let idf = (1.0 + article_count as f64 / doc_freq as f64).ln();
        // Two decimals read well and change nothing.
        let boost = (boost * 100.0).round() / 100.0;
        Some(Telling { text: self.text, boost, weight: f64::from(boost) * idf })
    }
}

impl Telling {
    fn query(self) -> Query {
        let term = Query::Term(Term { text: self.text, form: Form::Stemmed });
        Query::Boost { query: Box::new(term), factor: self.boost }
    }
}

/// The words of headline and text in their order, with how often each occurs.
fn candidates(article: &Article) -> Vec<Candidate> {
    let stemmer = article.lang.as_deref().and_then(Stem::of);
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut found: Vec<Candidate> = Vec::new();
    for (text, weight) in [(article.title.as_deref().unwrap_or_default(), HEADLINE), (article.body.as_str(), 1.0)] {
        each_word(text, |folded, range, _| {
            if !tells(folded) {
                return;
            }
            let stem = stemmer.as_ref().map_or_else(|| folded.to_owned(), |stemmer| stemmer.stem(folded));
            match places.get(&stem) {
                Some(place) => found[*place].frequency += weight,
                None if found.len() < MAX_WORDS => {
                    places.insert(stem, found.len());
                    let text = text[range].to_lowercase();
                    found.push(Candidate { text, folded: folded.to_owned(), frequency: weight });
                }
                None => {}
            }
        });
    }
    found
}

/// Whether a word can tell anything: short words and numbers do not.
fn tells(folded: &str) -> bool {
    let letters = folded.chars().count();
    let long_enough = letters > 2 || (letters == 2 && folded.chars().all(is_unspaced));
    long_enough && folded.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(frequency: f32) -> Candidate {
        Candidate { text: "quay".to_owned(), folded: "quay".to_owned(), frequency }
    }

    #[test]
    fn words_of_one_article_and_of_most_tell_nothing() {
        let weighed = |articles, all| candidate(2.0).weigh(articles, all).is_some();
        assert!(!weighed(1, 1000) && weighed(2, 1000) && weighed(250, 1000) && !weighed(251, 1000));
        assert!(weighed(3, 4), "in a small index few are never too many");
    }

    #[test]
    fn rare_and_repeated_words_are_worth_more() {
        let weight = |frequency, doc_freq| candidate(frequency).weigh(doc_freq, 1000).unwrap().weight;
        assert!(weight(1.0, 5) > weight(1.0, 50));
        assert!(weight(3.0, 5) > weight(1.0, 5));
    }

    #[test]
    fn letters_alone_make_a_telling_word() {
        for (word, expected) in [("port", true), ("of", false), ("2025", false), ("港口", true), ("g7", false)] {
            assert_eq!(tells(word), expected, "{word}");
        }
    }
}
