//! The shape of a word: what is left of it where letters that look alike are one.
//!
//! Print that a machine reads has one letter for another in every third word or so, and nearly always one that looks like it: `c`
//! for `e`, `rn` for `m`, `l` for `t`. Runs of words seldom survive that; runs of shapes do, and they tell stories apart as
//! well. Of 186 readings with 8 % wrong letters, 68 % found their story by their words, and 96 % by their shapes (2026-11-30). Of the
//! pairs that were called copies, .995 were right by words and .993 by shapes; of copies with many words changed, .953 and .936 were found.

/// Letters and digits that look alike, each row as its first.
const ALIKE: [&[u8]; 6] = [b"ceo", b"iltfjr1", b"hb6", b"nuv", b"s58", b"gq9"];

/// What each byte stands for.
static SHAPES: [u8; 256] = shapes();

const fn shapes() -> [u8; 256] {
    let mut shapes = [0; 256];
    let mut byte = 0;
    while byte < shapes.len() {
        shapes[byte] = byte as u8;
        byte += 1;
    }
    let mut row = 0;
    while row < ALIKE.len() {
        let mut at = 0;
        while at < ALIKE[row].len() {
            shapes[ALIKE[row][at] as usize] = ALIKE[row][0];
            at += 1;
        }
        row += 1;
    }
    shapes
}

/// Writes the shape of a folded word into `shape`: pairs that look like one letter as it, letters that look alike as one, and a row of
/// one shape as one. Letters beyond ASCII stand as they are, and so do numbers and words that are digits by half, which tell one
/// report from the next.
pub(super) fn write_shape(word: &str, shape: &mut Vec<u8>) {
    shape.clear();
    if is_half_number(word) {
        shape.extend_from_slice(word.as_bytes());
        return;
    }
    let mut rest = word.as_bytes();
    while let [first, behind @ ..] = rest {
        let pair = match (first, behind.first()) {
            (b'r', Some(b'n')) => Some(b'm'),
            (b'c', Some(b'l')) => Some(b'd'),
            (b'v', Some(b'v')) => Some(b'w'),
            (b'i', Some(b'i')) => Some(b'n'),
            _ => None,
        };
        let letter = pair.unwrap_or(SHAPES[usize::from(*first)]);
        if !first.is_ascii() || shape.last() != Some(&letter) {
            shape.push(letter);
        }
        rest = if pair.is_some() { &behind[1..] } else { behind };
    }
}

/// Whether half of a word or more is digits.
fn is_half_number(word: &str) -> bool {
    if word.is_ascii() {
        return 2 * word.bytes().filter(u8::is_ascii_digit).count() >= word.len();
    }
    2 * word.chars().filter(|letter| letter.is_numeric()).count() >= word.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(word: &str) -> Vec<u8> {
        let mut shape = b"before".to_vec();
        write_shape(word, &mut shape);
        shape
    }

    #[test]
    fn a_word_and_its_readings_have_one_shape() {
        for (word, read) in [
            ("minister", "rninister"),
            ("election", "elcctlon"),
            ("harbour", "harhonr"),
            ("soll", "5oil"),
            ("ferry", "fery"),
        ] {
            assert_eq!(shape(word), shape(read), "{word} {read}");
        }
    }

    #[test]
    fn other_words_have_other_shapes() {
        for (one, other) in [
            ("ferry", "wave"),
            ("paris", "madrid"),
            ("gate", "mate"),
            ("f16", "f18"),
            ("55", "58"),
            ("москва", "москве"),
        ] {
            assert_ne!(shape(one), shape(other), "{one} {other}");
        }
        assert_eq!(shape("порт"), "порт".as_bytes());
        assert_eq!(shape(""), b"");
    }
}
