//! What the cluster holds after an export, and what a second one does.

use serde_json::json;

use super::nodes::{Cluster, write_stories};
use crate::harness::{Archive, Run};

/// Written, unchanged and removed articles of a report.
fn counts(run: &Run) -> [u64; 3] {
    let told = run.stdout();
    let line = told.lines().find(|line| line.contains(" articles: ")).unwrap().to_owned();
    let count = |word: &str| {
        let before = &line[..line.find(&format!(" {word}")).unwrap()];
        before.rsplit([' ', ',', ';', ':']).next().unwrap().parse().unwrap()
    };
    [count("written"), count("unchanged"), count("removed")]
}

#[test]
fn an_export_again_sends_what_changed_and_removes_what_is_gone() {
    let Some(cluster) = Cluster::of(2) else { return };
    let (archive, name) = (Archive::new(), "again");
    cluster.forget(name);
    write_stories(&archive, 0, 40, 0);
    assert_eq!(counts(&cluster.exported(&archive, name)), [40, 0, 0]);
    assert_eq!(cluster.documents(name).len(), 40);
    assert_eq!(counts(&cluster.exported(&archive, name)), [0, 40, 0]);

    // One is new, one is changed, one that has no copy is gone.
    archive
        .write("new.html", "<title>Ferry</title><p>The ferry to the islands runs again since this Monday morning.</p>");
    write_stories(&archive, 8, 9, 1);
    archive.remove("00001.html");
    assert_eq!(counts(&cluster.exported(&archive, name)), [2, 38, 1]);
    cluster.holds_exactly(&archive, name);
    cluster.forget(name);
}

#[test]
fn an_article_moves_with_its_story_and_is_there_once() {
    let Some(cluster) = Cluster::of(2) else { return };
    let (archive, name) = (Archive::new(), "moves");
    cluster.forget(name);
    write_stories(&archive, 0, 60, 0);
    cluster.exported(&archive, name);
    let routings = |cluster: &Cluster| {
        let of = |[id, routing, _]: [String; 3]| (id, routing);
        cluster.documents(name).into_iter().map(of).collect::<std::collections::BTreeMap<_, _>>()
    };
    let before = routings(&cluster);
    // Of each pair of copies one goes: the other leads its story now, or is alone.
    for number in (2..60).step_by(8) {
        archive.remove(&format!("{number:05}.html"));
    }
    for number in (7..60).step_by(8) {
        archive.remove(&format!("{number:05}.html"));
    }
    cluster.exported(&archive, name);
    let after = routings(&cluster);
    let moved = after.iter().filter(|(id, routing)| before.get(*id) != Some(routing)).count();
    assert!(moved > 0, "no article has moved, so this tests nothing");
    cluster.holds_exactly(&archive, name);
    cluster.forget(name);
}

#[test]
fn a_share_that_is_not_mounted_and_the_name_of_another_archive_cost_nothing() {
    let Some(cluster) = Cluster::of(2) else { return };
    let (archive, name) = (Archive::new(), "guarded");
    cluster.forget(name);
    write_stories(&archive, 0, 240, 0);
    cluster.exported(&archive, name);
    for number in 0..240 {
        archive.remove(&format!("{number:05}.html"));
    }
    // The folder may be a share that is not mounted.
    let again = archive.run(&["export", "archive", "--cluster", &cluster.addresses(1), "--name", name]).exits(2);
    assert_eq!(counts(&again), [0, 240, 0]);

    let other = Archive::new();
    write_stories(&other, 300, 310, 0);
    let refused = other.run(&["export", "archive", "--cluster", &cluster.addresses(1), "--name", name]).exits(2);
    assert!(refused.stderr().contains("--allow-empty"), "{}", refused.stderr());
    assert!(cluster.documents(name).len() >= 240, "nothing was removed");
    let taken = ["export", "archive", "--cluster", &cluster.addresses(1), "--name", name, "--allow-empty"];
    let _ = other.run(&taken).exits(0);
    cluster.holds_exactly(&other, name);
    cluster.forget(name);
}

#[test]
fn another_layout_replaces_the_archive_without_a_gap() {
    let Some(cluster) = Cluster::of(2) else { return };
    let (archive, name) = (Archive::new(), "layout");
    cluster.forget(name);
    write_stories(&archive, 0, 30, 0);
    cluster.exported(&archive, name);
    let before = cluster.documents(name);
    let _ = archive.run(&["export", "--cluster", &cluster.addresses(1), "--name", name, "--shards", "2"]).exits(0);
    assert_eq!(cluster.documents(name), before);
    let told = cluster.connection().get("/_cat/indices/layout*?format=json&h=index,pri&s=index").unwrap();
    assert_eq!(told, json!([{ "index": "layout-2", "pri": "2" }, { "index": "layout-words-2", "pri": "1" }]));
    // And what was not said stays.
    cluster.exported(&archive, name);
    assert_eq!(cluster.connection().get("/_cat/indices/layout*?format=json&h=index,pri&s=index").unwrap(), told);
    cluster.forget(name);
}

#[test]
fn the_index_of_somebody_else_is_left_alone() {
    let Some(cluster) = Cluster::of(2) else { return };
    let (archive, connection) = (Archive::new(), cluster.connection());
    write_stories(&archive, 0, 3, 0);
    for (index, alias) in [("foreign", None), ("theirs-1", Some("theirs"))] {
        let aliases = alias.map_or(json!({}), |alias| json!({ alias: {} }));
        connection.delete(&format!("/{index}?ignore_unavailable=true")).unwrap();
        connection.put(&format!("/{index}"), &json!({ "aliases": aliases })).unwrap();
        let name = alias.unwrap_or(index);
        let refused = archive.run(&["export", "archive", "--cluster", &cluster.addresses(1), "--name", name]).exits(2);
        assert!(refused.stderr().contains("not made by dateline"), "{}", refused.stderr());
        connection.delete(&format!("/{index}")).unwrap();
    }
}

#[test]
fn files_for_other_loaders_give_the_same() {
    let Some(cluster) = Cluster::of(2) else { return };
    let (archive, name) = (Archive::new(), "files");
    cluster.forget(name);
    cluster.forget("loaded");
    write_stories(&archive, 0, 50, 0);
    cluster.exported(&archive, name);
    let _ = archive.run(&["export", "--format", "bulk", "--to", "out"]).exits(0);
    let load = |file: &str, path: &str, method: &str| {
        let told = std::process::Command::new("curl")
            .args(["-sS", "-X", method, "-H", "content-type: application/x-ndjson", "--data-binary"])
            .arg(format!("@{}", archive.path().join("out").join(file).display()))
            .arg(format!("{}/{path}", cluster.addresses(1).split(',').next().unwrap()))
            .output()
            .unwrap();
        let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
        assert!(told["errors"] == false || told["acknowledged"] == true, "{file}: {told}");
    };
    for part in ["articles", "words"] {
        let index = if part == "words" { "loaded-words-1" } else { "loaded-1" };
        load(&format!("{part}.json"), index, "PUT");
        load(&format!("{part}-000001.ndjson"), &format!("{index}/_bulk"), "POST");
        // Twice is as once.
        load(&format!("{part}-000001.ndjson"), &format!("{index}/_bulk"), "POST");
    }
    assert_eq!(cluster.documents("loaded-1"), cluster.documents(name));
    assert_eq!(cluster.documents("loaded-words-1"), cluster.documents("files-words"));
    cluster.forget("loaded");
    cluster.forget(name);
}
