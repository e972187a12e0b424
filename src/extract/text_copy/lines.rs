//! The lines of a text, and what the program that wrote it down has put into them.
//!
//! Browsers give the text of a page as it is laid out; `lynx -dump` and `w3m -dump` break lines at a margin, indent, and
//! number links; html2text writes Markdown; inscriptis indents by nesting. A line is cleaned of such signs, which are kept
//! as its [`Shape`] and its indentation.

use unicode_width::UnicodeWidthStr;

use crate::extract::markdown;
use crate::extract::page::space;

/// One line that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// The text without indentation, bullets and signs of the dump; white space collapsed.
    pub(super) text: String,
    /// Where the text begins, in columns; of an item after its bullet.
    pub(super) indent: usize,
    /// Where the line ends, in columns.
    pub(super) end: usize,
    /// The same in characters.
    pub(super) count: usize,
    /// What its signs make of it.
    pub(super) shape: Shape,
    /// How many empty lines stand above it.
    pub(super) gap: usize,
}

/// What the signs of a line make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Text.
    Plain,
    /// A heading of the rank 1 to 6, as Markdown marks it.
    Heading(u8),
    /// An item of a list.
    Item,
}

/// Cuts a text into its lines.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let dump = Dump::of(text);
    let mut lines: Vec<Line> = Vec::new();
    let mut gap = 0;
    for raw in text.lines() {
        let line = dump.clean(raw).filter(|line| !line.text.is_empty());
        match line {
            Some(line) => lines.push(Line { gap: std::mem::take(&mut gap), ..line }),
            None => gap += 1,
        }
    }
    lines
}

/// The habits of the program that wrote a text down.
#[derive(Clone, Copy, Debug)]
struct Dump {
    /// Whether it writes Markdown.
    is_markdown: bool,
    /// Whether links are numbered, and listed at the end.
    numbers_links: bool,
    /// Whether each line has the sign of a quotation before it, as in the answer to a mail.
    is_quoted: bool,
}

impl Dump {
    fn of(text: &str) -> Dump {
        let count = |test: &dyn Fn(&str) -> bool| text.lines().filter(|line| test(line)).take(3).count();
        let is_heading = |line: &str| line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
        let opens_as_heading =
            text.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| line.starts_with("# "));
        let is_starred = |line: &str| line.starts_with("  * ") || line.trim().len() > 4 && line.starts_with("**");
        let has_number = |number: &u32| text.contains(&format!("[{number}]"));
        let lists_links = || {
            let listed =
                |line: &&str| line.trim_start().split_once(". http").is_some_and(|(n, _)| n.parse::<u32>().is_ok());
            text.lines().rev().filter(|line| !line.trim().is_empty()).take(3).any(|line| listed(&line))
        };
        Dump {
            is_markdown: opens_as_heading || count(&is_heading) > 0 && count(&is_starred) > 0 || count(&is_heading) > 2,
            is_quoted: text.lines().all(|line| line.is_empty() || line.starts_with('>')),
            numbers_links: (1..3).all(|number| has_number(&number)) && lists_links(),
        }
    }

    /// The line without the signs of the dump; nothing where it has no text of its own.
    fn clean(self, raw: &str) -> Option<Line> {
        let raw = if self.is_quoted { raw.trim_start_matches(['>', ' ']) } else { raw };
        let body = raw.trim_start();
        let mut indent: usize = raw[..raw.len() - body.len()].chars().map(|c| if c == '\t' { 8 } else { 1 }).sum();
        let end = indent + body.trim_end().width();
        let count = indent + body.trim_end().chars().count();
        let (mut shape, mut text) = (Shape::Plain, body.trim_end());
        if self.is_markdown
            && let Some((rank, rest)) = heading(text)
        {
            (shape, text) = (Shape::Heading(rank), rest);
        }
        while let Some(rest) = bullet(text) {
            indent += text[..text.len() - rest.len()].width();
            (shape, text) = (Shape::Item, rest);
        }
        if is_sign(text) || self.numbers_links && is_reference(text) {
            return None;
        }
        let text = if self.is_markdown { markdown::inline(text) } else { space::collapse(text) };
        let text = self.without_signs(&text.replace("(BUTTON)", ""));
        Some(Line { text: space::collapse(&text), indent, end, count, shape, gap: 0 })
    }

    /// A line without what stands in brackets and is none of its text: fields of forms, pictures, buttons, the numbers of its
    /// links: `[          ]`, `[____]`, `[photo.jpg]`, `[12]News`.
    fn without_signs(self, line: &str) -> String {
        let is_field = |inner: &str| inner.chars().all(|c| matches!(c, ' ' | '_' | 'x' | '*'));
        let is_number = |inner: &str| (1..=4).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_digit());
        without_brackets(line, |inner| {
            is_picture(inner) || is_field(inner) || inner == "BUTTON" || self.numbers_links && is_number(inner)
        })
    }
}

/// The rank and the text of a Markdown heading.
fn heading(line: &str) -> Option<(u8, &str)> {
    let rank = line.bytes().take_while(|byte| *byte == b'#').count();
    let rest = line[rank..].strip_prefix(' ')?;
    u8::try_from(rank).ok().filter(|rank| (1..=6).contains(rank)).map(|rank| (rank, rest.trim()))
}

/// The text after the bullet of a list, as dumps draw it. A dash is none: it opens what somebody says.
fn bullet(line: &str) -> Option<&str> {
    const BULLETS: &[char] = &['*', '+', '•', '□', '☆', '○', '■', '●', '◦', '▪', '▫', '◆', '★', '‣', '⁃', '·'];
    let rest = line.strip_prefix(BULLETS)?;
    (rest.is_empty() || rest.starts_with([' ', '\u{a0}', '\t'])).then(|| rest.trim_start())
}

/// Whether a line is nothing but signs: rules, fields of forms, pictures, buttons, frames.
fn is_sign(line: &str) -> bool {
    /// How lynx tells of parts that it does not draw.
    const FRAMES: &[&str] =
        &["IFRAME:", "FRAME:", "(BUTTON)", "[BUTTON]", "[INLINE]", "[USEMAP]", "[EMBED]", "[OBJECT]"];
    if !line.contains(char::is_alphanumeric) || FRAMES.iter().any(|frame| line.starts_with(frame)) {
        return true;
    }
    let inner = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| !inner.contains([' ', '[']) && is_picture(inner))
}

/// Whether a word in brackets stands for a picture.
fn is_picture(name: &str) -> bool {
    const ENDINGS: &[&str] = &[".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".avif"];
    let name = name.to_lowercase();
    matches!(&*name, "image" | "img" | "picture" | "photo" | "video" | "inline" | "logo")
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Whether a line is one of the list of links that ends a dump.
fn is_reference(line: &str) -> bool {
    let number = line.split_once(". ").filter(|(number, _)| number.parse::<u32>().is_ok());
    number.is_some_and(|(_, target)| ["http", "file:", "mailto:"].iter().any(|scheme| target.starts_with(scheme)))
        || matches!(line, "References" | "Visible links" | "Visible links:" | "Hidden links:" | "References:")
}

/// Brackets with more than so many bytes inside are no sign of a dump.
const LONGEST_SIGN: usize = 80;

/// A line without the brackets whose inside is nothing of the text, by this test.
fn without_brackets(line: &str, is_sign: impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('[') {
        let (before, mark) = rest.split_at(at);
        out.push_str(before);
        // No further than a sign is long: a line may be megabytes of brackets that nothing closes.
        let end = mark.bytes().take(LONGEST_SIGN + 1).position(|byte| byte == b']');
        match end.map(|end| (&mark[1..end], &mark[end + 1..])).filter(|(inner, _)| is_sign(inner)) {
            Some((_, behind)) => rest = behind,
            None => {
                out.push('[');
                rest = &mark[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> Vec<(String, usize, Shape)> {
        lines(text).into_iter().map(|line| (line.text, line.indent, line.shape)).collect()
    }

    fn plain(text: &str, indent: usize) -> (String, usize, Shape) {
        (text.to_owned(), indent, Shape::Plain)
    }

    #[test]
    fn signs_of_dumps_are_taken_off() {
        let dump = "   [1]News [2]Sport\n\n   [image]\n   [3]Harbour\n     * [4]Ports\n   IFRAME: x\n   ____\n\nReferences\n\n   1. http://example.org/\n   2. http://example.org/b\n";
        let expected = [plain("News Sport", 3), plain("Harbour", 3), ("Ports".to_owned(), 7, Shape::Item)];
        assert_eq!(cleaned(dump), expected);
        let markdown = "# The *pier*\n\n  * **One** \\- two\n\nText [link](https://example.org).\n";
        let expected = [
            ("The pier".to_owned(), 0, Shape::Heading(1)),
            ("One - two".to_owned(), 4, Shape::Item),
            plain("Text link.", 0),
        ];
        assert_eq!(cleaned(markdown), expected);
    }

    #[test]
    fn a_bracket_is_looked_into_no_further_than_a_sign_is_long() {
        let long = |count: usize| format!("[{}]", "_".repeat(count));
        let only = |text: &str| without_brackets(text, |inner| inner.bytes().all(|byte| byte == b'_'));
        assert_eq!(only(&format!("a {} b", long(LONGEST_SIGN - 1))), "a  b");
        assert_eq!(only(&format!("a {} b", long(LONGEST_SIGN))), format!("a {} b", long(LONGEST_SIGN)));
        assert_eq!(only("[é [_] é]"), "[é  é]");
    }

    #[test]
    fn a_text_of_no_dump_keeps_its_signs() {
        let text = "A note [1] of 2 * 3, #5.\n\n– Here, she said.\n[sic]";
        assert_eq!(
            cleaned(text),
            [plain("A note [1] of 2 * 3, #5.", 0), plain("– Here, she said.", 0), plain("[sic]", 0)]
        );
    }

    #[test]
    fn empty_lines_are_counted() {
        let gaps: Vec<usize> = lines("\na\n\n\nb\nc").iter().map(|line| line.gap).collect();
        assert_eq!(gaps, [1, 2, 0]);
    }
}
