//! What an article is about, in the terms of IPTC Media Topics.
//!
//! [`find`] reads the text once against the word list of its language (`lexicon`, `reading`; the lists are `topics.tsv`
//! of [`crate::lang`]); sections, tags and URL are looked up among the names of sections (`sections`); a linear
//! combination of both makes the labels (`score`). `names` finds the topic that a user means by a name.

mod find;
mod lexicon;
mod names;
mod reading;
mod score;
mod sections;
mod vocabulary;

pub(super) use self::find::Topics;
pub use self::names::resolve_topic;
