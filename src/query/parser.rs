//! From tokens to a tree, by recursive descent.
//!
//! ```text
//! any     = all { "OR" all }
//! all     = one { [ "AND" ] one }
//! one     = [ "NOT" ] near
//! near    = part { "NEAR/n" part }
//! part    = core [ "^" number ]
//! core    = "(" any ")" | prefix core | "atleast" n "(" word ")" | [ "=" ] word | [ "=" ] quotation | "/" regex "/"
//! ```
//!
//! Only parentheses nest, at most [`MAX_DEPTH`] deep; every token is looked at a constant number of times.

use std::ops::Range;

use jiff::civil::Date;

use super::cursor::Cursor;
use super::dates::Today;
use super::error::SyntaxError;
use super::lexer::tokens;
use super::node::{Node, Shape};
use super::prefix::Prefix;
use super::token::Token;
use super::tree::{Form, Query, Term, and, or};
use super::value::{self, Written};
use super::warnings::Warnings;
use super::word::{self, Reading};

/// How deep parentheses may nest.
const MAX_DEPTH: usize = 64;

/// A query that was read, and what its author should know about the reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The query as understood.
    pub query: Query,
    /// What may have been meant otherwise, one sentence each.
    pub warnings: Vec<String>,
}

/// Reads a query. `today` tells the day that words such as `yesterday` start from; it is asked only where there is one, for to
/// find out the local day may take longer than to read the query.
pub fn parse(text: &str, today: impl Fn() -> Date) -> Result<Parsed, SyntaxError> {
    let cursor = Cursor::new(text, tokens(text)?);
    if cursor.is_done() {
        let message = if text.trim().is_empty() { "the query is empty" } else { "there is no word in the query" };
        return Err(SyntaxError::new(0..text.len(), message, "write a word, or `*` for every article"));
    }
    let today = &today;
    let mut parser = Parser { cursor, today, depth: 0, scope: Scope::Everywhere, warnings: Warnings::default() };
    let node = parser.any()?;
    if !parser.cursor.is_done() {
        return Err(parser.cursor.never_opened());
    }
    node.check_positive()?;
    Ok(Parsed { warnings: parser.warnings.finish(&node.query), query: node.query })
}

struct Parser<'q> {
    cursor: Cursor<'q>,
    today: Today<'q>,
    depth: usize,
    scope: Scope,
    warnings: Warnings,
}

/// What a word is at this place.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scope {
    /// A word of any text field.
    Everywhere,
    /// A word of one field.
    Within,
    /// A value of this.
    Value(Prefix),
}

impl<'q> Parser<'q> {
    fn any(&mut self) -> Result<Node, SyntaxError> {
        let first = self.all()?;
        if self.cursor.peek() != Some(&Token::Or) {
            return Ok(first);
        }
        let mut nodes = vec![first];
        while let Some(place) = self.cursor.eat(&Token::Or) {
            self.warnings.alternative(self.cursor.text(place));
            nodes.push(self.all()?);
        }
        for node in &nodes {
            node.check_positive()?;
            if node.shape == Shape::Open {
                self.warnings.mixed();
            }
        }
        Ok(Node::joined(nodes, or))
    }

    fn all(&mut self) -> Result<Node, SyntaxError> {
        let first = self.one()?;
        if !self.goes_on() {
            return Ok(first);
        }
        let mut nodes = vec![first];
        while self.goes_on() {
            self.cursor.eat(&Token::And);
            nodes.push(self.one()?);
        }
        Ok(Node::joined(nodes, and))
    }

    /// Whether another part of an AND follows.
    fn goes_on(&self) -> bool {
        self.cursor.peek().is_some_and(|token| *token == Token::And || token.starts_part())
    }

    fn one(&mut self) -> Result<Node, SyntaxError> {
        let sign = self.cursor.typed();
        let Some(not) = self.cursor.eat(&Token::Not) else { return self.near() };
        self.warnings.negation(sign);
        if self.cursor.peek() == Some(&Token::Not) {
            return Err(SyntaxError::new(self.cursor.span(), "NOT stands twice", "leave both out, or one"));
        }
        let node = self.near()?;
        node.check_positive()?;
        Ok(Node { query: Query::Not(Box::new(node.query)), span: not.start..node.span.end, ..node })
    }

    fn near(&mut self) -> Result<Node, SyntaxError> {
        let mut left = self.part()?;
        while let Some(&Token::Near { within, ordered }) = self.cursor.peek() {
            let place = self.cursor.advance();
            if self.cursor.peek() == Some(&Token::Not) {
                let hint = "write `a -(a W/5 b)` for an `a` without `b` near it";
                return Err(SyntaxError::new(self.cursor.span(), "NOT cannot stand behind a proximity", hint));
            }
            let right = self.part()?;
            left = Node::near(left, right, within, ordered, place)?;
        }
        Ok(left)
    }

    fn part(&mut self) -> Result<Node, SyntaxError> {
        let node = self.core()?;
        let Some(&Token::Caret(factor)) = self.cursor.peek() else { return Ok(node) };
        node.check_positive()?;
        let span = node.span.start..self.cursor.advance().end;
        Ok(Node { query: Query::Boost { query: Box::new(node.query), factor }, span, ..node })
    }

    fn core(&mut self) -> Result<Node, SyntaxError> {
        match self.cursor.peek().cloned() {
            Some(Token::Open) => self.group(),
            Some(Token::Prefix(prefix)) => self.prefixed(prefix),
            Some(Token::AtLeast(count)) => self.at_least(count),
            Some(Token::Exact) => self.exact(),
            Some(Token::Run(run)) => self.run(run, Reading::Free),
            Some(Token::Quotation(inside)) => self.quotation(inside, Reading::Free),
            Some(Token::Regex(expression)) => self.regex(expression),
            _ => Err(self.cursor.missing()),
        }
    }

    fn group(&mut self) -> Result<Node, SyntaxError> {
        let open = self.cursor.advance();
        if self.depth == MAX_DEPTH {
            return Err(SyntaxError::new(open, format!("more than {MAX_DEPTH} parentheses deep"), "nest less"));
        }
        let never_closed =
            || SyntaxError::new(open.clone(), "this parenthesis is never closed", "close it, or leave it out");
        match self.cursor.peek() {
            None => return Err(never_closed()),
            Some(Token::Close) => {
                let span = open.start..self.cursor.span().end;
                let hint = "leave them out, or write something into them";
                return Err(SyntaxError::new(span, "nothing stands between the parentheses", hint));
            }
            Some(_) => {}
        }
        self.depth += 1;
        let node = self.any()?;
        self.depth -= 1;
        let close = self.cursor.eat(&Token::Close).ok_or_else(never_closed)?;
        if let Some(Token::Tilde(_)) = self.cursor.peek() {
            let hint = "write `\"a b\"~5` for a phrase, `a NEAR/5 b` for groups";
            return Err(SyntaxError::new(self.cursor.span(), "`~` cannot stand behind a group", hint));
        }
        Ok(Node { span: open.start..close.end, shape: Shape::Closed, ..node })
    }

    fn prefixed(&mut self, prefix: Prefix) -> Result<Node, SyntaxError> {
        let place = self.cursor.advance();
        if self.scope != Scope::Everywhere {
            let hint = "write the second field outside the parentheses of the first";
            return Err(SyntaxError::new(place, "a field cannot stand in a field", hint));
        }
        let field = prefix.field_of_words();
        self.scope = if field.is_some() { Scope::Within } else { Scope::Value(prefix) };
        let node = self.core()?;
        self.scope = Scope::Everywhere;
        node.check_positive()?;
        if let (Some(field), Query::Term(term)) = (field, &node.query) {
            self.warnings.unknown(field, term);
        }
        let query = match field {
            Some(field) => Query::In { field, query: Box::new(node.query) },
            None => node.query,
        };
        Ok(Node { query, span: place.start..node.span.end, ..node })
    }

    fn at_least(&mut self, count: u32) -> Result<Node, SyntaxError> {
        let place = self.cursor.advance();
        self.refuse_before_value(&place)?;
        let node = self.group()?;
        let Query::Term(term) = node.query else {
            let hint = "write `atleast3(word)`, and join several with AND or OR";
            return Err(SyntaxError::new(node.span, "`atleast` counts one word", hint));
        };
        Ok(Node::closed(Query::AtLeast { count, term }, place.start..node.span.end))
    }

    fn exact(&mut self) -> Result<Node, SyntaxError> {
        let place = self.cursor.advance();
        self.refuse_before_value(&place)?;
        let node = match self.cursor.peek().cloned() {
            Some(Token::Run(run)) => self.run(run, Reading::Exact)?,
            Some(Token::Quotation(inside)) => self.quotation(inside, Reading::Exact)?,
            _ => {
                let hint = "write `=word` or `=\"some words\"`; behind a field, `title:=word`";
                return Err(SyntaxError::new(place, "`=` stands right before a word or a quotation", hint));
            }
        };
        Ok(Node { span: place.start..node.span.end, ..node })
    }

    fn run(&mut self, run: &'q str, reading: Reading) -> Result<Node, SyntaxError> {
        let span = self.cursor.advance();
        if let Scope::Value(prefix) = self.scope {
            return self.value(prefix, run, span, Written::Bare);
        }
        let (reading, end) = self.fuzzy(reading, span.end)?;
        let span = span.start..end;
        if matches!(run, "*" | "＊") && reading == Reading::Free && self.scope == Scope::Everywhere {
            return Ok(Node::closed(Query::All, span));
        }
        // Words are counted at the end only: at each word that would take time by the square of their number.
        let is_marked = || run.starts_with('¿') || self.cursor.words() > 1;
        let asks = reading == Reading::Free && self.cursor.is_done() && is_marked();
        let run = if asks { self.warnings.without_question(run) } else { run };
        let terms = word::run(run, reading).map_err(|fault| fault.at(span.clone()))?;
        self.warnings.word(run, &terms, self.cursor.is_done());
        if self.scope == Scope::Everywhere {
            self.warnings.word_of_text(run);
        }
        adjacent(terms, 0, span)
    }

    fn regex(&mut self, expression: &str) -> Result<Node, SyntaxError> {
        let span = self.cursor.advance();
        self.refuse_before_value(&span)?;
        if let Some(Token::Tilde(_)) = self.cursor.peek() {
            let hint = "write what may differ into the expression";
            return Err(SyntaxError::new(self.cursor.span(), "`~` cannot stand behind an expression", hint));
        }
        let query = Query::Term(Term { text: expression.to_owned(), form: Form::Regex });
        Ok(Node::closed(query, span))
    }

    /// The reading of a word with the `~` after it, if there is one, and where that ends.
    fn fuzzy(&mut self, reading: Reading, end: usize) -> Result<(Reading, usize), SyntaxError> {
        let Some(&Token::Tilde(edits)) = self.cursor.peek() else { return Ok((reading, end)) };
        let span = self.cursor.advance();
        match (edits.unwrap_or(1), reading) {
            (_, Reading::Exact) => {
                let hint = "leave out either the `=` or the `~`";
                Err(SyntaxError::new(span, "an exact word is not nearly spelt so", hint))
            }
            (1, _) => Ok((Reading::Fuzzy(1), span.end)),
            (2, _) => Ok((Reading::Fuzzy(2), span.end)),
            _ => {
                let hint = "write `word~1` or `word~2`; for words near each other, `\"a b\"~5`";
                Err(SyntaxError::new(span, "a word may differ by 1 or 2 letters", hint))
            }
        }
    }

    fn quotation(&mut self, inside: &'q str, reading: Reading) -> Result<Node, SyntaxError> {
        let span = self.cursor.advance();
        if let Scope::Value(prefix) = self.scope {
            return self.value(prefix, inside, span, Written::Quoted);
        }
        let asks = reading == Reading::Free && self.cursor.is_done() && inside.contains(char::is_whitespace);
        let inside = if asks { self.warnings.without_question(inside) } else { inside };
        let terms = word::quoted(inside, reading).map_err(|fault| fault.at(span.clone()))?;
        self.warnings.quotation(inside, &terms);
        let Some(&Token::Tilde(slop)) = self.cursor.peek() else { return adjacent(terms, 0, span) };
        let place = self.cursor.advance();
        let message = match slop {
            Some(slop) if terms.len() > 1 => return adjacent(terms, slop, span.start..place.end),
            Some(_) => "there is only one word in the phrase",
            None => "`~` behind a phrase needs a number",
        };
        let hint = "write `\"a b\"~5`; for a word spelt nearly so, `word~1` without quotes";
        Err(SyntaxError::new(place, message, hint))
    }

    fn value(&self, prefix: Prefix, text: &str, span: Range<usize>, written: Written) -> Result<Node, SyntaxError> {
        if let Some(Token::Tilde(_)) = self.cursor.peek() {
            return Err(SyntaxError::new(self.cursor.span(), "`~` cannot stand behind a value", "leave it out"));
        }
        if self.cursor.quotation_touches(span.end) || self.cursor.range_touches(span.end) {
            let hint = "put the whole value in quotes: `date:\"last month..today\"`";
            let end = if self.cursor.quotation_touches(span.end) { self.cursor.span().end } else { span.end };
            return Err(SyntaxError::new(span.start..end, "only a part of this value is in quotes", hint));
        }
        let query = value::query(prefix, text, written, self.today).map_err(|fault| fault.at(span.clone()))?;
        Ok(Node::closed(query, span))
    }

    /// Refuses what only words have, in front of a value.
    fn refuse_before_value(&self, place: &Range<usize>) -> Result<(), SyntaxError> {
        if matches!(self.scope, Scope::Value(_)) {
            let hint = "write the value alone: `country:SY`";
            return Err(SyntaxError::new(place.clone(), "this stands before words, and here is a value", hint));
        }
        Ok(())
    }
}

/// The words next to each other.
fn adjacent(terms: Vec<Term>, slop: u32, span: Range<usize>) -> Result<Node, SyntaxError> {
    if terms.is_empty() {
        return Err(SyntaxError::new(span, "there is no word here", "write a word, or leave this out"));
    }
    Ok(Node::closed(word::adjacent(terms, slop), span))
}
