//! Which line of an export is its day: what it says is for others to read.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::lang::{self, Fact};

/// The months in all languages.
static MONTHS: LazyLock<HashSet<String>> = LazyLock::new(|| lang::facts(Fact::Months).map(str::to_lowercase).collect());

/// How many words a line has at most that is a day, with edition and time.
const MOST_WORDS: usize = 14;

/// Whether a line is a day, or a month: it names a month and a year, or it is a day in figures.
pub(super) fn is_date(line: &str) -> bool {
    let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() > MOST_WORDS {
        return false;
    }
    let is_year = |word: &&str| word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1600..2100).contains(&year));
    let names_month = words.iter().any(|word| MONTHS.contains(&word.to_lowercase()));
    let is_east_asian = line.contains('年') && line.contains('月');
    (names_month && words.iter().any(is_year)) || is_in_figures(&words) || is_east_asian
}

/// Whether three numbers that open the line can be day, month and year.
fn is_in_figures(words: &[&str]) -> bool {
    let Some([first, second, third]) = words.first_chunk::<3>() else { return false };
    let number = |word: &str, digits: &[usize], most: u16| {
        digits.contains(&word.len()) && word.parse::<u16>().is_ok_and(|number| (1..=most).contains(&number))
    };
    let short = |word: &str| number(word, &[1, 2], 31);
    let year = |word: &str| number(word, &[4], 2100);
    (short(first) && short(second) && year(third)) || (year(first) && short(second) && short(third))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_other_lines() {
        for line in [
            "November 3, 2024 Sunday",
            "Sonntag 3. November 2024",
            "3 novembre 2024 dimanche",
            "January 11, 2010 Monday 10:50 AM GMT",
            "Martes 5 de Febrero de 2019",
            "2019-02-05",
            "03/11/2024 07:40",
            "2024年11月3日",
        ] {
            assert!(is_date(line), "{line}");
        }
        for line in ["Harbour Post", "Edition 1; Scotland", "Seven of 2024 ships", "March of the dockers"] {
            assert!(!is_date(line), "{line}");
        }
    }
}
