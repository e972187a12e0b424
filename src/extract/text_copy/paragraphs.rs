//! From lines to paragraphs: lines that were broken at a margin are joined.
//!
//! Who breaks lines at a margin puts a word on the next line only where it does not fit. So a line whose next word would
//! have fitted ends where its writer ended it. Margins are counted in columns; lynx counts characters, of which those of East
//! Asia are two columns wide, and cuts through words that are longer than a line.

use foldhash::{HashMap, HashMapExt};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::lines::{Line, Shape};
use crate::extract::body::blocks::{ends_sentence, needs_no_mark};

/// Shorter lines tell nothing of where lines were broken.
const LONG: usize = 40;

/// A paragraph, a heading, an item, or a line of a menu.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Paragraph {
    /// The text, on one line.
    pub(super) text: String,
    /// How much text: letters, with ideographs counted twice.
    pub(super) weight: usize,
    /// What its signs make of it.
    pub(super) shape: Shape,
    /// Where it begins, in columns.
    pub(super) indent: usize,
    /// How many empty lines stand above it.
    pub(super) gap: usize,
}

impl Paragraph {
    /// A paragraph without signs, set off by an empty line.
    pub(super) fn of(text: String) -> Paragraph {
        Paragraph { weight: weight(&text), text, shape: Shape::Plain, indent: 0, gap: 1 }
    }

    /// Whether it reads like a sentence of a story.
    pub(super) fn is_prose(&self) -> bool {
        !matches!(self.shape, Shape::Heading(_))
            && (self.weight >= 120
                || self.weight >= 45 && (ends_sentence(&self.text) || self.text.contains('。'))
                || self.weight >= UNMARKED && is_unmarked(&self.text))
    }
}

/// Letters of a sentence without a mark at its end; headlines are shorter.
const UNMARKED: usize = 60;

/// Whether a text is in a script of South East Asia, which sets no mark behind a sentence.
fn is_unmarked(text: &str) -> bool {
    needs_no_mark(text) && text.chars().any(|c| ('\u{e00}'..='\u{17ff}').contains(&c))
}

/// Joins the lines of a text into paragraphs.
pub(super) fn paragraphs(lines: &[Line]) -> Vec<Paragraph> {
    let margins = Margins::of(lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut above: Option<&Line> = None;
    for line in lines {
        match (paragraphs.last_mut(), above) {
            (Some(paragraph), Some(above)) if margins.go_on(above, line) => {
                let is_cut = margins.counted.is_some_and(|margin| above.count >= margin);
                let seam = if is_cut { Seam::Cut } else { Seam::Margin };
                join(&mut paragraph.text, &line.text, if is_hyphenated(above, line) { Seam::Hyphen } else { seam });
            }
            _ => paragraphs.push(Paragraph {
                text: line.text.clone(),
                weight: 0,
                shape: line.shape,
                indent: line.indent,
                gap: line.gap,
            }),
        }
        above = Some(line);
    }
    for paragraph in &mut paragraphs {
        paragraph.weight = weight(&paragraph.text);
    }
    paragraphs
}

/// The columns at which lines were broken: dumps break what is indented at another one.
struct Margins {
    /// That of all lines.
    whole: Option<usize>,
    /// Those of the lines of one indentation that are many enough to tell.
    by_indent: HashMap<usize, Option<usize>>,
    /// The number of characters at which they were broken, where it was not a column.
    counted: Option<usize>,
}

/// Where two lines are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seam {
    /// At the end of a word.
    Margin,
    /// Maybe inside of one.
    Cut,
    /// Inside of one, at a hyphen that the margin made.
    Hyphen,
}

impl Margins {
    fn of(lines: &[Line]) -> Margins {
        /// The fewest long lines that show where they were broken.
        const ENOUGH: usize = 8;
        if is_ragged(lines) {
            return Margins { whole: Some(0), by_indent: HashMap::new(), counted: None };
        }
        let columns = |line: &Line| line.end;
        let whole = margin(lines.iter(), columns);
        let has_wide = lines.iter().any(|line| line.end > line.count);
        let counted = if whole.is_none() && has_wide { margin(lines.iter(), |line| line.count) } else { None };
        let mut counts: HashMap<usize, usize> = HashMap::new();
        lines.iter().filter(|line| line.end >= LONG).for_each(|line| *counts.entry(line.indent).or_default() += 1);
        let mut indents: Vec<usize> =
            counts.into_iter().filter(|(_, count)| *count >= ENOUGH).map(|(indent, _)| indent).collect();
        indents.sort_unstable();
        // A text of hundreds of indentations is no dump.
        indents.truncate(32);
        let own = |indent: usize| margin(lines.iter().filter(|line| line.indent == indent), columns);
        Margins { whole, by_indent: indents.into_iter().map(|indent| (indent, own(indent))).collect(), counted }
    }

    /// Whether a line goes on the one above it: the margin alone separates them.
    fn go_on(&self, above: &Line, line: &Line) -> bool {
        let next = line.text.split(' ').next().unwrap_or_default();
        if is_hyphenated(above, line) && may_go_on(above, line) {
            return true;
        }
        if let Some(margin) = self.counted {
            return may_go_on(above, line) && above.count + next.chars().count() + 1 > margin;
        }
        let needed = match next.chars().next() {
            Some(first) if is_ideographic(first) => first.width().unwrap_or(2),
            _ => next.width() + 1,
        };
        self.at(above.indent).is_some_and(|margin| may_go_on(above, line) && above.end + needed > margin)
    }

    fn at(&self, indent: usize) -> Option<usize> {
        self.by_indent.get(&indent).copied().unwrap_or(self.whole)
    }
}

/// Whether a person broke the lines by hand: no list or indentation, many lines, hardly any long, most groups of several.
fn is_ragged(lines: &[Line]) -> bool {
    let groups = 1 + lines.iter().skip(1).filter(|line| line.gap > 0).count();
    let broken = lines.iter().filter(|line| (50..=100).contains(&line.end)).count();
    let is_even = |line: &Line| line.shape == Shape::Plain && line.indent == 0 && line.end <= 120;
    groups >= 2 && lines.len() >= 2 * groups && broken * 2 >= lines.len() && lines.iter().all(is_even)
}

/// The column at which lines were broken; `None` where they were not.
///
/// That is the narrowest column that hardly any line goes beyond, if many lines come near it. `end` tells where a line ends.
fn margin<'a>(lines: impl Iterator<Item = &'a Line>, end: impl Fn(&Line) -> usize) -> Option<usize> {
    /// Nobody breaks lines before the first or after the last of these.
    const MARGINS: std::ops::RangeInclusive<usize> = 50..=132;
    let long: Vec<&Line> = lines.filter(|line| end(line) >= LONG).collect();
    let beyond = |margin: usize| long.iter().filter(|line| end(line) > margin).count();
    let margin = MARGINS.into_iter().find(|margin| beyond(*margin) * 25 <= long.len())?;
    let near: Vec<&&Line> =
        long.iter().filter(|line| (margin.saturating_sub(12)..=margin).contains(&end(line))).collect();
    // Lines that are paragraphs end as sentences do, whatever their length.
    let open = near.iter().filter(|line| !ends_sentence(&line.text)).count();
    (near.len() >= 2 && near.len() * 5 >= long.len() && open * 5 >= near.len() * 2).then_some(margin)
}

/// Whether a line may go on the one above it: no sign and no empty line separates them.
fn may_go_on(above: &Line, line: &Line) -> bool {
    let hangs = above.shape == Shape::Item && line.indent >= above.indent || line.indent == above.indent;
    line.gap == 0 && line.shape == Shape::Plain && !matches!(above.shape, Shape::Heading(_)) && hangs
}

/// Whether a word was broken between two lines. One that has a hyphen of its own may lose it; that of "and-\nor" cannot be told.
fn is_hyphenated(above: &Line, line: &Line) -> bool {
    /// Letters of the shortest part of a broken word.
    const PART: usize = 2;
    let Some(part) = above.text.strip_suffix(['-', '\u{ad}', '\u{2010}']) else { return false };
    let letters = part.chars().rev().take_while(|c| c.is_alphabetic()).count();
    above.end >= LONG && letters >= PART && line.text.starts_with(char::is_lowercase)
}

fn join(text: &mut String, next: &str, seam: Seam) {
    if seam == Seam::Hyphen {
        text.pop();
        text.push_str(next);
        return;
    }
    let parts = |c: Option<char>| !c.is_some_and(is_ideographic);
    let has_parts = parts(text.chars().next_back()) || parts(next.chars().next());
    if has_parts && (seam == Seam::Margin || !text.contains(is_ideographic)) {
        text.push(' ');
    }
    text.push_str(next);
}

/// Whether a character is of a script that is written without spaces, and twice as wide.
fn is_ideographic(c: char) -> bool {
    ('\u{2e80}'..='\u{9fff}').contains(&c)
        || ('\u{f900}'..='\u{faff}').contains(&c)
        || ('\u{ff00}'..='\u{ff60}').contains(&c)
}

fn weight(text: &str) -> usize {
    let weight = |c: char| if ('\u{2e80}'..='\u{ffdc}').contains(&c) { 2 } else { usize::from(!c.is_whitespace()) };
    text.chars().map(weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::text_copy::lines::lines;

    fn joined(text: &str) -> Vec<String> {
        paragraphs(&lines(text)).into_iter().map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn lines_that_a_margin_broke_are_joined() {
        let text = "   The harbour office said on Tuesday that the second pier would open\n   before the winter, \
            after years of delay and of quarrels over who is\n   to pay.\n   Ships wait.\n     * An item that is as \
            long as the lines of the text and so it goes\n       on below.\n";
        assert_eq!(
            joined(text),
            [
                "The harbour office said on Tuesday that the second pier would open before the winter, after years of delay and of quarrels over who is to pay.",
                "Ships wait.",
                "An item that is as long as the lines of the text and so it goes on below.",
            ]
        );
    }

    #[test]
    fn lines_without_spaces_are_joined_without() {
        let line = "港の事務所は火曜日に第二桟橋が冬の前に開くと発表し長年の遅れの後";
        assert_eq!(joined(&format!("{line}\n{line}\nに開く。\n")), [format!("{line}{line}に開く。")]);
    }

    #[test]
    fn lines_that_were_broken_after_so_many_characters_are_joined() {
        let full = "   港の事務所は火曜日に第二桟橋が冬の前に開くと発表し長年の遅れの後に開く桟橋は船と人を待つ長い桟橋であり古い桟橋より長いと事務所は言い船名はKi";
        assert_eq!(full.chars().count(), 74);
        let rest = "   ndle号と呼ばれる。";
        let joined = joined(&format!("{full}\n{rest}\n\n{full}\n{rest}\n\n{full}\n{rest}\n"));
        assert_eq!(joined.len(), 3);
        assert!(joined[0].ends_with("船名はKindle号と呼ばれる。"), "{}", joined[0]);
    }

    #[test]
    fn words_that_a_margin_broke_are_put_together() {
        let text =
            "The council voted on Tuesday night to build a pri-\nmary school on the site of the former gasworks.\n";
        assert_eq!(
            joined(text),
            ["The council voted on Tuesday night to build a primary school on the site of the former gasworks."]
        );
        assert_eq!(joined("Pre-\nwar houses.\n").len(), 2, "a short line was not broken at a margin");
    }

    #[test]
    fn verse_and_lists_keep_their_lines() {
        let verse =
            "The ships go out, the ships come in,\nand who can tell the tide?\nThe pier is old, the rope is thin,\n";
        assert_eq!(joined(verse).len(), 3);
    }
}
