//! Any bytes, read as a file of an archive; the first byte chooses the name that it goes by. Captures and errors, never
//! a panic (libfuzzer's hook aborts at one, before the reader could make an error of it), and never more than the limits allow.
//!
//! The first captures are extracted too: what a reader says of an article (days, charsets, languages) is as foreign as its text.

#![no_main]

use std::io::Cursor;
use std::ops::ControlFlow;

use dateline::extract::extract;
use dateline::model::Origin;
use dateline::source::{Limits, PdfReading, read};
use libfuzzer_sys::fuzz_target;

const NAMES: &[&str] = &[
    "a.html", "a.txt", "a.md", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.xml", "a.eml", "a.mhtml", "a.webarchive",
    "a.warc", "a.warc.gz", "a.warc.zst", "a.wacz", "a.zip", "a.tar", "a.tar.gz", "a", "a.pdf", "a.vrt",
];

/// How many captures of a file are extracted: the others are read as these were.
const EXTRACTED: usize = 4;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*choice) % NAMES.len()];
    let limits = Limits::default().max_document(1 << 16).max_bundle(1 << 16).max_members(1000).pdf(PdfReading::Here);
    let mut captures = 0;
    read(Origin::file("", name), &mut Cursor::new(bytes), &limits, &mut |item| {
        if let Ok(capture) = item {
            assert!(capture.bytes.len() <= 1 << 18, "a capture is within the limits");
            captures += 1;
            if captures <= EXTRACTED {
                extract(&capture);
            }
        }
        ControlFlow::Continue(())
    });
});
