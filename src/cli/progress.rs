//! The progress of indexing: a bar on a terminal, nothing on a pipe; failures as lines on standard error.

use std::sync::atomic::{AtomicU64, Ordering};

use dateline::Error;
use dateline::ingest::Progress;
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output;

/// Files done and found, then bytes a second and articles, then the time left.
const TEMPLATE: &str = "{bar:24} {human_pos}/{human_len} files  {msg}  {eta} left";

/// Shows how a run goes on.
pub(crate) struct Bar {
    bar: ProgressBar,
    bytes: AtomicU64,
    articles: AtomicU64,
}

impl Bar {
    /// A bar that shows itself where standard error is a terminal.
    pub(crate) fn new() -> Bar {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style);
        }
        Bar { bar, bytes: AtomicU64::new(0), articles: AtomicU64::new(0) }
    }
}

impl Progress for Bar {
    fn found(&self, files: u64) {
        self.bar.set_length(files);
    }

    fn file_done(&self) {
        self.bar.inc(1);
    }

    fn advanced(&self, bytes: u64, articles: u64) {
        let bytes = self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let articles = self.articles.fetch_add(articles, Ordering::Relaxed) + articles;
        if !self.bar.is_hidden() {
            let rate = bytes as f64 / 1e6 / self.bar.elapsed().as_secs_f64().max(0.001);
            self.bar.set_message(format!("{rate:.1} MB/s  {} articles", HumanCount(articles)));
        }
    }

    fn failed(&self, error: &Error) {
        self.bar.suspend(|| output::warn(&error.to_string()));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
