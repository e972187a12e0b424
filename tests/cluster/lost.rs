//! Nodes that die while questions are asked: an answer is right or it is a clear error, and when the node is back all is well.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use dateline::cluster::ClusterSearcher;
use dateline::cluster::client::{Access, Connection, Patience};
use dateline::index::Index;
use dateline::model::{ArticleId, Copies, FacetCounts, Results};
use dateline::query;
use dateline::search::{Request, Searcher};

use super::nodes::{Cluster, write_stories};
use crate::harness::Archive;

/// What is asked, over and over.
const ASKED: &[&str] = &[
    "*",
    "harmarket*",
    "harvalley* OR minport* OR wintermarket* OR foresthar*",
    "h*",
    "date:2025-03-07",
    "title:ministerval*",
    "harharhar~1",
];

/// What an answer says.
type Said = (u64, u64, Vec<FacetCounts>, Vec<ArticleId>);

fn said(results: Results) -> Said {
    (results.total, results.articles, results.facets, results.hits.iter().map(|hit| hit.id).collect())
}

fn request(text: &str) -> Request {
    let query = query::parse(text, || jiff::civil::date(2026, 11, 30)).unwrap().query;
    Request::new(query).copies(Copies::Collapse).facets(["day", "site"])
}

/// What was answered while something happened.
#[derive(Default)]
struct Asked {
    right: AtomicUsize,
    errors: Mutex<BTreeSet<String>>,
}

/// Asks until it is told to stop; an archive is opened for each question, or once for all of them.
fn ask(cluster: &Cluster, name: &str, expected: &[Said], once: bool, stop: &AtomicBool, asked: &Asked) {
    let mut access = Access::to(&cluster.addresses(1)).unwrap();
    access.patience = Patience { total: Duration::from_secs(5), single: Duration::from_secs(20) };
    let open = || ClusterSearcher::open(Connection::open(&access).unwrap(), name);
    let kept = open().unwrap();
    for (text, expected) in ASKED.iter().zip(expected).cycle() {
        if stop.load(Relaxed) {
            return;
        }
        let found = if once { kept.search(&request(text)) } else { open().and_then(|one| one.search(&request(text))) };
        match found {
            Ok(found) => {
                assert_eq!(said(found), *expected, "a wrong answer to {text}");
                asked.right.fetch_add(1, Relaxed);
            }
            Err(error) => {
                assert!(error.cluster_trouble().is_some(), "{error}");
                asked.errors.lock().unwrap().insert(error.to_string());
            }
        }
    }
}

/// Kills a node while questions are asked, and starts it again.
fn loses(cluster: &Cluster, archive: &Archive, name: &str, victim: &str) {
    let home = Searcher::open(&Index::open(&archive.path().join("index")).unwrap()).unwrap();
    let expected: Vec<Said> = ASKED.iter().map(|text| said(home.search(&request(text)).unwrap())).collect();
    assert!(expected.iter().filter(|said| said.0 > 0).count() > 3, "most of them find something");
    let (stop, asked) = (AtomicBool::new(false), Asked::default());
    std::thread::scope(|scope| {
        for once in [true, false] {
            let (stop, asked, expected) = (&stop, &asked, &expected);
            scope.spawn(move || ask(cluster, name, expected, once, stop, asked));
        }
        // Also when what is asserted there fails.
        let ended = Ended(&stop);
        std::thread::sleep(Duration::from_secs(2));
        cluster.nodes("kill", victim);
        std::thread::sleep(Duration::from_secs(8));
        cluster.nodes("restart", victim);
        cluster.nodes("wait", "green");
        drop(ended);
    });
    let errors = asked.errors.into_inner().unwrap();
    eprintln!("node {victim} lost: {} right answers; errors: {errors:#?}", asked.right.load(Relaxed));
    assert!(asked.right.load(Relaxed) > 0);
    let denies = |error: &&String| error.contains("the cluster has no");
    assert_eq!(errors.iter().find(denies), None, "no error says that the archive is not there");
    let all_well = Asked::default();
    let (stop, all_well_ref) = (AtomicBool::new(false), &all_well);
    std::thread::scope(|scope| {
        let (stop, expected) = (&stop, &expected);
        scope.spawn(move || ask(cluster, name, expected, false, stop, all_well_ref));
        std::thread::sleep(Duration::from_secs(3));
        stop.store(true, Relaxed);
    });
    assert!(all_well.right.load(Relaxed) > 0);
    assert_eq!(all_well.errors.into_inner().unwrap(), BTreeSet::new(), "all is well when the node is back");
}

struct Ended<'a>(&'a AtomicBool);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.store(true, Relaxed);
    }
}

fn archive(cluster: &Cluster, name: &str) -> Archive {
    let archive = Archive::new();
    cluster.forget(name);
    write_stories(&archive, 0, 300, 0);
    cluster.exported(&archive, name);
    archive
}

#[test]
fn no_answer_is_wrong_while_either_of_two_nodes_is_lost() {
    let Some(cluster) = Cluster::of(2) else { return };
    let name = "asked-of-two";
    let archive = archive(&cluster, name);
    for victim in ["2", "1"] {
        loses(&cluster, &archive, name, victim);
    }
    cluster.forget(name);
}

#[test]
fn no_answer_is_wrong_while_any_of_three_nodes_is_lost() {
    let Some(cluster) = Cluster::of(3) else { return };
    let name = "asked-of-three";
    let archive = archive(&cluster, name);
    for victim in ["1", "2", "3"] {
        loses(&cluster, &archive, name, victim);
    }
    cluster.forget(name);
}
