//! What an index holds, as JSON. `docs/json.md` says what each key means.

use std::path::Path;

use serde_json::{Value, json};

use super::json::{FORMAT_VERSION, counts, named_country};
use crate::Result;
use crate::index::{FORMAT, FileRecord, Index, Outcome};
use crate::ingest::{READING_VERSION, site_homes};
use crate::model::{ArchivePath, Results};
use crate::sites::{Home, SiteHome};

/// What is counted over all articles of an index.
pub const STATS_FACETS: [&str; 5] = ["lang", "kind", "year", "country", "topic"];

/// What an index holds: its files, and the counts of an answer that every article is in.
///
/// # Errors
///
/// When the index cannot be read.
pub fn stats(index: &Index, files: &[FileRecord], results: &Results) -> Result<Value> {
    let roots: Vec<ArchivePath> = index.roots()?.into_iter().map(ArchivePath::from).collect();
    let count = |what: fn(&Outcome) -> bool| files.iter().filter(|file| what(&file.outcome)).count();
    Ok(json!({
        "format_version": FORMAT_VERSION,
        "index": { "folder": ArchivePath::from(index.folder()), "format": FORMAT, "bytes": folder_size(index.folder()),
                   "roots": roots },
        "files": { "indexed": count(|outcome| matches!(outcome, Outcome::Indexed)),
                   "skipped": count(|outcome| matches!(outcome, Outcome::Skipped(_))),
                   "failed": count(|outcome| matches!(outcome, Outcome::Failed(_))),
                   "of_records": of_records(files), "outdated": outdated(files) },
        "articles": results.total,
        "homes": site_homes(&index.snapshot()?)?.iter().map(home).collect::<Vec<_>>(),
        "facets": results.facets.iter().map(counts).collect::<Vec<_>>(),
    }))
}

/// Where a site is at home.
fn home(site: &SiteHome) -> Value {
    let Home { country, stories, of } = site.home;
    json!({ "site": site.site, "country": named_country(&country.code()), "stories": stories, "of": of })
}

/// How many files hold several articles.
pub fn of_records(files: &[FileRecord]) -> usize {
    files.iter().filter(|file| file.articles > 1).count()
}

/// How many files were read by older rules than those of this build.
pub fn outdated(files: &[FileRecord]) -> usize {
    files.iter().filter(|file| file.rules.version < READING_VERSION).count()
}

/// The size of the files in a folder, in bytes.
pub fn folder_size(folder: &Path) -> u64 {
    let Ok(items) = std::fs::read_dir(folder) else { return 0 };
    items.flatten().filter_map(|item| item.metadata().ok()).map(|metadata| metadata.len()).sum()
}
