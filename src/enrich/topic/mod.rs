//! What an article is about, in the terms of IPTC Media Topics.
//!
//! The text is read once against the word list of its language (`words/*.tsv`, written by us; `lexicon`, `reading`);
//! sections, tags and URL are looked up in a table of section names (`sections`); a linear combination of both makes
//! the labels (`score`). `names` finds the topic that a user means by a name. Adding a language is one file in
//! `words/` and its line in [`LISTS`].

mod inflect;
mod lexicon;
mod names;
mod reading;
mod score;
mod sections;
mod vocabulary;

use std::sync::OnceLock;

use self::lexicon::Lexicon;
pub use self::names::{near_topics, resolve_topic};
use self::score::Findings;
use self::sections::Sections;
use crate::model::{Article, TopicLabel};
use crate::text::language;

/// The word lists, by ISO 639-1 code.
const LISTS: &[(&str, &str)] = &[("en", include_str!("words/en.tsv"))];

/// The tables by which topics are found. A language's list is read when its first article comes.
#[derive(Debug)]
pub(super) struct Topics {
    sections: Sections,
    lexicons: [OnceLock<Lexicon>; LISTS.len()],
}

impl Topics {
    /// Loads the tables.
    pub(super) fn load() -> Topics {
        Topics { sections: Sections::load(), lexicons: Default::default() }
    }

    /// Finds the topics of an article, strongest first, at most three.
    pub(super) fn find(&self, article: &Article) -> Vec<TopicLabel> {
        let lexicon = self.lexicon(article);
        let hits = reading::hits(lexicon, article);
        Findings::new(lexicon, article, hits, self.sections.declared(article)).labels()
    }

    /// The list of the language that an article declares or is in; where neither is known, English.
    fn lexicon(&self, article: &Article) -> &Lexicon {
        let lang = article.lang.as_deref().or_else(|| language::detect(&article.body)).unwrap_or("en");
        let at = LISTS.iter().position(|(code, _)| *code == lang).unwrap_or_default();
        self.lexicons[at].get_or_init(|| Lexicon::read(LISTS[at].0, LISTS[at].1))
    }
}
