//! A path in an archive: bytes, which need not be text.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::bytes;

/// A path in an archive. Archives come from everywhere, so a name may be in any charset: to the file system it is bytes.
///
/// Wherever it is shown or kept as text, it is written by [`bytes::as_text`]: as it stands where it is UTF-8, any other byte
/// as `\xHH`. Two paths are never written alike, and what was written is read back to the same path.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArchivePath(PathBuf);

impl ArchivePath {
    /// The path that was written as this text.
    pub fn from_text(text: &str) -> ArchivePath {
        ArchivePath(path_of(bytes::of_text(text)))
    }

    /// The path as the file system knows it.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_os_str().as_encoded_bytes()
    }

    /// The path as text.
    pub fn as_text(&self) -> Cow<'_, str> {
        bytes::as_text(self.as_bytes())
    }
}

#[cfg(unix)]
fn path_of(bytes: Cow<'_, [u8]>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;

    std::ffi::OsString::from_vec(bytes.into_owned()).into()
}

/// Elsewhere names are text but for broken pairs of UTF-16, which nobody can type.
#[cfg(not(unix))]
fn path_of(bytes: Cow<'_, [u8]>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

impl fmt::Display for ArchivePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.as_text())
    }
}

impl fmt::Debug for ArchivePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Deref for ArchivePath {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl AsRef<Path> for ArchivePath {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

impl AsRef<OsStr> for ArchivePath {
    fn as_ref(&self) -> &OsStr {
        self.0.as_os_str()
    }
}

impl<P: AsRef<OsStr> + ?Sized> From<&P> for ArchivePath {
    fn from(path: &P) -> ArchivePath {
        ArchivePath(PathBuf::from(path))
    }
}

impl From<PathBuf> for ArchivePath {
    fn from(path: PathBuf) -> ArchivePath {
        ArchivePath(path)
    }
}

impl From<String> for ArchivePath {
    fn from(path: String) -> ArchivePath {
        ArchivePath(path.into())
    }
}

impl From<ArchivePath> for PathBuf {
    fn from(path: ArchivePath) -> PathBuf {
        path.0
    }
}

impl Serialize for ArchivePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.as_text())
    }
}

impl<'de> Deserialize<'de> for ArchivePath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ArchivePath, D::Error> {
        Ok(ArchivePath::from_text(&Cow::<'de, str>::deserialize(deserializer)?))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[test]
    fn every_path_is_written_and_read_back() {
        let written = [
            (&b"b-\xFF.txt"[..], "b-\\xFF.txt"),
            (b"b-\xFE.txt", "b-\\xFE.txt"),
            (b"b-\\xFF.txt", "b-\\x5CxFF.txt"),
            ("порт/a b.txt".as_bytes(), "порт/a b.txt"),
        ];
        for (bytes, text) in written {
            let path = ArchivePath::from(OsStr::from_bytes(bytes));
            assert_eq!(path.to_string(), text);
            let json = serde_json::to_string(&path).unwrap();
            assert_eq!(serde_json::from_str::<ArchivePath>(&json).unwrap(), path);
            assert_eq!(path.as_bytes(), bytes);
        }
    }
}
