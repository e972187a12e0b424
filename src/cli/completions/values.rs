//! The values that an archive has.

use std::path::PathBuf;

use dateline::ask::{Filters, Purpose, Question, SavedSearches, facet_names, today};
use dateline::index::Index;
use dateline::model::{COUNTRIES, Copies, TOPICS};
use dateline::present::machine::FURTHER_COLUMNS;
use dateline::search::Searcher;

use crate::cli::last::LastSearch;
use crate::cli::topics;

/// Something that may be typed, and a few words about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    /// What is typed.
    pub(super) text: String,
    /// What it is.
    pub(super) about: String,
}

impl Value {
    pub(super) fn new(text: impl Into<String>, about: impl Into<String>) -> Value {
        Value { text: text.into(), about: about.into() }
    }

    /// Those that somebody who typed this may mean: they begin so, or where none does, their names do. Shells put what all have in
    /// common in place of what was typed, so the two are not mixed.
    pub(super) fn meant(values: Vec<Value>, typed: &str) -> Vec<Value> {
        let typed = typed.to_lowercase();
        let begins = |text: &str| text.to_lowercase().starts_with(&typed);
        let is_code = values.iter().any(|value| begins(&value.text));
        values.into_iter().filter(|value| begins(if is_code { &value.text } else { &value.about })).collect()
    }
}

/// The index that values are taken from. Nothing is offered where it cannot be read: nobody asked it anything yet.
pub(super) struct Archive {
    pub(super) folder: PathBuf,
}

/// How many ids that begin as typed are offered at most.
const IDS: usize = 20;

impl Archive {
    fn searcher(&self) -> Option<Searcher> {
        Searcher::new(Index::open(&self.folder).ok()?.snapshot().ok()?).ok()
    }

    /// The values of an option or of a place; none where there are none that are known.
    pub(super) fn values(&self, name: &str, typed: &str) -> Vec<Value> {
        match name {
            "facet" | "by" => facet_names().map(|by| Value::new(by, "")).collect(),
            "with" => FURTHER_COLUMNS.iter().map(|column| Value::new(column.name, column.about)).collect(),
            "saved" | "delete" | "search" => self.saved(),
            "article" | "articles" | "references" => self.articles(typed),
            _ if Filters::fields().any(|field| field.name == name) => self.facet(name),
            _ => Vec::new(),
        }
    }

    /// Commands and subjects that there is help on.
    pub(super) fn subjects() -> Vec<Value> {
        topics::TOPICS.iter().map(|topic| Value::new(topic.name, topic.about)).collect()
    }

    /// The values of a facet that the archive has, the most frequent first.
    fn facet(&self, name: &str) -> Vec<Value> {
        let Some(searcher) = self.searcher() else { return Archive::known(name) };
        let both = [name.to_owned(), "topic2".to_owned()];
        let facets = if name == "topic" { &both[..] } else { &both[..1] };
        let question = Question::default().copies(Copies::All).facets(facets.iter().cloned());
        let Ok(results) = question.answer(&searcher, Purpose::Facets, &today) else { return Vec::new() };
        let buckets = results.facets.into_iter().flat_map(|counts| counts.buckets);
        let about = |label: String, value: &str, count: u64| {
            let articles = if count == 1 { "1 article".to_owned() } else { format!("{count} articles") };
            if label == value { articles } else { format!("{label}, {articles}") }
        };
        buckets
            .map(|bucket| Value::new(bucket.value.clone(), about(bucket.label, &bucket.value, bucket.count)))
            .collect()
    }

    /// The values of a facet that there are in the world, where there is no archive yet.
    fn known(name: &str) -> Vec<Value> {
        match name {
            "country" | "mentions" => {
                COUNTRIES.iter().map(|row| Value::new(row.code.to_lowercase(), row.name)).collect()
            }
            "topic" => TOPICS.iter().map(|row| Value::new(row.slug, row.name)).collect(),
            _ => Vec::new(),
        }
    }

    fn saved(&self) -> Vec<Value> {
        let names = SavedSearches::of(&self.folder).names().unwrap_or_default();
        names.into_iter().map(|name| Value::new(name, "a saved search")).collect()
    }

    /// The numbers of the last search, or the ids that begin as typed.
    fn articles(&self, typed: &str) -> Vec<Value> {
        let Some(searcher) = self.searcher() else { return Vec::new() };
        let title = |id: &str| {
            let entries = searcher.article(id).unwrap_or_default();
            entries.into_iter().next().and_then(|entry| entry.article.title).unwrap_or_default()
        };
        let is_number = typed.chars().all(|c| c.is_ascii_digit());
        if is_number {
            let numbers = (1..=IDS).filter_map(|number| Some((number, LastSearch::article(&self.folder, number)?)));
            return numbers.map(|(number, id)| Value::new(number.to_string(), title(&id.to_string()))).collect();
        }
        let ids = searcher.ids_beginning(typed, IDS).unwrap_or_default().into_iter();
        ids.map(|id| Value::new(id.to_string(), title(&id.to_string()))).collect()
    }
}
