//! What directly follows a word, a quotation or a group: `~2` and `^0.5`.

use super::error::{Fault, excerpt};
use super::operator::MAX_NUMBER;

/// The suffixes of a run of characters, and how long each is in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Suffixes {
    /// `~` with its number, if it has one.
    pub(super) tilde: Option<(Option<u32>, usize)>,
    /// `^` with its number.
    pub(super) caret: Option<(f32, usize)>,
}

impl Suffixes {
    /// How many bytes they take.
    pub(super) fn len(&self) -> usize {
        self.tilde.map_or(0, |(_, length)| length) + self.caret.map_or(0, |(_, length)| length)
    }
}

/// The largest weight.
const MAX_WEIGHT: f32 = 1000.0;

/// The suffixes at the end of `run`. Marks that no number follows are punctuation.
pub(super) fn at_end(run: &str) -> Result<Suffixes, Fault> {
    let mut rest = run;
    let mut found = Suffixes::default();
    if let Some((before, number)) = split_number(rest, '^') {
        found.caret = Some((weight(number)?, rest.len() - before.len()));
        rest = before;
    }
    if let Some((before, number)) = split_number(rest, '~') {
        found.tilde = Some((distance(number)?, rest.len() - before.len()));
        rest = before;
    }
    if rest.len() < run.len() && (split_number(rest, '^').is_some() || split_number(rest, '~').is_some()) {
        return Err(Fault::new(
            "too many numbers behind a word",
            "write one `~` and one `^`, in this order: `word~1^2`",
        ));
    }
    Ok(found)
}

/// Cuts `run` at the last `mark` if at most a number follows it.
fn split_number(run: &str, mark: char) -> Option<(&str, &str)> {
    let (before, number) = run.rsplit_once(mark)?;
    let numeric = number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-' | b'+'));
    numeric.then_some((before, number))
}

fn weight(number: &str) -> Result<f32, Fault> {
    let plain = number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    match number.parse::<f32>() {
        Ok(weight) if plain && weight > 0.0 && weight <= MAX_WEIGHT => Ok(weight),
        _ if number.is_empty() => Err(Fault::new("`^` without a weight", "write a number: `word^2`")),
        _ => Err(Fault::new(
            format!("`{}` is not a weight", excerpt(number)),
            "write a number above 0 and up to 1000, with a point: `word^0.5`",
        )),
    }
}

fn distance(number: &str) -> Result<Option<u32>, Fault> {
    if number.is_empty() {
        return Ok(None);
    }
    match number.parse() {
        Ok(number @ 0..=MAX_NUMBER) => Ok(Some(number)),
        _ => Err(Fault::new(
            format!("`{}` is not a whole number up to {MAX_NUMBER}", excerpt(number)),
            "write `word~1` for one edit, `\"a b\"~5` for five words",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_behind_marks_are_read() {
        assert_eq!(at_end("word"), Ok(Suffixes::default()));
        assert_eq!(at_end("word~"), Ok(Suffixes { tilde: Some((None, 1)), caret: None }));
        assert_eq!(at_end("word~2^0.5"), Ok(Suffixes { tilde: Some((Some(2), 2)), caret: Some((0.5, 4)) }));
        assert_eq!(at_end("a~b^c"), Ok(Suffixes::default()));
        for bad in
            ["w^", "w^0", "w^-1", "w^1,5", "w^1.2.3", "w~0.8", "w~99999999999", "w~1001", "w^2^3", "w^2~1", "w~1~1"]
        {
            assert!(at_end(bad).is_err(), "{bad}");
        }
    }
}
