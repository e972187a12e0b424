//! What a person calls an article by: its id or the beginning of it, the id of its record, its address, its file, or its
//! number in the last search.

use std::path::{Path, PathBuf};

use anyhow::bail;
use dateline::ask::Engine;
use dateline::model::Entry;
use dateline::query::Query;
use dateline::search::Request;

use super::last::LastSearch;
use super::opened::Opened;

/// How many of the articles that a reference may mean are listed.
const TOLD: usize = 8;

/// The captures of the article that a reference means, the newest first.
pub(crate) fn article(opened: &Opened, reference: &str) -> anyhow::Result<Vec<Entry>> {
    let searcher = &*opened.engine;
    let exact = searcher.article(reference)?;
    if !exact.is_empty() {
        return Ok(exact);
    }
    let number = reference.parse::<usize>().ok();
    if let Some(id) = number.zip(opened.folder()).and_then(|(number, folder)| LastSearch::article(folder, number)) {
        let entries = searcher.article(&id.to_string())?;
        if entries.is_empty() {
            bail!("number {reference} of the last search, {id}, is not in the archive any more");
        }
        return Ok(entries);
    }
    let meant = match full_path(reference) {
        Some(path) => of_file(searcher, path)?,
        None => searcher.ids_beginning(reference, TOLD + 1)?.iter().map(ToString::to_string).collect(),
    };
    match &meant[..] {
        [] => bail!("no article has the id `{reference}`; `dateline search` prints ids"),
        [id] => Ok(searcher.article(id)?),
        several => {
            let more = if several.len() > TOLD { ", …" } else { "" };
            let shown = several[..several.len().min(TOLD)].join(", ");
            bail!("`{reference}` may mean several articles: {shown}{more}")
        }
    }
}

/// The id of the article that a reference means.
pub(crate) fn id(opened: &Opened, reference: &str) -> anyhow::Result<String> {
    let entries = article(opened, reference)?;
    Ok(entries.first().map_or_else(|| reference.to_owned(), |entry| entry.article.id.to_string()))
}

/// The full path of a file that is there, or that was, where the reference is written as a path.
fn full_path(reference: &str) -> Option<PathBuf> {
    let path = Path::new(reference);
    if let Ok(full) = path.canonicalize() {
        return full.is_file().then_some(full);
    }
    let is_path = reference.contains(std::path::MAIN_SEPARATOR) && !reference.contains("://");
    is_path.then(|| std::path::absolute(path).ok()).flatten()
}

/// The ids of the articles that were read from a file.
fn of_file(searcher: &dyn Engine, path: PathBuf) -> anyhow::Result<Vec<String>> {
    let ids = searcher.ids(&Request::new(Query::All).within(vec![path]))?;
    Ok(ids.into_iter().take(TOLD + 1).map(|id| id.to_string()).collect())
}
