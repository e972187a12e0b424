//! Lines above a text that name its title, day, author, source and address: "Title: …", "Date: …".

use std::sync::LazyLock;

use foldhash::HashMap;

use crate::extract::declared::front_matter;
use crate::lang::{Phrase, phrases};
use crate::model::Declared;

/// The field that each name of a line gives.
static FIELDS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    phrases(Phrase::Header).filter_map(|entry| entry.split_once(':')).map(|(field, name)| (name, field)).collect()
});

/// What the lines above a text declare, and the text after them. A single such line is no header: "By: the sea" may open
/// a story; two different ones are.
pub(in crate::extract) fn split(text: &str) -> Option<(Declared, &str)> {
    /// No header has more lines.
    const LONGEST: usize = 20;
    let mut declared = Declared::default();
    let mut fields: Vec<&str> = Vec::new();
    let (mut at, mut end) = (0, 0);
    for line in text.split_inclusive('\n').take(LONGEST) {
        at += line.len();
        match field(line) {
            Some((name, value)) => {
                front_matter::file(&mut declared, name, value.to_owned());
                if !fields.contains(&name) {
                    fields.push(name);
                }
                end = at;
            }
            None if line.trim().is_empty() => {}
            None => break,
        }
    }
    (fields.len() >= 2).then(|| (declared, &text[end..]))
}

/// The field of a line of a header, and its value.
fn field(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim_start_matches('\u{feff}').trim();
    let (name, value) = line.split_once([':', '：'])?;
    let name = name.trim_matches(['*', ' ', '_']).to_lowercase();
    let value = value.trim_matches(['*', ' ', '_']);
    FIELDS.get(&*name).map(|field| (*field, value)).filter(|(_, value)| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_above_a_text_are_fields() {
        for (text, title, day) in [
            (
                "Title: Pier opens\nDate: 14 October 2025\nURL: https://example.org/p\n\nText.",
                "Pier opens",
                "14 October 2025",
            ),
            ("Überschrift: Pier offen\n\nDatum: 14.10.2025\nVon: Ann Lee\nText.", "Pier offen", "14.10.2025"),
            ("标题：新码头启用\n日期：2025年10月14日\n\nText.", "新码头启用", "2025年10月14日"),
        ] {
            let (declared, rest) = split(text).unwrap();
            assert_eq!((declared.title.as_deref(), declared.published.as_deref()), (Some(title), Some(day)));
            assert_eq!(rest.trim(), "Text.");
        }
    }

    #[test]
    fn a_single_line_is_no_header() {
        assert!(split("Title: a word of three letters\n\nText.").is_none());
        assert!(split("He said: come.\nShe said: no.\n").is_none());
    }
}
