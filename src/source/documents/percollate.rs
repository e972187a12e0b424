//! Pages that percollate put together in one: each `<article>` of it was a page.

use memchr::memmem;

/// How each of the pages begins.
const MARK: &[u8] = b"<article id=\"percollate-page-";

/// Whether a page that starts like this, in lower case, was put together by percollate: its style names the parts of an article.
pub(crate) fn is_bundle(start: &str) -> bool {
    start.contains(".article__header") && start.contains(".article__content") || start.contains("id=\"percollate-page-")
}

/// The pages in these bytes, each a document of its own, and where it starts.
pub(crate) fn pages(bundle: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let starts: Vec<usize> = memmem::find_iter(bundle, MARK).collect();
    let ends = starts.iter().skip(1).copied().chain([bundle.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| (start, page(&bundle[start..end]))).collect()
}

/// A page of its own: the language of the article becomes that of the page.
fn page(article: &[u8]) -> Vec<u8> {
    let tag = &article[..memmem::find(article, b">").unwrap_or(0)];
    let lang = String::from_utf8_lossy(tag)
        .split_once(" lang=\"")
        .and_then(|(_, rest)| Some(rest.split('"').next()?.to_owned()));
    let lang =
        lang.filter(|lang| lang.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')).unwrap_or_default();
    [format!("<!DOCTYPE html><html lang=\"{lang}\"><meta charset=\"utf-8\"><body>").as_bytes(), article].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_article_is_a_page() {
        let bundle = b"<style>.article__header { } .article__content { }</style><body><article id=\"percollate-page-1\" class=\"article\" lang=\"ar\"><p>One\
            <article>two</article></article><article id=\"percollate-page-2\"><p>Three";
        assert!(is_bundle(&String::from_utf8_lossy(bundle)));
        let pages = pages(bundle);
        assert_eq!(pages.len(), 2);
        let first = String::from_utf8(pages[0].1.clone()).unwrap();
        assert!(first.contains("<html lang=\"ar\">") && first.contains("two") && !first.contains("Three"));
    }
}
