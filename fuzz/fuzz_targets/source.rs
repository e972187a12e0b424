//! Any bytes, read as a file of an archive; the first byte chooses the name that it goes by. Captures and errors, never
//! a panic (libfuzzer's hook aborts at one, before the reader could make an error of it), and never more than the limits allow.

#![no_main]

use std::io::Cursor;
use std::ops::ControlFlow;

use dateline::model::Origin;
use dateline::source::{Limits, PdfReading, read};
use libfuzzer_sys::fuzz_target;

const NAMES: &[&str] = &[
    "a.html", "a.txt", "a.md", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.xml", "a.eml", "a.mhtml", "a.webarchive",
    "a.warc", "a.warc.gz", "a.warc.zst", "a.wacz", "a.zip", "a.tar", "a.tar.gz", "a", "a.pdf",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*choice) % NAMES.len()];
    let limits = Limits::default().max_document(1 << 16).max_bundle(1 << 16).max_members(1000).pdf(PdfReading::Here);
    read(Origin::file("", name), &mut Cursor::new(bytes), &limits, &mut |item| {
        if let Ok(capture) = item {
            assert!(capture.bytes.len() <= 1 << 18, "a capture is within the limits");
        }
        ControlFlow::Continue(())
    });
});
