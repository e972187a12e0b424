//! Where an article's bytes lie.

use serde::{Deserialize, Serialize};

use super::archive_path::ArchivePath;

/// Where an article's bytes lie in the archive, so that every result can be traced to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The folder that `path` is relative to: the parent of what the user named.
    pub base: ArchivePath,
    /// The file, relative to `base`; its first component is the folder or file that the user named. It is what stays
    /// the same when an archive is moved, so it stands for the article where there is no URL.
    pub path: ArchivePath,
    /// The member inside a container or the record inside a file, in the reader's own words ("line 12").
    pub member: Option<String>,
    /// The byte offset of the member in its file.
    pub offset: Option<u64>,
}

impl Origin {
    /// The origin of a whole file.
    pub fn file(base: impl Into<ArchivePath>, path: impl Into<ArchivePath>) -> Origin {
        Origin { base: base.into(), path: path.into(), member: None, offset: None }
    }

    /// The file's full path.
    pub fn full_path(&self) -> ArchivePath {
        self.base.join(&self.path).into()
    }

    /// The full path as the text by which the index knows the file.
    pub fn file_key(&self) -> String {
        self.full_path().to_string()
    }
}
