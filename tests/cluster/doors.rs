use std::cell::Cell;
use std::io::Write;
use std::process::{Output, Stdio};

use dateline::ask::{ClusterOpener, Live};
use dateline::cluster::client::{Access, Connection};
use serde_json::{Value, json};

use super::nodes::{Cluster, write_stories};
use crate::harness::Archive;

/// The sample archive and stories with copies, in an index and in a cluster.
struct Both<'c> {
    cluster: &'c Cluster,
    archive: Archive,
    name: &'static str,
    /// How often the cluster was asked.
    asked: Cell<u16>,
}

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/archive");

impl<'c> Both<'c> {
    fn new(cluster: &'c Cluster, name: &'static str) -> Both<'c> {
        let archive = Archive::new();
        // What a run left that failed.
        cluster.forget(name);
        write_stories(&archive, 0, 40, 0);
        let both = Both { cluster, archive, name, asked: Cell::new(0) };
        both.archive.run(&["index", "archive", SAMPLE]).exits(0);
        assert!(both.output(&["export"], &both.place(1)).status.success());
        both
    }

    /// What names the archive in the cluster; the node of this number is asked first.
    fn place(&self, node: u16) -> [String; 4] {
        ["--cluster".to_owned(), self.cluster.addresses(node), "--name".to_owned(), self.name.to_owned()]
    }

    fn output(&self, arguments: &[&str], place: &[String]) -> Output {
        let mut command = self.archive.command(arguments);
        command.args(place).output().unwrap()
    }

    /// The same command prints the same on both streams, whichever engine stands behind it. Nodes are asked in turn.
    #[track_caller]
    fn agree(&self, arguments: &[&str]) {
        self.asked.set(self.asked.get() + 1);
        let place = self.place(1 + self.asked.get() % 2);
        let (home, found) = (self.output(arguments, &[]), self.output(arguments, &place));
        assert_eq!(told(&found), told(&home), "dateline {}", arguments.join(" "));
    }
}

/// What a command printed, without the time that it took, and its exit code.
fn told(output: &Output) -> (String, String, Option<i32>) {
    let text = |bytes: &[u8]| {
        let lines = String::from_utf8_lossy(bytes).into_owned();
        lines.lines().map(without_time).collect::<Vec<_>>().join("\n")
    };
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

fn without_time(line: &str) -> String {
    match line.find("took_ms\":") {
        None => line.to_owned(),
        Some(at) => {
            let rest = &line[at..];
            let end = rest.find([',', '}']).unwrap_or(rest.len());
            format!("{}{}", &line[..at], &rest[end..])
        }
    }
}

/// Ids that `search` finds.
fn ids(both: &Both<'_>, query: &str) -> Vec<String> {
    let found = both.archive.run(&["search", query, "-n", "50", "--format", "jsonl"]).stdout();
    found.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_command_prints_the_same_over_a_cluster() {
    let Some(cluster) = Cluster::of(2) else { return };
    let both = Both::new(&cluster, "doors");
    for format in ["text", "json", "jsonl", "csv", "bibtex", "ris", "csl-json", "trec", "atom"] {
        both.agree(&["search", "port", "--format", format]);
    }
    for options in [
        &["--brief"][..],
        &["-l"],
        &["--count"],
        &["--context=3"],
        &["--explain"],
        &["--copies", "longest"],
        &["--copies", "longest", "--facet", "country,site,day,topic2"],
        &["--copies", "first", "--sort", "newest"],
        &["--copies", "all", "--explain", "--format", "json"],
        &["--format", "csv", "--with", "file_sha256,body"],
        &["-n", "3", "--offset", "4"],
    ] {
        both.agree(&[&["search", "port OR harbour OR minister OR airbase"], options].concat());
    }
    for wrong in ["(port", "port NEAR quay", "country:nowhere", "date:soon"] {
        both.agree(&["search", wrong]);
    }
    both.agree(&["similar", &ids(&both, "port")[0], "--explain"]);
    both.agree(&["copies", "--format", "json"]);
    both.agree(&["copies", "marketvalley* OR port", "-n", "2"]);
    both.agree(&["copies", "-n", "all", "--format", "csv"]);
    for facets in [&["facets", "*"][..], &["timeline", "*"], &["countries"], &["topics"]] {
        both.agree(facets);
        both.agree(&[facets, &["--format", "csv"]].concat());
    }
    cluster.forget("doors");
}

#[test]
fn an_article_is_the_same_over_a_cluster() {
    let Some(cluster) = Cluster::of(2) else { return };
    let both = Both::new(&cluster, "shown");
    let mut shown = ids(&both, "port");
    shown.truncate(4);
    // A story with copies, one that was saved several times, and what has no such id.
    shown.extend(["00002.html", "x", "0000000000000000"].map(str::to_owned));
    for id in &shown {
        let path = format!("archive/{id}");
        let id = if id.ends_with(".html") { &path } else { id };
        both.agree(&["show", id]);
        both.agree(&["show", id, "--why", "--versions"]);
        for format in ["json", "jsonl", "bibtex", "ris", "csl-json"] {
            both.agree(&["show", id, "--format", format]);
        }
    }
    both.agree(&["show", &shown[0][..6]]);
    both.agree(&["show", &shown[0], "--page"]);
    // The numbers of the last search are those of the archive that was asked.
    for place in [&[][..], &both.place(1)] {
        both.output(&["search", "port"], place);
        let by_number = told(&both.output(&["show", "2"], place));
        assert_eq!(by_number, told(&both.output(&["show", &shown[1]], place)));
    }
    cluster.forget("shown");
}

#[test]
fn saved_searches_and_figures_are_the_same_over_a_cluster() {
    let Some(cluster) = Cluster::of(2) else { return };
    let both = Both::new(&cluster, "kept");
    both.agree(&["search", "port", "--save", "ports", "--copies", "collapse"]);
    both.agree(&["search", "--saved", "ports", "--count"]);
    both.agree(&["search", "--saved", "ports", "--new-since-last"]);
    both.agree(&["saved", "ports", "--format", "atom"]);
    both.agree(&["saved", "--run-all"]);
    both.archive.write("new.txt", "Port opened\n\nThe new port of Lisbon was opened on Monday.");
    both.archive.run(&["index"]).exits(0);
    assert!(both.output(&["export"], &both.place(1)).status.success());
    let home = told(&both.output(&["saved", "--run-all"], &[]));
    let first = told(&both.output(&["saved", "--run-all"], &both.place(1)));
    assert_eq!(first, home);
    assert!(home.0.contains("new.txt"), "{home:?}");
    let again = told(&both.output(&["saved", "--run-all"], &both.place(2)));
    assert_eq!((again.0.as_str(), again.2), ("", Some(1)), "what was told is not new at another node");
    let stats = |place: &[String]| {
        let told = both.output(&["stats", "--format", "json"], place).stdout;
        let mut told: Value = serde_json::from_slice(&told).unwrap();
        let kept = [told["index"].take(), told["cluster"].take()];
        told.as_object_mut().unwrap().retain(|key, _| key != "index" && key != "cluster");
        (told, kept.into_iter().find(|kept| !kept.is_null()).unwrap())
    };
    let (home, kept) = stats(&[]);
    let (found, in_cluster) = stats(&both.place(2));
    assert_eq!(found, home);
    assert_eq!(in_cluster["roots"], kept["roots"]);
    assert_eq!(in_cluster["name"], "kept");
    let lines =
        |place: &[String]| told(&both.output(&["stats"], place)).0.lines().skip(1).collect::<Vec<_>>().join("\n");
    assert_eq!(lines(&both.place(1)), lines(&[]));
    let bench = both.output(&["bench", "--rounds", "1", "--format", "json"], &both.place(1));
    assert!(bench.status.success(), "{}", String::from_utf8_lossy(&bench.stderr));
    cluster.forget("kept");
}

#[cfg(feature = "serve")]
#[test]
fn the_page_and_assistants_answer_the_same_over_a_cluster() {
    use crate::serve::client::Served;
    use dateline::serve::Options;

    let Some(cluster) = Cluster::of(2) else { return };
    let both = Both::new(&cluster, "served");
    let home = Served::over(&both.archive.path().join("index"));
    let connection = Connection::open(&Access::to(&cluster.addresses(1)).unwrap()).unwrap();
    let live = Live::over(Box::new(ClusterOpener::new(connection, "served")), &both.archive.path().join("notes"));
    let over = Served::with(&Options::over(live));
    let id = &ids(&both, "port")[0];
    for path in [
        "/api/v1/search?q=port&facet=country,site",
        "/api/v1/search?q=(port",
        "/api/v1/export?q=port",
        "/api/v1/facets?q=*",
        "/api/v1/copies?q=*",
        &format!("/api/v1/articles/{id}"),
        &format!("/api/v1/articles/{id}/copies"),
        "/api/v1/names?name=Tartous",
        "/?q=port",
        "/map?q=port",
        "/trend?q=port",
        "/complete?q=country:s",
        &format!("/article/{id}?q=port"),
    ] {
        let (expected, found) = (home.get(path), over.get(path));
        // A form's key is that of its run.
        let text = |body: &[u8]| {
            let text = String::from_utf8_lossy(body).into_owned();
            let lines = text.split('\n').map(without_time).collect::<Vec<_>>().join("\n");
            without_keys(&lines)
        };
        assert_eq!(found.status, expected.status, "{path}");
        assert_eq!(text(&found.body), text(&expected.body), "{path}");
    }
    let archive = String::from_utf8_lossy(&over.get("/archive").body).into_owned();
    assert!(archive.contains("in the cluster at") && !archive.contains("Read again"), "{archive}");
    let ask = |place: &[String]| {
        let mut door = both.archive.command(&["mcp"]);
        let mut door = door.args(place).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let calls = [
            json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
                "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" } } }),
            json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
            crate::mcp::call(2, "search", json!({ "query": "port" }), None),
            crate::mcp::call(3, "article", json!({ "id": id }), None),
            crate::mcp::call(4, "copies", json!({ "id": id }), None),
        ];
        let mut to = door.stdin.take().unwrap();
        for call in &calls {
            writeln!(to, "{call}").unwrap();
        }
        let mut lines = std::io::BufRead::lines(std::io::BufReader::new(door.stdout.take().unwrap()));
        let mut answers: Vec<String> = lines.by_ref().take(4).map(|line| without_times(&line.unwrap())).collect();
        drop(to);
        door.wait().unwrap();
        answers.sort();
        answers
    };
    assert_eq!(ask(&both.place(2)), ask(&[]));
    cluster.forget("served");
}

/// A text without the keys of its forms.
#[cfg(feature = "serve")]
fn without_keys(text: &str) -> String {
    let mut parts = text.split("name=\"key\" value=\"");
    let mut all = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| all.push_str(part.split_once('"').map_or("", |(_, rest)| rest)));
    all
}

/// An answer without the times in it, which stand in a text within the text, too.
#[cfg(feature = "serve")]
fn without_times(line: &str) -> String {
    let mut parts = line.split("took_ms");
    let mut all = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| all.push_str(&part[part.find([',', '}']).unwrap_or(0)..]));
    all
}
