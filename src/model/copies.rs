//! Copies: the articles that carry one story, as they are shown.

use serde::{Deserialize, Serialize};

use super::article::ArticleId;
use super::published::Published;

/// What becomes of the copies of a story in an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Copies {
    /// Every copy is a hit of its own, and counts.
    #[default]
    All,
    /// A story is one hit: the copy that matches best. Totals and facets count stories.
    Collapse,
    /// The same, shown by the earliest of the copies that match.
    First,
    /// The same, shown by the longest of the copies that match.
    Longest,
}

/// How far a story spread beyond the article that is shown for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// How many other articles of the archive carry the story.
    pub copies: u64,
    /// The domains of the publishers of all of them, sorted, each once.
    pub sites: Vec<String>,
    /// The first day that one of them is known to be of, and the last (`2025-10-14`).
    pub days: Option<(String, String)>,
}

/// The articles that carry one story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CopyGroup {
    /// How far it spread.
    pub spread: Spread,
    /// All of them: the earliest first, those without a date last.
    pub articles: Vec<CopyOf>,
}

/// One article among those that carry a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CopyOf {
    /// Its id.
    pub id: ArticleId,
    /// The id of the record it came in.
    pub source_id: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its publisher's domain.
    pub site: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// How many words it has.
    pub words: u32,
    /// How much of the shorter text is in the longer, from 0 to 1: of this article and the one it is compared with,
    /// the one that has most in common with the others, or the one asked for.
    pub containment: f32,
    /// Whether it is the same text, whole or in part, and not another version.
    pub is_copy: bool,
    /// What it says otherwise than the article asked for; none of that article itself, and where none is asked for.
    pub differs: Option<Differences>,
}

/// What an article says otherwise than another: sentences that only one of the two has, in their order, long ones cut.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differences {
    /// The first sentences that only this article has.
    pub added: Vec<String>,
    /// How many more it has alone.
    pub added_more: u64,
    /// The first sentences that only the other has.
    pub missing: Vec<String>,
    /// How many more the other has alone.
    pub missing_more: u64,
}
