//! Names as paths of tokens: how a key is made of a path, and how the longest name is found.

use super::tokens::Token;

/// Where a path of tokens ends.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slot {
    /// The first sense, counted from 1; 0 where the path is only the beginning of names.
    pub(super) sense: u32,
    /// Whether longer names begin with it.
    pub(super) goes_on: bool,
    /// Whether a name ends here that is no place's.
    pub(super) no_place: bool,
}

/// The longest path of these tokens at which a name ends: its first sense, 0 if it is none of a place, and its length.
pub(super) fn longest(tokens: &[Token], slot: impl Fn(u64) -> Option<Slot>) -> Option<(u32, usize)> {
    let mut key = 0;
    let mut best = None;
    for (at, token) in tokens.iter().enumerate() {
        key = joined(key, token.hash);
        let Some(slot) = slot(key) else { break };
        if slot.sense != 0 || slot.no_place {
            best = Some((slot.sense, at + 1));
        }
        if !slot.goes_on {
            break;
        }
    }
    best
}

/// The key of a path with one token more.
pub(super) fn joined(key: u64, hash: u64) -> u64 {
    (key.rotate_left(7) ^ hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
