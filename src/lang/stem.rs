//! Stems: the part of a word that its inflected forms share, by the Snowball algorithms.

use frostem::{Algorithm, Stemmer};

use super::ar::light_stem;
use super::language::Fact;
use super::registry::language;

/// The stemmer of a language.
pub struct Stem(Stemming);

enum Stemming {
    /// A Snowball stemmer.
    Snowball(Stemmer),
    /// The light stemmer of Arabic.
    LightArabic,
}

impl std::fmt::Debug for Stem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stem")
    }
}

impl Stem {
    /// The stemmer of a language, if it has one: `light-arabic`, or the name of a Snowball algorithm.
    pub fn of(lang: &str) -> Option<Stem> {
        let name = language(lang)?.words(Fact::Stemmer).next()?;
        if name == "light-arabic" {
            return Some(Stem(Stemming::LightArabic));
        }
        Algorithm::from_name(name).ok().map(|algorithm| Stem(Stemming::Snowball(Stemmer::new(algorithm))))
    }

    /// The stem of a folded word.
    pub fn stem(&self, word: &str) -> String {
        match &self.0 {
            Stemming::Snowball(stemmer) => stemmer.stem(word).into_owned(),
            Stemming::LightArabic => light_stem(word).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stemmer_that_a_language_names_exists() {
        for language in crate::lang::LANGUAGES {
            let named = language.words(Fact::Stemmer).next().is_some();
            assert_eq!(Stem::of(language.code).is_some(), named, "{}", language.code);
        }
    }

    #[test]
    fn forms_of_a_word_share_their_stem() {
        let same = |lang: &str, a: &str, b: &str| {
            let stem = Stem::of(lang).unwrap();
            assert_eq!(stem.stem(a), stem.stem(b), "{lang}");
        };
        same("en", "airbases", "airbase");
        same("ru", "встреча", "встречи");
        same("de", "gesprach", "gesprache");
        same("ar", "المطار", "مطار");
    }
}
