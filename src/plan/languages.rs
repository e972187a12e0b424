//! The languages of the articles, and in which of them a form of a word counts.
//!
//! A stemmer knows the forms of one language, and what shares a stem there is another word elsewhere: a language in which
//! "putin" is a form of "put" says nothing of an English article. So each term that a word stands for carries the set of
//! languages in which it counts, and whatever walks its postings compares that with the language of each article.
//!
//! An article of unknown language takes the forms of the main language of the script that a term is written in: the one
//! that most articles are in.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tantivy::index::SegmentId;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};

use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use crate::index::figures::language_of_node;
use crate::lang::{Fact, Script, Stem, language, script};

/// From how many words of a set its scripts are read.
const LOOKED_AT: usize = 16;

/// A set of languages of one index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LanguageSet(u64);

/// A language of one index, as a number below 64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LanguageId(u8);

impl LanguageId {
    /// All languages without a stemmer: no form but the typed one counts there.
    pub(crate) const UNSTEMMED: LanguageId = LanguageId(62);
    /// The language of articles of which none is known.
    pub(crate) const UNKNOWN: LanguageId = LanguageId(63);
}

impl LanguageSet {
    /// All languages, and articles of unknown language.
    pub(crate) const ALL: LanguageSet = LanguageSet(u64::MAX);
    /// None.
    pub(crate) const NONE: LanguageSet = LanguageSet(0);

    /// The set of one language.
    pub(crate) fn of(language: LanguageId) -> LanguageSet {
        LanguageSet(1 << language.0)
    }

    /// Whether a language is in it.
    pub(crate) fn holds(self, language: LanguageId) -> bool {
        self.0 >> language.0 & 1 != 0
    }

    /// The languages of both sets.
    pub(crate) fn or(self, other: LanguageSet) -> LanguageSet {
        LanguageSet(self.0 | other.0)
    }

    /// The languages that are in both sets.
    pub(crate) fn and(self, other: LanguageSet) -> LanguageSet {
        LanguageSet(self.0 & other.0)
    }

    fn covers(self, other: LanguageSet) -> bool {
        other.0 & !self.0 == 0
    }
}

/// A language with a stemmer that articles of the index are in.
#[derive(Debug)]
pub(crate) struct StemmedLanguage {
    /// Its number.
    pub(crate) id: LanguageId,
    /// ISO 639-1 code.
    pub(crate) code: String,
    /// Its stemmer.
    pub(crate) stemmer: Stem,
}

/// The languages of the articles of one snapshot.
#[derive(Debug)]
pub(crate) struct Languages {
    field: Option<Field>,
    /// Those that have a stemmer, by code.
    pub(crate) stemmed: Vec<StemmedLanguage>,
    /// Those that some article is in.
    present: LanguageSet,
    /// The language that most articles are in, by script.
    main: Vec<(Script, LanguageId)>,
    /// How many articles are in languages of a script.
    of_script: Vec<(Script, u64)>,
    columns: Vec<(SegmentId, OnceLock<Arc<[LanguageId]>>)>,
}

impl Languages {
    /// The languages of a snapshot: `counts` is how many articles are in each, by ISO 639-1 code, `unknown` how many are in
    /// none that is known, and `field` the facet that says so.
    pub(crate) fn of(
        counts: &BTreeMap<String, u64>,
        unknown: u64,
        field: Option<Field>,
        segments: &[SegmentReader],
    ) -> Languages {
        let with_stemmer = counts.keys().filter_map(|code| Some((code.clone(), Stem::of(code)?)));
        let stemmed: Vec<StemmedLanguage> = (0..LanguageId::UNSTEMMED.0)
            .zip(with_stemmer)
            .map(|(id, (code, stemmer))| StemmedLanguage { id: LanguageId(id), code, stemmer })
            .collect();
        let mut languages = Languages {
            field,
            stemmed,
            present: if unknown > 0 { LanguageSet::of(LanguageId::UNKNOWN) } else { LanguageSet::NONE },
            main: Vec::new(),
            of_script: Vec::new(),
            columns: segments.iter().map(|segment| (segment.segment_id(), OnceLock::new())).collect(),
        };
        let mut by_count: Vec<(&String, &u64)> = counts.iter().collect();
        by_count.sort_by_key(|(code, count)| (std::cmp::Reverse(**count), *code));
        for (code, count) in by_count {
            let id = languages.id(Some(code));
            languages.present = languages.present.or(LanguageSet::of(id));
            let Some(script) = script_of(code) else { continue };
            match languages.of_script.iter_mut().find(|(known, _)| *known == script) {
                Some((_, articles)) => *articles += count,
                None => {
                    languages.main.push((script, id));
                    languages.of_script.push((script, *count));
                }
            }
        }
        languages
    }

    /// The number of an article's language.
    pub(crate) fn id(&self, code: Option<&str>) -> LanguageId {
        let Some(code) = code else { return LanguageId::UNKNOWN };
        let known = self.stemmed.iter().find(|language| language.code == code);
        known.map_or(LanguageId::UNSTEMMED, |language| language.id)
    }

    /// These languages, and with one that is written in two scripts those that one stemmer reads with it: what is written in
    /// Latin letters may be told for Croatian, and in Cyrillic ones for Serbian.
    pub(crate) fn with_kin(&self, languages: LanguageSet) -> LanguageSet {
        let stemmer_of = |of: &StemmedLanguage| language(&of.code).and_then(|known| known.words(Fact::Stemmer).next());
        let in_two_scripts = |of: &&StemmedLanguage| of.stemmer.reads_two_scripts();
        let own: Vec<_> = self.stemmed.iter().filter(in_two_scripts).filter(|of| languages.holds(of.id)).collect();
        let is_kin = |of: &&StemmedLanguage| own.iter().any(|known| stemmer_of(known) == stemmer_of(of));
        let kin = self.stemmed.iter().filter(in_two_scripts).filter(is_kin);
        kin.fold(languages, |all, of| all.or(LanguageSet::of(of.id)))
    }

    /// In which articles a term counts that is a form of a word in these languages: with those of unknown language, where
    /// the main language of its script is among them.
    pub(crate) fn counting(&self, term: &str, languages: LanguageSet) -> LanguageSet {
        let main = script(term).and_then(|script| self.main_of(script));
        let unknown = if main.is_some_and(|main| languages.holds(main)) {
            LanguageSet::of(LanguageId::UNKNOWN)
        } else {
            LanguageSet::NONE
        };
        let counting = languages.or(unknown);
        if counting.covers(self.present) { LanguageSet::ALL } else { counting }
    }

    /// Among how many articles words like these are common or rare: those in languages of their script, which texts in other
    /// scripts hardly use; nothing where it is all articles, as of words in Latin letters, which stand in texts of every script.
    pub(crate) fn population<'t>(&self, words: impl Iterator<Item = &'t str>) -> Option<u64> {
        let mut scripts: Vec<Script> = Vec::new();
        for word in words.take(LOOKED_AT) {
            let script = script(word).filter(|script| *script != Script::Latin)?;
            if !scripts.contains(&script) {
                scripts.push(script);
            }
        }
        let articles = |wanted: &Script| self.of_script.iter().find(|(script, _)| script == wanted);
        let found: u64 = scripts.iter().filter_map(articles).map(|(_, articles)| articles).sum();
        (found > 0).then_some(found)
    }

    fn main_of(&self, script: Script) -> Option<LanguageId> {
        self.main.iter().find(|(known, _)| *known == script).map(|(_, id)| *id)
    }

    /// The codes of a set, `unknown` for articles of unknown language; none where it is all.
    pub(crate) fn codes(&self, languages: LanguageSet) -> Vec<String> {
        if languages == LanguageSet::ALL {
            return Vec::new();
        }
        let named = self.stemmed.iter().filter(|language| languages.holds(language.id));
        let unknown = languages.and(self.present).holds(LanguageId::UNKNOWN).then(|| "unknown".to_owned());
        named.map(|language| language.code.clone()).chain(unknown).collect()
    }

    /// What tells for each article of a segment whether it is in one of these languages; nothing where all are.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn filter(
        &self,
        languages: LanguageSet,
        segment: &SegmentReader,
    ) -> tantivy::Result<Option<LanguageFilter>> {
        if languages == LanguageSet::ALL {
            return Ok(None);
        }
        Ok(Some(LanguageFilter { column: self.column(segment)?, languages }))
    }

    /// The languages of the documents in the postings of a term.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn of_postings(
        &self,
        segment: &SegmentReader,
        field: Field,
        info: &TermInfo,
    ) -> tantivy::Result<LanguageSet> {
        let column = self.column(segment)?;
        let index = segment.inverted_index(field)?;
        let mut postings = index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        let mut found = LanguageSet::NONE;
        while !postings.docs().is_empty() && !found.covers(self.present) {
            let live = postings.docs().iter().filter(|doc| !segment.is_deleted(**doc));
            found = live.fold(found, |found, doc| found.or(LanguageSet::of(column[*doc as usize])));
            postings.advance();
        }
        Ok(found)
    }

    /// The language of each document of a segment.
    fn column(&self, segment: &SegmentReader) -> tantivy::Result<Arc<[LanguageId]>> {
        let known = self.columns.iter().find(|(id, _)| *id == segment.segment_id()).map(|(_, column)| column);
        if let Some(column) = known.and_then(OnceLock::get) {
            return Ok(Arc::clone(column));
        }
        let column: Arc<[LanguageId]> = self.read_column(segment)?.into();
        Ok(known.map_or_else(|| Arc::clone(&column), |known| Arc::clone(known.get_or_init(|| Arc::clone(&column)))))
    }

    fn read_column(&self, segment: &SegmentReader) -> tantivy::Result<Vec<LanguageId>> {
        let mut column = vec![LanguageId::UNKNOWN; segment.max_doc() as usize];
        let Some(field) = self.field else { return Ok(column) };
        let index = segment.inverted_index(field)?;
        let mut terms = index.terms().stream()?;
        while let Some((key, info)) = terms.next() {
            let Some(code) = language_of_node(key) else { continue };
            let id = self.id(Some(&code));
            let mut postings = index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while !postings.docs().is_empty() {
                postings.docs().iter().for_each(|doc| column[*doc as usize] = id);
                postings.advance();
            }
        }
        Ok(column)
    }
}

/// The script of a language: that of its own name, which stands last in the first row.
fn script_of(code: &str) -> Option<Script> {
    language(code)?.rows(Fact::Name).next()?.last().and_then(script)
}

/// Which documents of a segment are in one of a few languages.
#[derive(Clone, Debug)]
pub(crate) struct LanguageFilter {
    column: Arc<[LanguageId]>,
    languages: LanguageSet,
}

impl LanguageFilter {
    /// Whether a document is.
    pub(crate) fn passes(&self, doc: DocId) -> bool {
        self.column.get(doc as usize).is_some_and(|language| self.languages.holds(*language))
    }
}

/// The postings of a term in one field of a segment, as far as it counts in the language of the article.
pub(crate) struct FilteredPostings {
    postings: SegmentPostings,
    filter: Option<LanguageFilter>,
}

impl FilteredPostings {
    /// The postings, at the first document in which the term counts.
    pub(crate) fn new(postings: SegmentPostings, filter: Option<LanguageFilter>) -> FilteredPostings {
        let mut filtered = FilteredPostings { postings, filter };
        filtered.settle();
        filtered
    }

    /// The document that they stand on.
    pub(crate) fn doc(&self) -> DocId {
        self.postings.doc()
    }

    /// Goes to the next document.
    pub(crate) fn advance(&mut self) -> DocId {
        self.postings.advance();
        self.settle()
    }

    /// Goes to the first document at or after `target`; the document that they stand on must be before it.
    pub(crate) fn seek(&mut self, target: DocId) -> DocId {
        self.postings.seek(target);
        self.settle()
    }

    /// How often the term stands in the document.
    pub(crate) fn term_freq(&self) -> u32 {
        self.postings.term_freq()
    }

    /// Adds the positions of the term in the document.
    pub(crate) fn append_positions(&mut self, positions: &mut Vec<u32>) {
        self.postings.append_positions_with_offset(0, positions);
    }

    /// About how many documents there are: never fewer.
    pub(crate) fn size_hint(&self) -> u32 {
        self.postings.size_hint()
    }

    fn settle(&mut self) -> DocId {
        if let Some(filter) = &self.filter {
            while self.postings.doc() != TERMINATED && !filter.passes(self.postings.doc()) {
                self.postings.advance();
            }
        }
        self.postings.doc()
    }
}
