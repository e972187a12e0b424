//! An archive whose files mean harm: bombs, loops, lying sizes, names that lead out. Every one of them ends as indexed,
//! skipped or failed with its reason, the good pages beside them and inside them are all found, and memory stays in
//! its bounds.

/// Makes the files.
mod made;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::harness::Archive;

/// A word that stands once in every good page, and nowhere else.
const LAMP: &str = "fresnel";

/// The most memory that a run over any of these files may hold, in bytes.
const MEMORY: u64 = 768 << 20;

/// The number that good pages are told apart by.
type Number = usize;

/// The archive, and the numbers of the good pages in it.
struct Hostile {
    archive: Archive,
    good: Vec<Number>,
}

impl Hostile {
    fn new() -> Hostile {
        Hostile { archive: Archive::new(), good: Vec::new() }
    }

    /// A good page, which must be found.
    fn page(&mut self) -> String {
        let number = self.good.len();
        self.good.push(number);
        page(number)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        self.archive.write(name, bytes);
    }
}

/// A page that is sound.
fn page(number: Number) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Light {number} is lit again</title></head>\
         <body><article><h1>Light {number} is lit again</h1><p>The keepers of light {number} have polished its {LAMP} \
         lens, and ships can see it from twenty miles, the harbour office said on Tuesday.</p></article></body></html>"
    )
}

/// What a report says, a line each: `failed: REASON, PATH [MEMBER]`.
fn lines(report: &Value) -> BTreeSet<String> {
    let of = |list: &str, what: &str| {
        let reasons = report[list].as_array().unwrap().clone();
        let what = what.to_owned();
        reasons.into_iter().flat_map(move |reason| {
            let (what, reason_text) = (what.clone(), reason["reason"].as_str().unwrap().to_owned());
            let examples = reason["examples"].as_array().unwrap().clone();
            let count = reason["count"].as_u64().unwrap() as usize;
            let untold = (count > examples.len()).then(|| format!("{what}: {reason_text}, {count} times"));
            examples
                .into_iter()
                .map(move |example| {
                    let path = example["path"].as_str().unwrap();
                    let path = path.rsplit_once("/archive/").map_or(path, |(_, path)| path);
                    let member = example["member"].as_str().map_or(String::new(), |member| format!(" [{member}]"));
                    format!("{what}: {reason_text}, {path}{member}")
                })
                .chain(untold)
        })
    };
    of("skipped_reasons", "skipped").chain(of("failed_reasons", "failed")).collect()
}

/// Asserts that a run over the archive reports these lines, whatever their order, and finds the good pages.
#[track_caller]
fn reports(hostile: &Hostile, expected: &[&str]) {
    let archive = &hostile.archive;
    let (report, told, peak) = index(archive);
    let report: Value = serde_json::from_str(&report).expect(&told);
    assert!(peak < MEMORY, "{} MiB of memory", peak >> 20);
    assert!(!told.contains(|c: char| c.is_control() && c != '\n'), "raw names: {told:?}");
    let count = |name: &str| report[name].as_u64().unwrap();
    assert_eq!(
        count("found"),
        count("indexed") + count("unchanged") + count("skipped") + count("failed"),
        "all is accounted for"
    );
    let expected: BTreeSet<String> = expected.iter().map(|line| (*line).to_owned()).collect();
    let lines = lines(&report);
    let missing: Vec<&String> = expected.difference(&lines).collect();
    let surplus: Vec<&String> = lines.difference(&expected).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "missing: {missing:#?}\nsurplus: {surplus:#?}");
    let found = archive.run(&["search", LAMP, "-n", "1000", "--copies", "all", "--format", "jsonl"]).exits(0).stdout();
    for number in &hostile.good {
        assert!(found.contains(&format!("Light {number} is lit")), "good page {number} is not found");
    }
    archive.run(&["check"]).exits(0);
}

/// Indexes the archive with two threads: the report, what was told on the way, and the most memory that was held at
/// once, in bytes; 0 where the system does not say.
fn index(archive: &Archive) -> (String, String, u64) {
    let folder = archive.path();
    let stream = |name: &str| fs::File::create(folder.join(name)).unwrap();
    let mut run = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["index", "archive", "--format", "json", "--memory", "64", "--threads", "2"])
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env_remove("DATELINE_INDEX")
        .stdout(stream("report"))
        .stderr(stream("told"))
        .spawn()
        .unwrap();
    let mut peak = 0;
    while run.try_wait().unwrap().is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", run.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        peak = kibibytes.map_or(peak, |kibibytes| kibibytes << 10);
        std::thread::sleep(Duration::from_millis(5));
    }
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    (read("report"), read("told"), peak)
}

#[test]
fn bombs() {
    let mut hostile = Hostile::new();
    made::bombs(&mut hostile);
    reports(
        &hostile,
        &[
            "failed: over the limit max-ratio: the compressed file grows to more than 250 times its size, bomb.html.gz",
            "failed: over the limit max-ratio: the compressed file grows to more than 250 times its size, bomb.html.zst",
            "failed: over the limit max-ratio: the compressed file grows to more than 250 times its size, bomb.tar.gz [bomb.html]",
            "failed: over the limit max-ratio: the compressed file grows to more than 250 times its size, bomb.zip [bomb.html]",
            "failed: over the limit max-ratio: the compressed file grows to more than 250 times its size, coded.warc [http://e.org/coded]",
            "failed: over the limit max-ratio: the compressed file grows to more than 250 times its size, one-member.warc.gz [http://e.org/bomb]",
            "failed: over the limit max-ratio: the compressed file grows to more than 250 times its size, twice.gz",
            "failed: the tar archive is cut off, bomb.tar.gz [bomb.html]",
        ],
    );
}

#[test]
fn exports_and_documents() {
    let mut hostile = Hostile::new();
    made::exports(&mut hostile);
    reports(
        &hostile,
        &[
            "failed: no ARC record begins here, lying.arc",
            "failed: over the limit max-bundle: the message is larger than 64 MiB, endless.mbox [message 1]",
            "failed: over the limit max-document: a record is larger than 64 MiB; what follows it was not read, endless.tei",
            "failed: over the limit max-ratio: the compressed file grows to more than 250 times its size, bomb.docx [word/document.xml]",
            "failed: over the limit max-ratio: the compressed file grows to more than 250 times its size, bomb.html.bz2",
            "failed: the CBOR is damaged or cut off; what came before was read, cut.wrr",
            "failed: the XML is cut off in this record; what came before the cut was read, deep.tei [article 1]",
            "failed: the ZIP archive is damaged (specified file not found in archive), hollow.epub [0.xhtml]",
            "failed: the ZIP archive is damaged (specified file not found in archive), hollow.epub [1.xhtml]",
            "failed: the ZIP archive is damaged (specified file not found in archive), hollow.epub [2.xhtml]",
            "failed: the ZIP archive is damaged (invalid Zip archive: Could not find EOCD), saved-cut.html",
            "failed: the record has more elements than an article, wide.tei",
            "failed: the record is cut off; what came before the cut was read, lying.arc [http://e.org/long]",
            "failed: the recording is no valid JSON, or cut off; what came before was read, deep.har",
            "failed: the xz data is damaged (XZ block header CRC32 mismatch); what came before was read, huge.html.xz",
            "skipped: a document without text, bin.rtf",
            "skipped: a document without text, blank.rtf",
            "skipped: a document without text, groups.rtf",
            "skipped: an e-book without chapters, itself.epub",
            "skipped: an empty file, huge.html.xz",
            "skipped: an empty file, lying.arc [http://e.org/short]",
            "skipped: nothing in it, empty.mbox",
        ],
    );
}

#[test]
fn containers_in_containers() {
    let mut hostile = Hostile::new();
    made::nested(&mut hostile);
    reports(
        &hostile,
        &[
            "failed: over the limit max-depth: more than 4 layers of compression and containers, fifty.gz",
            "failed: over the limit max-depth: more than 4 layers of compression and containers, fifty.tar [a.tar > a.tar > a.tar > a.tar]",
            "failed: over the limit max-depth: more than 4 layers of compression and containers, fifty.warc [http://e.org/a > http://e.org/a > http://e.org/a > http://e.org/a]",
            "failed: over the limit max-depth: more than 4 layers of compression and containers, fifty.zip [a.zip > a.zip > a.zip > a.zip]",
            "failed: over the limit max-depth: more than 4 layers of compression and containers, fifty.zst",
        ],
    );
}

#[test]
fn members_that_lead_out_and_lie() {
    let mut hostile = Hostile::new();
    made::members(&mut hostile);
    reports(
        &hostile,
        &[
            "failed: compression method not supported: 99, method.zip [a.html]",
            "failed: it is encrypted, locked.zip [a.html]",
            "failed: the ZIP archive is damaged (invalid Zip archive: Could not find EOCD), cut.zip",
            "failed: the ZIP archive is damaged (invalid Zip archive: Unexpected end of zip::format::blocks::ZipCentralEntryBlock), many.zip",
            "failed: the ZIP archive is damaged (invalid Zip archive: Unexpected end of zip::format::blocks::ZipLocalEntryBlock), place.zip [a.html]",
            "failed: the tar archive is cut off, endless-size.tar [a.html]",
            "failed: the tar archive is cut off, evil.tar [huge.html]",
            "skipped: binary data, endless-size.tar [a.html]",
            "skipped: binary data, evil.tar [huge.html]",
        ],
    );
    assert!(!hostile.archive.path().join("escaped.html").exists());
}

#[test]
fn crawls() {
    let mut hostile = Hostile::new();
    made::crawls(&mut hostile);
    reports(
        &hostile,
        &[
            "failed: the gzip data is cut off; what came before the cut was read, cut.warc.gz [http://e.org/cut]",
            "failed: the record is longer than it says, lying.warc [http://e.org/lying]",
            "failed: the record is shorter than it says, max.warc [http://e.org/lying]",
            "failed: the record's header has no type or length, headers.warc",
            "failed: the record's header has no type or length, lying.warc",
            "failed: the record's header has no type or length, marks.warc",
            "skipped: an answer of HTTP status 0, lying.warc [http://e.org/lying]",
        ],
    );
}

#[test]
fn records_without_end() {
    let mut hostile = Hostile::new();
    made::records(&mut hostile);
    reports(
        &hostile,
        &[
            "failed: more than 256 elements stand in each other; the item is left out, deep.xml [item 1]",
            "failed: over the limit max-document: the row is larger than 16 MiB, cell.csv [row 2]",
            "failed: over the limit max-document: a record is larger than 16 MiB; what follows it was not read, endless.xml [item 1]",
            "failed: over the limit max-document: the record is larger than 16 MiB, line.jsonl [line 1]",
            "failed: the record is no JSON object, lists.json [record 2]",
            "failed: the record is not valid JSON, objects-only.json [line 1]",
            "failed: the record is not valid JSON, objects.json [record 2]",
            "skipped: JSON without articles, lists-only.json",
            "skipped: JSON without articles, open.json",
            "skipped: a feed without items, outside.xml",
        ],
    );
}

#[test]
fn messages() {
    let mut hostile = Hostile::new();
    made::messages(&mut hostile);
    reports(
        &hostile,
        &[
            "failed: the message has no header, or one that is longer than 256 KiB, encoded.eml",
            "failed: the message has no header, or one that is longer than 256 KiB, folded.eml",
            "failed: the message has no header, or one that is longer than 256 KiB, names.eml",
            "skipped: a mail message without text, mails.eml",
            "skipped: a mail message without text, nested.eml",
            "skipped: a mail message without text, unfound.eml",
        ],
    );
}

#[test]
fn pages() {
    let mut hostile = Hostile::new();
    made::pages(&mut hostile);
    reports(
        &hostile,
        &[
            "failed: over the limit max-document: the document is larger than 16 MiB, long-line.html",
            "failed: the ZIP archive is damaged (invalid Zip archive: Could not find EOCD), random.zip",
            "failed: the gzip data is damaged (corrupt deflate stream); what came before was read, random.warc.gz",
            "failed: the property list is damaged, random.webarchive",
            "failed: the record's header has no type or length, random.warc",
            "skipped: an empty file, empty.csv",
            "skipped: an empty file, empty.gz",
            "skipped: an empty file, empty.html",
            "skipped: an empty file, empty.warc.gz",
            "skipped: an empty file, empty.zip",
            "skipped: an empty file, random.warc.gz",
            "skipped: an image, png.html",
            "skipped: binary data, zeros.html",
            "skipped: a table without rows, header.csv",
        ],
    );
    let shown = hostile.archive.run(&["search", "escape", "-n", "50"]).exits(0).stdout();
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
}

#[cfg(unix)]
#[test]
fn folders() {
    let mut hostile = Hostile::new();
    let locked = made::folder(&mut hostile);
    let mut expected = vec![
        "failed: No such file or directory (os error 2), broken.html",
        "skipped: a link that leads back to a folder above it, real/up",
        "skipped: a link that leads back to itself, loop-a",
        "skipped: a link that leads back to itself, loop-b",
        "skipped: a link that leads out of the folder; name its target to read it, out.html",
        "skipped: neither a file nor a folder, pipe.html",
        "skipped: neither a file nor a folder, socket.html",
        "skipped: neither a file nor a folder, to-pipe.html",
    ];
    // To root nothing is locked.
    if fs::File::open(locked).is_err() {
        expected.push("failed: Permission denied (os error 13), locked.html");
    }
    reports(&hostile, &expected);
}
