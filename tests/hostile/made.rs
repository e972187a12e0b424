//! The files of the hostile archive, each made as its harm wants it.

use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use tar::{EntryType, Header};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Hostile, page};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An entry of a tar archive; the name may be any bytes, the size any number.
fn tar_entry(name: &[u8], kind: EntryType, link: &[u8], size: u64, bytes: &[u8]) -> Vec<u8> {
    let mut header = Header::new_gnu();
    header.as_old_mut().name[..name.len()].copy_from_slice(name);
    header.as_old_mut().linkname[..link.len()].copy_from_slice(link);
    header.set_entry_type(kind);
    header.set_size(size);
    header.set_mode(0o644);
    header.set_cksum();
    let mut entry = [header.as_bytes().as_slice(), bytes].concat();
    entry.resize(entry.len().next_multiple_of(512), 0);
    entry
}

fn tar_file(name: &[u8], bytes: &[u8]) -> Vec<u8> {
    tar_entry(name, EntryType::Regular, b"", bytes.len() as u64, bytes)
}

fn tar(entries: &[Vec<u8>]) -> Vec<u8> {
    [entries.concat(), vec![0; 1024]].concat()
}

/// A record of a crawl that says it has this length.
fn record(url: &str, http: &str, content: &[u8], length: Option<&str>) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{http}\r\n");
    let length = length.map_or((http.len() + content.len()).to_string(), str::to_owned);
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://e.org/{url}\r\nWARC-Date: 2025-10-15T08:30:00Z\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), http.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn response(url: &str, content: &[u8]) -> Vec<u8> {
    record(url, "", content, None)
}

/// Files that grow without measure.
pub(super) fn bombs(hostile: &mut Hostile) {
    let blanks = vec![b' '; 40 << 20];
    hostile.write("bomb.html.gz", gzip(&blanks));
    hostile.write("bomb.html.zst", zstd::bulk::compress(&blanks, 3).unwrap());
    hostile.write("twice.gz", gzip(&gzip(&[&b"<!DOCTYPE html>"[..], &blanks].concat())));
    let (before, after) = (hostile.page(), hostile.page());
    hostile
        .write("bomb.zip", zip(&[("a.html", before.as_bytes()), ("bomb.html", &blanks), ("z.html", after.as_bytes())]));
    let before = hostile.page();
    let crawl = [response("a", before.as_bytes()), response("bomb", &blanks), response("lost", page(9999).as_bytes())];
    hostile.write("one-member.warc.gz", gzip(&crawl.concat()));
    let (before, after) = (hostile.page(), hostile.page());
    let coded = record("coded", "Content-Encoding: gzip\r\n", &gzip(&blanks), None);
    let crawl = [response("a", before.as_bytes()), coded, response("z", after.as_bytes())];
    hostile.write("coded.warc", crawl.concat());
    let before = hostile.page();
    let bomb = tar(&[tar_file(b"a.html", before.as_bytes()), tar_file(b"bomb.html", &blanks)]);
    hostile.write("bomb.tar.gz", gzip(&bomb));
    let laughs: String = (1..30).map(|n| format!("<!ENTITY l{n} \"&l{m};&l{m};&l{m};\">", m = n - 1)).collect();
    hostile.write(
        "laughs.xml",
        format!("<!DOCTYPE rss [<!ENTITY l0 \"ha\">{laughs}]><rss><channel><item><title>&l29;</title></item></channel></rss>"),
    );
}

/// Fifty layers of each kind.
pub(super) fn nested(hostile: &mut Hostile) {
    let good = hostile.page();
    let fold = |wrap: &dyn Fn(&[u8]) -> Vec<u8>| (0..50).fold(page(9999).into_bytes(), |bytes, _| wrap(&bytes));
    hostile.write("fifty.gz", fold(&gzip));
    hostile.write("fifty.zst", fold(&|bytes| zstd::bulk::compress(bytes, 1).unwrap()));
    hostile.write("fifty.zip", fold(&|bytes| zip(&[("a.zip", bytes)])));
    hostile.write("fifty.tar", fold(&|bytes| tar(&[tar_file(b"a.tar", bytes)])));
    hostile.write("fifty.warc", fold(&|bytes| record("a", "Content-Type: application/octet-stream\r\n", bytes, None)));
    let mixed = zip(&[("a.tar.gz", &gzip(&tar(&[tar_file(b"b.html", good.as_bytes())])))]);
    hostile.write("three.zip", mixed);
}

/// Members of archives that would be written elsewhere, if they were written, and sizes that are not true.
pub(super) fn members(hostile: &mut Hostile) {
    let good: Vec<String> = (0..6).map(|_| hostile.page()).collect();
    let link = |name: &[u8], kind, to: &[u8]| tar_entry(name, kind, to, 0, b"");
    let entries = [
        tar_file(b"../../escaped.html", good[0].as_bytes()),
        link(b"link", EntryType::Symlink, b"/etc/passwd"),
        tar_file(b"link/b.html", good[1].as_bytes()),
        link(b"hard", EntryType::Link, b"../../../etc/passwd"),
        link(b"tty", EntryType::Char, b""),
        link(b"pipe", EntryType::Fifo, b""),
        tar_file(b"/etc/escaped.html", good[2].as_bytes()),
        tar_file(b"bell\x07\x1b[2J\xff\n.html", good[3].as_bytes()),
        tar_entry(b"huge.html", EntryType::Regular, b"", 1 << 40, page(9999).as_bytes()),
    ];
    hostile.write("evil.tar", tar(&entries));
    let pax = b"30 size=18446744073709551100\n";
    let entries = [tar_entry(b"pax", EntryType::XHeader, b"", pax.len() as u64, pax), tar_file(b"a.html", b"<p>short")];
    hostile.write("endless-size.tar", tar(&entries));
    let paths = [("../../escaped.html", good[4].as_bytes()), ("/etc/\x1b[2Jb.html", good[5].as_bytes())];
    hostile.write("evil.zip", zip(&paths));

    let plain = zip(&[("a.html", page(9999).as_bytes())]);
    let central = plain.windows(4).position(|mark| mark == b"PK\x01\x02").unwrap();
    let patched = |at: usize, bytes: &[u8]| {
        let mut lying = plain.clone();
        lying[at..at + bytes.len()].copy_from_slice(bytes);
        lying
    };
    hostile.write("size.zip", patched(central + 20, &[0xF0, 0xFF, 0xFF, 0x7F, 0xF0, 0xFF, 0xFF, 0x7F]));
    hostile.write("place.zip", patched(central + 42, &[0xFF, 0xFF, 0xFF, 0x7F]));
    hostile.write("locked.zip", patched(central + 8, &[1]));
    hostile.write("many.zip", patched(plain.len() - 14, &[0xFF, 0xFF, 0xFF, 0xFF]));
    hostile.write("cut.zip", &plain[..plain.len() / 2]);
    hostile.write("method.zip", patched(central + 10, &[99]));
}

/// Records of crawls that are not what they say.
pub(super) fn crawls(hostile: &mut Hostile) {
    let good: Vec<String> = (0..12).map(|_| hostile.page()).collect();
    let mut next = good.iter().map(|page| page.as_bytes());
    let mut good = |url: &str| response(url, next.next().unwrap());
    let lying = |length: &str| record("lying", "", b"<p>short", Some(length));
    let crawl = [good("1"), lying("18446744073709551615"), good("2")];
    hostile.write("max.warc", crawl.concat());
    let crawl = [good("1"), lying("-1"), good("2"), lying("0"), good("3"), lying("99999999999999999999"), good("4")];
    hostile.write("lying.warc", crawl.concat());
    let endless = [b"WARC/1.0\r\nWARC-Type: response\r\nX-Endless: ".as_slice(), &vec![b'x'; 3 << 20]].concat();
    let lines = [b"WARC/1.0\r\n".as_slice(), &b"A: b\r\n".repeat(500_000)].concat();
    let crawl = [good("1"), endless, b"\r\n\r\n".to_vec(), good("2"), lines, b"\r\n".to_vec(), good("3")];
    hostile.write("headers.warc", crawl.concat());
    let whole = gzip(&response("cut", page(9999).repeat(300).as_bytes()));
    let crawl = [gzip(&good("1")), whole[..whole.len() / 2].to_vec(), gzip(&good("2"))];
    hostile.write("cut.warc.gz", crawl.concat());
    let chunks = record("chunks", "Transfer-Encoding: chunked\r\n", b"ffffffffffffffff\r\n<p>short", None);
    let codings = record("codings", &format!("Content-Encoding: {}\r\n", "gzip, ".repeat(9000)), b"<p>none", None);
    hostile.write("codings.warc", [chunks, codings, good("1")].concat());
    hostile.write("marks.warc", [b"WARC/1.0 ".repeat(100_000), b"\r\n\r\n".to_vec(), vec![0; 1 << 20]].concat());
}

/// Tables, JSON and feeds whose records do not end.
pub(super) fn records(hostile: &mut Hostile) {
    let cell = "x".repeat(100 << 20);
    hostile.write("cell.csv", format!("title,text\nA,\"{cell}\"\nB,b\n"));
    hostile.write("line.jsonl", format!("{{\"text\": \"{cell}\"}}\n{{\"title\": \"Light {}\", \"text\": \"b\"}}\n", 0));
    drop(cell);
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
    let record = |number| format!("{{\"title\": \"Light {number} is lit\", \"text\": \"Its fresnel lens.\"}}");
    for (name, open, close) in [("lists", "[", "]"), ("objects", "{\"title\":", "}")] {
        let deep = deep(open, close);
        hostile.good.extend([hostile.good.len(), hostile.good.len() + 1, hostile.good.len() + 2]);
        let number = hostile.good.len();
        hostile.write(&format!("{name}.json"), format!("[{}, {deep}, {}]", record(number - 3), record(number - 3)));
        hostile.write(
            &format!("{name}.jsonl"),
            format!("{}\n{{\"title\": \"x\", \"a\": {deep}}}\n{}\n", record(number - 2), record(number - 1)),
        );
        hostile.write(&format!("{name}-only.json"), &deep);
    }
    hostile.write("open.json", "[".repeat(1 << 20));
    hostile.write("columns.csv", format!("title,text{}\nA,b\n", ",title".repeat(200_000)));
    let item = |body: &str| format!("<item><title>Rain</title><description>{body}</description></item>");
    let feed = |items: &str| format!("<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>");
    hostile.write("endless.xml", feed(&item(&"y ".repeat(12 << 20))));
    hostile.write("deep.xml", feed(&item(&"<b>".repeat(100_000))));
    hostile.write("outside.xml", format!("<?xml version='1.0'?><rss version='2.0'>{}", "<a>".repeat(1 << 20)));
}

/// Messages with more parts than anybody sends.
pub(super) fn messages(hostile: &mut Hostile) {
    let head = "From: <Saved by a browser>\r\nDate: Wed, 15 Oct 2025 10:00:00 +0200\r\nMIME-Version: 1.0\r\n\
                Snapshot-Content-Location: http://e.org/a\r\n";
    let part = |kind: &str, body: &str| format!("--B\r\nContent-Type: {kind}\r\n\r\n{body}\r\n");
    let related = "Content-Type: multipart/related; type=\"text/html\"; boundary=\"B\"\r\n\r\n";
    let main = hostile.page();
    let page = format!("--B\r\nContent-Type: text/html\r\nContent-Location: http://e.org/a\r\n\r\n{main}\r\n");
    let parts: String = (0..10_000).map(|_| part("image/png", "png")).collect();
    hostile.write("parts.mhtml", format!("{head}{related}{parts}{page}--B--\r\n"));
    hostile.write("empty-parts.mhtml", format!("{head}{related}{page}{}", "--B\r\n\r\n".repeat(3 << 20)));
    let nested: String =
        (0..10_000).map(|n| format!("Content-Type: multipart/mixed; boundary=\"{n}\"\r\n\r\n--{n}\r\n")).collect();
    hostile.write("nested.eml", format!("From: a@e.org\r\nDate: x\r\nMIME-Version: 1.0\r\n{nested}"));
    let mails = "Content-Type: message/rfc822\r\n\r\n".repeat(1 << 20);
    hostile.write("mails.eml", format!("From: a@e.org\r\nDate: x\r\nMIME-Version: 1.0\r\n{mails}text"));
    let folded = "\tx\r\n".repeat(1 << 20);
    hostile.write(
        "folded.eml",
        format!("From: a@e.org\r\nDate: x\r\nMIME-Version: 1.0\r\nSubject: x\r\n{folded}\r\ntext"),
    );
    let names: String = (0..300_000).map(|n| format!("a{n}@e.org, ")).collect();
    hostile.write("names.eml", format!("From: {names}\r\nDate: x\r\nMIME-Version: 1.0\r\n\r\ntext"));
    let unfound = "--B\r\nContent-Type: multipart/mixed; boundary=none\r\n\r\n".repeat(1 << 20);
    hostile.write("unfound.eml", format!("{head}Content-Type: multipart/mixed; boundary=B\r\n\r\n{unfound}"));
    let encoded = "=?utf-8?q?=41?= ".repeat(300_000);
    hostile.write(
        "encoded.eml",
        format!("From: a@e.org\r\nDate: x\r\nMIME-Version: 1.0\r\nSubject: {encoded}\r\n\r\ntext"),
    );
}

/// Pages that are too long, too deep, or speak to the terminal.
pub(super) fn pages(hostile: &mut Hostile) {
    let line =
        |page: &str, size: usize| page.replace("</article>", &format!("<p>{}</article>", "word ".repeat(size / 5)));
    let good = hostile.page();
    hostile.write("line.html", line(&good, 12 << 20));
    hostile.write("long-line.html", line(&page(9999), 50 << 20));
    let good = hostile.page();
    hostile.write("deep.html", good.replace("</article>", &format!("{}</article>", "<div>".repeat(100_000))));
    let good = hostile.page();
    hostile.write("attributes.html", good.replace("<body>", &format!("<body{}>", " a=b".repeat(300_000))));
    let good = hostile.page();
    hostile.write("charset.html", good.replace("utf-8", "x-no-such-charset"));
    let good = hostile.page();
    hostile.write("wide.html", good.bytes().flat_map(|byte| [byte, 0]).collect::<Vec<u8>>());
    let good = hostile.page();
    hostile.write("invalid.html", [good.as_bytes(), &[0xFF, 0xC3, 0xED, 0xA0, 0x80]].concat());
    let escapes = "escape \x1b]0;owned\x1b\\\x1b[2J\u{202E}\u{9b}31m end";
    hostile.write("title.html", page(9999).replace("Light 9999 is lit again", escapes).replace("fresnel", escapes));
    for (name, bytes) in [
        ("png.html", b"\x89PNG\r\n\x1a\n\0\0".as_slice()),
        ("zeros.html", &[0; 4096]),
        ("random.warc.gz", b"\x1f\x8b\x08\0garbage, and no deflate"),
        ("random.zip", b"PK\x03\x04garbage"),
        ("random.warc", b"WARC/1.0 garbage"),
        ("random.webarchive", b"bplist00\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
        ("empty.html", b""),
        ("empty.warc.gz", b""),
        ("empty.zip", b""),
        ("empty.csv", b""),
        ("empty.gz", &gzip(b"")),
        ("header.csv", b"title,text\n"),
    ] {
        hostile.write(name, bytes);
    }
}

/// A folder with pipes, loops and names that are no text; gives the path of a file that may not be read.
#[cfg(unix)]
pub(super) fn folder(hostile: &mut Hostile) -> PathBuf {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    let good: Vec<String> = (0..5).map(|_| hostile.page()).collect();
    let root = hostile.archive.path().join("archive");
    let named = |name: &[u8]| root.join(OsStr::from_bytes(name));
    fs::write(named(b"a-bell\x07\x1b[2J\n.html"), &good[0]).unwrap();
    // Some file systems take only text for names.
    if fs::write(named(b"b-\xff\xfe.html"), &good[1]).is_err() {
        fs::write(named(b"b.html"), &good[1]).unwrap();
    }
    hostile.write(&format!("{}.html", "n".repeat(240)), &good[2]);
    hostile.write(&format!("{}d.html", "d/".repeat(400)), &good[3]);
    hostile.write("real/z.html", &good[4]);
    let locked = hostile.archive.write("locked.html", page(9999));
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    symlink("loop-b", root.join("loop-a")).unwrap();
    symlink("loop-a", root.join("loop-b")).unwrap();
    symlink("..", root.join("real/up")).unwrap();
    symlink("/etc/passwd", root.join("out.html")).unwrap();
    symlink("nowhere", root.join("broken.html")).unwrap();
    drop(UnixListener::bind(root.join("socket.html")).unwrap());
    let made = std::process::Command::new("mkfifo").arg(root.join("pipe.html")).status();
    assert!(made.unwrap().success());
    symlink("pipe.html", root.join("to-pipe.html")).unwrap();
    locked
}

/// Exports, mailboxes and documents that do not end, do not begin, or hold themselves.
#[expect(clippy::too_many_lines, reason = "a list of files, each made in a line or two")]
pub(super) fn exports(hostile: &mut Hostile) {
    let good: Vec<String> = (0..4).map(|_| hostile.page()).collect();
    let story = |number: usize| format!("Light {number} is lit again: its fresnel lens was polished, the office said.");
    let laughs: String = (1..30).map(|n| format!("<!ENTITY l{n} \"&l{m};&l{m};&l{m};\">", m = n - 1)).collect();
    hostile.write(
        "laughs.nitf",
        format!("<!DOCTYPE nitf [<!ENTITY l0 \"ha\">{laughs}]><nitf><body><body.content><p>&l29; is all that it says.</p></body.content></body></nitf>"),
    );
    hostile.write("deep.tei", format!("<TEI><text><body>{}<p>The end.</p>", "<div>".repeat(100_000)));
    hostile.write("wide.tei", format!("<TEI><text><body>{}", "<p/>".repeat(500_000)));
    hostile.write("endless.tei", format!("<TEI><text><body><p>{}", "word ".repeat(14 << 20)));
    let wire = |number: usize| {
        let text = if number == 4 { story(number) } else { "Rain.".to_owned() };
        format!(
            "<REUTERS NEWID='{number}'><TEXT><TITLE>Light {number} is lit again</TITLE><BODY>{text}</BODY></TEXT></REUTERS>\n"
        )
    };
    hostile.good.push(4);
    hostile.write("many.sgm", (0..5000).map(wire).collect::<String>());
    hostile.write(
        "marks.xml",
        format!(
            "<mediawiki><page><title>a</title><ns>0</ns><revision><text>{}{}{}</text></revision></page></mediawiki>",
            "{{".repeat(200_000),
            "[[".repeat(200_000),
            "&lt;ref&gt;".repeat(100_000)
        ),
    );
    hostile.write("groups.rtf", format!("{{\\rtf1 {}", "{".repeat(1 << 20)));
    hostile.write("bin.rtf", "{\\rtf1 \\bin2147483647 text that is none}");
    hostile.write("blank.rtf", "{\\rtf1 {\\*\\generator x;}}");
    let document = format!("<w:document><w:body>{}", " ".repeat(40 << 20));
    hostile.write("bomb.docx", zip(&[("[Content_Types].xml", b"x"), ("word/document.xml", document.as_bytes())]));
    let many: String = (0..3).map(|n| format!("<item id='i{n}' href='{n}.xhtml'/><itemref idref='i{n}'/>")).collect();
    let container = b"<container><rootfile full-path='b.opf'/></container>".as_slice();
    let book = [
        ("mimetype", b"application/epub+zip".as_slice()),
        ("META-INF/container.xml", container),
        ("b.opf", many.as_bytes()),
    ];
    hostile.write("hollow.epub", zip(&book));
    let itself = b"<container><rootfile full-path='META-INF/container.xml'/></container>".as_slice();
    hostile.write(
        "itself.epub",
        zip(&[("mimetype", b"application/epub+zip".as_slice()), ("META-INF/container.xml", itself)]),
    );
    let from = "From a@e.org Mon Nov  3 07:40:00 2025\n";
    hostile.write("empty.mbox", from.repeat(50_000));
    hostile.write("endless.mbox", format!("{from}Subject: x\n\n{}", "word ".repeat(14 << 20)));
    let arc = |url: &str, length: &str, page: &str| {
        format!(
            "http://e.org/{url} 10.0.0.1 20051103064000 text/html {length}\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}\n"
        )
    };
    let length = |page: &str| (page.len() + "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".len()).to_string();
    let records = [
        arc("a", &length(&good[0]), &good[0]),
        arc("short", "44", &page(9999)),
        arc("b", &length(&good[1]), &good[1]),
        arc("long", "18446744073709551615", "<p>The end."),
    ];
    hostile.write(
        "lying.arc",
        ["filedesc://a 0.0.0.0 20051103064000 text/plain 0\n\n".to_owned(), records.concat()].concat(),
    );
    let deep = format!("{{\"log\": {{\"creator\": 1, \"entries\": {}{}", "[".repeat(100_000), "]".repeat(100_000));
    hostile.write("deep.har", deep);
    hostile.write("cut.wrr", [b"\x87\x6BWEBREQRES/1".as_slice(), &[0x9F; 4096]].concat());
    let blanks = vec![b' '; 40 << 20];
    let mut packed = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    packed.write_all(&blanks).unwrap();
    hostile.write("bomb.html.bz2", packed.finish().unwrap());
    // The header of a stream, and a block that asks for a dictionary of 4 GiB.
    let xz = b"\xFD7zXZ\0\0\x04\xE6\xD6\xB4\x46\x02\0\x21\x01\x28\0\0\0\x8C\xBD\x44\x4C";
    hostile.write("huge.html.xz", xz);
    hostile.write("tabs", "1794948000\tx\thttps://e.org/\t".to_owned() + &"\\".repeat(1 << 20));
    let zipped =
        zip(&[("index.html", good[2].as_bytes()), ("manifest.json", b"{\"originalUrl\": \"http://e.org/sf\"}")]);
    hostile.write("saved.html", [b"<!DOCTYPE html><html data-sfz><!--".as_slice(), &zipped].concat());
    hostile.write(
        "saved-cut.html",
        [b"<!DOCTYPE html><html data-sfz><!--".as_slice(), &zipped[..zipped.len() - 30]].concat(),
    );
    let quoted = good[3].replace('"', "&quot;");
    hostile.write(
        "mail.eml",
        format!("From: a\nSubject: Light 3 is lit again =?utf-8?q?=\nDate: x\nMIME-Version: 1.0\nContent-Type: text/html\n\n{quoted}"),
    );
}
