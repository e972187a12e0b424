//! JSON as Python writes it, which is not always JSON: `NaN` and `Infinity`, half a surrogate pair, and what hand-made
//! exports add to it, control characters inside texts.
//!
//! Nothing is guessed: a value that JSON cannot write becomes `null`, half a letter U+FFFD.

/// The text as JSON; `None` where there is nothing of the kind to mend.
pub(super) fn repaired(json: &str) -> Option<String> {
    let mut mended = String::with_capacity(json.len());
    let mut rest = json;
    let mut changed = false;
    while let Some(at) = rest.find(['"', 'N', 'I', '-']) {
        let (before, from) = rest.split_at(at);
        mended.push_str(before);
        rest = if from.starts_with('"') {
            string(from, &mut mended, &mut changed)
        } else if let Some(word) = ["NaN", "Infinity", "-Infinity"].into_iter().find(|word| from.starts_with(word)) {
            mended.push_str("null");
            changed = true;
            &from[word.len()..]
        } else {
            mended.push_str(&from[..1]);
            &from[1..]
        };
    }
    mended.push_str(rest);
    changed.then_some(mended)
}

/// Copies the string that opens `text`, mended, and gives what is after it.
fn string<'a>(text: &'a str, mended: &mut String, changed: &mut bool) -> &'a str {
    mended.push('"');
    let mut rest = &text[1..];
    while let Some(at) = rest.find(|c: char| matches!(c, '"' | '\\') || c < ' ') {
        let (before, from) = rest.split_at(at);
        mended.push_str(before);
        match from.as_bytes()[0] {
            b'"' => {
                mended.push('"');
                return &from[1..];
            }
            b'\\' => {
                let (length, is_half) = escape(from);
                mended.push_str(if is_half { "\\uFFFD" } else { &from[..length] });
                *changed |= is_half;
                rest = &from[length..];
            }
            control => {
                mended.push_str(&format!("\\u{control:04x}"));
                *changed = true;
                rest = &from[1..];
            }
        }
    }
    mended.push_str(rest);
    ""
}

/// How long the escape is that opens `text`, both halves of a pair together, and whether it is half a pair.
fn escape(text: &str) -> (usize, bool) {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    };
    match (unit(0), unit(6)) {
        (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => (12, false),
        (Some(0xD800..=0xDFFF), _) => (6, true),
        (Some(_), _) => (6, false),
        (None, _) => (1 + text[1..].chars().next().map_or(0, char::len_utf8), false),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_python_writes_becomes_json() {
        let json =
            r#"{"a": NaN, "b": [-Infinity, -1], "c": "NaN \ud83d", "d": "\ud83d\ude00 \\ud800", "e": "x\udc00y"}"#;
        let value: serde_json::Value = serde_json::from_str(&repaired(json).unwrap()).unwrap();
        let expected =
            serde_json::json!({"a": null, "b": [null, -1], "c": "NaN \u{FFFD}", "d": "😀 \\ud800", "e": "x\u{FFFD}y"});
        assert_eq!(value, expected);
        assert_eq!(repaired("{\"a\": \"tab\there\"}").unwrap(), "{\"a\": \"tab\\u0009here\"}");
        assert_eq!(repaired(r#"{"a": -1, "b": "Né"}"#), None);
    }

    proptest! {
        #[test]
        fn any_text_is_gone_through(text in "(NaN|\\\\|\"|u[dD][89c]0|[a-f0]{4}|-|é|\t){0,40}") {
            repaired(&text);
        }
    }
}
