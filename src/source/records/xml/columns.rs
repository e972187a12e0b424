//! Text as recognition left it: blocks in the order of reading, and lines put together.

use std::collections::HashMap;

use super::tree::Element;

/// The blocks in the order of these names, and after them those that it does not name, in the file's order.
pub(super) fn reading_order<'t>(blocks: Vec<Element<'t>>, names: &[String]) -> Vec<Element<'t>> {
    let places: HashMap<&str, usize> = names.iter().enumerate().map(|(place, name)| (name.as_str(), place)).collect();
    let place =
        |block: &Element<'t>| block.attribute("id").and_then(|id| places.get(id).copied()).unwrap_or(names.len());
    let mut placed: Vec<(usize, Element<'t>)> = blocks.into_iter().map(|block| (place(&block), block)).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, block)| block).collect()
}

/// Lines as one text. A word that goes over a line's end is put together: where its hyphen is marked as such, and where a small
/// letter goes on after one.
pub(super) fn joined(lines: impl Iterator<Item = String>) -> String {
    const MARKS: &[char] = &['\u{AD}', '¬', '⸗'];
    let mut text = String::new();
    for line in lines {
        let line = line.trim();
        let goes_on = line.starts_with(|c: char| c.is_lowercase());
        if let Some(stem) = text.strip_suffix(MARKS) {
            text.truncate(stem.trim_end_matches('-').len());
        } else if goes_on && text.strip_suffix('-').is_some_and(|stem| stem.ends_with(char::is_alphabetic)) {
            text.pop();
        } else if !text.is_empty() && !line.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_lines_cut_are_put_together() {
        let text = |lines: &[&str]| joined(lines.iter().map(|line| (*line).to_owned()));
        assert_eq!(
            text(&["The har-", "bour of Jean-", "Pierre", "is", "", "open"]),
            "The harbour of Jean- Pierre is open"
        );
        assert_eq!(text(&["Wo\u{AD}", "chen", "Hafen¬", "Stadt"]), "Wochen HafenStadt");
    }
}
