//! Whether the files of the archive are still, byte for byte, what was read.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::file::{Hashing, hashes_at};
use crate::index::{FileRecord, Snapshot};
use crate::model::ArchivePath;
use crate::{ErrorKind, Result};

/// What became of the files that articles were read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Files whose SHA-256 is the recorded one.
    pub same: u64,
    /// Files of which no SHA-256 was recorded; their size and fast hash (XXH3) are the recorded ones.
    pub unproven: u64,
    /// Files that are not what they were, by their paths.
    pub troubles: Vec<(ArchivePath, SourceTrouble)>,
}

/// Why a file is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceTrouble {
    /// It is not there any more.
    Gone,
    /// Its bytes are others.
    Changed,
    /// It cannot be read, or was not read to its end when it was indexed: for this reason.
    Unknown(String),
}

/// What one file is found to be.
enum Found {
    Same,
    Unproven,
    Trouble(SourceTrouble),
}

/// Reads every file again that articles of this state were read from, and compares it with what was recorded. Nothing is
/// written. Stops early where `stop` is raised.
///
/// # Errors
///
/// When the index cannot be read.
pub fn check_sources(snapshot: &Snapshot, stop: &AtomicBool) -> Result<Sources> {
    let files: Vec<FileRecord> = snapshot.files()?.into_values().filter(|file| file.articles > 0).collect();
    let look = |file: &FileRecord| (!stop.load(Ordering::Relaxed)).then(|| compare(file));
    let found: Vec<Option<Found>> = files.par_iter().map(look).collect();
    let mut sources = Sources::default();
    for (file, found) in files.iter().zip(found) {
        match found {
            None => {}
            Some(Found::Same) => sources.same += 1,
            Some(Found::Unproven) => sources.unproven += 1,
            Some(Found::Trouble(trouble)) => sources.troubles.push((ArchivePath::from_text(&file.path), trouble)),
        }
    }
    Ok(sources)
}

fn compare(file: &FileRecord) -> Found {
    let path = ArchivePath::from_text(&file.path);
    let path: &Path = path.as_ref();
    if file.is_unfinished() {
        let text = "it was not read to its end; `dateline index` reads it again".to_owned();
        return Found::Trouble(SourceTrouble::Unknown(text));
    }
    let size = path.metadata().map(|metadata| metadata.len());
    match size {
        Ok(size) if size != file.size => return Found::Trouble(SourceTrouble::Changed),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Found::Trouble(SourceTrouble::Gone),
        Err(error) => return Found::Trouble(SourceTrouble::Unknown(error.to_string())),
    }
    match hashes_at(path, file.size, Hashing::Both) {
        Err(error) if matches!(&error.kind, ErrorKind::Io(cause) if cause.kind() == io::ErrorKind::NotFound) => {
            Found::Trouble(SourceTrouble::Gone)
        }
        Err(error) => Found::Trouble(SourceTrouble::Unknown(error.kind.to_string())),
        Ok(hashes) if file.sha256.is_some() && hashes.sha256 == file.sha256 => Found::Same,
        Ok(hashes) if file.sha256.is_none() && (file.hash == 0 || hashes.xxh3 == file.hash) => Found::Unproven,
        Ok(_) => Found::Trouble(SourceTrouble::Changed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Index;
    use crate::ingest::{Options, ingest};

    #[test]
    fn a_byte_that_changed_behind_our_back_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let archive = folder.path().join("archive");
        std::fs::create_dir(&archive).unwrap();
        for name in ["a.txt", "b.txt", "c.txt", "d.txt"] {
            std::fs::write(archive.join(name), format!("The ferry {name} sails.")).unwrap();
        }
        let index = Index::open_or_create(&folder.path().join("index")).unwrap();
        ingest(&index, std::slice::from_ref(&archive), &Options::default(), &()).unwrap();
        let modified = std::fs::metadata(archive.join("b.txt")).unwrap().modified().unwrap();
        std::fs::write(archive.join("b.txt"), "The ferry b.txt sinks.").unwrap();
        // A size and a time that lie, as whoever changes evidence would see to.
        std::fs::File::options().write(true).open(archive.join("b.txt")).unwrap().set_modified(modified).unwrap();
        std::fs::remove_file(archive.join("c.txt")).unwrap();
        std::fs::write(archive.join("d.txt"), "The ferry sails and sails again.").unwrap();
        let sources = check_sources(&index.snapshot().unwrap(), &AtomicBool::new(false)).unwrap();
        let told = |name: &str, trouble| (ArchivePath::from(archive.canonicalize().unwrap().join(name)), trouble);
        let expected = [
            told("b.txt", SourceTrouble::Changed),
            told("c.txt", SourceTrouble::Gone),
            told("d.txt", SourceTrouble::Changed),
        ];
        assert_eq!(sources, Sources { same: 1, unproven: 0, troubles: expected.to_vec() });
        let stopped = check_sources(&index.snapshot().unwrap(), &AtomicBool::new(true)).unwrap();
        assert_eq!(stopped, Sources::default());
    }
}
