//! Files beside the segments of an index: a person's names, saved searches, the groups of copies.
//!
//! The engine removes only files that it wrote itself, so these stay. Each is written in one step: whoever reads it finds the
//! old one or the new one, also after a run was killed or the power failed. What is read, changed and written again is done
//! under a lock, so that no two runs lose each other's changes.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::{Error, Result};

/// The lock of a folder; it is given back when the value is dropped, or the process ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Waits until no other run changes the files of a folder, which is made where it is not there.
///
/// # Errors
///
/// When the folder cannot be made or written to.
pub fn lock(folder: &Path) -> Result<Lock> {
    /// The file that is locked for the folder. It stays: a lock on a file that is removed keeps nobody out.
    const LOCK: &str = ".lock";
    fs::create_dir_all(folder).map_err(|cause| Error::from(cause).at(folder))?;
    let path = folder.join(LOCK);
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let locked = file.and_then(|file| file.lock().map(|()| file));
    Ok(Lock { _file: locked.map_err(|cause| Error::from(cause).at(path))? })
}

/// The text of a file; nothing where there is no such file.
///
/// # Errors
///
/// When it cannot be read, or is no UTF-8.
pub fn read(file: &Path) -> Result<Option<String>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Error::from(cause).at(file)),
    }
}

/// Writes a file in one step.
///
/// # Errors
///
/// When the disk refuses; the old file stays as it was.
pub fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    replace(file, bytes).map_err(|cause| Error::from(cause).at(file))
}

/// The same for the engine, which wants to know what the system said.
pub(super) fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    put(file, |draft| write_through(draft, bytes))?;
    // The new name lasts when the folder does. Not every system can be asked for that.
    if let Some(folder) = file.parent().and_then(|folder| File::open(folder).ok()) {
        drop(folder.sync_all());
    }
    Ok(())
}

/// Writes a file that can be made again from the index, in one step and without waiting for the disk. After a power failure it may
/// be broken: it must carry a checksum.
///
/// # Errors
///
/// As [`write()`].
pub fn write_cache(file: &Path, bytes: &[u8]) -> Result<()> {
    put(file, |draft| fs::write(draft, bytes)).map_err(|cause| Error::from(cause).at(file))
}

/// Writes a draft and gives it the name of the file.
fn put(file: &Path, write: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    let draft = draft_of(file);
    write(&draft).and_then(|()| fs::rename(&draft, file)).inspect_err(|_| drop(fs::remove_file(&draft)))
}

fn write_through(draft: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(draft)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A name beside the file that no other writer takes: hidden, of this process and this write.
fn draft_of(file: &Path) -> PathBuf {
    static WRITES: AtomicU64 = AtomicU64::new(0);
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let number = WRITES.fetch_add(1, Ordering::Relaxed);
    file.with_file_name(format!(".{name}.{}.{number}.part", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_there_whole_and_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("names.txt");
        assert_eq!(read(&file).unwrap(), None);
        write(&file, b"one").unwrap();
        write(&file, b"two").unwrap();
        assert_eq!(read(&file).unwrap().as_deref(), Some("two"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write(&folder.path().join("gone/names.txt"), b"x").is_err());
    }

    #[test]
    fn changes_under_the_lock_are_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("list");
        std::thread::scope(|scope| {
            for number in 0..20 {
                let file = &file;
                scope.spawn(move || {
                    let _only_one = lock(file.parent().unwrap()).unwrap();
                    let text = read(file).unwrap().unwrap_or_default();
                    write(file, format!("{text}{number}\n").as_bytes()).unwrap();
                });
            }
        });
        assert_eq!(read(&file).unwrap().unwrap().lines().count(), 20);
    }
}
