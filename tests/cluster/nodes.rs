//! A cluster that was started for the tests, and archives whose stories have copies.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use dateline::cluster::client::{Access, Connection, Patience};
use serde_json::{Value, json};

use crate::harness::{Archive, Run};

/// A cluster of `nodes.sh`, by the folder that `DATELINE_TEST_CLUSTER` names.
pub(super) struct Cluster {
    folder: PathBuf,
    port: u16,
    count: u16,
}

impl Cluster {
    /// The cluster, if one with `count` nodes was started; else it is told that the test is skipped.
    pub(super) fn of(count: u16) -> Option<Cluster> {
        let Some(folder) = std::env::var_os("DATELINE_TEST_CLUSTER").map(PathBuf::from) else {
            eprintln!("skipped: no cluster was started; tests/cluster/run starts one and runs this");
            return None;
        };
        let number = |name: &str| fs::read_to_string(folder.join(name)).unwrap().trim().parse::<u16>().unwrap();
        let cluster = Cluster { port: number("port"), count: number("count"), folder };
        if cluster.count != count {
            eprintln!(
                "skipped: the cluster has {} nodes, and this is for {count}; tests/cluster/run has both",
                cluster.count
            );
            return None;
        }
        Some(cluster)
    }

    /// The addresses of all nodes, as `--cluster` takes them; those from `first` on come first.
    pub(super) fn addresses(&self, first: u16) -> String {
        let address = |node: u16| format!("http://127.0.0.1:{}", self.port + (first - 1 + node) % self.count);
        (0..self.count).map(address).collect::<Vec<_>>().join(",")
    }

    /// Runs a command of `nodes.sh`.
    #[track_caller]
    pub(super) fn nodes(&self, command: &str, argument: &str) {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cluster/nodes.sh");
        let mut command_line = Command::new(script);
        assert!(
            command_line.arg(command).arg(&self.folder).arg(argument).status().unwrap().success(),
            "{command} {argument}"
        );
    }

    pub(super) fn connection(&self) -> Connection {
        let mut access = Access::to(&self.addresses(1)).unwrap();
        access.patience = Patience::long_run();
        Connection::open(&access).unwrap()
    }

    /// An export of the archive's folder under `name`, to be run.
    pub(super) fn export(&self, archive: &Archive, name: &str, more: &[&str]) -> Command {
        archive.command(&[&["export", "archive", "--cluster", &self.addresses(1), "--name", name], more].concat())
    }

    /// The same, run to its end.
    #[track_caller]
    pub(super) fn exported(&self, archive: &Archive, name: &str) -> Run {
        archive.run(&["export", "archive", "--cluster", &self.addresses(1), "--name", name]).exits(0)
    }

    /// All documents of an index: id, routing and digest of each.
    #[track_caller]
    pub(super) fn documents(&self, name: &str) -> BTreeSet<[String; 3]> {
        let connection = self.connection();
        connection.post(&format!("/{name}/_refresh"), &json!({})).unwrap();
        let body = json!({ "size": 10_000, "track_total_hits": true, "_source": false, "docvalue_fields": ["digest"] });
        let told = connection.search(&format!("/{name}/_search"), &body).unwrap();
        let hits = told["hits"]["hits"].as_array().unwrap();
        assert_eq!(told["hits"]["total"]["value"].as_u64().unwrap(), hits.len() as u64, "more than the test can read");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let all: BTreeSet<[String; 3]> = hits
            .iter()
            .map(|hit| [text(&hit["_id"]), text(&hit["_routing"]), text(&hit["fields"]["digest"][0])])
            .collect();
        assert_eq!(all.len(), hits.len(), "a document is there twice");
        all
    }

    /// The cluster holds just what an export of the same archive and index to an empty place makes of it.
    #[track_caller]
    pub(super) fn holds_exactly(&self, archive: &Archive, name: &str) {
        let fresh = format!("{name}-fresh");
        self.exported(archive, &fresh);
        for (held, expected) in [(name.to_owned(), fresh.clone()), (format!("{name}-words"), format!("{fresh}-words"))]
        {
            let (held, expected) = (self.documents(&held), self.documents(&expected));
            let (missing, more) = (expected.difference(&held).count(), held.difference(&expected).count());
            assert!(missing == 0 && more == 0, "{name}: {missing} missing, {more} too many of {}", expected.len());
        }
        self.forget(&fresh);
    }

    /// Removes what a test has made under a name.
    pub(super) fn forget(&self, name: &str) {
        let connection = self.connection();
        for pattern in [format!("{name}-words-1"), format!("{name}-words-2"), format!("{name}-1"), format!("{name}-2")]
        {
            connection.delete(&format!("/{pattern}?ignore_unavailable=true")).unwrap();
        }
    }
}

/// Writes stories to the archive, from number `from` to `to`. Every fourth is a copy of the one before with a sentence more; `edition` changes
/// the text.
pub(super) fn write_stories(archive: &Archive, from: u32, to: u32, edition: u32) {
    for number in from..to {
        let story = if number % 4 == 3 { number - 1 } else { number };
        let mut dice = Dice(u64::from(story) * 1_000 + u64::from(edition) + 1);
        let mut text: Vec<String> = (0..12).map(|_| sentence(&mut dice)).collect();
        if number != story {
            text.push(sentence(&mut Dice(u64::from(number) + 77)));
        }
        let title = sentence(&mut dice);
        let day = 1 + number % 28;
        let page = format!(
            "<html><head><title>{title}</title><meta property=\"article:published_time\" content=\"2025-03-{day:02}\"></head>\
             <body><article><h1>{title}</h1><p>{}</p></article></body></html>",
            text.join("</p><p>")
        );
        archive.write(&format!("{number:05}.html"), page);
    }
}

/// Numbers that look drawn by chance and are the same at every run (a linear congruential generator, MMIX's constants).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % count
    }
}

fn sentence(dice: &mut Dice) -> String {
    const STEMS: [&str; 12] = ["har", "bour", "mar", "ket", "val", "ley", "min", "ister", "for", "est", "win", "ter"];
    let mut words = Vec::new();
    for _ in 0..12 {
        let (first, second, third) = (dice.below(12), dice.below(12), dice.below(12));
        words.push(format!("{}{}{}", STEMS[first as usize], STEMS[second as usize], STEMS[third as usize]));
    }
    let text = words.join(" ");
    format!("{}{}.", text[..1].to_uppercase(), &text[1..])
}
