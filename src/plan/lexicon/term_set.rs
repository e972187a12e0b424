//! The terms of the index that one word of a query stands for, and where their postings lie.

use std::sync::Arc;

use tantivy::SegmentReader;
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;

use crate::plan::languages::{LanguageFilter, LanguageId, LanguageSet, Languages};

/// How much another form of a word counts, where the typed form counts 1. A sum of such counts is exact in any order.
pub(crate) const FORM_WEIGHT: f32 = 0.875;

/// How much another spelling of a name counts, likewise.
pub(crate) const SPELLING_WEIGHT: f32 = 0.75;

/// And how much where the index has the typed spelling too, so that what a rare name only resembles does not drown it.
pub(crate) const OTHER_SPELLING_WEIGHT: f32 = 0.25;

/// What one word stands for.
#[derive(Clone, Debug, Default)]
pub(crate) struct TermSet {
    /// The terms of the index, most frequent first.
    pub(crate) terms: Vec<WeightedTerm>,
    /// How many further terms there were beyond the cap.
    pub(crate) more: usize,
    /// The form in which the text must have the word, where case and accents count.
    pub(crate) surface: Option<String>,
    /// The languages of the articles; none where every term counts in all.
    pub(crate) article_languages: Option<Arc<Languages>>,
}

impl TermSet {
    /// Takes along the languages of the articles, where a term does not count in all.
    pub(crate) fn tell_languages(&mut self, languages: &Arc<Languages>) {
        let is_restricted = self.terms.iter().any(|term| term.languages != LanguageSet::ALL);
        self.article_languages = is_restricted.then(|| Arc::clone(languages));
    }

    /// What tells in which articles of a segment a term of the set counts; nothing where it counts in all.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn filter(
        &self,
        term: &WeightedTerm,
        segment: &SegmentReader,
    ) -> tantivy::Result<Option<LanguageFilter>> {
        match &self.article_languages {
            Some(languages) => languages.filter(term.languages, segment),
            None => Ok(None),
        }
    }
}

/// A term of the index in a [`TermSet`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WeightedTerm {
    /// The folded word.
    pub(crate) text: String,
    /// How many articles, in which it counts, have it in one of the fields.
    pub(crate) doc_freq: u64,
    /// How much it counts in ranking.
    pub(crate) weight: f32,
    /// In articles of which languages it counts.
    pub(crate) languages: LanguageSet,
    /// Where its postings lie.
    pub(crate) infos: TermInfos,
}

/// Where an engine finds a term again, looked up once for all that is done with it: at home where its postings lie, by segment
/// and field; in a cluster how many articles have it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct TermInfos {
    postings: Vec<(SegmentId, Field, TermInfo)>,
    counts: Vec<(LanguageId, u64)>,
}

impl TermInfos {
    /// The postings of a term in one field of a segment.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn of(word: &str, segment: &SegmentReader, field: Field) -> tantivy::Result<TermInfos> {
        let mut infos = TermInfos::default();
        infos.look_up(word, segment, field)?;
        Ok(infos)
    }

    /// Looks a term up in one field of a segment.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn look_up(&mut self, word: &str, segment: &SegmentReader, field: Field) -> tantivy::Result<()> {
        if let Some(info) = segment.inverted_index(field)?.terms().get(word)? {
            self.add(segment, field, &info);
        }
        Ok(())
    }

    /// Adds the postings in one field of a segment.
    pub(crate) fn add(&mut self, segment: &SegmentReader, field: Field, info: &TermInfo) {
        if self.get(segment, field).is_none() {
            self.postings.push((segment.segment_id(), field, info.clone()));
        }
    }

    /// The postings in one field of a segment.
    pub(crate) fn get(&self, segment: &SegmentReader, field: Field) -> Option<&TermInfo> {
        let id = segment.segment_id();
        let info = self.postings.iter().find(|(in_segment, in_field, _)| *in_field == field && *in_segment == id);
        info.map(|(.., info)| info)
    }

    /// A term that so many articles of these languages have.
    pub(crate) fn counted(counts: Vec<(LanguageId, u64)>) -> TermInfos {
        TermInfos { postings: Vec::new(), counts }
    }

    /// How many articles of each language have the term, where that was counted.
    pub(crate) fn counts(&self) -> &[(LanguageId, u64)] {
        &self.counts
    }

    /// Whether nothing has the term.
    pub(crate) fn is_empty(&self) -> bool {
        self.postings.is_empty() && self.counts.is_empty()
    }

    /// How many dictionaries have the term.
    pub(crate) fn len(&self) -> usize {
        self.postings.len() + self.counts.len()
    }
}
