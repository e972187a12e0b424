//! Hearing of changes in folders.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::mounts::is_network;
use crate::{Error, ErrorKind, Result};

/// How often folders are compared whose changes the system does not report.
const LOOK: Duration = Duration::from_secs(5);

/// Hears of changes as long as it lives.
pub(super) struct Listener {
    /// The paths that changed.
    pub(super) changed: Receiver<PathBuf>,
    /// The folders that are looked through from time to time.
    pub(super) polled: Vec<PathBuf>,
    _watchers: Vec<Box<dyn Watcher + Send>>,
}

/// Listens to changes in folders, and in the folders below them.
///
/// # Errors
///
/// When a folder can neither be listened to nor be looked through.
pub(super) fn listen(folders: &[PathBuf]) -> Result<Listener> {
    let (sender, changed) = channel();
    let hear = move |heard: notify::Result<Event>| {
        // Where something was not heard, the next comparison with the index finds it.
        let Ok(event) = heard else { return };
        if is_change(event.kind) {
            // Nobody listens any more when the run has ended.
            event.paths.into_iter().for_each(|path| drop(sender.send(path)));
        }
    };
    let mut listener = Listener { changed, polled: Vec::new(), _watchers: Vec::new() };
    for folder in folders {
        let told = if is_network(folder) { None } else { system(folder, hear.clone()) };
        let watcher = match told {
            Some(watcher) => watcher,
            None => {
                listener.polled.push(folder.clone());
                looking(folder, hear.clone()).map_err(|cause| unheard(folder, &cause))?
            }
        };
        listener._watchers.push(watcher);
    }
    Ok(listener)
}

/// Whether something was changed, and not merely read: we read ourselves.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// The system's own notifications; none where it has none, or does not allow one for every folder.
fn system(folder: &Path, hear: impl FnMut(notify::Result<Event>) + Send + 'static) -> Option<Box<dyn Watcher + Send>> {
    let mut watcher = RecommendedWatcher::new(hear, Config::default()).ok()?;
    watcher.watch(folder, RecursiveMode::Recursive).ok()?;
    Some(Box::new(watcher))
}

fn looking(
    folder: &Path,
    hear: impl FnMut(notify::Result<Event>) + Send + 'static,
) -> notify::Result<Box<dyn Watcher + Send>> {
    let mut watcher = PollWatcher::new(hear, Config::default().with_poll_interval(LOOK))?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(Box::new(watcher))
}

fn unheard(folder: &Path, cause: &notify::Error) -> Error {
    Error::new(ErrorKind::Unknown(format!("changes here cannot be heard of: {cause}"))).at(folder)
}
