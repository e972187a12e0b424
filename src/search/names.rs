//! The spellings of a name that an index holds.
//!
//! Words under a common key are compared with the name ([`crate::text::name`]); a spelling must also stand as names do:
//! in scripts with case, capitalised inside sentences in at least half of its articles. What a person says of two words
//! ([`super::corrections`]) comes before all that.

use std::collections::{BTreeMap, HashSet};

use super::collection::Collection;
use super::expand::Lexicon;
use crate::Result;
use crate::index::{NameTable, Snapshot, Standing};
use crate::model::NameVariant;
use crate::text::name::{self, Point, Script, Spellings, Word};

/// The log-odds of a spelling that a person added: surer than any that is found.
const ADDED: f32 = 99.0;

/// The other spellings of a word.
#[derive(Debug, Default)]
pub(super) struct Variants {
    /// Those that count, likeliest first.
    pub(super) names: Vec<NameVariant>,
    /// How many more are likely enough; a name has only so many.
    pub(super) more: usize,
}

/// Words that are looked up, from what keys found.
type Found = BTreeMap<String, Standing>;

/// Whether a folded word looks like a name in this index: if it is there at all, it stands as names do, or a person knows
/// a spelling of it.
pub(super) fn looks_like_a_name(snapshot: &Snapshot, collection: &Collection, word: &str) -> bool {
    if collection.corrections.same_as(word).next().is_some() {
        return true;
    }
    let Some(cut) = Word::cut(word) else { return false };
    let mut standing = Standing::default();
    for table in tables(snapshot) {
        for key in name::laid(&cut).into_iter().take(1) {
            table.under(key, |other, here| {
                if other == word {
                    standing.add(here);
                }
            });
        }
    }
    standing.articles > 0 && stands_as_name(cut.script, standing)
}

/// The other spellings of a folded word, likeliest first, with the articles that `lexicon` finds them in.
pub(super) fn variants(
    snapshot: &Snapshot,
    collection: &Collection,
    lexicon: &Lexicon<'_>,
    word: &str,
    point: Point,
) -> Result<Variants> {
    let corrections = &collection.corrections;
    let known = match point {
        Point::Wide => *collection.known_names.get_or_init(|| known(snapshot)),
        Point::Strict | Point::Default => 0,
    };
    let cut = Word::cut(word);
    let (mut found, more) =
        cut.map_or_else(Default::default, |cut| spellings(candidates(snapshot, &cut), word, &cut, (point, known)));
    found.retain(|(text, _)| corrections.on(word, text).is_none());
    let added = corrections.same_as(word).map(|text| (text.to_owned(), ADDED));
    let mut variants = Vec::with_capacity(found.len());
    for (text, score) in added.chain(found) {
        let articles = lexicon.exact(&text)?.words.first().map_or(0, |word| word.articles);
        let script = Script::of(&text).map_or("", Script::name);
        if articles > 0 {
            variants.push(NameVariant { text, articles, score, script });
        }
    }
    Ok(Variants { names: variants, more })
}

/// What lies under the keys of a word in all segments.
fn candidates(snapshot: &Snapshot, cut: &Word) -> Found {
    let keys = name::asked(cut);
    let mut found = Found::new();
    for table in tables(snapshot) {
        for key in &keys {
            table.under(*key, |word, standing| match found.get_mut(word) {
                Some(known) => known.add(standing),
                None => {
                    found.insert(word.to_owned(), standing);
                }
            });
        }
    }
    found
}

fn spellings(candidates: Found, word: &str, cut: &Word, (point, known): (Point, usize)) -> (Vec<(String, f32)>, usize) {
    let (mut words, mut cuts) = (Vec::new(), Vec::new());
    for (other, standing) in candidates.into_iter().filter(|(other, _)| other != word && !name::is_common(other)) {
        if let Some(other_cut) = Word::cut(&other).filter(|cut| stands_as_name(cut.script, standing)) {
            words.push(other);
            cuts.push(other_cut);
        }
    }
    let Spellings { likely, more } = name::spellings(cut, &cuts, point, known);
    (likely.into_iter().map(|(place, odds)| (std::mem::take(&mut words[place]), odds)).collect(), more)
}

fn stands_as_name(script: Script, standing: Standing) -> bool {
    !script.has_case() || standing.capitalised.saturating_mul(2) >= standing.articles
}

/// How many different words lie in the tables, however the index is cut into segments.
fn known(snapshot: &Snapshot) -> usize {
    let mut words = HashSet::new();
    for table in tables(snapshot) {
        table.each_word(|word, _| {
            if !words.contains(word) {
                words.insert(word.to_owned());
            }
        });
    }
    words.len()
}

fn tables(snapshot: &Snapshot) -> impl Iterator<Item = NameTable> {
    snapshot.searcher().segment_readers().iter().filter_map(NameTable::open)
}
