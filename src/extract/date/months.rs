//! Months of the Gregorian calendar by the names that the languages give them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lang::{Fact, LANGUAGES};
use crate::text::fold::fold;

/// Each folded name, and its first three and four letters where no other month of its language begins so.
static MONTHS: LazyLock<HashMap<String, i64>> = LazyLock::new(|| {
    let mut months = HashMap::new();
    let rows: Vec<Vec<String>> =
        LANGUAGES.iter().flat_map(|language| language.rows(Fact::Months)).map(|row| row.map(fold).collect()).collect();
    for length in [usize::MAX, 3, 4] {
        for row in &rows {
            for (name, number) in row.iter().zip(1..) {
                let short: String = name.chars().take(length).collect();
                let clear = length == usize::MAX || row.iter().filter(|other| other.starts_with(&short)).count() == 1;
                if clear {
                    months.entry(short).or_insert(number);
                }
            }
        }
    }
    months
});

/// The number of the month that `word` names, 1 to 12.
pub(super) fn month(word: &str) -> Option<i64> {
    // The longest name has 12 letters; nothing longer is looked up.
    (word.len() <= 60).then(|| MONTHS.get(&fold(word)).copied()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_short_names() {
        for (word, want) in
            [("März", 3), ("Sept", 9), ("juil", 7), ("сен", 9), ("Ağustos", 8), ("أغسطس", 8), ("Paź", 10)]
        {
            assert_eq!(month(word), Some(want), "{word}");
        }
        for word in ["ju", "", "Montag"] {
            assert_eq!(month(word), None, "{word}");
        }
    }
}
