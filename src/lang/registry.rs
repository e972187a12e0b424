//! The languages, one line each, and what they say together.

use super::language::{Fact, Language, Phrase};

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
    language!("en", phrases, countries, cldr, topics),
    language!("af"),
    language!("ar", phrases, countries, cldr, topics),
    language!("az"),
    language!("be"),
    language!("bg", phrases),
    language!("bn"),
    language!("ca"),
    language!("cs", phrases),
    language!("da", phrases),
    language!("de", phrases, countries, cldr, topics),
    language!("el", phrases),
    language!("es", phrases, countries, cldr, topics),
    language!("et"),
    language!("eu"),
    language!("fa", phrases, countries, cldr, topics),
    language!("fi", phrases),
    language!("fr", phrases, countries, cldr, topics),
    language!("ga"),
    language!("gu"),
    language!("he"),
    language!("hi", phrases),
    language!("hr", phrases),
    language!("hu", phrases),
    language!("hy"),
    language!("id", phrases),
    language!("is"),
    language!("it", phrases, countries, cldr, topics),
    language!("ja", phrases, countries, cldr, topics),
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
    language!("pt", phrases, countries, cldr, topics),
    language!("ro", phrases),
    language!("ru", phrases, countries, cldr, topics),
    language!("si"),
    language!("sk", phrases),
    language!("sl"),
    language!("sr"),
    language!("sv", phrases),
    language!("ta"),
    language!("te"),
    language!("th", phrases),
    language!("tr", phrases, countries, cldr, topics),
    language!("uk", phrases, countries, cldr, topics),
    language!("ur"),
    language!("uz"),
    language!("vi", phrases),
    language!("yi"),
    language!("zh", phrases, countries, cldr, topics),
];

/// The language of an ISO 639-1 code.
pub fn language(code: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.code == code)
}

/// The words of a fact in all languages.
pub fn facts(fact: Fact) -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(move |language| language.words(fact))
}

/// The openings of a kind of line in all languages.
pub fn phrases(phrase: Phrase) -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(move |language| language.phrases(phrase))
}
