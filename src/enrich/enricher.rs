//! The recipe: countries, topics and fingerprint of an article.

use super::fingerprint::fingerprint;
use super::{country, topic};
use crate::model::{Article, Entry, Provenance};

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
        let found = country::find_countries(&article, lang);
        let topics = self.topics.find(&article, lang);
        let fingerprint = fingerprint(&article.body);
        Entry {
            article,
            countries: found.about,
            mentions: found.mentioned,
            topics,
            provenance: Provenance::Text,
            fingerprint,
        }
    }

    /// Completes an entry that another run worked out and wrote down.
    pub fn complete(&self, entry: Entry) -> Entry {
        Entry { fingerprint: fingerprint(&entry.article.body), ..entry }
    }
}

impl Default for Enricher {
    fn default() -> Enricher {
        Enricher::new()
    }
}
