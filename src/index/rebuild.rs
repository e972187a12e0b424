//! Building an index anew beside the one that is there, and putting it into its place when it is whole.
//!
//! The new one lies in a hidden folder inside of the old one's. Until the last step the old one stays as it was, whatever
//! its format: a run that is stopped loses nothing, and the same command goes on where it was. What lies beside the
//! segments (saved searches, names) is not touched at all.

use std::fs;
use std::path::{Path, PathBuf};

use tantivy::Directory;
use tantivy::directory::{DirectoryLock, INDEX_WRITER_LOCK, MmapDirectory};

use super::folder::{Index, REBUILT, is_of_segment};
use super::former::Former;
use super::payload::{FieldNames, Payload};
use super::sidecar;
use crate::{Error, ErrorKind, Result};

/// The files of the engine that list what belongs to an index; the second is the one that counts, and comes last.
const LISTS: [&str; 2] = [".managed.json", "meta.json"];

/// An index that is being built anew.
#[derive(Debug)]
pub struct Rebuild {
    home: PathBuf,
    /// The new index; it holds nothing at first, but what the old one was built from.
    pub index: Index,
    /// What the old one held, where that can be read.
    pub former: Option<Former>,
}

/// Whether an index that cannot be opened is none, or one that this build cannot go on with; else it may be opened another time.
fn is_of_no_use(error: &Error) -> bool {
    matches!(error.kind, ErrorKind::NoIndex | ErrorKind::Format { .. } | ErrorKind::Malformed(_))
}

impl Rebuild {
    /// Begins to build the index in a folder anew, or goes on where a run was stopped.
    ///
    /// # Errors
    ///
    /// When there is no index in the folder, or the folder cannot be written to.
    pub fn begin(home: &Path) -> Result<Rebuild> {
        if !home.join(LISTS[1]).is_file() {
            return Err(Error::new(ErrorKind::NoIndex).at(home));
        }
        let folder = home.join(REBUILT);
        let index = match Index::open(&folder) {
            Ok(begun) => begun,
            Err(error) if !is_of_no_use(&error) => return Err(error),
            Err(_) => {
                // Nothing is there, or what another build began.
                remove_folder(&folder)?;
                let index = Index::open_or_create(&folder)?;
                let former = payload_in(home);
                let mut writer = index.writer(1, 0)?;
                writer.keep_field_names(former.field_names);
                writer.commit(&former.roots.into_iter().map(PathBuf::from).collect::<Vec<_>>())?;
                index
            }
        };
        Ok(Rebuild { home: home.to_path_buf(), index, former: Former::in_folder(home).ok() })
    }

    /// Puts the new index into the place of the old one, and gives it.
    ///
    /// # Errors
    ///
    /// When another run writes to the old one, or the disk refuses.
    pub fn finish(self) -> Result<Index> {
        let Rebuild { home, index, former } = self;
        drop(former);
        let lock = lock(&home)?;
        let folder = index.folder().to_path_buf();
        let old = names_of_segments(&home)?;
        for name in names_of_segments(&folder)? {
            let located = |cause| Error::from(cause).at(folder.join(&name));
            fs::rename(folder.join(&name), home.join(&name)).map_err(located)?;
        }
        for list in LISTS {
            // A list that is written beside and moved is the old one or the new one at any moment.
            let bytes = fs::read(folder.join(list)).map_err(|cause| Error::from(cause).at(folder.join(list)))?;
            sidecar::write(&home.join(list), &bytes)?;
        }
        drop(index);
        // What is left over belongs to nobody, and harms nobody where it cannot be removed.
        old.iter().for_each(|name| drop(fs::remove_file(home.join(name))));
        remove_folder(&folder)?;
        drop(lock);
        Index::open(&home)
    }
}

/// Keeps every other writer out of the old index.
fn lock(home: &Path) -> Result<DirectoryLock> {
    let held = MmapDirectory::open(home)?.acquire_lock(&INDEX_WRITER_LOCK);
    held.map_err(|_| Error::new(ErrorKind::Locked { holder: String::new() }).at(home))
}

/// What the index in a folder was built from, as far as it can be read; of another format or damaged as it may be.
fn payload_in(home: &Path) -> Payload {
    let read = || {
        let meta: serde_json::Value = serde_json::from_slice(&fs::read(home.join(LISTS[1])).ok()?).ok()?;
        Payload::read(meta.get("payload")?.as_str()?).ok()
    };
    read().unwrap_or(Payload { field_names: FieldNames::new(), ..Payload::of_nothing() })
}

fn names_of_segments(folder: &Path) -> Result<Vec<String>> {
    let items = fs::read_dir(folder).map_err(|cause| Error::from(cause).at(folder))?;
    let names = items.flatten().map(|item| item.file_name().to_string_lossy().into_owned());
    Ok(names.filter(|name| is_of_segment(name)).collect())
}

fn remove_folder(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(Error::from(cause).at(folder)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::tests::samples::{entry, record};

    fn index_with(folder: &Path, title: &str) -> Index {
        let index = Index::open_or_create(folder).unwrap();
        let mut writer = index.writer(1, 0).unwrap();
        let names = [("/archive".to_owned().into(), vec![("title".to_owned(), "head".to_owned())])].into();
        writer.keep_field_names(names);
        writer.add(&entry("a.html", title)).unwrap();
        writer.add_file(&record("/archive/a.html")).unwrap();
        writer.commit(&[PathBuf::from("/archive")]).unwrap();
        index
    }

    #[test]
    fn the_old_index_stands_until_the_new_one_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path();
        let old = index_with(home, "Old");
        fs::write(home.join("names.txt"), "kept").unwrap();
        let titles = |index: &Index| -> Vec<Option<String>> {
            let snapshot = index.snapshot().unwrap();
            let articles = snapshot.articles().unwrap();
            articles.into_iter().map(|address| snapshot.entry(address).unwrap().article.title).collect()
        };

        let rebuild = Rebuild::begin(home).unwrap();
        assert_eq!(rebuild.index.roots().unwrap(), [PathBuf::from("/archive")]);
        assert_eq!(rebuild.index.field_names().unwrap(), old.field_names().unwrap());
        assert_eq!(rebuild.index.home(), home);
        assert_eq!(rebuild.former.as_ref().unwrap().ids("/archive/a.html").unwrap().len(), 1);
        let mut writer = rebuild.index.writer(1, 0).unwrap();
        writer.add(&entry("a.html", "New")).unwrap();
        writer.add(&entry("b.html", "Newer")).unwrap();
        writer.commit(&rebuild.index.roots().unwrap()).unwrap();
        writer.finish().unwrap();
        assert_eq!(titles(&Index::open(home).unwrap()), [Some("Old".to_owned())]);

        // A run that is stopped here is taken up where it was.
        drop(rebuild);
        let rebuild = Rebuild::begin(home).unwrap();
        assert_eq!(rebuild.index.snapshot().unwrap().article_count().unwrap(), 2);
        let index = rebuild.finish().unwrap();
        let mut found = titles(&index);
        found.sort();
        assert_eq!(found, [Some("New".to_owned()), Some("Newer".to_owned())]);
        assert_eq!(index.roots().unwrap(), [PathBuf::from("/archive")]);
        assert_eq!(fs::read_to_string(home.join("names.txt")).unwrap(), "kept");
        assert!(!home.join(REBUILT).exists());
        // The engine knows its files: a further commit and a merge leave nothing behind.
        let mut writer = index.writer(1, 0).unwrap();
        writer.remove("/archive/a.html");
        writer.commit(&[]).unwrap();
        assert_eq!(titles(&index), [Some("Newer".to_owned())]);
    }

    #[test]
    fn an_index_whose_list_is_damaged_is_built_anew_from_what_is_named() {
        let folder = tempfile::tempdir().unwrap();
        drop(index_with(folder.path(), "Old"));
        fs::write(folder.path().join("meta.json"), "{").unwrap();
        let rebuild = Rebuild::begin(folder.path()).unwrap();
        assert!(rebuild.former.is_none() && rebuild.index.roots().unwrap().is_empty());
        assert_eq!(rebuild.finish().unwrap().snapshot().unwrap().article_count().unwrap(), 0);
        assert!(matches!(Rebuild::begin(&folder.path().join("nowhere")).unwrap_err().kind, ErrorKind::NoIndex));
    }
}
