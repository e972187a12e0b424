//! Results as a TREC run: what evaluation programs read.

use std::io::{self, Write};

use crate::model::{Hit, Results};

/// One query's part of a run.
///
/// Evaluation programs order a run by its scores, and what is equal by the ids, backwards (trec_eval). So that they see
/// our order, a score that is not below the one before it is written as the next smaller number.
pub(super) struct Run {
    query: String,
    last: f32,
}

impl Run {
    /// The part of the query that goes by this name.
    pub(super) fn new(query: &str) -> Run {
        Run { query: safe(query), last: f32::INFINITY }
    }

    /// Writes a hit: query id, `Q0`, article id, rank, score, and the name of the run. An article that came in a record
    /// with an id of its own goes by that.
    pub(super) fn hit(&mut self, rank: usize, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        let id = hit.source_id.clone().unwrap_or_else(|| hit.id.to_string());
        self.last = hit.score.min(self.last.next_down());
        writeln!(out, "{} Q0 {} {rank} {} dateline", self.query, safe(&id), self.last)
    }
}

/// White space in an id would break the line: it becomes `_`.
fn safe(id: &str) -> String {
    id.replace(char::is_whitespace, "_")
}

/// Writes one line a hit of an answer.
///
/// # Errors
///
/// When the writer fails.
pub fn write(query_id: &str, results: &Results, out: &mut dyn Write) -> io::Result<()> {
    let mut run = Run::new(query_id);
    (results.offset + 1..).zip(&results.hits).try_for_each(|(rank, hit)| run.hit(rank, hit, out))
}
