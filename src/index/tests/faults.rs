//! A disk that stops taking writes: at every single step of a commit, and every few bytes. Whatever the
//! moment, the index opens as it was before or as it was to be, and the same work done again brings it there.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, RamDirectory, TerminatingWrite, WatchCallback,
    WatchHandle, WritePtr,
};

use super::samples::{entry, record};
use crate::Result;
use crate::index::{Index, check};

/// How much a disk still does, and how often it was asked for more.
#[derive(Debug)]
struct Budget {
    fault: Fault,
    left: AtomicI64,
    refused: AtomicU32,
}

impl Budget {
    /// Takes `amount` from what is left; once there was not enough, every further call fails.
    fn take(&self, amount: i64) -> io::Result<()> {
        if self.left.fetch_sub(amount, Ordering::SeqCst) >= amount {
            return Ok(());
        }
        self.left.store(i64::MIN / 2, Ordering::SeqCst);
        self.refused.fetch_add(1, Ordering::SeqCst);
        Err(self.fault.error())
    }
}

/// What is wrong with the disk.
#[derive(Clone, Copy, Debug)]
enum Fault {
    Full,
    Broken,
}

impl Fault {
    fn error(self) -> io::Error {
        match self {
            Fault::Full => io::Error::from(io::ErrorKind::StorageFull),
            // EIO: the kernel could not get the bytes there.
            Fault::Broken => io::Error::from_raw_os_error(5),
        }
    }
}

/// What a step costs: the budget is counted in steps or in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Steps,
    Bytes,
}

/// A directory that stops when its budget is spent.
#[derive(Clone, Debug)]
struct Faulty {
    disk: RamDirectory,
    unit: Unit,
    budget: Arc<Budget>,
}

impl Faulty {
    fn new(disk: &RamDirectory, fault: Fault, unit: Unit, left: i64) -> Faulty {
        let budget = Budget { fault, left: AtomicI64::new(left), refused: AtomicU32::new(0) };
        Faulty { disk: disk.clone(), unit, budget: Arc::new(budget) }
    }

    fn step(&self) -> io::Result<()> {
        self.budget.take(i64::from(self.unit == Unit::Steps))
    }

    fn bytes(&self, count: usize) -> io::Result<()> {
        if self.unit == Unit::Bytes { self.budget.take(count as i64) } else { self.step() }
    }
}

impl Directory for Faulty {
    fn get_file_handle(&self, path: &Path) -> std::result::Result<Arc<dyn FileHandle>, OpenReadError> {
        self.disk.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> std::result::Result<(), DeleteError> {
        let failed = |cause| DeleteError::IoError { io_error: Arc::new(cause), filepath: path.to_path_buf() };
        self.step().map_err(failed)?;
        self.disk.delete(path)
    }

    fn exists(&self, path: &Path) -> std::result::Result<bool, OpenReadError> {
        self.disk.exists(path)
    }

    fn open_write(&self, path: &Path) -> std::result::Result<WritePtr, OpenWriteError> {
        self.step().map_err(|cause| OpenWriteError::wrap_io_error(cause, path.to_path_buf()))?;
        let file = FaultyFile { file: self.disk.open_write(path)?, directory: self.clone() };
        Ok(WritePtr::new(Box::new(file)))
    }

    fn atomic_read(&self, path: &Path) -> std::result::Result<Vec<u8>, OpenReadError> {
        self.disk.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.bytes(data.len())?;
        self.disk.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.step()?;
        self.disk.sync_directory()
    }

    // A lock goes with its process, so it is not a matter of the disk.
    fn acquire_lock(&self, lock: &Lock) -> std::result::Result<DirectoryLock, LockError> {
        self.disk.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.disk.watch(callback)
    }
}

/// A file that takes what the budget allows, also a part of what it is given.
struct FaultyFile {
    file: WritePtr,
    directory: Faulty,
}

impl Write for FaultyFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Small pieces, so that a write can end in its middle.
        let piece = &bytes[..bytes.len().min(512)];
        self.directory.bytes(piece.len())?;
        self.file.write(piece)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl TerminatingWrite for FaultyFile {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.directory.step()?;
        let file = std::mem::replace(&mut self.file, WritePtr::new(Box::new(Nowhere)));
        file.terminate()
    }
}

/// What stands in the place of a file that is closed.
struct Nowhere;

impl Write for Nowhere {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for Nowhere {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        Ok(())
    }
}

const FOLDER: &str = "/nowhere";

/// A disk with an index of two files.
fn before() -> RamDirectory {
    let disk = RamDirectory::create();
    let index = Index::create_on(disk.clone(), Path::new(FOLDER)).unwrap();
    let mut writer = index.writer(1, 0).unwrap();
    for file in ["a.html", "b.html"] {
        writer.add(&entry(file, "Ships leave")).unwrap();
        writer.add_file(&record(&format!("/archive/{file}"))).unwrap();
    }
    writer.commit(&[PathBuf::from("/archive")]).unwrap();
    writer.finish().unwrap();
    disk
}

/// Changes one file, removes another, adds a third, and commits.
fn change(directory: impl Into<Box<dyn Directory>>) -> Result<()> {
    let index = Index::open_on(directory, Path::new(FOLDER))?;
    let mut writer = index.writer(1, 0)?;
    writer.remove("/archive/a.html");
    writer.remove("/archive/b.html");
    for file in ["b.html", "c.html"] {
        writer.add(&entry(file, "Ships return"))?;
        writer.add_file(&record(&format!("/archive/{file}")))?;
    }
    writer.commit(&[PathBuf::from("/archive")])?;
    writer.finish()
}

/// What an index on this disk holds: files, and the title of each article.
fn state(disk: &RamDirectory) -> Vec<String> {
    let index = Index::open_on(disk.clone(), Path::new(FOLDER)).expect("the index opens");
    let health = check(&index).expect("the index can be read");
    assert!(health.is_good(), "{health:?}");
    let snapshot = index.snapshot().unwrap();
    let mut lines: Vec<String> = snapshot.files().unwrap().into_keys().collect();
    let articles = snapshot.articles_only();
    let found = snapshot.searcher().search(&articles, &tantivy::collector::DocSetCollector).unwrap();
    for address in found.into_iter().collect::<BTreeSet<_>>() {
        let article = snapshot.entry(address).unwrap().article;
        lines.push(format!("{} {}", article.origin.path.display(), article.title.unwrap()));
    }
    lines.sort();
    lines
}

/// What an index holds before the change and after it, when nothing stops it.
fn old_and_new() -> (Vec<String>, Vec<String>) {
    let disk = before();
    let old = state(&disk);
    change(disk.clone()).unwrap();
    let new = state(&disk);
    assert_ne!(old, new);
    (old, new)
}

/// Stops the disk after `amount` units; returns whether that was reached, and asserts all that has to hold.
fn stop_after(fault: Fault, unit: Unit, amount: i64, (old, new): (&[String], &[String])) -> bool {
    let disk = before();
    let faulty = Faulty::new(&disk, fault, unit, amount);
    let done = change(faulty.clone());
    let found = state(&disk);
    assert!(found == old || found == new, "after {amount} {unit:?}: {found:?}");
    if done.is_ok() {
        assert_eq!(found, new, "a commit that was told done is lasting, {amount} {unit:?}");
    }
    if found == old {
        change(disk.clone()).unwrap();
        assert_eq!(state(&disk), new, "the same work again, after {amount} {unit:?}");
    }
    faulty.budget.refused.load(Ordering::SeqCst) > 0
}

/// Stops the disk after more and more, until all is done before it is reached.
fn stop_everywhere(fault: Fault, unit: Unit, stride: i64) {
    let (old, new) = old_and_new();
    let amounts = (0..10_000).map(|at| at * stride);
    let stops = amounts.take_while(|amount| stop_after(fault, unit, *amount, (&old, &new))).count();
    assert!((30..10_000).contains(&stops), "{stops} stops");
}

#[test]
fn a_full_disk_at_any_step_of_a_commit_loses_nothing() {
    stop_everywhere(Fault::Full, Unit::Steps, 1);
}

#[test]
fn a_broken_disk_at_any_step_of_a_commit_loses_nothing() {
    stop_everywhere(Fault::Broken, Unit::Steps, 1);
}

#[test]
fn a_full_disk_at_any_byte_loses_nothing() {
    stop_everywhere(Fault::Full, Unit::Bytes, 61);
}

#[test]
fn a_broken_disk_at_any_byte_loses_nothing() {
    stop_everywhere(Fault::Broken, Unit::Bytes, 97);
}
