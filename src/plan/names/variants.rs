//! The spellings of a name that an index holds.
//!
//! Words under a common key are compared with the name ([`crate::text::name`]); a spelling must also stand as names do:
//! in scripts with case, capitalised inside sentences in at least half of its articles. So must one that is known
//! ([`name::known`]), which counts as certain. What a person says of two words ([`super::corrections`]) comes before all that.
//!
//! A word that no article has may be a name in a spelling of its own, or a common word that happens not to be here: of its
//! spellings only the surer count ([`of_unknown`]).

use foldhash::{HashMap, HashMapExt};
use strsim::damerau_levenshtein;

use super::capitals::{stands, stands_as_name};
use super::knowledge::NameKnowledge;
use crate::Result;
use crate::index::Capitalisation;
use crate::model::NameVariant;
use crate::plan::lexicon::expand::Lexicon;
use crate::text::name::{self, Point, Script, Spellings, Word};
use crate::text::words::words;

/// The log-odds of a spelling that a person added: surer than any that is found.
const ADDED: f32 = 99.0;

/// The log-odds of a spelling that is known: surer than any that is found, less sure than what a person says.
pub(super) const KNOWN: f32 = 50.0;

/// The other spellings of a word.
#[derive(Debug, Default)]
pub(crate) struct Variants {
    /// Those that count, likeliest first.
    pub(crate) names: Vec<NameVariant>,
    /// How many more are likely enough, beyond the most that count.
    pub(crate) more: usize,
}

/// How many words are compared with a name, about: the key with which there are more is the last one used. This bounds the
/// time for a name in an index of any size.
const COMPARED: usize = 5_000;

/// Whether a folded word looks like a name in this index: if it is there at all, it stands as names do, or a person knows
/// a spelling of it.
pub(crate) fn looks_like_a_name(knowledge: &dyn NameKnowledge, word: &str) -> bool {
    knowledge.corrections().same_as(word).next().is_some() || stands(knowledge, word)
}

/// The words of a name, of which no more than eight are read.
pub(crate) fn words_of(name: &str) -> impl Iterator<Item = String> {
    const MOST: usize = 8;
    words(name).into_iter().take(MOST).map(|word| word.text)
}

/// The other spellings of a folded word, likeliest first, with the articles that `lexicon` finds them in.
pub(crate) fn variants(
    lexicon: &Lexicon<'_>,
    knowledge: &dyn NameKnowledge,
    word: &str,
    point: Point,
) -> Result<Variants> {
    let corrections = knowledge.corrections();
    // Of a country all spellings are known; what odds find is another name.
    let cut = if name::is_country(word) { None } else { Word::cut(word) };
    let (mut found, more) = cut.map_or_else(Default::default, |cut| spellings(knowledge, word, &cut, point));
    let mut known = name::known(word);
    known.retain(|text| corrections.on(word, text).is_none() && !name::is_common(text));
    found.retain(|(text, _)| corrections.on(word, text).is_none() && !known.contains(&text.as_str()));
    let added = corrections.same_as(word).map(|text| (text.to_owned(), ADDED));
    let known = known.into_iter().filter(|text| stands(knowledge, text)).map(|text| (text.to_owned(), KNOWN));
    let candidates: Vec<(String, f32)> = added.chain(known).chain(found).collect();
    lexicon.foresee(&candidates.iter().map(|(text, _)| text.as_str()).collect::<Vec<&str>>())?;
    let mut variants = Vec::with_capacity(candidates.len());
    for (text, score) in candidates {
        let articles = lexicon.exact(&text)?.terms.first().map_or(0, |word| word.doc_freq);
        if articles > 0 {
            let script = Script::of(&text).map_or("", Script::name);
            variants.push(NameVariant { text, articles, score, script: script.into() });
        }
    }
    Ok(Variants { names: variants, more })
}

/// The other spellings of a folded word that no article has.
pub(crate) fn of_unknown(
    lexicon: &Lexicon<'_>,
    knowledge: &dyn NameKnowledge,
    word: &str,
    point: Point,
) -> Result<Variants> {
    if word.chars().count() < MIN_LETTERS {
        return Ok(Variants::default());
    }
    let mut found = variants(lexicon, knowledge, word, point)?;
    found.names.retain(|name| name.score >= likeness(word, &name.text).least());
    Ok(found)
}

/// How two words are like each other, beside their sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Likeness {
    /// They are written in different scripts.
    Scripts,
    /// They differ in letters.
    Letters,
    /// One may be the other with a wrong letter or with another ending.
    Slip,
}

impl Likeness {
    /// The least log-odds of a spelling that is so like a word that no article has. Of 2,500 common words of other
    /// collections, asked in 1,249 news stories, one in a hundred found a name by it.
    fn least(self) -> f32 {
        match self {
            Likeness::Scripts => 8.5,
            Likeness::Letters => 10.0,
            Likeness::Slip => 13.0,
        }
    }
}

/// The fewest letters of a word that is looked for as a name though no article has it.
const MIN_LETTERS: usize = 4;

fn likeness(one: &str, other: &str) -> Likeness {
    if Script::of(one) != Script::of(other) {
        return Likeness::Scripts;
    }
    let (one, other) = (without_doubles(one), without_doubles(other));
    let shared = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let is_derived = shared >= STEM && one.len().max(other.len()) - shared <= ENDING;
    let letters = |word: &[char]| word.iter().collect::<String>();
    if is_derived || damerau_levenshtein(&letters(&one), &letters(&other)) == 1 {
        Likeness::Slip
    } else {
        Likeness::Letters
    }
}

/// Words that begin with this many letters in common, and have at most `ENDING` others, may be derived from each other.
const STEM: usize = 4;
const ENDING: usize = 6;

/// The letters of a word, each run of one letter as one.
fn without_doubles(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.dedup();
    letters
}

/// The likeliest spellings among what lies under the keys of a word, and how many more there are.
fn spellings(knowledge: &dyn NameKnowledge, word: &str, cut: &Word, point: Point) -> (Vec<(String, f32)>, usize) {
    let mut found: HashMap<String, Capitalisation> = HashMap::with_capacity(2 * COMPARED);
    let keys = name::query_keys(cut);
    knowledge.foresee(&keys);
    for key in keys {
        knowledge.under(key, &mut |other, capitals| match found.get_mut(other) {
            Some(known) => known.add(capitals),
            None => _ = found.insert(other.to_owned(), capitals),
        });
        if found.len() >= COMPARED {
            break;
        }
    }
    let others = found.iter().filter(|(other, _)| *other != word);
    let capitals = others.filter_map(|(other, capitals)| Some((other.as_str(), Script::of(other)?, *capitals)));
    let names: Vec<(&str, Script)> = capitals
        .filter(|(_, script, capitals)| stands_as_name(*script, *capitals))
        .filter(|(other, script, _)| script.has_case() || !name::is_common(other))
        .map(|(other, script, _)| (other, script))
        .collect();
    let Spellings { likely, more } = name::spellings(cut, &names, point);
    (likely.into_iter().map(|(place, odds)| (names[place].0.to_owned(), odds)).collect(), more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_slip_makes_is_told_from_another_spelling() {
        let cases = [
            ("зеленский", "zelensky", Likeness::Scripts),
            ("selenskyj", "zelensky", Likeness::Letters),
            ("poutine", "putin", Likeness::Letters),
            ("macaron", "macron", Likeness::Slip),
            ("tramp", "trump", Likeness::Slip),
            ("electrons", "electronics", Likeness::Slip),
            ("khmeimim", "hmeimim", Likeness::Slip),
        ];
        for (one, other, expected) in cases {
            assert_eq!(likeness(one, other), expected, "{one} {other}");
        }
    }
}
