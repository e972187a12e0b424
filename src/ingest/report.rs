//! What a run did: everything that was found is accounted for.

use serde::Serialize;

use crate::model::ArchivePath;

/// The version of the report's JSON form. It grows when a field goes or changes its meaning.
pub const FORMAT_VERSION: u32 = 1;

/// What a run did. `found` is `indexed + unchanged + skipped + failed + left`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// See [`FORMAT_VERSION`].
    pub format_version: u32,
    /// Files found, and hidden things passed over.
    pub found: u64,
    /// Files that were read and whose articles were indexed.
    pub indexed: u64,
    /// Files that are as they were when they were last read.
    pub unchanged: u64,
    /// Files that hold no article by their kind or on their pages.
    pub skipped: u64,
    /// Files that could not be read, in whole or in part. What could be read of them is in the index.
    pub failed: u64,
    /// Files that were found but not come to, because the run was stopped.
    pub left: u64,
    /// Files that are gone, under any name, and were removed from the index.
    pub removed: u64,
    /// Files whose bytes were in the index under the name of a file that is gone. They count among those that were found,
    /// too.
    pub moved: u64,
    /// Articles indexed in this run.
    pub articles: u64,
    /// Bytes read.
    pub bytes: u64,
    /// How long the run took.
    pub seconds: f64,
    /// Whether the run was stopped before its end.
    pub stopped: bool,
    /// Why files and records were skipped, the most frequent reason first.
    pub skipped_reasons: Vec<Reason>,
    /// Why files and records failed, likewise.
    pub failed_reasons: Vec<Reason>,
    /// What is to be known of files that were read, such as records without text; likewise.
    pub notes: Vec<Reason>,
}

/// A reason, how often it was met, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The reason in words.
    pub reason: String,
    /// How many files or records it was met in.
    pub count: u64,
    /// How many of these an earlier run has told already.
    pub known: u64,
    /// The first few places by path.
    pub examples: Vec<Example>,
}

/// A place in the archive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Example {
    /// The file or folder.
    pub path: ArchivePath,
    /// The byte offset in it, where that is known.
    pub offset: Option<u64>,
    /// The member or record in it.
    pub member: Option<String>,
}
