//! Words of the index that one word of a query stands for, and where in its dictionaries they stand.

use tantivy::SegmentReader;
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;

/// How much another form of a word counts, where the typed form counts 1. A sum of such counts is exact in any order.
pub(super) const FORM_WEIGHT: f32 = 0.875;

/// How much another spelling of a name counts, likewise.
pub(crate) const SPELLING_WEIGHT: f32 = 0.75;

/// What one word stands for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct WordSet {
    /// The words of the index, most frequent first.
    pub(crate) words: Vec<SetWord>,
    /// How many further words there were beyond the cap.
    pub(crate) more: usize,
    /// The form in which the word must stand in the text, where case and accents count.
    pub(crate) surface: Option<String>,
}

/// A word of the index in a [`WordSet`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SetWord {
    /// The folded word.
    pub(crate) text: String,
    /// How many articles have it in one of the fields.
    pub(crate) articles: u64,
    /// How much it counts in ranking.
    pub(crate) weight: f32,
    /// Where it stands.
    pub(crate) places: Places,
}

/// Where in the dictionaries a word stands: looked up once, for all that is done with its postings.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Places(Vec<(SegmentId, Field, TermInfo)>);

impl Places {
    /// Where a word stands in one field of a segment.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn of(word: &str, segment: &SegmentReader, field: Field) -> tantivy::Result<Places> {
        let mut places = Places::default();
        places.look_up(word, segment, field)?;
        Ok(places)
    }

    /// Adds where a word stands in one field of a segment.
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

    /// Adds a place.
    pub(super) fn add(&mut self, segment: &SegmentReader, field: Field, info: &TermInfo) {
        if self.get(segment, field).is_none() {
            self.0.push((segment.segment_id(), field, info.clone()));
        }
    }

    /// Where the postings of the word lie in a field of a segment.
    pub(crate) fn get(&self, segment: &SegmentReader, field: Field) -> Option<&TermInfo> {
        let id = segment.segment_id();
        let place = self.0.iter().find(|(in_segment, in_field, _)| *in_field == field && *in_segment == id);
        place.map(|(.., info)| info)
    }

    /// In how many dictionaries the word stands.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}
