//! A page as it was saved, for a browser that is to fetch nothing for it.
//!
//! A policy (CSP) forbids whatever a page would load, but not what a browser does ahead of time: at `<link rel=preconnect>`
//! it opens a connection (Chromium 156, measured), and a frame may hold a whole page in its attribute `srcdoc`. These two
//! elements get names under which they mean nothing. All else stays, letter by letter.

use crate::extract::page::charset;
use crate::model::{Capture, MediaType};

/// Elements that have a browser do what no policy forbids, and what they are called instead. `meta` stands in the head as
/// `link` does, so that styles after it stay there.
const RENAMED: [(&str, &str); 2] = [("link", "meta"), ("iframe", "xframe")];

/// The text of a capture; of a page without what would have a browser ask for something ahead of time.
pub fn defused(capture: &Capture) -> String {
    let text = charset::decode(&capture.bytes, capture.declared.charset.as_deref(), &mut Vec::new());
    if capture.media_type != MediaType::Html {
        return text.into_owned();
    }
    let mut page = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some(at) = rest.find('<') {
        page.push_str(&rest[..=at]);
        rest = &rest[at + 1..];
        if let Some((name, other)) = RENAMED.iter().find(|(name, _)| begins_tag(rest, name)) {
            page.push_str(other);
            rest = &rest[name.len()..];
        }
    }
    page.push_str(rest);
    page
}

/// Whether a text after `<` begins with this element's name. Browsers end a name at white space, `/` and `>`.
fn begins_tag(text: &str, name: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name.as_bytes()))
        && bytes.get(name.len()).is_none_or(|next| next.is_ascii_whitespace() || matches!(next, b'/' | b'>'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Declared, Origin};

    fn shown(media_type: MediaType, bytes: &[u8]) -> String {
        let (origin, declared) = (Origin::default(), Declared::default());
        defused(&Capture { origin, media_type, bytes: bytes.to_vec(), declared })
    }

    #[test]
    fn what_asks_ahead_of_time_is_gone_and_the_rest_stays() {
        let page = "<LINK rel=preconnect href=//a.example><linked>é</linked><link/><iframe\nsrcdoc='<link>'></iframe><p>1 < 2 <";
        let expected = "<meta rel=preconnect href=//a.example><linked>é</linked><meta/><xframe\nsrcdoc='<meta>'></iframe><p>1 < 2 <";
        assert_eq!(shown(MediaType::Html, page.as_bytes()), expected);
        assert_eq!(shown(MediaType::Text, b"<link> & more"), "<link> & more");
    }

    #[test]
    fn an_encoding_hides_nothing() {
        let page = "<meta charset=utf-16><title>Quay</title><link rel=preconnect href=//a.example>";
        let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(page.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert!(!shown(MediaType::Html, &bytes).contains("<link"));
        let japanese =
            b"<meta charset=iso-2022-jp><title>\x1b$B9A\x1b(B</title><li\x1b(Bnk rel=preconnect href=//a.example>";
        assert!(!shown(MediaType::Html, japanese).to_lowercase().contains("<link"));
    }
}
