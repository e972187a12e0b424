//! Which language a text is in.

use std::collections::HashMap;
use std::sync::LazyLock;

use whatlang::{Detector, Lang};

/// The languages that are told apart: ISO 639-1 code and the detector's name for it.
const LANGUAGES: &[(&str, Lang)] = &[
    ("af", Lang::Afr),
    ("ar", Lang::Ara),
    ("az", Lang::Aze),
    ("be", Lang::Bel),
    ("bg", Lang::Bul),
    ("bn", Lang::Ben),
    ("ca", Lang::Cat),
    ("cs", Lang::Ces),
    ("da", Lang::Dan),
    ("de", Lang::Deu),
    ("el", Lang::Ell),
    ("en", Lang::Eng),
    ("es", Lang::Spa),
    ("et", Lang::Est),
    ("fa", Lang::Pes),
    ("fi", Lang::Fin),
    ("fr", Lang::Fra),
    ("gu", Lang::Guj),
    ("he", Lang::Heb),
    ("hi", Lang::Hin),
    ("hr", Lang::Hrv),
    ("hu", Lang::Hun),
    ("hy", Lang::Hye),
    ("id", Lang::Ind),
    ("it", Lang::Ita),
    ("ja", Lang::Jpn),
    ("ka", Lang::Kat),
    ("km", Lang::Khm),
    ("kn", Lang::Kan),
    ("ko", Lang::Kor),
    ("lt", Lang::Lit),
    ("lv", Lang::Lav),
    ("mk", Lang::Mkd),
    ("ml", Lang::Mal),
    ("mr", Lang::Mar),
    ("my", Lang::Mya),
    ("ne", Lang::Nep),
    ("nl", Lang::Nld),
    ("no", Lang::Nob),
    ("pa", Lang::Pan),
    ("pl", Lang::Pol),
    ("pt", Lang::Por),
    ("ro", Lang::Ron),
    ("ru", Lang::Rus),
    ("si", Lang::Sin),
    ("sk", Lang::Slk),
    ("sl", Lang::Slv),
    ("sr", Lang::Srp),
    ("sv", Lang::Swe),
    ("ta", Lang::Tam),
    ("te", Lang::Tel),
    ("th", Lang::Tha),
    ("tr", Lang::Tur),
    ("uk", Lang::Ukr),
    ("ur", Lang::Urd),
    ("uz", Lang::Uzb),
    ("vi", Lang::Vie),
    ("yi", Lang::Yid),
    ("zh", Lang::Cmn),
];

/// How much of a text is looked at, in bytes: more seldom changes the answer and always costs.
const SAMPLE: usize = 800;

/// Words that the sentences of a language in Latin letters can hardly do without. They only narrow down what the
/// detector compares, which is where its time goes.
const FUNCTION_WORDS: &[(Lang, &[&str])] = &[
    (Lang::Cat, &["els", "amb", "les", "del", "per", "una", "que", "és", "dels", "ha"]),
    (Lang::Ces, &["je", "se", "na", "že", "v", "který", "jsou", "pro", "podle", "bude", "byl", "a"]),
    (Lang::Dan, &["og", "ikke", "af", "det", "er", "til", "på", "en", "som", "har", "blev", "med"]),
    (Lang::Deu, &["der", "die", "und", "das", "nicht", "ein", "ist", "mit", "auf", "von", "im", "den", "für"]),
    (Lang::Eng, &["the", "of", "and", "to", "in", "that", "is", "was", "for", "on", "with", "said", "a", "by", "at"]),
    (Lang::Est, &["ja", "on", "ei", "et", "oli", "see", "kui", "ning", "mis", "ka"]),
    (Lang::Fin, &["ja", "on", "ei", "että", "oli", "se", "hän", "myös", "mukaan", "ovat"]),
    (Lang::Fra, &["le", "la", "les", "des", "et", "est", "une", "dans", "du", "que", "pour", "qui", "sur", "au"]),
    (Lang::Hrv, &["je", "i", "u", "se", "na", "da", "su", "za", "koji", "nije", "od"]),
    (Lang::Hun, &["a", "az", "és", "hogy", "nem", "egy", "is", "volt", "meg", "csak"]),
    (Lang::Ind, &["yang", "dan", "di", "dengan", "untuk", "ini", "itu", "dari", "tidak", "pada"]),
    (Lang::Ita, &["il", "di", "che", "la", "è", "per", "un", "una", "del", "della", "con", "non", "gli", "nel"]),
    (Lang::Lav, &["un", "ir", "ar", "no", "par", "uz", "ka", "kas", "bija", "tika"]),
    (Lang::Lit, &["ir", "kad", "yra", "su", "buvo", "iš", "į", "apie", "tai", "jo"]),
    (Lang::Nld, &["de", "het", "een", "van", "en", "dat", "niet", "zijn", "voor", "met", "op", "te", "aan"]),
    (Lang::Nob, &["og", "ikke", "av", "det", "er", "til", "på", "en", "som", "har", "ble", "med", "å"]),
    (Lang::Pol, &["w", "i", "na", "się", "nie", "z", "do", "że", "jest", "oraz", "po", "od", "przez"]),
    (Lang::Por, &["o", "a", "de", "que", "não", "do", "da", "em", "um", "uma", "com", "os", "no", "na", "ao"]),
    (Lang::Ron, &["și", "în", "de", "la", "cu", "nu", "că", "este", "pentru", "din", "care", "o"]),
    (Lang::Slk, &["a", "je", "sa", "na", "že", "v", "ktorý", "sú", "pre", "podľa", "bude"]),
    (Lang::Slv, &["je", "in", "v", "na", "se", "da", "za", "so", "ki", "pa", "bi"]),
    (Lang::Spa, &["el", "la", "de", "que", "en", "los", "del", "las", "un", "por", "con", "una", "se", "al", "no"]),
    (Lang::Swe, &["och", "inte", "av", "det", "är", "till", "på", "en", "som", "har", "att", "med", "för"]),
    (Lang::Tur, &["ve", "bir", "bu", "için", "ile", "da", "de", "olarak", "olan", "daha", "çok"]),
    (Lang::Vie, &["của", "và", "là", "các", "có", "được", "trong", "cho", "không", "một"]),
];

/// How many languages the detector compares where function words point to some.
const CANDIDATES: usize = 4;
/// So many function words, and twice as many as those of any other language, settle it without the detector.
const PLAIN: usize = 12;

/// The languages, as bits by their place in [`FUNCTION_WORDS`], in which each word is a function word.
static SPEAKERS: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    let mut speakers = HashMap::new();
    for (place, (_, words)) in FUNCTION_WORDS.iter().enumerate() {
        for word in *words {
            *speakers.entry(*word).or_default() |= 1 << place;
        }
    }
    speakers
});

/// The language of a text, as an ISO 639-1 code, where it is plain or the detector calls it reliable.
pub fn detect(text: &str) -> Option<&'static str> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let counts = function_words(sample);
    if counts[0].0 >= PLAIN && counts[0].0 >= 2 * counts[1].0 {
        return code(counts[0].1);
    }
    let detector = match counts[0].0 >= 4 && counts[CANDIDATES - 1].0 > 0 {
        true => Detector::with_allowlist(counts[..CANDIDATES].iter().map(|(_, lang)| *lang).collect()),
        false => Detector::new(),
    };
    let info = detector.detect(sample)?;
    info.is_reliable().then(|| code(info.lang())).flatten()
}

/// How many function words of each language the sample has, most first.
fn function_words(sample: &str) -> Vec<(usize, Lang)> {
    let mut counts: Vec<(usize, Lang)> = FUNCTION_WORDS.iter().map(|(lang, _)| (0, *lang)).collect();
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

fn code(lang: Lang) -> Option<&'static str> {
    LANGUAGES.iter().find(|(_, other)| *other == lang).map(|(code, _)| *code)
}

/// The ISO 639-1 code of a language tag: `en` of `en-GB` and `en_US`; `None` where the tag is no language.
pub fn primary(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.to_lowercase();
    let code = match code.as_str() {
        "nb" | "nn" => "no",
        "iw" => "he",
        "in" => "id",
        code => code,
    };
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then(|| code.to_owned())
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
    fn tags_shrink_to_their_language() {
        assert_eq!(primary("en-GB").as_deref(), Some("en"));
        assert_eq!(primary("nb_NO").as_deref(), Some("no"));
        assert_eq!(primary("x-default"), None);
    }
}
