//! Encoded words in the headers of messages (RFC 2047), put together before they are decoded.
//!
//! Each of them should hold whole letters (section 5). Programs that cut a header by its bytes do not keep to it, so a letter may
//! begin in one word and end in the next.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::Encoding;

/// How far into a message its header is looked for, in bytes.
const HEADER: usize = 64 << 10;

/// A word as it stands: charset, coding, bytes.
struct Word<'m> {
    charset: &'m str,
    bytes: Vec<u8>,
}

/// The text of the first header of this name (in lower case), if it has encoded words that follow each other; others are for those
/// who read whole messages.
pub(super) fn joined(message: &[u8], name: &str) -> Option<String> {
    let head = String::from_utf8_lossy(&message[..message.len().min(HEADER)]);
    let mut lines = head.lines();
    let is_named = |line: &str| line.split_once(':').is_some_and(|(found, _)| found.eq_ignore_ascii_case(name));
    let first = lines.by_ref().take_while(|line| !line.is_empty()).find(|line| is_named(line))?;
    let mut value = first.split_once(':')?.1.to_owned();
    lines.take_while(|line| line.starts_with([' ', '\t'])).for_each(|line| value.push_str(line));
    (value.matches("=?").count() > 1).then(|| decoded(&value)).flatten()
}

/// A value with its words decoded; none where one of them is damaged.
fn decoded(value: &str) -> Option<String> {
    let mut text = String::new();
    let mut word: Option<Word<'_>> = None;
    let mut rest = value.trim();
    while let Some((before, behind)) = rest.split_once("=?") {
        let (charset, behind) = behind.split_once('?')?;
        let (coding, behind) = behind.split_once('?')?;
        let (data, behind) = behind.split_once("?=")?;
        let bytes = bytes(coding, data)?;
        match word.as_mut().filter(|word| before.trim().is_empty() && word.charset.eq_ignore_ascii_case(charset)) {
            Some(word) => word.bytes.extend(bytes),
            None => {
                flush(&mut text, word.take())?;
                // Blanks between words are none of the text, others are.
                let is_between = !text.is_empty() && before.trim().is_empty();
                text.push_str(if is_between { "" } else { before });
                word = Some(Word { charset, bytes });
            }
        }
        rest = behind;
    }
    flush(&mut text, word)?;
    text.push_str(rest);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn flush(text: &mut String, word: Option<Word<'_>>) -> Option<()> {
    if let Some(word) = word {
        // A language may follow the charset (RFC 2231, section 5).
        let label = word.charset.split('*').next().unwrap_or(word.charset);
        text.push_str(&Encoding::for_label(label.as_bytes())?.decode(&word.bytes).0);
    }
    Some(())
}

fn bytes(coding: &str, data: &str) -> Option<Vec<u8>> {
    let lenient = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    match coding {
        "b" | "B" => GeneralPurpose::new(&STANDARD, lenient).decode(data.trim()).ok(),
        "q" | "Q" => Some(quoted(data)),
        _ => None,
    }
}

/// The bytes of the coding Q: `_` is a blank, `=C3` a byte.
fn quoted(data: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(data.len());
    let mut rest = data.as_bytes();
    while let [first, behind @ ..] = rest {
        let hex = behind.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        rest = behind;
        match (first, hex) {
            (b'=', Some(byte)) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            (b'_', _) => bytes.push(b' '),
            (byte, _) => bytes.push(*byte),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn subject(value: &str) -> Option<String> {
        joined(format!("To: x\r\nSubject: {value}\r\nDate: y\r\n\r\nSubject: z\r\n").as_bytes(), "subject")
    }

    #[test]
    fn letters_that_were_cut_between_words_are_whole_again() {
        assert_eq!(subject("=?utf-8?Q?caf=C3?=\r\n =?UTF-8?Q?=A9_is?= open").as_deref(), Some("café is open"));
        assert_eq!(subject("=?utf-8?B?5r2u6KY=?= =?utf-8?B?i+eUug==?=").as_deref(), Some("潮見町"));
        assert_eq!(subject("Re: =?koi8-r?Q?=F0?= =?utf-8?Q?=C3=A9?=").as_deref(), Some("Re: Пé"));
        assert_eq!(subject("=?utf-8?Q?one?="), None, "one word is whole");
        assert_eq!(subject("=?utf-8?X?one?= =?utf-8?Q?two?="), None);
    }

    proptest! {
        #[test]
        fn any_value_is_read(value in "(=\\?(utf-8|x)?\\??[QBx]?\\??|\\?=|=C3|[\\PC]{0,4}){0,30}") {
            subject(&value);
        }
    }
}
