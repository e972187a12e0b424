//! Small words that Arabic writes together with the next one.

/// An Arabic word without the conjunction, preposition and article that are written together with it.
pub(crate) fn without_clitics(word: &str) -> &str {
    let long_enough = |rest: &&str| rest.chars().count() >= 3;
    let strip = |word: &'_ str, starts: &[&str]| -> Option<usize> {
        let found = starts.iter().find_map(|start| word.strip_prefix(start).filter(long_enough));
        found.map(|rest| word.len() - rest.len())
    };
    let start = strip(word, &["و", "ف"]).unwrap_or_default();
    let rest = &word[start..];
    &rest[strip(rest, &["بال", "كال", "لل", "ال"]).unwrap_or_default()..]
}
