//! The runs of characters that are operators: `AND`, `W/5`, `atleast3`; and those of other tools, which are refused.

use super::chars::{first, is_open};
use super::error::{Fault, excerpt};
use super::token::Token;
use super::tree::Within;
use crate::model::field;

/// The largest distance in words, and the largest count of `atleast`.
pub(super) const MAX_NUMBER: u32 = 1000;

/// The operator that `run` is, if it is one. `after` is the character after it.
pub(super) fn operator<'q>(run: &str, after: Option<char>) -> Result<Option<Token<'q>>, Fault> {
    match run {
        "AND" => Ok(Some(Token::And)),
        "OR" => Ok(Some(Token::Or)),
        "NOT" => Ok(Some(Token::Not)),
        "NEAR" => Err(no_distance(run)),
        _ => match run.split_once('/') {
            Some((name, distance)) => near(name, distance),
            None => at_least(run, after),
        },
    }
}

/// Refuses the operators of other tools, which would be read as words in silence.
pub(super) fn refuse_foreign(run: &str) -> Result<(), Fault> {
    if run.starts_with('!') {
        return Err(Fault::new("`!` is not an operator here", "write `-word` or `NOT word`"));
    }
    let name = run.trim_end_matches(|c: char| c.is_ascii_digit());
    let (distance, lower) = (&run[name.len()..], name.to_ascii_lowercase());
    let ours = match (lower.as_str(), distance.as_bytes()) {
        ("/s" | "/p", []) => format!("w{lower}"),
        ("/" | "n/" | "within/" | "around/" | "near", [_, ..]) => format!("NEAR/{distance}"),
        ("adj" | "adj/", [_, ..]) => format!("PRE/{distance}"),
        _ if name == "ADJ" => "PRE/1".to_owned(),
        _ if name == "AROUND" || name == "WITHIN" && !distance.is_empty() => "NEAR/5".to_owned(),
        _ => return Ok(()),
    };
    Err(Fault::new(
        format!("`{}` is not an operator here", excerpt(run)),
        format!("write `{ours}`; for the word, \"{}\"", excerpt(run)),
    ))
}

/// Refuses a field with the sign of other tools behind it, `lang=en`, which would be read as words.
pub(super) fn refuse_equals(run: &str) -> Result<(), Fault> {
    match run.split_once('=') {
        Some((name, value)) if !value.is_empty() && field(name).is_some() => Err(Fault::new(
            format!("`{}=` is not a field", excerpt(name)),
            format!("write `{}:{}`; for the words, put them in quotes", excerpt(name), excerpt(value)),
        )),
        _ => Ok(()),
    }
}

fn near<'q>(name: &str, distance: &str) -> Result<Option<Token<'q>>, Fault> {
    let ordered = name.eq_ignore_ascii_case("pre");
    let is_w = name.eq_ignore_ascii_case("w");
    if !ordered && !is_w && !name.eq_ignore_ascii_case("near") {
        return Ok(None);
    }
    let within = match distance {
        "s" | "S" => Within::Sentence,
        "p" | "P" => Within::Paragraph,
        _ if first(distance).is_some_and(|c| c.is_ascii_digit()) => Within::Words(number(distance, name)?),
        // `w/o` and `w/` are abbreviations in text.
        _ if name == "w" || (is_w && !distance.is_empty()) => return Ok(None),
        _ => return Err(no_distance(name)),
    };
    Ok(Some(Token::Near { within, ordered }))
}

fn number(digits: &str, name: &str) -> Result<u32, Fault> {
    match digits.parse() {
        Ok(number @ 1..=MAX_NUMBER) => Ok(number),
        _ => Err(Fault::new(
            format!("`{}` is not a distance in words", excerpt(digits)),
            format!("write a whole number from 1 to {MAX_NUMBER}: `{name}/5`"),
        )),
    }
}

fn no_distance(name: &str) -> Fault {
    Fault::new(
        format!("`{name}` needs a distance"),
        format!(
            "write `{name}/5`, `{name}/s` for one sentence, `{name}/p` for one paragraph; for the word, \"{name}\""
        ),
    )
}

/// `atleast3` in front of a parenthesis. `NEAR5` is refused: its slash was forgotten.
fn at_least<'q>(run: &str, after: Option<char>) -> Result<Option<Token<'q>>, Fault> {
    if let Some(digits) = run.strip_prefix("NEAR").filter(|rest| is_number(rest)) {
        return Err(Fault::new(
            format!("`{}` lacks its slash", excerpt(run)),
            format!("write `NEAR/{}`", excerpt(digits)),
        ));
    }
    let Some((word, digits)) = run.split_at_checked("atleast".len()) else { return Ok(None) };
    let opens = after.is_some_and(is_open);
    if !word.eq_ignore_ascii_case("atleast") || !(is_number(digits) || (digits.is_empty() && opens)) {
        return Ok(None);
    }
    match digits.parse() {
        Ok(count @ 1..=MAX_NUMBER) if opens => Ok(Some(Token::AtLeast(count))),
        Ok(1..=MAX_NUMBER) => {
            Err(Fault::new(format!("`{run}` needs a word in parentheses"), format!("write `{run}(word)`")))
        }
        _ => Err(Fault::new(
            format!("`atleast` needs a number from 1 to {MAX_NUMBER}"),
            "write `atleast3(word)` for a word that stands three times",
        )),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proximities_are_read_in_any_case() {
        let near = |within, ordered| Ok(Some(Token::Near { within, ordered }));
        assert_eq!(operator("W/5", None), near(Within::Words(5), false));
        assert_eq!(operator("pre/1000", None), near(Within::Words(1000), true));
        assert_eq!(operator("near/S", None), near(Within::Sentence, false));
        assert_eq!(operator("w/P", None), near(Within::Paragraph, false));
        for bad in ["w/0", "w/1001", "NEAR/", "W/", "pre/x", "NEAR", "NEAR5", "w/5x"] {
            assert!(operator(bad, None).is_err(), "{bad}");
        }
        for word in ["w/o", "W/HO", "w/", "near", "and", "24/7", "nearby/5"] {
            assert_eq!(operator(word, None), Ok(None), "{word}");
        }
    }

    #[test]
    fn proximities_of_other_tools_are_refused() {
        let cases = [
            ("/5", "NEAR/5"),
            ("/s", "w/s"),
            ("/P", "w/p"),
            ("n/3", "NEAR/3"),
            ("near5", "NEAR/5"),
            ("adj5", "PRE/5"),
            ("ADJ", "PRE/1"),
            ("AROUND", "NEAR/5"),
        ];
        for (theirs, ours) in cases {
            let fault = refuse_foreign(theirs).expect_err(theirs);
            assert!(fault.hint.contains(&format!("`{ours}`")), "{theirs}: {}", fault.hint);
        }
        for word in ["N5", "24/7", "around", "within", "adj", "/srv", "+5", "near", "s"] {
            assert_eq!(refuse_foreign(word), Ok(()), "{word}");
        }
        assert!(refuse_equals("lang=en").is_err());
        assert_eq!([refuse_equals("a=b"), refuse_equals("title=")], [Ok(()), Ok(())]);
    }

    #[test]
    fn counts_need_a_number_and_a_parenthesis() {
        assert_eq!(operator("AtLeast3", Some('(')), Ok(Some(Token::AtLeast(3))));
        assert_eq!(operator("atleast", None), Ok(None));
        for (bad, after) in [("atleast", Some('(')), ("atleast3", Some(' ')), ("atleast0", Some('('))] {
            assert!(operator(bad, after).is_err(), "{bad}");
        }
    }
}
