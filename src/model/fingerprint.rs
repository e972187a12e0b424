//! A fingerprint: what is kept of a text so that its copies find each other.

/// A sample of a text's shingles, and its figures. Texts of any length are comparable: the same shingle is in the sample
/// of every text that holds it, or of none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// Hashes of the sampled shingles, below [`Fingerprint::SPACE`], sorted, each once.
    pub shingles: Vec<u64>,
    /// Hashes of the numbers in the text, sorted, each once.
    pub figures: Vec<u32>,
    /// How many words the text has.
    pub words: u32,
}

impl Fingerprint {
    /// Hashes of shingles have 38 bits: few enough to lie small in a column, enough that strangers seldom share one.
    pub const SPACE: u64 = 1 << 38;
}
