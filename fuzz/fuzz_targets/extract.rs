//! Any bytes, read as an HTML page: an article or none, never a panic.

#![no_main]

use dateline::extract::extract;
use dateline::model::{Capture, Declared, MediaType, Origin};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let capture = Capture {
        origin: Origin::file("", "page.html"),
        media_type: MediaType::Html,
        bytes: bytes.to_vec(),
        declared: Declared::default(),
    };
    let extraction = extract(&capture);
    if let Some(article) = extraction.article {
        assert!(article.paragraphs().all(|paragraph| !paragraph.trim().is_empty()), "no paragraph is empty");
    }
});
