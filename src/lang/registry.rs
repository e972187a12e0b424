//! The languages, one line each, and what they say together.

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
    language!("en", phrases, countries, cldr, topics, sections),
    language!("af"),
    language!("ar", phrases, countries, cldr, topics, sections),
    language!("az"),
    language!("be"),
    language!("bg", phrases),
    language!("bn"),
    language!("ca"),
    language!("cs", phrases),
    language!("da", phrases),
    language!("de", phrases, countries, cldr, topics, sections),
    language!("el", phrases),
    language!("es", phrases, countries, cldr, topics, sections),
    language!("et"),
    language!("eu"),
    language!("fa", phrases, countries, cldr, topics, sections),
    language!("fi", phrases),
    language!("fr", phrases, countries, cldr, topics, sections),
    language!("ga"),
    language!("gu"),
    language!("he"),
    language!("hi", phrases),
    language!("hr", phrases),
    language!("hu", phrases),
    language!("hy"),
    language!("id", phrases),
    language!("is"),
    language!("it", phrases, countries, cldr, topics, sections),
    language!("ja", phrases, countries, cldr, topics, sections),
    language!("ka"),
    language!("km"),
    language!("kn"),
    language!("ko", phrases),
    language!("lt"),
    language!("lv", phrases),
    language!("mk"),
    language!("ml"),
    language!("mr"),
    language!("my"),
    language!("ne"),
    language!("nl", phrases),
    language!("no", phrases),
    language!("pa"),
    language!("pl", phrases),
    language!("pt", phrases, countries, cldr, topics, sections),
    language!("ro", phrases),
    language!("ru", phrases, countries, cldr, topics, sections),
    language!("si"),
    language!("sk", phrases),
    language!("sl"),
    language!("sr"),
    language!("sv", phrases),
    language!("ta"),
    language!("te"),
    language!("th", phrases),
    language!("tr", phrases, countries, cldr, topics, sections),
    language!("uk", phrases, countries, cldr, topics, sections),
    language!("ur"),
    language!("uz"),
    language!("vi", phrases),
    language!("yi"),
    language!("zh", phrases, countries, cldr, topics, sections),
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

/// The openings of a kind of line in all languages.
pub fn phrases(phrase: Phrase) -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(move |language| language.phrases(phrase))
}
