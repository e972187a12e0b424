//! All hits of a question, one a line, however many there are: they are made and sent piece by piece.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use hyper::body::{Body as HttpBody, Frame};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::Result;
use crate::ask::{Asked, Purpose};
use crate::present::machine;
use crate::search::Searcher;
use crate::serve::app::App;
use crate::serve::failure::Failure;
use crate::serve::{address, clock};

/// Hits that are made at a time; so many are in memory, whatever the number of all.
const PIECE: usize = 2_000;
/// Pieces of text that may wait to be taken.
const AHEAD: usize = 4;

/// The hits of a question as NDJSON, in its order.
pub(in crate::serve) async fn export(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Failure> {
    let question = address::read(uri.query().unwrap_or_default())?;
    let state = app.archive.state()?;
    let reader = Arc::clone(&state);
    let read = move || Ok(question.read(&reader.searcher, Purpose::Export, &clock::today)?);
    let asked = app.work.run(read).await?;
    let (pieces, body) = channel(AHEAD);
    app.work.export(move || send(asked, &state.searcher, &pieces))?;
    let headers = [
        (header::CONTENT_TYPE, "application/x-ndjson"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"dateline.jsonl\""),
    ];
    Ok((headers, Body::new(Pieces(body))).into_response())
}

/// Sends the hits piece by piece, until all are sent or nobody takes them any more.
fn send(mut asked: Asked, searcher: &Searcher, pieces: &Sender<Result<Bytes>>) {
    let end = asked.request.offset.saturating_add(asked.request.limit);
    while asked.request.offset < end {
        asked.request.limit = PIECE.min(end - asked.request.offset);
        let found = searcher.search(&asked.request);
        let hits = found.as_ref().map_or(0, |found| found.hits.len());
        let lines = found.map(|found| found.hits.iter().map(|hit| machine::line(&machine::hit(hit))).collect::<String>());
        // What breaks off in the middle is no whole export: the connection ends without its last piece.
        let is_last = lines.is_err() || hits < asked.request.limit;
        if pieces.blocking_send(lines.map(Bytes::from)).is_err() || is_last {
            return;
        }
        asked.request.offset += hits;
    }
}

/// The pieces as a body.
struct Pieces(Receiver<Result<Bytes>>);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = crate::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
