//! Names of files and members that are no text.

use std::process::Command;

use crate::harness::Archive;

/// A tar archive of these members, whose names are bytes of any charset.
fn tar(members: &[(&[u8], &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, text) in members {
        let mut header = tar::Header::new_ustar();
        header.as_old_mut().name[..name.len()].copy_from_slice(name);
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        header.set_entry_type(tar::EntryType::Regular);
        header.set_cksum();
        bytes.extend_from_slice(header.as_bytes());
        bytes.extend_from_slice(text.as_bytes());
        bytes.resize(bytes.len().next_multiple_of(512), 0);
    }
    bytes.resize(bytes.len() + 1024, 0);
    bytes
}

/// The ids of the articles that an index holds, from the lines of JSON.
fn ids(archive: &Archive, query: &str) -> Vec<String> {
    let run = archive.run(&["search", query, "--copies", "all", "--format", "jsonl"]).exits(0);
    let id = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
    run.stdout().lines().map(id).collect()
}

#[test]
fn members_whose_names_are_in_an_old_charset_are_articles_of_their_own() {
    let archive = Archive::new();
    // 新闻 and 新华 in GBK, порт and пост in windows-1251. Two of the bytes happen to be a character of UTF-8.
    let members: [(&[u8], &str); 4] = [
        (b"\xD0\xC2\xCE\xC5.txt", "Quay one\n\nThe quay was closed on Monday after a storm."),
        (b"\xD0\xC2\xBB\xAA.txt", "Quay two\n\nThe ferry to the island left the quay at noon."),
        (b"\xEF\xEE\xF0\xF2.txt", "Quay three\n\nA crane on the quay will be mended in spring."),
        (b"\xEF\xEE\xF1\xF2.txt", "Quay four\n\nTwo boats were moored at the quay in the night."),
    ];
    archive.write("old.tar", tar(&members));
    archive.run(&["index", "archive"]).exits(0);
    let mut found = ids(&archive, "quay");
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 4, "each member has an id of its own: {found:?}");
    let shown = archive.run(&["search", "ferry", "--format", "json"]).exits(0).stdout();
    assert!(shown.contains(r#""member": "\\xD0»\\xAA.txt""#), "{shown}");
}

#[cfg(unix)]
#[test]
fn files_whose_names_are_no_text_are_found_by_their_own_names() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let archive = Archive::new();
    let names: [&[u8]; 3] = [b"b-\xFE.txt", b"b-\xFF.txt", b"b-\\xFF.txt"];
    for (name, text) in names.iter().zip(["left at noon", "came in the night", "was repaired in spring"]) {
        let path = archive.path().join("archive").join(OsStr::from_bytes(name));
        std::fs::write(path, format!("Boat\n\nThe boat {text}, said the harbour office.")).unwrap();
    }
    archive.run(&["index", "archive"]).exits(0);
    let mut found = ids(&archive, "boat");
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 3, "each file has an id of its own: {found:?}");

    let bytes = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.current_dir(archive.path()).args(arguments).env_remove("DATELINE_INDEX").output().unwrap().stdout
    };
    let listed = bytes(&["search", "boat", "--copies", "all", "-l", "-0"]);
    let mut listed: Vec<&[u8]> = listed.split(|byte| *byte == 0).filter(|path| !path.is_empty()).collect();
    listed.sort();
    assert_eq!(listed.len(), 3);
    for (path, name) in listed.iter().zip([names[2], names[0], names[1]]) {
        assert!(path.ends_with(name), "{path:?}");
        assert!(archive.path().join(OsStr::from_bytes(path)).exists(), "xargs -0 gets names that files have");
    }

    let again = archive.run(&["index", "archive"]).exits(0).stdout();
    assert!(again.contains("unchanged         3"), "they are known again: {again}");
    let shown = archive.run(&["search", "boat night", "--copies", "all", "--format", "json"]).exits(0).stdout();
    assert!(shown.contains(r#"b-\\xFF.txt""#), "{shown}");
}

#[cfg(unix)]
#[test]
fn a_folder_whose_name_is_no_text_is_indexed() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let archive = Archive::new();
    let folder = archive.path().join("archive").join(OsStr::from_bytes(b"caf\xE9"));
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("a.txt"), "Quay\n\nThe quay was closed on Monday.").unwrap();
    let run = |arguments: &[&OsStr]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.current_dir(archive.path()).args(arguments).env_remove("DATELINE_INDEX").output().unwrap()
    };
    let indexed = run(&[OsStr::new("index"), folder.as_os_str()]);
    assert!(indexed.status.success(), "{}", String::from_utf8_lossy(&indexed.stderr));
    assert_eq!(run(&["search", "quay", "--count"].map(OsStr::new)).stdout, b"1\n");
    std::fs::remove_file(folder.join("a.txt")).unwrap();
    let emptied = run(&["index", "--allow-empty"].map(OsStr::new));
    assert!(emptied.status.success(), "what the index was built of is known by its bytes");
    assert_eq!(run(&["search", "quay", "--count"].map(OsStr::new)).stdout, b"0\n");
}
