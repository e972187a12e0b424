//! Copies: groups follow what is added, changed and removed; collapsed answers hold the same stories.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use proptest::prelude::*;

use super::archive::{Archive, Draft, article};
use super::{Order, Request};
use crate::index::{FileRecord, Index, Outcome, ReadingRules, repair};
use crate::model::{Copies, CopyGroup, Results};
use crate::query::parse;
use crate::search::{Searcher, keep_copies};

/// A text of words that stand in no other story, from one word to another.
fn story(number: usize, from: usize, to: usize) -> String {
    (from..to).map(|word| format!("s{number}w{} ", word * word)).collect()
}

/// The source ids of every group.
fn groups(searcher: &Searcher) -> Vec<Vec<String>> {
    let mut groups = Vec::new();
    let mut each = |group: &CopyGroup| {
        let mut ids: Vec<String> = group.articles.iter().filter_map(|article| article.source_id.clone()).collect();
        ids.sort();
        groups.push(ids);
        ControlFlow::Continue(())
    };
    searcher.copy_groups(&Request { limit: usize::MAX, ..Request::default() }, &mut each).unwrap();
    groups.sort();
    groups
}

fn harbour() -> Archive {
    let wire = format!("storm closes the harbour {}", story(1, 0, 60));
    Archive::in_batches(
        &[
            article("a").body(&wire).site("a.example").day(2025, 10, 15),
            article("b").body(&format!("{wire} {} unwetter", story(2, 0, 20))).site("b.example").day(2025, 10, 16),
            article("c").body(&format!("{wire} harbour")).site("c.example").day(2025, 10, 14),
            article("d").body("storm over the harbour, quite another").site("a.example").day(2025, 10, 15),
        ],
        2,
    )
}

fn ask(archive: &Archive, query: &str, copies: Copies) -> Results {
    let query = parse(query, || jiff::civil::date(2025, 11, 1)).unwrap().query;
    let facets = vec!["site".to_owned()];
    archive.searcher.search(&Request { query, copies, facets, ..Request::default() }).unwrap()
}

fn ids(results: &Results) -> Vec<String> {
    results.hits.iter().filter_map(|hit| hit.source_id.clone()).collect()
}

#[test]
fn a_story_is_one_hit_and_says_where_it_stands() {
    let archive = harbour();
    assert_eq!(ask(&archive, "harbour", Copies::All).total, 4);
    let results = ask(&archive, "harbour", Copies::Collapse);
    assert_eq!((results.total, results.articles, results.hits.len()), (2, 4, 2));
    let spread = results.hits.iter().find_map(|hit| hit.spread.clone()).unwrap();
    assert_eq!(spread.copies, 2);
    assert_eq!(spread.sites, ["a.example", "b.example", "c.example"]);
    assert_eq!(spread.days, Some(("2025-10-14".to_owned(), "2025-10-16".to_owned())));
    let counted: u64 = results.facets[0].buckets.iter().map(|bucket| bucket.count).sum();
    assert_eq!(counted, 2, "facets count stories");
}

#[test]
fn a_story_has_the_day_and_site_of_the_copy_that_knows_them() {
    let wire = format!("storm closes the harbour {}", story(1, 0, 60));
    let archive = Archive::new(&[
        article("reader").body(&wire),
        article("whole").body(&format!("{wire} menu imprint contact subscribe")).site("a.example").day(2025, 10, 15),
        article("later").body(&format!("{wire} harbour harbour")).site("b.example").day(2025, 10, 17),
        article("old").body("the harbour in another year").site("c.example").day(2024, 5, 1),
    ]);
    let asked = |order| {
        let query = parse("harbour", || jiff::civil::date(2025, 11, 1)).unwrap().query;
        let facets = vec!["year".to_owned(), "site".to_owned()];
        let request = Request { query, order, copies: Copies::Collapse, facets, ..Request::default() };
        archive.searcher.search(&request).unwrap()
    };
    let facets = asked(Order::Relevance).facets;
    for order in [Order::Relevance, Order::Newest, Order::Oldest] {
        let results = asked(order);
        assert!(results.hits.iter().all(|hit| hit.published.is_some() && hit.site.is_some()), "{order:?}");
        assert_eq!(results.facets, facets, "{order:?}");
    }
    let buckets = |by: usize| facets[by].buckets.iter().map(|bucket| bucket.value.as_str()).collect::<Vec<_>>();
    assert_eq!((buckets(0), facets[0].unknown), (vec!["2024", "2025"], 0));
    assert_eq!((buckets(1), facets[1].unknown), (vec!["a.example", "c.example"], 0));
    assert_eq!(ids(&asked(Order::Newest)).last().map(String::as_str), Some("old"));
}

#[test]
fn the_copy_that_is_shown_is_the_one_asked_for() {
    let archive = harbour();
    assert!(ids(&ask(&archive, "harbour", Copies::First)).contains(&"c".to_owned()));
    assert!(ids(&ask(&archive, "harbour", Copies::Longest)).contains(&"b".to_owned()));
    // Every copy is found by its own words, and shown even if another leads.
    assert_eq!(ids(&ask(&archive, "unwetter", Copies::First)), ["b"]);
}

#[test]
fn pages_of_a_collapsed_answer_join_without_gap_or_overlap() {
    let drafts: Vec<Draft> = (0..30)
        .map(|n| article(&format!("n{n:02}")).body(&format!("port {}", story(n % 11, n / 11, 40))).day(2025, 1, 5))
        .collect();
    let archive = Archive::in_batches(&drafts, 7);
    let query = parse("port", || jiff::civil::date(2025, 11, 1)).unwrap().query;
    for order in [Order::Relevance, Order::Newest] {
        let ask = |offset, limit| {
            let request =
                Request { query: query.clone(), copies: Copies::Collapse, order, offset, limit, ..Request::default() };
            ids(&archive.searcher.search(&request).unwrap())
        };
        let pages: Vec<String> = (0..4).flat_map(|page| ask(page * 3, 3)).collect();
        assert_eq!(pages, ask(0, 50));
        assert_eq!(pages.len(), 11);
    }
}

#[test]
fn kept_groups_of_another_state_are_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let mut writer = index.writer(1, 0).unwrap();
    for id in ["a", "b"] {
        writer.add(&article(id).body(&story(1, 0, 60)).0).unwrap();
    }
    writer.commit(&[]).unwrap();
    let open = || groups(&Searcher::open(&index).unwrap());
    assert_eq!(open(), [["a", "b"]]);
    let file = folder.path().join("copies.bin");
    let kept = std::fs::read(&file).unwrap();
    for broken in [kept[..kept.len() - 3].to_vec(), vec![0; kept.len()], Vec::new()] {
        std::fs::write(&file, broken).unwrap();
        assert_eq!(open(), [["a", "b"]]);
        assert_eq!(std::fs::read(&file).unwrap(), kept);
    }
    writer.remove("/archive/a.html");
    writer.commit(&[]).unwrap();
    assert!(open().is_empty());
}

#[test]
fn neither_a_writer_nor_a_repair_takes_the_kept_groups_away() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let lay = |ids: &[&str]| {
        let mut writer = index.writer(1, 0).unwrap();
        for id in ids {
            writer.add(&article(id).body(&story(1, 0, 60)).0).unwrap();
            let path = format!("/archive/{id}.html");
            let file = FileRecord {
                path,
                size: 1,
                modified: 1,
                hash: 1,
                sha256: None,
                articles: 1,
                outcome: Outcome::Indexed,
                rules: ReadingRules::default(),
            };
            writer.add_file(&file).unwrap();
        }
        writer.commit(&[]).unwrap();
        writer.finish().unwrap();
    };
    lay(&["a", "b"]);
    lay(&["c"]);
    let open = || groups(&Searcher::open(&index).unwrap());
    assert_eq!(open(), [["a", "b", "c"]]);
    let file = folder.path().join("copies.bin");
    let kept = std::fs::read(&file).unwrap();
    drop(index.writer(1, 0).unwrap());
    assert_eq!(std::fs::read(&file).unwrap(), kept, "a writer removes what nobody refers to, and leaves this");
    assert!(repair(&index).unwrap().is_good());
    assert!(file.exists());
    assert_eq!(open(), [["a", "b", "c"]]);
    // The segment of `c` is the smaller.
    let stores = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let mut stores: Vec<_> = stores.filter(|path| path.extension().is_some_and(|end| end == "store")).collect();
    stores.sort_by_key(|path| std::fs::metadata(path).unwrap().len());
    std::fs::write(&stores[0], "cut off").unwrap();
    let index = Index::open(folder.path()).unwrap();
    repair(&index).unwrap();
    assert_eq!(groups(&Searcher::open(&index).unwrap()), [["a", "b"]], "groups are of what is left");
}

#[test]
fn the_copies_of_an_article_can_be_left_out() {
    let archive = harbour();
    let asked = archive.searcher.article("a").unwrap()[0].article.id;
    let request = Request { without_copies_of: Some(asked), copies: Copies::All, ..Request::default() };
    let results = archive.searcher.search(&request).unwrap();
    let found = ids(&results);
    assert!(!found.is_empty() && ["a", "b", "c"].iter().all(|copy| !found.contains(&(*copy).to_owned())), "{found:?}");
    assert!(results.warnings[0].starts_with("2 copies of it are left out"), "{:?}", results.warnings);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn changes_in_any_order_give_the_groups_of_a_build_from_scratch(
        steps in proptest::collection::vec((0..12_usize, proptest::option::weighted(0.8, (0..4_usize, 0..30_usize, 40..80_usize)), 0..4_u8), 1..40)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open_or_create(folder.path()).unwrap();
        let mut writer = index.writer(1, 0).unwrap();
        let mut left: BTreeMap<usize, Draft> = BTreeMap::new();
        for (file, content, pause) in steps {
            writer.remove(&format!("/archive/{file}.html"));
            left.remove(&file);
            if let Some((number, from, to)) = content {
                let draft = article(&file.to_string()).body(&story(number, from, to));
                writer.add(&draft.0).unwrap();
                left.insert(file, draft);
            }
            if pause == 0 {
                writer.commit(&[]).unwrap();
                groups(&Searcher::open(&index).unwrap());
            }
        }
        writer.commit(&[]).unwrap();
        let drafts: Vec<Draft> = left.into_values().rev().collect();
        prop_assert_eq!(groups(&Searcher::open(&index).unwrap()), groups(&Archive::in_batches(&drafts, 5).searcher));
    }

    /// Enough articles that a change of a few groups only what it touches, over segments that come, lose articles and are merged.
    #[test]
    fn small_changes_give_the_groups_of_a_build_from_scratch(
        changes in proptest::collection::vec(proptest::collection::vec((0..130_usize, proptest::option::weighted(0.7, (0..6_usize, 0..30_usize, 40..80_usize))), 1..3), 1..14)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open_or_create(folder.path()).unwrap();
        let mut left: BTreeMap<usize, Draft> = BTreeMap::new();
        let mut writer = index.writer(1, 0).unwrap();
        for file in 0..130 {
            let draft = article(&file.to_string()).body(&story(file % 100, file % 7, 70)).day(2025, 10, 1 + (file % 3) as i8);
            writer.add(&draft.0).unwrap();
            left.insert(file, draft);
        }
        writer.commit(&[]).unwrap();
        writer.finish().unwrap();
        groups(&Searcher::open(&index).unwrap());
        for change in changes {
            let before = index.snapshot().unwrap();
            let mut writer = index.writer(1, 0).unwrap();
            for (file, content) in change {
                writer.remove(&format!("/archive/{file}.html"));
                left.remove(&file);
                if let Some((number, from, to)) = content {
                    let draft = article(&file.to_string()).body(&story(number, from, to)).site("a.example");
                    writer.add(&draft.0).unwrap();
                    left.insert(file, draft);
                }
            }
            writer.commit(&[]).unwrap();
            writer.finish().unwrap();
            keep_copies(&index, &before).unwrap();
            let drafts: Vec<Draft> = left.values().rev().cloned().collect();
            prop_assert_eq!(groups(&Searcher::open(&index).unwrap()), groups(&Archive::in_batches(&drafts, 50).searcher));
        }
    }
}
