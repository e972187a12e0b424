//! The recipe: countries, topics and fingerprint of an article.

use super::fingerprint::fingerprint;
use super::{country, topic};
use crate::model::{Article, Clue, CountryLabel, Entry, NumericDay, Provenance, Settlement};

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
    /// Labels that another run worked out stay as they are, unless the text gives the same here.
    pub fn settle(&self, mut entry: Entry, settlement: Settlement) -> Entry {
        let clues_of_text = self.clues(&entry);
        if let NumericDay::Open(day) = &entry.article.numeric_day {
            entry.article.published = day.read_in(settlement.order);
        }
        if clues_of_text.is_none() {
            return self.complete(entry);
        }
        let article = &entry.article;
        let country::Countries { found, mut clues } =
            country::find_countries(article, article.lang.as_deref(), &settlement);
        clues.extend(clue_of_day(&article.numeric_day));
        let (countries, mentions) = (found.about, found.mentioned);
        let fingerprint = fingerprint(&article.body);
        Entry { countries, mentions, fingerprint, clues, settlement, ..entry }
    }

    /// Completes an entry that another run worked out and wrote down. What the text tells of its site counts where it gives the labels
    /// here that stand in the entry.
    pub fn complete(&self, entry: Entry) -> Entry {
        let mut clues = self.clues(&entry).unwrap_or_default();
        clues.extend(clue_of_day(&entry.article.numeric_day));
        Entry { fingerprint: fingerprint(&entry.article.body), clues, ..entry }
    }

    /// What the text tells of its site; none where the entry's countries are not those that the text gives here.
    fn clues(&self, entry: &Entry) -> Option<Vec<Clue>> {
        let article = &entry.article;
        let country::Countries { found, clues } =
            country::find_countries(article, article.lang.as_deref(), &entry.settlement);
        let codes = |labels: &[CountryLabel]| labels.iter().map(|label| label.code.clone()).collect::<Vec<_>>();
        let is_of_text = entry.provenance == Provenance::Text
            || (codes(&found.about), codes(&found.mentioned)) == (codes(&entry.countries), codes(&entry.mentions));
        is_of_text.then_some(clues)
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
