//! The folders of the reader's own, to be walked through in search of an archive.

use std::fs;
use std::path::{Path, PathBuf};

use maud::{Markup, html};
use url::form_urlencoded::byte_serialize;

use super::labels;
use crate::serve::failure::Failure;

/// More folders than this are not listed.
const MOST: usize = 500;

/// The form that names a folder, and the folders below one of the reader's own.
pub(super) fn view(home: Option<&Path>, folder: Option<PathBuf>, key: &str) -> Result<Markup, Failure> {
    let here = match (home, folder) {
        (Some(home), Some(folder)) => Some(below(home, &folder)?),
        (Some(home), None) => Some(home.to_path_buf()),
        (None, _) => None,
    };
    let value = here.as_deref().map(shown).unwrap_or_default();
    Ok(html! {
        section.folders aria-labelledby="folders" {
            h2 #folders { "Read a folder" }
            form method="post" action="/archive/read" {
                input type="hidden" name="key" value=(key);
                label for="folder" { "Folder" }
                div.line {
                    input #folder name="folder" value=(value) spellcheck="false" autocomplete="off" required;
                    button type="submit" { "Read it" }
                }
            }
            @if let (Some(home), Some(here)) = (home, &here) { (walk(home, here)) }
        }
    })
}

/// A folder, if it lies below the home folder.
fn below(home: &Path, folder: &Path) -> Result<PathBuf, Failure> {
    let full = folder.canonicalize().ok().filter(|full| full.starts_with(home) && full.is_dir());
    full.ok_or(Failure::Forbidden("only folders below your home folder can be walked through; others can be typed"))
}

fn walk(home: &Path, here: &Path) -> Markup {
    let (folders, files) = content(here);
    html! {
        nav.walk aria-label="Folders" {
            ul {
                @if here != home {
                    @if let Some(parent) = here.parent() { li { a href=(link(parent)) { "↑ up" } } }
                }
                @for folder in folders.iter().take(MOST) {
                    li { a href=(link(folder)) dir="auto" { (folder.file_name().map(Path::new).map(shown).unwrap_or_default()) } }
                }
                @if folders.len() > MOST { li { "and " (folders.len() - MOST) " more" } }
            }
            p.facts { (labels::counted(folders.len() as u64, "folder", "folders")) " and " (labels::counted(files as u64, "file", "files")) " here" }
        }
    }
}

/// The folders in a folder, in order, without hidden ones; and how many files lie beside them.
fn content(folder: &Path) -> (Vec<PathBuf>, usize) {
    let items = fs::read_dir(folder).into_iter().flatten().flatten();
    let visible = items.filter(|item| !item.file_name().as_encoded_bytes().starts_with(b"."));
    let (mut folders, files): (Vec<PathBuf>, Vec<PathBuf>) =
        visible.map(|item| item.path()).partition(|path| path.is_dir());
    folders.sort_unstable();
    (folders, files.len())
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn link(folder: &Path) -> String {
    let folder: String = byte_serialize(shown(folder).as_bytes()).collect();
    format!("/archive?folder={folder}#folders")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_walks_out_of_the_home_folder() {
        let root = tempfile::tempdir().unwrap();
        let home = root.path().canonicalize().unwrap().join("home");
        fs::create_dir_all(home.join("news")).unwrap();
        fs::create_dir(root.path().join("home2")).unwrap();
        assert_eq!(below(&home, &home.join("news")).unwrap(), home.join("news"));
        for outside in [home.join(".."), home.join("news/../../home2"), root.path().join("home2"), PathBuf::from("/")] {
            assert!(below(&home, &outside).is_err(), "{}", outside.display());
        }
    }
}
