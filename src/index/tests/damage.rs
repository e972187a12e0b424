//! What `check` finds in a damaged index, and what `repair` brings back.

use std::fs;
use std::path::{Path, PathBuf};

use super::samples::{entry, record};
use crate::index::{Index, check, repair};

/// An index of two segments: a.html in one, b.html in the other.
fn index_of_two(folder: &Path) -> Index {
    let index = Index::open_or_create(folder).unwrap();
    for file in ["a.html", "b.html"] {
        let mut writer = index.writer(1, 0).unwrap();
        writer.add(&entry(file, "Ships leave")).unwrap();
        writer.add_file(&record(&format!("/archive/{file}"))).unwrap();
        writer.commit(&[PathBuf::from("/archive")]).unwrap();
    }
    index
}

/// The first file of the index with this ending.
fn file(folder: &Path, ending: &str) -> PathBuf {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()).collect();
    files.sort();
    files.into_iter().find(|path| path.extension().is_some_and(|found| found == ending)).unwrap()
}

#[test]
fn a_good_index_is_called_good() {
    let folder = tempfile::tempdir().unwrap();
    let health = check(&index_of_two(folder.path())).unwrap();
    assert!(health.is_good(), "{health:?}");
    assert_eq!((health.segments, health.files, health.articles), (2, 2, 2));
}

#[test]
fn every_kind_of_damage_is_named_and_costs_one_segment() {
    for ending in ["store", "term", "idx", "pos", "fast", "fieldnorm"] {
        for harm in ["flip", "cut", "stub", "empty", "remove"] {
            let folder = tempfile::tempdir().unwrap();
            drop(index_of_two(folder.path()));
            let path = file(folder.path(), ending);
            let mut bytes = fs::read(&path).unwrap();
            match harm {
                "flip" => bytes[0] ^= 0x55,
                "stub" => bytes.truncate(7),
                "empty" => bytes.clear(),
                _ => bytes.truncate(bytes.len() / 2),
            }
            fs::remove_file(&path).unwrap();
            if harm != "remove" {
                fs::write(&path, bytes).unwrap();
            }
            let index = Index::open(folder.path()).unwrap();
            let health = check(&index).unwrap();
            let damaged: Vec<_> = health.damages.iter().map(|damage| folder.path().join(&damage.file)).collect();
            assert_eq!(damaged, [path], "{ending} {harm}");
            let health = repair(&index).unwrap();
            assert_eq!(check(&Index::open(folder.path()).unwrap()).unwrap(), health);
            assert!(health.is_good(), "{ending} {harm}: {health:?}");
            assert_eq!((health.files, health.articles), (1, 1), "{ending} {harm}");
        }
    }
}

#[test]
fn a_file_that_lost_its_articles_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let mut writer = index.writer(1, 0).unwrap();
    writer.add_file(&record("/archive/a.html")).unwrap();
    writer.add(&entry("b.html", "Ships leave")).unwrap();
    writer.commit(&[]).unwrap();
    drop(writer);
    let health = check(&index).unwrap();
    let both = ["/archive/a.html".to_owned(), "/archive/b.html".to_owned()];
    assert_eq!(health.incomplete.iter().cloned().collect::<Vec<_>>(), both);
    assert!(repair(&index).unwrap().is_good());
    assert!(index.snapshot().unwrap().files().unwrap().is_empty());
}

#[test]
fn a_kill_before_the_first_commit_leaves_an_index_that_opens() {
    let folder = tempfile::tempdir().unwrap();
    drop(Index::open_or_create(folder.path()).unwrap());
    let meta = folder.path().join("meta.json");
    let mut bare: serde_json::Value = serde_json::from_slice(&fs::read(&meta).unwrap()).unwrap();
    bare.as_object_mut().unwrap().remove("payload").expect("a commit leaves word");
    fs::write(&meta, bare.to_string()).unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    assert!(index.roots().unwrap().is_empty());
    index.writer(1, 0).unwrap().commit(&[PathBuf::from("/archive")]).unwrap();
    assert_eq!(Index::open(folder.path()).unwrap().roots().unwrap(), [PathBuf::from("/archive")]);
}
