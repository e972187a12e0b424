//! A watch beside something else that goes on: it outlives trouble, and follows the folders of the index.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use super::run::{Told, watch_until};
use crate::index::Index;
use crate::ingest::Options;
use crate::{Error, ErrorKind, Result};

/// How often it is looked which folders the index was built from.
const LOOK: Duration = Duration::from_secs(1);
/// How long it waits after trouble, such as a folder that is not there, before it tries again.
const RETRY: Duration = Duration::from_secs(10);

/// Keeps the index in a folder up to date until `options.stop` is raised: with `folders`, or where none are named, with those
/// that it was built from, also when others join them. The index need not be there yet. Trouble is reported, once where it stays
/// the same, and tried again.
pub fn keep_watching(
    home: &Path,
    folders: &[PathBuf],
    options: &Options,
    told: &mut dyn FnMut(&Told<'_>),
    trouble: &mut dyn FnMut(&Error),
) {
    let mut last = String::new();
    while !options.stop.load(Ordering::Relaxed) {
        let wait = match session(home, folders, options, told) {
            Ok(()) => LOOK,
            Err(error) => {
                let text = error.to_string();
                if text != last {
                    trouble(&error);
                    last = text;
                }
                RETRY
            }
        };
        let began = Instant::now();
        while began.elapsed() < wait && !options.stop.load(Ordering::Relaxed) {
            thread::sleep(Duration::from_millis(100));
        }
    }
}

/// Watches until the index was built from other folders, or the end was asked for.
fn session(home: &Path, folders: &[PathBuf], options: &Options, told: &mut dyn FnMut(&Told<'_>)) -> Result<()> {
    let index = match Index::open(home) {
        // Folders that were named make an index; else somebody has to read one first.
        Err(error) if matches!(error.kind, ErrorKind::NoIndex) => match folders {
            [] => return Ok(()),
            _ => Index::open_or_create(home)?,
        },
        opened => opened?,
    };
    let roots = if folders.is_empty() { index.roots()? } else { folders.to_vec() };
    if roots.is_empty() {
        return Ok(());
    }
    let mut looked = Instant::now();
    let mut is_over = || {
        if !folders.is_empty() || looked.elapsed() < LOOK {
            return false;
        }
        looked = Instant::now();
        Index::open(home).and_then(|index| index.roots()).map_or(true, |now| now != roots)
    };
    let mut told = |news: Told<'_>| {
        told(&news);
        Ok::<(), Error>(())
    };
    watch_until(&index, &roots, options, &(), &mut told, &mut is_over)
}
