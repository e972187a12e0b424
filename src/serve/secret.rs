//! What others must not guess.

use std::hash::{BuildHasher, RandomState};
use std::hint::black_box;

/// A value that nobody who has not seen it can know: SipHash of a counter under a key from the system, as the standard
/// library makes it against chosen collisions.
pub(super) fn random() -> String {
    let state = RandomState::new();
    (0..4_u64).map(|part| format!("{:016x}", state.hash_one(part))).collect()
}

/// Whether two texts are the same; how long it takes tells nothing of where they differ.
pub(super) fn same(given: &str, known: &str) -> bool {
    let (given, known) = (given.as_bytes(), known.as_bytes());
    let differing = known.iter().enumerate().fold(0, |found, (at, byte)| {
        // What is too short is compared with something else to the end all the same.
        black_box(found | (byte ^ given.get(at).copied().unwrap_or(!byte)))
    });
    black_box(differing) == 0 && given.len() == known.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_secret_is_the_secret() {
        let secret = random();
        assert_eq!(secret.len(), 64);
        assert_ne!(secret, random());
        assert!(same(&secret, &secret));
        let longer = format!("{secret}0");
        for wrong in ["", &secret[1..], &secret[..63], &longer, &secret.replace(|c: char| c.is_numeric(), "x")] {
            assert!(!same(wrong, &secret), "{wrong}");
        }
    }
}
