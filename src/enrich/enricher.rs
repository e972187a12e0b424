//! The recipe: countries, topics and fingerprint of an article.

use super::fingerprint::fingerprint;
use super::{country, topic};
use crate::model::{Article, Clue, Entry, NumericDay, Provenance, Settlement};

/// Holds the tables that enrichment needs; made once, shared by all workers.
#[derive(Debug)]
pub struct Enricher {
    topics: topic::Topics,
}

impl Enricher {
    /// Loads the tables.
    pub fn new() -> Enricher {
        Enricher { topics: topic::Topics::load() }
    }

    /// Works out what an article is about. Never fails; what the text does not show stays unknown.
    pub fn enrich(&self, article: Article) -> Entry {
        // Extraction has asked the detector already where nothing is declared; its text is the same, and so would the answer be.
        let lang = article.lang.as_deref();
        let settlement = Settlement::default();
        let country::Countries { found, mut clues } = country::find_countries(&article, lang, &settlement);
        clues.extend(clue_of_day(&article.numeric_day));
        let topics = self.topics.find(&article, lang);
        let fingerprint = fingerprint(&article.body);
        Entry {
            article,
            countries: found.about,
            mentions: found.mentioned,
            topics,
            provenance: Provenance::Text,
            fingerprint,
            clues,
            settlement,
        }
    }

    /// The entry as the other articles of its site settle it: its countries are found anew, and its day is read in their order.
    /// Labels that another run worked out stay as they are.
    pub fn settle(&self, mut entry: Entry, settlement: Settlement) -> Entry {
        if entry.provenance == Provenance::Record {
            return self.complete(entry);
        }
        if let NumericDay::Open(day) = &entry.article.numeric_day {
            entry.article.published = day.read_in(settlement.order);
        }
        let article = &entry.article;
        let country::Countries { found, mut clues } =
            country::find_countries(article, article.lang.as_deref(), &settlement);
        clues.extend(clue_of_day(&article.numeric_day));
        let (countries, mentions) = (found.about, found.mentioned);
        let fingerprint = fingerprint(&article.body);
        Entry { countries, mentions, fingerprint, clues, settlement, ..entry }
    }

    /// Completes an entry that another run worked out and wrote down.
    pub fn complete(&self, entry: Entry) -> Entry {
        Entry { fingerprint: fingerprint(&entry.article.body), ..entry }
    }
}

/// What the days of a page in numbers tell, or leave to the site.
fn clue_of_day(day: &NumericDay) -> Option<Clue> {
    match day {
        NumericDay::Silent => None,
        NumericDay::Proves(order) => Some(Clue::Writes(*order)),
        NumericDay::Open(_) => Some(Clue::DayIsOpen),
    }
}

impl Default for Enricher {
    fn default() -> Enricher {
        Enricher::new()
    }
}
