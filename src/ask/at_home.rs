//! What an index on this machine says of itself.

use crate::Result;
use crate::index::{FORMAT, Index, Snapshot};
use crate::ingest::site_homes;
use crate::model::ArchivePath;
use crate::plan::{FileCounts, Holdings, Place};

/// What an index holds beside its articles.
///
/// # Errors
///
/// When the index cannot be read.
pub(super) fn holdings(snapshot: &Snapshot) -> Result<Holdings> {
    let index = Index::open(snapshot.folder())?;
    Ok(Holdings {
        roots: index.roots()?.into_iter().map(ArchivePath::from).collect(),
        field_names: index.field_names()?,
        files: FileCounts::of(snapshot.files()?.values()),
        homes: site_homes(snapshot)?,
    })
}

/// Where it lies.
pub(super) fn place(snapshot: &Snapshot) -> Place {
    let folder = snapshot.folder();
    let items = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let bytes = items.filter_map(|item| item.metadata().ok()).map(|metadata| metadata.len()).sum();
    Place::Index { folder: folder.into(), format: FORMAT, bytes }
}
