//! A fingerprint: what is kept of a text so that its copies are found.

/// A sample of a text's shingles, and its figures. Texts of any length are comparable: the same shingle is in the sample
/// of every text that holds it, or of none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// Hashes of the sampled shingles, below [`Fingerprint::SPACE`], sorted, each once.
    pub shingles: Vec<u64>,
    /// Hashes of the numbers in the text, below [`Fingerprint::FIGURE_SPACE`], sorted, each once.
    pub figures: Vec<u32>,
    /// How many words the text has.
    pub words: u32,
}

impl Fingerprint {
    /// Hashes of shingles have 34 bits: few enough to lie small in a column, enough that of the 100 million shingles of a
    /// million articles one in a hundred and fifty meets a stranger.
    pub const SPACE: u64 = 1 << 34;
    /// Hashes of figures have 24 bits: two articles are seldom compared, and no archive has millions of figures.
    pub const FIGURE_SPACE: u64 = 1 << 24;
}

/// What is known of an article besides its shingles when copies are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
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
