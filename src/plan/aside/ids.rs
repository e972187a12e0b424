//! Articles by the beginning of a name that they go by: their id, or the id of the record that they came in.

use std::collections::BTreeSet;

/// The fewest characters of a beginning: fewer say too little.
const LEAST: usize = 3;

/// The forms in which an id begins that begins so as it is typed; none where that says too little. Ids are printed in lower case and
/// with a letter before their digits, and found in any case and without it.
pub(crate) fn beginnings(prefix: &str) -> Option<BTreeSet<String>> {
    let lower = prefix.to_lowercase();
    let is_enough = prefix.chars().count() >= LEAST;
    is_enough.then(|| BTreeSet::from([prefix.to_owned(), format!("x{lower}"), lower]))
}
