//! A stemmer that is a table: what it cuts off stands in `language.tsv`. For languages that Snowball has no stemmer for, or
//! one that needs the accents that folding takes off.

use super::language::{Fact, Language};

/// The endings of one language, a layer after another: case before plural, where a language joins them.
pub(super) struct Suffixes(Vec<Layer>);

/// Endings of which one is cut off.
struct Layer {
    /// The longest first.
    suffixes: Vec<Suffix>,
    /// The fewest letters that are left: a shorter word is mostly another one.
    shortest: usize,
}

struct Suffix {
    text: &'static str,
    after: After,
}

/// What an ending stands behind.
#[derive(Clone, Copy)]
enum After {
    Any,
    Vowel,
    Consonant,
}

/// The fewest letters that are left where a row does not say otherwise.
const SHORTEST_STEM: usize = 3;

const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

impl Suffixes {
    /// The table of a language.
    pub(super) fn of(language: &Language) -> Suffixes {
        Suffixes(language.rows(Fact::Suffixes).map(Layer::read).collect())
    }

    /// A folded word without the longest ending of each layer.
    pub(super) fn stem<'a>(&self, word: &'a str) -> &'a str {
        self.0.iter().fold(word, |rest, layer| layer.cut(rest).unwrap_or(rest))
    }
}

impl Layer {
    fn read(row: impl Iterator<Item = &'static str>) -> Layer {
        let mut layer = Layer { suffixes: Vec::new(), shortest: SHORTEST_STEM };
        for cell in row {
            match cell.parse() {
                Ok(shortest) => layer.shortest = shortest,
                Err(_) => layer.suffixes.push(Suffix::read(cell)),
            }
        }
        layer.suffixes.sort_by_key(|suffix| std::cmp::Reverse(suffix.text.len()));
        layer
    }

    fn cut<'a>(&self, word: &'a str) -> Option<&'a str> {
        let long_enough = |start: &&str| start.chars().nth(self.shortest - 1).is_some();
        self.suffixes.iter().find_map(|suffix| suffix.cut(word).filter(long_enough))
    }
}

impl Suffix {
    fn read(cell: &'static str) -> Suffix {
        if let Some(text) = cell.strip_prefix('+') {
            return Suffix { text, after: After::Vowel };
        }
        match cell.strip_prefix('=') {
            Some(text) => Suffix { text, after: After::Consonant },
            None => Suffix { text: cell, after: After::Any },
        }
    }

    fn cut<'a>(&self, word: &'a str) -> Option<&'a str> {
        let start = word.strip_suffix(self.text)?;
        let fits = match self.after {
            After::Any => true,
            After::Vowel => start.ends_with(VOWELS),
            After::Consonant => !start.ends_with(VOWELS),
        };
        fits.then_some(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_each_layer_the_longest_ending_that_fits_is_cut_off() {
        let rows: [&[&str]; 2] = [&["4", "=a", "+nin", "in"], &["lar"]];
        let suffixes = Suffixes(rows.into_iter().map(|row| Layer::read(row.iter().copied())).collect());
        let cases = [
            ("limanlarin", "liman"),
            ("ankaranin", "ankara"),
            ("liman", "liman"),
            ("limana", "liman"),
            ("kara", "kara"),
            ("limaa", "limaa"),
            ("lar", "lar"),
        ];
        for (word, stem) in cases {
            assert_eq!(suffixes.stem(word), stem, "{word}");
        }
    }
}
