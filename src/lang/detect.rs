//! Which language a text is in.

use std::sync::LazyLock;

use foldhash::HashMap;
pub use whatlang::Script;
use whatlang::{Detector, Lang, detect_script};

use super::language::{Fact, Language};
use super::registry::{self, LANGUAGES};
use super::trigrams;

/// How much of a text is looked at, in bytes: more seldom changes the answer and always costs.
const SAMPLE: usize = 800;

/// How many languages the detector compares where function words point to some.
const CANDIDATES: usize = 4;
/// With this number of function words, and twice as many as those of any other language, the detector is not asked.
const PLAIN: usize = 12;

/// A language with function words, and how often the sample has them.
type Count = (usize, &'static Language);

/// The languages that have function words. These only narrow down what the detector compares, which is where its time
/// goes, and settle it where it is plain.
static SPOKEN: LazyLock<Vec<&'static Language>> = LazyLock::new(|| {
    let spoken = |language: &&Language| language.words(Fact::FunctionWords).next().is_some();
    let mut languages: Vec<&Language> = LANGUAGES.iter().filter(spoken).collect();
    // Of two languages with as many words the first counts; ISO 639-3 codes make that independent of the registry.
    languages.sort_by_key(|language| language.words(Fact::Detector).next());
    languages
});

/// A text is in another language than declared if it has at least this number of its function words,
const PROOF: usize = 6;
/// and at least this many times as many as of the declared one's.
const PROOF_TIMES: usize = 2;
/// Where the declared language has no function words here, it takes this many different ones of the other.
const PROOF_DIFFERENT: usize = 6;

/// The languages, as bits by their place in [`SPOKEN`], in which each word is a function word.
static SPEAKERS: LazyLock<HashMap<&str, u64>> = LazyLock::new(|| {
    let mut speakers = HashMap::default();
    for (place, language) in SPOKEN.iter().enumerate().take(u64::BITS as usize) {
        for word in language.words(Fact::FunctionWords) {
            *speakers.entry(word).or_default() |= 1 << place;
        }
    }
    speakers
});

/// The codes of the languages that the detector knows.
static DETECTED: LazyLock<HashMap<Lang, &'static str>> =
    LazyLock::new(|| LANGUAGES.iter().filter_map(|language| Some((detector(language)?, language.code))).collect());

/// The language of a text, as an ISO 639-1 code, where it is plain or the detector calls it reliable.
pub fn detect(text: &str) -> Option<&'static str> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let counts = function_words(sample);
    if counts[0].0 >= PLAIN && counts[0].0 >= 2 * counts[1].0 {
        return Some(counts[0].1.code);
    }
    let is_narrow = counts[0].0 >= 4 && counts[CANDIDATES - 1].0 > 0;
    let allowed: Option<Vec<Lang>> =
        is_narrow.then(|| counts[..CANDIDATES].iter().filter_map(|(_, language)| detector(language)).collect());
    let language = match detect_script(sample)? {
        script @ (Script::Latin | Script::Cyrillic) => trigrams::detect(sample, script, allowed.as_deref())?,
        _ => {
            let detector = allowed.map_or_else(Detector::new, Detector::with_allowlist);
            detector.detect(sample).filter(|info| info.is_reliable())?.lang()
        }
    };
    DETECTED.get(&language).copied()
}

/// The language that a text is plainly in, where that is another than the one it is declared to be in: it is in another
/// script, or it has several function words and hardly any of the declared language. A few words prove nothing: tables, results
/// and lists of names look like any language.
pub fn disproves(text: &str, declared: &str) -> Option<&'static str> {
    let detected = detect(text).filter(|detected| *detected != declared)?;
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let counts = function_words(sample);
    let count_of = |code: &str| counts.iter().find(|(_, language)| language.code == code).map(|(count, _)| *count);
    let script_of = |code: &str| registry::language(code)?.rows(Fact::Name).next()?.last().and_then(detect_script);
    let other_script = script_of(declared).zip(detect_script(sample)).is_some_and(|(own, here)| own != here);
    let here = count_of(detected).unwrap_or(0);
    let proven = match count_of(declared) {
        Some(own) => here >= PROOF && here >= PROOF_TIMES * own,
        // Nobody here knows how much of the declared language looks like another one: a few short words of Hausa are
        // Portuguese.
        None => here >= PROOF && different_function_words(sample, detected) >= PROOF_DIFFERENT,
    };
    (other_script || proven).then_some(detected)
}

/// How many different function words of a language the sample has.
fn different_function_words(sample: &str, code: &str) -> usize {
    let Some(place) = SPOKEN.iter().position(|language| language.code == code) else { return 0 };
    let is_spoken = |word: &&str| SPEAKERS.get(word).is_some_and(|speakers| speakers & (1 << place) != 0);
    let words = sample.split(|c: char| !c.is_alphabetic());
    words.filter(is_spoken).collect::<std::collections::BTreeSet<&str>>().len()
}

/// How many function words of each language the sample has, most first.
fn function_words(sample: &str) -> Vec<Count> {
    let mut counts: Vec<Count> = SPOKEN.iter().map(|language| (0, *language)).collect();
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty() && word.len() < 12) {
        let mut speakers = SPEAKERS.get(word).copied().unwrap_or_default();
        while speakers != 0 {
            counts[speakers.trailing_zeros() as usize].0 += 1;
            speakers &= speakers - 1;
        }
    }
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    counts
}

/// The detector's name for a language.
fn detector(language: &Language) -> Option<Lang> {
    language.words(Fact::Detector).next().and_then(Lang::from_code)
}

/// The script that most letters of a text are of.
pub fn script(text: &str) -> Option<Script> {
    detect_script(text)
}

/// The ISO 639-1 code of a language tag or name: `en` of `en-GB`, `en_US`, `eng` and `English`; `None` where it is none.
pub fn primary(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.trim_end().to_lowercase();
    if let Some(code) = called(&code) {
        return Some(code.to_owned());
    }
    let code = match code.as_str() {
        "nb" | "nn" => "no",
        "iw" => "he",
        "in" => "id",
        code => code,
    };
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then(|| code.to_owned())
}

/// The code of a language by its ISO 639-3 code or its name.
fn called(name: &str) -> Option<&'static str> {
    if name.len() == 2 {
        return None;
    }
    let by_code = || LANGUAGES.iter().find(|language| language.words(Fact::Detector).any(|code| code == name));
    registry::named(name).or_else(|| by_code().map(|language| language.code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detects_by_script_and_words() {
        assert_eq!(detect("The ministers met in the capital to discuss the airbase and the port."), Some("en"));
        assert_eq!(detect("Министры встретились в столице, чтобы обсудить авиабазу и порт."), Some("ru"));
        assert_eq!(detect("Die Schiffe lagen seit dem Morgen im Hafen, und niemand durfte an Land gehen."), Some("de"));
        assert_eq!(
            detect("Le port est fermé depuis lundi, et les navires attendent dans la rade que la mer se calme."),
            Some("fr")
        );
        assert_eq!(
            detect("El puerto está cerrado desde el lunes y los barcos esperan a que se calme el mar."),
            Some("es")
        );
        assert_eq!(detect("7"), None);
    }

    #[test]
    fn a_declared_language_stands_until_the_text_disproves_it() {
        let german = "Die Schiffe lagen seit dem Morgen im Hafen, und niemand durfte an Land gehen, denn der Sturm war \
            noch nicht vorbei und die See ging hoch. Der Hafenmeister sagte, dass er auf den Abend hofft.";
        assert_eq!(disproves(german, "en"), Some("de"));
        assert_eq!(disproves(german, "de"), None);
        let table = "Results: Northhaven 2 Karlsvik 1; Porto Seco 0 Duneford 0; Les Marsa 3 Belgrove de Tarnow 2; Ostby \
            4 La Rochette 1; Saint Amour 2 Ville Neuve 2; Mont Clair 1 Bois Vert 0; Beau Port 5 Haute Rive 3";
        assert_eq!(disproves(table, "en"), None);
        let russian = "Министры встретились в столице, чтобы обсудить порт.";
        assert_eq!(disproves(russian, "en"), Some("ru"));
        // Of a language without function words here it takes many different ones of another.
        let hausa = "Ofishin tashar jiragen ruwa ya ce jiragen ruwa suna jira a wajen kogi har sai an gyara na'urar, kuma babu \
            wanda ya ji rauni. Ma'aikata sun ce za a bude tashar da safe, a ranar Laraba, da karfe takwas.";
        assert_eq!(disproves(hausa, "ha"), None);
        assert_eq!(disproves(german, "ha"), Some("de"));
    }

    #[test]
    fn tags_shrink_to_their_language() {
        assert_eq!(primary("en-GB").as_deref(), Some("en"));
        assert_eq!(primary("nb_NO").as_deref(), Some("no"));
        assert_eq!(primary("x-default"), None);
        for (name, code) in [("English", "en"), ("eng", "en"), ("Français", "fr"), ("Anglais", "en"), ("Chinese", "zh")]
        {
            assert_eq!(primary(name).as_deref(), Some(code), "{name}");
        }
        assert_eq!(primary("Klingon"), None);
    }
}
