//! From tokens to a tree, by recursive descent.
//!
//! ```text
//! any     = all { "OR" all }
//! all     = one { [ "AND" ] one }
//! one     = [ "NOT" ] near
//! near    = part { "NEAR/n" part }
//! part    = core [ "^" number ]
//! core    = "(" any ")" | prefix core | "atleast" n "(" word ")" | [ "=" ] word | [ "=" ] quotation
//! ```
//!
//! Only parentheses and prefixes nest, at most [`MAX_DEPTH`] deep, and so do the proximities on one path through the
//! tree; every token is looked at a constant number of times.

use std::ops::Range;

use jiff::civil::Date;

use super::error::SyntaxError;
use super::lexer::{Spanned, Token, tokens};
use super::prefix::Prefix;
use super::tree::{Near, Query, Term, Within, and, or};
use super::value;
use super::word::{self, Fault, Reading};
use crate::model::FieldKind;

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

/// Reads a query. `today` is the day that words such as `yesterday` start from.
pub fn parse(text: &str, today: Date) -> Result<Parsed, SyntaxError> {
    let tokens = tokens(text)?;
    let end = text.trim_end().len();
    let mut parser =
        Parser { tokens, at: 0, end, today, depth: 0, scope: Scope::Everywhere, mixed: false, warnings: Vec::new() };
    if parser.tokens.is_empty() {
        let message = if text.trim().is_empty() { "the query is empty" } else { "there is no word in the query" };
        return Err(SyntaxError::new(0..text.len(), message, "write a word, or `*` for every article"));
    }
    let node = parser.any()?;
    if let Some(rest) = parser.tokens.get(parser.at) {
        return Err(SyntaxError::new(
            rest.span.clone(),
            "this parenthesis was never opened",
            "leave it out, or open it before",
        ));
    }
    parser.positive(&node)?;
    Ok(parser.finish(node.query))
}

struct Parser<'q> {
    tokens: Vec<Spanned<'q>>,
    at: usize,
    /// Where the text ends, in bytes.
    end: usize,
    today: Date,
    depth: usize,
    scope: Scope,
    /// Whether AND and OR, or NEAR and OR, stand side by side without parentheses.
    mixed: bool,
    warnings: Vec<String>,
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

/// A part of the tree, and how it was written.
struct Node {
    query: Query,
    span: Range<usize>,
    shape: Shape,
    /// How many proximities lie in one another here.
    nears: usize,
}

/// What holds a node together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Parentheses, or nothing: it is one.
    Closed,
    /// An operator without parentheses.
    Open,
}

impl Node {
    fn closed(query: Query, span: Range<usize>) -> Node {
        Node { query, span, shape: Shape::Closed, nears: 0 }
    }
}

impl<'q> Parser<'q> {
    fn finish(mut self, query: Query) -> Parsed {
        if self.mixed {
            let reading = format!("OR joins last, so without parentheses this is read as: {query}");
            self.warnings.insert(0, reading);
        }
        if let Query::And(parts) = &query {
            if parts.contains(&Query::All) && parts.iter().any(|part| *part != Query::All && !part.is_negative()) {
                self.warnings.push("`*` is every article, and changes nothing beside other words".to_owned());
            }
        }
        Parsed { query, warnings: self.warnings }
    }

    fn any(&mut self) -> Result<Node, SyntaxError> {
        let first = self.all()?;
        if self.peek() != Some(&Token::Or) {
            return Ok(first);
        }
        let mut nodes = vec![first];
        while self.eat(&Token::Or).is_some() {
            nodes.push(self.all()?);
        }
        for node in &nodes {
            self.positive(node)?;
            self.mixed |= node.shape == Shape::Open;
        }
        Ok(joined(nodes, or))
    }

    fn all(&mut self) -> Result<Node, SyntaxError> {
        let first = self.one()?;
        let mut nodes = vec![first];
        loop {
            let explicit = self.eat(&Token::And).is_some();
            if !explicit && !self.peek().is_some_and(starts_part) {
                break;
            }
            nodes.push(self.one()?);
        }
        if nodes.len() == 1 { nodes.pop().ok_or_else(|| self.missing()) } else { Ok(joined(nodes, and)) }
    }

    fn one(&mut self) -> Result<Node, SyntaxError> {
        let Some(not) = self.eat(&Token::Not) else { return self.near() };
        if let (Some(Token::Not), span) = (self.peek(), self.span()) {
            return Err(SyntaxError::new(span, "NOT stands twice", "leave both out, or one"));
        }
        let node = self.near()?;
        self.positive(&node)?;
        Ok(Node { query: Query::Not(Box::new(node.query)), span: not.start..node.span.end, ..node })
    }

    fn near(&mut self) -> Result<Node, SyntaxError> {
        let mut left = self.part()?;
        while let Some(&Token::Near { within, ordered }) = self.peek() {
            let place = self.span();
            self.at += 1;
            if let (Some(Token::Not), span) = (self.peek(), self.span()) {
                let hint = "write `a -(a W/5 b)` for an `a` without `b` near it";
                return Err(SyntaxError::new(span, "NOT cannot stand behind a proximity", hint));
            }
            let right = self.part()?;
            near_side(&left)?;
            near_side(&right)?;
            left = self.joined_near(left, right, place, within, ordered)?;
        }
        Ok(left)
    }

    fn joined_near(
        &self,
        left: Node,
        right: Node,
        place: Range<usize>,
        within: Within,
        ordered: bool,
    ) -> Result<Node, SyntaxError> {
        let nears = left.nears.max(right.nears) + 1;
        if nears > MAX_DEPTH {
            return Err(SyntaxError::new(place, "too many proximities in a row", "join them with AND"));
        }
        let near = Near { left: Box::new(left.query), right: Box::new(right.query), within, ordered };
        Ok(Node { query: Query::Near(near), span: left.span.start..right.span.end, shape: Shape::Open, nears })
    }

    fn part(&mut self) -> Result<Node, SyntaxError> {
        let node = self.core()?;
        let Some(&Token::Caret(factor)) = self.peek() else { return Ok(node) };
        let span = node.span.start..self.span().end;
        self.at += 1;
        Ok(Node { query: Query::Boost { query: Box::new(node.query), factor }, span, ..node })
    }

    fn core(&mut self) -> Result<Node, SyntaxError> {
        let Some(Spanned { token, span }) = self.tokens.get(self.at).cloned() else { return Err(self.missing()) };
        match token {
            Token::Open => self.group(),
            Token::Prefix(prefix) => self.prefixed(prefix, span),
            Token::AtLeast(count) => self.at_least(count, span),
            Token::Exact => self.exact(span),
            Token::Run(run) => self.run(run, span, Reading::Free),
            Token::Quotation(inside) => self.quotation(inside, span, Reading::Free),
            _ => Err(self.missing()),
        }
    }

    fn group(&mut self) -> Result<Node, SyntaxError> {
        let open = self.span();
        self.at += 1;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(SyntaxError::new(open, format!("more than {MAX_DEPTH} parentheses deep"), "nest less"));
        }
        if self.peek() == Some(&Token::Close) {
            let span = open.start..self.span().end;
            return Err(SyntaxError::new(
                span,
                "nothing stands between the parentheses",
                "leave them out, or fill them",
            ));
        }
        if self.peek().is_none() {
            return Err(never_closed(open));
        }
        let node = self.any()?;
        let Some(close) = self.eat(&Token::Close) else { return Err(never_closed(open)) };
        self.depth -= 1;
        if let (Some(Token::Tilde(_)), span) = (self.peek(), self.span()) {
            let hint = "write `\"a b\"~5` for a phrase, `a NEAR/5 b` for groups";
            return Err(SyntaxError::new(span, "`~` cannot stand behind a group", hint));
        }
        Ok(Node { span: open.start..close.end, shape: Shape::Closed, ..node })
    }

    fn prefixed(&mut self, prefix: Prefix, place: Range<usize>) -> Result<Node, SyntaxError> {
        if self.scope != Scope::Everywhere {
            let hint = "write the second field outside the parentheses of the first";
            return Err(SyntaxError::new(place, "a field cannot stand in a field", hint));
        }
        self.at += 1;
        let field = match prefix {
            Prefix::Field(field) if matches!(field.kind, FieldKind::Text | FieldKind::Name) => Some(field.name),
            _ => None,
        };
        self.scope = if field.is_some() { Scope::Within } else { Scope::Value(prefix) };
        let node = self.core()?;
        self.scope = Scope::Everywhere;
        self.positive(&node)?;
        let query = match field {
            Some(field) => Query::In { field, query: Box::new(node.query) },
            None => node.query,
        };
        Ok(Node { query, span: place.start..node.span.end, ..node })
    }

    fn at_least(&mut self, count: u32, place: Range<usize>) -> Result<Node, SyntaxError> {
        self.no_value(&place, "`atleast`")?;
        self.at += 1;
        let node = self.group()?;
        match node.query {
            Query::Term(term) => Ok(Node::closed(Query::AtLeast { count, term }, place.start..node.span.end)),
            _ => {
                let hint = "write `atleast3(word)`, and join several with AND or OR";
                Err(SyntaxError::new(node.span, "`atleast` counts one word", hint))
            }
        }
    }

    fn exact(&mut self, place: Range<usize>) -> Result<Node, SyntaxError> {
        self.no_value(&place, "`=`")?;
        self.at += 1;
        let Some(Spanned { token, span }) = self.tokens.get(self.at).cloned() else { return Err(self.missing()) };
        let node = match token {
            Token::Run(run) => self.run(run, span, Reading::Exact)?,
            Token::Quotation(inside) => self.quotation(inside, span, Reading::Exact)?,
            _ => {
                let hint = "write `=word` or `=\"some words\"`; behind a field, `title:=word`";
                return Err(SyntaxError::new(place, "`=` stands right before a word or a quotation", hint));
            }
        };
        Ok(Node { span: place.start..node.span.end, ..node })
    }

    fn run(&mut self, run: &'q str, span: Range<usize>, reading: Reading) -> Result<Node, SyntaxError> {
        self.at += 1;
        if let Scope::Value(prefix) = self.scope {
            return self.value(prefix, run, span, value::Written::Bare);
        }
        let (reading, end) = self.fuzzy(reading, span.end)?;
        let span = span.start..end;
        if run == "*" && reading == Reading::Free && self.scope == Scope::Everywhere {
            return Ok(Node::closed(Query::All, span));
        }
        let terms = word::run(run, reading).map_err(|fault| error(span.clone(), fault))?;
        self.warn_about(run, &terms);
        self.adjacent(terms, 0, span)
    }

    /// The reading of a word with the `~` behind it, if there is one, and where that ends.
    fn fuzzy(&mut self, reading: Reading, end: usize) -> Result<(Reading, usize), SyntaxError> {
        let Some(&Token::Tilde(edits)) = self.peek() else { return Ok((reading, end)) };
        let span = self.span();
        self.at += 1;
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

    fn quotation(&mut self, inside: &'q str, span: Range<usize>, reading: Reading) -> Result<Node, SyntaxError> {
        self.at += 1;
        if let Scope::Value(prefix) = self.scope {
            return self.value(prefix, inside, span, value::Written::Quoted);
        }
        let terms = word::quoted(inside, reading).map_err(|fault| error(span.clone(), fault))?;
        let Some(&Token::Tilde(slop)) = self.peek() else { return self.adjacent(terms, 0, span) };
        let place = self.span();
        self.at += 1;
        let hint = "write `\"a b\"~5`; for a word spelt nearly so, `word~1` without quotes";
        let Some(slop) = slop else { return Err(SyntaxError::new(place, "`~` behind a phrase needs a number", hint)) };
        if terms.len() == 1 {
            return Err(SyntaxError::new(place, "there is only one word in the phrase", hint));
        }
        self.adjacent(terms, slop, span.start..place.end)
    }

    fn adjacent(&self, terms: Vec<Term>, slop: u32, span: Range<usize>) -> Result<Node, SyntaxError> {
        if terms.is_empty() {
            return Err(SyntaxError::new(span, "there is no word here", "write a word, or leave this out"));
        }
        Ok(Node::closed(word::adjacent(terms, slop), span))
    }

    fn value(
        &mut self,
        prefix: Prefix,
        text: &str,
        span: Range<usize>,
        written: value::Written,
    ) -> Result<Node, SyntaxError> {
        if let Some(Token::Tilde(_)) = self.peek() {
            return Err(SyntaxError::new(self.span(), "`~` cannot stand behind a value", "leave it out"));
        }
        let next = self.tokens.get(self.at).filter(|next| next.span.start == span.end);
        if matches!(next, Some(Spanned { token: Token::Quotation(_), .. })) {
            let hint = "put the whole value in quotes: `date:\"last month..today\"`";
            return Err(SyntaxError::new(span.start..self.span().end, "only a part of this value is in quotes", hint));
        }
        let query = value::query(prefix, text, written, self.today).map_err(|fault| error(span.clone(), fault))?;
        Ok(Node::closed(query, span))
    }

    /// Refuses what only words have, in a group of values.
    fn no_value(&self, place: &Range<usize>, what: &str) -> Result<(), SyntaxError> {
        match self.scope {
            Scope::Value(_) => {
                let hint = "write the value alone: `country:SY`";
                Err(SyntaxError::new(place.clone(), format!("{what} cannot stand before a value"), hint))
            }
            _ => Ok(()),
        }
    }

    /// Refuses a part that only takes articles away where there is nothing to take them from.
    fn positive(&self, node: &Node) -> Result<(), SyntaxError> {
        if !node.query.is_negative() {
            return Ok(());
        }
        let hint = "write `* -word` for every article without the word";
        Err(SyntaxError::new(node.span.clone(), "this only says what is not wanted", hint))
    }

    fn warn_about(&mut self, run: &str, terms: &[Term]) {
        let bare = run.trim_end_matches(|c: char| c.is_ascii_punctuation());
        let last = self.at >= self.tokens.len();
        if last && run.ends_with('?') && terms.iter().any(|term| term.text.ends_with('?')) {
            self.warnings.push(format!("`{run}` is a pattern, `?` being any one letter; for the word, write `{bare}`"));
        }
        if run.ends_with('!') {
            self.warnings.push(format!("`!` is punctuation; for every ending of the word, write `{bare}*`"));
        }
    }

    fn peek(&self) -> Option<&Token<'q>> {
        self.tokens.get(self.at).map(|spanned| &spanned.token)
    }

    /// Where the next token stands, or the end.
    fn span(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.end..self.end, |spanned| spanned.span.clone())
    }

    fn eat(&mut self, token: &Token) -> Option<Range<usize>> {
        let span = self.tokens.get(self.at).filter(|next| next.token == *token)?.span.clone();
        self.at += 1;
        Some(span)
    }

    /// The error where a word should stand and none does: at the operator that waits for it, or at what stands there.
    fn missing(&self) -> SyntaxError {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let place = match (before, self.tokens.get(self.at)) {
            (Some(before), None | Some(Spanned { token: Token::Close, .. })) => before.span.clone(),
            (_, next) => next.map_or(self.end..self.end, |next| next.span.clone()),
        };
        let hint = "write a word on both sides of an operator; AND, OR and NOT in quotes are words";
        SyntaxError::new(place, "a word is missing here", hint)
    }
}

fn joined(nodes: Vec<Node>, join: fn(Vec<Query>) -> Query) -> Node {
    let start = nodes.first().map_or(0, |node| node.span.start);
    let end = nodes.last().map_or(0, |node| node.span.end);
    let nears = nodes.iter().map(|node| node.nears).max().unwrap_or(0);
    let query = join(nodes.into_iter().map(|node| node.query).collect());
    Node { query, span: start..end, shape: Shape::Open, nears }
}

fn starts_part(token: &Token) -> bool {
    !matches!(token, Token::Close | Token::And | Token::Or | Token::Near { .. } | Token::Tilde(_) | Token::Caret(_))
}

/// Refuses what has no place in a text, so that nothing can be near it.
fn near_side(node: &Node) -> Result<(), SyntaxError> {
    let is_text = |query: &Query| matches!(query, Query::Term(_) | Query::Phrase(_) | Query::Near(_));
    let good = match &node.query {
        Query::Or(parts) => parts.iter().all(is_text),
        query => is_text(query),
    };
    if good {
        return Ok(());
    }
    let hint = match node.query {
        Query::In { .. } => "put the field in front of both: `title:(a W/5 b)`",
        Query::Boost { .. } => "put the weight behind both: `(a W/5 b)^2`",
        _ => "join several with AND: `(a W/5 b) (a W/5 c)`",
    };
    let message = "only words, patterns, phrases and groups of them with OR can be near each other";
    Err(SyntaxError::new(node.span.clone(), message, hint))
}

fn never_closed(open: Range<usize>) -> SyntaxError {
    SyntaxError::new(open, "this parenthesis is never closed", "close it, or leave it out")
}

fn error(span: Range<usize>, fault: Fault) -> SyntaxError {
    SyntaxError { span, message: fault.message, hint: fault.hint }
}
