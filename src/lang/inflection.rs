//! How the forms of a word and its entry in a list of words find each other.

use super::ar::without_clitics;
use super::en::each_english_form;
use super::language::{Fact, Language};

/// What a language does to the words of a list; named by [`Fact::Inflection`]. Languages that have no rules write stems
/// into their lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inflection {
    /// Words stand as they are listed.
    #[default]
    None,
    /// Plurals and verb forms of listed words are made from them.
    English,
    /// *and*, *the*, *by*, *for* are the first letters of the next word.
    Arabic,
}

impl Inflection {
    /// The inflection of a language.
    pub fn of(language: &Language) -> Inflection {
        match language.words(Fact::Inflection).next() {
            Some("english") => Inflection::English,
            Some("arabic") => Inflection::Arabic,
            _ => Inflection::None,
        }
    }

    /// Calls `each` with the forms, other than itself, in which a listed word may stand in a text.
    pub fn each_form(self, word: &str, each: impl FnMut(&str)) {
        if self == Inflection::English {
            each_english_form(word, each);
        }
    }

    /// A folded word of a text without the small words that are written together with it.
    pub fn without_clitics(self, word: &str) -> &str {
        if self == Inflection::Arabic { without_clitics(word) } else { word }
    }
}
