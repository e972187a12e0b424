//! The progress of indexing: a bar on a terminal, nothing on a pipe; failures as lines on standard error.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use dateline::Error;
use dateline::ingest::Progress;
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output;

/// Bytes done and to be read, then files, bytes a second, articles and the time that reading will take.
const TEMPLATE: &str = "{bar:24} {decimal_bytes}/{decimal_total_bytes}  {msg}";

/// How many failures for one reason are shown as they come. The report counts them all.
const TOLD: u32 = 3;

/// Shows the progress of a run.
pub(crate) struct Bar {
    bar: ProgressBar,
    planned: AtomicU64,
    files: AtomicU64,
    bytes: AtomicU64,
    articles: AtomicU64,
    /// Whether all files were found, so that it is known how much there is to do.
    found_all: AtomicBool,
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
        let found_all = AtomicBool::new(false);
        Bar { bar, planned: counter(), files: counter(), bytes: counter(), articles: counter(), found_all, failures }
    }

    /// Shows what is done after all files were read.
    pub(crate) fn goes_on_to(&self, step: &str) {
        self.bar.set_message(step.to_owned());
    }
}

impl Progress for Bar {
    fn planned(&self, bytes: u64) {
        self.bar.set_length(self.planned.fetch_add(bytes, Ordering::Relaxed) + bytes);
    }

    fn found_all(&self) {
        self.found_all.store(true, Ordering::Relaxed);
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
            let rate = bytes_read as f64 / self.bar.elapsed().as_secs_f64().max(0.001);
            let files = HumanCount(self.files.load(Ordering::Relaxed));
            let left = self.planned.load(Ordering::Relaxed).saturating_sub(self.bar.position());
            let left = match (left, self.found_all.load(Ordering::Relaxed)) {
                // The last commit and what the sites settle take as long as they take: what is left is of reading alone.
                (0, true) => "all is read; writing".to_owned(),
                (left, true) => format!("{} left to read", time_left(left, rate)),
                (left, false) => format!("at least {} left to read", time_left(left, rate)),
            };
            let rate = rate / 1e6;
            let articles = HumanCount(articles);
            self.bar.set_message(format!("{files} files  {rate:.1} MB/s  {articles} articles  {left}"));
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

/// How long it takes to do `units` more, bytes or articles, at a rate in units a second. What is passed over takes no time, so it
/// does not count for the rate.
pub(super) fn time_left(units: u64, rate: f64) -> String {
    let seconds = (units as f64 / rate.max(1.0)).ceil() as u64;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3_600, seconds % 3_600 / 60),
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_told_as_people_tell_it() {
        assert_eq!(time_left(0, 5e6), "0 s");
        assert_eq!(time_left(10_000_001, 5e6), "3 s");
        assert_eq!(time_left(400_000_000, 5e6), "1 min 20 s");
        assert_eq!(time_left(40_000_000_000, 5e6), "2 h 13 min");
    }
}
