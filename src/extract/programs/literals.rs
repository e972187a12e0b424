//! Reading the texts out of a script's literals, JSON or JavaScript, without running it.
//!
//! The reader knows brackets, strings, names before a colon, and comments; everything else is passed over. So it reads
//! JSON, objects with bare names, assignments and calls alike, and what it does not understand costs it a text at most.

/// How deep brackets are distinguished; those further in count as part of the ones around them.
const MAX_DEPTH: usize = 200;
/// More groups or texts than this are not read.
const MAX_ITEMS: usize = 300_000;

/// The texts of a script and the brackets that they stand in.
#[derive(Debug, Default)]
pub(super) struct Literals {
    /// Each pair of brackets: the one around it, itself for the first, which stands for the whole script.
    pub(super) groups: Vec<usize>,
    /// The texts in their order.
    pub(super) texts: Vec<Text>,
}

/// A text of a script.
#[derive(Debug, PartialEq)]
pub(super) struct Text {
    /// The brackets that it stands in.
    pub(super) group: usize,
    /// The name that it is given, empty where there is none.
    pub(super) key: String,
    /// The text.
    pub(super) value: String,
}

impl Literals {
    /// Reads a script.
    pub(super) fn of(script: &str) -> Literals {
        let mut found = Literals { groups: vec![0], texts: Vec::new() };
        let mut open: Vec<(usize, String)> = vec![(0, String::new())];
        let mut key = String::new();
        let bytes = script.as_bytes();
        let mut at = 0;
        while at < bytes.len() && found.texts.len() < MAX_ITEMS && found.groups.len() < MAX_ITEMS {
            match bytes[at] {
                b'{' | b'[' | b'(' => {
                    let above = open.last().map_or(0, |(group, _)| *group);
                    let group = if open.len() < MAX_DEPTH { found.groups.len() } else { above };
                    if group != above {
                        found.groups.push(above);
                    }
                    // What stands in a list goes by the name of the list.
                    let inherited = if key.is_empty() { open.last().map_or("", |(_, name)| name) } else { &key };
                    let name = if bytes[at] == b'[' { inherited.to_owned() } else { String::new() };
                    key.clear();
                    open.push((group, name));
                    at += 1;
                }
                b'}' | b']' | b')' => {
                    if open.len() > 1 {
                        open.pop();
                    }
                    key.clear();
                    at += 1;
                }
                quote @ (b'"' | b'\'' | b'`') => {
                    let (value, end) = string(script, at + 1, quote);
                    at = end;
                    if is_followed_by_colon(bytes, at) {
                        key = value;
                    } else if let Some((group, name)) = open.last() {
                        let name = if key.is_empty() { name.clone() } else { std::mem::take(&mut key) };
                        found.texts.push(Text { group: *group, key: name, value });
                    }
                }
                b'/' if bytes.get(at + 1) == Some(&b'/') => {
                    at = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n)
                }
                b'/' if bytes.get(at + 1) == Some(&b'*') => {
                    at = memchr::memmem::find(&bytes[at + 2..], b"*/").map_or(bytes.len(), |end| at + 4 + end);
                }
                b',' | b';' => {
                    key.clear();
                    at += 1;
                }
                byte if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') => {
                    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$');
                    let end = at + bytes[at..].iter().take_while(|byte| is_name(byte)).count();
                    if is_followed_by_colon(bytes, end) {
                        script[at..end].clone_into(&mut key);
                    }
                    at = end;
                }
                _ => at += 1,
            }
        }
        found
    }
}

fn is_followed_by_colon(bytes: &[u8], at: usize) -> bool {
    bytes[at.min(bytes.len())..].iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
}

/// The string that begins at `start`, its escapes resolved, and the place after its closing quote.
fn string(script: &str, start: usize, quote: u8) -> (String, usize) {
    let bytes = script.as_bytes();
    let mut value = String::new();
    let mut at = start;
    let mut from = start;
    while at < bytes.len() && bytes[at] != quote {
        if bytes[at] == b'\\' {
            value.push_str(&script[from..at]);
            at = escape(script, at + 1, &mut value);
            from = at;
        } else {
            at += 1;
        }
    }
    value.push_str(&script[from.min(at)..at]);
    (value, (at + 1).min(bytes.len()))
}

/// Resolves the escape after a backslash; gives the place after it.
fn escape(script: &str, at: usize, value: &mut String) -> usize {
    let Some(c) = script[at..].chars().next() else { return at };
    match c {
        'n' => value.push('\n'),
        't' => value.push('\t'),
        'r' | 'b' | 'f' | 'v' | '\n' => value.push(' '),
        'u' | 'x' => {
            let length = if c == 'u' { 4 } else { 2 };
            let Some(first) = hex(script, at + 1, length) else { return at + 1 };
            let behind = at + 1 + length;
            if (0xd800..0xdc00).contains(&first)
                && let Some(second) = script[behind..].strip_prefix("\\u").and_then(|_| hex(script, behind + 2, 4))
                && (0xdc00..0xe000).contains(&second)
            {
                let joined = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                value.extend(char::from_u32(joined));
                return behind + 6;
            }
            value.extend(char::from_u32(first));
            return behind;
        }
        c => value.push(c),
    }
    at + c.len_utf8()
}

fn hex(script: &str, at: usize, length: usize) -> Option<u32> {
    u32::from_str_radix(script.get(at..at + length)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_have_their_names_in_any_form() {
        for script in [
            r#"{"a": {"title": "T", "body": ["one", "t\u00e9o"]}}"#,
            r#"window.X = {a: {title: 'T', body: ['one', `téo`]}}; // "no"
            f(1)"#,
            r#"push(["k", 1], /* "no" */ {title: "T", body: ["one", "t\xe9o"], n: 5})"#,
        ] {
            let found = Literals::of(script);
            let texts: Vec<_> =
                found.texts.iter().map(|t| (&*t.key, &*t.value)).filter(|(key, _)| !key.is_empty()).collect();
            assert_eq!(texts, [("title", "T"), ("body", "one"), ("body", "téo")], "{script}");
        }
        assert_eq!(Literals::of(r#""\ud83d\ude00\ud83d!""#).texts[0].value, "😀!");
    }

    proptest! {
        #[test]
        fn any_script_is_read(script in "([\\[\\]{}()\"'`\\\\/*:,u0-9a-dé]|\\PC|\\n){0,200}") {
            let found = Literals::of(&script);
            prop_assert!(found.texts.iter().all(|text| text.group < found.groups.len()));
        }
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let deep = format!("{}\"x\"", "[".repeat(100_000));
        let found = Literals::of(&deep);
        assert_eq!((found.groups.len(), found.texts.len()), (MAX_DEPTH, 1));
    }
}
