//! Stems: the part of a word that its inflected forms share, by the Snowball algorithms, and by tables of what these miss.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt};
use frostem::{Algorithm, Stemmer};

use super::ar::light_stem;
use super::language::{Fact, Language};
use super::letters::Letters;
use super::registry::language;
use super::suffixes::Suffixes;

/// The stemmer of a language.
pub struct Stem {
    /// Forms that share no ending with their word, and the word.
    words: HashMap<&'static str, &'static str>,
    /// The same forms by the stem of their word.
    listed: HashMap<String, Vec<&'static str>>,
    /// Endings, and what they are changed to before anything is cut off.
    endings: Vec<(&'static str, &'static str)>,
    /// Those of a second script, which are read as letters of the first.
    letters: Letters,
    /// Last letters of stems that are others before some endings, and what stands for both: *Praha*, *Praze*; the vowel that is
    /// not there before an ending, *рынок*, *рынка*.
    finals: Vec<(&'static str, &'static str)>,
    /// How names end that the stemmer takes for forms of other words, and how their forms do.
    name_endings: Vec<(&'static str, &'static str)>,
    stemming: Stemming,
}

enum Stemming {
    /// A Snowball stemmer.
    Snowball(Stemmer),
    /// The light stemmer of Arabic.
    LightArabic,
    /// A table of endings.
    Suffixes(Suffixes),
}

/// The fewest letters that stand before an ending which is changed: a shorter word is mostly another one.
const SHORTEST_START: usize = 2;

impl std::fmt::Debug for Stem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stem")
    }
}

impl Stem {
    /// The stemmer of a language, if it has one: `light-arabic`, `suffixes`, or the name of a Snowball algorithm.
    pub fn of(lang: &str) -> Option<Stem> {
        let language = language(lang)?;
        let stemming = match language.words(Fact::Stemmer).next()? {
            "light-arabic" => Stemming::LightArabic,
            "suffixes" => Stemming::Suffixes(Suffixes::of(language)),
            name => Stemming::Snowball(Stemmer::new(Algorithm::from_name(name).ok()?)),
        };
        let (words, endings) = (pairs(language, Fact::Forms).collect(), pairs(language, Fact::Endings).collect());
        let letters = Letters::of(pairs(language, Fact::Letters));
        let finals = pairs(language, Fact::Finals).collect();
        let name_endings = pairs(language, Fact::NameEndings).collect();
        let mut stem = Stem { words, listed: HashMap::new(), endings, letters, finals, name_endings, stemming };
        for (form, word) in pairs(language, Fact::Forms) {
            stem.listed.entry(stem.stem(word)).or_default().push(form);
        }
        Some(stem)
    }

    /// The stem of a folded word.
    pub fn stem(&self, word: &str) -> String {
        let word = self.regular(word);
        let mut stem = match &self.stemming {
            Stemming::Snowball(stemmer) => stemmer.stem(&word).into_owned(),
            Stemming::LightArabic => light_stem(&word).to_owned(),
            // What is listed as a form of itself stays whole.
            Stemming::Suffixes(_) if self.words.get(&*word).is_some_and(|whole| *whole == word) => word.into_owned(),
            Stemming::Suffixes(suffixes) => suffixes.stem(&word).to_owned(),
        };
        let is_final = |(letters, _): &&(&str, &str)| {
            let start = stem.strip_suffix(letters).map(|start| start.chars().take(SHORTEST_START).count());
            start.is_some_and(|start| start == SHORTEST_START || letters.chars().nth(1).is_none())
        };
        if let Some((letters, other)) = self.finals.iter().find(is_final) {
            stem.replace_range(stem.len() - letters.len().., other);
        }
        stem
    }

    /// The forms of a word that ends as a name does which the stemmer takes for the form of another word, or the name that it
    /// is a form of: *Лаврова* of *Лавров*, which looks like a plural.
    pub fn forms_of_a_name(&self, word: &str) -> Vec<String> {
        let other = |(name, form): &(&str, &str)| {
            let to_form = word.strip_suffix(name).map(|start| (start, *form));
            let (start, ending) = to_form.or_else(|| word.strip_suffix(form).map(|start| (start, *name)))?;
            (start.chars().count() >= SHORTEST_START).then(|| format!("{start}{ending}"))
        };
        self.name_endings.iter().filter_map(other).collect()
    }

    /// The words of the table of forms that have this stem and need not begin as others that have it do.
    pub fn listed(&self, stem: &str) -> &[&'static str] {
        self.listed.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Whether the language is written in a second script too.
    pub fn reads_two_scripts(&self) -> bool {
        !self.letters.is_empty()
    }

    /// What words that begin with `start` may begin with in another script of the language.
    pub fn other_starts(&self, start: &str) -> Vec<String> {
        self.letters.other_starts(start)
    }

    /// Whether a form may end otherwise than by what is cut off.
    pub fn changes_endings(&self) -> bool {
        !self.endings.is_empty()
    }

    /// The word that an irregular form is one of, and the singular of an ending that the stemmer would not cut; else the word
    /// itself; in the letters that the stemmer reads.
    pub fn regular<'a>(&self, word: &'a str) -> Cow<'a, str> {
        if let Some(read) = self.letters.read(word) {
            return Cow::Owned(self.regular_of_one_script(&read).into_owned());
        }
        self.regular_of_one_script(word)
    }

    fn regular_of_one_script<'a>(&self, word: &'a str) -> Cow<'a, str> {
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

    /// Names and words in forms of their languages, made for this test.
    const FORMS: &[(&str, &[&str])] = &[
        ("uk", &["Київ", "Києва", "Києві", "Києвом"]),
        ("ru", &["рынок", "рынка", "рынки", "рынков"]),
        ("ru", &["американец", "американца", "американцев"]),
        ("ru", &["европеец", "европейца", "европейцы"]),
        ("ru", &["гражданин", "граждане", "гражданам"]),
        ("ru", &["день", "дня", "дней"]),
        ("uk", &["ринок", "ринку", "ринків"]),
        ("uk", &["українець", "українця", "українців"]),
        ("uk", &["європеєць", "європейця"]),
        ("be", &["амерыканец", "амерыканца", "амерыканцы"]),
        ("be", &["горад", "горадзе", "горада"]),
        ("pl", &["Niemiec", "Niemca", "Niemcom"]),
        ("pl", &["rynek", "rynku"]),
        ("cs", &["otec", "otce", "otcem"]),
        ("cs", &["článek", "článku", "články"]),
        ("sk", &["Slovinec", "Slovinca"]),
        ("sk", &["piatok", "piatku"]),
        ("hr", &["Nijemac", "Nijemca", "Nijemci"]),
        ("fi", &["kaupunki", "kaupungissa", "kaupungit"]),
        ("fi", &["Helsinki", "Helsingissä", "Helsingistä"]),
        ("fi", &["hallitus", "hallituksessa"]),
        ("uk", &["Львів", "Львова", "Львові"]),
        ("uk", &["Порошенко", "Порошенка", "Порошенкові"]),
        ("uk", &["Америка", "Америки", "Америці"]),
        ("uk", &["рішення", "рішень", "рішеннями"]),
        ("be", &["рэспубліка", "рэспублікі", "рэспубліцы"]),
        ("be", &["Мінск", "Мінска", "Мінскам"]),
        ("bg", &["град", "града", "градът", "градове", "градовете"]),
        ("bg", &["политик", "политици", "политиците"]),
        ("mk", &["претседател", "претседателот", "претседателите"]),
        ("sk", &["Bratislava", "Bratislavy", "Bratislavou"]),
        ("sl", &["Maribor", "Maribora", "Mariborom"]),
        ("lv", &["prezidents", "prezidenta", "prezidentiem"]),
        ("sr", &["Београд", "Београду", "Beograd", "Beograda"]),
        ("sr", &["Љубљана", "Ljubljana", "Ljubljane"]),
        ("hr", &["predsjednik", "predsjednika", "predsjednici"]),
        ("cs", &["Praha", "Prahy", "Praze"]),
        ("pl", &["Ameryka", "Ameryki", "Ameryce"]),
        ("tr", &["Ankara", "Ankarada", "Ankaraya", "Ankaranın"]),
        ("tr", &["seçim", "seçimi", "seçimler", "seçimlerinde"]),
        ("tr", &["kadın", "kadınlar", "kadının", "kadına"]),
        ("tr", &["kitap", "kitabı", "kitaplar"]),
        ("tr", &["Türkiye", "Türkiyede", "Türkiyenin"]),
    ];

    #[test]
    fn forms_of_a_name_share_their_stem() {
        for (lang, forms) in FORMS {
            let stem = Stem::of(lang).unwrap();
            let stems: Vec<String> = forms.iter().map(|form| stem.stem(&crate::text::fold::fold(form))).collect();
            assert!(stems.iter().all(|other| *other == stems[0]), "{lang}: {forms:?} {stems:?}");
        }
    }

    #[test]
    fn a_name_that_ends_like_a_plural_has_its_forms() {
        let stem = Stem::of("ru").unwrap();
        assert!(stem.forms_of_a_name("лавров").contains(&"лаврова".to_owned()));
        assert_eq!(stem.forms_of_a_name("лавровым"), ["лавров"]);
        assert_eq!(stem.forms_of_a_name("москва"), [""; 0]);
    }

    #[test]
    fn words_that_only_end_alike_keep_their_stems() {
        for (lang, one, other) in [
            ("pt", "mais", "mal"),
            ("pt", "jamais", "jamal"),
            ("pt", "pais", "pal"),
            ("en", "lives", "life"),
            ("tr", "turkiye", "turk"),
            ("tr", "kara", "kar"),
            ("cs", "věk", "vůz"),
            ("ru", "сок", "скат"),
            ("uk", "партія", "парта"),
            ("uk", "голова", "голос"),
        ] {
            let stem = Stem::of(lang).unwrap();
            assert_ne!(stem.stem(one), stem.stem(other), "{lang}: {one} {other}");
        }
    }
}
