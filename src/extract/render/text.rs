//! All that a piece of markup shows, as lines of text.

use html2text::config;
use html2text::render::TrivialDecorator;

use super::markup::{Detail, bounded};
use crate::extract::body::blocks::Blocks;
use crate::extract::page::dom::Dom;
use crate::extract::page::space;

/// Wider than any paragraph that a person writes: lines are cut by the markup alone. html2text counts columns, and
/// makes nothing of this size in advance.
const WIDTH: usize = 1 << 20;

/// The lines of a piece of markup that is all article, one paragraph a line. Cells of tables are lines of their own,
/// since mails are laid out by tables.
pub(in crate::extract) fn text(markup: &str) -> String {
    let dom = Dom::parse(markup);
    let blocks = Blocks::of(&dom);
    let bounded = bounded(&dom, &blocks.roles, Detail::Lines);
    let drawing = config::with_decorator(TrivialDecorator::new()).raw_mode(true).allow_width_overflow();
    let drawn = drawing.string_from_read(bounded.as_bytes(), WIDTH);
    // It fails where nothing fits the width, which is not so here; the blocks of the page are the same text.
    let drawn =
        drawn.unwrap_or_else(|_| blocks.list.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n"));
    let shown = |c: &char| !matches!(c, '\u{ad}' | '\u{34f}' | '\u{200b}' | '\u{200c}' | '\u{feff}' | '\u{2060}');
    let lines = drawn.lines().map(|line| space::collapse(&line.chars().filter(shown).collect::<String>()));
    lines.filter(|line| line.contains(char::is_alphanumeric)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn all_of_it_is_text_however_it_is_laid_out() {
        for (markup, expected) in [
            (
                "<html><body><div>The tanker left at nine.<br>Cargo: oranges.</div>",
                "The tanker left at nine.\nCargo: oranges.",
            ),
            (
                "<table><tr><td><table><tr><td><h1>News</h1><p>One <b>two</b>.</table><td class=footer>Bye.</table>",
                "News\nOne two.\nBye.",
            ),
            ("<ol><li>One<li>Two</ol><blockquote>Said</blockquote><pre>a\n b</pre>", "One\nTwo\nSaid\na\nb"),
            (
                "<div style='display:none'>A preview</div><p>x<sup>2</sup> <del>gone</del> <img alt=ship src=a>",
                "x2 gone",
            ),
        ] {
            assert_eq!(text(markup), expected, "{markup}");
        }
    }

    #[test]
    fn a_large_mail_takes_bounded_time() {
        let nested = format!("{}{}", "<table><tr><td>".repeat(5_000), "text ".repeat(100_000));
        assert!(text(&nested).starts_with("text text"));
    }

    proptest! {
        #[test]
        fn any_markup_gives_its_words(pieces in prop::collection::vec("</?(p|div|table|tr|td|b|li|ul|pre|br|h1)>|[a-z ]{0,9}", 0..40)) {
            let markup = pieces.concat();
            let words = |text: &str| text.split_whitespace().collect::<String>();
            let blocks = Blocks::of(&Dom::parse(&markup));
            let expected: String = blocks.list.iter().map(|block| block.text.replace('|', " ")).collect();
            prop_assert_eq!(words(&text(&markup)), words(&expected));
        }
    }
}
