//! Keys: the consonant classes of a word, by which spellings of one name find each other.

use super::units::{UNITS, Unit, Word};

/// Classes of consonants, four bits each, the first the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u64);

/// The classes: lips, f, velars, teeth, hissing, hushing, m, n, l, r.
const CLASSES: &str = "PFKTSXMNLR";

/// A word is laid under at most so many keys.
const MAX_LAID: usize = 4;

/// A question looks under at most so many keys.
const MAX_ASKED: usize = 64;

/// Further consonants of a word do not count.
const MAX_CLASSES: usize = 12;

/// The keys under which a word is laid in an index; none where it has no consonant.
pub fn laid(word: &Word) -> Vec<Key> {
    keys(word, MAX_LAID, |unit| unit.laid)
}

/// The keys under which the other spellings of a word may lie.
pub fn asked(word: &Word) -> Vec<Key> {
    keys(word, MAX_ASKED, |unit| unit.asked)
}

fn keys(word: &Word, limit: usize, classes: impl Fn(&Unit) -> &'static str) -> Vec<Key> {
    let mut found: Vec<Key> = Vec::new();
    for reading in &word.readings {
        for key in likeliest(reading, limit, &classes) {
            if key != Key(0) && !found.contains(&key) {
                found.push(key);
            }
        }
    }
    found.truncate(limit);
    found
}

/// The keys of one reading, those first that take the fewest steps from first to later alternatives.
fn likeliest(reading: &[u16], limit: usize, classes: &impl Fn(&Unit) -> &'static str) -> Vec<Key> {
    let mut partial = vec![(0_usize, Key(0))];
    for number in reading {
        let mut grown: Vec<(usize, Key)> = Vec::with_capacity(partial.len() * 2);
        for (cost, key) in &partial {
            for (step, more) in classes(&UNITS.rows[usize::from(*number)]).split('/').enumerate() {
                grown.push((cost + step, more.chars().fold(*key, with)));
            }
        }
        grown.sort_unstable_by_key(|(cost, key)| (*key, *cost));
        grown.dedup_by_key(|(_, key)| *key);
        grown.sort_unstable();
        grown.truncate(limit);
        partial = grown;
    }
    partial.into_iter().map(|(_, key)| key).collect()
}

/// A key with one more class; doubles collapse.
fn with(key: Key, class: char) -> Key {
    let Some(number) = CLASSES.find(class).map(|at| at as u64 + 1) else { return key };
    if key.0 & 15 == number || key.0 >> (4 * (MAX_CLASSES - 1)) != 0 { key } else { Key(key.0 << 4 | number) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(asked_for: &str, lying: &str) -> bool {
        let (asked_for, lying) = (Word::cut(asked_for).unwrap(), Word::cut(lying).unwrap());
        let there = laid(&lying);
        asked(&asked_for).iter().any(|key| there.contains(key))
    }

    #[test]
    fn spellings_of_one_name_meet() {
        let names: &[&[&str]] = &[
            &["hmeimim", "khmeimim", "hmeymim", "hamaimim", "حميميم", "хмеймим"],
            &["sharaa", "shara", "الشرع", "шараа", "scharaa"],
            &["tchaikovsky", "tschaikowski", "chaikovskii", "чайковский", "تشايكوفسكي"],
            &["tbilisi", "თბილისი", "тбилиси", "תביליסי"],
            &["yerevan", "երեւան", "erevan", "ереван"],
            &["rajesh", "राजेश", "раджеш"],
            &["papadopoulos", "παπαδοπουλοσ", "пападопулос"],
        ];
        for spellings in names {
            for one in *spellings {
                for other in *spellings {
                    assert!(meet(one, other), "{one} {other}");
                }
            }
        }
    }

    #[test]
    fn keys_are_few() {
        for word in ["schtschuzcsxcgjg", "ccccxcxcxcxcgxgxgxg", "غذظضثجغذظضثج"] {
            let word = Word::cut(word).unwrap();
            assert!(laid(&word).len() <= MAX_LAID && asked(&word).len() <= MAX_ASKED);
        }
        assert_eq!(laid(&Word::cut("aoue").unwrap()), []);
    }
}
