//! Cities, regions and what keeps its name everywhere, as they lie in the program: nothing is read before it is asked for.
//!
//! `data/world.bin` is made from `cities.tsv`, `regions.tsv`, `subdivisions.tsv` and `doubtful.tsv` by `pack.rs`, a test, which also
//! says when it is out of date. Little-endian throughout:
//!
//! | what | bytes |
//! |--|--|
//! | the number of names and of words with a role | 4 and 4 |
//! | where the names of each first 16 bits of a key begin, and where the last end | 3 each |
//! | names by key, the senses of a name in a row: the next 40 bits of the key, flags, country, inhabitants in thousands | 10 each |
//! | words by hash: the hash, its roles as bits | 9 each |
//! | inhabitants of the capital, by country | 2 each |

use super::path::{Slot, longest};
use super::sense::{Kind, Role, Sense};
use super::tokens::Token;

/// The bytes of a name.
pub(super) const NAME: usize = 10;
/// The bytes of a word with its roles.
pub(super) const WORD: usize = 9;
/// The bytes of a bucket's beginning.
pub(super) const START: usize = 3;
/// The bits of a key that choose the bucket.
pub(super) const BUCKET_BITS: u32 = 16;
/// The bytes before the buckets.
pub(super) const HEAD: usize = 8;

/// In the flags of a name: a longer name begins with this one.
pub(super) const GOES_ON: u8 = 1 << 3;
/// In the flags of a name: it is no place's.
pub(super) const NO_PLACE: u8 = 1 << 4;
/// In the flags of a name: one more sense of it follows.
pub(super) const MORE: u8 = 1 << 5;
/// In the flags of a name: it is written in capitals throughout.
pub(super) const ACRONYM: u8 = 1 << 6;

/// In the flags of a name: it is a region that few know by its name alone.
pub(super) const MINOR: u8 = 1 << 7;

/// What the lowest three bits of the flags say: the kind of sense, counted from 1; 0 where there is none.
pub(super) const KINDS: [Kind; 7] =
    [Kind::Name, Kind::Demonym, Kind::Capital, Kind::Region, Kind::Institution, Kind::City, Kind::Abbreviation];

/// The names of the world.
pub(super) static WORLD: World = World { bytes: include_bytes!("data/world.bin") };

/// A table of names that is read where it lies.
#[derive(Debug)]
pub(super) struct World {
    bytes: &'static [u8],
}

impl World {
    /// The longest name that starts at the first of these tokens: its first sense, 0 if it is none of a place, and how
    /// many tokens it has.
    pub(super) fn longest(&self, tokens: &[Token]) -> Option<(u32, usize)> {
        longest(tokens, |key| self.slot(key))
    }

    /// Where the path of this key ends.
    pub(super) fn slot(&self, key: u64) -> Option<Slot> {
        let wanted = key << BUCKET_BITS >> (64 - 40);
        let bucket = (key >> (64 - BUCKET_BITS)) as usize;
        let (mut low, mut high) = (self.start(bucket)?, self.start(bucket + 1)?);
        // The first of the names with this key.
        while low < high {
            let middle = low.midpoint(high);
            if self.rest_of_key(middle)? < wanted { low = middle + 1 } else { high = middle }
        }
        if low == self.start(bucket + 1)? || self.rest_of_key(low)? != wanted {
            return None;
        }
        let flags = self.name(low)?[5];
        // A town of the name of an area ("Asia") is none.
        let sense = if flags & 7 == 0 || flags & NO_PLACE != 0 { 0 } else { low as u32 + 1 };
        Some(Slot { sense, goes_on: flags & GOES_ON != 0, no_place: flags & NO_PLACE != 0 })
    }

    /// The senses from this one on, counted from 1.
    pub(super) fn senses(&self, first: u32) -> impl Iterator<Item = Sense> {
        let at = |id: u32| (id as usize).checked_sub(1).and_then(|at| self.sense(at));
        std::iter::successors(at(first), move |sense| at(sense.next))
    }

    /// Whether a word has this role.
    pub(super) fn has_role(&self, token: &Token, role: Role) -> bool {
        let (mut low, mut high) = (0, self.number(4));
        while low < high {
            let middle = low.midpoint(high);
            let Some((hash, roles)) = self.word(middle) else { return false };
            match hash.cmp(&token.hash) {
                std::cmp::Ordering::Equal => return u16::from(roles) & role.bit() != 0,
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        false
    }

    /// The inhabitants of a country's capital, in thousands; 0 where none is known.
    pub(super) fn inhabitants_of_capital(&self, country: u16) -> u32 {
        let capitals = self.words() + WORD * self.number(4);
        let at = capitals + 2 * usize::from(country);
        self.bytes.get(at..at + 2).map_or(0, |bytes| u32::from(u16::from_le_bytes([bytes[0], bytes[1]])))
    }

    fn sense(&self, at: usize) -> Option<Sense> {
        let name = self.name(at)?;
        let flags = name[5];
        let kind = *KINDS.get(usize::from(flags & 7).checked_sub(1)?)?;
        Some(Sense {
            country: u16::from_le_bytes([name[6], name[7]]),
            kind,
            population: u32::from(u16::from_le_bytes([name[8], name[9]])),
            acronym: flags & ACRONYM != 0,
            small: false,
            minor: flags & MINOR != 0,
            next: if flags & MORE == 0 { 0 } else { at as u32 + 2 },
        })
    }

    /// Where the names of a bucket begin.
    fn start(&self, bucket: usize) -> Option<usize> {
        let at = HEAD + START * bucket;
        let bytes = self.bytes.get(at..at + START)?;
        Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]) as usize)
    }

    fn rest_of_key(&self, at: usize) -> Option<u64> {
        let name = self.name(at)?;
        Some(u64::from_le_bytes([name[0], name[1], name[2], name[3], name[4], 0, 0, 0]))
    }

    fn name(&self, at: usize) -> Option<&'static [u8]> {
        let at = HEAD + START * ((1 << BUCKET_BITS) + 1) + NAME * at;
        self.bytes.get(at..at + NAME)
    }

    fn words(&self) -> usize {
        HEAD + START * ((1 << BUCKET_BITS) + 1) + NAME * self.number(0)
    }

    fn word(&self, at: usize) -> Option<(u64, u8)> {
        let at = self.words() + WORD * at;
        let (hash, roles) = self.bytes.get(at..at + WORD)?.split_first_chunk()?;
        Some((u64::from_le_bytes(*hash), roles[0]))
    }

    fn number(&self, at: usize) -> usize {
        self.bytes[at..].first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
    }
}
