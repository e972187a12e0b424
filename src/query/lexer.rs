//! From characters to tokens, in one pass from left to right.
//!
//! A run is what stands between spaces, parentheses and double quotes. It is an operator, or a prefix and a value, or a
//! word, with suffixes after it. Typographic quotes, full-width parentheses and colons, and dashes of every length
//! count as what they stand for.

use std::ops::Range;

use super::chars::{
    closers, ends_run, first, is_bar, is_close, is_gap, is_gershayim, is_inside_word, is_minus, is_open, is_quote,
    is_url, is_wildcard, is_word, url_length,
};
use super::error::{SyntaxError, excerpt};
use super::operator::{operator, refuse_equals, refuse_foreign};
use super::prefix::{self, Prefix};
use super::regex;
use super::suffix::{self, Suffixes};
use super::token::{Spanned, Token};

/// The tokens of `text`.
pub(super) fn tokens(text: &str) -> Result<Vec<Spanned<'_>>, SyntaxError> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), never_closed: Vec::new() };
    while let Some(character) = first(&text[lexer.at..]) {
        lexer.step(character)?;
    }
    Ok(lexer.tokens)
}

struct Lexer<'q> {
    text: &'q str,
    at: usize,
    tokens: Vec<Spanned<'q>>,
    /// Opening quotes whose fitting closing one does not stand in the rest of the text, so as not to look again.
    never_closed: Vec<char>,
}

impl<'q> Lexer<'q> {
    fn step(&mut self, character: char) -> Result<(), SyntaxError> {
        let after = first(&self.text[self.at + character.len_utf8()..]);
        let touches = after.is_some_and(|next| !is_gap(next) && !is_close(next));
        match character {
            _ if is_gap(character) => self.at += character.len_utf8(),
            _ if is_open(character) => self.push(Token::Open, character.len_utf8()),
            _ if is_close(character) => {
                self.push(Token::Close, character.len_utf8());
                self.suffixes()?;
            }
            _ if is_quote(character) => self.quotation(character)?,
            _ if is_minus(character) && touches && !after.is_some_and(is_minus) && self.starts_something() => {
                self.negation(character)?;
            }
            '=' if touches && after != Some('=') && self.starts_something() => self.push(Token::Exact, 1),
            '+' if touches && self.at_boundary() => self.at += 1,
            _ if is_bar(character) => self.bar()?,
            '/' if self.starts_words() && regex::length(&self.text[self.at..]).is_some() => self.regex()?,
            _ => self.run()?,
        }
        Ok(())
    }

    fn push(&mut self, token: Token<'q>, length: usize) {
        self.tokens.push(Spanned { token, span: self.at..self.at + length });
        self.at += length;
    }

    /// Whether a space, an opening parenthesis or nothing stands before this place.
    fn at_boundary(&self) -> bool {
        self.text[..self.at].chars().next_back().is_none_or(|c| is_gap(c) || is_open(c))
    }

    /// The token that ends right here.
    fn touching(&self) -> Option<&Token<'q>> {
        self.tokens.last().filter(|last| last.span.end == self.at).map(|last| &last.token)
    }

    /// Whether what stands here can be the sign in front of a word.
    fn starts_something(&self) -> bool {
        self.at_boundary() || matches!(self.touching(), Some(Token::Prefix(_) | Token::Not))
    }

    /// Whether what stands here can be an expression over words, and not a value such as a path.
    fn starts_words(&self) -> bool {
        match self.touching() {
            Some(Token::Prefix(prefix)) => prefix.field_of_words().is_some(),
            _ => self.starts_something(),
        }
    }

    fn negation(&mut self, minus: char) -> Result<(), SyntaxError> {
        if let Some(Token::Prefix(_)) = self.touching() {
            let span = self.at..self.at + minus.len_utf8();
            return Err(SyntaxError::new(span, "a minus stands before the field, not in it", "write `-field:value`"));
        }
        self.push(Token::Not, minus.len_utf8());
        Ok(())
    }

    /// A vertical bar separates alternatives, as OR does; at either end of the query or of a group it separates nothing.
    fn bar(&mut self) -> Result<(), SyntaxError> {
        let rest = self.text[self.at..].trim_start_matches(is_bar);
        let length = self.text.len() - self.at - rest.len();
        if let [.., Spanned { token: Token::Prefix(_), .. }, Spanned { token: Token::Run(_), span }] = &self.tokens[..]
            && span.end == self.at
        {
            let hint = "write `field:(one OR other)`";
            return Err(SyntaxError::new(self.at..self.at + length, "a value has no alternatives in it", hint));
        }
        let behind = self.tokens.last().is_some_and(|last| last.token.ends_part());
        let before = rest.trim_start_matches(|c| is_gap(c) || is_bar(c));
        let goes_on = before.contains(|c| is_word(c) || is_wildcard(c)) && !before.starts_with(is_close);
        match behind && goes_on {
            true => self.push(Token::Or, length),
            false => self.at += length,
        }
        Ok(())
    }

    /// A regular expression between slashes.
    fn regex(&mut self) -> Result<(), SyntaxError> {
        let rest = &self.text[self.at..];
        let length = regex::length(rest).unwrap_or(rest.len());
        let span = self.at..self.at + length;
        let inside = &self.text[span.start + 1..span.end - 1];
        regex::check(inside).map_err(|fault| fault.at(span))?;
        self.push(Token::Regex(inside), length);
        self.suffixes()
    }

    fn quotation(&mut self, opener: char) -> Result<(), SyntaxError> {
        let start = self.at + opener.len_utf8();
        let Some((end, closer)) = self.closing_quote(start, opener) else {
            let hint = "close it with a second quote, or leave this one out";
            return Err(SyntaxError::new(self.at..start, "the quotation is never closed", hint));
        };
        let length = end + closer.len_utf8() - self.at;
        self.push(Token::Quotation(&self.text[start..end]), length);
        self.suffixes()
    }

    /// The quote that closes a quotation: the fitting one, or else the next of any kind.
    fn closing_quote(&mut self, start: usize, opener: char) -> Option<(usize, char)> {
        let fitting = closers(opener).unwrap_or_default();
        let may_fit = !self.never_closed.contains(&opener);
        let mut any = None;
        for (offset, character) in self.text[start..].char_indices() {
            let at = start + offset;
            if !is_quote(character) || is_gershayim(self.text, at) {
                continue;
            }
            any = any.or(Some((at, character)));
            if fitting.contains(&character) {
                return Some((at, character));
            }
            if !may_fit {
                return any;
            }
        }
        self.never_closed.push(opener);
        any
    }

    /// The suffixes after a quotation or a group.
    fn suffixes(&mut self) -> Result<(), SyntaxError> {
        let rest = &self.text[self.at..];
        if !rest.starts_with(['~', '^']) {
            return Ok(());
        }
        let end = rest.find(|c| ends_run(c) || is_quote(c)).unwrap_or(rest.len());
        let (run, span) = (&rest[..end], self.at..self.at + end);
        let found = suffix::at_end(run).map_err(|fault| fault.at(span.clone()))?;
        if found.len() != run.len() {
            let hint = "write `\"a b\"~5`, `\"a b\"^2` or `(a b)^2`, and a space behind it";
            return Err(SyntaxError::new(span, format!("`{}` cannot stand here", excerpt(run)), hint));
        }
        self.push_suffixes(found);
        Ok(())
    }

    fn push_suffixes(&mut self, found: Suffixes) {
        if let Some((number, length)) = found.tilde {
            self.push(Token::Tilde(number), length);
        }
        if let Some((number, length)) = found.caret {
            self.push(Token::Caret(number), length);
        }
    }

    fn run(&mut self) -> Result<(), SyntaxError> {
        let span = self.at..self.run_end();
        let run = &self.text[span.clone()];
        let after = first(&self.text[span.end..]);
        let token = match self.touching() {
            Some(Token::Prefix(_)) => operator(run, after).ok().flatten().filter(|op| matches!(op, Token::AtLeast(_))),
            Some(Token::Not) => operator(run, after).map_err(|fault| fault.at(span.clone()))?,
            _ if self.at_boundary() => operator(run, after).map_err(|fault| fault.at(span.clone()))?,
            _ => None,
        };
        if let Some(token) = token {
            self.push(token, run.len());
            return Ok(());
        }
        if let Some(Token::Prefix(_)) = self.touching() {
            return self.value(run);
        }
        match prefix::of(run, after).map_err(|fault| fault.at(span))? {
            Some((prefix, length)) => self.prefix(prefix, length),
            None => self.value(run),
        }
    }

    /// Where the run that starts here ends. A URL may have parentheses in it.
    fn run_end(&self) -> usize {
        let rest = &self.text[self.at..];
        let quotes = |offset: usize, c: char| is_quote(c) && !is_gershayim(self.text, self.at + offset);
        let ends = |offset: usize, c: char| ends_run(c) && !is_inside_word(self.text, self.at + offset);
        let end = rest.char_indices().find(|(offset, c)| ends(*offset, *c) || quotes(*offset, *c));
        let plain = end.map_or(rest.len(), |(offset, _)| offset);
        self.at + if is_url(&rest[..plain]) { url_length(rest) } else { plain }
    }

    fn prefix(&mut self, prefix: Prefix, length: usize) -> Result<(), SyntaxError> {
        let span = self.at..self.at + length;
        let value = first(&self.text[span.end..]);
        if value.is_none_or(|c| is_gap(c) || is_close(c)) {
            let name = self.text[span.clone()].trim_end_matches([':', '：']);
            let hint = format!("write `{name}:value` without a space, or \"{name}\" in quotes for the word");
            return Err(SyntaxError::new(span, format!("nothing stands behind `{name}:`"), hint));
        }
        self.push(Token::Prefix(prefix), length);
        Ok(())
    }

    /// A run that is a word or a value, with its suffixes.
    fn value(&mut self, run: &'q str) -> Result<(), SyntaxError> {
        let span = self.at..self.at + run.len();
        let in_field = matches!(self.touching(), Some(Token::Prefix(_)));
        if !in_field || run.starts_with('!') {
            refuse_foreign(run)
                .and_then(|()| if is_url(run) { Ok(()) } else { refuse_equals(run) })
                .map_err(|fault| fault.at(span.clone()))?;
        }
        if run == "TO" && self.is_behind_a_date() {
            let hint = "write a range as `date:2025-03..2025-05`";
            return Err(SyntaxError::new(span, "`TO` is not an operator here", hint));
        }
        let found = match is_url(run) {
            true => Suffixes::default(),
            false => suffix::at_end(run).map_err(|fault| fault.at(span.clone()))?,
        };
        let base = &run[..run.len() - found.len()];
        let waiting = matches!(self.touching(), Some(Token::Prefix(_) | Token::Exact | Token::Not));
        if !waiting && !base.chars().any(is_word) && !base.contains(['*', '＊']) {
            return self.punctuation(base.len(), found, span);
        }
        self.push(Token::Run(base), base.len());
        self.push_suffixes(found);
        Ok(())
    }

    /// Whether the value of a date stands right before.
    fn is_behind_a_date(&self) -> bool {
        match &self.tokens[..] {
            [.., Spanned { token: Token::Prefix(prefix), .. }, _] => prefix.is_of_dates(),
            _ => false,
        }
    }

    /// A run without a word, which says nothing; but suffixes that lost what they belong to are an error.
    fn punctuation(&mut self, base: usize, found: Suffixes, span: Range<usize>) -> Result<(), SyntaxError> {
        let quoted = self.tokens.last().is_some_and(|last| matches!(last.token, Token::Quotation(_)));
        if found.caret.is_some() || (found.tilde.is_some() && quoted) {
            let run = excerpt(&self.text[span.clone()]);
            let hint = "write it right behind, without a space: `\"a b\"~5`, `word^2`";
            return Err(SyntaxError::new(span, format!("`{run}` belongs to what stands before it"), hint));
        }
        if let Some((Some(_), length)) = found.tilde {
            // `~500` in text is about as many: a number, and no suffix of anything.
            self.at += base + 1;
            let number = &self.text[self.at..self.at + length - 1];
            self.push(Token::Run(number), number.len());
        }
        self.at = span.end;
        Ok(())
    }
}
