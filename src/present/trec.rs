//! Results as a TREC run: what evaluation programs read.

use std::io::{self, Write};

use crate::model::Results;

/// Writes one line a hit: query id, `Q0`, article id, rank, score, and the name of the run. An article that came in a
/// record with an id of its own goes by that. White space in an id, which would break the line, becomes `_`.
///
/// # Errors
///
/// When the writer fails.
pub fn write(query_id: &str, results: &Results, out: &mut dyn Write) -> io::Result<()> {
    let safe = |id: &str| id.replace(char::is_whitespace, "_");
    for (place, hit) in results.hits.iter().enumerate() {
        let id = hit.source_id.clone().unwrap_or_else(|| hit.id.to_string());
        let rank = results.offset + place + 1;
        writeln!(out, "{} Q0 {} {rank} {} dateline", safe(query_id), safe(&id), hit.score)?;
    }
    Ok(())
}
