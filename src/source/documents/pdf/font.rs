//! The fonts of a PDF document: which characters their codes stand for, and how wide these are.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Encoding, Object};

/// A font, as far as text is read by it.
pub(super) struct Font<'d> {
    encoding: Option<Encoding<'d>>,
    widths: Widths,
}

/// How wide the codes of a font are, in thousandths of its size.
enum Widths {
    /// Codes of one byte, from the first; what is not listed has the last width.
    Simple(i64, Vec<f32>, f32),
    /// Codes of two bytes; what is not listed has the last width.
    Composite(BTreeMap<i64, f32>, f32),
}

/// What a letter takes on average, where nothing says how wide it is.
const AVERAGE: f32 = 500.0;
/// How many widths of a composite font are kept.
const MOST: usize = 1 << 16;

impl<'d> Font<'d> {
    /// Looks into a font. Its streams unpack to no more than `limit`.
    pub(super) fn of(document: &'d Document, font: &'d Dictionary, limit: usize) -> Font<'d> {
        let encoding = font.get_font_encoding_with_limit(document, limit).ok();
        Font { encoding, widths: widths(document, font) }
    }

    /// The text that a string shows; empty where the font tells nothing of it.
    pub(super) fn text(&self, string: &[u8]) -> String {
        let text = self.encoding.as_ref().and_then(|encoding| Document::decode_text(encoding, string).ok());
        text.unwrap_or_default().chars().filter(|c| !c.is_control() && *c != '\u{FFFD}').collect()
    }

    /// How wide a string is, in units of the font's size.
    pub(super) fn width(&self, string: &[u8]) -> f32 {
        let sum: f32 = match &self.widths {
            Widths::Simple(first, widths, other) => {
                let width = |byte: &u8| usize::try_from(i64::from(*byte) - first).ok().and_then(|at| widths.get(at));
                string.iter().map(|byte| width(byte).unwrap_or(other)).sum()
            }
            Widths::Composite(widths, other) => {
                let codes = string.chunks_exact(2).map(|code| i64::from(u16::from_be_bytes([code[0], code[1]])));
                codes.map(|code| widths.get(&code).unwrap_or(other)).sum()
            }
        };
        sum / 1000.0
    }
}

fn widths(document: &Document, font: &Dictionary) -> Widths {
    let number =
        |dictionary: &Dictionary, key: &[u8]| dictionary.get_deref(key, document).and_then(Object::as_float).ok();
    let list = |dictionary: &Dictionary, key: &[u8]| -> Vec<Object> {
        let list = dictionary.get_deref(key, document).and_then(Object::as_array).ok();
        list.map(|list| list.iter().take(MOST).cloned().collect()).unwrap_or_default()
    };
    let descendant = list(font, b"DescendantFonts").into_iter().next();
    let descendant = descendant.as_ref().and_then(|object| document.dereference(object).ok()).map(|(_, object)| object);
    if let Some(Object::Dictionary(descendant)) = descendant {
        let listed = composite(document, &list(descendant, b"W"));
        return Widths::Composite(listed, number(descendant, b"DW").unwrap_or(1000.0));
    }
    let first = number(font, b"FirstChar").map_or(0, |first| first as i64);
    let widths: Vec<f32> =
        list(font, b"Widths").iter().take(256).map(|width| width.as_float().unwrap_or(AVERAGE)).collect();
    Widths::Simple(first, widths, AVERAGE)
}

/// The widths of a composite font: `code [widths]`, or `first last width` (ISO 32000-1, 9.7.4.3).
fn composite(document: &Document, list: &[Object]) -> BTreeMap<i64, f32> {
    let mut widths = BTreeMap::new();
    let mut rest = list;
    while let [first, second, more @ ..] = rest {
        let Ok(first) = first.as_i64() else { break };
        let second = document.dereference(second).map_or(second, |(_, object)| object);
        rest = match (second, more) {
            (Object::Array(each), more) => {
                widths.extend((first..).zip(each.iter().take(MOST).map(|width| width.as_float().unwrap_or(AVERAGE))));
                more
            }
            (last, [width, more @ ..]) => {
                let (Ok(last), Ok(width)) = (last.as_i64(), width.as_float()) else { break };
                widths.extend((first..=last).take(MOST).map(|code| (code, width)));
                more
            }
            _ => break,
        };
        if widths.len() > MOST {
            break;
        }
    }
    widths
}
