//! Whether a word stands as a name in an index: capitalised inside of sentences.
//!
//! Languages that write all nouns so say nothing. Where a word stands in articles of them too, most of these are taken to
//! have it with a capital, and the articles that are left tell; where few are left, nothing does.

use crate::Result;
use crate::index::Capitalisation;
use crate::lang::{Fact, language};
use crate::plan::languages::LanguageSet;
use crate::plan::lexicon::expand::Lexicon;
use crate::plan::lexicon::term_set::WeightedTerm;
use crate::text::name::Script;

use super::knowledge::NameKnowledge;

/// Of the articles that have a name, at most one in this number has it without a capital.
const SURE: u32 = 3;

/// Of ten articles in a language that writes all nouns so, this number has a noun with a capital inside of a sentence; the
/// others begin a sentence with it.
const NOUNS_OF_TEN: u32 = 7;

/// Where the articles in such languages are more than this many times those that are left, what is left does not tell.
const TOO_MANY: u32 = 4;

/// Of the articles that have a common word, at most one in this number has it with a capital.
const COMMON: u64 = 4;

/// The fewest articles whose capitals tell that a word is common: fewer may have it at starts of sentences by chance.
const MIN_ARTICLES: u64 = 3;

/// Whether a folded word is in the index and stands as names do, in scripts with case in half of its articles.
pub(crate) fn stands(knowledge: &dyn NameKnowledge, word: &str) -> bool {
    let Some(script) = Script::of(word) else { return false };
    let capitals = knowledge.capitals(word);
    capitals.articles > 0 && stands_as_name(script, capitals)
}

/// Whether words of a script that are capitalised this often are names.
pub(super) fn stands_as_name(script: Script, capitals: Capitalisation) -> bool {
    !script.has_case() || capitals.capitalised.saturating_mul(2) >= capitals.articles
}

/// Whether a folded word is surely a name here, and no common word of any language: only scripts with case tell.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn is_surely_a_name(lexicon: &Lexicon<'_>, knowledge: &dyn NameKnowledge, word: &str) -> Result<bool> {
    if !Script::of(word).is_some_and(Script::has_case) {
        return Ok(false);
    }
    let capitals = knowledge.capitals(word);
    if capitals.articles == 0 {
        return Ok(false);
    }
    let left = without_nouns(lexicon, word, capitals)?;
    let tells = capitals.articles - left.articles <= left.articles.saturating_mul(TOO_MANY);
    Ok(tells && (left.articles - left.capitalised).saturating_mul(SURE) <= left.articles)
}

/// Whether a form of a name is a common word here, so that it is no form of the name.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn is_common_word(
    lexicon: &Lexicon<'_>,
    knowledge: &dyn NameKnowledge,
    form: &WeightedTerm,
) -> Result<bool> {
    let known = knowledge.capitals(&form.text);
    // What is not in the tables has hardly ever a capital.
    let articles = if known.articles == 0 { form.doc_freq.min(u64::from(u32::MAX)) as u32 } else { known.articles };
    let left = without_nouns(lexicon, &form.text, Capitalisation { articles, ..known })?;
    let articles = u64::from(left.articles);
    Ok(articles >= MIN_ARTICLES && u64::from(left.capitalised) * COMMON <= articles)
}

/// How a word stands in articles of languages that do not write all nouns with a capital.
fn without_nouns(lexicon: &Lexicon<'_>, word: &str, capitals: Capitalisation) -> Result<Capitalisation> {
    let languages = lexicon.dictionary.languages();
    let writes_nouns = |code: &str| language(code).is_some_and(|language| language.words(Fact::Nouns).next().is_some());
    let such = languages.stemmed.iter().filter(|language| writes_nouns(&language.code));
    let such = such.fold(LanguageSet::NONE, |all, language| all.or(LanguageSet::of(language.id)));
    if such == LanguageSet::NONE {
        return Ok(capitals);
    }
    let there = lexicon.doc_freq(&lexicon.infos(word)?, such)?.min(u64::from(u32::MAX)) as u32;
    let articles = capitals.articles.saturating_sub(there);
    let nouns = there.saturating_mul(NOUNS_OF_TEN) / 10;
    Ok(Capitalisation { articles, capitalised: capitals.capitalised.saturating_sub(nouns).min(articles) })
}
