//! What a run would do, without doing it: nothing is read but the names, sizes and times of files, nothing is written.

use std::path::PathBuf;

use serde::Serialize;

use super::gone::Gone;
use super::known::Known;
use super::options::Options;
use super::plan::{Guide, Plan};
use super::report::Report;
use super::rules::{Rules, with_told};
use super::run::Named;
use super::tally::Tally;
use crate::Result;
use crate::index::{FieldNames, Index};
use crate::source;

/// What a run would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Survey {
    /// Files that would be read and that the index does not know. Some of them may hold no article, or be known files that were moved.
    pub new: u64,
    /// Files that would be looked into again, since their size, their time or the way of reading has changed.
    pub changed: u64,
    /// How many bytes these have.
    pub bytes: u64,
    /// Files that would go from the index, by their paths, the first thousand.
    pub removed: Vec<String>,
    /// How many of these there are.
    pub removed_count: u64,
    /// What is told of all others, as a run reports it.
    pub report: Report,
}

/// How many files that would go are named at most.
const NAMED: usize = 1_000;

/// Says what [`super::ingest`] would do with these files and folders. `index` is none where there is none yet.
///
/// # Errors
///
/// When the index cannot be read.
pub fn survey(index: Option<&Index>, paths: &[PathBuf], options: &Options) -> Result<Survey> {
    let tally = Tally::default();
    let known =
        index.map_or(Ok(Known::default()), |index| Ok::<_, crate::Error>(Known::new(index.snapshot()?.files()?)))?;
    let recorded = index.map_or(Ok(Vec::new()), Index::roots)?;
    let (named, troubles) = Named::of(paths, &known, &recorded, options.emptied);
    let kept = index.map_or(Ok(FieldNames::new()), Index::field_names)?;
    let rules = Rules::new(&with_told(kept, &options.naming, &named.paths), &options.limits);
    let guide = Guide { known: &known, before: &known, rules: &rules, options, tally: &tally, progress: &() };
    troubles.iter().for_each(|trouble| super::run::tell(trouble, guide));
    let home = index.and_then(|index| index.home().canonicalize().ok());
    let walk = source::walk(named.roots.clone(), home, options.limits.companions);
    let mut plan = Plan::new(walk, &named.paths, guide);
    let mut survey = Survey::default();
    for task in plan.by_ref() {
        survey.bytes += task.file.size;
        match task.known {
            Some(_) => survey.changed += 1,
            None => survey.new += 1,
        }
    }
    let gone = Gone::of(plan.vanished(), &Default::default(), &known, &named.folders(), options.emptied);
    gone.kept.iter().for_each(|kept| super::run::tell(kept, guide));
    survey.removed_count = gone.removed.len() as u64;
    survey.removed = gone.removed.into_iter().take(NAMED).collect();
    drop(plan);
    survey.report = tally.into_report();
    Ok(survey)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::ingest::ingest;

    #[test]
    fn what_a_run_would_do_is_told_and_not_done() {
        let folder = tempfile::tempdir().unwrap();
        let archive = [folder.path().join("archive")];
        fs::create_dir(&archive[0]).unwrap();
        let write = |name: &str, text: &str| fs::write(archive[0].join(name), text).unwrap();
        ["a.txt", "b.txt", ".hidden"].into_iter().for_each(|name| write(name, "The ferry sails."));
        let options = Options::default();
        let first = survey(None, &archive, &options).unwrap();
        assert_eq!((first.new, first.changed, first.bytes, first.report.skipped), (2, 0, 32, 1));
        let index = Index::open_or_create(&folder.path().join("index")).unwrap();
        ingest(&index, &archive, &options, &()).unwrap();
        write("a.txt", "The ferry sails again.");
        write("c.txt", "Rain.");
        fs::remove_file(archive[0].join("b.txt")).unwrap();
        let told = survey(Some(&index), &archive, &options).unwrap();
        assert_eq!((told.new, told.changed, told.removed_count, told.report.unchanged), (1, 1, 1, 0));
        assert!(told.removed[0].ends_with("b.txt"));
        let done = ingest(&index, &archive, &options, &()).unwrap();
        assert_eq!((done.indexed, done.removed), (2, 1), "nothing of it was done before");
        let reason = &done.skipped_reasons[0];
        assert_eq!((reason.count, reason.known), (1, 1), "what is hidden was told by the first run");
    }
}
