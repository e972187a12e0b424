//! Files that are gone: which of them go from the index, and which stay because their whole folder is empty.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::forget::is_below;
use super::known::Known;
use super::options::Emptied;
use crate::index::Former;
use crate::model::ArchivePath;
use crate::{Error, Result};

/// What is to be done about files that are gone.
#[derive(Debug, Default)]
pub(super) struct Gone {
    /// The keys of those that go from the index.
    pub(super) removed: Vec<String>,
    /// Folders whose articles stay, though none of their files is there any more.
    pub(super) kept: Vec<Error>,
}

impl Gone {
    /// Decides on the files that vanished below `folders`. A folder in which not one of the known files is left may be a
    /// share that is not mounted; but files that were moved show that it is there.
    pub(super) fn of(
        vanished: Vec<String>,
        moved: &BTreeSet<String>,
        known: &Known,
        folders: &[PathBuf],
        emptied: Emptied,
    ) -> Gone {
        let mut gone = Gone { removed: vanished, kept: Vec::new() };
        if emptied == Emptied::Removed {
            return gone;
        }
        for folder in folders {
            let key = ArchivePath::from(folder).to_string();
            let held = known.records().iter().filter(|record| is_below(&record.path, &key)).count();
            let lost = gone.removed.iter().filter(|file| is_below(file, &key) && !moved.contains(*file)).count();
            if held > 0 && lost == held {
                gone.removed.retain(|file| !is_below(file, &key));
                gone.kept.push(nothing_left(held).at(folder));
            }
        }
        gone
    }
}

/// Those of `folders` of which an index held files, and not one of them is there any more.
///
/// # Errors
///
/// When the index cannot be read.
pub fn emptied(former: &Former, folders: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let files = former.files()?;
    let is_there = |key: &str| AsRef::<Path>::as_ref(&ArchivePath::from_text(key)).exists();
    let is_emptied = |folder: &&PathBuf| {
        let folder = ArchivePath::from(*folder).to_string();
        let mut held = files.keys().filter(|key| is_below(key, &folder)).peekable();
        held.peek().is_some() && !held.any(|key| is_there(key))
    };
    Ok(folders.iter().filter(is_emptied).cloned().collect())
}

/// What is reported of a folder that is not there, or empty, though the index holds files of it.
pub(super) fn nothing_left(files: usize) -> Error {
    let (files, are) = if files == 1 { ("file".to_owned(), "is") } else { (format!("{files} files"), "are") };
    Error::malformed(format!(
        "none of the {files} that the index holds of it {are} there; their articles stay. If it is a share, mount it; \
         if they are gone for good, `--allow-empty` takes them out"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{FileRecord, Outcome, ReadingRules};

    fn known(paths: &[&str]) -> Known {
        let record = |path: &&str| FileRecord {
            path: (*path).to_owned(),
            size: 1,
            modified: 1,
            hash: 1,
            sha256: None,
            articles: 1,
            outcome: Outcome::Indexed,
            rules: ReadingRules::default(),
        };
        Known::new(paths.iter().map(|path| ((*path).to_owned(), record(path))).collect())
    }

    #[test]
    fn a_folder_of_which_nothing_is_left_keeps_its_articles_unless_told_otherwise() {
        let known = known(&["/a/1", "/a/2", "/b/1", "/b/2"]);
        let folders = [PathBuf::from("/a"), PathBuf::from("/b")];
        let vanished = || ["/a/1", "/a/2", "/b/1"].map(str::to_owned).to_vec();
        let gone = |moved: &[&str], emptied| {
            let moved = moved.iter().map(|key| (*key).to_owned()).collect();
            let Gone { removed, kept } = Gone::of(vanished(), &moved, &known, &folders, emptied);
            (removed, kept.len())
        };
        assert_eq!(gone(&[], Emptied::Kept), (vec!["/b/1".to_owned()], 1));
        assert_eq!(gone(&["/a/2"], Emptied::Kept), (vanished(), 0), "what was moved shows that the folder is there");
        assert_eq!(gone(&[], Emptied::Removed), (vanished(), 0));
    }
}
