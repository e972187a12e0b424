//! The pass over the collection: what articles leave open is settled by the other articles of their sites.
//!
//! It is made after every run, of one committed state, from columns alone ([`crate::sites`]). Only articles in which something
//! is settled otherwise than they have it are written anew, from what the index holds of them: no file is read. A run that is
//! stopped before leaves word in the index, and the next one makes up for it.
//!
//! What the articles of each site tell is a sum that lies beside the index ([`super::sums`]). A run changes it by what came and
//! what went, and looks again at what is new, and at the articles of a site that settles something otherwise than before. Where no
//! sum was kept of the state that the run began with, or much changed, all articles are gone through.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use tantivy::DocAddress;

use super::sums;
use crate::enrich::Enricher;
use crate::index::{ClueColumns, Difference, Index, IndexWriter, Snapshot, Told};
use crate::model::{ArticleId, Clue, Entry, Settlement};
use crate::sites::{Effect, SiteHome, Sites};
use crate::{Error, Result};

/// Where more than one article in this number came or went, all are gone through: each that did is looked up by its id.
const CHANGED_ONE_IN: usize = if cfg!(test) { 1 } else { 50 };

/// What fails where an entry cannot be written anew.
const SETTLING: &str = "settling what it leaves to its site (it stays as it was)";

/// Writes what is settled in an article into its entry.
type Settle<'a> = &'a (dyn Fn(Entry, Settlement) -> Entry + Sync);

/// The sites of an index whose stories show where they are at home, by name.
///
/// # Errors
///
/// When the index cannot be read.
pub fn site_homes(snapshot: &Snapshot) -> Result<Vec<SiteHome>> {
    Ok(State::of(snapshot)?.sites()?.homes().collect())
}

/// What a run is to settle.
pub(super) struct Settling<'a> {
    /// The index.
    pub(super) index: &'a Index,
    /// Its state when the run had begun and nobody else could write any more.
    pub(super) before: Snapshot,
    /// What the index is built from.
    pub(super) roots: &'a [PathBuf],
}

impl Settling<'_> {
    /// Settles what the articles of the last commit leave to their sites, and commits that. `told` is called with what could not
    /// be settled for a fault of ours: such an article stays as it was.
    pub(super) fn settle(self, writer: &mut IndexWriter, told: &(dyn Fn(&Error) + Sync)) -> Result<()> {
        let enricher = OnceLock::new();
        let settle = |entry, settlement| enricher.get_or_init(Enricher::new).settle(entry, settlement);
        self.settle_with(writer, told, &settle)
    }

    fn settle_with(self, writer: &mut IndexWriter, told: &(dyn Fn(&Error) + Sync), settle: Settle<'_>) -> Result<()> {
        let kept = sums::read(self.index.home(), writer.sums());
        if kept.is_some() && !writer.is_unsettled() {
            return Ok(());
        }
        let snapshot = self.index.snapshot()?;
        let state = State::of(&snapshot)?;
        let (sites, candidates) = match kept {
            Some(sites) => state.since(&self.before, sites)?,
            None => (state.sites()?, snapshot.articles()?),
        };
        let is_other = |address: &DocAddress| !state.settlement(&sites, *address).1;
        let changed: Vec<DocAddress> = candidates.into_iter().filter(is_other).collect();
        let pass = Pass { state: &state, sites: &sites, changed: &changed, settle, told };
        changed.par_iter().try_for_each(|address| pass.rewrite(*address, writer))?;
        writer.settled(sums::keep(self.index.home(), &sites)?);
        writer.commit(self.roots)
    }
}

/// Settles what a run changed, unless it is to `stop`; see [`Settling::settle`].
pub(super) fn settle_sites(
    settling: Settling<'_>,
    writer: &mut IndexWriter,
    stop: &AtomicBool,
    told: &(dyn Fn(&Error) + Sync),
) -> Result<()> {
    if stop.load(Ordering::Relaxed) { Ok(()) } else { settling.settle(writer, told) }
}

/// One state of an index with what its articles tell of their sites.
struct State<'a> {
    snapshot: &'a Snapshot,
    told: ClueColumns,
}

impl State<'_> {
    fn of(snapshot: &Snapshot) -> Result<State<'_>> {
        Ok(State { snapshot, told: ClueColumns::of(snapshot)? })
    }

    /// What all articles tell.
    fn sites(&self) -> Result<Sites> {
        let articles = self.snapshot.articles()?;
        let of_article = |address: &DocAddress| {
            let Told { id, site, clues, .. } = self.told.article(*address);
            site.into_iter().flat_map(move |site| clues.clone().into_iter().map(move |clue| (site, id, clue)))
        };
        Ok(Sites::of(articles.iter().flat_map(of_article)))
    }

    /// What all articles tell, given what they told in a former state; and the articles in which something may be settled otherwise
    /// than they have it, in order.
    fn since(&self, before: &Snapshot, mut sites: Sites) -> Result<(Sites, Vec<DocAddress>)> {
        let (Difference { gone, new }, before) = (Difference::between(before, self.snapshot)?, State::of(before)?);
        let (gone, new) = unmoved(before.identified(&gone), self.identified(&new));
        if (gone.len() + new.len()) * CHANGED_ONE_IN > self.snapshot.article_count()? as usize {
            return Ok((self.sites()?, self.snapshot.articles()?));
        }
        let ids =
            |state: &State<'_>, of: &[DocAddress]| of.iter().map(|address| state.told.article(*address).id).collect();
        let (were, are): (BTreeSet<ArticleId>, BTreeSet<ArticleId>) = (ids(&before, &gone), ids(self, &new));
        let mut changes: BTreeMap<String, BTreeMap<Clue, i64>> = BTreeMap::new();
        for id in were.union(&are) {
            let (then, now) = (before.told_by(*id)?, self.told_by(*id)?);
            for (one, other, change) in [(&then, &now, -1), (&now, &then, 1)] {
                for (site, clue) in one.difference(other) {
                    *changes.entry(site.clone()).or_default().entry(*clue).or_default() += change;
                }
            }
        }
        let mut candidates = new;
        for (site, changes) in changes {
            if sites.change(&site, &changes) == Effect::SettlesOtherwise {
                candidates.extend(self.snapshot.of_site(&site)?);
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        Ok((sites, candidates))
    }

    /// What the captures of an article tell of their sites.
    fn told_by(&self, id: ArticleId) -> Result<BTreeSet<(String, Clue)>> {
        let mut told = BTreeSet::new();
        for address in self.snapshot.captures(id)? {
            let Told { site, clues, .. } = self.told.article(address);
            told.extend(site.into_iter().flat_map(|site| clues.iter().map(move |clue| (site.to_owned(), *clue))));
        }
        Ok(told)
    }

    fn identified(&self, articles: &[DocAddress]) -> Vec<(u64, DocAddress)> {
        articles.iter().map(|address| (self.told.identity(*address), *address)).collect()
    }

    /// What is settled in an article, and whether it is so already.
    fn settlement(&self, sites: &Sites, address: DocAddress) -> (Settlement, bool) {
        let told = self.told.article(address);
        let settlement = sites.settlement(told.site, &told.clues);
        let is_so = settlement.key() == told.settled;
        (settlement, is_so)
    }
}

/// What is gone and what is new without what only moved to another segment: of both lists, what the other does not have.
fn unmoved(mut gone: Vec<(u64, DocAddress)>, mut new: Vec<(u64, DocAddress)>) -> (Vec<DocAddress>, Vec<DocAddress>) {
    gone.sort_unstable();
    new.sort_unstable();
    let (mut left, mut right) = (gone.into_iter().peekable(), new.into_iter().peekable());
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    while let (Some((one, _)), Some((other, _))) = (left.peek(), right.peek()) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => gone.extend(left.next()),
            std::cmp::Ordering::Greater => new.extend(right.next()),
            std::cmp::Ordering::Equal => drop((left.next(), right.next())),
        }
    }
    let addresses = |list: Vec<(u64, DocAddress)>| list.into_iter().map(|(_, address)| address).collect();
    gone.extend(left);
    new.extend(right);
    (addresses(gone), addresses(new))
}

/// The writing anew of articles in which something is settled otherwise than they have it.
struct Pass<'a> {
    state: &'a State<'a>,
    sites: &'a Sites,
    /// These articles, in order.
    changed: &'a [DocAddress],
    settle: Settle<'a>,
    told: &'a (dyn Fn(&Error) + Sync),
}

impl Pass<'_> {
    /// Writes an article anew as its site has it, with all that was read of it from the same file: only together can these be
    /// told from the rest. The first of them that is `changed` takes care of all.
    fn rewrite(&self, address: DocAddress, writer: &IndexWriter) -> Result<()> {
        let snapshot = self.state.snapshot;
        let article = snapshot.entry(address)?.article;
        let key = article.origin.file_key();
        let captures = snapshot.in_file(&key, article.id)?;
        if captures.iter().find(|capture| self.changed.binary_search(capture).is_ok()) != Some(&address) {
            return Ok(());
        }
        let mut entries = Vec::with_capacity(captures.len());
        for capture in captures {
            let (entry, settlement) = (snapshot.entry(capture)?, self.state.settlement(self.sites, capture).0);
            match catch_unwind(AssertUnwindSafe(|| (self.settle)(entry, settlement))) {
                Ok(entry) => entries.push(entry),
                Err(panic) => {
                    let error = Error::of_panic_while(SETTLING, panic.as_ref()).at(article.origin.full_path());
                    (self.told)(&error);
                    return Ok(());
                }
            }
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
    use crate::ingest::{Emptied, Options, forget, ingest};

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
            // All stories may go at once.
            let options = Options { threads: Some(2), emptied: Emptied::Removed, ..Options::default() };
            let report = ingest(&self.index(), &[self.archive()], &options, &()).unwrap();
            assert_eq!(report.failed, 0);
        }

        /// All that the index holds of the articles, in one order; the archive's own folder left out.
        fn held(&self) -> Vec<String> {
            let index = self.index();
            assert!(!index.is_unsettled().unwrap());
            let sums = index.writer(1, 0).unwrap().sums();
            let all = State::of(&index.snapshot().unwrap()).unwrap().sites().unwrap();
            assert_eq!(sums::read(index.home(), sums), Some(all), "the sums that are kept are those of all articles");
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
        forget(&house.index(), &[other], &()).unwrap();
        assert_eq!(house.of(13)["article"]["published"]["precision"], "year");
    }

    #[test]
    fn what_a_fault_leaves_unsettled_is_told() {
        let house = House::new();
        (0..STORIES).filter(|number| *number != 12).for_each(|number| house.put(number));
        house.run();
        let index = house.index();
        let mut writer = index.writer(1, 0).unwrap();
        let before = index.snapshot().unwrap();
        // Without days of the site the ferry's day is open again.
        writer.remove(&crate::model::Origin::file("", house.archive().join("11.jsonl")).file_key());
        let roots = index.roots().unwrap();
        writer.commit(&roots).unwrap();
        let told = std::sync::Mutex::new(Vec::new());
        let settling = Settling { index: &index, before, roots: &roots };
        let fault = |_: Entry, _: Settlement| panic!("no settlement today");
        settling.settle_with(&mut writer, &|error| told.lock().unwrap().push(error.to_string()), &fault).unwrap();
        writer.finish().unwrap();
        let told = told.into_inner().unwrap();
        assert_eq!(told.len(), 1);
        assert!(told[0].contains("13.jsonl") && told[0].contains("no settlement today"), "{told:?}");
        assert_eq!(house.of(13)["article"]["published"]["precision"], "day", "it stays as it was");
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
