//! One pass over an article: every listed phrase, where it stands and how much that place makes it count.

use std::ops::Range;

use super::lexicon::{Lexicon, PhraseId, Token};
use crate::model::{Article, Place};
use crate::text::words::each_word;

/// A phrase of the list that was met in an article.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Hit {
    /// Which phrase.
    pub phrase: PhraseId,
    /// The title or the body.
    pub place: Place,
    /// Where in that text.
    pub range: Range<usize>,
    /// How much it counts here, beside a word in the middle of the body.
    pub emphasis: f32,
}

/// A headline says in ten words what a story is about.
const TITLE: f32 = 2.5;

/// So does the lead: the first paragraph or two.
const LEAD: f32 = 1.6;
const LEAD_WORDS: usize = 50;

/// What comes late in a long story is background.
const BACKGROUND: f32 = 0.6;
const BACKGROUND_WORDS: usize = 300;

/// How many words of a body are read at most: by then the topic is known.
const MAX_WORDS: usize = 2_000;

/// Bytes that hold as many words as that in any language; what is longer is not even cut into words.
const MAX_BYTES: usize = 20_000;

/// The phrases of an article in the order of its text.
pub(super) fn hits(lexicon: &Lexicon, article: &Article) -> Vec<Hit> {
    let mut hits = Vec::new();
    if let Some(title) = &article.title {
        read(lexicon, title, Place::Title, &mut hits);
    }
    read(lexicon, &article.body, Place::Body, &mut hits);
    hits
}

fn read(lexicon: &Lexicon, text: &str, place: Place, hits: &mut Vec<Hit>) {
    let tokens = tokens(lexicon, text);
    let mut at = 0;
    while at < tokens.len().min(MAX_WORDS) {
        let Some((phrase, length)) = lexicon.longest(&tokens[at..]) else {
            at += 1;
            continue;
        };
        let range = tokens[at].range.start..tokens[at + length - 1].range.end;
        hits.push(Hit { phrase, place, range, emphasis: emphasis(place, at) });
        at += length;
    }
}

fn tokens(lexicon: &Lexicon, text: &str) -> Vec<Token> {
    let text = &text[..text.floor_char_boundary(MAX_BYTES)];
    let mut tokens = Vec::with_capacity(text.len() / 5);
    each_word(text, |folded, range, _| tokens.push(lexicon.token(folded, &text[range.clone()], range)));
    tokens
}

fn emphasis(place: Place, word: usize) -> f32 {
    match (place, word) {
        (Place::Title, _) => TITLE,
        (_, ..LEAD_WORDS) => LEAD,
        (_, LEAD_WORDS..BACKGROUND_WORDS) => 1.0,
        _ => BACKGROUND,
    }
}
