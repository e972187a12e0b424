//! A budget of memory: what keeps many large pages from being read at once.

use std::sync::{Condvar, Mutex, PoisonError};

/// Memory for pages being read. Work that needs more than is left waits; work that needs more than the whole budget runs when
/// nothing else does.
pub(super) struct MemoryBudget {
    taken: Mutex<usize>,
    left: Condvar,
    size: usize,
}

impl MemoryBudget {
    pub(super) fn new(size: usize) -> MemoryBudget {
        MemoryBudget { taken: Mutex::new(0), left: Condvar::new(), size }
    }

    /// Does `work`, which takes `bytes` of memory.
    pub(super) fn within<T>(&self, bytes: usize, work: impl FnOnce() -> T) -> T {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |taken: &mut usize| *taken > 0 && *taken + bytes > self.size;
        *self.left.wait_while(taken, full).unwrap_or_else(PoisonError::into_inner) += bytes;
        let done = work();
        *self.taken.lock().unwrap_or_else(PoisonError::into_inner) -= bytes;
        self.left.notify_all();
        done
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[test]
    fn memory_is_given_back_and_the_largest_runs_alone() {
        let budget = MemoryBudget::new(10);
        let busy = AtomicBool::new(false);
        let alone = || {
            assert!(!busy.swap(true, Ordering::SeqCst), "two at once");
            busy.store(false, Ordering::SeqCst);
        };
        std::thread::scope(|scope| {
            for bytes in [6, 6, 100, 6] {
                let (budget, alone) = (&budget, &alone);
                scope.spawn(move || budget.within(bytes, alone));
            }
        });
        assert_eq!(*budget.taken.lock().unwrap(), 0);
    }
}
