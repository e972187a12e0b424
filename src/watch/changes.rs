//! What changed and is not read yet.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// After this time without a change a file is taken to be written to its end.
const QUIET: Duration = Duration::from_millis(1_000);
/// How long files that are written to their end wait at most for others that are still being written.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// The most files that are read one by one; if more changed, it is faster to read their folders.
const MOST_FILES: usize = 1_000;

/// What changed and is not read yet.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// When each of them was last written to.
    touched: BTreeMap<PathBuf, Instant>,
    /// When the first of them was.
    since: Option<Instant>,
}

impl Changes {
    /// Takes note of a change.
    pub(super) fn note(&mut self, path: PathBuf, now: Instant) {
        self.since.get_or_insert(now);
        self.touched.insert(path, now);
    }

    /// Takes out what can be read now: what was left alone for a moment, once the burst that it belongs to is over.
    pub(super) fn due(&mut self, now: Instant) -> Vec<PathBuf> {
        let is_quiet = |last: Instant| now.duration_since(last) >= QUIET;
        let all_quiet = self.touched.values().all(|last| is_quiet(*last));
        let waited = self.since.is_some_and(|since| now.duration_since(since) >= LONGEST_WAIT);
        if self.touched.is_empty() || !(all_quiet || waited) {
            return Vec::new();
        }
        let due: Vec<PathBuf> =
            self.touched.iter().filter(|(_, last)| is_quiet(**last)).map(|(path, _)| path.clone()).collect();
        due.iter().for_each(|path| {
            self.touched.remove(path);
        });
        self.since = (!self.touched.is_empty()).then_some(now);
        due
    }
}

/// What is to be read for changes in some paths: these themselves, as far as they are there and few; else the folders of
/// the archive that they lie in, so that what is gone is found to be.
pub(super) fn to_read(due: &[PathBuf], folders: &[PathBuf], exists: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let folder_of = |path: &PathBuf| folders.iter().find(|folder| path.starts_with(folder)).cloned();
    let mut targets: Vec<PathBuf> = if due.len() > MOST_FILES {
        due.iter().filter_map(folder_of).collect()
    } else {
        due.iter().filter_map(|path| if exists(path) { Some(path.clone()) } else { folder_of(path) }).collect()
    };
    targets.sort();
    targets.dedup();
    targets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(name: &str) -> PathBuf {
        PathBuf::from(name)
    }

    #[test]
    fn a_file_that_is_being_written_waits_and_a_burst_is_taken_together() {
        let start = Instant::now();
        let at = |millis: u64| start + Duration::from_millis(millis);
        let mut changes = Changes::default();
        assert!(changes.due(at(0)).is_empty());
        changes.note(path("/a/1"), at(0));
        changes.note(path("/a/2"), at(700));
        assert!(changes.due(at(1_200)).is_empty(), "the second was written to half a second ago");
        changes.note(path("/a/1"), at(1_300));
        assert!(changes.due(at(1_800)).is_empty());
        assert_eq!(changes.due(at(2_400)), [path("/a/1"), path("/a/2")]);
        assert!(changes.due(at(9_000)).is_empty(), "what was taken is not taken again");
    }

    #[test]
    fn a_burst_without_end_does_not_hold_up_what_is_whole() {
        let start = Instant::now();
        let mut changes = Changes::default();
        changes.note(path("/a/whole"), start);
        for second in 0..12_u64 {
            changes.note(path("/a/endless"), start + Duration::from_secs(second));
        }
        assert_eq!(changes.due(start + Duration::from_millis(11_500)), [path("/a/whole")]);
    }

    #[test]
    fn what_is_gone_is_looked_for_in_its_folder() {
        let folders = [path("/a"), path("/b")];
        let there = |there: &Path| there == Path::new("/a/1");
        let due = [path("/a/1"), path("/b/x/gone"), path("/b/y/gone"), path("/c/stranger")];
        assert_eq!(to_read(&due, &folders, there), [path("/a/1"), path("/b")]);
        let many: Vec<PathBuf> = (0..=MOST_FILES).map(|n| path(&format!("/a/{n}"))).collect();
        assert_eq!(to_read(&many, &folders, |_| true), [path("/a")]);
    }
}
