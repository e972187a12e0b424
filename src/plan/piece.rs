//! An answer in pieces: hits as they are made, however many there are.

use crate::index::FileRecord;
use crate::model::{Entry, Results};

/// What is wanted beside the hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Whether the article of each hit is wanted whole.
    pub articles: bool,
    /// Whether it is wanted what the index remembers of the file of each hit.
    pub files: bool,
}

/// Some hits of an answer, in their order. The first piece tells all that an answer tells beside its hits; the others hold
/// hits alone, with the totals.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// The hits; `offset` is the number of hits before them.
    pub results: Results,
    /// The article of each hit, where they are wanted; else none.
    pub articles: Vec<Entry>,
    /// What the index remembers of the file of each hit, where that is wanted; else none.
    pub files: Vec<Option<FileRecord>>,
}
