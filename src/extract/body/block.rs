//! One run of text that a reader sees as a line or paragraph.

use crate::extract::page::dom::NodeId;
use crate::lang;

/// One paragraph, heading, list item or table row of a page.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// The text, white space collapsed.
    pub(crate) text: String,
    /// The innermost block element around it.
    pub(super) node: NodeId,
    /// How much text: letters, with ideographs counted twice.
    pub(crate) weight: usize,
    /// How much of `weight` is inside links.
    pub(super) linked: usize,
    /// What kind of line it is.
    pub(crate) shape: Shape,
    /// The nearest marked part around it that is left out, if any.
    pub(super) part: Option<NodeId>,
}

/// What kind of line a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A paragraph or loose text.
    Text,
    /// A heading of the rank 1 to 6.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A quotation.
    Quote,
    /// A row of a table.
    Row,
}

impl Block {
    /// The innermost block element around it.
    pub(crate) fn node(&self) -> NodeId {
        self.node
    }

    /// The share of links, from 0 to 1.
    pub(crate) fn link_density(&self) -> f32 {
        if self.weight == 0 { 0.0 } else { self.linked as f32 / self.weight as f32 }
    }

    /// Whether it is in no marked part that is left out.
    pub(crate) fn is_in_no_part(&self) -> bool {
        self.part.is_none()
    }

    /// Whether it reads like a sentence of a story.
    pub(crate) fn is_prose(&self) -> bool {
        !matches!(self.shape, Shape::Heading(_))
            && self.link_density() < 0.5
            && (self.weight >= 120 || self.weight >= 45 && self.ends_sentence())
    }

    /// Whether it ends as a sentence does: by its mark, or being long enough in a script that needs none.
    pub(super) fn ends_sentence(&self) -> bool {
        ends_sentence(&self.text) || self.weight >= 45 && needs_no_mark(&self.text)
    }
}

/// Whether a text ends as a sentence does, in any script that has a mark for it.
pub(crate) fn ends_sentence(text: &str) -> bool {
    // Magazines set a sign behind the last sentence.
    let closing = |c: char| {
        c.is_whitespace()
            || matches!(c, '♦' | '◆' | '■' | '▪' | '□' | '∎' | '●' | '↩' | '↑' | '⤴' | '\u{fe0e}')
            || matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | '‘' | ')' | ']' | '」' | '』' | '）' | '*' | '›' | '«')
    };
    // A colon opens a quotation or a list.
    text.trim_end_matches(closing).ends_with(|c: char| matches!(c, ':' | '：') || lang::is_sentence_end(c))
}

/// Whether a text is in a script that ends sentences with a space, or sets none between words, so that few sentences
/// bear a mark at the end of a line: Thai, Lao, Khmer, Burmese, Tibetan, Chinese, Japanese.
pub(crate) fn needs_no_mark(text: &str) -> bool {
    let (mut letters, mut unspaced) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphanumeric()).take(120) {
        letters += 1;
        unspaced += usize::from(matches!(c,
            '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'));
    }
    unspaced * 2 > letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_in_many_scripts() {
        for text in [
            "The pier opens.",
            "“Wait!”",
            "They will look the same. ♦",
            "It was built in 1871. ↩︎",
            "ደወሉን አስታወቀ።",
            "Դարպասը փակվեց։",
            "ទ្វារត្រូវបានបិទ។",
            "တံခါးပိတ်သည်။",
            "द्वार बंद हुआ।",
            "门关了。",
            "སྒོ་བརྒྱབ།",
            "البوابة مغلقة؟",
        ] {
            assert!(ends_sentence(text), "{text}");
        }
        assert!(!ends_sentence("Harbour"));
        assert!(
            needs_no_mark("สำนักงานท่าเรือปิดร่องน้ำทันที")
                && needs_no_mark("河口发现青铜钟")
                && !needs_no_mark("The pier 河")
        );
    }
}
