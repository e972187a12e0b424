//! Keys: the consonant classes of a word, by which spellings of one name find each other.

use super::units::{QUERY_WAYS, UNITS, Way, Word};

/// Classes of consonants, four bits each, the first the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u64);

/// The classes: lips, f, velars, teeth, hissing, hushing, m, n, l, r.
const CLASSES: &str = "PFKTSXMNLR";

/// Under how many keys a word is indexed at most.
const MAX_INDEX_KEYS: usize = 4;

/// Under how many keys a question looks at most.
const MAX_QUERY_KEYS: usize = 96;

/// It looks under no key that is less likely than the likeliest by more than this, in tenths of -ln.
const COST_RANGE: u32 = 60;

/// How many consonants of a word count.
const MAX_CLASSES: usize = 12;

/// The keys under which a word is indexed; none where it has no consonant.
pub fn index_keys(word: &Word) -> Vec<Key> {
    let mut found: Vec<Key> = Vec::new();
    for reading in &word.readings {
        for (_, key) in likeliest(reading, MAX_INDEX_KEYS, |unit| &UNITS.rows[unit].index_ways) {
            if key != Key(0) && !found.contains(&key) {
                found.push(key);
            }
        }
    }
    found.truncate(MAX_INDEX_KEYS);
    found
}

/// The keys under which the other spellings of a word may lie, the likeliest first.
pub fn query_keys(word: &Word) -> Vec<Key> {
    let mut found: Vec<(u32, Key)> = Vec::new();
    for reading in &word.readings {
        found.extend(likeliest(reading, MAX_QUERY_KEYS, |unit| &QUERY_WAYS[unit]));
    }
    found.retain(|(_, key)| *key != Key(0));
    cheapest(&mut found, MAX_QUERY_KEYS);
    found.into_iter().map(|(_, key)| key).collect()
}

/// The keys of one reading, with what they cost, the cheapest first.
fn likeliest(reading: &[u16], limit: usize, ways: impl Fn(usize) -> &'static [Way]) -> Vec<(u32, Key)> {
    let mut partial = vec![(0, Key(0))];
    for number in reading {
        let mut grown: Vec<(u32, Key)> = Vec::with_capacity(partial.len() * 6);
        for (cost, key) in &partial {
            let ways = ways(usize::from(*number)).iter();
            grown.extend(ways.map(|way| (cost + way.cost, way.classes.chars().fold(*key, with))));
        }
        cheapest(&mut grown, limit);
        partial = grown;
    }
    partial
}

/// Each key once, as cheap as it comes, the cheapest first; not many, and none that is far from the first.
fn cheapest(keys: &mut Vec<(u32, Key)>, limit: usize) {
    let beyond = keys.iter().map(|(cost, _)| *cost).min().unwrap_or(0) + COST_RANGE;
    keys.retain(|(cost, _)| *cost <= beyond);
    keys.sort_unstable_by_key(|(cost, key)| (*key, *cost));
    keys.dedup_by_key(|(_, key)| *key);
    keys.sort_unstable();
    keys.truncate(limit);
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
        let there = index_keys(&lying);
        query_keys(&asked_for).iter().any(|key| there.contains(key))
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
            assert!(index_keys(&word).len() <= MAX_INDEX_KEYS && query_keys(&word).len() <= MAX_QUERY_KEYS);
        }
        assert_eq!(index_keys(&Word::cut("aoue").unwrap()), []);
    }
}
