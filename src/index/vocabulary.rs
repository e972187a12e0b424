//! All words of an index, for another engine to keep: in how many articles each stands, by field and by language.

use std::collections::BTreeMap;

use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::termdict::TermStreamer;
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED};

use super::figures::{language_of_node, postings};
use super::names::{Capitalisation, NameTable};
use super::snapshot::Snapshot;
use super::tokenizer::{PARAGRAPH_END, SENTENCE_END};
use crate::Result;
use crate::model::{FIELDS, FieldKind};

/// A word of an index, or a term that says how one is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CountedWord {
    /// The folded word.
    pub(crate) text: String,
    /// In how many articles of each language some of the texts have it that are searched without a prefix; under an empty
    /// code those of unknown language.
    pub(crate) searched: BTreeMap<String, u64>,
    /// Likewise, by the name of the field.
    pub(crate) fields: BTreeMap<&'static str, BTreeMap<String, u64>>,
    /// How it stands in texts, where it can be a name.
    pub(crate) capitals: Option<Capitalisation>,
}

/// Calls `each` with every word of the articles that are not removed, in order.
///
/// # Errors
///
/// When the index cannot be read, and what `each` fails with.
pub(crate) fn each_word(snapshot: &Snapshot, each: &mut dyn FnMut(CountedWord) -> Result<()>) -> Result<()> {
    let segments = snapshot.searcher().segment_readers();
    let names = names(segments);
    let languages = segments.iter().map(|segment| Languages::of(snapshot, segment)).collect::<Result<Vec<_>>>()?;
    let mut opened = Vec::new();
    for (number, segment) in segments.iter().enumerate() {
        for (name, is_searched, field) in counted_fields(snapshot) {
            opened.push((Column { segment: number, name, is_searched, field }, segment.inverted_index(field)?));
        }
    }
    let mut walk = Walk::open(&opened)?;
    while let Some((word, places)) = walk.next() {
        if word == SENTENCE_END || word == PARAGRAPH_END {
            continue;
        }
        let mut counted = CountedWord { capitals: names.get(&word).copied(), ..CountedWord::default() };
        for of_segment in places.chunk_by(|one, other| one.0.segment == other.0.segment) {
            let number = of_segment[0].0.segment;
            count(of_segment, &segments[number], &languages[number], &mut counted)?;
        }
        if !counted.fields.is_empty() {
            each(CountedWord { text: word, ..counted })?;
        }
    }
    Ok(())
}

/// The fields whose words are looked up, and whether they are searched without a prefix.
fn counted_fields(snapshot: &Snapshot) -> Vec<(&'static str, bool, Field)> {
    let has_words = |kind: FieldKind| matches!(kind, FieldKind::Text(_) | FieldKind::Name(_));
    let fields = FIELDS.iter().filter(|field| has_words(field.kind));
    fields.filter_map(|field| Some((field.name, field.is_searched(), snapshot.schema().field(field.name)?))).collect()
}

/// The words that can be names, of all segments.
fn names(segments: &[SegmentReader]) -> BTreeMap<String, Capitalisation> {
    let mut names: BTreeMap<String, Capitalisation> = BTreeMap::new();
    for table in segments.iter().filter_map(NameTable::open) {
        table.each_word(|word, capitals| names.entry(word.to_owned()).or_default().add(capitals));
    }
    names
}

/// A field of a segment.
#[derive(Clone, Copy, Debug)]
struct Column {
    segment: usize,
    name: &'static str,
    is_searched: bool,
    field: Field,
}

/// Adds in how many articles of a segment a word stands in these places.
fn count(
    places: &[(Column, TermInfo)],
    segment: &SegmentReader,
    languages: &Languages,
    counted: &mut CountedWord,
) -> Result<()> {
    let mut searched: Vec<DocId> = Vec::new();
    for (column, info) in places {
        let mut list = postings(segment, column.field, info, IndexRecordOption::Basic)?;
        while list.doc() != TERMINATED {
            let doc = list.doc();
            if !segment.is_deleted(doc) {
                let of_field = counted.fields.entry(column.name).or_default();
                *of_field.entry(languages.code(doc).to_owned()).or_default() += 1;
                if column.is_searched {
                    searched.push(doc);
                }
            }
            list.advance();
        }
    }
    searched.sort_unstable();
    searched.dedup();
    for doc in searched {
        *counted.searched.entry(languages.code(doc).to_owned()).or_default() += 1;
    }
    Ok(())
}

/// The languages of the documents of a segment.
struct Languages {
    codes: Vec<String>,
    /// The number of the code of each document.
    of_document: Vec<u16>,
}

impl Languages {
    fn of(snapshot: &Snapshot, segment: &SegmentReader) -> Result<Languages> {
        let mut languages = Languages { codes: vec![String::new()], of_document: vec![0; segment.max_doc() as usize] };
        let Some(field) = snapshot.schema().field("lang") else { return Ok(languages) };
        let index = segment.inverted_index(field)?;
        let mut terms = index.terms().stream()?;
        while let Some((key, info)) = terms.next() {
            let Some(code) = language_of_node(key) else { continue };
            let number = languages.codes.len() as u16;
            languages.codes.push(code);
            let mut list = postings(segment, field, info, IndexRecordOption::Basic)?;
            while list.doc() != TERMINATED {
                languages.of_document[list.doc() as usize] = number;
                list.advance();
            }
        }
        Ok(languages)
    }

    fn code(&self, doc: DocId) -> &str {
        &self.codes[usize::from(self.of_document[doc as usize])]
    }
}

/// All dictionaries at once, word by word.
struct Walk<'a> {
    streams: Vec<(Column, TermStreamer<'a>)>,
}

impl<'a> Walk<'a> {
    fn open<I: std::ops::Deref<Target = InvertedIndexReader>>(opened: &'a [(Column, I)]) -> Result<Walk<'a>> {
        let mut streams = Vec::with_capacity(opened.len());
        for (column, index) in opened {
            let mut stream = index.terms().stream()?;
            if stream.advance() {
                streams.push((*column, stream));
            }
        }
        Ok(Walk { streams })
    }

    /// The next word, with where its postings lie, by segment.
    fn next(&mut self) -> Option<(String, Vec<(Column, TermInfo)>)> {
        let key = self.streams.iter().map(|(_, stream)| stream.key()).min()?.to_vec();
        let mut places = Vec::new();
        self.streams.retain_mut(|(column, stream)| {
            if stream.key() != key {
                return true;
            }
            places.push((*column, stream.value().clone()));
            stream.advance()
        });
        // Terms are words that were cut out of texts.
        Some((String::from_utf8_lossy(&key).into_owned(), places))
    }
}
