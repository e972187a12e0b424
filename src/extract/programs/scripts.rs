//! The data in a page's scripts.

use memchr::memmem;

use super::literals::{Literals, Text};
use super::{devalue, flight};
use crate::text::bytes::percent_decoded;

/// More bytes of scripts than this are not read.
const MAX_BYTES: usize = 16 << 20;
/// Shorter than this no script holds a story.
const SHORTEST: usize = 200;

/// The literals of all scripts that may hold a story, those of strings that are data themselves included. Scripts without
/// all of these words are passed over.
pub(super) fn data(page: &str, words: &[&str]) -> Vec<Literals> {
    let has_words = |script: &str| words.iter().all(|word| memmem::find(script.as_bytes(), word.as_bytes()).is_some());
    let mut found = Vec::new();
    let mut rows = String::new();
    let mut left = MAX_BYTES;
    for script in scripts(page) {
        if script.len() < SHORTEST && !flight::is_part(script) || script.len() > left {
            continue;
        }
        left -= script.len();
        if flight::is_part(script) {
            rows.push_str(&flight::part(script));
        } else if has_words(script) {
            found.push(devalue::read(script).unwrap_or_else(|| Literals::of(script)));
        }
    }
    if !rows.is_empty() && has_words(&rows) {
        found.push(flight::read(&rows));
    }
    let packed: Vec<Literals> = found.iter().flat_map(|literals| &literals.texts).filter_map(unpacked).collect();
    found.extend(packed);
    found
}

/// What a string holds that is data itself: `JSON.parse("…")`, `decodeURIComponent("%7B…")`.
fn unpacked(text: &Text) -> Option<Literals> {
    let value = &*text.value;
    if value.len() < SHORTEST {
        return None;
    }
    if value.starts_with(['{', '[']) {
        return Some(Literals::of(value));
    }
    let is_encoded = ["%7B", "%5B", "%7b", "%5b"].iter().any(|mark| value.starts_with(mark));
    is_encoded.then(|| Literals::of(&percent_decoded(value)))
}

/// What stands in the scripts of a page, in order.
fn scripts(page: &str) -> impl Iterator<Item = &str> {
    let mut rest = page;
    std::iter::from_fn(move || {
        let start = find_tag(rest, "<script")?;
        let behind = &rest[start..];
        let open = behind.find('>')? + 1;
        let end = find_tag(&behind[open..], "</script").unwrap_or(behind.len() - open);
        let script = &behind[open..open + end];
        rest = &behind[open + end..];
        Some(script)
    })
}

/// Where a tag begins, in whatever case it is written.
fn find_tag(text: &str, tag: &str) -> Option<usize> {
    let begins =
        |at: &usize| text.as_bytes()[*at..].get(..tag.len()).is_some_and(|t| t.eq_ignore_ascii_case(tag.as_bytes()));
    memchr::memchr_iter(b'<', text.as_bytes()).find(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_that_are_data_are_unpacked() {
        let object = format!("{{\"body\":\"{}\"}}", "One two three. ".repeat(20));
        let encoded: String = object.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let quoted = object.replace('"', "\\\"");
        for script in [format!("x=JSON.parse(\"{quoted}\")"), format!("y(decodeURIComponent('{encoded}'))"), object] {
            let found = data(&format!("<p><SCRIPT type=x>{script}</SCRIPT>"), &[]);
            let bodies = found.iter().flat_map(|literals| &literals.texts).filter(|text| text.key == "body");
            assert_eq!(bodies.count(), 1, "{script}");
        }
        assert!(data("<script>x = 1</script>", &["three"]).is_empty());
        assert_eq!(percent_decoded("100% a%C3%A9%zz%"), "100% aé%zz%");
    }
}
