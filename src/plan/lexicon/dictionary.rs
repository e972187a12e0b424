//! What a lexicon asks of an archive, wherever its words are kept.

use std::fmt::Debug;
use std::sync::Arc;

use foldhash::HashMap;
use tantivy::schema::Field;

use super::forms::Range;
use super::term_set::TermInfos;
use crate::Result;
use crate::plan::languages::{LanguageSet, Languages};

/// The words of one state of an archive. Methods fail when the archive cannot be read.
pub(crate) trait Dictionary: Debug {
    /// The languages that the articles are in.
    fn languages(&self) -> &Arc<Languages>;

    /// Is told which folded words are asked for next.
    fn foresee_words(&self, words: &[&str]) -> Result<()> {
        _ = words;
        Ok(())
    }

    /// Where a folded word is found again; empty where none of these fields has it.
    fn infos(&self, word: &str, fields: &[Field]) -> Result<TermInfos>;

    /// Adds the terms of these fields that are scanned for and pass.
    fn scan(
        &self,
        scan: &Scan<'_>,
        fields: &[Field],
        found: &mut HashMap<String, TermInfos>,
        passes: &mut dyn FnMut(&str) -> bool,
    ) -> Result<()>;

    /// How many articles of these languages have a word in any of these fields.
    fn doc_freq(&self, infos: &TermInfos, fields: &[Field], languages: LanguageSet) -> Result<u64>;

    /// The languages of the articles that have a word.
    fn languages_of(&self, infos: &TermInfos, fields: &[Field]) -> Result<LanguageSet>;

    /// Whether more than `more_than` articles surely have a folded word; `false` may be wrong.
    fn is_frequent(&self, word: &str, fields: &[Field], more_than: u64) -> Result<bool>;

    /// In how many articles folded words follow each other in one of these fields.
    fn side_by_side(&self, words: &[&str], fields: &[Field]) -> Result<u64>;
}

/// What a dictionary is scanned for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scan<'a> {
    /// The words that begin in one of these ways; no word begins in two.
    Ranges(&'a [Range]),
    /// The words that a regular expression fits from end to end.
    Regex(&'a str),
    /// The words within a number of edits; an exchange of neighbours counts as one.
    Fuzzy {
        /// The folded word.
        word: &'a str,
        /// How many edits.
        edits: u8,
    },
}
