//! All hits of a question, a line each, however many there are: they are made and sent piece by piece.

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
use crate::ask::{Asked, Purpose, today};
use crate::model::Results;
use crate::present::machine::{self, CsvStyle, HitTable};
use crate::search::Searcher;
use crate::serve::address;
use crate::serve::app::App;
use crate::serve::failure::Failure;

/// How many hits are made at a time, and so are in memory at most, however many there are in all.
const PIECE: usize = 2_000;
/// How many pieces of text may wait to be taken.
const AHEAD: usize = 4;

/// The form of an export.
#[derive(Clone, Copy)]
struct Form {
    kind: &'static str,
    name: &'static str,
    write: fn(&Results) -> String,
}

const LINES: Form = Form {
    kind: "application/x-ndjson",
    name: "attachment; filename=\"dateline.jsonl\"",
    write: |found| found.hits.iter().map(|hit| machine::line(&machine::hit(hit))).collect(),
};
const CSV: Form = Form { kind: "text/csv; charset=utf-8", name: "attachment; filename=\"dateline.csv\"", write: rows };

/// The hits of a question as NDJSON, in its order.
pub(in crate::serve) async fn lines(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Failure> {
    export(&app, &uri, LINES).await
}

/// The hits of a question as a table for a spreadsheet, in its order.
pub(in crate::serve) async fn csv(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Failure> {
    export(&app, &uri, CSV).await
}

async fn export(app: &App, uri: &Uri, form: Form) -> Result<Response, Failure> {
    let question = address::read(uri.query().unwrap_or_default())?;
    let state = app.archive.state()?;
    let reader = Arc::clone(&state);
    let read = move || Ok(question.read(&reader.searcher, Purpose::Export, &today)?);
    let asked = app.work.run(read).await?;
    let (pieces, body) = channel(AHEAD);
    app.work.export(move || send(asked, form, &state.searcher, &pieces))?;
    let headers = [(header::CONTENT_TYPE, form.kind), (header::CONTENT_DISPOSITION, form.name)];
    Ok((headers, Body::new(Pieces(body))).into_response())
}

/// Sends the hits piece by piece, until all are sent or nobody takes them any more.
fn send(mut asked: Asked, form: Form, searcher: &Searcher, pieces: &Sender<Result<Bytes>>) {
    let end = asked.request.offset.saturating_add(asked.request.limit);
    while asked.request.offset < end {
        asked.request.limit = PIECE.min(end - asked.request.offset);
        let found = searcher.search(&asked.request);
        let hits = found.as_ref().map_or(0, |found| found.hits.len());
        let piece = found.map(|found| Bytes::from((form.write)(&found)));
        // What breaks off in the middle is no whole export: the connection ends without its last piece.
        let is_last = piece.is_err() || hits < asked.request.limit;
        if pieces.blocking_send(piece).is_err() || is_last {
            return;
        }
        asked.request.offset += hits;
    }
}

/// The rows of a piece; the line of names stands before the first of all. Whoever saves a table from a browser opens it in a
/// spreadsheet, which needs the mark to read it as UTF-8.
fn rows(found: &Results) -> String {
    let style = CsvStyle { byte_order_mark: true, ..CsvStyle::default() };
    let mut written = Vec::new();
    // Nothing goes wrong when a table is written to memory.
    let _ = HitTable::new(None, &[], style, &mut written).and_then(|mut table| {
        table.answer(None, found, &[])?;
        table.finish()
    });
    let table = String::from_utf8_lossy(&written).into_owned();
    match table.split_once('\n') {
        Some((_, rows)) if found.offset > 0 => rows.to_owned(),
        _ => table,
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
