//! Everything that belongs to one language, and what is read by it alone.
//!
//! A language is a folder, `xx/` by its ISO 639-1 code, and one line in [`LANGUAGES`]. The folder has tables, which
//! name source and licence on their first line:
//!
//! - `language.tsv`: its names, stemmer, function words, months, abbreviations, labels of dates (see [`Fact`]);
//! - `calendar.tsv`: names of months and weekdays as Unicode CLDR has them, and of months as it had them;
//! - `phrases.tsv`: how lines begin that are no part of a story: "read more", notices, credits, bylines ([`Phrase`]);
//! - `countries.tsv`: names, demonyms and institutions of countries, and the words that are found next to places;
//! - `cldr.tsv`: names of countries as Unicode CLDR has them;
//! - `topics.tsv`: words and phrases of news by topic;
//! - `sections.tsv`: what papers call their sections, and people the topics.
//!
//! All but the first may be missing. What no table can say is code in the same folder: `en` makes the forms of English
//! words, `ar` takes Arabic words apart; a fact in `language.tsv` names it. The modules that use them (`extract/body`,
//! `extract/date`, `enrich`, `search`) read them from here and name no language.

mod ar;
mod en;

mod detect;
mod inflection;
mod language;
mod letters;
mod registry;
mod sentences;
mod stem;
mod suffixes;
mod trigrams;

pub use self::detect::{Script, detect, disproves, primary, script};
pub use self::inflection::Inflection;
pub use self::language::{Fact, Language, Phrase, TopicNames};
pub use self::registry::{LANGUAGES, facts, is_weekday, language, named, phrases};
pub use self::sentences::{End, Ends, is_sentence_end, sentences};
pub use self::stem::Stem;

#[cfg(test)]
mod tests;
