//! What grouping must know of an article beside its shingles.

/// An article as grouping sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Its lasting name, by which ties are broken: the article's id, then the hash of its origin.
    pub key: (u64, u64),
    /// How many words it has.
    pub words: u32,
    /// How many shingles its sample has.
    pub shingles: u32,
    /// Hashes of its figures, sorted.
    pub figures: Box<[u32]>,
    /// The day of publication, counted from 1970; none where it is not known to the day.
    pub day: Option<i32>,
    /// A hash of the publisher; none where it is unknown.
    pub site: Option<u64>,
}
