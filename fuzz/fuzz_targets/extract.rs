//! Any bytes, read as an HTML page and as a page that was kept as text: an article or none, never a panic.

#![no_main]

use dateline::extract::extract;
use dateline::model::{Capture, Declared, MediaType, Origin};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for media_type in [MediaType::Html, MediaType::Text] {
        let origin = Origin::file("", "page");
        let capture = Capture { origin, media_type, bytes: bytes.to_vec(), declared: Declared::default() };
        if let Some(article) = extract(&capture).article {
            assert!(article.paragraphs().all(|paragraph| !paragraph.trim().is_empty()), "no paragraph is empty");
        }
    }
});
