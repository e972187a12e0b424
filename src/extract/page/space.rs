//! White space and what does not print.
//!
//! Unicode has more line ends than `\n`: U+0085, U+2028, U+2029, and the separators U+001C to U+001E in the eyes of
//! some. Inside a paragraph they are spaces like any other, so that a line of an article is a line to everybody.

/// A text on one line: runs of white space and control characters as one space, none at the ends.
pub(crate) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_is_a_space() {
        assert_eq!(collapse(" a\u{85}b\u{2028}\u{2029} c\u{1e}d\r\ne\u{a0}"), "a b c d e");
    }
}
