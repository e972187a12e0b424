//! What an archive holds, as JSON. `docs/json.md` says what each key means.

use serde_json::{Value, json};

use super::json::{FORMAT_VERSION, counts, named_country};
use crate::ingest::READING_VERSION;
use crate::model::Results;
use crate::plan::{FileCounts, Holdings, Place};
use crate::sites::{Home, SiteHome};

/// What is counted over all articles of an archive.
pub const STATS_FACETS: [&str; 5] = ["lang", "kind", "year", "country", "topic"];

/// What an archive holds: where it is kept, its files, and the counts of an answer that every article is in.
pub fn stats(place: &Place, holdings: &Holdings, results: &Results) -> Value {
    let Holdings { roots, files, homes, .. } = holdings;
    let (engine, kept) = match place {
        Place::Index { folder, format, bytes } => {
            ("index", json!({ "folder": folder, "format": format, "bytes": bytes, "roots": roots }))
        }
        Place::Cluster { address, name, form, bytes } => {
            ("cluster", json!({ "address": address, "name": name, "format": form, "bytes": bytes, "roots": roots }))
        }
    };
    json!({
        "format_version": FORMAT_VERSION,
        engine: kept,
        "files": { "indexed": files.indexed, "skipped": files.skipped, "failed": files.failed,
                   "of_records": files.of_records, "outdated": outdated(files) },
        "articles": results.total,
        "homes": homes.iter().map(home).collect::<Vec<_>>(),
        "facets": results.facets.iter().map(counts).collect::<Vec<_>>(),
    })
}

/// Where a site is at home.
fn home(site: &SiteHome) -> Value {
    let Home { country, stories, of } = site.home;
    json!({ "site": site.site, "country": named_country(&country.code()), "stories": stories, "of": of })
}

/// How many files were read by older rules than those of this build.
pub fn outdated(files: &FileCounts) -> u64 {
    files.older_than(READING_VERSION)
}
