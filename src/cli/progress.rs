//! The progress of indexing: a bar on a terminal, nothing on a pipe; failures as lines on standard error.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use dateline::Error;
use dateline::ingest::Progress;
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output;

/// Bytes done and to be read, then files, bytes a second and articles, then the time left.
const TEMPLATE: &str = "{bar:24} {decimal_bytes}/{decimal_total_bytes}  {msg}  {eta} left";

/// How many failures for one reason are shown as they come. The report counts them all.
const TOLD: u32 = 3;

/// Shows the progress of a run.
pub(crate) struct Bar {
    bar: ProgressBar,
    planned: AtomicU64,
    files: AtomicU64,
    bytes: AtomicU64,
    articles: AtomicU64,
    /// How often each reason of a failure was met.
    failures: Mutex<BTreeMap<String, u32>>,
}

impl Bar {
    /// A bar that shows itself where standard error is a terminal.
    pub(crate) fn new() -> Bar {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style);
        }
        let counter = || AtomicU64::new(0);
        let failures = Mutex::default();
        Bar { bar, planned: counter(), files: counter(), bytes: counter(), articles: counter(), failures }
    }
}

impl Progress for Bar {
    fn planned(&self, bytes: u64) {
        self.bar.set_length(self.planned.fetch_add(bytes, Ordering::Relaxed) + bytes);
    }

    fn passed_over(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    fn file_done(&self) {
        self.files.fetch_add(1, Ordering::Relaxed);
    }

    fn advanced(&self, bytes: u64, articles: u64) {
        let bytes_read = self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let articles = self.articles.fetch_add(articles, Ordering::Relaxed) + articles;
        self.bar.inc(bytes);
        if !self.bar.is_hidden() {
            let rate = bytes_read as f64 / 1e6 / self.bar.elapsed().as_secs_f64().max(0.001);
            let files = HumanCount(self.files.load(Ordering::Relaxed));
            self.bar.set_message(format!("{files} files  {rate:.1} MB/s  {} articles", HumanCount(articles)));
        }
    }

    fn failed(&self, error: &Error) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let count = failures.entry(error.kind.to_string()).or_default();
        *count += 1;
        match *count {
            1..=TOLD => self.bar.suspend(|| output::warn(&error.to_string())),
            more if more == TOLD + 1 => {
                self.bar.suspend(|| output::warn(&format!("{}: more of these are counted in the report", error.kind)));
            }
            _ => {}
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
