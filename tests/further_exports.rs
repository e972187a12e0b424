//! Exports of further services, each indexed with all others and found with what is known of it; and what is told of files that
//! hold articles in forms that are not read.

use crate::exports::{holds, text};
use crate::harness::Archive;

#[test]
fn records_in_xml() {
    let archive = Archive::new();
    let write = |name: &str, text: String| drop(archive.write(name, text));
    write(
        "reader.xml",
        format!(
            "<?xml version='1.0'?><articles schema-version='140'><article><guid><![CDATA[tag:1]]></guid><title><![CDATA[First light is lit]]></title>\
             <content><![CDATA[<p>{}</p>]]></content><link><![CDATA[https://post.example/reader]]></link><note></note>\
             <updated><![CDATA[2025-11-03 06:40:00]]></updated></article></articles>",
            text("amber")
        ),
    );
    write(
        "references.xml",
        format!(
            "<?xml version='1.0'?><xml><records><record><ref-type name='Newspaper Article'>23</ref-type><contributors><authors><author>\
             <style face='normal'>Lee, Ann</style></author></authors></contributors><titles><title><style>Second light is lit</style></title></titles>\
             <dates><year><style>2025</style></year><pub-dates><date><style>2025/11/03</style></date></pub-dates></dates><abstract><style>{}</style></abstract>\
             </record></records></xml>",
            text("beryl")
        ),
    );
    write(
        "print.xml",
        format!(
            "<?xml version='1.0'?><Record><RecordID>7</RecordID><RecordTitle>THIRD LIGHT IS LIT</RecordTitle><Publication><Title>Harbour Post</Title></Publication>\
             <NumericPubDate>19061103</NumericPubDate><Contributor><ContribRole>Author</ContribRole><OriginalForm>ANN LEE</OriginalForm></Contributor>\
             <FullText>{}</FullText></Record>",
            text("coral")
        ),
    );
    holds(
        &archive,
        &[
            ("amber", "First light is lit", "", "https://post.example/reader", ""),
            ("beryl", "Second light is lit", "2025-11-03", "", "Ann Lee"),
            ("coral", "THIRD LIGHT IS LIT", "1906-11-03", "", "ANN LEE"),
        ],
    );
}

#[test]
fn exports_of_archives_and_notes() {
    let archive = Archive::new();
    let write = |name: &str, text: String| drop(archive.write(name, text));
    let rule = "=".repeat(78);
    write(
        "uttrekk.txt",
        format!(
            "Uttrekk (1)\n\n* Fourth light is lit (Havneposten)\n\n\nFourth light is lit\n\n{}\nHavneposten, 03.11.2025 06:40\nPublisert på nett.\n\n{}\n\n\
             © Havneposten\n\nSe webartikkelen på http://ret.example/AbC\n\n{rule}\n",
            "-".repeat(78),
            text("denim")
        ),
    );
    write(
        "mentions.csv",
        format!(
            "\"Report:\",\"Mentions\"\n\"From:\",\"Sat Nov 01 00:00:00 UTC 2025\"\n\n\"Query Id\",\"Date\",\"Title\",\"Url\",\"Author\",\"Full Text\"\n\
             \"1\",\"2025-11-03 06:40:00.0\",\"Fifth light is lit\",\"https://post.example/mention\",\"Ann Lee\",\"{}\"\n",
            text("ebony")
        ),
    );
    write(
        "Sixth light 0123456789abcdef0123456789abcdef.md",
        format!(
            "# Sixth light is lit\n\nURL: https://post.example/note\nCreated: November 4, 2025 9:00 AM\n\n{}\n",
            text("flint")
        ),
    );
    write(
        "pages.jsonl",
        format!(
            "{{\"format\": \"json-pages-1.0\", \"id\": \"pages\", \"title\": \"All Pages\", \"hasText\": true}}\n\
             {{\"id\": \"1\", \"url\": \"https://post.example/page\", \"title\": \"Seventh light is lit\", \"text\": \"{}\"}}\n",
            text("grape")
        ),
    );
    holds(
        &archive,
        &[
            ("denim", "Fourth light is lit", "2025-11-03", "http://ret.example/AbC", ""),
            ("ebony", "Fifth light is lit", "2025-11-03", "https://post.example/mention", "Ann Lee"),
            ("flint", "Sixth light is lit", "", "https://post.example/note", ""),
            ("grape", "Seventh light is lit", "", "https://post.example/page", ""),
        ],
    );
}

/// A file, its first bytes, and what is told of it.
const NOT_READ: [(&str, &[u8], &str); 10] = [
    (
        "mail.msg",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0",
        "an office document or mail of the old form; save it as DOCX, ODT or PDF, a mail as .eml",
    ),
    ("mail.pst", b"!BDN\0\0\0\0", "a mailbox of Outlook; export its messages as mbox or .eml (readpst)"),
    ("notes.one", b"\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D\0\0", "a notebook of OneNote; export its pages as PDF or DOCX"),
    ("crawl.warc.lz4", b"\x04\x22\x4D\x18\0\0", "compressed with LZ4; unpack it first, or pack it as gzip or zstd"),
    ("crawl.avro", b"Obj\x01\0\0", "an Avro table; export it as JSON lines or CSV"),
    ("crawl.duckdb", b"\x01\0\0\0\0\0\0\0DUCK@\0", "a DuckDB database; export its table as CSV or JSON lines"),
    ("frame.pkl", b"\x80\x04\x95\0\0", "a pickle of Python; export it as JSON lines or CSV"),
    ("frame.sav", b"$FL2@(#) SPSS\0\0", "a table of SPSS; export it as CSV"),
    (
        "library.rdf",
        b"<rdf:RDF xmlns:rdf='r' xmlns:z='http://www.zotero.org/namespaces/export#'><z:x/></rdf:RDF>",
        "references of Zotero in RDF; export them as RIS, CSL JSON or CSV",
    ),
    (
        "empty.xml",
        b"<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour</title></channel></rss>",
        "a feed without items",
    ),
];

#[test]
fn what_is_not_read_is_told_with_the_way_out() {
    let archive = Archive::new();
    for (name, bytes, _) in NOT_READ {
        archive.write(name, bytes);
    }
    let report = archive.run(&["index", "archive"]);
    let report = report.stdout() + &report.stderr();
    for (name, _, what) in NOT_READ {
        let is_told = report.lines().any(|line| line.contains(what) && line.contains(name));
        assert!(is_told, "{name}: {what}\n{report}");
    }
}

#[test]
fn letters_at_the_start_of_a_text_are_no_signature() {
    let archive = Archive::new();
    archive.write("duck.txt", format!("THE BIG DUCK\n\n{}\n", text("amber")));
    archive.write("orchard.txt", format!("ORCHARD OPENS\n\n{}\n", text("beryl")));
    let _ = archive.run(&["index", "archive"]).exits(0);
    for word in ["amber", "beryl"] {
        assert_eq!(archive.run(&["search", word, "-l"]).exits(0).stdout().lines().count(), 1, "{word}");
    }
}
