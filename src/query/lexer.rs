//! From characters to tokens, in one pass from left to right.
//!
//! A run is what stands between spaces, parentheses and double quotes. It is an operator, or a prefix and a value, or a
//! word, with suffixes behind it. Typographic quotes, full-width parentheses and colons, and dashes of every length
//! count as what they stand for.

use std::ops::Range;

use super::chars::{
    closers, ends_run, first, is_close, is_gap, is_gershayim, is_minus, is_open, is_quote, is_url, is_word,
};
use super::error::SyntaxError;
use super::prefix::{self, Prefix};
use super::suffix::{self, Suffixes};
use super::tree::Within;
use super::word::Fault;

/// One sign of the language.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'q> {
    Open,
    Close,
    And,
    Or,
    /// `NOT`, or `-` in front of something.
    Not,
    /// `NEAR/5`, `W/s`, `PRE/3`.
    Near {
        within: Within,
        ordered: bool,
    },
    /// `atleast3`, in front of a parenthesis.
    AtLeast(u32),
    Prefix(Prefix),
    /// `=` in front of something.
    Exact,
    /// A run of characters without its prefix and suffixes; what it says depends on where it stands.
    Run(&'q str),
    /// The inside of a quotation.
    Quotation(&'q str),
    /// `~` right behind a word or quotation, and its number.
    Tilde(Option<u32>),
    /// `^` right behind something, and its number.
    Caret(f32),
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spanned<'q> {
    pub(super) token: Token<'q>,
    pub(super) span: Range<usize>,
}

/// The largest distance of words, and the largest count of `atleast`.
const MAX_NUMBER: u32 = 1000;

/// The tokens of `text`.
pub(super) fn tokens(text: &str) -> Result<Vec<Spanned<'_>>, SyntaxError> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new() };
    while let Some(character) = first(&text[lexer.at..]) {
        lexer.step(character)?;
    }
    Ok(lexer.tokens)
}

struct Lexer<'q> {
    text: &'q str,
    at: usize,
    tokens: Vec<Spanned<'q>>,
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
            _ if is_minus(character) && touches && !after.is_some_and(is_minus) && self.may_negate() => {
                self.negation(character)?;
            }
            '=' if touches && after != Some('=') && self.starts_something() => self.push(Token::Exact, 1),
            '+' if touches && self.at_boundary() => self.at += 1,
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

    fn may_negate(&self) -> bool {
        self.at_boundary() || matches!(self.touching(), Some(Token::Prefix(_)))
    }

    fn starts_something(&self) -> bool {
        self.at_boundary() || matches!(self.touching(), Some(Token::Prefix(_) | Token::Not))
    }

    fn negation(&mut self, minus: char) -> Result<(), SyntaxError> {
        if let Some(Token::Prefix(_)) = self.touching() {
            let span = self.at..self.at + minus.len_utf8();
            return Err(SyntaxError::new(span, "a minus stands before the field, not in it", "write `-field:value`"));
        }
        self.push(Token::Not, minus.len_utf8());
        Ok(())
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
    fn closing_quote(&self, start: usize, opener: char) -> Option<(usize, char)> {
        let fitting = closers(opener).unwrap_or_default();
        let mut any = None;
        for (offset, character) in self.text[start..].char_indices() {
            let at = start + offset;
            if !is_quote(character) || is_gershayim(self.text, at) {
                continue;
            }
            if fitting.contains(&character) {
                return Some((at, character));
            }
            any = any.or(Some((at, character)));
        }
        any
    }

    /// The suffixes behind a quotation or a group.
    fn suffixes(&mut self) -> Result<(), SyntaxError> {
        let rest = &self.text[self.at..];
        if !rest.starts_with(['~', '^']) {
            return Ok(());
        }
        let end = rest.find(|c| ends_run(c) || is_quote(c)).unwrap_or(rest.len());
        let run = &rest[..end];
        let found = suffix::at_end(run).map_err(|fault| self.error(self.at..self.at + end, fault))?;
        if found.len() != run.len() {
            let hint = "write `\"a b\"~5`, `\"a b\"^2` or `(a b)^2`, and a space behind it";
            return Err(SyntaxError::new(self.at..self.at + end, format!("`{run}` cannot stand here"), hint));
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
        let end = self.run_end();
        let run = &self.text[self.at..end];
        let span = self.at..end;
        let in_field = matches!(self.touching(), Some(Token::Prefix(_)));
        if !in_field && self.at_boundary() {
            if let Some(token) =
                operator(run, first(&self.text[end..])).map_err(|fault| self.error(span.clone(), fault))?
            {
                self.push(token, run.len());
                return Ok(());
            }
        }
        if !in_field {
            let found = prefix::of(run, first(&self.text[end..])).map_err(|fault| self.error(span.clone(), fault))?;
            if let Some((prefix, length)) = found {
                return self.prefix(prefix, length);
            }
        }
        self.value(run)
    }

    /// Where the run that starts here ends. A URL may have parentheses in it.
    fn run_end(&self) -> usize {
        let rest = &self.text[self.at..];
        let plain = rest
            .char_indices()
            .find(|(offset, c)| ends_run(*c) || (is_quote(*c) && !is_gershayim(self.text, self.at + offset)))
            .map_or(rest.len(), |(offset, _)| offset);
        if is_url(&rest[..plain]) { self.at + url_length(rest) } else { self.at + plain }
    }

    fn prefix(&mut self, prefix: Prefix, length: usize) -> Result<(), SyntaxError> {
        let span = self.at..self.at + length;
        let name = &self.text[span.clone()];
        let value = first(&self.text[span.end..]);
        if value.is_none_or(|c| is_gap(c) || is_close(c)) {
            let word = name.trim_end_matches([':', '：']);
            let hint = format!("write `{word}:value` without a space, or \"{word}\" in quotes for the word");
            return Err(SyntaxError::new(span.clone(), format!("nothing stands behind `{name}`"), hint));
        }
        self.push(Token::Prefix(prefix), length);
        Ok(())
    }

    /// A run that is a word or a value, with its suffixes. Punctuation by itself is nothing.
    fn value(&mut self, run: &'q str) -> Result<(), SyntaxError> {
        let span = self.at..self.at + run.len();
        let found = if is_url(run) {
            Suffixes::default()
        } else {
            suffix::at_end(run).map_err(|fault| self.error(span.clone(), fault))?
        };
        let base = &run[..run.len() - found.len()];
        if base.chars().any(is_word) || base.contains(['*', '＊']) || self.wants_value() {
            refuse_foreign(base).map_err(|fault| self.error(span, fault))?;
            self.push(Token::Run(base), base.len());
            self.push_suffixes(found);
            return Ok(());
        }
        if run.contains("||") {
            let hint = "write `OR`";
            return Err(SyntaxError::new(span, "`||` is not an operator here", hint));
        }
        if found.caret.is_some() || (found.tilde.is_some() && self.follows_quotation()) {
            let hint = "write it right behind, without a space: `\"a b\"~5`, `word^2`";
            return Err(SyntaxError::new(span, format!("`{run}` belongs to what stands before it"), hint));
        }
        // `~500` is about as many.
        match found.tilde {
            Some((Some(_), length)) => {
                self.at += base.len() + 1;
                let digits = &self.text[self.at..self.at + length - 1];
                self.push(Token::Run(digits), length - 1);
            }
            _ => self.at += run.len(),
        }
        Ok(())
    }

    /// Whether something must follow the token that ends here, be it punctuation.
    fn wants_value(&self) -> bool {
        matches!(self.touching(), Some(Token::Prefix(_) | Token::Exact | Token::Not))
    }

    fn follows_quotation(&self) -> bool {
        self.tokens.last().is_some_and(|last| matches!(last.token, Token::Quotation(_)))
    }

    fn error(&self, span: Range<usize>, fault: Fault) -> SyntaxError {
        SyntaxError { span, message: fault.message, hint: fault.hint }
    }
}

/// The length of the URL that `text` starts with: up to a space, a quote, or a parenthesis that it did not open.
fn url_length(text: &str) -> usize {
    let mut open = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '(' => open += 1,
            ')' if open == 0 => return at,
            ')' => open -= 1,
            _ if is_gap(character) || is_quote(character) || is_open(character) || is_close(character) => return at,
            _ => {}
        }
    }
    text.len()
}

/// Refuses the operators of other tools, which would be read as words in silence.
fn refuse_foreign(run: &str) -> Result<(), Fault> {
    if run.starts_with('!') {
        return Err(Fault::new("`!` is not an operator here", "write `-word` or `NOT word`"));
    }
    if run.contains("||") {
        return Err(Fault::new("`||` is not an operator here", "write `OR`, with spaces around it"));
    }
    Ok(())
}

/// The operator that `run` is, if it is one. `after` is the character behind it.
fn operator<'q>(run: &str, after: Option<char>) -> Result<Option<Token<'q>>, Fault> {
    match run {
        "AND" => Ok(Some(Token::And)),
        "OR" => Ok(Some(Token::Or)),
        "NOT" => Ok(Some(Token::Not)),
        _ => match run.split_once('/') {
            Some((name, distance)) => near(name, distance),
            None => at_least(run, after),
        },
    }
}

fn near<'q>(name: &str, distance: &str) -> Result<Option<Token<'q>>, Fault> {
    let ordered = name.eq_ignore_ascii_case("pre");
    let is_w = name.eq_ignore_ascii_case("w");
    if !ordered && !is_w && !name.eq_ignore_ascii_case("near") {
        return Ok(None);
    }
    let within = match distance {
        "s" | "S" => Within::Sentence,
        "p" | "P" => Within::Paragraph,
        _ if first(distance).is_some_and(|c| c.is_ascii_digit()) => Within::Words(number(distance, name)?),
        // `w/o` and `w/e` are abbreviations in text.
        _ if name == "w" || (is_w && !distance.is_empty()) => return Ok(None),
        _ => return Err(no_distance(name)),
    };
    Ok(Some(Token::Near { within, ordered }))
}

fn number(digits: &str, name: &str) -> Result<u32, Fault> {
    match digits.parse() {
        Ok(number @ 1..=MAX_NUMBER) => Ok(number),
        _ => Err(Fault::new(
            format!("`{digits}` is not a distance in words"),
            format!("write a whole number from 1 to {MAX_NUMBER}: `{name}/5`"),
        )),
    }
}

fn no_distance(name: &str) -> Fault {
    Fault::new(
        format!("`{name}` needs a distance"),
        format!(
            "write `{name}/5`, `{name}/s` for one sentence, `{name}/p` for one paragraph; for the word, \"{name}\""
        ),
    )
}

fn at_least<'q>(run: &str, after: Option<char>) -> Result<Option<Token<'q>>, Fault> {
    if run == "NEAR" {
        return Err(no_distance(run));
    }
    if let Some(digits) = run.strip_prefix("NEAR").filter(|rest| rest.bytes().all(|b| b.is_ascii_digit())) {
        return Err(Fault::new(format!("`{run}` lacks its slash"), format!("write `NEAR/{digits}`")));
    }
    let Some((word, digits)) = run.split_at_checked(7) else { return Ok(None) };
    if !word.eq_ignore_ascii_case("atleast") || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(None);
    }
    let opens = after.is_some_and(is_open);
    match digits.parse() {
        _ if digits.is_empty() && !opens => Ok(None),
        Ok(count @ 1..=MAX_NUMBER) if opens => Ok(Some(Token::AtLeast(count))),
        Ok(1..=MAX_NUMBER) => {
            Err(Fault::new(format!("`{run}` needs a word in parentheses"), format!("write `{run}(word)`")))
        }
        _ => Err(Fault::new(
            format!("`{run}` needs a number from 1 to {MAX_NUMBER}"),
            "write `atleast3(word)` for a word that stands three times",
        )),
    }
}
