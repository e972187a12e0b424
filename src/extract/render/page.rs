//! A capture as a person sees it who opens what was saved.

use html2text::config;

use super::markup::{Detail, bounded};
use crate::extract::body::blocks::Blocks;
use crate::extract::page::charset;
use crate::extract::page::dom::Dom;
use crate::model::{Capture, MediaType};

/// The whole capture as text, lines no wider than `width` columns where that can be: links are numbered and listed
/// after it, tables are drawn. What is no markup is given as it stands.
pub fn page(capture: &Capture, width: usize) -> String {
    let text = charset::decode(&capture.bytes, capture.declared.charset.as_deref(), &mut Vec::new());
    if capture.media_type != MediaType::Html {
        return text.into_owned();
    }
    let dom = Dom::parse(&text);
    let blocks = Blocks::of(&dom);
    let bounded = bounded(&dom, &blocks.roles, Detail::Everything);
    let drawing = config::plain().unicode_strikeout(false).allow_width_overflow();
    let drawn = drawing.string_from_read(bounded.as_bytes(), width.max(20));
    drawn.unwrap_or_else(|_| blocks.list.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Declared, Origin};

    fn drawn(media_type: MediaType, bytes: &[u8]) -> String {
        let capture =
            Capture { origin: Origin::default(), media_type, bytes: bytes.to_vec(), declared: Declared::default() };
        page(&capture, 60)
    }

    #[test]
    fn links_are_notes_and_tables_are_drawn() {
        let markup = "<title>Port</title><nav><a href=/news>News</a></nav><h1>Pier opens</h1><p>At <b>nine</b>.</p>\
            <table><tr><th>Ship<th>Berth<tr><td>Alba<td>4</table><script>x()</script>";
        let expected = "[News][1]\n\n# Pier opens\n\nAt **nine**.\n\n────┬─────\nShip│Berth\n────┼─────\nAlba│4    \n────┴─────\n\n[1]: /news\n";
        assert_eq!(drawn(MediaType::Html, markup.as_bytes()), expected);
    }

    #[test]
    fn a_text_is_given_as_it_stands() {
        assert_eq!(drawn(MediaType::Text, "Pier  opens\n\n  at nine\n".as_bytes()), "Pier  opens\n\n  at nine\n");
    }
}
