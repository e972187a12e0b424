//! Stems: the part of a word that its inflected forms share, by the Snowball algorithms.

use frostem::{Algorithm, Stemmer};

/// The stemmer of a language.
pub struct Stem(Stemmer);

/// The languages that have a stemmer, by ISO 639-1 code.
pub const LANGUAGES: &[(&str, Algorithm)] = &[
    ("ar", Algorithm::Arabic),
    ("ca", Algorithm::Catalan),
    ("cs", Algorithm::Czech),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("et", Algorithm::Estonian),
    ("eu", Algorithm::Basque),
    ("fa", Algorithm::Persian),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("ga", Algorithm::Irish),
    ("hi", Algorithm::Hindi),
    ("hu", Algorithm::Hungarian),
    ("hy", Algorithm::Armenian),
    ("id", Algorithm::Indonesian),
    ("it", Algorithm::Italian),
    ("lt", Algorithm::Lithuanian),
    ("ne", Algorithm::Nepali),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pl", Algorithm::Polish),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sr", Algorithm::Serbian),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
    ("yi", Algorithm::Yiddish),
];

impl std::fmt::Debug for Stem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stem")
    }
}

impl Stem {
    /// The stemmer of a language, if it has one.
    pub fn of(lang: &str) -> Option<Stem> {
        let (_, algorithm) = LANGUAGES.iter().find(|(code, _)| *code == lang)?;
        Some(Stem(Stemmer::new(*algorithm)))
    }

    /// The stem of a folded word.
    pub fn stem(&self, word: &str) -> String {
        self.0.stem(word).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
