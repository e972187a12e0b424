//! The topic that a user means by a name: code, slug, IPTC's name in ten languages, or what people call it.

use crate::model::{TOPICS, TopicInfo, topic, topic_named};
use crate::text::fold::fold;

/// What people call the topics beside IPTC's names: a slug and its names a line.
const NAMES: &str = include_str!("names.tsv");

/// The topic that is meant by a name; case and accents do not count. An exact slug or code is meant first, then what
/// people call so (*crime* is the whole of crime, law and justice), then what IPTC does.
pub fn resolve_topic(name: &str) -> Option<&'static TopicInfo> {
    let name = name.trim();
    let folded = fold(name);
    let by_people = || called().find(|(_, own)| fold(own) == folded).and_then(|(slug, _)| topic(slug));
    topic(name).or_else(by_people).or_else(|| topic_named(name))
}

/// Slugs of topics whose names are near to one that is none, the nearest first, for a hint: at most `count`.
pub fn near_topics(name: &str, count: usize) -> Vec<&'static str> {
    let folded: Vec<char> = fold(name.trim()).chars().take(MAX_NAME).collect();
    let official =
        TOPICS.iter().flat_map(|row| std::iter::once(row.slug).chain(row.names()).map(|own| (row.slug, own)));
    let mut near: Vec<(usize, &str)> = official
        .chain(called())
        .map(|(slug, own)| (distance(&folded, &fold(own).chars().collect::<Vec<_>>()), slug))
        .filter(|(distance, _)| *distance <= 1 + folded.len() / 4)
        .collect();
    near.sort();
    let mut slugs = Vec::new();
    for (_, slug) in near {
        if !slugs.contains(&slug) {
            slugs.push(slug);
        }
    }
    slugs.truncate(count);
    slugs
}

/// No topic has a longer name.
const MAX_NAME: usize = 80;

/// Slug and name, in the order of the table.
fn called() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = NAMES.lines().skip(1).filter_map(|line| line.split_once('\t'));
    rows.flat_map(|(slug, names)| names.split(',').map(move |name| (slug, name.trim())))
}

/// The Levenshtein distance of two words, by Wagner and Fischer's table, a row at a time.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let change = diagonal + usize::from(left != right);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
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
    fn near_names_are_suggested() {
        assert_eq!(near_topics("politcs", 3).first(), Some(&"politics"));
        assert_eq!(near_topics("wether", 1), ["weather"]);
        assert!(near_topics("xyzzyxyzzy", 3).is_empty());
    }

    #[test]
    fn every_row_names_a_topic() {
        assert!(called().all(|(slug, name)| topic(slug).is_some() && !name.is_empty()));
    }
}
