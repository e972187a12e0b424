//! Case and accents: words are held folded, so how they are written is looked up on the stored text.

use unicode_normalization::UnicodeNormalization;

use crate::text::fold::fold;

/// The form that a word typed so must have; `None` where case and accents do not count, for it has none.
pub(crate) fn wanted(typed: &str) -> Option<String> {
    let lower = typed.to_lowercase();
    let plain = typed == lower && fold(typed).nfc().eq(typed.nfc());
    (!plain).then(|| typed.nfc().collect())
}

/// Whether a word as it stands in a text is written as wanted.
pub(crate) fn is_written(text: &str, wanted: &str) -> bool {
    text == wanted || text.nfc().eq(wanted.chars())
}
