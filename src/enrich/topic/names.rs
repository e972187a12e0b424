//! The topic that a user means by a name: code, slug, IPTC's name in ten languages, or what people call it.

use crate::lang::{LANGUAGES, Language};
use crate::model::{TopicInfo, topic, topic_named};
use crate::text::fold::fold;

/// The topic that is meant by a name; case and accents do not count. An exact slug or code is meant first, then what
/// people call so (*crime* is the whole of crime, law and justice), then what IPTC does.
pub fn resolve_topic(name: &str) -> Option<&'static TopicInfo> {
    let name = name.trim();
    let folded = fold(name);
    let by_people = || called().find(|(_, own)| fold(own) == folded).and_then(|(slug, _)| topic(slug));
    topic(name).or_else(by_people).or_else(|| topic_named(name))
}

/// Slug and name, in the order of the languages.
fn called() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = LANGUAGES.iter().flat_map(Language::topic_names);
    rows.flat_map(|row| row.names.into_iter().map(move |name| (row.topic, name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_found_by_what_people_call_them() {
        for (name, slug) in [
            ("11000000", "politics"),
            ("Politik", "politics"),
            ("business", "economy"),
            ("crime", "crime-law"),
            ("tech", "science-and-technology"),
            ("War", "conflict"),
            ("спорт", "sport"),
            ("política", "politics"),
            ("migration", "immigration"),
            ("global warming", "climate-change"),
        ] {
            assert_eq!(resolve_topic(name).map(|row| row.slug), Some(slug), "{name}");
        }
        assert_eq!(resolve_topic("no such thing"), None);
    }

    #[test]
    fn every_row_names_a_topic() {
        assert!(called().all(|(slug, name)| topic(slug).is_some() && !name.is_empty()));
    }
}
