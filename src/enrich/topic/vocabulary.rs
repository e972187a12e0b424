//! The words that a word list knows, and how a word of a text is found among them.
//!
//! A list may write a word in six ways ([`Class`]); a word of a text can be known in several of them at once: as
//! itself, as a form of a listed word, and by its beginning. Keys are 64-bit hashes of folded words, so that a look-up
//! neither allocates nor compares; among some ten thousand keys the odds of one false match are one in 10^11.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64;

/// The number of a listed word; 0 is none.
pub(super) type WordId = u32;

/// How a list writes a word, which is also how it matches; the order is that of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// `WHO`: only in capitals.
    Capitals,
    /// `Apple`: only with a capital initial.
    Initial,
    /// `apple`: in any case.
    Plain,
    /// A form that was derived from a plain word.
    Derived,
    /// `elect*`: every word that begins so.
    Prefix,
    /// `*krieg`: every word that ends so.
    Suffix,
}

/// The listed words that a word of a text may stand for, by [`Class`].
pub(super) type Ids = [WordId; 6];

/// Beginnings and ends that stand for more words have at least this many bytes; it is what [`Sieve`] looks at.
pub(super) const MIN_AFFIX: usize = 4;

/// The listed words.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// By the hash of a word its ids, one for each class.
    ids: KeyMap<Ids>,
    heads: Sieve,
    tails: Sieve,
    last: WordId,
}

impl Vocabulary {
    /// The id of a listed word, which is made known if it is new.
    pub(super) fn learn(&mut self, class: Class, word: &str) -> WordId {
        let next = self.last + 1;
        let id = self.claim(class, word, next);
        self.last = self.last.max(id);
        match class {
            Class::Prefix => self.heads.add(head(word)),
            Class::Suffix => self.tails.add(tail(word)),
            _ => {}
        }
        id
    }

    /// Lets a derived form stand for a listed word. The first word that claims a form keeps it.
    pub(super) fn derive(&mut self, form: &str, id: WordId) {
        self.claim(Class::Derived, form, id);
    }

    /// The id of a word as one of a class: `new`, unless it has one.
    fn claim(&mut self, class: Class, word: &str, new: WordId) -> WordId {
        let id = &mut self.ids.entry(xxh3_64(word.as_bytes())).or_default()[class as usize];
        if *id == 0 {
            *id = new;
        }
        *id
    }

    fn known(&self, word: &[u8]) -> Ids {
        self.ids.get(&xxh3_64(word)).copied().unwrap_or_default()
    }

    /// What a word of a text may stand for. `surface` is the word as it stands there, `folded` its folded form.
    pub(super) fn look_up(&self, folded: &str, surface: &str) -> Ids {
        let mut ids = self.known(folded.as_bytes());
        let has_initial = has_initial(surface);
        if !has_initial {
            ids[Class::Initial as usize] = 0;
        }
        if ids[Class::Capitals as usize] != 0 && !(has_initial && is_capitals(surface)) {
            ids[Class::Capitals as usize] = 0;
        }
        [ids[Class::Prefix as usize], ids[Class::Suffix as usize]] = [0; 2];
        let mut put = |class: Class, word: &[u8]| {
            ids[class as usize] = self.known(word)[class as usize];
            ids[class as usize] != 0
        };
        if self.heads.may_hold(head(folded)) {
            let ends = (MIN_AFFIX..=folded.len()).rev().filter(|end| folded.is_char_boundary(*end));
            ends.take(MAX_TRIES).any(|end| put(Class::Prefix, &folded.as_bytes()[..end]));
        }
        if self.tails.may_hold(tail(folded)) {
            let starts = (0..=folded.len().saturating_sub(MIN_AFFIX)).filter(|start| folded.is_char_boundary(*start));
            starts.take(MAX_TRIES).any(|start| put(Class::Suffix, &folded.as_bytes()[start..]));
        }
        ids
    }

    /// How many ids were given.
    pub(super) fn len(&self) -> usize {
        self.last as usize
    }
}

/// How many beginnings, and how many endings, of a word are looked up at most.
const MAX_TRIES: usize = 40;

/// Whether a word begins with a capital.
pub(super) fn has_initial(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word is written in capitals: at least two characters that count, a capital among them and no small letter.
pub(super) fn is_capitals(word: &str) -> bool {
    let long_enough = word.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some();
    long_enough && word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

fn head(word: &str) -> Option<[u8; MIN_AFFIX]> {
    word.as_bytes().first_chunk().copied()
}

fn tail(word: &str) -> Option<[u8; MIN_AFFIX]> {
    word.as_bytes().last_chunk().copied()
}

/// Tells cheaply, and sometimes wrongly with yes, whether four bytes are among those that were added.
#[derive(Debug, Default)]
struct Sieve {
    bits: Vec<u64>,
}

impl Sieve {
    const BITS: usize = 1 << 14;

    fn add(&mut self, bytes: Option<[u8; MIN_AFFIX]>) {
        self.bits.resize(Sieve::BITS / 64, 0);
        if let Some(bytes) = bytes {
            let bit = Sieve::bit(bytes);
            self.bits[bit / 64] |= 1 << (bit % 64);
        }
    }

    fn may_hold(&self, bytes: Option<[u8; MIN_AFFIX]>) -> bool {
        bytes.map(Sieve::bit).is_some_and(|bit| self.bits.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1))
    }

    fn bit(bytes: [u8; MIN_AFFIX]) -> usize {
        // Fibonacci hashing: the high bits of a product with 2^32 divided by the golden ratio.
        (u32::from_le_bytes(bytes).wrapping_mul(0x9e37_79b9) >> 18) as usize
    }
}

/// A map whose keys are hashes already.
pub(super) type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<KeyHasher>>;

/// Spreads a key that is a hash, or a pair of small numbers, over all bits.
#[derive(Debug, Default)]
pub(super) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 ^= xxh3_64(bytes);
    }

    fn write_u64(&mut self, key: u64) {
        let product = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = product ^ product >> 32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_matches_what_it_says() {
        let mut words = Vocabulary::default();
        let who = words.learn(Class::Capitals, "who");
        let apple = words.learn(Class::Initial, "apple");
        let elect = words.learn(Class::Prefix, "elect");
        let krieg = words.learn(Class::Suffix, "krieg");
        let bank = words.learn(Class::Plain, "bank");
        words.derive("banks", bank);
        assert_eq!(words.learn(Class::Plain, "bank"), bank, "a word is learnt once");
        let cases = [
            ("who", "WHO", Class::Capitals, who),
            ("who", "Who", Class::Capitals, 0),
            ("apple", "Apple", Class::Initial, apple),
            ("apple", "apple", Class::Initial, 0),
            ("elections", "elections", Class::Prefix, elect),
            ("elec", "elec", Class::Prefix, 0),
            ("burgerkrieg", "Bürgerkrieg", Class::Suffix, krieg),
            ("banks", "Banks", Class::Derived, bank),
            ("banks", "Banks", Class::Plain, 0),
        ];
        for (folded, surface, class, id) in cases {
            assert_eq!(words.look_up(folded, surface)[class as usize], id, "{surface}");
        }
    }

    #[test]
    fn a_word_of_one_class_is_none_of_another() {
        let mut words = Vocabulary::default();
        words.learn(Class::Plain, "hit");
        words.learn(Class::Capitals, "his");
        assert_eq!(words.look_up("his", "his"), Ids::default());
        assert_eq!(words.look_up("hit", "HIT")[Class::Capitals as usize], 0);
        assert_eq!(words.look_up("who", "WHO"), Ids::default());
    }

    #[test]
    fn capitals_need_two_characters() {
        assert!(
            is_capitals("T20")
                && is_capitals("U.N")
                && !is_capitals("A")
                && !is_capitals("Nasa")
                && !is_capitals("世界")
        );
    }
}
