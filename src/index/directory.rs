//! The folder of an index as the engine sees it.
//!
//! It is the engine's own directory but for three things. Merges read files part by part ([`super::parts`]). The other two are those without
//! which an index is closed to everybody but its owner (tantivy 0.27): the engine makes its lists (`meta.json`, `.managed.json`) as temporary files, which nobody else may read; here they are files like the
//! others. And it writes a lock to read; here who may not write takes the lock by reading.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

use super::parts::FileInParts;
use super::sidecar;

/// The folder of an index.
#[derive(Clone, Debug)]
pub(super) struct IndexDirectory {
    engine: MmapDirectory,
    folder: PathBuf,
}

impl IndexDirectory {
    /// The directory in this folder, which is there.
    pub(super) fn open(folder: &Path) -> Result<IndexDirectory, OpenDirectoryError> {
        Ok(IndexDirectory { engine: MmapDirectory::open(folder)?, folder: folder.to_path_buf() })
    }
}

impl IndexDirectory {
    /// The lock that keeps writers from removing what is being opened. Where its file is missing nobody writes: the folder is a copy on a
    /// medium that is only read.
    fn lock_of_reader(&self, lock: &Lock) -> DirectoryLock {
        let file = File::open(self.folder.join(&lock.filepath));
        let held = file.and_then(|file| file.lock_shared().map(|()| file)).ok();
        DirectoryLock::from(Box::new(held))
    }
}

/// What the names of the threads begin with in which the engine merges segments.
const MERGES: &str = "merge_thread";

/// Whether this thread merges segments.
pub(super) fn is_merging() -> bool {
    std::thread::current().name().is_some_and(|name| name.starts_with(MERGES))
}

/// Whether the folder may be read and not written.
fn is_read_only(cause: &io::Error) -> bool {
    matches!(cause.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

impl Directory for IndexDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        match is_merging() {
            true => FileInParts::open(&self.folder.join(path)),
            false => self.engine.get_file_handle(path),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.engine.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.engine.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.engine.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.engine.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        sidecar::replace(&self.folder.join(path), data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.engine.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.engine.acquire_lock(lock) {
            // The lock of a writer is not waited for; that of readers is.
            Err(LockError::IoError(cause)) if lock.is_blocking && is_read_only(&cause) => Ok(self.lock_of_reader(lock)),
            taken => taken,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.engine.watch(callback)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use tantivy::directory::META_LOCK;

    use super::IndexDirectory;
    use crate::index::Index;

    #[test]
    fn whoever_may_read_a_file_of_an_index_may_read_all() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("index");
        drop(Index::open_or_create(&home).unwrap());
        let other = folder.path().join("other");
        fs::write(&other, "").unwrap();
        let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        for file in ["meta.json", ".managed.json"] {
            assert_eq!(mode(&home.join(file)), mode(&other), "{file}");
        }
    }

    #[test]
    fn an_index_that_may_only_be_read_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        drop(Index::open_or_create(folder.path()).unwrap());
        let may = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
        may(0o555);
        let opened = Index::open(folder.path()).and_then(|index| index.snapshot()).map(|_| ());
        may(0o755);
        opened.unwrap();
        // Whoever runs tests as root may write everywhere, so the lock of a reader is taken here too, with its file and without.
        let directory = IndexDirectory::open(folder.path()).unwrap();
        drop(directory.lock_of_reader(&META_LOCK));
        fs::remove_file(folder.path().join(&META_LOCK.filepath)).unwrap();
        drop(directory.lock_of_reader(&META_LOCK));
    }
}
