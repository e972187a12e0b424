//! All hits of a question, a line each, however many there are: they are sent as they are found.

use std::io;
use std::ops::ControlFlow;
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
use crate::ask::{Asked, Engine, Purpose, today};
use crate::present::Format;
use crate::present::machine::{CsvStyle, Export, ExportForm};
use crate::serve::address;
use crate::serve::app::App;
use crate::serve::failure::Failure;

/// How many pieces of text may wait to be taken.
const AHEAD: usize = 4;
/// How many bytes are sent at a time, or a few more.
const PIECE: usize = 1 << 16;

/// The form of an export.
#[derive(Clone, Copy)]
struct Form {
    kind: &'static str,
    name: &'static str,
    format: Format,
}

const LINES: Form =
    Form { kind: "application/x-ndjson", name: "attachment; filename=\"dateline.jsonl\"", format: Format::Jsonl };
const CSV: Form =
    Form { kind: "text/csv; charset=utf-8", name: "attachment; filename=\"dateline.csv\"", format: Format::Csv };

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
    let read = move || Ok(question.read(&*reader.engine, Purpose::Export, &today)?);
    let asked = app.work.run(read).await?;
    let (pieces, body) = channel(AHEAD);
    app.work.export(move || send(&asked, form.format, &*state.engine, pieces))?;
    let headers = [(header::CONTENT_TYPE, form.kind), (header::CONTENT_DISPOSITION, form.name)];
    Ok((headers, Body::new(Pieces(body))).into_response())
}

/// Sends the hits as they are found, until all are sent or nobody takes them any more.
fn send(asked: &Asked, format: Format, searcher: &dyn Engine, pieces: Sender<Result<Bytes>>) {
    // What breaks off in the middle is no whole export: the connection ends without its last piece.
    if let Err(error) = write(asked, format, searcher, &pieces) {
        drop(pieces.blocking_send(Err(error)));
    }
}

fn write(asked: &Asked, format: Format, searcher: &dyn Engine, pieces: &Sender<Result<Bytes>>) -> Result<()> {
    // Whoever saves a table from a browser opens it in a spreadsheet, which needs the mark to read it as UTF-8.
    let style = CsvStyle { byte_order_mark: true, ..CsvStyle::default() };
    let form = ExportForm { format, style, ..ExportForm::default() };
    let mut sending = Sending { pieces, waiting: Vec::with_capacity(PIECE) };
    let mut export = Export::new(&form, &mut sending)?;
    let mut written = Ok(());
    asked.answer_in_pieces(searcher, form.beside(), &mut |piece| {
        written = export.piece(&piece);
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    written?;
    export.finish()?;
    Ok(())
}

/// What is written, on its way to whoever takes it.
struct Sending<'a> {
    pieces: &'a Sender<Result<Bytes>>,
    waiting: Vec<u8>,
}

impl io::Write for Sending<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let piece = Bytes::from(std::mem::take(&mut self.waiting));
        if piece.is_empty() {
            return Ok(());
        }
        self.pieces.blocking_send(Ok(piece)).map_err(|_| io::ErrorKind::BrokenPipe.into())
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
