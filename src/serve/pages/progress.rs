//! How far a run has come.

use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};

use maud::{Markup, html};

use super::labels;
use crate::serve::reading::{Counters, Stage};

/// The last run: how far it has come, or what came of it.
pub(super) fn view(stage: &Stage, key: &str) -> Markup {
    match stage {
        Stage::Never | Stage::Read(_) => html! {},
        Stage::Forgot(files) => html! {
            p.done role="status" { (labels::counted(*files, "file was", "files were")) " taken out of the index; the archive is as it was." }
        },
        Stage::Failed(why) => html! { p.wrong role="alert" { (why) } },
        Stage::Running(counters) => html! {
            section.progress #progress aria-labelledby="running" {
                h2 #running { "Reading" }
                noscript { meta http-equiv="refresh" content="2"; }
                progress max="1000" value=(share(counters)) aria-labelledby="running" {}
                p #sentence role="status" { (sentence(counters)) }
                form.action method="post" action="/archive/stop" {
                    input type="hidden" name="key" value=(key);
                    button type="submit" { "Stop" }
                }
                p.facts { "What is read can be searched already, a little later than it is read." }
            }
        },
    }
}

fn value(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::Relaxed)
}

/// How much is done, in thousandths of what was found so far.
pub(super) fn share(counters: &Counters) -> u64 {
    value(&counters.done) * 1000 / value(&counters.found).max(1)
}

/// How much is done, in words.
pub(super) fn sentence(counters: &Counters) -> String {
    let waits_for = counters.waits_for.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if !waits_for.is_empty() {
        return format!("Waiting for {waits_for}, which is writing to the index.");
    }
    let more = if counters.found_all.load(Ordering::Relaxed) { "" } else { " so far" };
    let failed = match value(&counters.failed) {
        0 => String::new(),
        failed => format!(", {} could not be read", labels::number(failed)),
    };
    format!(
        "{} of {} files{more}, {:.1} MB, {}{failed}",
        labels::number(value(&counters.done)),
        labels::number(value(&counters.found)),
        value(&counters.bytes) as f64 / 1e6,
        labels::counted(value(&counters.articles), "article", "articles"),
    )
}
