//! Safari's `.webarchive`: a property list, binary or in XML, with the page, its address and its pictures.
//!
//! The list is read by hand and only where it is needed: objects may be shared, so that whoever builds the whole tree
//! can be made to build one without end. The format is as Apple's CFBinaryPList.c describes it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::model::{Capture, Declared, MediaType, Origin};
use crate::{Error, Result};

/// The page in a web archive.
pub(crate) fn capture(origin: Origin, declared: Declared, bytes: &[u8]) -> Result<Capture> {
    if !bytes.starts_with(b"bplist") {
        return of_xml(origin, declared, &String::from_utf8_lossy(bytes));
    }
    let list = List::of(bytes).ok_or_else(|| Error::malformed("the property list is damaged"))?;
    let Some(page) = list.get(list.top, "WebMainResource") else {
        return Err(Error::skipped("a property list"));
    };
    let text = |key: &str| list.get(page, key).and_then(|object| list.text(object));
    let content = list.get(page, "WebResourceData").and_then(|object| list.data(object));
    let content = content.ok_or_else(|| Error::malformed("the web archive has no page"))?;
    page_of(origin, declared, text, content.to_vec())
}

/// The page in a web archive that was written as XML: its main resource stands first.
fn of_xml(origin: Origin, declared: Declared, list: &str) -> Result<Capture> {
    let Some((_, page)) = list.split_once("<key>WebMainResource</key>") else {
        return Err(Error::skipped("a property list"));
    };
    let value = |key: &str, kind: &str| {
        let (_, behind) = page.split_once(&format!("<key>{key}</key>"))?;
        behind.trim_start().strip_prefix(&format!("<{kind}>"))?.split('<').next()
    };
    let text = |key: &str| value(key, "string").map(|text| text.trim().replace("&lt;", "<").replace("&amp;", "&"));
    let content: Option<String> = value("WebResourceData", "data").map(|data| data.split_ascii_whitespace().collect());
    let content = content.and_then(|data| STANDARD.decode(data).ok());
    page_of(origin, declared, text, content.ok_or_else(|| Error::malformed("the web archive has no page"))?)
}

/// The page of these bytes, and what is told of it.
fn page_of(
    origin: Origin,
    declared: Declared,
    text: impl Fn(&str) -> Option<String>,
    bytes: Vec<u8>,
) -> Result<Capture> {
    let media_type = match text("WebResourceMIMEType").as_deref() {
        Some("text/html" | "application/xhtml+xml") | None => MediaType::Html,
        Some("text/plain") => MediaType::Text,
        Some(_) => return Err(Error::skipped("a web archive of something else than a page")),
    };
    let declared = Declared {
        url: declared.url.clone().or_else(|| text("WebResourceURL")),
        charset: text("WebResourceTextEncodingName"),
        ..declared
    };
    Ok(Capture { origin, media_type, bytes, declared })
}

/// A binary property list: objects that name each other by number.
struct List<'a> {
    bytes: &'a [u8],
    /// Where the table of the objects' places starts.
    table: usize,
    /// How many bytes a place in the table has, and a number of an object.
    widths: (usize, usize),
    count: usize,
    top: usize,
}

impl<'a> List<'a> {
    fn of(bytes: &'a [u8]) -> Option<List<'a>> {
        let trailer = bytes.get(bytes.len().checked_sub(32)?..)?;
        let number = |at: usize| usize::try_from(big_endian(&trailer[at..at + 8])).ok();
        let widths = (usize::from(trailer[6]), usize::from(trailer[7]));
        let list = List { bytes, table: number(24)?, widths, count: number(8)?, top: number(16)? };
        let sound = |width: usize| (1..=8).contains(&width);
        (sound(widths.0) && sound(widths.1)).then_some(list)
    }

    /// The marker of an object and the bytes after it.
    fn object(&self, number: usize) -> Option<(u8, &'a [u8])> {
        if number >= self.count {
            return None;
        }
        let at = self.table.checked_add(number.checked_mul(self.widths.0)?)?;
        let place = big_endian(self.bytes.get(at..at.checked_add(self.widths.0)?)?);
        let (marker, rest) = self.bytes.get(usize::try_from(place).ok()?..)?.split_first()?;
        Some((*marker, rest))
    }

    /// The value of a key in a dictionary, as the number of its object.
    fn get(&self, dictionary: usize, key: &str) -> Option<usize> {
        let (marker, rest) = self.object(dictionary)?;
        let (count, rest) = length((marker >> 4 == 0xD).then_some(marker)?, rest)?;
        let width = self.widths.1;
        let size = count.checked_mul(width)?;
        let (keys, values) = (rest.get(..size)?, rest.get(size..size.checked_mul(2)?)?);
        let reference = |bytes: &[u8]| usize::try_from(big_endian(bytes)).ok();
        let at = keys.chunks(width).position(|number| {
            reference(number).and_then(|number| self.text(number)).is_some_and(|name| name == key)
        })?;
        reference(values.chunks(width).nth(at)?)
    }

    fn text(&self, number: usize) -> Option<String> {
        let (marker, rest) = self.object(number)?;
        let (count, rest) = length(marker, rest)?;
        match marker >> 4 {
            0x5 => Some(String::from_utf8_lossy(rest.get(..count)?).into_owned()),
            0x6 => {
                let units = rest.get(..count.checked_mul(2)?)?.chunks(2);
                let units: Vec<u16> = units.map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
                Some(String::from_utf16_lossy(&units))
            }
            _ => None,
        }
    }

    fn data(&self, number: usize) -> Option<&'a [u8]> {
        let (marker, rest) = self.object(number)?;
        let (count, rest) = length((marker >> 4 == 0x4).then_some(marker)?, rest)?;
        rest.get(..count)
    }
}

/// The length of an object: in its marker, or after it as a number of its own.
fn length(marker: u8, rest: &[u8]) -> Option<(usize, &[u8])> {
    if marker & 0x0F != 0x0F {
        return Some((usize::from(marker & 0x0F), rest));
    }
    let (width, rest) = rest.split_first()?;
    let width = (width >> 4 == 0x1).then(|| 1_usize << (width & 0x03))?;
    Some((usize::try_from(big_endian(rest.get(..width)?)).ok()?, rest.get(width..)?))
}

/// A number of up to eight bytes.
fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Made by Python's plistlib from a page of one paragraph.
    const ARCHIVE: &[u8] = include_bytes!("../../../tests/data/formats/ferry.webarchive");

    #[test]
    fn the_page_is_read_with_its_address_and_charset() {
        let capture = capture(Origin::default(), Declared::default(), ARCHIVE).unwrap();
        assert!(capture.bytes.starts_with(b"<!DOCTYPE html>") && capture.bytes.len() > 300);
        assert_eq!(capture.declared.url.as_deref(), Some("https://example.org/fähre"));
        assert_eq!(capture.declared.charset.as_deref(), Some("windows-1252"));
    }

    proptest! {
        #[test]
        fn any_damage_is_read_without_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
            let mut bytes = ARCHIVE.to_vec();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _item = capture(Origin::default(), Declared::default(), &bytes);
            let _item = capture(Origin::default(), Declared::default(), &bytes[..cut.index(bytes.len())]);
        }
    }
}
