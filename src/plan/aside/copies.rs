//! The articles that carry one story, as they are listed.

use std::collections::BTreeSet;

use crate::copies::{Likeness, likeness};
use crate::model::{Article, CopyOf, Differences};

/// What is known of an article's text beside the text.
pub(crate) struct Sample<'s> {
    /// How many words it has.
    pub(crate) words: u32,
    /// Its sampled shingles, sorted.
    pub(crate) shingles: &'s [u64],
}

/// An article of a story, compared with the one in the middle of it, whose sampled shingles are `middle`, sorted.
pub(crate) fn copy_of(article: Article, own: &Sample<'_>, middle: &[u64], differs: Option<Differences>) -> CopyOf {
    let shared = own.shingles.iter().filter(|hash| middle.binary_search(hash).is_ok()).count();
    let containment = shared as f32 / own.shingles.len().min(middle.len()).max(1) as f32;
    CopyOf {
        differs,
        id: article.id,
        source_id: article.source_id,
        title: article.title,
        site: article.site.and_then(|site| site.domain),
        published: article.published,
        words: own.words,
        containment,
        is_copy: likeness(containment) == Likeness::Copy,
    }
}

/// The articles of a story as they are listed: the earliest first, those of no day last, and each article once, however often
/// it was saved.
pub(crate) fn listed(articles: impl Iterator<Item = CopyOf>) -> Vec<CopyOf> {
    let day = |article: &CopyOf| article.published.as_ref().map(|published| published.start.date());
    let mut articles: Vec<_> = articles.map(|article| (day(&article), article)).collect();
    articles.sort_by_key(|(day, article)| (day.is_none(), *day, article.id, article.source_id.clone()));
    let mut seen = BTreeSet::new();
    articles.retain(|(_, article)| seen.insert(article.id));
    articles.into_iter().map(|(_, article)| article).collect()
}
