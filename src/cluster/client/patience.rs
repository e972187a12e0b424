//! How long a busy cluster is asked again.

use std::time::{Duration, Instant};

/// For how long, and how often, what did not work is tried again: waits double from [`Patience::FIRST`] to
/// [`Patience::LONGEST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// The time after which a request is given up, all tries together.
    pub total: Duration,
    /// The time after which one try of it is given up.
    pub single: Duration,
}

impl Patience {
    /// The first wait.
    pub const FIRST: Duration = Duration::from_millis(100);
    /// The longest wait between two tries.
    pub const LONGEST: Duration = Duration::from_secs(10);

    /// For whoever waits for an answer.
    pub fn question() -> Patience {
        Patience { total: Duration::from_secs(20), single: Duration::from_secs(60) }
    }

    /// For a long run: a cluster that loses its only manager took up to a minute to be whole again when that was tried.
    pub fn long_run() -> Patience {
        Patience { total: Duration::from_secs(300), single: Duration::from_secs(120) }
    }
}

/// The tries of one request.
#[derive(Debug)]
pub(super) struct Tries {
    patience: Patience,
    begun: Instant,
    next: Duration,
}

impl Tries {
    pub(super) fn new(patience: Patience) -> Tries {
        Tries { patience, begun: Instant::now(), next: Patience::FIRST }
    }

    /// How many seconds it was tried.
    pub(super) fn seconds(&self) -> u64 {
        self.begun.elapsed().as_secs()
    }

    /// How long to wait for the next try, at least `asked` where the cluster named a time; none when it is given up.
    pub(super) fn wait(&mut self, asked: Option<Duration>) -> Option<Duration> {
        let wait = self.next.max(asked.unwrap_or_default());
        self.next = (2 * self.next).min(Patience::LONGEST);
        (self.begun.elapsed() + wait <= self.patience.total).then_some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_to_a_bound_and_end() {
        let mut tries = Tries::new(Patience { total: Duration::from_secs(3600), single: Duration::from_secs(1) });
        let waits: Vec<_> = (0..9).map(|_| tries.wait(None).unwrap().as_millis()).collect();
        assert_eq!(waits, [100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
        assert_eq!(
            tries.wait(Some(Duration::from_secs(30))),
            Some(Duration::from_secs(30)),
            "the cluster may ask for more"
        );
        assert_eq!(tries.wait(Some(Duration::from_secs(3601))), None, "but not for more than there is");
    }
}
