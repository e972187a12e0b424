//! The workers: they read files, extract and enrich what is in them, and hand it to the index's writer.
//!
//! The writer stands behind a lock that is shared while a file is written and held alone while a commit is made: so a
//! commit falls between files, never into one (but see [`super::file`] for files of many records). Two channels feed
//! the workers, files and batches of records; batches go first. Whoever reads a large file offers its batches to the
//! others, and when they are busy works one off itself: nobody ever waits for a worker.

use std::collections::BTreeSet;
use std::fs::File;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, TrySendError, select_biased};

use super::appended::{self, Appended, Way};
use super::file::{Hashing, Meter, Reading, has_same_bytes, hashes_of};
use super::follow::{IdChange, ReadBefore};
use super::memory_budget::MemoryBudget;
use super::options::{Compare, Options};
use super::plan::{self, Guide, Task};
use super::progress::Progress;
use super::reading;
use super::rules::Rules;
use super::tally::{FileOutcome, Tally};
use crate::enrich::Enricher;
use crate::index::{FileRecord, Former, IndexWriter};
use crate::model::{Capture, Entry};
use crate::source::{self, FoundFile};
use crate::{Error, Result};

/// Captures are handed out in batches of about this many bytes. A file below that is written in one piece.
const BATCH: usize = 256 << 10;
/// How many times its size a page takes while it is being read, by rule of thumb: its tree above all.
const GROWTH: usize = 12;
/// What it means that new ids of articles are not known by their old ones.
const NOT_FOLLOWED: &str = "saved searches may tell articles of this file as new that they told before";

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
    guide: Guide<'a>,
    rules: &'a Rules,
    options: &'a Options,
    tally: &'a Tally,
    progress: &'a dyn Progress,
    memory: MemoryBudget,
    /// What the index held, where somebody follows the ids of articles.
    former: Option<Former>,
    /// What changed since the last commit.
    changes: Mutex<Vec<IdChange>>,
    /// The keys under which files were known that were found elsewhere.
    moved: Mutex<BTreeSet<String>>,
    broken: Mutex<Option<Error>>,
    halted: AtomicBool,
}

impl<'a> Pipeline<'a> {
    /// A pipeline into an index that held `former`, where somebody follows the ids of articles.
    pub(super) fn new(writer: IndexWriter, guide: Guide<'a>, former: Option<Former>) -> Pipeline<'a> {
        let Guide { rules, options, tally, progress, .. } = guide;
        Pipeline {
            writer: RwLock::new(writer),
            enricher: Enricher::new(),
            guide,
            rules,
            options,
            tally,
            progress,
            memory: MemoryBudget::new(options.memory / 2),
            former,
            changes: Mutex::default(),
            moved: Mutex::default(),
            broken: Mutex::default(),
            halted: AtomicBool::new(false),
        }
    }

    /// Works until there is nothing left to do.
    pub(super) fn work(&self, jobs: &Receiver<Job>, batches: &Receiver<Batch>) {
        loop {
            select_biased! {
                recv(batches) -> batch => match batch {
                    Ok(batch) => self.write_batch(batch),
                    Err(_) => return,
                },
                recv(jobs) -> job => match job {
                    Ok(job) => self.look_into(job),
                    Err(_) => return batches.iter().for_each(|batch| self.write_batch(batch)),
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

    /// Commits what was written.
    pub(super) fn commit(&self, roots: &[PathBuf]) {
        let mut writer = self.writer.write().unwrap_or_else(PoisonError::into_inner);
        let done = self.tell_changes().and_then(|()| writer.commit(roots));
        drop(writer);
        self.hold(done);
    }

    /// Tells which ids change with the next commit.
    fn tell_changes(&self) -> Result<()> {
        let changes = std::mem::take(&mut *self.changes.lock().unwrap_or_else(PoisonError::into_inner));
        if changes.is_empty() { Ok(()) } else { self.progress.ids_changed(&changes) }
    }

    /// The keys under which files were known that were found elsewhere.
    pub(super) fn moved(&self) -> BTreeSet<String> {
        self.moved.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The writer, when all workers are done; or the trouble that made them stop.
    pub(super) fn into_writer(self) -> Result<IndexWriter> {
        let told = self.tell_changes();
        self.hold(told);
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
        match self.key_before(&job.task) {
            // A file that cannot be read now may be readable later: the index keeps what it has of it.
            Err(error) => {
                self.progress.passed_over(job.task.file.size);
                self.settle(FileOutcome::Failed, &error);
            }
            Ok(Some(_)) if self.is_settled(&job.task) => self.keep(&job.task),
            Ok(before) => self.read(job, before),
        }
    }

    /// The key under which the same bytes were read before: that of the file itself, or of one that is gone.
    fn key_before(&self, task: &Task) -> Result<Option<String>> {
        let Task { file, known } = task;
        let key = file.origin.file_key();
        match known.as_ref().or_else(|| self.guide.before.get(&key).map(|(_, record)| record)) {
            Some(known) => {
                let is_same = plan::looks_same(file, known, self.options) || has_same_bytes(file, known)?;
                Ok(is_same.then_some(key))
            }
            None => self.moved_from(file),
        }
    }

    /// The key of a file that is gone and had the bytes of this one.
    fn moved_from(&self, file: &FoundFile) -> Result<Option<String>> {
        let mut candidates = self.guide.before.gone_of_size(file.size).peekable();
        if candidates.peek().is_none() {
            return Ok(None);
        }
        let hash = hashes_of(file, Hashing::Xxh3)?.xxh3;
        let key = candidates.find(|candidate| candidate.hash == hash).map(|candidate| candidate.path.clone());
        if let Some(key) = &key {
            self.tally.moved();
            self.moved.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone());
        }
        Ok(key)
    }

    /// Whether a file need not be read again if its bytes are the same.
    fn is_settled(&self, task: &Task) -> bool {
        let rules = self.rules.of(&task.file.origin.file_key());
        self.options.compare != Compare::Nothing && task.known.as_ref().is_some_and(|known| known.rules.cover(rules))
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

    fn settle(&self, outcome: FileOutcome, error: &Error) {
        self.progress.failed(error);
        self.tally.note(error);
        self.tally.done(outcome);
        self.progress.file_done();
    }

    /// Reads a file, whose bytes were read before under this key.
    fn read(&self, Job { task, batches }: Job, before: Option<String>) {
        let mut meter = Meter::new(Hashing::Both);
        let way = match self.way(&task, &mut meter) {
            Ok(way) => way,
            Err(error) => {
                self.progress.passed_over(task.file.size);
                return self.settle(FileOutcome::Failed, &error);
            }
        };
        self.tell_reason(&task, before.is_some());
        let key = task.file.origin.file_key();
        let (rules, limits) = (self.rules.of(&key), self.rules.limits(&key));
        let reading = match way {
            Way::Behind(_, articles) => Reading::continued(task, rules, articles),
            Way::Whole(_) => Reading::new(task, rules, before.and_then(|before| self.read_before(&before))),
        };
        let reading = Arc::new(reading);
        let (mut batch, mut size, mut counted) = (Vec::new(), 0, 0);
        let mut take = |item: Result<Capture>| {
            if self.is_halted() {
                reading.abandon();
                return ControlFlow::Break(());
            }
            match item {
                Ok(capture) => {
                    if size >= BATCH {
                        self.hand_out(&reading, std::mem::take(&mut batch), &batches);
                        self.count_bytes(&meter, &mut counted);
                        size = 0;
                    }
                    size += capture.bytes.len() + 1024;
                    batch.push(capture);
                }
                Err(error) => self.note(&reading, error),
            }
            ControlFlow::Continue(())
        };
        match way {
            Way::Whole(mut file) => source::read(reading.file.origin.clone(), &mut file, limits, &mut take),
            Way::Behind(Appended { file, front }, _) => {
                let _flow = take(Err(Error::noted(appended::TOLD)));
                source::read_added(&reading.file.origin, file, front, limits, &mut take);
            }
        }
        self.count_bytes(&meter, &mut counted);
        self.progress.passed_over(reading.file.size.saturating_sub(meter.bytes()));
        let mut hashes = meter.hashes_of(reading.file.size);
        // A container is not read in the order of its bytes. Its hashes are worth a look at all of them: by these the file is
        // known again when it was moved or touched, and shown to be what it was.
        if hashes.sha256.is_none() && (reading.is_spread() || !batch.is_empty()) && !reading.is_abandoned() {
            hashes = hashes_of(&reading.file, Hashing::Both).unwrap_or_default();
        }
        reading.set_hashes(hashes);
        self.write_rest(&reading, batch);
    }

    /// How a file is read, whose bytes go through `meter`: behind the lines of it that are in the index already, where it can be.
    fn way(&self, task: &Task, meter: &mut Meter) -> Result<Way> {
        let limits = self.rules.limits(&task.file.origin.file_key());
        let known = task.known.as_ref().filter(|_| self.is_settled(task));
        // A fault of ours over the lines that were added is told where the whole file is read.
        let appended =
            |known| catch_unwind(AssertUnwindSafe(|| appended::of(&task.file, known, limits, meter))).ok()?;
        if let Some((known, appended)) = known.and_then(|known| Some((known, appended(known)?))) {
            return Ok(Way::Behind(appended, known.articles));
        }
        *meter = Meter::new(Hashing::Both);
        let path = task.file.origin.full_path();
        let file = File::open(&path).map_err(|cause| Error::from(cause).at(&path))?;
        Ok(Way::Whole(meter.on(file)))
    }

    /// Tells why a file is read again whose bytes are the same.
    fn tell_reason(&self, task: &Task, has_same_bytes: bool) {
        let Some(known) = task.known.as_ref().filter(|_| has_same_bytes) else { return };
        let rules = self.rules.of(&known.path);
        if known.rules.cover(rules) {
            return;
        }
        let reason = match known.rules.version < rules.version {
            true => "read again, since this build of dateline reads otherwise than the one that read it last",
            false => "read again, since the names of fields that --map gave have changed",
        };
        self.tally.note(&Error::noted(reason).at(task.file.origin.full_path()));
    }

    /// What was read from a file before; nothing where nobody wants to know. What was held in an index that is damaged is
    /// lost anyway.
    fn read_before(&self, key: &str) -> Option<ReadBefore> {
        let former = self.former.as_ref()?;
        catch_unwind(AssertUnwindSafe(|| ReadBefore::of(former, key))).ok()?.ok()
    }

    /// Takes note of entries that had other ids before.
    fn follow(&self, reading: &Reading, entries: &[Entry]) {
        let changes = catch_unwind(AssertUnwindSafe(|| reading.changes(entries)));
        let changes =
            changes.unwrap_or_else(|panic| Err(Error::of_panic_while("following the ids of its articles", &*panic)));
        match changes {
            Ok(changes) => self.changes.lock().unwrap_or_else(PoisonError::into_inner).extend(changes),
            Err(error) => self.tally.note(&Error::noted(format!("{NOT_FOLLOWED} ({error})"))),
        }
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
            self.write(|writer| reading.remember(writer, &reading.unfinished_record()));
        }
        reading.open_part();
        let batch = Batch { reading: Arc::clone(reading), captures };
        if let Err(TrySendError::Full(batch) | TrySendError::Disconnected(batch)) = batches.try_send(batch) {
            self.write_batch(batch);
        }
    }

    fn write_batch(&self, Batch { reading, captures }: Batch) {
        if self.is_halted() {
            reading.abandon();
        } else {
            let entries = self.entries(&reading, captures);
            self.follow(&reading, &entries);
            self.write(|writer| entries.iter().try_for_each(|entry| writer.add(entry)));
            self.count_articles(&reading, entries.len());
        }
        self.close_part(&reading);
    }

    /// Writes what is left when the reader is at the end of a file: for most files, everything.
    fn write_rest(&self, reading: &Arc<Reading>, captures: Vec<Capture>) {
        if reading.is_spread() {
            return self.write_batch(Batch { reading: Arc::clone(reading), captures });
        }
        if reading.is_abandoned() {
            return;
        }
        let entries = self.entries(reading, captures);
        self.follow(reading, &entries);
        self.count_articles(reading, entries.len());
        self.explain(reading);
        self.write(|writer| {
            reading.remember(writer, &reading.record())?;
            entries.iter().try_for_each(|entry| writer.add(entry))
        });
        self.tally.done(reading.outcome());
        self.progress.file_done();
    }

    /// Closes a part of a file that is spread over workers; with the last one, the file.
    fn close_part(&self, reading: &Reading) {
        if !reading.close_part() || reading.is_abandoned() {
            return;
        }
        self.explain(reading);
        self.write(|writer| writer.replace_file(&reading.record()));
        self.tally.done(reading.outcome());
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
                let (entry, notes) = reading::read(capture, &self.enricher, self.options.now)?;
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
