//! From a part of a query to the pattern of a leaf, and the term sets that it refers to.
//!
//! What is typed may be written otherwise in a text: a name without its articles or under another whole name, and a word that one
//! paper writes as one and another in two (`ceasefire`, `cease-fire`, `cease fire`). Each is a further pattern besides the typed
//! one.

use std::sync::Arc;

use super::expansion::Expander;
use super::expansion_cache::{Compound, Style};
use crate::index::written;
use crate::model::Expansion;
use crate::plan::lexicon::pieces;
use crate::plan::lexicon::pieces::Unit;
use crate::plan::lexicon::term_set::TermSet;
use crate::plan::matching::pattern::{Joint, Part, Pattern};
use crate::plan::names::particles;
use crate::plan::names::particles::Role;
use crate::plan::names::whole::WholeName;
use crate::query::{Form, Near, Phrase, Query, Term};
use crate::text::words::{is_hyphen, is_sigil, thousands};
use crate::{Error, ErrorKind, Result};

/// Builds the pattern of a leaf and the term sets that it refers to.
pub(super) struct LeafBuilder<'a> {
    /// Looks words up.
    pub(super) expander: Expander<'a>,
    /// Whether capitals say something.
    case: Case,
    /// The sets, by their numbers.
    pub(super) sets: Vec<Arc<TermSet>>,
    /// What the words of the part were expanded to.
    pub(super) expansions: Vec<Expansion>,
    /// What was cut off.
    pub(super) warnings: Vec<String>,
}

/// Whether the capitals of a query say something: not where all of its words are in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// They do.
    Tells,
    /// They do not.
    Shouts,
}

impl Case {
    /// What the capitals of a query say.
    pub(super) fn of(query: &Query) -> Case {
        let text = query.to_string();
        let is_loud = text.contains(char::is_whitespace) && !text.contains(char::is_lowercase);
        if is_loud { Case::Shouts } else { Case::Tells }
    }

    /// A piece, without its capitals where these say nothing.
    fn applied(self, unit: Unit) -> Unit {
        match unit {
            Unit::Written { typed, folded, term }
                if self == Case::Shouts && term == written::acronym(&folded) && !typed.contains('.') =>
            {
                Unit::Word { typed, folded }
            }
            unit => unit,
        }
    }
}

/// In how many groups a number is typed at most; other words that are one word elsewhere are typed in two.
const MAX_GROUPS: usize = 5;

/// How many other ways to write compounds are searched for at most.
const MAX_COMPOUNDS: usize = 8;

impl<'a> LeafBuilder<'a> {
    /// A builder with nothing built.
    pub(super) fn new(expander: Expander<'a>, case: Case) -> LeafBuilder<'a> {
        LeafBuilder { expander, case, sets: Vec::new(), expansions: Vec::new(), warnings: Vec::new() }
    }

    /// The pattern of a part of a query.
    ///
    /// # Errors
    ///
    /// When a proximity holds what has no place in a text, or the index cannot be read.
    pub(super) fn pattern(&mut self, query: &Query) -> Result<Pattern> {
        match query {
            Query::Term(term) => {
                let parts = self.parts(term, Joint::Loose)?;
                self.named(parts, std::slice::from_ref(term), 0)
            }
            Query::Phrase(phrase) => self.phrase(phrase),
            Query::Near(near) => self.near(near),
            Query::Or(parts) => Ok(Pattern::Any(parts.iter().map(|part| self.pattern(part)).collect::<Result<_>>()?)),
            Query::Boost { query, .. } => self.pattern(query),
            other => Err(unknown(format!(
                "`{other}` cannot stand beside NEAR, PRE or w/: only words, phrases and groups with OR can"
            ))),
        }
    }

    fn phrase(&mut self, phrase: &Phrase) -> Result<Pattern> {
        let mut parts = Vec::new();
        let mut before_unspaced = false;
        for term in &phrase.terms {
            let (begins, ends) = pieces::unspaced_sides(&term.text);
            let joint = if before_unspaced && begins { Joint::Unspaced } else { Joint::Loose };
            parts.extend(self.parts(term, joint)?);
            before_unspaced = ends;
        }
        self.named(parts, &phrase.terms, phrase.slop)
    }

    fn near(&mut self, near: &Near) -> Result<Pattern> {
        let left = Box::new(self.pattern(&near.left)?);
        let right = Box::new(self.pattern(&near.right)?);
        Ok(Pattern::Near { left, right, within: near.within, ordered: near.ordered })
    }

    /// The parts that a typed word is cut into.
    fn parts(&mut self, term: &Term, joint: Joint) -> Result<Vec<Part>> {
        let units: Vec<Unit> = pieces::units(term).into_iter().map(|unit| self.case.applied(unit)).collect();
        let mut parts = Vec::with_capacity(units.len());
        for unit in &units {
            let set = self.sets.len();
            let expanded = self.expander.expand(unit, term.form)?;
            let words = expanded.forms().map(|term| (written::shown(&term.text), term.doc_freq)).collect();
            let (more, names) = (expanded.terms.more, expanded.names.clone());
            if expanded.more_names > 0 {
                let (typed, more, kept) = (unit.typed(), expanded.more_names, names.len());
                self.warnings.push(format!("`{typed}` has {more} more spellings; only the {kept} likeliest count"));
            }
            let only_in = self.expander.restricted(&expanded);
            self.expansions.push(Expansion { part: unit.typed().to_owned(), words, only_in, more, names });
            self.sets.push(Arc::clone(&expanded.terms));
            parts.push(Part { set, joint: if parts.is_empty() { joint } else { Joint::Tight } });
        }
        Ok(parts)
    }

    /// The pattern of the parts of typed words; of a name also without its articles, with one between its words, and of its
    /// other whole names; of compounds also as the index writes them otherwise.
    fn named(&mut self, parts: Vec<Part>, terms: &[Term], slop: u32) -> Result<Pattern> {
        if slop > 0 {
            return Ok(joined(parts, slop));
        }
        let mut ways = Vec::new();
        if self.expander.finds_names() {
            if parts.len() > 1 {
                ways = self.ways(&parts, terms)?;
            }
            ways.extend(self.whole_names(terms)?);
        }
        ways.extend(self.compounds(&parts, terms)?);
        let mut patterns = vec![joined(parts, slop)];
        patterns.extend(ways.into_iter().map(|way| joined(way, slop)));
        Ok(if patterns.len() > 1 { Pattern::Any(patterns) } else { patterns.remove(0) })
    }

    /// A name without its articles, and with one between its words.
    fn ways(&mut self, parts: &[Part], terms: &[Term]) -> Result<Vec<Vec<Part>>> {
        let roles = self.roles(parts, terms);
        let articles = self.sets.len();
        let ways = particles::ways(parts, &roles, articles);
        if ways.iter().flatten().any(|part| part.set == articles) {
            self.sets.push(Arc::new(self.expander.any_of(particles::APART)?));
        }
        Ok(ways)
    }

    /// Typed words with one of them in two, or with two of them as one.
    fn compounds(&mut self, parts: &[Part], terms: &[Term]) -> Result<Vec<Vec<Part>>> {
        if !self.expander.is_stemmed() {
            return Ok(Vec::new());
        }
        let mut ways = Vec::new();
        let mut at = 0;
        for term in terms {
            let units = pieces::units(term);
            let (here, behind) = (&parts[at..at + units.len()], at + units.len());
            if let [one] = &units[..] {
                for words in self.apart(one, term.form, here[0].joint, parts.len() == 1)? {
                    ways.push([&parts[..at], &words, &parts[behind..]].concat());
                }
            } else if let Some(word) = self.together(&units, term, here)? {
                ways.push([&parts[..at], &[word], &parts[behind..]].concat());
            }
            at = behind;
        }
        for length in 2..=terms.len().min(MAX_GROUPS) {
            for (number, run) in terms.windows(length).enumerate() {
                let Some(set) = self.joined_word(run)? else { continue };
                let at: usize = terms[..number].iter().map(|term| pieces::units(term).len()).sum();
                let word = Part { set, joint: parts[at].joint };
                ways.push([&parts[..at], &[word], &parts[at + length..]].concat());
            }
        }
        ways.truncate(MAX_COMPOUNDS);
        Ok(ways)
    }

    /// The words that one word is written in elsewhere in the index.
    fn apart(&mut self, unit: &Unit, form: Form, joint: Joint, is_alone: bool) -> Result<Vec<Vec<Part>>> {
        let mut ways = Vec::new();
        let expanded = self.expander.expand(unit, form)?;
        // Alone, what is written with a hyphen is found by the term that says so.
        let wanted = |compound: &&Compound| !is_alone || compound.style == Style::Open;
        for Compound { words, .. } in expanded.compounds.iter().filter(wanted) {
            let mut way = Vec::with_capacity(words.len());
            for (number, word) in words.iter().enumerate() {
                // The last word is inflected, the others stand as they are.
                let form = if number + 1 == words.len() { Form::Stemmed } else { Form::Exact };
                let unit = Unit::Word { typed: word.clone(), folded: word.clone() };
                let joint = if number == 0 { joint } else { Joint::Tight };
                way.push(Part { set: self.sets.len(), joint });
                self.sets.push(Arc::clone(&self.expander.expand(&unit, form)?.terms));
            }
            ways.push(way);
        }
        Ok(ways)
    }

    /// What is typed with hyphens or as a hashtag of several words, as one word, where the index has it.
    fn together(&mut self, units: &[Unit], term: &Term, parts: &[Part]) -> Result<Option<Part>> {
        // An apostrophe joins names (`N'Djamena`); behind a small letter it elides an article.
        let is_name = term.text.starts_with(char::is_uppercase);
        let joins = |c: char| is_hyphen(c) || is_sigil(c) || c == '.' || is_name && matches!(c, '\'' | '’' | 'ʼ' | '‘');
        let is_compound = term.text.chars().all(|c| c.is_alphanumeric() || joins(c));
        if units.len() < 2 || !is_compound || term.form != Form::Stemmed {
            return Ok(None);
        }
        let letters: Option<Vec<&str>> = units.iter().map(folded).collect();
        let Some(letters) = letters else { return Ok(None) };
        let joint = parts[0].joint;
        Ok(self.known_word(&letters.concat())?.map(|set| Part { set, joint }))
    }

    /// Two typed words as one, where the index has both, and has them with a hyphen between them too; groups of digits as the
    /// number that they are.
    fn joined_word(&mut self, terms: &[Term]) -> Result<Option<usize>> {
        if let Some(number) = whole_number(terms) {
            return self.known_word(&number);
        }
        if let Some(acronym) = spaced_acronym(terms) {
            return self.known_unit(&acronym);
        }
        let [one, other] = terms else { return Ok(None) };
        if one.form != Form::Stemmed || other.form != Form::Stemmed {
            return Ok(None);
        }
        let (first, second) = (pieces::units(one), pieces::units(other));
        let ([Unit::Word { folded: first, .. }], [Unit::Word { folded: second, .. }]) = (&first[..], &second[..])
        else {
            return Ok(None);
        };
        if is_figure_and_unit(first, second) || is_figure_and_unit(second, first) {
            return self.known_word(&format!("{first}{second}"));
        }
        match written::joined_term(&[first, second]) {
            Some(term) if self.expander.holds(&term)? => self.known_word(&format!("{first}{second}")),
            _ => Ok(None),
        }
    }

    /// The number of the set of a word, which is added to the expansions; none where the index lacks it.
    fn known_word(&mut self, word: &str) -> Result<Option<usize>> {
        if !self.expander.holds(word)? && written::international(word).is_none() {
            return Ok(None);
        }
        self.known_unit(&Unit::Word { typed: word.to_owned(), folded: word.to_owned() })
    }

    /// The number of the set of a piece, which is added to the expansions; none where the index lacks it.
    fn known_unit(&mut self, unit: &Unit) -> Result<Option<usize>> {
        let word = unit.typed();
        let expanded = self.expander.expand(unit, Form::Stemmed)?;
        if expanded.terms.terms.is_empty() {
            return Ok(None);
        }
        let words = expanded.forms().map(|term| (written::shown(&term.text), term.doc_freq)).collect();
        self.expansions.push(Expansion { part: word.to_owned(), words, ..Expansion::default() });
        self.sets.push(Arc::clone(&expanded.terms));
        Ok(Some(self.sets.len() - 1))
    }

    /// The other ways to write typed words of which an article must have all: another whole name, one word.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(super) fn other_ways(&mut self, terms: &[Term]) -> Result<Vec<Pattern>> {
        let mut ways = if self.expander.finds_names() { self.whole_names(terms)? } else { Vec::new() };
        if self.expander.is_stemmed()
            && let Some(set) = self.joined_word(terms)?
        {
            ways.push(vec![Part { set, joint: Joint::Loose }]);
        }
        Ok(ways.into_iter().map(|way| joined(way, 0)).collect())
    }

    /// The other whole names of typed words, which are added to the expansions.
    fn whole_names(&mut self, terms: &[Term]) -> Result<Vec<Vec<Part>>> {
        let (mut ways, mut names) = (Vec::new(), Vec::new());
        for WholeName { parts, variant } in self.expander.whole_names(terms)? {
            let first = self.sets.len();
            ways.push((first..).zip(&parts).map(|(set, (_, joint))| Part { set, joint: *joint }).collect());
            self.sets.extend(parts.into_iter().map(|(set, _)| Arc::new(set)));
            names.push(variant);
        }
        if !names.is_empty() {
            let typed: Vec<&str> = terms.iter().map(|term| term.text.as_str()).collect();
            self.expansions.push(Expansion { part: typed.join(" "), names, ..Expansion::default() });
        }
        Ok(ways)
    }

    /// What each part of typed words is in a name.
    fn roles(&self, parts: &[Part], terms: &[Term]) -> Vec<Role> {
        let units = terms.iter().flat_map(|term| pieces::units(term).into_iter().map(move |unit| (unit, term.form)));
        let looks_like_a_name = |word: &str| self.expander.is_name(word);
        units
            .zip(1..)
            .map(|(unit, next)| match unit {
                (Unit::Word { folded, .. }, Form::Stemmed) => {
                    Role::of(&folded, parts.get(next).map(|part| part.joint), looks_like_a_name)
                }
                _ => Role::Other,
            })
            .collect()
    }
}

/// The number that typed groups of three digits are, the first of them shorter, or those of a telephone number that begins with
/// the code of a country or with a zero; none where they are none.
pub(super) fn whole_number(terms: &[Term]) -> Option<String> {
    let (first, rest) = terms.split_first()?;
    let groups = [first.text.strip_prefix('+').unwrap_or(&first.text)].into_iter();
    let groups: Vec<&str> = groups.chain(rest.iter().map(|term| term.text.as_str())).collect();
    let is_group = |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    if rest.is_empty() || !groups.iter().all(is_group) || terms.iter().any(|term| term.form != Form::Stemmed) {
        return None;
    }
    let number = groups.concat();
    let is_telephone = first.text.starts_with('+') && written::TELEPHONE.contains(&number.len());
    if is_telephone || written::international(&number).is_some() {
        return Some(number);
    }
    thousands(&number).into_iter().eq(terms.iter().map(|term| term.text.as_str())).then_some(number)
}

/// The acronym that typed initials are: `U. S. A.`
fn spaced_acronym(terms: &[Term]) -> Option<Unit> {
    let is_initial = |term: &Term| {
        let letter = term.text.trim_end_matches('.');
        term.form == Form::Stemmed && letter.chars().count() == 1 && letter.starts_with(char::is_uppercase)
    };
    if terms.len() < 2 || !terms.iter().all(is_initial) {
        return None;
    }
    let text = terms.iter().map(|term| term.text.trim_end_matches('.')).collect();
    pieces::units(&Term { text, form: Form::Stemmed }).pop()
}

/// Whether two folded words are a number and what counts or names it, as short as units and designations are: `5 km`, `F 16`.
fn is_figure_and_unit(figure: &str, unit: &str) -> bool {
    const MAX_UNIT: usize = 5;
    let is_short = unit.chars().count() <= MAX_UNIT && unit.chars().all(char::is_alphabetic);
    is_short && !figure.is_empty() && figure.bytes().all(|byte| byte.is_ascii_digit())
}

/// The folded word of a piece; none where it is a pattern or of an unspaced script.
fn folded(unit: &Unit) -> Option<&str> {
    match unit {
        Unit::Word { folded, .. } | Unit::Written { folded, .. } => Some(folded),
        _ => None,
    }
}

/// The pattern of words that follow each other; one that never matches where there is no word.
fn joined(parts: Vec<Part>, slop: u32) -> Pattern {
    match parts[..] {
        [] => Pattern::Any(Vec::new()),
        [part] => Pattern::Words(part.set),
        _ => Pattern::Phrase { parts, slop },
    }
}

fn unknown(what: String) -> Error {
    Error::new(ErrorKind::Unknown(what))
}
