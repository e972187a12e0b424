//! Many documents into a cluster: on two connections, in bounded memory, each item accounted for.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use ureq::http::Method;

use super::answer;
use super::batch::{Batch, FULL};
use super::connection::{Body, Connection, escaped};
use super::items::{Outcomes, outcomes, still_busy};
use super::operation::{Operation, Refusal};
use crate::{ClusterTrouble, Error, ErrorKind, Result};

/// More connections than two were no faster where it was measured (two nodes, two cores), and four times as much is under way.
const CONNECTIONS: usize = 2;

/// What was sent, and what became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// How many documents were written.
    pub written: u64,
    /// How many were removed.
    pub removed: u64,
    /// How many stay in a newer version than the one that was sent.
    pub newer: u64,
    /// How many were refused.
    pub refused: u64,
}

/// Takes operations from whoever makes them.
pub struct Push<'a> {
    batch: Batch,
    queue: Option<Sender<Batch>>,
    progress: &'a Progress,
}

#[derive(Default)]
struct Progress {
    written: AtomicU64,
    removed: AtomicU64,
    newer: AtomicU64,
    refused: AtomicU64,
    failure: Mutex<Option<Error>>,
}

impl Push<'_> {
    /// Sends an operation some time soon. Waits while enough is under way: five batches of 5 MB are held at most.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Stopped`] when sending has failed; [`send`] then gives the reason.
    pub fn push(&mut self, operation: &Operation) -> Result<()> {
        let bytes = match &operation.change {
            super::operation::Change::Write(source) => source.len(),
            super::operation::Change::Remove => 0,
        };
        if self.batch.is_full_for(bytes) {
            self.flush()?;
        }
        self.batch.add(operation);
        if self.batch.body().len() >= FULL { self.flush() } else { Ok(()) }
    }

    /// How many documents the cluster has acknowledged, one way or another.
    pub fn acknowledged(&self) -> u64 {
        let sent = self.progress.sent();
        sent.written + sent.removed + sent.newer + sent.refused
    }

    fn flush(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        if batch.items().is_empty() {
            return Ok(());
        }
        let queue = self.queue.as_ref().filter(|queue| queue.send(batch).is_ok());
        queue.map(drop).ok_or_else(|| Error::new(ErrorKind::Stopped))
    }
}

impl Progress {
    fn sent(&self) -> Sent {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Sent {
            written: count(&self.written),
            removed: count(&self.removed),
            newer: count(&self.newer),
            refused: count(&self.refused),
        }
    }

    fn note(&self, outcomes: Outcomes, refused: &(dyn Fn(Refusal) + Sync)) {
        self.written.fetch_add(outcomes.written, Ordering::Relaxed);
        self.removed.fetch_add(outcomes.removed, Ordering::Relaxed);
        self.newer.fetch_add(outcomes.newer, Ordering::Relaxed);
        self.refused.fetch_add(outcomes.refused.len() as u64, Ordering::Relaxed);
        outcomes.refused.into_iter().for_each(refused);
    }
}

/// Sends to `index` what `make` pushes; calls `refused` with every document that the cluster does not take. All that was
/// pushed is acknowledged, refused or reported as an error when this returns.
///
/// # Errors
///
/// What `make` fails with; [`ErrorKind::Cluster`] when the cluster cannot take any more. What was acknowledged before stays.
pub fn send(
    connection: &Connection,
    index: &str,
    make: impl FnOnce(&mut Push<'_>) -> Result<()>,
    refused: &(dyn Fn(Refusal) + Sync),
) -> Result<Sent> {
    let progress = Progress::default();
    let made = thread::scope(|scope| {
        let (queue, batches) = bounded(CONNECTIONS);
        for _ in 0..CONNECTIONS {
            let (batches, progress) = (batches.clone(), &progress);
            scope.spawn(move || work(connection, index, &batches, progress, refused));
        }
        // Without this one the queue closes when the last worker has failed.
        drop(batches);
        let mut push = Push { batch: Batch::default(), queue: Some(queue), progress: &progress };
        let made = make(&mut push).and_then(|()| push.flush());
        push.queue = None;
        made
    });
    let failure = progress.failure.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
    match (failure, made) {
        (Some(failure), _) => Err(failure),
        (None, Err(error)) => Err(error),
        (None, Ok(())) => Ok(progress.sent()),
    }
}

/// Sends batches until there are no more, or one fails for good: then all that is left is dropped.
fn work(
    connection: &Connection,
    index: &str,
    batches: &Receiver<Batch>,
    progress: &Progress,
    refused: &(dyn Fn(Refusal) + Sync),
) {
    for batch in batches {
        let has_failed = || progress.failure.lock().unwrap_or_else(std::sync::PoisonError::into_inner).is_some();
        if has_failed() {
            return;
        }
        if let Err(error) = send_batch(connection, index, batch, progress, refused) {
            let mut failure = progress.failure.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            failure.get_or_insert(error);
            return;
        }
    }
}

/// Sends one batch: what is not done is sent again, what is too long in halves.
fn send_batch(
    connection: &Connection,
    index: &str,
    batch: Batch,
    progress: &Progress,
    refused: &(dyn Fn(Refusal) + Sync),
) -> Result<()> {
    let path = format!("/{}/_bulk", escaped(index));
    let mut todo = vec![batch];
    while let Some(mut batch) = todo.pop() {
        let mut tries = connection.tries();
        loop {
            let sent = connection.patiently(|node| {
                let reply = connection.reply(node, &Method::POST, &path, Body::Lines(batch.body()))?;
                outcomes(&batch, &answer::value(&reply)?)
            });
            let mut outcome = match sent {
                Ok(outcome) => outcome,
                Err(error) => match (error.cluster_trouble(), batch.halves()) {
                    (Some(ClusterTrouble::TooLarge { .. }), Some(halves)) => {
                        todo.extend(halves);
                        break;
                    }
                    (Some(ClusterTrouble::TooLarge { .. }), None) => {
                        progress.note(too_large(&batch, &error), refused);
                        break;
                    }
                    _ => return Err(error),
                },
            };
            let again = std::mem::take(&mut outcome.again);
            let busy = outcome.busy.take();
            let has_moved = outcome != Outcomes::default();
            progress.note(outcome, refused);
            if again.is_empty() {
                break;
            }
            if has_moved {
                tries = connection.tries();
            }
            match tries.wait(None) {
                Some(wait) => thread::sleep(wait),
                None => return Err(connection.given_up(still_busy(busy), tries.seconds())),
            }
            batch = batch.only(again);
        }
    }
    Ok(())
}

/// The outcome of a document that alone is longer than a request may be.
fn too_large(batch: &Batch, error: &Error) -> Outcomes {
    let refusal =
        |id: &str| Refusal { id: id.to_owned(), status: 413, kind: "too_large".to_owned(), reason: error.to_string() };
    Outcomes { refused: batch.items().iter().map(|item| refusal(&item.id)).collect(), ..Outcomes::default() }
}
