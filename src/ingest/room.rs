//! Room in memory: what keeps many large pages from being read at once.

use std::sync::{Condvar, Mutex, PoisonError};

/// Room in memory for pages being read. Who needs more than there is waits; who needs more than there could be is let
/// in when nobody else is.
pub(super) struct Room {
    taken: Mutex<usize>,
    left: Condvar,
    size: usize,
}

impl Room {
    pub(super) fn new(size: usize) -> Room {
        Room { taken: Mutex::new(0), left: Condvar::new(), size }
    }

    /// Does some work that takes this many bytes.
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
    fn room_is_given_back_and_the_largest_is_let_in_alone() {
        let room = Room::new(10);
        let busy = AtomicBool::new(false);
        let alone = || {
            assert!(!busy.swap(true, Ordering::SeqCst), "two at once");
            busy.store(false, Ordering::SeqCst);
        };
        std::thread::scope(|scope| {
            for bytes in [6, 6, 100, 6] {
                let (room, alone) = (&room, &alone);
                scope.spawn(move || room.within(bytes, alone));
            }
        });
        assert_eq!(*room.taken.lock().unwrap(), 0);
    }
}
