//! Queries of every kind, drawn from the articles of an index: words that are there, as often as they are there.
//!
//! The articles drawn are those with the lowest ids, which are hashes: a random sample, and the same at every run.

use dateline::ask::{Engine, today};
use dateline::model::Entry;
use dateline::query::{self, Query};
use dateline::search::{Order, Request};

/// Queries of one kind.
pub(super) struct QueryKind {
    /// Its name.
    pub(super) name: &'static str,
    /// What is asked.
    pub(super) requests: Vec<Request>,
}

/// How many articles are drawn, each of which gives one query of a kind.
const ARTICLES: usize = 20;
/// From how many of its first words an article's queries are made.
const WORDS: usize = 150;
/// How many words a query of the kind `sentence` has.
const SENTENCE: usize = 15;

/// What one article gives to ask for.
struct Draw {
    /// Its words, the rarest first.
    by_rarity: Vec<String>,
    /// Words that follow each other.
    run: Vec<String>,
    name: Option<String>,
    country: Option<String>,
    month: Option<String>,
}

/// How the queries of a kind are made: the text, and what else is asked of the request.
struct Recipe {
    name: &'static str,
    text: fn(&Draw) -> Option<String>,
    ask: fn(Request) -> Request,
}

const fn plain(name: &'static str, text: fn(&Draw) -> Option<String>) -> Recipe {
    Recipe { name, text, ask: |request| request }
}

const RECIPES: &[Recipe] = &[
    plain("rare word", |draw| draw.word(0)),
    plain("common word", Draw::common),
    plain("two words", |draw| draw.words(2)),
    plain("three words", |draw| draw.words(3)),
    plain("sentence, any", |draw| Some(draw.run.join(" OR "))),
    plain("phrase", |draw| Some(format!("\"{} {}\"", draw.run.first()?, draw.run.get(1)?))),
    plain("proximity", |draw| Some(format!("{} NEAR/5 {}", draw.run.first()?, draw.run.get(3)?))),
    plain("prefix", |draw| Some(format!("{}*", draw.word(1)?.chars().take(4).collect::<String>()))),
    plain("fuzzy", |draw| Some(format!("{}~1", draw.word(1)?))),
    plain("name", |draw| draw.name.clone()),
    plain("country", |draw| Some(format!("{} country:{}", draw.common()?, draw.country.as_ref()?))),
    plain("dates", |draw| Some(format!("{} date:{}", draw.common()?, draw.month.as_ref()?))),
    plain("country and dates", |draw| {
        Some(format!("{} country:{} date:{}", draw.common()?, draw.country.as_ref()?, draw.month.as_ref()?))
    }),
    Recipe { name: "newest first", text: Draw::common, ask: |request| request.order(Order::Newest) },
    Recipe { name: "count only", text: Draw::common, ask: |request| request.limit(0) },
    Recipe { name: "with facets", text: Draw::common, ask: |request| request.facets(["country", "topic", "year"]) },
];

/// Draws queries of every kind that ask for `limit` hits.
pub(super) fn draw(searcher: &dyn Engine, limit: usize) -> anyhow::Result<Vec<QueryKind>> {
    let every = Request::new(Query::All).limit(ARTICLES).snippets(0);
    let mut draws = Vec::new();
    for hit in searcher.search(&every)?.hits {
        if let Some(entry) = searcher.article(&hit.id.to_string())?.first() {
            draws.extend(Draw::of(entry, searcher)?);
        }
    }
    let mut kinds = Vec::with_capacity(RECIPES.len());
    for recipe in RECIPES {
        let texts = draws.iter().filter_map(recipe.text);
        let queries = texts.filter_map(|text| read(&text));
        let requests = queries.map(|query| (recipe.ask)(Request::new(query).limit(limit)));
        kinds.push(QueryKind { name: recipe.name, requests: requests.collect() });
    }
    kinds.retain(|kind| !kind.requests.is_empty());
    Ok(kinds)
}

impl Draw {
    /// What an article gives; nothing where it has hardly any text.
    fn of(entry: &Entry, searcher: &dyn Engine) -> anyhow::Result<Option<Draw>> {
        let body = &entry.article.body;
        let words: Vec<String> = words(body).take(WORDS).map(str::to_lowercase).collect();
        if words.len() < 2 * SENTENCE {
            return Ok(None);
        }
        let mut distinct: Vec<&String> = words.iter().filter(|word| word.chars().count() > 3).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let mut counted = Vec::with_capacity(distinct.len());
        for word in distinct {
            if let Some(query) = read(word) {
                counted.push((searcher.count(&query)?, word.clone()));
            }
        }
        counted.retain(|(count, _)| *count > 0);
        counted.sort_unstable();
        let start = words.len() / 2 - SENTENCE / 2;
        let published = entry.article.published.as_ref();
        Ok(Some(Draw {
            by_rarity: counted.into_iter().map(|(_, word)| word).collect(),
            run: words[start..start + SENTENCE].to_vec(),
            name: name(body),
            country: entry.countries.first().map(|label| label.code.to_lowercase()),
            month: published.and_then(|published| published.to_string().get(..7).map(str::to_owned)),
        }))
    }

    fn word(&self, rank: usize) -> Option<String> {
        self.by_rarity.get(rank).cloned()
    }

    fn common(&self) -> Option<String> {
        self.by_rarity.last().cloned()
    }

    /// Words of the middle.
    fn words(&self, count: usize) -> Option<String> {
        let from = self.by_rarity.len() / 2;
        self.by_rarity.get(from..from + count).map(|words| words.join(" "))
    }
}

/// A text as a query. Not every word can be one.
fn read(text: &str) -> Option<Query> {
    query::parse(text, today).ok().map(|read| read.query)
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

/// Two words with capitals after one without, as names stand in many languages.
fn name(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().take(WORDS).collect();
    let is_capital =
        |word: &str| word.chars().next().is_some_and(char::is_uppercase) && word.chars().all(char::is_alphabetic);
    let is_small = |word: &str| word.chars().all(char::is_lowercase);
    let found = words.windows(3).find(|three| is_small(three[0]) && is_capital(three[1]) && is_capital(three[2]));
    found.map(|three| format!("\"{} {}\"", three[1], three[2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_two_capitals_in_a_sentence() {
        let text = "The Harbour opened. On Monday the minister Ana Belo came, and Mr. Ossian left.";
        assert_eq!(name(text).as_deref(), Some("\"Ana Belo\""));
        assert_eq!(name("nothing here"), None);
    }
}
