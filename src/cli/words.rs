//! The words of a query on the command line: they need no quotes, and `-word` leaves a word out as it does in a query.

use std::ffi::OsString;

use super::output;

/// The commands whose words are a query.
const ASKING: [&str; 7] = ["search", "facets", "timeline", "countries", "topics", "copies", "export-texts"];

/// Options that may stand before the command as well.
const BEFORE: [&str; 2] = ["--index", "--color"];

/// The arguments of the program as they were meant: options that stand before the command follow it, and `-word` of
/// a query is `NOT word`.
pub(crate) fn as_typed(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments = arguments.into_iter().peekable();
    let mut told: Vec<OsString> = arguments.by_ref().take(1).collect();
    let mut early = Vec::new();
    while let Some(option) = arguments.next_if(is_early) {
        let has_value = option.to_string_lossy().contains('=');
        early.push(option);
        if !has_value {
            early.extend(arguments.next());
        }
    }
    told.extend(arguments.by_ref().take(1));
    told.extend(early);
    with_negations(told.into_iter().chain(arguments))
}

fn is_early(argument: &OsString) -> bool {
    let text = argument.to_string_lossy();
    let name = text.split_once('=').map_or(&*text, |(name, _)| name);
    BEFORE.contains(&name)
}

/// The same arguments, in which `-word` of a query is written as `NOT word`: what begins with a dash would be taken for
/// options. Options themselves stay, and everything after `--`.
fn with_negations(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments = arguments.into_iter();
    let mut told: Vec<OsString> = arguments.by_ref().take(2).collect();
    let asks = told.get(1).and_then(|command| command.to_str()).is_some_and(|command| ASKING.contains(&command));
    let mut open = asks;
    for argument in arguments {
        open &= argument != "--";
        match argument.to_str().filter(|_| open).and_then(left_out) {
            Some(word) => told.extend(["NOT".into(), word.into()]),
            None => told.push(argument),
        }
    }
    told
}

/// What an argument leaves out, where it is no option.
fn left_out(argument: &str) -> Option<String> {
    let rest = argument.strip_prefix('-').filter(|rest| !rest.starts_with('-'))?;
    let first = rest.chars().next()?;
    let begins_a_part = first.is_alphabetic() || matches!(first, '"' | '(' | '=');
    if !begins_a_part || rest.chars().nth(1).is_none() || are_options(rest) {
        return None;
    }
    Some(if rest.contains(char::is_whitespace) && !rest.starts_with(['"', '(']) {
        format!("({rest})")
    } else {
        rest.to_owned()
    })
}

/// Whether these are short options after one dash: `l`, `0`, `h`, and `n` with its value at the end.
fn are_options(letters: &str) -> bool {
    let behind = letters.trim_start_matches(['l', '0', 'h', 'V']);
    match behind.strip_prefix('n') {
        Some(value) => {
            let value = value.strip_prefix('=').unwrap_or(value);
            value.chars().all(|c| c.is_ascii_digit()) || value == "all"
        }
        None => behind.is_empty(),
    }
}

/// The text that words make, joined as they stand. The quotes of a shell are gone before we see them; where they may
/// have been meant for a phrase, standard error says how to write one.
pub(crate) fn joined(words: &[String]) -> String {
    let may_be_phrase = |word: &&String| {
        word.contains(' ') && word.split_whitespace().all(|part| part.chars().all(char::is_alphanumeric))
    };
    let is_plain = |word: &&String| !word.split_whitespace().any(|part| matches!(part, "AND" | "OR" | "NOT"));
    if words.len() > 1 {
        for word in words.iter().filter(may_be_phrase).filter(is_plain) {
            output::warn(&format!("`{word}` is read as single words; for the phrase, write '\"{word}\"'"));
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> String {
        let arguments = as_typed(line.split(' ').map(OsString::from));
        arguments.iter().map(|argument| argument.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_behind_a_dash_are_left_out_and_options_stay() {
        for (typed, expected) in [
            ("dateline search port -storm", "dateline search port NOT storm"),
            ("dateline search port -nato -n 5", "dateline search port NOT nato -n 5"),
            ("dateline facets port -country:sy", "dateline facets port NOT country:sy"),
            ("dateline search port -\"a", "dateline search port NOT \"a"),
            ("dateline search port -l0 -n5 -nall -ln5 -n=5 -h", "dateline search port -l0 -n5 -nall -ln5 -n=5 -h"),
            ("dateline search port -x --count -- -storm", "dateline search port -x --count -- -storm"),
            ("dateline show -storm", "dateline show -storm"),
            ("dateline search port -5 -- -", "dateline search port -5 -- -"),
            ("dateline", "dateline"),
            ("dateline --index a search port -nato", "dateline search --index a port NOT nato"),
            ("dateline --index=a --color never show 1", "dateline show --index=a --color never 1"),
            ("dateline --index", "dateline --index"),
            ("dateline --version", "dateline --version"),
        ] {
            assert_eq!(told(typed), expected);
        }
        let spaced = with_negations(["dateline", "search", "-naval base"].map(OsString::from));
        assert_eq!(spaced[2..], ["NOT", "(naval base)"]);
    }
}
