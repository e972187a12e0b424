//! Where searching is done: on threads of its own, a limited number of searches at a time.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::failure::Failure;

/// Questions that wait for their turn; further ones are turned away.
const WAITING: usize = 256;
/// How long a question waits for its turn before it is turned away.
const PATIENCE: Duration = Duration::from_secs(5);
/// Exports at a time: they are long, and would take the place of many questions.
const EXPORTS: usize = 2;

/// Bounds what is worked on at a time, so that light questions are answered soon while heavy ones are there.
#[derive(Clone)]
pub(super) struct Work {
    slots: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    exports: Arc<Semaphore>,
}

impl Work {
    /// As much work at a time as this machine has cores, twice: a question waits for the disk now and then.
    pub(super) fn new() -> Work {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let semaphore = |permits| Arc::new(Semaphore::new(permits));
        Work { slots: semaphore(2 * cores), waiting: semaphore(WAITING), exports: semaphore(EXPORTS) }
    }

    /// Does a piece of work when its turn comes.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let place = self.waiting.try_acquire().map_err(|_| Failure::Busy)?;
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.slots).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(Failure::Busy) };
        drop(place);
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        // The engine takes for granted that its files are as it wrote them; one reader's fault is not the next one's.
        done.await.unwrap_or(Err(Failure::Fault))
    }

    /// Begins an export, which goes on on a thread of its own.
    pub(super) fn export(&self, export: impl FnOnce() + Send + 'static) -> Result<(), Failure> {
        let turn = Arc::clone(&self.exports).try_acquire_owned().map_err(|_| Failure::Busy)?;
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            export();
        });
        Ok(())
    }
}
