//! The words of a segment that can be names, under their keys: a file of its own beside the segment's dictionaries.
//!
//! Words are taken from the dictionary of the body once it is written. In scripts with case a word can be a name if it
//! stands capitalised inside of sentences often enough (words in capitals throughout tell nothing); how often is counted, cheaply, as articles are added. The engine
//! keeps, merges and removes the file with the segment ([`SegmentPlugin`]).
//!
//! The file `.names`: the number of keys as a u32; for each key, in order, the key as a u64 and the place of its words
//! after the table as a u32; then the words: length (u8; the high bit set where the word stands under an earlier key too),
//! letters, articles, articles with a capital (both u32); all little-endian.

use std::any::Any;
use std::collections::BTreeMap;
use std::io::Write;

use foldhash::HashMap;
use tantivy::directory::{CompositeFile, OwnedBytes, TerminatingWrite};
use tantivy::index::SegmentComponent;
use tantivy::schema::Field;
use tantivy::schema::document::ErasedDocument;
use tantivy::schema::{Schema, Value};
use tantivy::termdict::TermDictionary;
use tantivy::{
    DocId, PluginMergeContext, PluginWriter, PluginWriterContext, Segment, SegmentPlugin, SegmentReader,
    TantivyDocument,
};

use super::directory::is_merging;
use super::written::is_written;
use crate::text::name::{self, Key, Script, Word};
use crate::text::words::each_word;

const EXTENSION: &str = "names";

/// The field whose words can be names.
const FIELD: &str = "body";

/// A word is kept if at least one in this number of the articles that have it has it capitalised inside a sentence.
const ONE_OF: u32 = 8;

/// The letters that a name may have.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=24;

/// How many bytes a name has at most. The high bit of a length is used for something else.
const MAX_BYTES: usize = 0x7f;

/// In how many articles a word stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Capitalisation {
    /// In how many articles.
    pub(crate) articles: u32,
    /// In how many of them with a capital, inside of a sentence.
    pub(crate) capitalised: u32,
}

impl Capitalisation {
    /// Adds what another segment knows.
    pub(crate) fn add(&mut self, other: Capitalisation) {
        self.articles = self.articles.saturating_add(other.articles);
        self.capitalised = self.capitalised.saturating_add(other.capitalised);
    }
}

/// Makes the tables of names.
pub(super) struct NamesPlugin;

impl SegmentPlugin for NamesPlugin {
    fn extensions(&self) -> &[&str] {
        &[EXTENSION]
    }

    fn create_writer(&self, _: &PluginWriterContext<'_>) -> tantivy::Result<Box<dyn PluginWriter>> {
        Ok(Box::new(NamesWriter::default()))
    }

    fn merge(&self, context: PluginMergeContext<'_>) -> tantivy::Result<()> {
        debug_assert!(is_merging(), "the engine merges in threads of other names");
        let table = |reader: &SegmentReader| -> tantivy::Result<NameTable> {
            Ok(NameTable(reader.open_read(SegmentComponent::Custom(EXTENSION.to_owned()))?.read_bytes()?))
        };
        let tables = context.readers.iter().map(table).collect::<tantivy::Result<Vec<_>>>()?;
        merged(&tables).write(context.target_segment)
    }
}

/// Counts capitals as articles are added.
#[derive(Default)]
struct NamesWriter {
    capitals: HashMap<String, Capitals>,
    bytes: usize,
}

/// The articles in which a word stands with a capital.
#[derive(Clone, Copy, Default)]
struct Capitals {
    articles: u32,
    last: Option<DocId>,
}

impl PluginWriter for NamesWriter {
    fn add_document(&mut self, number: DocId, document: &dyn ErasedDocument, schema: &Schema) -> tantivy::Result<()> {
        let Some(document) = document.as_any().downcast_ref::<TantivyDocument>() else { return Ok(()) };
        let text = document.get_first(schema.get_field(FIELD)?).and_then(|value| value.as_str()).unwrap_or_default();
        each_capitalised(text, |word| self.count(word, number));
        Ok(())
    }

    fn serialize(
        self: Box<Self>,
        segment: &Segment,
        _: Option<&tantivy::indexer::doc_id_mapping::DocIdMapping>,
    ) -> tantivy::Result<()> {
        let field = segment.schema().get_field(FIELD)?;
        let mut words = BTreeMap::new();
        each_term(segment, field, |word, articles| {
            let is_name = !is_written(word) && LETTERS.contains(&word.chars().count());
            let Some(script) = Script::of(word).filter(|_| is_name) else { return };
            let capitalised = self.capitals.get(word).map_or(0, |capitals| capitals.articles);
            if word.len() <= MAX_BYTES && (!script.has_case() || capitalised.saturating_mul(ONE_OF) >= articles) {
                words.insert(word.to_owned(), Capitalisation { articles, capitalised });
            }
        })?;
        table_of(&words).write(segment)
    }

    fn mem_usage(&self) -> usize {
        self.bytes
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

impl NamesWriter {
    fn count(&mut self, word: &str, article: DocId) {
        match self.capitals.get_mut(word) {
            Some(known) if known.last == Some(article) => {}
            Some(known) => *known = Capitals { articles: known.articles + 1, last: Some(article) },
            None => {
                self.bytes += word.len() + size_of::<(String, Capitals)>() * 2;
                self.capitals.insert(word.to_owned(), Capitals { articles: 1, last: Some(article) });
            }
        }
    }
}

/// Calls `each` with every folded word that begins with a capital and follows another word of its sentence, or
/// after a comma or a hyphen.
fn each_capitalised(text: &str, mut each: impl FnMut(&str)) {
    let mut before = '.';
    let mut inside = false;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        // Nearly all of most texts.
        if character.is_ascii_lowercase() {
            let run = rest.bytes().position(|byte| !byte.is_ascii_lowercase()).unwrap_or(rest.len());
            (before, inside) = (character, true);
            rest = &rest[run..];
            continue;
        }
        let mut taken = character.len_utf8();
        if character.is_uppercase() && !before.is_alphanumeric() && inside {
            let end = rest.find(|c: char| c.is_whitespace() || c == '-').unwrap_or(rest.len());
            // In a text that is all in capitals, every word would be a name.
            let mut first = rest[..end].contains(char::is_lowercase);
            each_word(&rest[..end], |word, _, _| {
                if std::mem::take(&mut first) {
                    each(word);
                }
            });
            taken = rest[..end].trim_end_matches(|c: char| !c.is_alphanumeric()).len().max(taken);
        }
        if !matches!(character, ' ' | '\u{a0}') {
            inside = character.is_alphanumeric() || matches!(character, ',' | '-' | '\u{2010}' | '\'' | '’');
        }
        before = rest[..taken].chars().next_back().unwrap_or(character);
        rest = &rest[taken..];
    }
}

/// Calls `each` with every term of a field of a segment that is just written, and in how many documents it stands.
fn each_term(segment: &Segment, field: Field, mut each: impl FnMut(&str, u32)) -> tantivy::Result<()> {
    let file = CompositeFile::open(&segment.open_read(SegmentComponent::Terms)?)?;
    let Some(slice) = file.open_read(field) else { return Ok(()) };
    let terms = TermDictionary::open(slice)?;
    let mut stream = terms.stream()?;
    while let Some((key, info)) = stream.next() {
        if let Ok(word) = std::str::from_utf8(key) {
            each(word, info.doc_freq);
        }
    }
    Ok(())
}

/// The table of words.
fn table_of(words: &BTreeMap<String, Capitalisation>) -> WrittenTable {
    let mut rows: Vec<(Key, bool, &str, Capitalisation)> = Vec::new();
    for (word, capitals) in words {
        let keys = Word::cut(word).map(|cut| name::index_keys(&cut)).unwrap_or_default();
        let smallest = keys.iter().min().copied();
        rows.extend(keys.into_iter().map(|key| (key, Some(key) != smallest, word.as_str(), *capitals)));
    }
    rows.sort_unstable_by_key(|(key, _, word, _)| (*key, *word));
    rows.dedup_by_key(|(key, _, word, _)| (*key, *word));
    let mut written = WrittenTable::default();
    rows.into_iter().for_each(|(key, again, word, capitals)| written.add(key, again, word, capitals));
    written
}

/// The words of several tables in one, key by key, so that only what is written is held.
fn merged(tables: &[NameTable]) -> WrittenTable {
    let mut written = WrittenTable::default();
    let mut at = vec![0; tables.len()];
    let mut words: Vec<(&str, bool, Capitalisation)> = Vec::new();
    while let Some(key) = tables.iter().zip(&at).filter_map(|(table, number)| table.key(*number)).min() {
        words.clear();
        for (table, number) in tables.iter().zip(&mut at).filter(|(table, number)| table.key(**number) == Some(key)) {
            table.bucket(*number, |word, capitals, again| words.push((word, again, capitals)));
            *number += 1;
        }
        words.sort_by_key(|(word, ..)| *word);
        for same in words.chunk_by(|one, other| one.0 == other.0) {
            let mut capitals = Capitalisation::default();
            same.iter().for_each(|(.., here)| capitals.add(*here));
            written.add(key, same[0].1, same[0].0, capitals);
        }
    }
    written
}

/// A table as it is written.
#[derive(Default)]
struct WrittenTable {
    last: Option<Key>,
    table: Vec<u8>,
    body: Vec<u8>,
}

impl WrittenTable {
    /// Adds a word under a key; keys come in order, and the words of a key.
    fn add(&mut self, key: Key, again: bool, word: &str, capitals: Capitalisation) {
        let WrittenTable { last, table, body } = self;
        if *last != Some(key) {
            table.extend_from_slice(&key.0.to_le_bytes());
            table.extend_from_slice(&(body.len() as u32).to_le_bytes());
            *last = Some(key);
        }
        body.push(word.len() as u8 | if again { 0x80 } else { 0 });
        body.extend_from_slice(word.as_bytes());
        body.extend_from_slice(&capitals.articles.to_le_bytes());
        body.extend_from_slice(&capitals.capitalised.to_le_bytes());
    }

    fn write(self, segment: &Segment) -> tantivy::Result<()> {
        let mut file = segment.open_write(SegmentComponent::Custom(EXTENSION.to_owned()))?;
        file.write_all(&((self.table.len() / ROW) as u32).to_le_bytes())?;
        file.write_all(&self.table)?;
        file.write_all(&self.body)?;
        file.terminate()?;
        Ok(())
    }
}

/// The bytes of a key in the table.
const ROW: usize = 12;

/// The table of one segment.
pub(crate) struct NameTable(OwnedBytes);

impl NameTable {
    /// The table of a segment; none where the segment has none.
    pub(crate) fn open(segment: &tantivy::SegmentReader) -> Option<NameTable> {
        let file = segment.open_read(SegmentComponent::Custom(EXTENSION.to_owned())).ok()?;
        Some(NameTable(file.read_bytes().ok()?))
    }

    /// Calls `each` with the words under a key.
    pub(crate) fn under<'a>(&'a self, key: Key, mut each: impl FnMut(&'a str, Capitalisation)) {
        let (mut low, mut high) = (0, self.keys());
        while low < high {
            let middle = low.midpoint(high);
            match self.key(middle).cmp(&Some(key)) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return self.bucket(middle, |word, capitals, _| each(word, capitals)),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
    }

    /// Calls `each` with every word once.
    pub(crate) fn each_word(&self, mut each: impl FnMut(&str, Capitalisation)) {
        for number in 0..self.keys() {
            self.bucket(number, |word, capitals, again| {
                if !again {
                    each(word, capitals);
                }
            });
        }
    }

    fn bucket<'a>(&'a self, number: usize, mut each: impl FnMut(&'a str, Capitalisation, bool)) {
        let body = self.0.get(4 + self.keys() * ROW..).unwrap_or_default();
        let end = self.place(number + 1).unwrap_or(body.len());
        let mut rest = self.place(number).and_then(|start| body.get(start..end)).unwrap_or_default();
        while let Some((length, tail)) = rest.split_first() {
            let size = usize::from(length & 0x7f);
            let (Some(word), Some(articles), Some(capitalised)) =
                (tail.get(..size), number_at(tail, size), number_at(tail, size + 4))
            else {
                return;
            };
            if let Ok(word) = std::str::from_utf8(word) {
                each(word, Capitalisation { articles, capitalised }, length & 0x80 != 0);
            }
            rest = &tail[size + 8..];
        }
    }

    fn keys(&self) -> usize {
        let said = number_at(&self.0, 0).unwrap_or(0) as usize;
        said.min(self.0.len().saturating_sub(4) / ROW)
    }

    fn key(&self, number: usize) -> Option<Key> {
        let at = 4 + number * ROW;
        let (low, high) = (number_at(&self.0, at)?, number_at(&self.0, at + 4)?);
        Some(Key(u64::from(high) << 32 | u64::from(low)))
    }

    fn place(&self, number: usize) -> Option<usize> {
        let row = (number < self.keys()).then_some(4 + number * ROW)?;
        number_at(&self.0, row + 8).map(|place| place as usize)
    }
}

impl std::fmt::Debug for NameTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NameTable").finish_non_exhaustive()
    }
}

fn number_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_tables_are_the_table_of_all_words() {
        let words = |from: u32, to: u32| -> BTreeMap<String, Capitalisation> {
            let names = ["Vasilyev", "Wassiljew", "Tartus", "Ahmed", "Achmed", "Müller", "Mueller", "Русский", "Lorca"];
            let word =
                |n: u32| format!("{}{}", names[n as usize % names.len()].to_lowercase(), "a".repeat(n as usize / 20));
            (from..to).map(|n| (word(n), Capitalisation { articles: n + 3, capitalised: n })).collect()
        };
        let parts = [words(0, 40), words(25, 70), words(0, 0), words(10, 11)];
        let mut all: BTreeMap<String, Capitalisation> = BTreeMap::new();
        for (word, capitals) in parts.iter().flatten() {
            all.entry(word.clone()).or_default().add(*capitals);
        }
        let bytes = |written: WrittenTable| {
            let rows = (written.table.len() / ROW) as u32;
            [&rows.to_le_bytes()[..], &written.table, &written.body].concat()
        };
        let tables: Vec<NameTable> =
            parts.iter().map(|words| NameTable(OwnedBytes::new(bytes(table_of(words))))).collect();
        assert!(tables[0].keys() > 5);
        assert_eq!(bytes(merged(&tables)), bytes(table_of(&all)));
    }

    #[test]
    fn capitals_count_inside_of_sentences() {
        let mut found = Vec::new();
        each_capitalised(
            "Rain fell on Hmeimim. Nobody, Ahmed al-Sharaa’s man said, saw Русский. В порту. THE SHIPS LEFT Tartus AT NOON",
            |word| found.push(word.to_owned()),
        );
        assert_eq!(found, ["hmeimim", "ahmed", "sharaa", "русский", "tartus"]);
    }
}
