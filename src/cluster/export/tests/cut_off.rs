//! A run that is cut off anywhere is completed by the next.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::played::{Last, Played, serve};
use crate::cluster::client::{Access, Connection, Patience};
use crate::cluster::document::Document;
use crate::cluster::export::{Archive, ExportOptions, Exported, Removal, export};
use crate::cluster::mapping::Layout;
use crate::{ErrorKind, Result};

/// Documents as an archive; of two a piece.
#[derive(Clone)]
struct Documents {
    articles: Vec<Document>,
    words: Vec<Document>,
}

impl Archive for Documents {
    fn document_count(&self) -> u64 {
        self.articles.len() as u64
    }

    fn piece_count(&self) -> usize {
        self.articles.len().div_ceil(2)
    }

    fn piece(&self, number: usize) -> Result<Vec<Document>> {
        Ok(self.articles.chunks(2).nth(number).unwrap_or_default().to_vec())
    }

    fn holds(&self, document: &str) -> Result<bool> {
        Ok(self.articles.iter().any(|article| article.id == document))
    }

    fn each_word(&self, each: &mut dyn FnMut(Document) -> Result<()>) -> Result<()> {
        self.words.iter().cloned().try_for_each(each)
    }

    fn mean_length(&self, _field: &str) -> Option<f32> {
        None
    }
}

fn document(id: &str, routing: &str, text: &str) -> Document {
    let digest = format!("{:016x}", xxhash_rust::xxh3::xxh3_64(format!("{id} {routing} {text}").as_bytes()));
    let source = json!({ "text": text, "digest": digest });
    Document { id: id.to_owned(), routing: routing.to_owned(), digest, source }
}

/// Ten articles, two of them a story that `a2` leads.
fn before() -> Documents {
    let routing = |number: usize| if number == 3 { "a2".to_owned() } else { format!("a{number}") };
    let articles = (0..10).map(|number| document(&format!("a{number}"), &routing(number), "old")).collect();
    Documents { articles, words: vec![document("w:old", "w:old", "10"), document("figures", "figures", "10")] }
}

/// `a0` is gone, `a1` is changed, `a2` follows `a3` now, `a9` has joined `a8`, `b` is new.
fn after() -> Documents {
    let mut articles = before().articles;
    articles[1] = document("a1", "a1", "new");
    articles[2] = document("a2", "a3", "old");
    articles[3] = document("a3", "a3", "old");
    articles[9] = document("a9", "a8", "old");
    articles.remove(0);
    articles.push(document("b", "b", "new"));
    Documents { articles, words: vec![document("w:new", "w:new", "2"), document("figures", "figures", "11")] }
}

fn run(
    cluster: &Arc<Mutex<Played>>,
    archive: &Documents,
    layout: Option<Layout>,
    removal: Removal,
) -> Result<Exported> {
    let server = serve(cluster);
    let mut access = Access::to(&server.address).unwrap();
    access.patience = Patience { total: Duration::ZERO, single: Duration::from_secs(20) };
    let options = ExportOptions { layout, removal, now: Timestamp::UNIX_EPOCH, stop: Arc::new(AtomicBool::new(false)) };
    export(&Connection::open(&access).unwrap(), "a", archive, &options, &())
}

fn expected(archive: &Documents) -> (Vec<[String; 2]>, Vec<Value>) {
    let mut all: Vec<_> = archive
        .articles
        .iter()
        .map(|document| ([document.id.clone(), document.routing.clone()], document.source.clone()))
        .collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all.into_iter().unzip()
}

#[track_caller]
fn holds(cluster: &Arc<Mutex<Played>>, archive: &Documents) {
    let played = cluster.lock().unwrap();
    assert_eq!(played.documents("a").into_iter().unzip::<_, _, Vec<_>, Vec<_>>(), expected(archive));
    let words: Vec<_> = played.documents("a-words").into_values().collect();
    let mut wanted: Vec<_> = archive.words.iter().map(|document| document.source.clone()).collect();
    wanted.sort_by_key(Value::to_string);
    let mut words: Vec<Value> = words;
    words.sort_by_key(Value::to_string);
    assert_eq!(words, wanted);
    assert_eq!(played.state("a"), "whole");
}

/// Cuts runs of `archive` off at every request, from `start`; the next run completes each. Gives how many places there were.
fn cut_everywhere(start: &Played, archive: &Documents, layout: Option<Layout>, last: Last) -> usize {
    for answers in 0.. {
        let cluster = Arc::new(Mutex::new(start.cut_off(answers, last)));
        let cut = run(&cluster, archive, layout, Removal::Half);
        {
            let mut played = cluster.lock().unwrap();
            played.answers = None;
            // What both states have is never missing, wherever it is.
            let there = played.everything("a");
            for document in start.documents("a").keys() {
                let stays = archive.articles.iter().any(|wanted| wanted.id == document[0]);
                assert!(
                    !stays || there.keys().any(|[id, _]| *id == document[0]),
                    "{document:?} is lost after {answers} requests"
                );
            }
        }
        let is_whole = cut.is_ok();
        run(&cluster, archive, layout, Removal::Half).unwrap();
        holds(&cluster, archive);
        if is_whole {
            return answers;
        }
    }
    unreachable!("numbers do not end")
}

#[test]
fn a_run_that_is_cut_off_at_any_request_is_completed_by_the_next() {
    let cluster = Arc::new(Mutex::new(Played::default()));
    let exported = run(&cluster, &before(), None, Removal::Half).unwrap();
    assert_eq!((exported.articles.written, exported.articles.removed), (10, 0));
    holds(&cluster, &before());
    let start = cluster.lock().unwrap().clone();
    for last in [Last::Unsent, Last::Done] {
        assert!(cut_everywhere(&start, &after(), None, last) > 15, "so many requests a run has");
        assert!(cut_everywhere(&Played::default(), &before(), None, last) > 15);
        let other = Some(Layout { shards: 2, replicas: 0 });
        assert!(cut_everywhere(&start, &after(), other, last) > 15);
    }
}

#[test]
fn what_was_acknowledged_and_lost_is_written_again() {
    let lossy = |losses| Arc::new(Mutex::new(Played::losing(losses)));
    let cluster = lossy(2);
    let exported = run(&cluster, &before(), None, Removal::Half).unwrap();
    assert_eq!((exported.articles.written, exported.articles.unchanged, exported.articles.removed), (10, 0, 0));
    holds(&cluster, &before());
    let told = run(&lossy(9), &before(), None, Removal::Half).unwrap_err().to_string();
    assert!(told.contains("10 documents") && told.contains("are not there"), "{told}");
}

#[test]
fn a_second_run_writes_nothing_and_an_article_that_moved_is_there_once() {
    let cluster = Arc::new(Mutex::new(Played::default()));
    run(&cluster, &before(), None, Removal::Half).unwrap();
    let exported = run(&cluster, &after(), None, Removal::Half).unwrap();
    // a1, a2, a3, a9 and b are written; a0 and the old places of a2, a3 and a9 are removed.
    assert_eq!((exported.articles.written, exported.articles.unchanged, exported.articles.removed), (5, 5, 4));
    let again = run(&cluster, &after(), None, Removal::Half).unwrap();
    assert_eq!((again.articles.written, again.articles.unchanged, again.articles.removed), (0, 10, 0));
    assert_eq!((again.words.written, again.words.removed), (0, 0));
    holds(&cluster, &after());
}

#[test]
fn many_documents_are_read_in_parts_and_most_of_an_archive_goes_only_by_request() {
    let cluster = Arc::new(Mutex::new(Played::default()));
    let many = |count: usize| Documents {
        articles: (0..count)
            .map(|number| document(&format!("a{number:06}"), &format!("a{number:06}"), "text"))
            .collect(),
        words: Vec::new(),
    };
    run(&cluster, &many(9_000), None, Removal::Half).unwrap();
    let again = run(&cluster, &many(9_000), None, Removal::Half).unwrap();
    assert_eq!((again.articles.written, again.articles.unchanged), (0, 9_000));
    let error = run(&cluster, &many(4_000), None, Removal::Half).unwrap_err();
    assert!(error.to_string().contains("5000 of its 9000 documents"), "{error}");
    assert_eq!(cluster.lock().unwrap().documents("a").len(), 9_000);
    assert_eq!(run(&cluster, &many(4_000), None, Removal::Any).unwrap().articles.removed, 5_000);
    assert_eq!(cluster.lock().unwrap().documents("a").len(), 4_000);
}

#[test]
fn another_archive_under_a_name_is_refused_before_anything_is_written() {
    let cluster = Arc::new(Mutex::new(Played::default()));
    let named = |letter: &str| Documents {
        articles: (0..300)
            .map(|number| document(&format!("{letter}{number:03}"), &format!("{letter}{number:03}"), "text"))
            .collect(),
        words: Vec::new(),
    };
    run(&cluster, &named("a"), None, Removal::Half).unwrap();
    let is_whole = || cluster.lock().unwrap().state("a") == "whole";
    // Neither beside the other's articles nor, in another layout, in place of them.
    for layout in [None, Some(Layout { shards: 5, replicas: 0 })] {
        let error = run(&cluster, &named("b"), layout, Removal::Half).unwrap_err();
        assert!(error.to_string().contains("300 of its 300 documents"), "{error}");
        holds(&cluster, &named("a"));
        assert!(is_whole(), "and the archive is as whole as it was");
    }
    // The same articles in another folder are the same archive.
    let mut moved = named("a");
    moved.articles.iter_mut().for_each(|article| article.routing = format!("{}-other", article.id));
    assert_eq!(run(&cluster, &moved, None, Removal::Half).unwrap().articles.removed, 300);
    run(&cluster, &named("b"), Some(Layout { shards: 5, replicas: 0 }), Removal::Any).unwrap();
    holds(&cluster, &named("b"));
}

#[test]
fn a_run_that_is_stopped_says_so() {
    let cluster = Arc::new(Mutex::new(Played::default()));
    let server = serve(&cluster);
    let options = ExportOptions {
        layout: None,
        removal: Removal::Half,
        now: Timestamp::UNIX_EPOCH,
        stop: Arc::new(AtomicBool::new(true)),
    };
    let connection = Connection::open(&Access::to(&server.address).unwrap()).unwrap();
    let error = export(&connection, "a", &before(), &options, &()).unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Stopped), "{error}");
}
