//! What a piece of a query stands for in the index, with the other spellings of names.

use std::sync::Arc;

use super::archive::Archive;
use super::expansion_cache::{Compound, Expanded, Key, Style};
use tantivy::schema::Field;

use crate::Result;
use crate::index::written;
use crate::model::RestrictedWord;
use crate::plan::languages::LanguageSet;
use crate::plan::lexicon::expand::{Lexicon, umlauts_in_two_letters};
use crate::plan::lexicon::pieces::Unit;
use crate::plan::lexicon::term_set::{FORM_WEIGHT, OTHER_SPELLING_WEIGHT, SPELLING_WEIGHT, TermSet, WeightedTerm};
use crate::plan::matching::surface;
use crate::plan::names::capitals;
use crate::plan::names::variants;
use crate::plan::names::variants::Variants;
use crate::plan::names::whole;
use crate::plan::names::whole::WholeName;
use crate::plan::request::Names;
use crate::query::{Form, Term};
use crate::text::name;
use crate::text::words::{figure_and_unit, thousands};

/// Words that are written apart in more than this many times the articles in which they are joined are something else: *may be*
/// is not *maybe*.
const MORE_OPEN: u64 = 2;

/// Words that are written apart in fewer than one article for this many in which they are joined are not searched for apart.
const SELDOM_OPEN: u64 = 50;

/// Expands the pieces of a query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expander<'a> {
    archive: &'a dyn Archive,
    lexicon: Lexicon<'a>,
    /// Whether words are found in all their forms.
    stemmed: bool,
    names: Names,
}

impl<'a> Expander<'a> {
    /// An expander to the terms of these fields.
    pub(crate) fn new(archive: &'a dyn Archive, fields: &'a [Field], stemmed: bool, names: Names) -> Expander<'a> {
        Expander { archive, lexicon: Lexicon::new(archive, fields), stemmed, names }
    }

    /// What a piece stands for.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn expand(&self, unit: &Unit, form: Form) -> Result<Arc<Expanded>> {
        let (expansions, fields) = (self.archive.expansions(), self.lexicon.fields);
        let key = Key { unit: unit.clone(), form, stemmed: self.stemmed, names: self.names, fields: fields.to_vec() };
        if let Some(known) = expansions.get(&key) {
            return Ok(known);
        }
        let expanded = Arc::new(self.work_out(unit, form)?);
        expansions.keep(key, &expanded);
        Ok(expanded)
    }

    fn work_out(&self, unit: &Unit, form: Form) -> Result<Expanded> {
        let lexicon = self.lexicon;
        let mut terms = match (unit, form) {
            (Unit::Character(character), _) => lexicon.containing(character)?,
            (Unit::Pattern(pattern), _) => lexicon.wildcard(pattern)?,
            (Unit::Regex(expression), _) => lexicon.regex(expression)?,
            (Unit::Word { typed, folded }, Form::Stemmed) if self.stemmed => self.forms(typed, folded)?,
            (Unit::Written { typed, folded, term }, Form::Stemmed) if self.stemmed => {
                let set = lexicon.exact(term)?;
                // Where no text has the capitals, the word was meant, or the capitals say nothing.
                if set.terms.is_empty() && *term == written::acronym(folded) { self.forms(typed, folded)? } else { set }
            }
            (Unit::Word { folded, .. } | Unit::Written { folded, .. }, Form::Fuzzy(edits)) => {
                lexicon.fuzzy(folded, edits)?
            }
            (Unit::Word { folded, .. } | Unit::Written { folded, .. } | Unit::Bigram { folded, .. }, _) => {
                lexicon.exact(folded)?
            }
        };
        if let (Unit::Word { typed, .. } | Unit::Written { typed, .. }, Form::Exact, true) = (unit, form, self.stemmed)
        {
            terms.surface = surface::wanted(typed);
        }
        let Variants { names, more } = match (unit, form) {
            (Unit::Word { folded, .. }, Form::Stemmed) if self.stemmed => self.spellings(folded, &terms)?,
            _ => Variants::default(),
        };
        let compounds = match (unit, form) {
            (Unit::Word { folded, .. }, Form::Stemmed) if self.stemmed => self.compounds(folded, &mut terms)?,
            _ => Vec::new(),
        };
        let is_there = |typed: &str| terms.terms.iter().any(|term| term.text == typed);
        let weight = match unit {
            Unit::Word { folded, .. } if is_there(folded) => OTHER_SPELLING_WEIGHT,
            _ => SPELLING_WEIGHT,
        };
        for name in &names {
            let (text, infos) = (name.text.clone(), lexicon.infos(&name.text)?);
            terms.terms.push(WeightedTerm {
                text,
                doc_freq: name.articles,
                weight,
                languages: LanguageSet::ALL,
                infos,
            });
        }
        Ok(Expanded { terms: Arc::new(terms), names, more_names: more, compounds })
    }

    /// The words that a folded word is written in elsewhere in the index; adds to its forms what says so, where its words
    /// are not found side by side anyway.
    fn compounds(&self, word: &str, forms: &mut TermSet) -> Result<Vec<Compound>> {
        let mut found = Vec::new();
        let groups = Some(thousands(word)).filter(|groups| !groups.is_empty());
        if let Some(groups) = groups.or_else(|| figure_and_unit(word).map(Vec::from)) {
            let words: Vec<String> = groups.into_iter().map(str::to_owned).collect();
            let is_there = self.lexicon.side_by_side(&words)? > 0;
            found.extend(is_there.then_some(Compound { words, style: Style::Open }));
        }
        let numbers = self.lexicon.international(word)?.terms.into_iter();
        forms.terms.extend(numbers.map(|term| WeightedTerm { weight: FORM_WEIGHT, ..term }));
        let as_one: u64 = forms.terms.iter().map(|term| term.doc_freq).sum();
        let compounds = self.lexicon.compounds(word)?;
        let parts = compounds.iter().flat_map(|text| written::parts_of(text));
        self.lexicon.foresee(&compounds.iter().map(String::as_str).chain(parts).collect::<Vec<&str>>())?;
        for text in compounds {
            let words: Vec<String> = written::parts_of(&text).into_iter().map(str::to_owned).collect();
            let infos = self.lexicon.infos(&text)?;
            let doc_freq = self.lexicon.doc_freq(&infos, LanguageSet::ALL)?;
            if words.is_empty() || doc_freq == 0 {
                continue;
            }
            // With a hyphen the words stand side by side as well, but not with the joiner of Persian.
            let is_joined = words[0].starts_with(|c: char| ('\u{600}'..='\u{6ff}').contains(&c));
            let beside = self.lexicon.side_by_side(&words)?;
            let open = if is_joined { beside } else { beside.saturating_sub(doc_freq) };
            let is_same = open <= MORE_OPEN * (as_one + doc_freq) && open * SELDOM_OPEN >= as_one.max(1);
            found.push(Compound { words, style: if is_same { Style::Open } else { Style::Joined } });
            if !is_same {
                let (weight, languages) = (FORM_WEIGHT, LanguageSet::ALL);
                forms.terms.push(WeightedTerm { text, doc_freq, weight, languages, infos });
            }
        }
        Ok(found)
    }

    /// A folded word and its forms, with those of it without its umlauts as typed.
    fn forms(&self, typed: &str, word: &str) -> Result<TermSet> {
        let mut forms = self.forms_of(word)?;
        if let Some(other) = umlauts_in_two_letters(typed) {
            let written_so = self.lexicon.exact(&other)?.terms.into_iter();
            forms.terms.extend(written_so.map(|term| WeightedTerm { weight: FORM_WEIGHT, ..term }));
        }
        Ok(forms)
    }

    /// A folded word and its forms. A word that is a name here is not stemmed by a language that it is not written in, and
    /// no common word is a form of it.
    fn forms_of(&self, word: &str) -> Result<TermSet> {
        let (lexicon, names) = (&self.lexicon, self.archive);
        if !capitals::is_surely_a_name(lexicon, names, word)? {
            return lexicon.stemmed(word, LanguageSet::ALL);
        }
        let forms = lexicon.stemmed(word, lexicon.languages_of(word)?)?;
        let mut kept = Vec::with_capacity(forms.terms.len());
        for form in forms.terms {
            if form.text == word || !capitals::is_common_word(lexicon, names, &form)? {
                kept.push(form);
            }
        }
        Ok(TermSet { terms: kept, ..forms })
    }

    /// The other spellings of a word that looks like a name, those left out that are among its forms.
    fn spellings(&self, word: &str, forms: &TermSet) -> Result<Variants> {
        let Names::Spelled(point) = self.names else { return Ok(Variants::default()) };
        let is_there = forms.terms.iter().any(|form| form.text == word);
        let is_name = |word: &str| self.is_name(word);
        let find = if is_name(word) {
            variants::variants
        } else if !is_there && (forms.terms.iter().all(|form| is_name(&form.text)) || !name::known(word).is_empty()) {
            // Nothing here says that it is no name: it may be one that this archive spells otherwise.
            variants::of_unknown
        } else {
            return Ok(Variants::default());
        };
        let mut variants = find(&self.lexicon, self.archive, word, point)?;
        variants.names.retain(|variant| forms.terms.iter().all(|known| known.text != variant.text));
        Ok(variants)
    }

    /// The forms that count only in articles of some languages.
    pub(super) fn restricted(&self, expanded: &Expanded) -> Vec<RestrictedWord> {
        let languages = self.archive.languages();
        let restricted = expanded.forms().filter(|term| term.languages != LanguageSet::ALL);
        restricted
            .map(|term| RestrictedWord { text: term.text.clone(), languages: languages.codes(term.languages) })
            .collect()
    }

    /// Whether words are found in all their forms.
    pub(super) fn is_stemmed(&self) -> bool {
        self.stemmed
    }

    /// Whether the index holds a term.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(super) fn holds(&self, term: &str) -> Result<bool> {
        Ok(!self.lexicon.infos(term)?.is_empty())
    }

    /// Whether names are found under other spellings and without their articles.
    pub(super) fn finds_names(&self) -> bool {
        self.stemmed && self.names != Names::AsTyped
    }

    /// Whether a folded word looks like a name in this index.
    pub(super) fn is_name(&self, word: &str) -> bool {
        variants::looks_like_a_name(self.archive, word)
    }

    /// The other whole names of typed words.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(super) fn whole_names(&self, terms: &[Term]) -> Result<Vec<WholeName>> {
        let Some(name) = whole::key(terms).filter(|name| whole::is_known(name)) else {
            return Ok(Vec::new());
        };
        // A word of the index that does not stand as names do is none.
        if whole::is_one_word(&name) && !self.is_name(&name) && !self.lexicon.exact(&name)?.terms.is_empty() {
            return Ok(Vec::new());
        }
        whole::of(&name, &self.lexicon, self.archive)
    }

    /// Any of these folded words.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(super) fn any_of(&self, words: &[&str]) -> Result<TermSet> {
        let mut set = TermSet::default();
        for word in words {
            set.terms.extend(self.lexicon.exact(word)?.terms);
        }
        Ok(set)
    }
}
