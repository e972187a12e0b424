//! What a publisher declares beside the text: section, tags, and the path of the URL, which often names a section.
//!
//! The languages list the names that newspapers give their sections ([`Language::topic_names`]). A section is trusted
//! more than a path, a path more than a tag; names that say nothing of a topic (*world*, *news*) are not in the table.

use std::collections::HashMap;

use super::score::Declared;
use crate::lang::{LANGUAGES, Language};
use crate::model::{Article, Place, TOPICS};
use crate::text::fold::fold;

/// How far a section is trusted, beside what the text says: it outweighs all but a clear text.
const SECTION: f32 = 0.8;

/// A segment of the URL's path.
const PATH: f32 = 0.6;

/// A tag; there may be many.
const TAG: f32 = 0.25;

/// How many declarations of each kind are read at most.
const MAX_DECLARED: usize = 12;

/// The names of sections.
#[derive(Debug)]
pub(super) struct Sections {
    topics: HashMap<String, Vec<u8>>,
}

impl Sections {
    /// Reads the table.
    pub(super) fn load() -> Sections {
        let mut topics: HashMap<String, Vec<u8>> = HashMap::new();
        for names in LANGUAGES.iter().flat_map(Language::topic_names) {
            let Some(topic) = TOPICS.iter().position(|row| row.slug == names.topic) else { continue };
            for name in names.sections {
                let known = topics.entry(plain(name)).or_default();
                if !known.contains(&(topic as u8)) {
                    known.push(topic as u8);
                }
            }
        }
        // A name of several topics gives them in one order, whatever the order of the languages.
        topics.values_mut().for_each(|known| known.sort_unstable_by_key(|topic| TOPICS[usize::from(*topic)].slug));
        Sections { topics }
    }

    /// What an article's metadata and URL declare. A topic counts once for each kind of declaration.
    pub(super) fn declared(&self, article: &Article) -> Vec<Declared> {
        let mut found = Vec::new();
        let mut read = |names: &mut dyn Iterator<Item = &str>, place: Place, trust: f32| {
            let start = found.len();
            for name in names.take(MAX_DECLARED) {
                for topic in self.topics.get(&plain(name)).into_iter().flatten() {
                    let again = found[start..].iter().any(|d: &Declared| d.topic == *topic);
                    if !again {
                        found.push(Declared { topic: *topic, words: name.trim().to_owned(), place, trust });
                    }
                }
            }
        };
        read(&mut article.sections.iter().map(String::as_str), Place::Metadata, SECTION);
        read(&mut article.url.as_deref().into_iter().flat_map(path_segments), Place::Url, PATH);
        read(&mut article.tags.iter().map(String::as_str), Place::Metadata, TAG);
        found
    }
}

/// The folders of a URL's path; the last segment, which names the page, is left out.
fn path_segments(url: &str) -> impl Iterator<Item = &str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').skip(1).filter(|segment| !segment.is_empty())
}

/// A name in the form in which names are compared: folded, with spaces for hyphens and underscores.
fn plain(name: &str) -> String {
    fold(name.trim()).replace(['-', '_'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slugs(name: &str) -> Vec<&'static str> {
        let sections = Sections::load();
        sections.topics.get(&plain(name)).into_iter().flatten().map(|t| TOPICS[*t as usize].slug).collect()
    }

    #[test]
    fn section_names_of_many_languages() {
        for (name, slug) in [
            ("Sport", "sport"),
            ("Politik", "politics"),
            ("ECONOMIA", "economy"),
            ("Экономика", "economy"),
            ("سياسة", "politics"),
            ("科技", "science-and-technology"),
            ("hava-durumu", "weather"),
            ("Santé", "health"),
        ] {
            assert!(slugs(name).contains(&slug), "{name}: {:?}", slugs(name));
        }
        assert!(slugs("World").is_empty() && slugs("News").is_empty());
    }

    #[test]
    fn the_page_itself_is_no_section() {
        let found: Vec<&str> = path_segments("https://example.org/news/sport/weather?x=/politics/").collect();
        assert_eq!(found, ["news", "sport"]);
        assert_eq!(path_segments("example.org").count(), 0);
    }

    #[test]
    fn every_section_is_of_a_topic_of_the_first_level() {
        for names in LANGUAGES.iter().flat_map(Language::topic_names).filter(|names| !names.sections.is_empty()) {
            assert!(TOPICS.iter().any(|row| row.slug == names.topic && row.parent.is_none()), "{}", names.topic);
        }
    }
}
