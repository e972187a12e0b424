//! The languages, one line each, and what they say together.

use std::sync::LazyLock;

use foldhash::HashSet;

use super::language::{Fact, Language, Phrase};
use crate::text::fold::fold;

/// The language of a folder: the tables that lie there beside `language.tsv`.
macro_rules! language {
    ($folder:literal $(, $table:ident)*) => {
        Language {
            code: $folder,
            facts: include_str!(concat!($folder, "/language.tsv")),
            $($table: include_str!(concat!($folder, "/", stringify!($table), ".tsv")),)*
            ..Language::EMPTY
        }
    };
}

/// The languages by code. English stands first: where the names of two languages clash, the first one counts.
#[expect(clippy::needless_update, reason = "a language may have every table")]
pub static LANGUAGES: &[Language] = &[
    language!("en", phrases, countries, cldr, topics, sections, calendar),
    language!("af", calendar),
    language!("am", calendar),
    language!("ar", phrases, countries, cldr, topics, sections, calendar),
    language!("az", calendar),
    language!("be", calendar),
    language!("bg", phrases, countries, cldr, calendar),
    language!("bn", phrases, countries, cldr, calendar),
    language!("bs", calendar),
    language!("ca", phrases, calendar),
    language!("cs", phrases, countries, cldr, topics, sections, calendar),
    language!("cy", calendar),
    language!("da", phrases, countries, cldr, topics, sections, calendar),
    language!("de", phrases, countries, cldr, topics, sections, calendar),
    language!("el", phrases, countries, cldr, topics, sections, calendar),
    language!("es", phrases, countries, cldr, topics, sections, calendar),
    language!("et", phrases, calendar),
    language!("eu", calendar),
    language!("fa", phrases, countries, cldr, topics, sections, calendar),
    language!("fi", phrases, countries, cldr, calendar),
    language!("fo", calendar),
    language!("fr", phrases, countries, cldr, topics, sections, calendar),
    language!("ga", calendar),
    language!("gl", calendar),
    language!("gu", calendar),
    language!("ha", calendar),
    language!("he", phrases, countries, cldr, calendar),
    language!("hi", phrases, countries, cldr, topics, sections, calendar),
    language!("hr", phrases, countries, cldr, calendar),
    language!("hu", phrases, countries, cldr, calendar),
    language!("hy", calendar),
    language!("id", phrases, countries, cldr, topics, sections, calendar),
    language!("is", calendar),
    language!("it", phrases, countries, cldr, topics, sections, calendar),
    language!("ja", phrases, countries, cldr, topics, sections),
    language!("ka", calendar),
    language!("kk", calendar),
    language!("km", calendar),
    language!("kn", calendar),
    language!("ko", phrases, countries, cldr, topics, sections),
    language!("ku", calendar),
    language!("ky", calendar),
    language!("lb", calendar),
    language!("lo", calendar),
    language!("lt", phrases, calendar),
    language!("lv", phrases, calendar),
    language!("mk", calendar),
    language!("ml", calendar),
    language!("mn", calendar),
    language!("mr", calendar),
    language!("ms", calendar),
    language!("mt", calendar),
    language!("my", calendar),
    language!("ne", calendar),
    language!("nl", phrases, countries, cldr, topics, sections, calendar),
    language!("no", phrases, countries, cldr, topics, sections, calendar),
    language!("pa", calendar),
    language!("pl", phrases, countries, cldr, topics, sections, calendar),
    language!("ps", calendar),
    language!("pt", phrases, countries, cldr, topics, sections, calendar),
    language!("ro", phrases, countries, cldr, topics, sections, calendar),
    language!("ru", phrases, countries, cldr, topics, sections, calendar),
    language!("si", calendar),
    language!("sk", phrases, countries, cldr, calendar),
    language!("sl", phrases, calendar),
    language!("so", calendar),
    language!("sq", calendar),
    language!("sr", phrases, countries, cldr, calendar),
    language!("sv", phrases, countries, cldr, topics, sections, calendar),
    language!("sw", phrases, countries, cldr, calendar),
    language!("ta", phrases, calendar),
    language!("te", calendar),
    language!("tg", calendar),
    language!("th", phrases, countries, cldr, calendar),
    language!("tk", calendar),
    language!("tl", calendar),
    language!("tr", phrases, countries, cldr, topics, sections, calendar),
    language!("tt", calendar),
    language!("ug", calendar),
    language!("uk", phrases, countries, cldr, topics, sections, calendar),
    language!("ur", phrases, countries, cldr, calendar),
    language!("uz", calendar),
    language!("vi", phrases, countries, cldr, topics, sections),
    language!("yi", calendar),
    language!("zh", phrases, countries, cldr, topics, sections),
    language!("zu", calendar),
    #[cfg(test)]
    Language { code: "qx", ..language!("tests/qx", phrases, countries, cldr, topics, sections) },
];

/// The language of an ISO 639-1 code.
pub fn language(code: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.code == code)
}

/// The code of the language that is called so, in English or in itself; case and accents do not count.
pub fn named(name: &str) -> Option<&'static str> {
    let name = fold(name.trim());
    let called = |language: &&Language| language.words(Fact::Name).any(|own| fold(own) == name);
    LANGUAGES.iter().find(called).map(|language| language.code)
}

/// The words of a fact in all languages.
pub fn facts(fact: Fact) -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(move |language| language.words(fact))
}

/// Whether a word is the name of a weekday, long or short, in any language; case, accents and full stops do not count.
pub fn is_weekday(word: &str) -> bool {
    static WEEKDAYS: LazyLock<HashSet<String>> =
        LazyLock::new(|| facts(Fact::Weekdays).map(|name| fold(&name.replace('.', ""))).collect());
    WEEKDAYS.contains(fold(word).trim_end_matches('.'))
}

/// The openings of a kind of line in all languages.
pub fn phrases(phrase: Phrase) -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(move |language| language.phrases(phrase))
}
