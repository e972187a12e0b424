//! A kept article as the index has it now.

use crate::Result;
use crate::ask::{Engine, Kept, List, Notebook};
use crate::model::Entry;

/// An article of a list, with what is known of it now.
pub(super) struct Item<'n> {
    /// What was kept.
    pub(super) kept: &'n Kept,
    /// The article; none where it is not in the index any more.
    pub(super) entry: Option<Entry>,
    /// The note on it; empty where there is none.
    pub(super) note: &'n str,
}

/// The articles of a list, in its order.
pub(super) fn items<'n>(list: &'n List, notebook: &'n Notebook, searcher: &dyn Engine) -> Result<Vec<Item<'n>>> {
    list.articles.iter().map(|collected| item(&collected.article, notebook, searcher)).collect()
}

/// A kept article with what is known of it now.
pub(super) fn item<'n>(kept: &'n Kept, notebook: &'n Notebook, searcher: &dyn Engine) -> Result<Item<'n>> {
    let mut entry = None;
    for id in kept.ids() {
        entry = searcher.article(&id.to_string())?.into_iter().next();
        if entry.is_some() {
            break;
        }
    }
    let note = kept.ids().find_map(|id| notebook.note(id)).map_or("", |note| note.text.as_str());
    Ok(Item { kept, entry, note })
}
