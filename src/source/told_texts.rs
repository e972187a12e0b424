//! Texts that hold no article and are no page, told by how they begin, with the way out: people keep them under `.txt` or no ending
//! at all, and read as stories they would be garbage that searches find.

use super::field_map::{Field, FieldMap};

/// How many lines of a list are looked at.
const LOOKED_AT: usize = 8;

/// How a text may begin, in lower case, and what it then is.
const BEGINNINGS: &[(&str, &str)] = &[
    ("%0 ", "references of EndNote; export them as RIS or CSV"),
    ("pmid- ", "references in MEDLINE's form; export them as RIS or CSV"),
    ("fn clarivate", "references of Web of Science; export them as RIS"),
    ("fn thomson reuters", "references of Web of Science; export them as RIS"),
    ("fn isi export format", "references of Web of Science; export them as RIS"),
    ("[internetshortcut]", "a link to a page; save the page itself"),
    ("[desktop entry]", "a link to a page or a program; save the page itself"),
    ("webvtt", "subtitles"),
    ("begin:vcalendar", "a calendar"),
    ("begin:vcard", "addresses of persons"),
    ("# netscape http cookie file", "a browser's cookies"),
    ("# http cookie file", "a browser's cookies"),
    ("cdx n b ", "the index of a crawl"),
    ("cdx a b ", "the index of a crawl"),
    ("!openwayback-", "the index of a crawl"),
];

/// How the first statement of a dump in SQL begins, in lower case, and how its comments do.
const STATEMENTS: &[&str] = &[
    "create table",
    "create database",
    "insert into",
    "drop table",
    "begin transaction;",
    "pragma foreign_keys",
    "set names ",
    "set sql_mode",
    "set statement_timeout",
    "/*!40",
    "-- mysql dump",
    "-- mariadb dump",
    "-- phpmyadmin sql dump",
    "-- postgresql database dump",
];

/// What a text is that starts like this, in lower case; nothing where it may be an article.
pub(super) fn kind(start: &str) -> Option<&'static str> {
    let beginning = BEGINNINGS.iter().find(|(beginning, _)| start.starts_with(beginning)).map(|(_, kind)| *kind);
    let is = |holds: bool, kind| holds.then_some(kind);
    beginning
        .or_else(|| is(is_bibtex(start), "references in BibTeX; export them as RIS, CSL-JSON or CSV"))
        .or_else(|| is(is_sql(start), "a dump of a database in SQL; export its table as CSV or JSON lines"))
        .or_else(|| is(is_subtitles(start), "subtitles"))
        .or_else(|| is(is_time_map(start), "a web archive's list of saves; fetch the pages themselves"))
        .or_else(|| is(is_crawl_index(start), "the index of a crawl"))
        .or_else(|| is(is_addresses(start), "a list of addresses; save the pages themselves"))
}

/// Whether a page that starts like this, in lower case, is nothing but a table of articles, as data frames are written as pages: its
/// header names a headline or a text, and as many fields as records have.
pub(super) fn is_table_page(start: &str, fields: &FieldMap) -> bool {
    const LEAST: usize = 3;
    if !start.starts_with("<table") {
        return false;
    }
    let cells = start.split("<th").skip(1).filter_map(|cell| cell.split_once('>')?.1.split("</th>").next());
    let names: Vec<&str> = cells.map(str::trim).filter(|name| fields.wants(name)).collect();
    let is_told = |name: &&str| fields.means(name, Field::Title) || fields.means(name, Field::Text);
    names.len() >= LEAST && names.iter().any(is_told)
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// `@article{key,` below comments.
fn is_bibtex(start: &str) -> bool {
    let first = lines(start).find(|line| !line.starts_with('%')).and_then(|line| line.strip_prefix('@'));
    first.and_then(|line| line.split_once('{')).is_some_and(|(kind, rest)| {
        let kind = kind.trim_end();
        let is_entry = rest.is_empty() || rest.contains([',', '=']) || matches!(kind, "comment" | "preamble");
        !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphabetic()) && is_entry
    })
}

fn is_sql(start: &str) -> bool {
    let is_statement = |line: &str| STATEMENTS.iter().any(|statement| line.starts_with(statement));
    let first = lines(start).find(|line| !line.starts_with("--") || is_statement(line));
    // A sentence may begin like a statement; a statement has a name in brackets or quotes, or ends like one.
    first.is_some_and(|line| is_statement(line) && (line.contains(['(', '`', '"', ';']) || line.starts_with("--")))
}

/// `1`, and below it `00:00:01,000 --> 00:00:04,000`.
fn is_subtitles(start: &str) -> bool {
    let mut lines = lines(start);
    let is_number = |line: &str| line.bytes().all(|byte| byte.is_ascii_digit());
    lines.next().is_some_and(is_number)
        && lines
            .next()
            .and_then(|line| line.split_once(" --> "))
            .is_some_and(|(from, _)| from.matches(':').count() == 2)
}

/// `<https://…>; rel="original",` (RFC 7089).
fn is_time_map(start: &str) -> bool {
    let link = start.strip_prefix('<').filter(|link| link.starts_with("http"));
    link.and_then(|link| link.split_once('>')).is_some_and(|(_, rest)| {
        let rest = rest.trim_start();
        rest.starts_with(';') && rest.lines().next().is_some_and(|line| line.contains("rel="))
    })
}

/// `org,example)/page 20251103064000 …`.
fn is_crawl_index(start: &str) -> bool {
    let is_entry = |line: &str| {
        let mut words = line.split(' ');
        let is_key = words.next().is_some_and(|key| key.contains(')'));
        is_key && words.next().is_some_and(|time| time.len() == 14 && time.bytes().all(|byte| byte.is_ascii_digit()))
    };
    lines(start).next().is_some_and(is_entry)
}

/// Nothing but addresses, one a line; behind each may stand its headline.
fn is_addresses(start: &str) -> bool {
    let is_address = |line: &str| {
        let rest = line.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim_start());
        (line.starts_with("https://") || line.starts_with("http://")) && (rest.is_empty() || rest.starts_with('|'))
    };
    lines(start).next().is_some() && lines(start).take(LOOKED_AT).all(is_address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_article_is_told_by_its_beginning() {
        for (start, told) in [
            ("% encoding: utf-8\n\n@article{lee2025,\n  title = {ferry},", "BibTeX"),
            ("@online{\nlee2025,\n", "BibTeX"),
            ("%0 newspaper article\n%t ferry", "EndNote"),
            ("pmid- 1\nti  - ferry", "MEDLINE"),
            ("[internetshortcut]\r\nurl=https://e.org/", "a link to a page"),
            ("--\n-- postgresql database dump\n--\n", "SQL"),
            ("-- server\ncreate table `posts` (", "SQL"),
            ("1\n00:00:01,000 --> 00:00:04,000\nthe ferry", "subtitles"),
            ("<https://e.org/a>; rel=\"original\",\n", "a web archive's list"),
            ("org,e)/a 20251103064000 {\"url\": 1}", "the index of a crawl"),
            ("https://e.org/a\n\nhttps://e.org/b\n", "a list of addresses"),
            ("https://e.org/a | ferry sails\nhttps://e.org/b | pier\n", "a list of addresses"),
        ] {
            assert!(kind(start).is_some_and(|kind| kind.contains(told)), "{start}: {:?}", kind(start));
        }
    }

    #[test]
    fn a_table_as_a_page_is_told_by_its_header() {
        let is_table = |start: &str| is_table_page(start, &FieldMap::default());
        let header =
            "<table border=\"1\">\n<thead><tr><th></th><th>title</th>\n<th class=x>text</th><th>date</th></tr></thead>";
        assert!(is_table(header) && !is_table(&format!("<p>ferry</p>{header}")));
        assert!(!is_table("<table><tr><th>ship</th><th>harbour</th><th>date</th></tr>") && !is_table("<table><thead"));
    }

    #[test]
    fn an_article_may_begin_in_nearly_the_same_way() {
        for start in [
            "@harbourpost wrote on monday that the ferry {a new one} sails.",
            "@harbour",
            "insert into the lock a key of brass, the keeper said",
            "set names aside, the sailors asked.",
            "1\nthe ferry sails.",
            "2\n3 --> 4",
            "https://e.org/a\n\nthe ferry sails.",
            "<https://e.org/a> is where it stood.",
            "webbed feet",
            "kept (again) 20251103064000 times",
            "",
        ] {
            assert_eq!(kind(start), None, "{start}");
        }
    }
}
