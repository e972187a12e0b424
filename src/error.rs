//! The one error type of the library: what happened, where, and what to do next.

use std::any::Any;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::text::bytes;

mod cluster;

pub use cluster::{ClusterError, ClusterTrouble};

/// A result whose error is a [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, and where in the archive or the index.
///
/// Its text is one line, lower-case, without a final period: the place first, then the cause, then the way out.
#[derive(Debug)]
pub struct Error {
    /// What happened.
    pub kind: ErrorKind,
    /// The file or folder concerned.
    pub path: Option<PathBuf>,
    /// The member inside a container, or the record, where the file is one.
    pub member: Option<String>,
    /// The byte offset in the file where the trouble starts.
    pub offset: Option<u64>,
}

/// The kinds of trouble a caller can tell apart.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The operating system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Bytes are not what their format promises; the text says what is wrong.
    #[error("{0}")]
    Malformed(String),
    /// A limit of [`crate::source::Limits`] was reached.
    #[error("over the limit {limit}: {what}")]
    Limit {
        /// The name of the limit, as its option is called.
        limit: &'static str,
        /// What was found.
        what: String,
    },
    /// The bytes are of a kind that holds no article; the text names the kind. This is no failure.
    #[error("not read: {0}")]
    Skipped(String),
    /// Everything was read, but something is to be known of it; the text says what. This is no failure.
    #[error("{0}")]
    Noted(String),
    /// There is no index in the folder.
    #[error("no index here; build one with `dateline index FOLDER`")]
    NoIndex,
    /// The folder for a new index holds something else.
    #[error("the folder holds other files, such as {what}; an index takes a folder of its own: name one with --index")]
    Occupied {
        /// A name in the folder.
        what: String,
    },
    /// The index was written in a format that this program does not read.
    #[error("the index has format {found}, this program reads format {expected}; {advice}")]
    Format {
        /// The format found on disk.
        found: u32,
        /// The format that this program reads and writes.
        expected: u32,
        /// What to do about it.
        advice: &'static str,
    },
    /// Another run is writing to the index.
    #[error("the index is being written by another run{holder}; wait for it, or stop it")]
    Locked {
        /// Which, as far as it is known: " (process 4711, since 2026-01-31T12:00:00Z)", or nothing.
        holder: String,
    },
    /// The operating system takes no more writes to the index.
    #[error("the index cannot be written: {0}; what was committed stays, and the same command goes on from there")]
    Unwritable(Arc<io::Error>),
    /// The engine under the index reports trouble.
    #[error("{0}; `dateline check` tells whether the index is whole")]
    Engine(Box<dyn std::error::Error + Send + Sync>),
    /// What was asked for does not exist; the text names it and what comes near.
    #[error("{0}")]
    Unknown(String),
    /// A cluster was asked, and did not do it.
    #[error(transparent)]
    Cluster(Box<ClusterError>),
    /// The run was stopped by its user.
    #[error("stopped; run the same command again to go on")]
    Stopped,
}

impl Error {
    /// An error of this kind without a place.
    pub fn new(kind: impl Into<ErrorKind>) -> Error {
        Error { kind: kind.into(), path: None, member: None, offset: None }
    }

    /// The same error at `path`, unless it has a path already.
    #[must_use]
    pub fn at(mut self, path: impl AsRef<Path>) -> Error {
        self.path.get_or_insert_with(|| path.as_ref().to_path_buf());
        self
    }

    /// The same error in `member` of its file.
    #[must_use]
    pub fn in_member(mut self, member: impl Into<String>) -> Error {
        self.member.get_or_insert_with(|| member.into());
        self
    }

    /// The same error at byte `offset` of its file.
    #[must_use]
    pub fn at_offset(mut self, offset: u64) -> Error {
        self.offset.get_or_insert(offset);
        self
    }

    /// Trouble with a cluster, at one of its nodes.
    pub fn cluster(node: impl Into<String>, trouble: ClusterTrouble) -> Error {
        Error::new(ErrorKind::Cluster(Box::new(ClusterError { node: node.into(), trouble })))
    }

    /// What a cluster did not do, where this is such trouble.
    pub fn cluster_trouble(&self) -> Option<&ClusterTrouble> {
        match &self.kind {
            ErrorKind::Cluster(error) => Some(&error.trouble),
            _ => None,
        }
    }

    /// Bytes of a kind that holds no article.
    pub fn skipped(kind: impl Into<String>) -> Error {
        Error::new(ErrorKind::Skipped(kind.into()))
    }

    /// Something to be known of what was read.
    pub fn noted(what: impl Into<String>) -> Error {
        Error::new(ErrorKind::Noted(what.into()))
    }

    /// Whether nothing failed: there is something to be known of what was read.
    pub fn is_note(&self) -> bool {
        matches!(self.kind, ErrorKind::Noted(_))
    }

    /// Whether nothing failed: the bytes just hold no article.
    pub fn is_skip(&self) -> bool {
        matches!(self.kind, ErrorKind::Skipped(_))
    }

    /// A fault of ours that bytes brought to light: what a panic over them said.
    pub fn of_panic(panic: &(dyn Any + Send)) -> Error {
        Error::of_panic_while("reading it", panic)
    }

    /// The same of a fault while something else was `done` than reading.
    pub(crate) fn of_panic_while(done: &str, panic: &(dyn Any + Send)) -> Error {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
        Error::malformed(format!("{done} failed inside dateline, please report this: {text}"))
    }

    /// Bytes that are not what their format promises.
    pub fn malformed(what: impl Into<String>) -> Error {
        Error::new(ErrorKind::Malformed(what.into()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            f.write_str(&bytes::as_text(path.as_os_str().as_encoded_bytes()))?;
            if let Some(member) = &self.member {
                write!(f, " [{member}]")?;
            }
            if let Some(offset) = self.offset {
                write!(f, " at byte {offset}")?;
            }
            write!(f, ": ")?;
        }
        write!(f, "{}", self.kind)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.kind.source()
    }
}

impl From<io::Error> for Error {
    fn from(cause: io::Error) -> Error {
        Error::new(cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_names_the_place_then_the_cause() {
        let error = Error::malformed("not a JSON object").at("a.jsonl").in_member("line 3").at_offset(120);
        assert_eq!(error.to_string(), "a.jsonl [line 3] at byte 120: not a JSON object");
        // Whoever prints causes too tells the system's words once.
        let refused = Error::from(std::io::Error::from_raw_os_error(2)).at("a");
        assert_eq!(refused.to_string(), "a: No such file or directory (os error 2)");
        assert!(std::error::Error::source(&refused).is_none());
        assert_eq!(Error::new(ErrorKind::NoIndex).to_string(), "no index here; build one with `dateline index FOLDER`");
    }

    #[test]
    fn the_first_place_stays() {
        let error = Error::malformed("x").at("inner").at("outer");
        assert_eq!(error.path.as_deref(), Some(Path::new("inner")));
    }
}
