//! A part of the tree while it is read: with its place, and with what may be built on it.

use std::ops::Range;

use super::error::SyntaxError;
use super::tree::{Near, Query, Within};

/// How many proximities may lie in one another.
const MAX_NEARS: usize = 64;

/// A part of the tree, and how it was written.
pub(super) struct Node {
    pub(super) query: Query,
    pub(super) span: Range<usize>,
    pub(super) shape: Shape,
    /// How many proximities lie in one another here.
    pub(super) nears: usize,
}

/// What holds a node together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Parentheses, or nothing: it is one.
    Closed,
    /// An operator without parentheses.
    Open,
}

impl Node {
    /// A node that is one by itself.
    pub(super) fn closed(query: Query, span: Range<usize>) -> Node {
        Node { query, span, shape: Shape::Closed, nears: 0 }
    }

    /// Several nodes under an operator.
    pub(super) fn joined(nodes: Vec<Node>, join: fn(Vec<Query>) -> Query) -> Node {
        let start = nodes.first().map_or(0, |node| node.span.start);
        let end = nodes.last().map_or(0, |node| node.span.end);
        let nears = nodes.iter().map(|node| node.nears).max().unwrap_or(0);
        let query = join(nodes.into_iter().map(|node| node.query).collect());
        Node { query, span: start..end, shape: Shape::Open, nears }
    }

    /// Two nodes close to each other; `place` is where the operator stands.
    pub(super) fn near(
        left: Node,
        right: Node,
        within: Within,
        ordered: bool,
        place: Range<usize>,
    ) -> Result<Node, SyntaxError> {
        left.check_near_side()?;
        right.check_near_side()?;
        let nears = left.nears.max(right.nears) + 1;
        if nears > MAX_NEARS {
            return Err(SyntaxError::new(place, "too many proximities in a row", "join them with AND"));
        }
        let near = Near { left: Box::new(left.query), right: Box::new(right.query), within, ordered };
        Ok(Node { query: Query::Near(near), span: left.span.start..right.span.end, shape: Shape::Open, nears })
    }

    /// Refuses a part that only takes articles away where there is nothing to take them from.
    pub(super) fn check_positive(&self) -> Result<(), SyntaxError> {
        if !self.query.is_negative() {
            return Ok(());
        }
        let hint = "write `(* -word)` for every article without the word";
        Err(SyntaxError::new(self.span.clone(), "this only says what is not wanted", hint))
    }

    /// Refuses what has no place in a text, so that nothing can be near it.
    fn check_near_side(&self) -> Result<(), SyntaxError> {
        let is_text = |query: &Query| matches!(query, Query::Term(_) | Query::Phrase(_) | Query::Near(_));
        let good = match &self.query {
            Query::Or(parts) => parts.iter().all(is_text),
            query => is_text(query),
        };
        if good {
            return Ok(());
        }
        let hint = match self.query {
            Query::In { .. } => "put the field in front of both: `title:(a W/5 b)`",
            Query::Boost { .. } => "put the weight behind both: `(a W/5 b)^2`",
            Query::Facet { .. } | Query::Date(_) => "join the value with AND: `country:SY (a W/5 b)`",
            Query::Not(_) => "write `a -(a W/5 b)` for an `a` without `b` near it",
            _ => "join several with AND: `(a W/5 b) (a W/5 c)`",
        };
        let message = "only words, patterns, phrases and groups of them with OR can be near each other";
        Err(SyntaxError::new(self.span.clone(), message, hint))
    }
}
