//! A run, from beginning to end.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;

use super::archive::Archive;
use super::mirror::{Mirror, Mirrored, Removal, Source};
use super::place::Place;
use super::progress::ExportProgress;
use crate::Result;
use crate::cluster::client::Connection;
use crate::cluster::mapping::Layout;

/// How a run goes about its work.
#[derive(Clone, Debug)]
pub struct ExportOptions {
    /// Shards and replicas; where it is left out, those of the archive that is there, else the usual ones.
    pub layout: Option<Layout>,
    /// What may be removed.
    pub removal: Removal,
    /// When the run is. It is the version of what is written.
    pub now: Timestamp,
    /// Set from outside to stop the run.
    pub stop: Arc<AtomicBool>,
}

/// What a run changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Of the articles.
    pub articles: Mirrored,
    /// Of the words.
    pub words: Mirrored,
}

/// Makes the archive `name` of a cluster hold what `archive` holds and nothing else.
///
/// # Errors
///
/// [`crate::ErrorKind::Cluster`] when the cluster cannot be reached, lacks shards, is another run's, or would lose more than it may;
/// [`crate::ErrorKind::Stopped`]. Whatever stops it, the same run made again completes it.
pub fn export(
    connection: &Connection,
    name: &str,
    archive: &dyn Archive,
    options: &ExportOptions,
    progress: &dyn ExportProgress,
) -> Result<Exported> {
    connection.version()?;
    let now = u64::try_from(options.now.as_millisecond()).unwrap_or_default();
    let place = Place::prepare(connection, name, archive, (options.layout, options.removal), now)?;
    let stop = &*options.stop;
    let mirror = |index, removal| Mirror {
        connection,
        index,
        version: place.version(),
        removal,
        stop,
        progress,
        told: Mutex::default(),
    };
    let articles = mirror(place.articles(), options.removal).bring(Source::Articles(archive))?;
    let words = mirror(place.words(), Removal::Any).bring(Source::Words(archive))?;
    place.finish(connection)?;
    Ok(Exported { articles, words })
}
