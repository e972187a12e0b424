//! A sample of a text's shingles, by which copies are found.
//!
//! A shingle is a run of three words. Its hash decides alone whether it is kept, one in four (sampling modulo: Manber,
//! "Finding similar files in a large file system", 1994; Broder, "On the resemblance and containment of documents",
//! 1997), so the sample of an excerpt is a part of the sample of the whole. MinHash would lose that: its sample has one
//! size for all. Short texts have small samples; nothing fills them up.
//!
//! Three words and not four: print read by machines breaks every tenth word or so, and two shingles of three survive
//! where one of four does. Words count by their shapes (`shape`), in which such readings are the same.

use xxhash_rust::xxh3::xxh3_64;

use super::shape::write_shape;
use crate::model::Fingerprint;
use crate::text::unspaced::is_unspaced;
use crate::text::words::each_word;

/// How many words a shingle has.
const WORDS: usize = 3;
/// How many bigrams a shingle has where the script puts no space between words: seven characters.
const BIGRAMS: usize = 6;
/// One shingle in this many is kept, by its hash.
const ONE_IN: u64 = 4;
/// How many words of a text are read at most: no story is longer.
const MOST_WORDS: usize = 50_000;
/// A figure's hash is the upper bits of its word's.
const FIGURE_SHIFT: u32 = u64::BITS - Fingerprint::FIGURE_SPACE.ilog2();
/// How many figures are kept at most: those of the smallest hashes, so that the choice is the same in every copy.
const MOST_FIGURES: usize = 128;

/// The fingerprint of a text.
pub fn fingerprint(text: &str) -> Fingerprint {
    let mut shingles = Vec::new();
    let mut figures = Vec::new();
    let mut last = [0_u64; BIGRAMS];
    let mut shape = Vec::new();
    let mut words = 0;
    each_word(text, |word, _, position| {
        if position >= MOST_WORDS {
            return;
        }
        words = position + 1;
        write_shape(word, &mut shape);
        let hash = xxh3_64(&shape);
        last.rotate_left(1);
        last[BIGRAMS - 1] = hash;
        let size = if word.chars().next().is_some_and(is_unspaced) { BIGRAMS } else { WORDS };
        if words >= size {
            shingles.extend(sampled(&last[BIGRAMS - size..]));
        }
        if word.chars().all(char::is_numeric) {
            figures.push((hash >> FIGURE_SHIFT) as u32);
        }
    });
    sort(&mut shingles);
    sort(&mut figures);
    figures.truncate(MOST_FIGURES);
    Fingerprint { shingles, figures, words: words as u32 }
}

/// The hash of a shingle, if it is in the sample.
fn sampled(words: &[u64]) -> Option<u64> {
    // The multiplier of the golden ratio (Knuth, 6.4), with the upper half folded back: order counts, every bit too.
    let hash = words.iter().fold(0_u64, |hash, word| {
        let mixed = (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 32)
    });
    hash.is_multiple_of(ONE_IN).then_some((hash / ONE_IN) % Fingerprint::SPACE)
}

fn sort<T: Ord>(hashes: &mut Vec<T>) {
    hashes.sort_unstable();
    hashes.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The ferry from the island was turned back on Tuesday after a wave broke two windows of the upper \
        deck. None of the 214 passengers was hurt, the harbour master said, and the next sailing at 18:30 would go as \
        planned. Engineers were looking at the damage, which they put at 40,000 crowns.";

    #[test]
    fn an_excerpt_is_a_part_of_the_whole() {
        let whole = fingerprint(STORY);
        let part = fingerprint(&STORY[..150]);
        let shared = part.shingles.iter().filter(|hash| whole.shingles.contains(hash)).count();
        assert!(part.shingles.len() >= 3, "{part:?}");
        // The last word may be cut.
        assert!(shared + 1 >= part.shingles.len());
        assert!(whole.shingles.len() > part.shingles.len());
    }

    #[test]
    fn case_and_punctuation_do_not_count_but_order_does() {
        assert_eq!(fingerprint(STORY), fingerprint(&STORY.to_uppercase().replace(", ", " – ")));
        let backwards: Vec<&str> = STORY.split(' ').rev().collect();
        let shared = fingerprint(&backwards.join(" "));
        assert!(fingerprint(STORY).shingles.iter().all(|hash| !shared.shingles.contains(hash)));
    }

    #[test]
    fn what_a_machine_read_of_print_shares_most_of_its_shingles() {
        let read = STORY
            .replace("from", "fiom")
            .replace("turned", "tumed")
            .replace("harbour", "harhonr")
            .replace("passengers", "passcngers")
            .replace("next", "ncxt")
            .replace("Engineers", "Enginccrs");
        assert_eq!(fingerprint(&read).shingles, fingerprint(STORY).shingles);
        let other = fingerprint(&STORY.replace("214", "215"));
        assert_ne!(other, fingerprint(STORY));
    }

    #[test]
    fn figures_are_numbers_and_nothing_else() {
        assert_eq!(fingerprint("In 2024 the A380 carried 1,200 people and 1200 bags").figures.len(), 2);
        assert_eq!(fingerprint("٢٠٢٤").figures.len(), 1);
    }

    #[test]
    fn scripts_without_spaces_have_shingles_too() {
        let text = "港口在风暴过后重新开放渡轮恢复正常运行没有人员受伤";
        assert!(fingerprint(text).shingles.len() >= 2);
        assert_eq!(fingerprint(""), Fingerprint::default());
    }

    #[test]
    fn about_one_shingle_in_four_is_kept() {
        let text: String = (0..4_000).map(|n| format!("word{} ", n * 7919)).collect();
        let kept = fingerprint(&text).shingles.len();
        assert!((850..1150).contains(&kept), "{kept}");
    }
}
