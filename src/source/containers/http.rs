//! The content of an HTTP message as it went over the wire (RFC 9112, section 7; RFC 9110, section 8.4).
//!
//! Crawlers disagree on what they keep: some store the message as it came, others take codings off and leave the header
//! as it was. So a coding that the bytes do not bear is taken as taken off. What is cut off is kept up to the cut.

use std::io::{self, Read};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use memchr::memchr;

use super::headers::Headers;
use crate::Result;
use crate::source::compression::budget::{Budget, Growth, is_damage};
use crate::source::limits::{Limits, megabytes, of_read, over};

/// The status code of a response; 0 where its first line has none.
pub(super) fn status(headers: &Headers) -> u16 {
    headers.first_line.split_ascii_whitespace().nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
}

/// The content of a message without its transfer and content codings.
///
/// # Errors
///
/// When it grows beyond a limit.
pub(super) fn content(headers: &Headers, body: Vec<u8>, limits: &Limits, budget: &Budget) -> Result<Vec<u8>> {
    let chunked =
        headers.get("transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
    let mut body = if chunked { without_chunks(body) } else { body };
    let codings = headers.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    for coding in codings.rsplit(',').map(str::trim).take(limits.max_depth) {
        body = decoded(coding, body, limits, budget)?;
    }
    Ok(body)
}

/// The bytes of a chunked body; the body itself where it does not start with a chunk.
fn without_chunks(body: Vec<u8>) -> Vec<u8> {
    let mut content = Vec::new();
    let mut rest = body.as_slice();
    while let Some((size, behind)) = chunk_size(rest) {
        let (chunk, behind) = behind.split_at(size.min(behind.len()));
        content.extend_from_slice(chunk);
        rest = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n")).unwrap_or(behind);
        if size == 0 {
            return content;
        }
    }
    if content.is_empty() { body } else { content }
}

fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr(b'\n', &bytes[..bytes.len().min(1024)])?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
    Some((size, &bytes[end + 1..]))
}

fn decoded(coding: &str, body: Vec<u8>, limits: &Limits, budget: &Budget) -> Result<Vec<u8>> {
    let bytes = body.as_slice();
    let decoder: Box<dyn Read + '_> = match coding {
        "gzip" | "x-gzip" if bytes.starts_with(b"\x1F\x8B") => Box::new(MultiGzDecoder::new(bytes)),
        "deflate" if is_zlib(bytes) => Box::new(ZlibDecoder::new(bytes)),
        "deflate" => Box::new(DeflateDecoder::new(bytes)),
        "br" => Box::new(brotli_decompressor::Decompressor::new(bytes, 16 << 10)),
        "zstd" if bytes.starts_with(b"\x28\xB5\x2F\xFD") => {
            Box::new(zstd::stream::read::Decoder::with_buffer(bytes).map_err(of_read)?)
        }
        _ => return Ok(body),
    };
    let content = read_all(decoder, bytes.len(), limits, budget)?;
    Ok(if content.is_empty() { body } else { content })
}

/// Whether the bytes start like a zlib stream (RFC 1950); servers also send bare deflate under the same name.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 0x0F == 8 && u16::from_be_bytes([*first, *second]) % 31 == 0)
}

fn read_all(mut decoder: impl Read, packed: usize, limits: &Limits, budget: &Budget) -> Result<Vec<u8>> {
    let mut growth = Growth::new(limits, budget.clone());
    let mut content = Vec::new();
    let mut piece = vec![0; 32 << 10];
    loop {
        let count = match decoder.read(&mut piece) {
            Ok(0) => return Ok(content),
            Ok(count) => count,
            Err(cause) if is_damage(&cause) || cause.kind() == io::ErrorKind::Other => return Ok(content),
            Err(cause) => return Err(of_read(cause)),
        };
        growth.add(count, packed as u64).map_err(of_read)?;
        content.extend_from_slice(&piece[..count]);
        if content.len() as u64 > limits.max_document {
            return Err(over("max-document", format!("the page is larger than {}", megabytes(limits.max_document))));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use proptest::prelude::*;

    use super::*;
    use crate::ErrorKind;

    const PAGE: &[u8] = b"<p>The ferry sails again. The ferry sails again.</p>";
    /// The page as the `brotli` tool packs it.
    const BROTLI: &[u8] = &[
        0x1b, 0x33, 0x00, 0xf8, 0x2d, 0x12, 0x6c, 0x1c, 0x72, 0x3f, 0x13, 0x36, 0x62, 0xab, 0x2f, 0xcb, 0xc2, 0x78,
        0xca, 0x6c, 0xae, 0x7d, 0xa8, 0xd0, 0xe0, 0x34, 0x48, 0x1a, 0x9b, 0x9c, 0x06, 0x91, 0x9b, 0xcb, 0x93, 0x82,
        0x10, 0x33, 0x51, 0x9a, 0xd0, 0x4c, 0x4c, 0xa3, 0x31, 0xb0, 0x73, 0x6b, 0xff, 0x04, 0x32,
    ];

    fn read(headers: &str, body: &[u8], limits: &Limits) -> Result<Vec<u8>> {
        let block = format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n");
        let headers = Headers::read(&mut block.as_bytes()).unwrap();
        content(&headers, body.to_vec(), limits, &Budget::default())
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn codings_are_taken_off_where_the_bytes_bear_them() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(PAGE).unwrap();
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
        deflate.write_all(PAGE).unwrap();
        let packed: &[(&str, Vec<u8>)] = &[
            ("gzip", gzip(PAGE)),
            ("deflate", zlib.finish().unwrap()),
            ("deflate", deflate.finish().unwrap()),
            ("br", BROTLI.to_vec()),
            ("zstd", zstd::encode_all(PAGE, 3).unwrap()),
            ("gzip, gzip", gzip(&gzip(PAGE))),
            ("identity", PAGE.to_vec()),
        ];
        for (coding, body) in packed {
            let header = format!("Content-Encoding: {coding}");
            assert_eq!(read(&header, body, &Limits::default()).unwrap(), PAGE, "{coding}");
            assert_eq!(read(&header, PAGE, &Limits::default()).unwrap(), PAGE, "{coding}, taken off before");
        }
    }

    #[test]
    fn chunks_are_joined() {
        let read = |body: &[u8]| read("Transfer-Encoding: chunked", body, &Limits::default()).unwrap();
        assert_eq!(read(b"4\r\nThe \r\nA;x=y\r\nharbour is\r\n0\r\n\r\n"), b"The harbour is");
        assert_eq!(read(b"4\r\nThe \r\nFF\r\ncut"), b"The cut");
        assert_eq!(read(b"<p>no chunks"), b"<p>no chunks");
        assert_eq!(read(b"FFFFFFFFFFFFFFFF\r\nlies"), b"lies");
    }

    #[test]
    fn a_cut_body_is_kept_to_the_cut_and_a_bomb_is_none() {
        let text: Vec<u8> = (0..20_000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).collect();
        let packed = gzip(&text);
        let kept = read("Content-Encoding: gzip", &packed[..packed.len() / 2], &Limits::default()).unwrap();
        assert!(kept.len() > 10_000 && text.starts_with(&kept));
        let error = read("Content-Encoding: gzip", &gzip(&vec![b' '; 20 << 20]), &Limits::default()).unwrap_err();
        assert!(matches!(error.kind, ErrorKind::Limit { limit: "max-ratio" | "max-document", .. }), "{error}");
    }

    proptest! {
        #[test]
        fn any_body_is_read(body in prop::collection::vec(any::<u8>(), 0..200), coding in 0..5usize) {
            let coding = ["gzip", "deflate", "br", "zstd", "x"][coding];
            read(&format!("Transfer-Encoding: chunked\r\nContent-Encoding: {coding}"), &body, &Limits::default()).unwrap();
        }
    }
}
