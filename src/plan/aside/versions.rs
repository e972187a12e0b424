//! Versions: the captures of one URL, told apart by what they say.
//!
//! Every capture lies in the index for itself, so that a file that goes takes nothing along but what was in it. Which of
//! them say the same is found out when an article is shown.

use std::cmp::Reverse;

use crate::model::{ArticleId, Entry, Saved, Version};

/// The versions of articles from all their captures: those of one article stand together, the newest first. Captures
/// with the same headline and text are one version, whatever else changed around the story.
pub fn versions(mut captures: Vec<Entry>) -> Vec<Version> {
    captures.sort_by_cached_key(order);
    let mut versions: Vec<Version> = Vec::new();
    for entry in captures {
        let saved = Saved { time: entry.article.captured, origin: entry.article.origin.clone() };
        match versions.iter_mut().find(|version| is_same(&version.entry, &entry)) {
            Some(version) => version.captures.push(saved),
            None => versions.push(Version { entry, captures: vec![saved] }),
        }
    }
    versions
}

/// So many articles that came in records of one id are listed at most.
pub(crate) const OF_ONE_RECORD: usize = 1_000;

/// The articles of which these are captures stand together; of one the newest comes first, and those of unknown time
/// come last, in the order of their files.
pub(crate) fn order(entry: &Entry) -> (ArticleId, bool, Reverse<Option<jiff::Timestamp>>, crate::model::Origin) {
    let article = &entry.article;
    (article.id, article.captured.is_none(), Reverse(article.captured), article.origin.clone())
}

fn is_same(one: &Entry, other: &Entry) -> bool {
    let (one, other) = (&one.article, &other.article);
    one.id == other.id && one.title == other.title && one.body == other.body
}
