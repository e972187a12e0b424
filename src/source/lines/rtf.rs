//! The lines of a document in RTF (Rich Text Format 1.9.1), read forwards.
//!
//! Read by hand: the crate for it holds a whole document, knows no charset of a font, and panics on bytes that are no RTF.

use std::collections::HashMap;
use std::io::{self, BufRead};

use encoding_rs::Encoding;

use super::gathered::GatheredLines;
use super::line::Piece;

/// How deep groups are distinguished; those further in count as part of the one around them.
const DEEPEST: usize = 256;
/// A longer line is cut, in bytes.
const LONGEST: usize = 1 << 20;
/// How many fonts are remembered.
const FONTS: usize = 4096;
/// Groups that are no text of the document.
const ASIDE: &[&str] = &[
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "objdata",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "annotation",
    "atnid",
    "atnauthor",
    "fldinst",
    "themedata",
    "datastore",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "xmlnstbl",
    "bkmkstart",
    "bkmkend",
    "nonshppict",
    "xe",
    "tc",
    "rxe",
    "latentstyles",
    "colorschememapping",
    "filetbl",
    "revtbl",
    "pntext",
    "listtext",
    "fonttbl",
    "shpinst",
    "template",
];
/// The number of the codepage for each number of a font's charset.
const CHARSETS: &[(i32, i32)] = &[
    (77, 10000),
    (128, 932),
    (129, 949),
    (130, 949),
    (134, 936),
    (136, 950),
    (161, 1253),
    (162, 1254),
    (163, 1258),
    (177, 1255),
    (178, 1256),
    (179, 1256),
    (181, 1255),
    (186, 1257),
    (204, 1251),
    (222, 874),
    (238, 1250),
];

/// The lines of a document.
pub(in crate::source) struct RtfLines<R> {
    bytes: R,
    position: u64,
    groups: Vec<Group>,
    /// How many groups are open beyond `DEEPEST`.
    beyond: usize,
    fonts: HashMap<i32, i32>,
    /// The codepage of fonts that name no charset.
    codepage: i32,
    /// Bytes that were not decoded yet; a letter may be of several.
    raw: Vec<u8>,
    /// The first half of a letter beyond U+FFFF.
    surrogate: Option<u16>,
    /// How many letters are left out that stand for one that was given by its number.
    to_skip: usize,
    lines: GatheredLines,
    ended: bool,
}

/// What holds for a group; after the group, what held before it holds again.
#[derive(Clone, Copy)]
struct Group {
    is_aside: bool,
    is_font_table: bool,
    /// How many letters stand for one that is given by its number.
    fallback: usize,
    is_bold: bool,
    font: i32,
}

/// What is next in the bytes.
enum Token {
    Open,
    Close,
    Word(String, Option<i32>),
    /// `\'hh`.
    Byte(u8),
    Symbol(u8),
    Text(u8),
}

impl<R: BufRead> RtfLines<R> {
    /// The lines of this document.
    pub(in crate::source) fn new(bytes: R) -> RtfLines<R> {
        let group = Group { is_aside: false, is_font_table: false, fallback: 1, is_bold: false, font: -1 };
        RtfLines {
            bytes,
            position: 0,
            groups: vec![group],
            beyond: 0,
            fonts: HashMap::new(),
            codepage: 1252,
            raw: Vec::new(),
            surrogate: None,
            to_skip: 0,
            lines: GatheredLines::new(),
            ended: false,
        }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.bytes.fill_buf()?.first().copied())
    }

    fn next_byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.peek()?;
        if byte.is_some() {
            self.bytes.consume(1);
            self.position += 1;
        }
        Ok(byte)
    }

    fn token(&mut self) -> io::Result<Option<Token>> {
        let Some(byte) = self.next_byte()? else { return Ok(None) };
        let token = match byte {
            b'{' => Token::Open,
            b'}' => Token::Close,
            b'\\' => match self.peek()? {
                Some(letter) if letter.is_ascii_alphabetic() => self.word()?,
                Some(b'\'') => {
                    self.next_byte()?;
                    let high = self.hex()?;
                    let low = self.hex()?;
                    Token::Byte(high << 4 | low)
                }
                Some(symbol) => {
                    self.next_byte()?;
                    Token::Symbol(symbol)
                }
                None => return Ok(None),
            },
            byte => Token::Text(byte),
        };
        Ok(Some(token))
    }

    /// A digit of a byte; what is none is left for others.
    fn hex(&mut self) -> io::Result<u8> {
        let digit = self.peek()?.and_then(|byte| char::from(byte).to_digit(16));
        if digit.is_some() {
            self.next_byte()?;
        }
        Ok(digit.unwrap_or(0) as u8)
    }

    /// A control word with its number, and the blank that ends it.
    fn word(&mut self) -> io::Result<Token> {
        let mut name = String::new();
        while let Some(letter) = self.peek()?.filter(|byte| byte.is_ascii_alphabetic() && name.len() < 32) {
            name.push(char::from(letter));
            self.next_byte()?;
        }
        let mut number = String::new();
        while let Some(digit) = self.peek()? {
            let fits = digit.is_ascii_digit() || digit == b'-' && number.is_empty();
            if !fits || number.len() >= 11 {
                break;
            }
            number.push(char::from(digit));
            self.next_byte()?;
        }
        if self.peek()? == Some(b' ') {
            self.next_byte()?;
        }
        Ok(Token::Word(name, number.parse().ok()))
    }

    fn step(&mut self) -> io::Result<()> {
        match self.token()? {
            None => {
                self.end_line(true);
                self.ended = true;
            }
            Some(Token::Open) => {
                self.flush();
                if self.groups.len() < DEEPEST { self.groups.push(*self.group()) } else { self.beyond += 1 }
            }
            Some(Token::Close) => {
                self.flush();
                self.to_skip = 0;
                if self.beyond > 0 {
                    self.beyond -= 1;
                } else if self.groups.len() > 1 {
                    self.groups.pop();
                }
            }
            Some(Token::Word(name, number)) => self.control(&name, number)?,
            Some(Token::Byte(byte)) => self.byte(byte),
            Some(Token::Symbol(symbol)) => self.symbol(symbol),
            Some(Token::Text(b'\r' | b'\n')) => {}
            Some(Token::Text(byte)) => self.byte(byte),
        }
        Ok(())
    }

    fn group(&self) -> &Group {
        // The outermost one is never closed.
        &self.groups[self.groups.len() - 1]
    }

    fn group_mut(&mut self) -> &mut Group {
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    fn control(&mut self, name: &str, number: Option<i32>) -> io::Result<()> {
        if name == "u" {
            self.flush();
            self.unicode(number.unwrap_or(0));
            return Ok(());
        }
        self.flush();
        let is_on = number != Some(0);
        match name {
            "fonttbl" => {
                let group = self.group_mut();
                (group.is_aside, group.is_font_table) = (true, true);
            }
            _ if ASIDE.contains(&name) => self.group_mut().is_aside = true,
            "ansicpg" => self.codepage = number.unwrap_or(1252),
            "mac" => self.codepage = 10000,
            "f" => self.group_mut().font = number.unwrap_or(-1),
            "fcharset" if self.group().is_font_table && self.fonts.len() < FONTS => {
                let known = CHARSETS.iter().find(|(charset, _)| Some(*charset) == number);
                let font = self.group().font;
                if let Some((_, codepage)) = known {
                    self.fonts.insert(font, *codepage);
                }
            }
            "uc" => {
                self.group_mut().fallback = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1).min(64)
            }
            "b" => self.group_mut().is_bold = is_on,
            "plain" => {
                let group = self.group_mut();
                (group.is_bold, group.font) = (false, -1);
            }
            "par" | "sect" | "page" | "row" | "cell" | "nestcell" | "nestrow" => self.end_line(true),
            "line" | "lbr" | "softline" => self.end_line(false),
            "outlinelevel" => self.lines.stand_in("h1"),
            "pard" => self.lines.stand_in(""),
            "bin" => self.skip(number.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))?,
            _ => letter_of(name).into_iter().for_each(|letter| self.letter(letter)),
        }
        Ok(())
    }

    /// Skips bytes that are no text.
    fn skip(&mut self, mut count: u64) -> io::Result<()> {
        while count > 0 {
            let ahead = self.bytes.fill_buf()?.len() as u64;
            if ahead == 0 {
                break;
            }
            let taken = ahead.min(count);
            self.bytes.consume(taken as usize);
            self.position += taken;
            count -= taken;
        }
        Ok(())
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'\\' | b'{' | b'}' => self.byte(symbol),
            b'~' => self.letter(' '),
            b'_' => self.letter('-'),
            b'*' => self.group_mut().is_aside = true,
            b'\r' | b'\n' => self.end_line(true),
            b'\t' => self.letter(' '),
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if !self.group().is_aside {
            self.raw.push(byte);
            if self.raw.len() >= LONGEST {
                self.flush();
            }
        }
    }

    /// A letter by its number, negative beyond 32,767, in one or two halves.
    fn unicode(&mut self, number: i32) {
        self.to_skip = self.group().fallback;
        let unit = number as u32 & 0xFFFF;
        let letter = match (self.surrogate.take(), unit as u16) {
            (_, high @ 0xD800..=0xDBFF) => {
                self.surrogate = Some(high);
                return;
            }
            (Some(high), low @ 0xDC00..=0xDFFF) => char::decode_utf16([high, low]).next().and_then(Result::ok),
            _ => char::from_u32(unit),
        };
        self.letter(letter.filter(|letter| !letter.is_control()).unwrap_or('\u{FFFD}'));
    }

    /// Decodes the bytes that were gathered.
    fn flush(&mut self) {
        if self.raw.is_empty() {
            return;
        }
        let raw = std::mem::take(&mut self.raw);
        let codepage = self.fonts.get(&self.group().font).copied().unwrap_or(self.codepage);
        let (text, _) = encoding(codepage).decode_without_bom_handling(&raw);
        text.chars().for_each(|letter| self.letter(letter));
    }

    fn letter(&mut self, letter: char) {
        if self.group().is_aside {
            return;
        }
        let is_bold = self.group().is_bold;
        self.lines.push(letter, is_bold, self.position);
    }

    fn end_line(&mut self, starts_paragraph: bool) {
        self.flush();
        if self.group().is_aside {
            return;
        }
        self.lines.end_line(starts_paragraph);
    }
}

impl<R: BufRead> Iterator for RtfLines<R> {
    type Item = io::Result<Piece>;

    fn next(&mut self) -> Option<io::Result<Piece>> {
        while self.lines.is_empty() && !self.ended {
            if let Err(cause) = self.step() {
                self.end_line(true);
                self.ended = true;
                return Some(Err(cause));
            }
        }
        self.lines.pop().map(Ok)
    }
}

/// The letter that a control word stands for.
fn letter_of(name: &str) -> Option<char> {
    Some(match name {
        "tab" | "enspace" | "emspace" | "qmspace" => ' ',
        "emdash" => '—',
        "endash" => '–',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        _ => return None,
    })
}

/// The encoding of a codepage; Windows' Western one where it is not known.
fn encoding(codepage: i32) -> &'static Encoding {
    let label = match codepage {
        866 => "ibm866".to_owned(),
        874 => "windows-874".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        10007 => "x-mac-cyrillic".to_owned(),
        65001 => "utf-8".to_owned(),
        codepage => format!("windows-{codepage}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::lines::line::Line;

    fn lines(text: &[u8]) -> Vec<Line> {
        let pieces = RtfLines::new(text).map(Result::unwrap);
        let lines = pieces.filter_map(|piece| match piece {
            Piece::Line(line) => Some(line),
            Piece::Mark(_) => None,
        });
        lines.collect()
    }

    fn texts(text: &str) -> Vec<String> {
        lines(text.as_bytes()).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn text_is_read_in_the_charset_of_its_font() {
        let rtf = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset128 M;}}{\info{\title Gone}}
\f0 Caf\'e9 \{open\}\par {\f1 \'cf\'e0\'f0\'ee\'ec}\line \f2\'92\'aa\plain\par \uc1\u8220?Jos\u233?\u8221? {\uc0\u-10179\u-8704}\cell x\row}";
        assert_eq!(texts(rtf), ["Café {open}", "Паром", "潮", "“José” 😀", "x"]);
    }

    #[test]
    fn what_is_no_text_is_left_out_and_bold_labels_are_known() {
        let rtf = "{\\rtf1{\\header Page 1\\par}{\\pict\\bin4 }}}}ffd8}{\\*\\generator W;}{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt the pier}}\
            \\par\\b Byline:\\b0  Ann Lee\\par}";
        let found = lines(rtf.as_bytes());
        assert_eq!(found.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["the pier", "Byline: Ann Lee"]);
        assert_eq!(&found[1].text[..found[1].bold], "Byline:");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(text in "(\\\\[a-z]{0,5}-?[0-9]{0,4} ?|\\\\'[0-9a-g]{0,2}|[{}]|\\\\[*~]|[\\PC]{0,4}){0,60}") {
            for line in lines(text.as_bytes()) {
                prop_assert!(!line.text.trim().is_empty());
            }
        }
    }
}
