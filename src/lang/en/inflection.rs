//! English inflection, the other way round: from a listed word to the forms in which it may stand in a text.
//!
//! Deriving forms when a list is read makes matching one look-up a word. Forms that no one uses (`armyed`) do no harm.

/// Calls `each` with the plural, the third person, the past and the `-ing` form of an English word.
pub(crate) fn each_english_form(word: &str, mut each: impl FnMut(&str)) {
    let settled = ["s", "ed", "ing", "ly"].iter().any(|end| word.ends_with(end)) && !word.ends_with("ss");
    if word.len() < 3 || settled || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return;
    }
    let mut put = |stem: &str, ending: &str| each(&[stem, ending].concat());
    let (stem, end) = word.split_at(word.len() - 1);
    let before = stem.as_bytes()[stem.len() - 1];
    match end {
        "y" if !is_vowel(before) => {
            put(stem, "ies");
            put(stem, "ied");
            put(word, "ing");
        }
        "e" => {
            put(word, "s");
            put(word, "d");
            put(stem, "ing");
        }
        _ => {
            let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
            put(word, if hisses { "es" } else { "s" });
            put(word, "ed");
            put(word, "ing");
            if doubles(word) {
                put(word, &[end, "ed"].concat());
                put(word, &[end, "ing"].concat());
            }
        }
    }
}

/// Whether a word may double its last letter before an ending: one vowel between consonants (`ban`, `acquit`).
fn doubles(word: &str) -> bool {
    match word.as_bytes() {
        [.., first, vowel, last] => {
            !is_vowel(*first) && is_vowel(*vowel) && !is_vowel(*last) && !matches!(last, b'w' | b'x' | b'y')
        }
        _ => false,
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_english_words() {
        let cases = [
            ("army", "armies armied armying"),
            ("invade", "invades invaded invading"),
            ("ban", "bans baned baning banned banning"),
            ("clash", "clashes clashed clashing"),
            ("voting", ""),
            ("shares", ""),
            ("boss", "bosses bossed bossing"),
            ("3g", ""),
        ];
        for (word, want) in cases {
            let mut found = Vec::new();
            each_english_form(word, |form| found.push(form.to_owned()));
            assert_eq!(found.join(" "), want, "{word}");
        }
    }
}
