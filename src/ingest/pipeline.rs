//! The workers: they read files, extract and enrich what is in them, and hand it to the index's writer.
//!
//! The writer stands behind a lock that is shared while a file is written and held alone while a commit is made: so a
//! commit falls between files, never into one (but see [`super::file`] for files of many records). Two channels feed
//! the workers, files and batches of records; batches go first. Whoever reads a large file offers its batches to the
//! others, and when they are busy works one off itself: nobody ever waits for a worker.

use std::fs::File;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, TrySendError, select_biased};

use super::file::{Meter, Reading, has_same_bytes};
use super::memory_budget::MemoryBudget;
use super::options::{Compare, Options};
use super::plan::{self, Task};
use super::progress::Progress;
use super::reading;
use super::tally::{Fate, Tally};
use crate::enrich::Enricher;
use crate::index::{FileRecord, IndexWriter};
use crate::model::{Capture, Entry};
use crate::source;
use crate::{Error, Result};

/// Captures are handed out in batches of about this many bytes. A file below that is written in one piece.
const BATCH: usize = 256 << 10;
/// How many times its size a page takes while it is being read, by rule of thumb: its tree above all.
const GROWTH: usize = 12;

/// A file to be looked into, and the way by which its batches reach other workers. When the last job is gone, so is the
/// last way, and the workers know that no more batches come.
pub(super) struct Job {
    pub(super) task: Task,
    pub(super) batches: Sender<Batch>,
}

/// Some captures of a file that is spread over workers.
pub(super) struct Batch {
    reading: Arc<Reading>,
    captures: Vec<Capture>,
}

/// What the workers share.
pub(super) struct Pipeline<'a> {
    writer: RwLock<IndexWriter>,
    enricher: Enricher,
    options: &'a Options,
    tally: &'a Tally,
    progress: &'a dyn Progress,
    memory: MemoryBudget,
    broken: Mutex<Option<Error>>,
    halted: AtomicBool,
}

impl<'a> Pipeline<'a> {
    pub(super) fn new(
        writer: IndexWriter,
        options: &'a Options,
        tally: &'a Tally,
        progress: &'a dyn Progress,
    ) -> Pipeline<'a> {
        Pipeline {
            writer: RwLock::new(writer),
            enricher: Enricher::new(),
            options,
            tally,
            progress,
            memory: MemoryBudget::new(options.memory / 2),
            broken: Mutex::default(),
            halted: AtomicBool::new(false),
        }
    }

    /// Works until there is nothing left to do.
    pub(super) fn work(&self, jobs: &Receiver<Job>, batches: &Receiver<Batch>) {
        loop {
            select_biased! {
                recv(batches) -> batch => match batch {
                    Ok(batch) => self.lay_down_batch(batch),
                    Err(_) => return,
                },
                recv(jobs) -> job => match job {
                    Ok(job) => self.look_into(job),
                    Err(_) => return batches.iter().for_each(|batch| self.lay_down_batch(batch)),
                },
            }
        }
    }

    /// Whether there is no more work to be begun.
    pub(super) fn is_halted(&self) -> bool {
        self.halted.load(Ordering::Relaxed) || self.options.stop.load(Ordering::Relaxed)
    }

    /// How often the work is committed.
    pub(super) fn commit_every(&self) -> Duration {
        self.options.commit_every
    }

    /// Commits what was laid down.
    pub(super) fn commit(&self, roots: &[PathBuf]) {
        let done = self.writer.write().unwrap_or_else(PoisonError::into_inner).commit(roots);
        self.hold(done);
    }

    /// The writer, when all workers are done; or the trouble that made them stop.
    pub(super) fn into_writer(self) -> Result<IndexWriter> {
        let mut writer = self.writer.into_inner().unwrap_or_else(PoisonError::into_inner);
        match self.broken.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(writer.why_it_stopped(error)),
            None => Ok(writer),
        }
    }

    fn look_into(&self, job: Job) {
        if self.is_halted() {
            return;
        }
        let Task { file, known } = &job.task;
        let known = known.as_ref().filter(|_| self.options.compare != Compare::Nothing);
        match known.map_or(Ok(false), |known| has_same_bytes(file, known)) {
            Ok(true) => self.keep(&job.task),
            // A file that cannot be read now may be readable later: the index keeps what it has of it.
            Err(error) => self.settle(Fate::Failed, &error),
            Ok(false) => self.read(job),
        }
    }

    /// Remembers the new time of a file whose bytes are the same.
    fn keep(&self, task: &Task) {
        let Task { file, known: Some(known) } = task else { return };
        if known.modified != file.modified {
            let record = FileRecord { modified: file.modified, ..known.clone() };
            self.write(|writer| writer.replace_file(&record));
        }
        plan::unchanged(self.tally, known, &file.origin);
        self.tally.advanced(file.size, 0);
        self.progress.advanced(file.size, 0);
        self.progress.file_done();
    }

    fn settle(&self, fate: Fate, error: &Error) {
        self.progress.failed(error);
        self.tally.note(error);
        self.tally.done(fate);
        self.progress.file_done();
    }

    fn read(&self, job: Job) {
        let path = job.task.file.origin.full_path();
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(cause) => return self.settle(Fate::Failed, &Error::from(cause).at(path)),
        };
        let reading = Arc::new(Reading::new(job.task));
        let meter = Meter::default();
        let mut batch = Vec::new();
        let mut size = 0;
        let mut counted = 0;
        source::read(reading.file.origin.clone(), &mut meter.on(file), &self.options.limits, &mut |item| {
            if self.is_halted() {
                reading.abandon();
                return ControlFlow::Break(());
            }
            match item {
                Ok(capture) => {
                    if size >= BATCH {
                        self.hand_out(&reading, std::mem::take(&mut batch), &job.batches);
                        self.count_bytes(&meter, &mut counted);
                        size = 0;
                    }
                    size += capture.bytes.len() + 1024;
                    batch.push(capture);
                }
                Err(error) => self.note(&reading, error),
            }
            ControlFlow::Continue(())
        });
        self.count_bytes(&meter, &mut counted);
        reading.set_hash(meter.hash_of(reading.file.size));
        self.lay_down_rest(&reading, batch);
    }

    /// Counts the bytes that were read since `counted`.
    fn count_bytes(&self, meter: &Meter, counted: &mut u64) {
        let bytes = meter.bytes() - *counted;
        *counted += bytes;
        self.tally.advanced(bytes, 0);
        self.progress.advanced(bytes, 0);
    }

    /// Offers a batch to the other workers, or works it off when they are busy.
    fn hand_out(&self, reading: &Arc<Reading>, captures: Vec<Capture>, batches: &Sender<Batch>) {
        if !reading.is_spread() {
            reading.spread();
            self.write(|writer| {
                if reading.replaces {
                    writer.remove(&reading.key);
                }
                writer.add_file(&reading.unfinished_record())
            });
        }
        reading.open_part();
        let batch = Batch { reading: Arc::clone(reading), captures };
        if let Err(TrySendError::Full(batch) | TrySendError::Disconnected(batch)) = batches.try_send(batch) {
            self.lay_down_batch(batch);
        }
    }

    fn lay_down_batch(&self, Batch { reading, captures }: Batch) {
        if self.is_halted() {
            reading.abandon();
        } else {
            let entries = self.entries(&reading, captures);
            self.write(|writer| entries.iter().try_for_each(|entry| writer.add(entry)));
            self.count_articles(&reading, entries.len());
        }
        self.close_part(&reading);
    }

    /// Lays down what is left when the reader is at the end of a file: for most files, everything.
    fn lay_down_rest(&self, reading: &Arc<Reading>, captures: Vec<Capture>) {
        if reading.is_spread() {
            return self.lay_down_batch(Batch { reading: Arc::clone(reading), captures });
        }
        if reading.is_abandoned() {
            return;
        }
        let entries = self.entries(reading, captures);
        self.count_articles(reading, entries.len());
        self.explain(reading);
        self.write(|writer| {
            if reading.replaces {
                writer.remove(&reading.key);
            }
            entries.iter().try_for_each(|entry| writer.add(entry))?;
            writer.add_file(&reading.record())
        });
        self.tally.done(reading.fate());
        self.progress.file_done();
    }

    /// Closes a part of a file that is spread over workers; with the last one, the file.
    fn close_part(&self, reading: &Reading) {
        if !reading.close_part() || reading.is_abandoned() {
            return;
        }
        self.explain(reading);
        self.write(|writer| writer.replace_file(&reading.record()));
        self.tally.done(reading.fate());
        self.progress.file_done();
    }

    fn count_articles(&self, reading: &Reading, count: usize) {
        reading.add_articles(count as u64);
        self.tally.advanced(0, count as u64);
        self.progress.advanced(0, count as u64);
    }

    /// Gives a file without articles a reason.
    fn explain(&self, reading: &Reading) {
        if reading.is_blank() {
            self.note(reading, Error::skipped("nothing in it"));
        }
    }

    fn note(&self, reading: &Reading, error: Error) {
        let error = error.at(reading.file.origin.full_path());
        reading.note(&error);
        self.tally.note(&error);
        if !error.is_skip() && !error.is_note() {
            self.progress.failed(&error);
        }
    }

    fn entries(&self, reading: &Reading, captures: Vec<Capture>) -> Vec<Entry> {
        captures.into_iter().filter_map(|capture| self.entry(reading, capture)).collect()
    }

    /// The entry of a capture. A page on which the extraction panics is a failed page, not the end of the run.
    fn entry(&self, reading: &Reading, capture: Capture) -> Option<Entry> {
        let size = capture.bytes.len() * GROWTH;
        let origin = capture.origin.clone();
        let made = self.memory.within(size, || {
            catch_unwind(AssertUnwindSafe(|| {
                let (entry, notes) = reading::read(capture, &self.enricher)?;
                let reason = notes.first().map_or("no article on the page", |note| note.text.as_str());
                entry.ok_or_else(|| Error::skipped(reason))
            }))
        });
        let error = match made {
            Ok(Ok(entry)) => return Some(entry),
            Ok(Err(error)) => error,
            Err(panic) => Error::of_panic(panic.as_ref()),
        };
        let error = origin.member.iter().fold(error, |error, member| error.in_member(member.as_str()));
        self.note(reading, origin.offset.into_iter().fold(error, Error::at_offset));
        None
    }

    /// Writes to the index in one piece: no commit falls into it.
    fn write(&self, piece: impl FnOnce(&IndexWriter) -> Result<()>) {
        let done = piece(&self.writer.read().unwrap_or_else(PoisonError::into_inner));
        self.hold(done);
    }

    /// Holds everybody when the index cannot be written.
    fn hold(&self, done: Result<()>) {
        if let Err(error) = done {
            self.halted.store(true, Ordering::Relaxed);
            self.broken.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        }
    }
}
