//! Articles whose ids change though their bytes do not: those of a file that was moved, or that is read by newer rules.

use std::collections::{BTreeMap, BTreeSet};

use crate::Result;
use crate::index::{Former, FormerArticle};
use crate::model::{ArticleId, Entry};

/// An article that was in the index under one id and is now under another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IdChange {
    /// The id that it had.
    pub from: ArticleId,
    /// The id that it has.
    pub to: ArticleId,
}

/// What was read from the bytes of a file the last time.
#[derive(Debug)]
pub(super) struct ReadBefore {
    ids: BTreeSet<ArticleId>,
    former: Former,
    key: String,
    /// The articles with their places: looked up when an id is new, which is seldom.
    places: Option<IdsByPlace>,
}

/// The articles of a file by where they stood in it.
#[derive(Debug)]
struct IdsByPlace {
    by_member: BTreeMap<Option<String>, ArticleId>,
    /// Only of places at which there was one article.
    by_offset: BTreeMap<u64, ArticleId>,
    sole: Option<ArticleId>,
}

impl ReadBefore {
    /// What was read from the file that went by `key`.
    pub(super) fn of(former: &Former, key: &str) -> Result<ReadBefore> {
        Ok(ReadBefore { ids: former.ids(key)?, former: former.clone(), key: key.to_owned(), places: None })
    }

    /// The changes of ids that these entries of the same bytes bring.
    pub(super) fn changes(&mut self, entries: &[Entry]) -> Result<Vec<IdChange>> {
        let mut changes = Vec::new();
        for article in entries.iter().map(|entry| &entry.article).filter(|article| !self.ids.contains(&article.id)) {
            let places = match &mut self.places {
                Some(places) => places,
                places => places.insert(IdsByPlace::of(self.former.articles(&self.key)?)),
            };
            let member = places.by_member.get(&article.origin.member);
            let at_offset = || article.origin.offset.and_then(|offset| places.by_offset.get(&offset));
            let from = member.or_else(at_offset).or(places.sole.as_ref());
            changes.extend(from.map(|from| IdChange { from: *from, to: article.id }));
        }
        Ok(changes)
    }
}

impl IdsByPlace {
    fn of(articles: Vec<FormerArticle>) -> IdsByPlace {
        let sole = if let [sole] = articles.as_slice() { Some(sole.id) } else { None };
        let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
        articles.iter().filter_map(|article| article.offset).for_each(|offset| *counts.entry(offset).or_default() += 1);
        let mut places = IdsByPlace { by_member: BTreeMap::new(), by_offset: BTreeMap::new(), sole };
        for FormerArticle { member, offset, id } in articles {
            places.by_offset.extend(offset.filter(|offset| counts[offset] == 1).map(|offset| (offset, id)));
            places.by_member.insert(member, id);
        }
        places
    }
}
