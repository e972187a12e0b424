//! Exports of further services, each indexed with all others and found with what is known of it; and what is told of files that
//! hold articles in forms that are not read.

use crate::exports::{holds, text, zip};
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

/// A text under a name that says nothing, and what is told of it.
const NO_ARTICLES: [(&str, &str, &str); 11] = [
    (
        "cited.txt",
        "@article{lee2025,\n  title = {First light is lit},\n  author = {Lee, Ann},\n}\n",
        "references in BibTeX",
    ),
    ("tagged.txt", "%0 Newspaper Article\n%T First light is lit\n%A Lee, Ann\n%D 2025\n", "references of EndNote"),
    (
        "saved.txt",
        "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI First light\n",
        "references of Web of Science",
    ),
    ("page.url", "[InternetShortcut]\r\nURL=https://post.example/light\r\n", "a link to a page; save the page itself"),
    (
        "posts.sql",
        "-- MySQL dump 10.13\nINSERT INTO `posts` VALUES (1,'First light is lit');\n",
        "a dump of a database in SQL",
    ),
    (
        "saves.txt",
        "<https://post.example/light>; rel=\"original\",\n<https://web.example/2025/x>; rel=\"memento\"\n",
        "a web archive's list of saves",
    ),
    ("crawl.txt", " CDX N b a m s k r M S V g\nexample,post)/ 20251103064000 - - -\n", "the index of a crawl"),
    ("wanted.txt", "https://post.example/light\nhttps://post.example/lens\n", "a list of addresses"),
    ("speech.txt", "1\n00:00:01,000 --> 00:00:04,000\nFirst light is lit.\n", "subtitles"),
    ("sheet.xls", "<html><table><tr><td>Title</td></tr><tr><td>First light</td></tr></table></html>", "save it as CSV"),
    ("bare.csv", "title,text,date\n", "a table without rows"),
];

#[test]
fn texts_that_are_no_articles_are_told() {
    let archive = Archive::new();
    for (name, text, _) in NO_ARTICLES {
        archive.write(name, text);
    }
    let report = archive.run(&["extract", "archive", "--format", "jsonl"]);
    assert_eq!(report.stdout(), "");
    let told = report.stderr();
    for (name, _, what) in NO_ARTICLES {
        assert!(told.lines().any(|line| line.contains(name) && line.contains(what)), "{name}: {what}\n{told}");
    }
}

#[test]
fn collections_for_research_in_sgml() {
    let archive = Archive::new();
    archive.write(
        "afp_eng_200511",
        format!(
            "<DOC id=\"AFP_ENG_20051103.0001\" type=\"story\" >\n<HEADLINE>\nFirst light\nis lit\n</HEADLINE>\n<DATELINE>\nGDYNIA, Nov 3\n</DATELINE>\n\
             <TEXT>\n<P>\n{}\n</P>\n</TEXT>\n</DOC>\n<DOC id=\"AFP_ENG_20051104.0002\" type=\"other\" >\n<TEXT>\n{} {1}\n</TEXT>\n</DOC>\n",
            text("amber"),
            text("beryl").repeat(2)
        ),
    );
    archive.write(
        "la110305.sgml",
        format!(
            "<DOC>\n<DOCNO> LA110305-0001 </DOCNO>\n<DATE>\n<P>\nNovember 3, 2005, Thursday, Home Edition\n</P>\n</DATE>\n<HEADLINE>\n<P>\nThird light is lit\n</P>\n\
             </HEADLINE>\n<BYLINE>\n<P>\nBy ANN LEE\n</P>\n</BYLINE>\n<TEXT>\n<P>\n{}\n</P>\n</TEXT>\n</DOC>\n<DOC>\n<DOCNO> LA110305-0002 </DOCNO>\n\
             <HEAD>Fourth light is lit</HEAD>\n<TEXT>\n   {}\n</TEXT>\n</DOC>\n",
            text("coral"),
            text("denim")
        ),
    );
    holds(
        &archive,
        &[
            ("amber", "First light is lit", "2005-11-03", "", ""),
            ("beryl", "", "2005-11-04", "", ""),
            ("coral", "Third light is lit", "2005-11-03", "", "ANN LEE"),
            ("denim", "Fourth light is lit", "", "", ""),
        ],
    );
}

#[test]
fn blogs_that_move_and_tables_under_other_names() {
    let archive = Archive::new();
    let write = |name: &str, text: String| drop(archive.write(name, text));
    write(
        "blog.txt",
        format!(
            "AUTHOR: Ann Lee\nTITLE: First light is lit\nSTATUS: Publish\nDATE: 11/03/2025 06:40:00 PM\n-----\nBODY:\n<p>{}</p>\n-----\nCOMMENT:\nAUTHOR: Bo\n\
             DATE: 11/05/2025\nA second light, please.\n-----\n--------\nTITLE: Second light is lit\nDATE: 11/14/2025 06:40:00 AM\n-----\nBODY:\n{}\n-----\n--------\n",
            text("amber"),
            text("beryl")
        ),
    );
    let table = |word: &str, mark: char, end: char| {
        let cells = [format!("A {word} light is lit"), "2025-11-03".to_owned(), text(word).replace(',', "")];
        let header = ["title", "date", "text"].join(&mark.to_string());
        format!("{header}{end}{}{end}", cells.join(&mark.to_string()))
    };
    write("tabs.txt", table("coral", '\t', '\n'));
    write("commas.txt", table("denim", ',', '\n'));
    write("sheet.xls", table("ebony", '\t', '\n'));
    write("old-mac.csv", table("flint", ',', '\r'));
    write(
        "zeitung.csv",
        format!("Titel;Datum;Quelle;Autor;Text\nGrape light is lit;3.11.2025;Hafenblatt;Ann Lee;{}\n", text("grape")),
    );
    write("jornal.csv", format!("Título;Data;Veículo;Texto\nHazel light is lit;2025-11-03;Porto;{}\n", text("hazel")));
    holds(
        &archive,
        &[
            ("amber", "First light is lit", "2025-11-03", "", "Ann Lee"),
            ("beryl", "Second light is lit", "2025-11-14", "", ""),
            ("coral", "A coral light is lit", "2025-11-03", "", ""),
            ("denim", "A denim light is lit", "2025-11-03", "", ""),
            ("ebony", "A ebony light is lit", "2025-11-03", "", ""),
            ("flint", "A flint light is lit", "2025-11-03", "", ""),
            ("grape", "Grape light is lit", "2025-11-03", "", "Ann Lee"),
            ("hazel", "Hazel light is lit", "2025-11-03", "", ""),
        ],
    );
}

/// A record, and the day, writer and text that it tells; an empty day where it tells none.
const RECORDS: [(&str, &str, &str, &str); 12] = [
    (r#"{"title": "A", "text": "TEXT", "date": "Mon, 11/03/2025 - 06:40"}"#, "2025-11-03", "", "sails"),
    (r#"{"title": "A", "content": {"blocks": [{"type": "paragraph", "data": {"text": "TEXT"}}]}}"#, "", "", "sails"),
    (r#"{"title": "A", "text": "TEXT", "date": 1762152000000000}"#, "2025-11-03", "", "sails"),
    (r#"{"title": "A", "text": "TEXT", "date": "45964.5"}"#, "2025-11-03T12:00", "", "sails"),
    (r#"{"title": "A", "text": "TEXT", "date": "20395"}"#, "", "", "sails"),
    (r#"{"title": "A", "text": "TEXT", "date": "1970-01-01T00:00:00Z"}"#, "", "", "sails"),
    (r#"{"type": "message", "user": "U1", "text": "TEXT", "ts": "1762152000.000200"}"#, "2025-11-03", "", "sails"),
    (r#"{"text": "TEXT", "url": "https://post.example/a", "timestamp": "2026-01-05T00:00:00Z"}"#, "", "", "sails"),
    (
        r#"{"title": "A", "body": {"value": "TEXT"}, "created": "2025-11-03T06:40:00Z", "changed": "2026-01-05T06:40:00Z"}"#,
        "2025-11-03",
        "",
        "sails",
    ),
    (
        r#"{"title": "A", "content": {"rendered": "TEXT"}, "author": 3, "_embedded": {"author": [{"name": "Ann Lee"}]}}"#,
        "",
        "Ann Lee",
        "sails",
    ),
    (r#"{"title": "A", "content": "Short.", "raw_content": "TEXT", "url": "https://post.example/b"}"#, "", "", "sails"),
    (
        r#"{"headline": "A", "body_nitf": "<block><p>TEXT</p></block>", "bylines": [{"by": "By ANN LEE"}]}"#,
        "",
        "ANN LEE",
        "sails",
    ),
];

#[test]
fn records_of_services() {
    for (record, day, author, word) in RECORDS {
        let archive = Archive::new();
        archive.write(
            "a.jsonl",
            record.replace("TEXT", "The ferry sails again on Tuesday, the port says, and the pier is open."),
        );
        let read = archive.run(&["extract", "archive/a.jsonl", "--format", "jsonl"]).stdout();
        let hit: serde_json::Value = serde_json::from_str(&read).unwrap();
        let published = hit["published"]["start"].as_str().unwrap_or_default();
        assert!(published.starts_with(day) && published.is_empty() == day.is_empty(), "{record}: {published}");
        assert_eq!(hit["authors"][0].as_str().unwrap_or_default(), author, "{record}");
        assert!(hit["body"].as_str().unwrap().contains(word), "{record}");
    }
}

#[test]
fn columns_of_a_table_are_no_record() {
    let archive = Archive::new();
    archive.write(
        "a.json",
        r#"{"title": ["A", "B"], "date": ["2025-11-03", "2025-11-04"], "text": ["It sails.", "Again."]}"#,
    );
    let read = archive.run(&["extract", "archive/a.json", "--format", "jsonl"]);
    assert_eq!(read.stdout(), "");
    assert!(read.stderr().contains("columns of a table"), "{}", read.stderr());
}

#[test]
fn notes_posts_and_pages_of_word_processors() {
    let archive = Archive::new();
    let write = |name: &str, text: String| drop(archive.write(name, text));
    write(
        "note.html",
        format!(
            "<html><head><meta name=\"exporter-version\" content=\"Evernote Mac 7.14\"/><meta name=\"author\" content=\"reader@post.example\"/>\
             <meta name=\"created\" content=\"2026-01-05 10:00:00 +0000\"/><meta name=\"source-url\" content=\"https://post.example/note\"/>\
             <title>First light is lit</title></head><body><h1>First light is lit</h1><p>{0}</p><p>{0}</p></body></html>",
            text("amber")
        ),
    );
    write(
        "page.mht",
        format!(
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"----=_Part\"\n\nThis document is a Single File Web Page.\n\n------=_Part\n\
             Content-Location: https://post.example/mht\nContent-Type: text/html; charset=\"utf-8\"\n\n<html><head><title>Second light is lit</title></head>\
             <body><h1>Second light is lit</h1><p>{}</p></body></html>\n\n------=_Part--\n",
            text("beryl")
        ),
    );
    write(
        "list.html",
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Instapaper: Export</title></head><body><h1>Unread</h1><ol><li>\
         <a href=\"https://post.example/coral\">Coral light is lit</a></li></ol></body></html>"
            .to_owned(),
    );
    let table = "post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url\n\
        7.light,2025-11-03T06:40:00.000Z,true,,newsletter,everyone,Third light is lit,,\n8.draft,,false,,newsletter,everyone,Draft,,\n\
        9.talk,2025-11-05T06:40:00.000Z,true,,podcast,everyone,Talk,,\n";
    let (post, draft) = (format!("<p>{0}</p><p>{0}</p>", text("denim")), format!("<p>{}</p>", text("ebony")));
    let posts = [("posts.csv", table), ("posts/7.light.html", &post), ("posts/8.draft.html", &draft)];
    archive.write("export.zip", zip(&posts));
    holds(
        &archive,
        &[
            ("amber", "First light is lit", "", "https://post.example/note", ""),
            ("beryl", "Second light is lit", "", "https://post.example/mht", ""),
            ("coral", "Coral light is lit", "", "https://post.example/coral", ""),
            ("denim", "Third light is lit", "2025-11-03", "", ""),
        ],
    );
    let told = archive.run(&["extract", "archive/export.zip", "--format", "jsonl"]).stderr();
    assert!(
        told.contains("a draft, which was not published") && told.contains("1 posts of the table have no text"),
        "{told}"
    );
}
