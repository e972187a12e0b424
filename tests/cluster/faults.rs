//! Nodes and exports that are killed: the next export makes the cluster hold exactly the archive, and no run says otherwise.

use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::json;

use super::nodes::{Cluster, Dice, write_stories};
use crate::harness::Archive;

/// How often an export is killed.
const KILLS: u64 = 20;

fn started(cluster: &Cluster, archive: &Archive, name: &str) -> Child {
    let mut command = cluster.export(archive, name, &[]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits until an export has sent some articles, so that what happens next happens while it sends.
#[track_caller]
fn has_begun_to_send(cluster: &Cluster, name: &str) {
    let connection = cluster.connection();
    for _ in 0..1_200 {
        let told = connection
            .get(&format!("/_stats/indexing?filter_path=indices.{name}-1.primaries.indexing.index_total"))
            .unwrap();
        let written = &told["indices"][format!("{name}-1")]["primaries"]["indexing"]["index_total"];
        if written.as_u64().is_some_and(|count| count > 0) {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("nothing was sent within a minute");
}

/// Waits for an export that has to end well.
#[track_caller]
fn ends_well(child: Child) {
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_archive_that_is_being_written_or_has_another_form_is_told_of() {
    let Some(cluster) = Cluster::of(2) else { return };
    let (archive, name) = (Archive::new(), "half-written");
    cluster.forget(name);
    write_stories(&archive, 0, 5, 0);
    cluster.exported(&archive, name);
    let search = || archive.run(&["search", "*", "--cluster", &cluster.addresses(1), "--name", name]);
    assert_eq!(search().exits(0).stderr(), "");
    let says = |form: u64, state: &str| {
        let about = json!({ "written_by": "9.9.9", "form": form, "state": state, "version": 1 });
        cluster.connection().put(&format!("/{name}-1/_mapping"), &json!({ "_meta": { "dateline": about } })).unwrap();
    };
    let about = cluster.connection().get(&format!("/{name}-1/_mapping")).unwrap();
    let own =
        about[format!("{name}-1")]["mappings"]["_meta"]["dateline"]["form"].as_u64().expect("an archive says its form");
    says(own, "being written");
    assert!(search().exits(0).stderr().contains("may be missing or double"));
    says(99, "whole");
    let told = search().exits(2).stderr();
    assert!(told.contains("form 99, written by dateline 9.9.9"), "{told}");
    cluster.forget(name);
}

#[test]
fn killed_at_twenty_moments_an_export_ends_equal() {
    let Some(cluster) = Cluster::of(2) else { return };
    let (archive, name) = (Archive::new(), "killed");
    cluster.forget(name);
    write_stories(&archive, 0, 300, 0);
    ends_well(started(&cluster, &archive, name));
    let mut dice = Dice(7);
    // How long a run takes, about: less than was thought wherever one had ended before it could be killed.
    let (mut longest, mut cut) = (8_000, 0);
    for edition in 1..=3 * KILLS {
        // Every run has something to write, to remove and to move.
        let first = dice.below(15) as u32 * 20;
        write_stories(&archive, first, first + 20, edition as u32);
        let gone = dice.below(300) as u32;
        let path = archive.path().join("archive").join(format!("{gone:05}.html"));
        if path.exists() {
            archive.remove(&format!("{gone:05}.html"));
        }
        let mut child = started(&cluster, &archive, name);
        std::thread::sleep(Duration::from_millis(dice.below(longest)));
        match child.try_wait().unwrap() {
            None => cut += 1,
            Some(_) => longest = (longest * 2 / 3).max(50),
        }
        child.kill().unwrap();
        child.wait().unwrap();
        if cut == KILLS {
            break;
        }
    }
    assert_eq!(cut, KILLS, "so many runs were cut off; the rest had ended");
    ends_well(started(&cluster, &archive, name));
    cluster.holds_exactly(&archive, name);
    cluster.forget(name);
}

#[test]
fn an_export_goes_on_while_the_second_node_dies_and_comes_back() {
    let Some(cluster) = Cluster::of(2) else { return };
    let (archive, name) = (Archive::new(), "node-lost");
    cluster.forget(name);
    write_stories(&archive, 0, 1_500, 0);
    // All is read before, so that the node dies while articles are sent.
    let _ = archive.run(&["index", "archive"]).exits(0);
    let child = started(&cluster, &archive, name);
    has_begun_to_send(&cluster, name);
    cluster.nodes("kill", "2");
    ends_well(child);
    cluster.nodes("restart", "2");
    cluster.nodes("wait", "green");
    assert_eq!(cluster.documents(name).len(), 1_500);
    cluster.holds_exactly(&archive, name);
    cluster.forget(name);
}

#[test]
fn an_export_waits_for_the_only_manager() {
    let Some(cluster) = Cluster::of(2) else { return };
    let (archive, name) = (Archive::new(), "manager-lost");
    cluster.forget(name);
    write_stories(&archive, 0, 600, 0);
    let _ = archive.run(&["index", "archive"]).exits(0);
    let child = started(&cluster, &archive, name);
    has_begun_to_send(&cluster, name);
    cluster.nodes("kill", "1");
    std::thread::sleep(Duration::from_secs(3));
    cluster.nodes("restart", "1");
    ends_well(child);
    cluster.nodes("wait", "green");
    cluster.holds_exactly(&archive, name);
    cluster.forget(name);
}

#[test]
fn of_three_nodes_any_one_may_die_while_articles_are_sent() {
    let Some(cluster) = Cluster::of(3) else { return };
    let archive = Archive::new();
    write_stories(&archive, 0, 900, 0);
    let _ = archive.run(&["index", "archive"]).exits(0);
    for victim in ["1", "2", "3"] {
        let name = format!("of-three-{victim}");
        cluster.forget(&name);
        let child = started(&cluster, &archive, &name);
        has_begun_to_send(&cluster, &name);
        cluster.nodes("kill", victim);
        ends_well(child);
        assert_eq!(cluster.documents(&name).len(), 900);
        cluster.nodes("restart", victim);
        cluster.nodes("wait", "green");
        assert_eq!(cluster.documents(&name).len(), 900, "and after the node came back");
        cluster.forget(&name);
    }
}
