//! The progress of sending an archive to a cluster: a bar on a terminal; refusals as lines on standard error.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use dateline::cluster::client::Refusal;
use dateline::cluster::export::{ExportProgress, Step};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output;
use super::progress::time_left;

/// Articles done and to do, then the step, articles a second and the time left of the step.
const TEMPLATE: &str = "{bar:24} {human_pos}/{human_len}  {msg}";

/// How many refusals for one reason are shown as they come. The report counts them all.
const TOLD: u32 = 3;

/// Shows the progress of an export.
pub(crate) struct SendingBar {
    bar: ProgressBar,
    step: Mutex<(Step, Instant)>,
    refusals: Mutex<BTreeMap<String, u32>>,
}

impl SendingBar {
    /// A bar that shows itself where standard error is a terminal.
    pub(crate) fn new() -> SendingBar {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style);
        }
        SendingBar { bar, step: Mutex::new((Step::Comparing, Instant::now())), refusals: Mutex::default() }
    }
}

impl ExportProgress for SendingBar {
    fn begun(&self, step: Step, documents: u64) {
        *self.step.lock().unwrap_or_else(PoisonError::into_inner) = (step, Instant::now());
        self.bar.set_position(0);
        self.bar.set_length(documents);
    }

    fn done(&self, documents: u64) {
        self.bar.inc(documents);
        if self.bar.is_hidden() {
            return;
        }
        let (step, begun) = *self.step.lock().unwrap_or_else(PoisonError::into_inner);
        let step = match step {
            Step::Comparing => "known to the cluster",
            Step::Sending => "sent",
            Step::SendingWords => "words sent",
            Step::Checking => "checked",
        };
        let done = self.bar.position();
        let rate = done as f64 / begun.elapsed().as_secs_f64().max(0.001);
        let left = time_left(self.bar.length().unwrap_or(done).saturating_sub(done), rate);
        self.bar.set_message(format!("{step}  {rate:.0}/s  {left} left"));
    }

    fn refused(&self, refusal: &Refusal) {
        let mut refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        let count = refusals.entry(refusal.kind.clone()).or_default();
        *count += 1;
        let Refusal { id, status, kind, reason } = refusal;
        match *count {
            1..=TOLD => self.bar.suspend(|| {
                output::warn(&format!("{id}: the cluster refuses this article (HTTP {status}, {kind}): {reason}"));
            }),
            more if more == TOLD + 1 => {
                self.bar.suspend(|| output::warn(&format!("{kind}: more of these are counted in the report")));
            }
            _ => {}
        }
    }
}

impl Drop for SendingBar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
