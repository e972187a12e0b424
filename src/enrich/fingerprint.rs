//! A sample of a text's shingles, by which copies find each other.

/// The fingerprint of a text: sorted hashes of the sampled shingles.
pub(super) fn of(_text: &str) -> Vec<u64> {
    Vec::new()
}
