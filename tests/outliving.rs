//! An index outlives the build that wrote it: newer reading rules, other formats, files that move, names of fields.

use std::fs;
use std::path::Path;

use crate::harness::Archive;

fn page(title: &str, text: &str) -> String {
    format!("<html lang=en><title>{title}</title><body><article><h1>{title}</h1><p>{text}</p></article></body></html>")
}

/// What the search saved as `quays` finds and has not shown.
fn news(archive: &Archive) -> String {
    archive.run(&["search", "--saved", "quays", "--new-since-last", "-l"]).stdout()
}

fn archive() -> Archive {
    let archive = Archive::new();
    archive.write("a.html", page("The old quay", "The old quay is closed for the winter, the harbour master said."));
    archive.write("b/b.html", page("A quay for ferries", "Ferries leave from a quay of their own from May on."));
    archive.run(&["index", "archive"]).exits(0);
    let kept = "dateline: kept as quays: quay; the 2 articles that it finds now are not new; `dateline search --saved quays \
                --new-since-last` tells what is\n";
    archive.run(&["search", "quay", "--save", "quays", "--count"]).says(0, "2\n", kept);
    archive
}

/// Lets the index forget by which rules its files were read, as one of before there were versions.
fn forget_rules(archive: &Archive) {
    use dateline::index::{Index, ReadingRules};
    let index = Index::open(&archive.path().join("index")).unwrap();
    let mut writer = index.writer(1, 0).unwrap();
    for mut record in index.snapshot().unwrap().files().unwrap().into_values() {
        record.rules = ReadingRules::default();
        writer.replace_file(&record).unwrap();
    }
    writer.commit(&index.roots().unwrap()).unwrap();
}

#[test]
fn a_build_that_reads_otherwise_reads_again_by_itself_and_tells_so() {
    let archive = archive();
    forget_rules(&archive);
    archive.run(&["search", "quay", "--count"]).says(0, "2\n", "");
    let told = archive.run(&["index"]).exits(0).stdout();
    assert!(told.contains("indexed           2"), "{told}");
    assert!(told.contains("note: read again, since this build of dateline reads otherwise"), "{told}");
    assert!(told.contains("(2 files or records), such as"), "{told}");
    let told = archive.run(&["index"]).exits(0).stdout();
    assert!(told.contains("unchanged         2") && !told.contains("read again"), "{told}");
    assert_eq!(news(&archive), "");
    archive.run(&["check"]).exits(0);
}

#[test]
fn files_that_move_are_not_new_to_a_saved_search() {
    let archive = archive();
    let from = |name: &str| archive.path().join("archive").join(name);
    fs::create_dir(from("c")).unwrap();
    fs::rename(from("a.html"), from("c/moved.html")).unwrap();
    fs::rename(from("b"), from("d")).unwrap();
    archive
        .write("e.html", page("The third quay", "A third quay is planned beside the mole, where the fish market was."));
    let told = archive.run(&["index"]).exits(0).stdout();
    assert!(!told.contains("removed"), "what was moved is not gone: {told}");
    assert!(told.contains("moved             2  files that went by another name, with the same bytes"), "{told}");
    assert_eq!(news(&archive), "archive/e.html\n");

    // A container is not read in order; it is known again by its bytes all the same.
    let record =
        |n: u32| format!("{{\"id\": \"{n}\", \"title\": \"Note {n}\", \"text\": \"Quay number {n} is open.\"}}\n");
    let mut zip = zip::ZipWriter::new(fs::File::create(from("notes.zip")).unwrap());
    zip.start_file("notes.jsonl", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut zip, (0..9).map(record).collect::<String>().as_bytes()).unwrap();
    zip.finish().unwrap();
    archive.run(&["index"]).exits(0);
    assert_eq!(news(&archive).lines().count(), 9);
    fs::rename(from("notes.zip"), from("c/notes of the year.zip")).unwrap();
    archive.run(&["index"]).exits(0);
    assert_eq!(news(&archive), "");
    archive.run(&["search", "quay", "--count"]).says(0, "12\n", "");
}

#[test]
fn names_of_fields_are_kept_for_their_folder_and_what_changes_them_reads_again() {
    let archive = Archive::new();
    archive.write(
        "a/a.jsonl",
        "{\"topline\": \"Mole opened\", \"story_as_told\": \"The new mole was opened by nobody.\"}\n",
    );
    archive.write("b/b.html", page("A quay", "Ferries leave from a quay of their own from May on."));
    let folder = |name: &str| format!("archive/{name}");
    let told = archive.run(&["index", &folder("a"), &folder("b")]).exits(2).stdout();
    assert!(told.contains("the record has no text and no title; map their names"), "{told}");
    archive.run(&["search", "title:mole", "--count"]).says(1, "0\n", "");
    let map = ["--map", "title=topline", "--map", "text=story_as_told"];
    let told = archive.run(&[&["index", &*folder("a")][..], &map].concat()).exits(0).stdout();
    assert!(told.contains("read again, since the names of fields that --map gave have changed"), "{told}");
    archive.run(&["search", "title:mole nobody", "--count"]).says(0, "1\n", "");
    let told = archive.run(&["index"]).exits(0).stdout();
    assert!(told.contains("unchanged         2"), "the names are kept: {told}");
    archive.write("a/c.jsonl", "{\"topline\": \"Mole closed\", \"story_as_told\": \"The new mole was closed.\"}\n");
    archive.run(&["search", "title:mole", "--in", &folder("a"), "--count"]).exits(0);
    archive.run(&["search", "title:mole", "--count"]).says(0, "2\n", "");
    archive.run(&["index", &folder("a"), "--no-map"]).exits(2);
    archive.run(&["search", "title:mole", "--count"]).says(1, "0\n", "");
    archive.run(&[&["search", "title:mole", "--count", "--in", &*folder("a")][..], &map].concat()).exits(0);
    archive.run(&["search", "title:mole", "--count"]).says(0, "2\n", "");
    for arguments in [&["index", "--map", "heading=x"][..], &["search", "x", "--in", "archive/a", "--map", "heading=x"]]
    {
        let told = archive.run(arguments).exits(2).stderr();
        assert!(told.contains("no field `heading` to map to"), "{told}");
    }
}

#[test]
fn a_folder_in_which_nothing_is_left_keeps_its_articles_and_says_so() {
    let archive = archive();
    let folder = archive.path().join("archive");
    let away = archive.path().join("away");
    fs::rename(&folder, &away).unwrap();
    let kept = |archive: &Archive| {
        let run = archive.run(&["index"]).exits(2);
        assert!(run.stderr().contains("none of the 2 files that the index holds of it are there"), "{}", run.stderr());
        assert!(run.stdout().contains("failed            1"), "{}", run.stdout());
        archive.run(&["search", "quay", "--count"]).says(0, "2\n", "");
    };
    kept(&archive);
    fs::create_dir(&folder).unwrap();
    kept(&archive);
    fs::write(folder.join("README"), "This share is not mounted.").unwrap();
    kept(&archive);
    fs::remove_dir_all(&folder).unwrap();
    let refused = archive.run(&["index", "--rebuild"]).exits(2);
    let told = "nothing that the index holds of it is there, so its articles would be lost";
    assert!(refused.stderr().contains(told), "{}", refused.stderr());
    fs::rename(&away, &folder).unwrap();
    archive.run(&["index"]).exits(0);
    archive.run(&["search", "quay", "--count"]).says(0, "2\n", "");
    fs::rename(&folder, &away).unwrap();
    archive.run(&["index", "--allow-empty"]).exits(0);
    archive.run(&["search", "quay", "--count"]).says(1, "0\n", "");
}

#[test]
fn what_is_named_is_read_again_and_nothing_else() {
    let archive = archive();
    let told = archive.run(&["index", "--reread", "archive/b"]).exits(0).stdout();
    assert!(told.contains("1 file found") && told.contains("indexed           1"), "{told}");
    let run = archive.run(&["index", "--reread", "."]).exits(2);
    assert!(run.stderr().contains("is in none of the folders that the index was built from"), "{}", run.stderr());
    archive.run(&["search", "quay", "--count"]).says(0, "2\n", "");
}

/// An index of format 5 of the three files below, in a folder `/srv/news/archive`, with a saved search and a spelling.
const FORMAT_5: &str = "corpus/index_of_format_5.tar.gz";

/// Lays down the archive that the old index was built from, and the index itself, which is told where the archive is now.
#[cfg(unix)]
fn archive_of_format_5() -> Archive {
    use std::os::unix::ffi::OsStrExt;

    let archive = Archive::new();
    archive.write("quay.html", page("The old quay", "The old quay is closed for the winter, the harbour master said."));
    archive.write(
        "mole.jsonl",
        "{\"title\": \"Mole opened\", \"text\": \"The new mole beside the quay was opened by nobody.\"}\n",
    );
    let name = std::ffi::OsStr::from_bytes(b"ferry-\xff.html");
    let ferries = page("A quay for ferries", "Ferries leave from a quay of their own from May on.");
    fs::write(archive.path().join("archive").join(name), ferries).unwrap();
    let packed = fs::File::open(Path::new(env!("CARGO_MANIFEST_DIR")).join(FORMAT_5)).unwrap();
    tar::Archive::new(flate2::read::GzDecoder::new(packed)).unpack(archive.path()).unwrap();
    let meta = archive.path().join("index/meta.json");
    let folder = archive.path().canonicalize().unwrap();
    let text = fs::read_to_string(&meta).unwrap().replace("/srv/news", &folder.to_string_lossy());
    fs::write(meta, text).unwrap();
    archive
}

#[cfg(unix)]
#[test]
fn an_index_of_format_5_names_the_way_out_which_keeps_what_a_person_made() {
    let archive = archive_of_format_5();
    let old = fs::read(archive.path().join("index/meta.json")).unwrap();
    for command in [&["search", "quay"][..], &["index", "archive"], &["check"]] {
        let told = archive.run(command).exits(2).stderr();
        assert!(told.contains("the index has format 5, this program reads format"), "{told}");
        assert!(
            told.contains("build it anew with `dateline index --rebuild`: saved searches, names and folders"),
            "{told}"
        );
        assert_eq!(fs::read(archive.path().join("index/meta.json")).unwrap(), old, "it is left as it is");
    }
    archive.run(&["index", "--rebuild"]).exits(0);
    archive.run(&["check"]).exits(0);
    archive.run(&["search", "quay", "--count"]).says(0, "3\n", "");
    let stats = archive.run(&["stats"]).exits(0).stdout();
    assert!(stats.contains("built of  [DIR]/archive\n"), "{stats}");
    assert_eq!(archive.run(&["saved"]).exits(0).stdout().lines().next(), Some("quays: quay"));
    // The page whose name is no UTF-8 went by another id in format 5.
    assert_eq!(news(&archive), "", "what was shown before is not new");
    let names = fs::read_to_string(archive.path().join("index/names.txt")).unwrap();
    assert!(names.ends_with("+ quay kwai\n"), "{names}");
    assert!(!archive.path().join("index/.rebuilt").exists());
    let told = archive.run(&["index"]).exits(0).stdout();
    assert!(told.contains("unchanged         3"), "{told}");
}

#[cfg(unix)]
#[test]
fn an_index_without_a_readable_list_is_built_anew_from_the_folders_that_are_named() {
    let archive = archive_of_format_5();
    fs::write(archive.path().join("index/meta.json"), "{").unwrap();
    let refused = archive.run(&["index", "--rebuild"]).exits(2);
    assert!(refused.stderr().contains("name its folders: `dateline index --rebuild FOLDER`"), "{}", refused.stderr());
    archive.run(&["index", "--rebuild", "archive"]).exits(0);
    archive.run(&["search", "--saved", "quays", "--count"]).says(0, "3\n", "");
}
