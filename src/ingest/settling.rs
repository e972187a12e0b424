//! The pass over the collection: what articles leave open is settled by the other articles of their sites.
//!
//! It is made after every run, of one committed state, from columns alone ([`crate::sites`]). Only articles in which something
//! is settled otherwise than they have it are written anew, from what the index holds of them: no file is read. A run that is
//! stopped before leaves word in the index, and the next one makes up for it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use tantivy::DocAddress;

use crate::Result;
use crate::enrich::Enricher;
use crate::index::{ClueColumns, Index, IndexWriter, Snapshot, Told};
use crate::model::Settlement;
use crate::sites::{SiteHome, Sites};

/// The sites of an index whose stories show where they are at home, by name.
///
/// # Errors
///
/// When the index cannot be read.
pub fn site_homes(snapshot: &Snapshot) -> Result<Vec<SiteHome>> {
    Ok(Collection::of(snapshot)?.sites.homes().collect())
}

/// Settles what the articles of the last commit leave to their sites, and commits that; unless the run is to `stop`.
pub(super) fn settle_sites(
    index: &Index,
    writer: &mut IndexWriter,
    roots: &[PathBuf],
    stop: &AtomicBool,
) -> Result<()> {
    if stop.load(Ordering::Relaxed) {
        return Ok(());
    }
    let snapshot = index.snapshot()?;
    let collection = Collection::of(&snapshot)?;
    let changed = collection.changed();
    if !changed.is_empty() {
        let enricher = Enricher::new();
        changed.par_iter().try_for_each(|address| collection.rewrite(*address, &changed, &enricher, writer))?;
    }
    writer.settled();
    writer.commit(roots)
}

/// One state of an index with what its articles tell of their sites.
struct Collection<'a> {
    snapshot: &'a Snapshot,
    articles: Vec<DocAddress>,
    told: ClueColumns,
    sites: Sites,
}

impl Collection<'_> {
    fn of(snapshot: &Snapshot) -> Result<Collection<'_>> {
        let (articles, told) = (snapshot.articles()?, ClueColumns::of(snapshot)?);
        let of_article = |address: &DocAddress| {
            let Told { id, site, clues, .. } = told.article(*address);
            site.into_iter().flat_map(move |site| clues.clone().into_iter().map(move |clue| (site, id, clue)))
        };
        let sites = Sites::of(articles.iter().flat_map(of_article));
        Ok(Collection { snapshot, articles, told, sites })
    }

    /// What is settled in an article, and whether it is so already.
    fn settlement(&self, address: DocAddress) -> (Settlement, bool) {
        let told = self.told.article(address);
        let settlement = self.sites.settlement(told.site, &told.clues);
        let is_so = settlement.key() == told.settled;
        (settlement, is_so)
    }

    /// The articles in which something is settled otherwise than they have it, in order.
    fn changed(&self) -> Vec<DocAddress> {
        self.articles.iter().copied().filter(|address| !self.settlement(*address).1).collect()
    }

    /// Writes an article anew as its site has it, with all that was read of it from the same file: only together can these be
    /// told from the rest. The first of them that is `changed` takes care of all.
    fn rewrite(
        &self,
        address: DocAddress,
        changed: &[DocAddress],
        enricher: &Enricher,
        writer: &IndexWriter,
    ) -> Result<()> {
        let article = self.snapshot.entry(address)?.article;
        let key = article.origin.file_key();
        let captures = self.snapshot.in_file(&key, article.id)?;
        if captures.iter().find(|capture| changed.binary_search(capture).is_ok()) != Some(&address) {
            return Ok(());
        }
        let mut entries = Vec::with_capacity(captures.len());
        for capture in captures {
            let (entry, settlement) = (self.snapshot.entry(capture)?, self.settlement(capture).0);
            // What cannot be read again stays as it is.
            let Ok(entry) = catch_unwind(AssertUnwindSafe(|| enricher.settle(entry, settlement))) else {
                return Ok(());
            };
            entries.push(entry);
        }
        writer.replace(&key, article.id, &entries)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::index::Rebuild;
    use crate::ingest::{Options, forget, ingest};

    /// Stories of two sites by number: ten of towns in Massachusetts and one that says Cambridge alone; pages of another site
    /// whose day can be read in both ways, and one whose day cannot.
    fn story(number: usize) -> String {
        const TOWNS: [&str; 10] =
            ["Boston", "Medford", "Lowell", "Quincy", "Worcester", "Lynn", "Brockton", "Salem", "Revere", "Malden"];
        let told = |site: &str, date: &str, text: String| {
            json!({ "url": format!("https://{site}/{number}"), "title": "A story", "date": date, "text": text })
                .to_string()
        };
        match number {
            0..10 => {
                let town = TOWNS[number];
                let text = format!(
                    "Crews began to repair the bridge in {town}, Massachusetts, on Monday. It will take weeks."
                );
                told("river.example", "2025-03-04", text)
            }
            10 => {
                told("river.example", "2025-03-04", "The Cambridge library will close for six weeks in May.".to_owned())
            }
            11 => told("days.example", "25/06/2025", "The harbour was closed after a storm.".to_owned()),
            12 => told("days.example", "06/26/2025", "The harbour was open again.".to_owned()),
            _ => told("days.example", "03/04/2025", "The ferry sails again from the old pier.".to_owned()),
        }
    }

    const STORIES: usize = 14;

    /// An archive of some of the stories, and its index.
    struct House(tempfile::TempDir);

    impl House {
        fn new() -> House {
            let house = House(tempfile::tempdir().unwrap());
            fs::create_dir(house.archive()).unwrap();
            house
        }

        fn archive(&self) -> PathBuf {
            self.0.path().join("archive")
        }

        fn index(&self) -> Index {
            Index::open_or_create(&self.0.path().join("index")).unwrap()
        }

        fn put(&self, number: usize) {
            fs::write(self.archive().join(format!("{number:02}.jsonl")), story(number)).unwrap();
        }

        fn drop(&self, number: usize) {
            fs::remove_file(self.archive().join(format!("{number:02}.jsonl"))).unwrap();
        }

        fn run(&self) {
            let options = Options { threads: Some(2), ..Options::default() };
            let report = ingest(&self.index(), &[self.archive()], &options, &()).unwrap();
            assert_eq!(report.failed, 0);
        }

        /// All that the index holds of the articles, in one order; the archive's own folder left out.
        fn held(&self) -> Vec<String> {
            let index = self.index();
            assert!(!index.is_unsettled().unwrap());
            let (snapshot, root) = (index.snapshot().unwrap(), self.0.path().canonicalize().unwrap());
            let text = |address| serde_json::to_string(&snapshot.entry(address).unwrap()).unwrap();
            let here = |text: String| text.replace(&root.display().to_string(), "");
            let mut held: Vec<String> = snapshot.articles().unwrap().into_iter().map(text).map(here).collect();
            held.sort();
            held
        }

        /// What is held of one story.
        fn of(&self, number: usize) -> serde_json::Value {
            let url = format!("/{number}\"");
            let held = self.held();
            serde_json::from_str(held.iter().find(|entry| entry.contains(&url)).unwrap()).unwrap()
        }
    }

    fn all_but(left_out: &[usize]) -> House {
        let house = House::new();
        (0..STORIES).filter(|number| !left_out.contains(number)).for_each(|number| house.put(number));
        house.run();
        house
    }

    #[test]
    fn a_site_settles_what_its_articles_leave_open_and_what_is_gone_is_forgotten() {
        let house = all_but(&[12]);
        let cambridge = house.of(10);
        assert_eq!(cambridge["countries"][0]["code"], "US");
        let evidence = cambridge["countries"][0]["evidence"].as_array().unwrap();
        assert!(evidence.iter().any(|one| one["place"] == "site" && one["words"] == "river.example"), "{evidence:?}");
        let ferry = house.of(13);
        assert_eq!(ferry["article"]["published"]["start"], "2025-04-03T00:00:00");
        assert_eq!(ferry["article"]["published"]["evidence"], "03/04/2025; day first, as the site's other days show");
        let homes = site_homes(&house.index().snapshot().unwrap()).unwrap();
        assert_eq!(homes.iter().map(|home| home.site.as_str()).collect::<Vec<_>>(), ["river.example"]);

        (0..4).for_each(|number| house.drop(number));
        house.put(12);
        house.run();
        assert_eq!(house.of(10)["countries"][0]["code"], "GB", "too few stories are left to tell a home");
        assert_eq!(house.of(13)["article"]["published"]["precision"], "year", "the days contradict each other");
        assert_eq!(house.held(), all_but(&[0, 1, 2, 3]).held());
    }

    #[test]
    fn what_a_stopped_run_left_undone_the_next_makes_up_for() {
        let house = House::new();
        (0..STORIES).filter(|number| *number != 12).for_each(|number| house.put(number));
        let options = Options { threads: Some(2), ..Options::default() };
        ingest(&house.index(), &[house.archive()], &options, &()).unwrap();
        // As a run leaves the index that is stopped between its last commit and the pass.
        let index = house.index();
        let mut writer = index.writer(1, 0).unwrap();
        writer.remove(&crate::model::Origin::file("", house.archive().join("00.jsonl")).file_key());
        writer.commit(&index.roots().unwrap()).unwrap();
        drop(writer);
        assert!(index.is_unsettled().unwrap());
        house.run();
        assert_eq!(house.held(), all_but(&[12]).held());
    }

    #[test]
    fn a_folder_that_is_forgotten_takes_what_it_told_along() {
        let house = House::new();
        let other = house.0.path().join("other");
        fs::create_dir(&other).unwrap();
        (0..STORIES).filter(|number| *number != 12).for_each(|number| house.put(number));
        fs::rename(house.archive().join("11.jsonl"), other.join("11.jsonl")).unwrap();
        ingest(&house.index(), &[house.archive(), other.clone()], &Options::default(), &()).unwrap();
        assert_eq!(house.of(13)["article"]["published"]["precision"], "day");
        forget(&house.index(), &[other]).unwrap();
        assert_eq!(house.of(13)["article"]["published"]["precision"], "year");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

        /// Stories come and go in any order, in any number of runs: what is held is a function of those that are there.
        #[test]
        fn what_is_settled_depends_on_the_set_of_files_alone(
            runs in prop::collection::vec(prop::collection::vec(0..STORIES, 1..12), 1..4),
            is_rebuilt in any::<bool>(),
        ) {
            let house = House::new();
            let mut there = std::collections::BTreeSet::new();
            for run in &runs {
                for number in run {
                    if there.insert(*number) { house.put(*number) } else { there.remove(number); house.drop(*number) }
                }
                if there.is_empty() { house.put(13); there.insert(13); }
                house.run();
            }
            if is_rebuilt {
                let rebuild = Rebuild::begin(house.index().folder()).unwrap();
                ingest(&rebuild.index, &rebuild.index.roots().unwrap(), &Options::default(), &()).unwrap();
                rebuild.finish().unwrap();
            }
            let fresh = House::new();
            there.iter().for_each(|number| fresh.put(*number));
            fresh.run();
            prop_assert_eq!(house.held(), fresh.held());
        }
    }
}
