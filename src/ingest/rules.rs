//! By what rules files are read: those of this program, and the names of record fields that the user gave for a folder.

use xxhash_rust::xxh3::xxh3_64;

use super::forget::is_below;
use crate::index::{FieldNames, ReadingRules};
use crate::model::ArchivePath;
use crate::source::{FieldMap, Limits};

/// The version of what this program reads out of bytes: text, dates, labels, how files are divided into articles. It grows
/// once a release in which any of it changes; an index then reads its files again by itself.
pub const READING_VERSION: u32 = 1;

/// Which names of record fields a run reads by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Naming {
    /// Those that the index keeps for each folder.
    #[default]
    Kept,
    /// These, in the folders and files that the run names; the index keeps them from then on.
    Told(FieldMap),
}

/// The rules of every folder.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    /// By the keys of folders and files, the deepest first.
    told: Vec<(String, Limits)>,
    usual: Limits,
}

impl Rules {
    /// The rules where these names are kept for folders; elsewhere those of `limits` hold.
    pub(super) fn new(kept: &FieldNames, limits: &Limits) -> Rules {
        let within = |(path, names): (&ArchivePath, &Vec<(String, String)>)| {
            (path.to_string(), limits.clone().fields(FieldMap(names.clone())))
        };
        let mut told: Vec<(String, Limits)> = kept.iter().map(within).collect();
        told.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        Rules { told, usual: limits.clone() }
    }

    /// How the file of this key is to be read.
    pub(super) fn limits(&self, key: &str) -> &Limits {
        self.told.iter().find(|(folder, _)| is_below(key, folder)).map_or(&self.usual, |(_, limits)| limits)
    }

    /// What the index is to remember of that.
    pub(super) fn of(&self, key: &str) -> ReadingRules {
        ReadingRules { version: READING_VERSION, field_names: hash(&self.limits(key).fields) }
    }
}

/// A hash of names that is 0 where there are none.
fn hash(FieldMap(pairs): &FieldMap) -> u64 {
    let pairs: Vec<String> = pairs.iter().map(|(field, name)| format!("{field}={name}")).collect();
    if pairs.is_empty() { 0 } else { xxh3_64(pairs.join("\n").as_bytes()).max(1) }
}

/// The names of record fields that an index keeps for the file of this key.
pub fn names_for(kept: &FieldNames, key: &str) -> FieldMap {
    Rules::new(kept, &Limits::default()).limits(key).fields.clone()
}

/// The names that are kept when the user gives these for the folders and files of a run.
pub(super) fn with_told(mut kept: FieldNames, told: &Naming, paths: &[std::path::PathBuf]) -> FieldNames {
    let Naming::Told(FieldMap(pairs)) = told else { return kept };
    for path in paths {
        let path = ArchivePath::from(path);
        let key = path.to_string();
        kept.retain(|other, _| !is_below(&other.to_string(), &key));
        // No names are to be kept only where a folder above would have some.
        if !pairs.is_empty() || kept.keys().any(|above| is_below(&key, &above.to_string())) {
            kept.insert(path, pairs.clone());
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn told(pairs: &[&str]) -> Naming {
        let mut map = FieldMap::default();
        pairs.iter().for_each(|pair| map.add(pair).unwrap());
        Naming::Told(map)
    }

    #[test]
    fn the_deepest_folder_counts_and_what_is_told_stands_for_what_was() {
        let limits = Limits::default();
        let kept = with_told(FieldNames::new(), &told(&["title=head"]), &[PathBuf::from("/a")]);
        let kept = with_told(kept, &told(&["title=topline"]), &[PathBuf::from("/a/b")]);
        let rules = Rules::new(&kept, &limits);
        let names = |key: &str| rules.limits(key).fields.0.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>();
        assert_eq!((names("/a/x"), names("/a/b/x")), (vec!["head".to_owned()], vec!["topline".to_owned()]));
        assert!(names("/ab/x").is_empty());
        assert_ne!(rules.of("/a/x"), rules.of("/a/b/x"));
        assert_eq!(rules.of("/ab/x"), ReadingRules { version: READING_VERSION, field_names: 0 });

        let bare = with_told(kept.clone(), &told(&[]), &[PathBuf::from("/a/b")]);
        assert_eq!(Rules::new(&bare, &limits).of("/a/b/x").field_names, 0);
        assert!(with_told(kept.clone(), &told(&[]), &[PathBuf::from("/a")]).is_empty());
        assert_eq!(with_told(kept.clone(), &Naming::Kept, &[PathBuf::from("/a")]), kept);
    }
}
