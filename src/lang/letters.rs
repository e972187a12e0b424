//! Words of a language that is written in two scripts: *Београд* and *Beograd* are one word of Serbian.

/// The letters of one script of a language, folded, and what the other writes for each.
pub(super) struct Letters(Vec<(&'static str, &'static str)>);

/// In how many ways the start of a word is written in the other script at most: a longer start has more, as folded letters
/// of one script stand for several of the other, and is looked for by fewer of its letters.
const MAX_WAYS: usize = 24;

impl Letters {
    /// The pairs of a table.
    pub(super) fn of(pairs: impl Iterator<Item = (&'static str, &'static str)>) -> Letters {
        Letters(pairs.collect())
    }

    /// Whether there is no other script.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A word in the letters that the stemmer reads; none where it is already in them.
    pub(super) fn read(&self, word: &str) -> Option<String> {
        let of = |letter: &str| self.0.iter().find(|(other, _)| *other == letter).map(|(_, read)| *read);
        let mut found = false;
        let mut read = String::with_capacity(word.len());
        for (at, letter) in word.char_indices() {
            let letter = &word[at..at + letter.len_utf8()];
            let known = of(letter);
            found |= known.is_some();
            read.push_str(known.unwrap_or(letter));
        }
        found.then_some(read)
    }

    /// What words that begin with `start` may begin with in the other script.
    pub(super) fn other_starts(&self, start: &str) -> Vec<String> {
        // Ways to write what stands before a place in the start; a letter may stand for two of it.
        let mut ways: Vec<Vec<String>> = vec![Vec::new(); start.len() + 1];
        ways[0].push(String::new());
        let mut kept = Vec::new();
        for at in 0..=start.len() {
            let here = std::mem::take(&mut ways[at]);
            if here.len() > MAX_WAYS {
                // What is kept begins all of these but those whose last letter stands for two of the start.
                let further: Vec<String> =
                    here.into_iter().filter(|way| !kept.iter().any(|short: &String| way.starts_with(short))).collect();
                kept.extend(further);
                break;
            }
            let rest = start.get(at..).unwrap_or_default();
            for (other, read) in self.0.iter().filter(|(_, read)| rest.starts_with(read)) {
                ways[at + read.len()].extend(here.iter().map(|way| format!("{way}{other}")));
            }
            if !here.is_empty() {
                kept = here;
            }
        }
        kept.retain(|way| !way.is_empty());
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_is_written_in_all_ways_of_the_other_script() {
        let letters = Letters::of([("љ", "lj"), ("л", "l"), ("ј", "j"), ("з", "z"), ("ж", "z")].into_iter());
        assert_eq!(letters.other_starts("lj"), ["љ", "лј"]);
        assert_eq!(letters.other_starts("z"), ["з", "ж"]);
        // Of many ways only the start is written, and of what has none nothing.
        assert_eq!(letters.other_starts("zzzzzzzz").len(), 16);
        assert_eq!(letters.other_starts("x"), [""; 0]);
        assert_eq!(letters.read("жљ").as_deref(), Some("zlj"));
        assert_eq!(letters.read("zlj"), None);
    }
}
