//! Taking a folder out of an index again.

use std::path::PathBuf;

use super::progress::Progress;
use super::settling::Settling;
use crate::index::Index;
use crate::model::Origin;
use crate::{Error, ErrorKind, Result};

/// Takes folders and files that the index was built from out of it, with all that was read from them; gives how many
/// files that were. The archive itself is not touched. Articles of other folders that could not be settled without it, for a fault of
/// ours, stay as they were, and `progress` is told.
///
/// # Errors
///
/// [`ErrorKind::Unknown`] when the index was not built from one of them; else when it cannot be read or written.
pub fn forget(index: &Index, folders: &[PathBuf], progress: &dyn Progress) -> Result<u64> {
    let roots = index.roots()?;
    let mut gone = Vec::with_capacity(folders.len());
    for folder in folders {
        // A folder that is not there any more goes by the path that it had.
        let full = folder.canonicalize().or_else(|_| std::path::absolute(folder));
        let full = full.map_err(|cause| Error::from(cause).at(folder))?;
        if !roots.contains(&full) {
            return Err(Error::new(ErrorKind::Unknown(not_a_root(&full, &roots))));
        }
        gone.push(full);
    }
    let left: Vec<PathBuf> = roots.into_iter().filter(|root| !gone.contains(root)).collect();
    let known = index.snapshot()?.files()?;
    let keys: Vec<String> = gone.iter().map(|folder| Origin::file("", folder).file_key()).collect();
    let mut field_names = index.field_names()?;
    field_names.retain(|path, _| !keys.iter().any(|key| is_below(&path.to_string(), key)));
    let mut writer = index.writer(1, 0)?;
    writer.keep_field_names(field_names);
    let before = index.snapshot()?;
    let mut files = 0;
    for file in known.keys().filter(|file| keys.iter().any(|key| is_below(file, key))) {
        writer.remove(file);
        files += 1;
    }
    writer.commit(&left)?;
    Settling { index, before, roots: &left }.settle(&mut writer, &|fault| progress.failed(fault))?;
    writer.finish()?;
    Ok(files)
}

/// Whether a file's key is `folder` or lies below it.
pub(super) fn is_below(key: &str, folder: &str) -> bool {
    use std::path::is_separator;
    key.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(is_separator) || folder.ends_with(is_separator))
}

fn not_a_root(folder: &std::path::Path, roots: &[PathBuf]) -> String {
    let names: Vec<String> = roots.iter().map(|root| root.display().to_string()).collect();
    let folder = folder.display();
    match names.is_empty() {
        true => format!("{folder} is not in the index, which holds nothing"),
        false => format!("{folder} is none of the folders that the index was built from: {}", names.join(", ")),
    }
}
