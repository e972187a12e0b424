//! The watch over folders, from its first look to its end.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::{Duration, Instant};

use super::changes::{Changes, to_read};
use super::listen::listen;
use crate::ask::Following;
use crate::index::Index;
use crate::ingest::{Options, Progress, Report, ingest};
use crate::search::keep_copies;
use crate::{Error, ErrorKind, Result};

/// How often it is checked whether something is due, or the program is to stop.
const TICK: Duration = Duration::from_millis(200);
/// How often everything is compared with the index, whatever changes were reported.
const COMPARE: Duration = Duration::from_secs(600);
/// After what time it is tried again, where another run writes to the index.
const RETRY: Duration = Duration::from_secs(2);

/// What a watch tells.
#[derive(Debug)]
pub enum Told<'t> {
    /// A folder tells of no changes itself and is looked through every few seconds.
    Polling(&'t Path),
    /// It listens; the first comparison is done.
    Listening,
    /// Another run is writing to the index, and is waited for.
    Waiting(&'t Error),
    /// Something was read, or found to be gone.
    Read(&'t Report),
}

/// Keeps an index up to date with folders until `options.stop` is raised.
///
/// # Errors
///
/// When the index cannot be read or written, when a folder can neither be listened to nor be looked through, and what `told`
/// gives.
pub fn watch<E: From<Error>>(
    index: &Index,
    folders: &[PathBuf],
    options: &Options,
    progress: &dyn Progress,
    told: &mut dyn FnMut(Told<'_>) -> Result<(), E>,
) -> Result<(), E> {
    watch_until(index, folders, options, progress, told, &mut || false)
}

/// The same, which also ends when `is_over` says so; it is asked a few times a second.
pub(super) fn watch_until<E: From<Error>>(
    index: &Index,
    folders: &[PathBuf],
    options: &Options,
    progress: &dyn Progress,
    told: &mut dyn FnMut(Told<'_>) -> Result<(), E>,
    is_over: &mut dyn FnMut() -> bool,
) -> Result<(), E> {
    let full = |folder: &PathBuf| folder.canonicalize().map_err(|cause| Error::from(cause).at(folder));
    let folders = folders.iter().map(full).collect::<Result<Vec<PathBuf>>>()?;
    let own = index.folder().canonicalize().map_err(Error::from)?;
    // It listens before the first comparison, so that nothing falls between the two.
    let listener = listen(&folders)?;
    listener.polled.iter().try_for_each(|folder| told(Told::Polling(folder)))?;
    let mut archive = Archive { index, options, progress };
    archive.bring_up_to_date(&folders, told)?;
    told(Told::Listening)?;
    let (mut changes, mut compared) = (Changes::default(), Instant::now());
    while !options.stop.load(Ordering::Relaxed) && !is_over() {
        match listener.changed.recv_timeout(TICK) {
            // What the index writes itself is no change of the archive.
            Ok(path) if path.starts_with(&own) => {}
            Ok(path) => changes.note(path, Instant::now()),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => thread::sleep(TICK),
        }
        let due = changes.due(Instant::now());
        if compared.elapsed() >= COMPARE {
            archive.bring_up_to_date(&folders, told)?;
            compared = Instant::now();
        } else if !due.is_empty() {
            archive.bring_up_to_date(&to_read(&due, &folders, Path::exists), told)?;
        }
    }
    Ok(())
}

/// The archive that is kept up to date.
struct Archive<'w> {
    index: &'w Index,
    options: &'w Options,
    progress: &'w dyn Progress,
}

impl Archive<'_> {
    /// Reads what changed in some paths, when nobody else writes.
    fn bring_up_to_date<E: From<Error>>(
        &mut self,
        paths: &[PathBuf],
        told: &mut dyn FnMut(Told<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut is_told = false;
        loop {
            let before = self.index.snapshot()?;
            let following = Following::new(self.index.home(), self.progress)?;
            match ingest(self.index, paths, self.options, &following) {
                Err(error) if matches!(error.kind, ErrorKind::Locked { .. }) => {
                    if !is_told {
                        told(Told::Waiting(&error))?;
                        is_told = true;
                    }
                    if self.options.stop.load(Ordering::Relaxed) {
                        return Ok(());
                    }
                    thread::sleep(RETRY);
                }
                done => {
                    let report = done?;
                    if report.indexed + report.removed + report.failed > 0 {
                        keep_copies(self.index, &before)?;
                        told(Told::Read(&report))?;
                    }
                    return Ok(());
                }
            }
        }
    }
}
