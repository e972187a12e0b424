//! Files that other tools wrote: what is read out of them is what is read out of the same pages as plain HTML.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use dateline::Error;
use dateline::extract::extract;
use dateline::model::{Article, Capture, Origin};
use dateline::source::{Limits, open};

/// The pages of the sample archive that were served to the crawlers.
const SERVED: &[&str] = &[
    "alsahel/museum.html",
    "coastwise/webb-planet.html",
    "harbour-post/2025/11/sharaa-washington.html",
    "levant-ledger/strait-reopens.html",
    "minato/sumo.html",
    "vestnik/2025/11/noch.html",
];
/// Where they were served.
const SERVER: &str = "http://127.0.0.1:8765/";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: PathBuf) -> (Vec<Capture>, Vec<Error>) {
    let (mut captures, mut errors) = (Vec::new(), Vec::new());
    let opened = open(Origin::file("", path), &Limits::default(), &mut |item| {
        match item {
            Ok(capture) => captures.push(capture),
            Err(error) => errors.push(error),
        }
        ControlFlow::Continue(())
    });
    opened.unwrap();
    (captures, errors)
}

fn data(name: &str) -> (Vec<Capture>, Vec<Error>) {
    read(root().join("tests/data/formats").join(name))
}

/// What must not depend on the form that a page comes in: title, authors, text, the day of publication.
fn story(article: &Article) -> (Option<String>, Vec<String>, String, Option<String>) {
    let published = article.published.as_ref().map(|published| published.to_string());
    (article.title.clone(), article.authors.clone(), article.body.clone(), published)
}

/// The page as a file of its own.
fn plain(page: &str) -> Article {
    fetched_from(None, page)
}

/// The page as a file of its own, had it been fetched from this address: other than its own, it makes that doubtful.
fn fetched_from(url: Option<&str>, page: &str) -> Article {
    let (mut captures, errors) = read(root().join("corpus/archive").join(page));
    assert!(errors.is_empty(), "{errors:?}");
    let mut capture = captures.remove(0);
    capture.declared.url = url.map(str::to_owned);
    extract(&capture).article.unwrap()
}

/// Where a page was fetched from by a crawler that was given the server's addresses.
fn on_the_server(page: &str) -> String {
    format!("{SERVER}{page}")
}

/// The address that a page gives itself.
fn its_own(page: &str) -> String {
    plain(page).url.unwrap()
}

/// Asserts that a crawl holds the served pages, each the same as its file, and gives what else was met.
#[track_caller]
fn holds_the_pages(name: &str, url_of: fn(&str) -> String) -> (Vec<Capture>, Vec<String>) {
    let (captures, errors) = data(name);
    let by_url: BTreeMap<&str, &Capture> =
        captures.iter().map(|capture| (capture.declared.url.as_deref().unwrap(), capture)).collect();
    assert_eq!(by_url.len(), SERVED.len(), "{name}");
    for page in SERVED {
        let url = url_of(page);
        let capture = by_url[url.as_str()];
        let (found, wanted) = (extract(capture).article.unwrap(), fetched_from(Some(&url), page));
        assert_eq!(story(&found), story(&wanted), "{page} in {name}");
        assert_eq!(found.url, Some(url), "{page} in {name}");
        assert_eq!(found.captured, capture.declared.captured);
        assert!(capture.declared.captured.is_some() && capture.origin.offset.is_some());
    }
    let mut told: Vec<String> = errors.into_iter().map(|error| error.kind.to_string()).collect();
    told.sort();
    (captures, told)
}

#[test]
fn a_crawl_by_wget() {
    let (captures, told) = holds_the_pages("wget.warc.gz", on_the_server);
    assert_eq!(told, ["not read: a file for robots", "not read: an image"]);
    assert_eq!(captures[0].origin.member, captures[0].declared.url);
}

#[test]
fn a_crawl_by_warcio_with_codings_and_a_revisit() {
    let (captures, told) = holds_the_pages("warcio.warc.gz", its_own);
    let revisit = "not read: a revisit of a page that is in this file";
    assert_eq!(told, ["not read: a file for robots", revisit, "not read: an image"]);
    let captured = captures[0].declared.captured.unwrap();
    assert_eq!(captured, "2026-08-20T08:30:00Z".parse().unwrap());
}

#[test]
fn a_wacz_by_py_wacz() {
    let (captures, told) = holds_the_pages("crawl.wacz", on_the_server);
    assert_eq!(told, ["not read: a file for robots", "not read: an image"]);
    let member = captures[0].origin.member.as_deref().unwrap();
    assert!(member.starts_with("archive/wget.warc.gz > http://127.0.0.1:8765/"), "{member}");
}

#[test]
fn archives_by_tar_and_zip() {
    for name in ["pages.tar.gz", "pages.tar.zst", "pages.zip"] {
        let (captures, errors) = data(name);
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let by_name: BTreeMap<String, &Capture> =
            captures.iter().map(|capture| (capture.origin.member.clone().unwrap(), capture)).collect();
        for page in SERVED {
            let found = extract(by_name[*page]).article.unwrap();
            let wanted = plain(page);
            assert_eq!((story(&found), &found.url), (story(&wanted), &wanted.url), "{page} in {name}");
        }
    }
}

#[test]
fn pages_saved_by_chromium() {
    let saved =
        [("chromium-noch.mhtml", "vestnik/2025/11/noch.html"), ("chromium-webb.mht", "coastwise/webb-planet.html")];
    for (name, page) in saved {
        let (captures, errors) = data(name);
        assert!(errors.is_empty() && captures.len() == 1, "{errors:?}");
        let capture = &captures[0];
        let url = format!("http://127.0.0.1:8766/{page}");
        assert_eq!(capture.declared.url, Some(url.clone()));
        assert!(capture.declared.captured.is_some());
        let (found, wanted) = (story(&extract(capture).article.unwrap()), story(&fetched_from(Some(&url), page)));
        // Chromium leaves scripts out, JSON-LD among them: an author who stands nowhere else is lost.
        assert_eq!((found.0, found.2, found.3), (wanted.0, wanted.2, wanted.3), "{name}");
    }
}

#[test]
fn an_export_of_wordpress() {
    let (captures, errors) = data("wordpress.xml");
    let told: Vec<String> = errors.iter().map(|error| error.kind.to_string()).collect();
    let expected = ["an attachment", "a draft or private page", "a part of a WordPress export that is neither"];
    assert_eq!(told.len(), expected.len(), "{told:?}");
    assert!(told.iter().zip(expected).all(|(told, expected)| told.contains(expected)), "{told:?}");
    let articles: Vec<Article> = captures.iter().map(|capture| extract(capture).article.unwrap()).collect();
    let [ferry, lighthouse] = &articles[..] else { panic!("{} articles", articles.len()) };

    assert_eq!(ferry.title.as_deref(), Some("Ferry sails again: “No more waiting”, says harbour office"));
    assert_eq!(ferry.authors, ["Pier & Quay Bureau"]);
    assert_eq!(ferry.url.as_deref(), Some("https://courier.example/2025/10/15/ferry-sails-again/"));
    assert_eq!(ferry.published.as_ref().unwrap().to_string(), "2025-10-15T21:04");
    assert_eq!(ferry.tags, ["Ports & Shipping", "ferries"]);
    assert_eq!(ferry.site.as_ref().unwrap().name.as_deref(), Some("The Pier Courier"));
    assert_eq!(ferry.lang.as_deref(), Some("en"));
    let paragraphs: Vec<&str> = ferry.paragraphs().collect();
    assert_eq!(paragraphs.len(), 2, "{paragraphs:?}");
    assert!(paragraphs[1].ends_with("A script may end with ]]> and the text goes on."), "{paragraphs:?}");
    assert!(!ferry.body.contains("Zeppelins"), "a comment is not the text");

    assert_eq!(lighthouse.title.as_deref(), Some("How a lighthouse works & why"));
    assert_eq!(lighthouse.published, None, "a day of zeros is none");
    assert!(lighthouse.body.starts_with("A lens gathers the light."), "{}", lighthouse.body);
    assert!(lighthouse.body.contains("Ships see it"), "{}", lighthouse.body);
    assert!(!lighthouse.body.contains("caption"), "{}", lighthouse.body);
}

/// A record's offset is where its compressed member starts: from there it can be unpacked alone.
#[test]
fn a_record_can_be_read_from_its_offset() {
    let path = root().join("tests/data/formats/wget.warc.gz");
    let bytes = std::fs::read(&path).unwrap();
    let (captures, _) = read(path);
    let capture = captures.last().unwrap();
    let at = usize::try_from(capture.origin.offset.unwrap()).unwrap();
    let mut record = String::new();
    let _cut = std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&bytes[at..]), &mut record);
    assert!(
        record.contains(&format!("WARC-Target-URI: <{}>", capture.declared.url.as_ref().unwrap()))
            || record.contains(&format!("WARC-Target-URI: {}", capture.declared.url.as_ref().unwrap()))
    );
}
