//! Months by their names, in the languages of the press.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::lang::{Fact, LANGUAGES};
use crate::text::fold::fold;

/// The fewest letters that a name may be cut to.
const SHORTEST: usize = 3;

/// The folded names of months, and the numbers that they have in any language.
static NAMES: LazyLock<BTreeMap<String, Vec<i8>>> = LazyLock::new(|| {
    let mut names: BTreeMap<String, Vec<i8>> = BTreeMap::new();
    let rows = LANGUAGES.iter().flat_map(|language| language.rows(Fact::Months));
    for (name, number) in rows.flat_map(|row| row.zip(1..)) {
        let numbers = names.entry(fold(name)).or_default();
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    names
});

/// The number of the month that a word names, from 1: whole, or cut to three letters and more, in English before other
/// languages. None where languages mean different months by it: Croatian *listopad* is October, Polish November.
pub(super) fn month(word: &str) -> Option<i8> {
    let word = fold(word.trim_end_matches('.'));
    english(&word).or_else(|| only(NAMES.get(&word)?.iter())).or_else(|| {
        let is_long = word.chars().count() >= SHORTEST && !NAMES.contains_key(&word);
        let longer = NAMES.range(word.clone()..).take_while(|(name, _)| name.starts_with(&word));
        is_long.then(|| only(longer.flat_map(|(_, numbers)| numbers)))?
    })
}

fn english(word: &str) -> Option<i8> {
    let english = LANGUAGES.iter().find(|language| language.code == "en")?;
    let names: Vec<String> = english.rows(Fact::Months).next()?.map(fold).collect();
    let at = (word.chars().count() >= SHORTEST).then(|| names.iter().position(|name| name.starts_with(word)))?;
    i8::try_from(at? + 1).ok()
}

/// The number that all of these are.
fn only<'a>(mut numbers: impl Iterator<Item = &'a i8>) -> Option<i8> {
    let first = *numbers.next()?;
    numbers.all(|number| *number == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_many_languages() {
        let march =
            ["March", "mar", "mars", "März", "marzo", "março", "марта", "мар", "березня", "mart", "maaliskuuta"];
        for name in march {
            assert_eq!(month(name), Some(3), "{name}");
        }
        assert_eq!([month("מרץ"), month("مارس"), month("Μαρτίου")], [Some(3); 3]);
        assert_eq!(month("listopad"), None, "October or November");
        assert_eq!([month("ma"), month("monday"), month("")], [None; 3]);
    }
}
