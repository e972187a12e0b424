//! Archives as people hold them: of every form one that is made here, indexed with all others, and each of its articles found
//! with its headline, day, address and writers.

use std::io::{Cursor, Write};

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::harness::Archive;

/// What an article must have: the word that finds it, headline, day, address, writers; an empty text where there is none.
pub(crate) type Wanted = (&'static str, &'static str, &'static str, &'static str, &'static str);

pub(crate) fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Indexes the archive, and asserts that these articles are found and no others.
#[track_caller]
pub(crate) fn holds(archive: &Archive, wanted: &[Wanted]) {
    let report = archive.run(&["index", "archive"]);
    let found = archive.run(&["search", "*", "-n", "1000", "--copies", "all", "--format", "jsonl"]).exits(0).stdout();
    let all: Vec<Value> = found.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let titles: Vec<&str> = all.iter().map(|hit| hit["title"].as_str().unwrap_or("-")).collect();
    assert_eq!(titles.len(), wanted.len(), "{titles:#?}\n{}", report.stdout());
    for (word, title, day, url, authors) in wanted {
        let found = archive.run(&["search", word, "--copies", "all", "--format", "jsonl"]).exits(0).stdout();
        let hit: Value =
            serde_json::from_str(found.lines().next().unwrap_or_else(|| panic!("{word} is not found"))).unwrap();
        assert_eq!(hit["title"].as_str().unwrap_or_default(), *title, "{word}");
        let published = hit["published"]["start"].as_str().or(hit["date"].as_str()).unwrap_or_default();
        assert!(published.starts_with(day) && published.is_empty() == day.is_empty(), "{word}: {published}");
        assert_eq!(hit["url"].as_str().unwrap_or_default(), *url, "{word}");
        let names: Vec<&str> = hit["authors"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        assert_eq!(names.join("; "), *authors, "{word}");
    }
}

/// A sentence that has this word, and no other that is asked for.
pub(crate) fn text(word: &str) -> String {
    format!(
        "The keepers of the {word} light polished its lens on Tuesday, and ships can see it from twenty miles again."
    )
}

#[test]
#[expect(clippy::too_many_lines, reason = "one archive with a file of every form")]
fn articles_in_the_xml_of_the_press() {
    let archive = Archive::new();
    let write = |name: &str, text: String| drop(archive.write(name, text));
    write(
        "nitf.xml",
        format!(
            "<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf.dtd' [<!ENTITY x 'y'>]><nitf><head><pubdata date.publication='20061103T064000' \
             name='Harbour Post' ex-ref='http://post.example/nitf'/></head><body><body.head><hedline><hl1>Nitf light is lit</hl1></hedline>\
             <byline>By <person>Ann Lee</person> <byttl>Staff Writer</byttl></byline><dateline>GDYNIA, Nov. 2</dateline></body.head>\
             <body.content><block class='lead_paragraph'><p>{0}</p></block><block class='full_text'><p>{0}</p><p>Rain &mdash; and wind.</p>\
             </block></body.content></body></nitf>",
            text("amber")
        ),
    );
    write(
        "g2.xml",
        format!(
            "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet><newsItem guid='http://post.example/g2' xml:lang='en'><itemMeta>\
             <itemClass qcode='ninat:text'/><provider literal='HP'/><firstCreated>2025-11-03T06:40:00Z</firstCreated></itemMeta><contentMeta>\
             <headline>Second light is lit</headline><creator><name>Harbour Agency</name></creator><by>By Bo Ray</by></contentMeta><contentSet><inlineXML><html><head><title>x</title></head><body>\
             <p>{}</p></body></html></inlineXML></contentSet></newsItem><newsItem guid='p'><itemMeta><itemClass qcode='ninat:picture'/></itemMeta>\
             <contentMeta><headline>A picture</headline></contentMeta></newsItem></itemSet></newsMessage>",
            text("beryl")
        ),
    );
    write(
        "newsml.xml",
        format!(
            "<NewsML><NewsEnvelope><SentFrom>Harbour Wire</SentFrom></NewsEnvelope><NewsItem><NewsManagement><FirstCreated>20061103T064000Z\
             </FirstCreated></NewsManagement><NewsComponent><NewsLines><HeadLine>Third light is lit</HeadLine><ByLine>Ann Lee</ByLine></NewsLines>\
             <ContentItem><DataContent><p>{}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
            text("coral")
        ),
    );
    write(
        "rcv1.xml",
        format!(
            "<?xml version='1.0' encoding='iso-8859-1'?><newsitem itemid='2286' date='1996-08-20' xml:lang='en'><title>POLAND: x</title>\
             <headline>Fourth light is lit.</headline><dateline>GDYNIA 1996-08-20</dateline><text><p>{}</p></text></newsitem>",
            text("denim")
        ),
    );
    let wire = |id: u8, title: &str, word: &str| {
        format!(
            "<REUTERS NEWID=\"{id}\"><DATE>26-FEB-1987 15:01:01.79</DATE><PLACES><D>poland</D></PLACES><UNKNOWN>&#5;&#5;C</UNKNOWN><TEXT>&#2;\n\
             <TITLE>{title}</TITLE><DATELINE> GDYNIA, Feb 26 - </DATELINE><BODY>{}\n Reuter\n&#3;</BODY></TEXT></REUTERS>\n",
            text(word)
        )
    };
    let sgml = [wire(1, "FIFTH LIGHT IS LIT", "ebony"), wire(2, "SIXTH LIGHT IS LIT", "flint")].concat();
    write("reut2-000.sgm", format!("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n{sgml}"));
    write(
        "tei.xml",
        format!(
            "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title type='main'>Seventh light is lit</title>\
             <author>Ann Lee</author></titleStmt><publicationStmt><date when='2019'/></publicationStmt><sourceDesc><bibl><date when='2005-11-03'/>\
             <ptr target='https://post.example/tei'/></bibl></sourceDesc></fileDesc></teiHeader><text><body><p>{}<lb/>Rain.<note>A note.</note></p>\
             </body></text></TEI>",
            text("grape")
        ),
    );
    write(
        "wiki.xml",
        format!(
            "<mediawiki xml:lang='en'><siteinfo><sitename>Wiki of lights</sitename><base>https://wiki.example/wiki/Main_Page</base></siteinfo>\
             <page><title>Eighth light</title><ns>0</ns><id>1</id><revision><text>{{{{date|November 3, 2005}}}}\n{} [[Category:Lights]]</text>\
             </revision></page><page><title>Talk:Eighth light</title><ns>1</ns><revision><text>No.</text></revision></page></mediawiki>",
            text("hazel")
        ),
    );
    write(
        "clips.enex",
        format!(
            "<en-export><note><title>Ninth light is lit</title><content><![CDATA[<?xml version='1.0'?><!DOCTYPE en-note SYSTEM 'x'><en-note>\
             <div>{}</div></en-note>]]></content><created>20251110T090000Z</created><tag>lights</tag><note-attributes><source-url>https://post.example/enex\
             </source-url></note-attributes><resource><data encoding='base64'>AAAA</data></resource></note></en-export>",
            text("indigo")
        ),
    );
    write(
        "factiva.xml",
        format!(
            "<ppsarticles><ppsarticle><article><headline><paragraph>Tenth light is lit</paragraph></headline><byline>By Bo Ray</byline>\
             <publicationDate><date>2024-11-03</date></publicationDate><sourceName>Harbour Post</sourceName><leadParagraph><paragraph>{}</paragraph>\
             </leadParagraph><tailParagraphs><paragraph>Rain.</paragraph></tailParagraphs></article></ppsarticle></ppsarticles>",
            text("jade")
        ),
    );
    write(
        "doc.xml",
        format!(
            "<doc title='Eleventh light is lit' author='Ann Lee; Bo Ray' date='2026-11-17' url='https://post.example/doc'><main><p>{}</p></main></doc>",
            text("khaki")
        ),
    );
    write("mets.xml", "<mets:mets xmlns:mets='http://www.loc.gov/METS/'/>".to_owned());
    let string = |word: &str| format!("<String CONTENT=\"{word}\"/><SP/>");
    let line = |words: &str| format!("<TextLine>{}</TextLine>", words.split(' ').map(string).collect::<String>());
    let cut = "<TextLine><String CONTENT='lav-' SUBS_TYPE='HypPart1' SUBS_CONTENT='lavender'/><HYP CONTENT='-'/></TextLine>\
        <TextLine><String CONTENT='ender' SUBS_TYPE='HypPart2' SUBS_CONTENT='lavender'/></TextLine>";
    let long = line(
        "the harbour office said that the lamp of the pier had been out for three weeks and that no ship was lost",
    );
    write(
        "page.xml",
        format!(
            "<alto><Layout><Page><PrintSpace><TextBlock>{long}{cut}{long}{long}</TextBlock></PrintSpace></Page></Layout></alto>"
        ),
    );
    holds(
        &archive,
        &[
            ("amber", "Nitf light is lit", "2006-11-03", "http://post.example/nitf", "Ann Lee"),
            ("beryl", "Second light is lit", "2025-11-03", "http://post.example/g2", "Bo Ray"),
            ("coral", "Third light is lit", "2006-11-03", "", "Ann Lee"),
            ("denim", "Fourth light is lit", "1996-08-20", "", ""),
            ("ebony", "FIFTH LIGHT IS LIT", "1987-02-26", "", ""),
            ("flint", "SIXTH LIGHT IS LIT", "1987-02-26", "", ""),
            ("grape", "Seventh light is lit", "2005-11-03", "https://post.example/tei", "Ann Lee"),
            ("hazel", "Eighth light", "2005-11-03", "https://wiki.example/wiki/Eighth_light", ""),
            ("indigo", "Ninth light is lit", "", "https://post.example/enex", ""),
            ("jade", "Tenth light is lit", "2024-11-03", "", "Bo Ray"),
            ("khaki", "Eleventh light is lit", "2026-11-17", "https://post.example/doc", "Ann Lee; Bo Ray"),
        ]
        .as_slice()
        .iter()
        .copied()
        .chain([ALTO])
        .collect::<Vec<_>>(),
    );
}

/// A page of a newspaper has no headline of its own.
const ALTO: Wanted = ("lavender", "", "", "", "");

#[test]
#[expect(clippy::too_many_lines, reason = "one archive with a file of every form")]
fn articles_in_documents_books_and_mail() {
    let archive = Archive::new();
    let rtf = |word: &str| {
        format!(
            "{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Arial;}}}}\\b Light of {word}\\b0\\par Harbour Post\\par November 3, 2024 Sunday\\par Copyright 2024 Post\\par \
             \\b Byline:\\b0  Ann Lee\\par \\b Body\\b0\\par {}\\par Load-Date: November 4, 2024\\par \\b End of Document\\b0\\par }}",
            text(word)
        )
    };
    archive.write("nexis.rtf", rtf("amber"));
    let paragraph = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let word = [
        paragraph("Heading1", "Second light is lit"),
        paragraph("Normal", &text("beryl")),
        paragraph("Normal", "Rain."),
    ]
    .concat();
    let word = format!("<?xml version=\"1.0\"?><w:document><w:body>{word}</w:body></w:document>");
    archive.write("one.docx", zip(&[("[Content_Types].xml", "<x/>"), ("word/document.xml", &word)]));
    let odt = format!(
        "<office:document-content><office:body><office:text><text:h>Third light is lit</text:h><text:p>{}</text:p></office:text></office:body>\
         </office:document-content>",
        text("coral")
    );
    archive.write("one.odt", zip(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &odt)]));
    let chapter = |title: &str, word: &str| {
        format!("<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{}</p></body></html>", text(word))
    };
    let package = "<package><manifest><item id='n' href='nav.xhtml' properties='nav'/><item id='a' href='a.xhtml'/><item id='b' href='b.xhtml'/>\
        </manifest><spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/></spine></package>";
    let book = [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", "<container><rootfile full-path='book.opf'/></container>"),
        ("book.opf", package),
        ("nav.xhtml", "<html><body><h1>Contents</h1></body></html>"),
        ("a.xhtml", &chapter("Fourth light is lit", "denim")),
        ("b.xhtml", &chapter("Fifth light is lit", "ebony")),
    ];
    archive.write("book.epub", zip(&book));
    let mail = |title: &str, word: &str, more: &str| {
        format!(
            "From: Ann Lee <desk@post.example>\nSubject: {title}\nDate: Mon, 03 Nov 2025 07:40:00 +0100\nMIME-Version: 1.0\n{more}\n{}\n\n",
            text(word)
        )
    };
    let from = "From desk@post.example Mon Nov  3 07:40:00 2025\n";
    let (one, two) = (
        mail("Sixth light is lit", "flint", "Archived-At: <https://post.example/mail>\n"),
        mail("Seventh light is lit", "grape", ""),
    );
    archive.write("Inbox", format!("{from}{one}{from}{two}"));
    let inner = mail("Eighth light is lit", "hazel", "");
    let outer = format!(
        "From: Bo Ray <bo@post.example>\nSubject: Look at this\nDate: Tue, 04 Nov 2025 07:40:00 +0100\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\n{}\n--B\nContent-Type: message/rfc822\n\n{inner}\n--B--\n",
        text("indigo")
    );
    archive.write("forward.eml", outer);
    holds(
        &archive,
        &[
            ("amber", "Light of amber", "2024-11-03", "", "Ann Lee"),
            ("beryl", "Second light is lit", "", "", ""),
            ("coral", "Third light is lit", "", "", ""),
            ("denim", "Fourth light is lit", "", "", ""),
            ("ebony", "Fifth light is lit", "", "", ""),
            ("flint", "Sixth light is lit", "2025-11-03", "https://post.example/mail", "Ann Lee"),
            ("grape", "Seventh light is lit", "2025-11-03", "", "Ann Lee"),
            ("hazel", "Eighth light is lit", "2025-11-03", "", "Ann Lee"),
            ("indigo", "Look at this", "2025-11-04", "", "Bo Ray"),
        ],
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "one archive with a file of every form")]
fn articles_in_crawls_recordings_and_saved_pages() {
    let archive = Archive::new();
    let page = |title: &str, word: &str| {
        format!(
            "<!DOCTYPE html><html lang=en><title>{title}</title><body><article><h1>{title}</h1><p>{}</p></article></body></html>",
            text(word)
        )
    };
    let http = |page: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let arc = |url: &str, page: &str| {
        let content = http(page);
        format!("{url} 10.0.0.1 20051103064000 text/html {}\n{content}\n", content.len())
    };
    let about = "1 0 Crawler\n";
    let head = format!("filedesc://a.arc 0.0.0.0 20051103064000 text/plain {}\n{about}\n", about.len());
    archive.write("a.arc", [head, arc("http://post.example/arc", &page("First light is lit", "amber"))].concat());
    let warc = |kind: &str, url: &str, media_type: &str, content: &str| {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-10-15T08:30:00Z\r\nContent-Type: {media_type}\r\n\
             Content-Length: {}\r\n\r\n{content}\r\n\r\n",
            content.len()
        )
    };
    let shell = "<html><title>Harbour Post</title><body><div id=root></div><script>load()</script></body></html>";
    let whole = page("Second light is lit", "beryl");
    let crawl = [
        warc("response", "http://post.example/shell", "application/http", &http(shell)),
        warc(
            "resource",
            "urn:text:http://post.example/shell",
            "text/plain",
            &format!("Third light of the pier is lit\n{}\nIt rains on the pier.", text("coral")),
        ),
        warc("response", "http://post.example/whole", "application/http", &http(&whole)),
        warc("resource", "urn:text:http://post.example/whole", "text/plain", &text("beryl")),
    ];
    archive.write("crawl.warc", crawl.concat());
    archive.write(
        "text.warc.wet",
        warc(
            "conversion",
            "http://post.example/wet",
            "text/plain",
            &format!("Fourth light is lit\n\n{}\n\nRain.", text("denim")),
        ),
    );
    let mut packed = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    packed.write_all(page("Fifth light is lit", "ebony").as_bytes()).unwrap();
    archive.write("e.html.bz2", packed.finish().unwrap());
    let entry = serde_json::json!({"startedDateTime": "2026-11-29T11:14:22Z", "request": {"url": "http://post.example/har"},
        "response": {"status": 200, "content": {"mimeType": "text/html", "text": page("Sixth light is lit", "flint")}}});
    archive.write(
        "a.har",
        serde_json::json!({"log": {"version": "1.2", "creator": {"name": "x"}, "entries": [entry]}}).to_string(),
    );
    let manifest = "{\"originalUrl\": \"http://post.example/sf\", \"indexFilename\": \"index.html\"}";
    let saved = zip(&[
        ("index.html", &page("Seventh light is lit", "grape")),
        ("manifest.json", manifest),
        ("frames/0/index.html", "<p>Like"),
    ]);
    archive.write(
        "saved.html",
        [b"<!DOCTYPE html> <html data-sfz><title></title><body>Please wait</body><!--".as_slice(), &saved].concat(),
    );
    archive.write(
        "saved.maff",
        zip(&[
            ("1_2/index.rdf", "<MAF:originalurl RDF:resource='http://post.example/maff'/>"),
            ("1_2/index.html", &page("Eighth light is lit", "hazel")),
        ]),
    );
    let percollate = |url: &str, title: &str, word: &str| {
        format!(
            "<article id=\"percollate-page-{word}\" class=\"article\" lang=\"en\"><header class=\"article__header\"><h1 class=\"article__title\">{title}</h1>\
             <p class=\"article__url\">Source: <a class=\"no-href\" href=\"{url}\">{url}</a></p></header><div class=\"article__content\"><p>{}</p></div></article>",
            text(word)
        )
    };
    let bundle = [
        percollate("http://post.example/p1", "Ninth light is lit", "indigo"),
        percollate("http://post.example/p2", "Tenth light is lit", "jade"),
    ];
    archive.write(
        "bundle.html",
        format!(
            "<!DOCTYPE html><html><style>.article__header {{}} .article__content {{}}</style><body>{}</body></html>",
            bundle.concat()
        ),
    );
    archive.write(
        "feed",
        format!(
            "1794948000\tEleventh light is lit\thttp://post.example/sfeed\t<p>{}</p>\thtml\t\tAnn Lee\t\t\n",
            text("khaki")
        ),
    );
    archive.write("mirror/robots.txt", "User-agent: *");
    archive.write("mirror/hts-log.txt", "HTTrack3.49 launched");
    holds(
        &archive,
        &[
            ("amber", "First light is lit", "", "http://post.example/arc", ""),
            ("beryl", "Second light is lit", "", "http://post.example/whole", ""),
            ("coral", "Third light of the pier is lit", "", "http://post.example/shell", ""),
            ("denim", "Fourth light is lit", "", "http://post.example/wet", ""),
            ("ebony", "Fifth light is lit", "", "", ""),
            ("flint", "Sixth light is lit", "", "http://post.example/har", ""),
            ("grape", "Seventh light is lit", "", "http://post.example/sf", ""),
            ("hazel", "Eighth light is lit", "", "http://post.example/maff", ""),
            ("indigo", "Ninth light is lit", "", "http://post.example/p1", ""),
            ("jade", "Tenth light is lit", "", "http://post.example/p2", ""),
            ("khaki", "Eleventh light is lit", "2026-11-17", "http://post.example/sfeed", "Ann Lee"),
        ],
    );
}

/// A PDF document of one page that shows this line.
fn pdf(title: &str, line: &str) -> Vec<u8> {
    let content = format!("BT /F1 11 Tf 60 700 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        format!("<< /Title ({title}) /CreationDate (D:20251103064000Z) >>"),
    ];
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut table = String::new();
    for (number, object) in (1..).zip(&objects) {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let start = bytes.len();
    let tail = format!(
        "xref\n0 7\n0000000000 65535 f \n{table}trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    bytes.extend(tail.into_bytes());
    bytes
}

#[test]
fn pdf_documents_are_read_by_a_process_of_their_own() {
    let archive = Archive::new();
    archive.write("a.pdf", pdf("Lamp", &text("amber")));
    // What is broken is an error line of its own, and takes nothing with it.
    archive.write("b.pdf", b"%PDF-1.7 and then it was cut");
    holds(&archive, &[("amber", "Lamp", "2025-11-03", "", "")]);
    let report = archive.run(&["index", "--reread", "archive"]);
    assert!(report.stderr().contains("b.pdf: the PDF document is damaged"), "{}", report.stderr());
}

#[test]
fn of_a_file_that_grew_the_new_lines_are_read() {
    let archive = Archive::new();
    let line = |word: &str, day: &str| {
        format!("{{\"title\": \"Lamp {word}\", \"text\": \"{}\", \"date\": \"{day}\"}}\n", text(word))
    };
    let told = "lines were added at its end";
    let mut lines = line("amber", "2025-11-03") + &line("beryl", "2025-11-04");
    let mut grows_by = |more: String, is_continued: bool| {
        lines.push_str(&more);
        archive.write("news.jsonl", &lines);
        let report = archive.run(&["index", "archive"]).exits(0);
        let said = report.stdout() + &report.stderr();
        assert_eq!(said.contains(told), is_continued, "{said}");
        // The index is the one that a fresh build makes.
        let fresh = format!("fresh-{}", lines.len());
        archive.run(&["index", "archive", "--index", &fresh]).exits(0);
        let answer = |index: &str| {
            let query = ["search", "lens", "--copies", "all", "--format", "jsonl", "--index", index];
            archive.run(&query).exits(0).stdout()
        };
        assert_eq!(answer("index"), answer(&fresh));
        assert_eq!(answer("index").lines().count(), lines.lines().count());
    };
    grows_by(String::new(), false);
    grows_by(line("coral", "2025-11-05"), true);
    grows_by(line("dusky", "2025-11-06") + &line("ebony", "2025-11-07"), true);
    // The order of day and month is that of all records of the file.
    grows_by(line("fawny", "03/11/2025"), false);
}
