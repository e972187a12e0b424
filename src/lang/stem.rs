//! Stems: the part of a word that its inflected forms share, by the Snowball algorithms, and by tables of what these miss.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt};
use frostem::{Algorithm, Stemmer};

use super::ar::light_stem;
use super::language::{Fact, Language};
use super::registry::language;

/// The stemmer of a language.
pub struct Stem {
    /// Forms that share no ending with their word, and the word.
    words: HashMap<&'static str, &'static str>,
    /// The same forms by the stem of their word.
    listed: HashMap<String, Vec<&'static str>>,
    /// Endings, and what they are changed to before anything is cut off.
    endings: Vec<(&'static str, &'static str)>,
    stemming: Stemming,
}

enum Stemming {
    /// A Snowball stemmer.
    Snowball(Stemmer),
    /// The light stemmer of Arabic.
    LightArabic,
}

/// The fewest letters that stand before an ending which is changed: a shorter word is mostly another one.
const SHORTEST_START: usize = 2;

impl std::fmt::Debug for Stem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stem")
    }
}

impl Stem {
    /// The stemmer of a language, if it has one: `light-arabic`, or the name of a Snowball algorithm.
    pub fn of(lang: &str) -> Option<Stem> {
        let language = language(lang)?;
        let stemming = match language.words(Fact::Stemmer).next()? {
            "light-arabic" => Stemming::LightArabic,
            name => Stemming::Snowball(Stemmer::new(Algorithm::from_name(name).ok()?)),
        };
        let (words, endings) = (pairs(language, Fact::Forms).collect(), pairs(language, Fact::Endings).collect());
        let mut stem = Stem { words, listed: HashMap::new(), endings, stemming };
        for (form, word) in pairs(language, Fact::Forms) {
            stem.listed.entry(stem.stem(word)).or_default().push(form);
        }
        Some(stem)
    }

    /// The stem of a folded word.
    pub fn stem(&self, word: &str) -> String {
        let word = self.regular(word);
        match &self.stemming {
            Stemming::Snowball(stemmer) => stemmer.stem(&word).into_owned(),
            Stemming::LightArabic => light_stem(&word).to_owned(),
        }
    }

    /// The words of the table of forms that have this stem and need not begin as others that have it do.
    pub fn listed(&self, stem: &str) -> &[&'static str] {
        self.listed.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Whether a form may end otherwise than by what is cut off.
    pub fn changes_endings(&self) -> bool {
        !self.endings.is_empty()
    }

    /// The word that an irregular form is one of, and the singular of an ending that the stemmer would not cut; else the word
    /// itself.
    pub fn regular<'a>(&self, word: &'a str) -> Cow<'a, str> {
        if let Some(word) = self.words.get(word) {
            return Cow::Borrowed(word);
        }
        let long_enough = |start: &&str| start.chars().count() >= SHORTEST_START;
        let changed = self.endings.iter().find_map(|(ending, singular)| {
            word.strip_suffix(ending).filter(long_enough).map(|start| format!("{start}{singular}"))
        });
        changed.map_or(Cow::Borrowed(word), Cow::Owned)
    }
}

/// The pairs of a fact: what stands before and after each `>`.
fn pairs(language: &Language, fact: Fact) -> impl Iterator<Item = (&'static str, &'static str)> {
    language.words(fact).filter_map(|pair| pair.split_once('>'))
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
    fn every_listed_form_is_folded_and_shares_the_stem_of_its_word() {
        for language in crate::lang::LANGUAGES {
            let Some(stem) = Stem::of(language.code) else { continue };
            for (form, word) in pairs(language, Fact::Forms).chain(pairs(language, Fact::Endings)) {
                assert_eq!(
                    (crate::text::fold::fold(form).as_str(), crate::text::fold::fold(word).as_str()),
                    (form, word)
                );
            }
            for (form, word) in pairs(language, Fact::Forms) {
                assert_eq!(stem.stem(form), stem.stem(word), "{}: {form}", language.code);
                assert!(stem.listed(&stem.stem(word)).contains(&form), "{form}");
            }
            let all = language.words(Fact::Forms).chain(language.words(Fact::Endings));
            assert!(all.into_iter().all(|pair| pair.matches('>').count() == 1), "{}", language.code);
        }
    }

    #[test]
    fn forms_of_a_word_share_their_stem() {
        let same = |lang: &str, a: &str, b: &str| {
            let stem = Stem::of(lang).unwrap();
            assert_eq!(stem.stem(a), stem.stem(b), "{lang}: {a} {b}");
        };
        same("en", "airbases", "airbase");
        same("ru", "встреча", "встречи");
        same("de", "gesprach", "gesprache");
        same("ar", "المطار", "مطار");
        for (one, many) in [
            ("eleicao", "eleicoes"),
            ("alemao", "alemaes"),
            ("eleitoral", "eleitorais"),
            ("imovel", "imoveis"),
            ("espanhol", "espanhois"),
            ("homem", "homens"),
            ("refem", "refens"),
            ("civil", "civis"),
            ("mulher", "mulheres"),
        ] {
            same("pt", one, many);
        }
        for (one, many) in [("vez", "veces"), ("joven", "jovenes"), ("crimen", "crimenes"), ("regimen", "regimenes")] {
            same("es", one, many);
        }
        for (one, many) in [("woman", "women"), ("child", "children"), ("gunman", "gunmen"), ("crisis", "crises")] {
            same("en", one, many);
        }
        same("fr", "travail", "travaux");
        same("nl", "stad", "steden");
        same("ca", "eleccio", "eleccions");
    }

    #[test]
    fn words_that_only_end_alike_keep_their_stems() {
        for (lang, one, other) in
            [("pt", "mais", "mal"), ("pt", "jamais", "jamal"), ("pt", "pais", "pal"), ("en", "lives", "life")]
        {
            let stem = Stem::of(lang).unwrap();
            assert_ne!(stem.stem(one), stem.stem(other), "{lang}: {one} {other}");
        }
    }
}
