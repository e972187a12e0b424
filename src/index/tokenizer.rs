//! How tantivy cuts text: by [`crate::text::words`], the way everything here is cut.

use std::ops::Range;

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use super::written;
use crate::lang::{End, Ends};
use crate::text::words::each_word;

/// The name of the cutter of short texts.
pub(super) const WORDS: &str = "words";
/// The name of the cutter that also gives a term for each end of a sentence or paragraph.
pub(super) const SENTENCES: &str = "sentences";

/// The term for the end of a sentence, at the position of the word after it. No word folds to it.
pub(crate) const SENTENCE_END: &str = "§";
/// The term for the end of a paragraph, likewise.
pub(crate) const PARAGRAPH_END: &str = "¶";

/// Tells the engine the names of the cutters.
pub(super) fn register(manager: &TokenizerManager) {
    manager.register(WORDS, TextAnalyzer::from(Cutter::new(Laid::No)));
    manager.register(SENTENCES, TextAnalyzer::from(Cutter::new(Laid::Yes)));
}

/// Whether the ends of sentences and paragraphs are indexed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Laid {
    /// They are not.
    No,
    /// They are.
    Yes,
}

/// Calls `each` with every term of a text, its byte range and its position: words, what says how they are written, and ends
/// of sentences and paragraphs where these are laid.
pub(crate) fn each_term(text: &str, laid: Laid, mut each: impl FnMut(&str, Range<usize>, usize)) {
    let mut ends = (laid == Laid::Yes).then(|| Ends::of(text));
    let mut before: Option<(Range<usize>, usize)> = None;
    each_word(text, |word, range, position| {
        if let Some((end, at)) = ends.as_mut().and_then(|ends| ends.before(range.start)) {
            let sign = if end == End::Paragraph { PARAGRAPH_END } else { SENTENCE_END };
            each(sign, at..at, position);
        }
        each(word, range.clone(), position);
        if let Some((first, at)) = before.replace((range.clone(), position))
            && let Some(term) = written::compound(text, &first, &range)
        {
            each(&term, first.start..range.end, at);
        }
        for term in written::terms(text, &range, word).into_iter().flatten() {
            each(&term, range.clone(), position);
        }
    });
}

/// Cuts text into words; its buffers are kept from text to text.
#[derive(Clone, Debug)]
struct Cutter {
    ends: Laid,
    letters: String,
    cuts: Vec<Cut>,
    token: Token,
}

/// A word: its letters in the common buffer, and its place in the text.
#[derive(Clone, Copy, Debug)]
struct Cut {
    letters: (usize, usize),
    range: (usize, usize),
    position: usize,
}

impl Cutter {
    fn new(ends: Laid) -> Cutter {
        Cutter { ends, letters: String::new(), cuts: Vec::new(), token: Token::default() }
    }

    fn cut(&mut self, text: &str) {
        let Cutter { ends, letters, cuts, .. } = self;
        letters.clear();
        cuts.clear();
        each_term(text, *ends, |word, range, position| {
            let start = letters.len();
            letters.push_str(word);
            cuts.push(Cut { letters: (start, letters.len()), range: (range.start, range.end), position });
        });
    }
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Words<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words<'a> {
        self.cut(text);
        Words { letters: &self.letters, cuts: self.cuts.iter(), token: &mut self.token }
    }
}

/// The words of one text.
struct Words<'a> {
    letters: &'a str,
    cuts: std::slice::Iter<'a, Cut>,
    token: &'a mut Token,
}

impl TokenStream for Words<'_> {
    fn advance(&mut self) -> bool {
        let Some(cut) = self.cuts.next() else { return false };
        self.token.text.clear();
        self.token.text.push_str(&self.letters[cut.letters.0..cut.letters.1]);
        (self.token.offset_from, self.token.offset_to) = cut.range;
        self.token.position = cut.position;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    /// The engine keeps the places of a term as distances from the one before: where they went back, its postings would be nonsense.
    fn places_go_forward(text: &str) {
        let mut last: HashMap<String, usize> = HashMap::new();
        each_term(text, Laid::Yes, |term, _, position| {
            let before = last.insert(term.to_owned(), position);
            assert!(before.is_none_or(|before| before <= position), "{term} in {text:?}");
        });
    }

    #[test]
    fn places_go_forward_in_names_with_initials() {
        for text in ["Hale, H. H", "H. H", "J. F. K. and U. S", "EE. UU", "N'N", "F-1 F 1", "+44 20 7946 0958", "#AaA"]
        {
            places_go_forward(text);
        }
    }

    proptest! {
        #[test]
        fn places_of_a_term_never_go_back(text in "([AaBb#@+]?[AaBbLlUu1]{1,3}[.'’\\- ,\n]{1,2}){0,12}") {
            places_go_forward(&text);
        }
    }

    #[test]
    fn ends_stand_before_the_word_behind_them() {
        let mut cutter = Cutter::new(Laid::Yes);
        let mut stream = cutter.token_stream("One two. Three\nFour");
        let mut found = Vec::new();
        stream.process(&mut |token| found.push((token.text.clone(), token.position)));
        let found: Vec<(&str, usize)> = found.iter().map(|(text, position)| (text.as_str(), *position)).collect();
        assert_eq!(found, [("one", 0), ("two", 1), (SENTENCE_END, 2), ("three", 2), (PARAGRAPH_END, 3), ("four", 3)]);
    }
}
