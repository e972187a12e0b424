//! Blocks of `Name: value` lines, as WARC records, HTTP messages and mail have them before their content.
//!
//! Read as forgivingly as crawlers and servers write them: lines may end in a bare line feed and be folded (RFC 9112,
//! section 5.2); what is no `Name: value` is passed over.

use std::io::{self, BufRead, Read};

use crate::text::bytes;

/// The longest block that is read, in bytes.
const LONGEST: u64 = 256 << 10;

/// The fields of a block, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Headers {
    /// The line before the fields: a version, a status.
    pub(super) first_line: String,
    fields: Vec<(String, String)>,
}

impl Headers {
    /// Reads a block up to and with the empty line after it, or to the end of the input.
    pub(super) fn read(reader: &mut impl BufRead) -> io::Result<Headers> {
        let mut headers = Headers::default();
        let mut block = reader.take(LONGEST);
        let mut line = Vec::new();
        let mut number = 0;
        while block.read_until(b'\n', &mut line)? > 0 {
            if line.trim_ascii_end().is_empty() {
                break;
            }
            headers.add(&bytes::as_text(line.trim_ascii_end()), number);
            line.clear();
            number += 1;
        }
        Ok(headers)
    }

    fn add(&mut self, line: &str, number: usize) {
        if number == 0 {
            line.clone_into(&mut self.first_line);
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = self.fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            self.fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }

    /// The first field of this name, which is given in lower case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A field that holds an address. Bytes that are no UTF-8 are percent-encoded, as they should have been (RFC 3986, section
    /// 2.1), so that addresses that differ stay different.
    pub(super) fn address(&self, name: &str) -> Option<String> {
        let value = bytes::of_text(self.get(name)?);
        let mut address = String::with_capacity(value.len());
        for chunk in value.utf8_chunks() {
            address.push_str(chunk.valid());
            chunk.invalid().iter().for_each(|byte| address.push_str(&format!("%{byte:02X}")));
        }
        Some(address)
    }
}

/// A media type without its parameters, in lower case, and the charset among them.
pub(super) fn media_type(content_type: &str) -> (String, Option<String>) {
    let mut parts = content_type.split(';');
    let essence = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.filter_map(|part| part.split_once('=')).find_map(|(name, value)| {
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (essence, charset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_read_to_the_empty_line() {
        let mut bytes: &[u8] =
            b"HTTP/1.1 200 OK\r\nContent-Type:text/html;\r\n charset=x\nno field\nVia: \xE9\n\r\n<html>";
        let headers = Headers::read(&mut bytes).unwrap();
        assert_eq!(headers.first_line, "HTTP/1.1 200 OK");
        assert_eq!(headers.get("content-type"), Some("text/html; charset=x"));
        assert_eq!(headers.get("via"), Some("\\xE9"));
        assert_eq!(bytes, b"<html>");
    }

    #[test]
    fn a_block_without_end_stops_at_the_limit() {
        let endless = b"x".repeat(LONGEST as usize * 2);
        let mut bytes = endless.as_slice();
        Headers::read(&mut bytes).unwrap();
        assert_eq!(bytes.len(), LONGEST as usize);
    }

    #[test]
    fn types_and_charsets_are_told_apart() {
        let of = |text| media_type(text);
        assert_eq!(of("Text/HTML; Charset=\"UTF-8\""), ("text/html".into(), Some("UTF-8".into())));
        assert_eq!(of("text/html; charset="), ("text/html".into(), None));
        assert_eq!(of(""), (String::new(), None));
    }
}
