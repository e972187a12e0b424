//! The table of topics: IPTC Media Topics, first and second level, read from `topics.tsv`.
//!
//! IPTC's codes are opaque numbers and its names long; our slugs are what queries, listings and facet paths use. A
//! topic may be asked for by any of the three ([`topic`], [`topic_named`]); looser names are `enrich`'s business.

use std::sync::LazyLock;

use crate::text::fold::fold;

/// The 17 top levels of IPTC Media Topics and the level below them. Codes and names © IPTC, CC BY 4.0.
pub static TOPICS: LazyLock<Vec<TopicInfo>> = LazyLock::new(|| TABLE.lines().skip(2).map(row).collect());

/// First the source and licence, then the names of the columns, then a topic a line, parents before their children.
const TABLE: &str = include_str!("topics.tsv");

/// One row of [`TOPICS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopicInfo {
    /// The eight digits of the code (`medtop:` left off).
    pub code: &'static str,
    /// The short name that queries, listings and facet paths use: `politics`, `conflict`.
    pub slug: &'static str,
    /// IPTC's English name.
    pub name: &'static str,
    /// The code of the level above.
    pub parent: Option<&'static str>,
    /// IPTC's names in other languages, separated by tabs; some are empty.
    names: &'static str,
}

/// The topic with this code (with or without `medtop:`) or slug.
pub fn topic(code: &str) -> Option<&'static TopicInfo> {
    let code = code.strip_prefix("medtop:").unwrap_or(code);
    TOPICS.iter().find(|row| row.code == code || row.slug.eq_ignore_ascii_case(code))
}

/// The topic that IPTC calls so in one of its languages; case and accents do not count. Of two topics with one name
/// the more general, then the first, is meant.
pub fn topic_named(name: &str) -> Option<&'static TopicInfo> {
    let name = fold(name.trim());
    let called = |row: &&TopicInfo| row.names().any(|own| fold(own) == name);
    let (tops, below): (Vec<_>, Vec<_>) = TOPICS.iter().partition(|row| row.parent.is_none());
    tops.into_iter().find(called).or_else(|| below.into_iter().find(called))
}

impl TopicInfo {
    /// The path of the topic in the facet tree: `/politics`, `/politics/elections`.
    pub fn facet_path(&self) -> String {
        match self.parent.and_then(topic) {
            Some(parent) => format!("/{}/{}", parent.slug, self.slug),
            None => format!("/{}", self.slug),
        }
    }

    /// IPTC's names of the topic, the English one first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.names.split('\t').filter(|name| !name.is_empty()))
    }
}

fn row(line: &'static str) -> TopicInfo {
    let mut cells = line.splitn(5, '\t');
    let mut next = || cells.next().unwrap_or_default();
    let (code, slug, parent, name, names) = (next(), next(), next(), next(), next());
    TopicInfo { code, slug, name, parent: Some(parent).filter(|code| !code.is_empty()), names }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert_eq!(TOPICS.iter().filter(|row| row.parent.is_none()).count(), 17);
        assert_eq!(TOPICS.len(), 138);
        for row in TOPICS.iter() {
            assert!(row.code.len() == 8 && row.code.bytes().all(|b| b.is_ascii_digit()), "{row:?}");
            assert!(row.parent.is_none_or(|code| topic(code).is_some_and(|p| p.parent.is_none())), "{row:?}");
            assert!(!row.name.is_empty() && row.names().count() <= 10, "{row:?}");
        }
    }

    #[test]
    fn codes_and_slugs_are_unique() {
        let keys: BTreeSet<&str> = TOPICS.iter().flat_map(|row| [row.code, row.slug]).collect();
        assert_eq!(keys.len(), 2 * TOPICS.len());
    }

    #[test]
    fn found_by_code_slug_and_name() {
        for key in ["11000000", "medtop:11000000", "politics", "Politics"] {
            assert_eq!(topic(key).map(|row| row.slug), Some("politics"), "{key}");
        }
        for (name, slug) in [
            ("Politik", "politics"),
            ("POLITIQUE", "politics"),
            ("sante", "health"),
            ("天气", "weather"),
            ("طقس", "weather"),
            ("armed conflict", "armed-conflict"),
            ("élections", "elections"),
            ("Freizeit", "leisure"),
        ] {
            assert_eq!(topic_named(name).map(|row| row.slug), Some(slug), "{name}");
        }
        assert_eq!(topic_named("no such thing"), None);
        assert_eq!(topic_named(""), None);
    }

    #[test]
    fn paths_hang_children_below_their_parents() {
        assert_eq!(topic("sport").unwrap().facet_path(), "/sport");
        assert_eq!(topic("elections").unwrap().facet_path(), "/politics/elections");
    }
}
