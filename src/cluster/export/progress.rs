//! What a run tells while it goes on.

use crate::cluster::client::Refusal;

/// The steps of a run, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The cluster is asked what it holds.
    Comparing,
    /// Documents are made, and sent where the cluster lacks them.
    Sending,
    /// The same with the words of the archive; how many there are is known only when they have been sent once.
    SendingWords,
    /// What the cluster holds now is compared with the archive, and what is gone is removed.
    Checking,
}

/// Gets the progress of a run. It is called from several threads.
pub trait ExportProgress: Sync {
    /// A step begins, with this many documents to go through.
    fn begun(&self, _step: Step, _documents: u64) {}

    /// This many more documents of the step are done.
    fn done(&self, _documents: u64) {}

    /// The cluster does not take a document; the run goes on.
    fn refused(&self, _refusal: &Refusal) {}
}

/// Ignores all progress.
impl ExportProgress for () {}
