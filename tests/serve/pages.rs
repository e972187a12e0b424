//! The pages that a reader sees.

use super::client::{Served, ids};
use crate::harness::Archive;

fn archive() -> Archive {
    let archive = Archive::new();
    let page = "<!doctype html><html lang=ar><head><meta property='article:published_time' content='2025-10-15T21:04:00+03:00'>\
                <title>قاعدة حميميم</title><script>document.title = 'ran'</script></head><body><article><h1>قاعدة حميميم</h1>\
                <p>قال مسؤول إن قاعدة حميميم في سوريا لن تغلق هذا العام، وإن المفاوضات مستمرة بين الجانبين.</p>\
                <img src=https://tracker.example/p.gif></article></body></html>";
    archive.write("hmeimim.html", page);
    archive.write(
        "quay.txt",
        "Quay closed\n\nThe quay of Lisbon was closed on Monday after a storm. The storm broke a crane.",
    );
    archive.run(&["index", "archive"]).exits(0);
    archive
}

#[test]
fn a_hit_has_its_language_its_direction_and_its_marks() {
    let archive = Archive::new();
    archive.run(&["index", concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/archive")]).exits(0);
    let served = Served::over(&archive.path().join("index"));
    let page = served.get("/?q=Hmeimim").is(200).text();
    assert!(page.contains("<h2 dir=\"auto\" lang=\"ar\">"), "{page}");
    assert!(page.contains("<mark>حميميم</mark>"), "{page}");
    assert!(
        page.contains("<bdi>Hmeimim</bdi> also: <a href=\"/?q=%3D"),
        "spellings are told, each with its own search: {page}"
    );
    assert!(page.contains("date unknown"), "what has no date is told beside the histogram");
}

#[test]
fn the_text_of_an_article_is_marked_whole_and_what_it_rests_on_is_shown() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let found = served.get("/?q=storm").is(200).text();
    let link = found.split_once("<h2 dir=\"auto\" lang=\"en\"><a href=\"").unwrap().1.split_once('"').unwrap().0;
    let page = served.get(&link.replace("&amp;", "&")).is(200).text();
    assert!(page.contains("<mark id=\"m1\">storm</mark></span>. The <mark id=\"m2\">storm</mark> broke"), "{page}");
    assert!(page.contains("<a href=\"/?q=storm\">← To the results</a>"), "{page}");
    assert!(page.contains("is enough for a day") || page.contains("date unknown"), "{page}");
    assert!(page.contains("class=\"evidence\""), "Lisbon speaks for Portugal, in the text itself: {page}");
}

#[test]
fn the_original_page_may_do_nothing_and_its_bytes_can_be_had() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let id = ids(&served.get("/?q=lang:ar").is(200).text()).remove(0);
    let frame = served.get(&format!("/article/{id}/original")).is(200).text();
    assert!(frame.contains("<iframe class=\"original\" sandbox=\"\""), "{frame}");
    let page = served.get(&format!("/article/{id}/page")).is(200);
    assert!(page.text().contains("<p>قال مسؤول"), "{}", page.text());
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let policy = page.header("content-security-policy").unwrap();
    for rule in ["sandbox;", "default-src 'none'", "img-src data:", "style-src 'unsafe-inline'"] {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(!policy.contains("allow-scripts") && !policy.contains("script-src"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    let bytes = served.get(&format!("/article/{id}/bytes")).is(200);
    assert_eq!(bytes.header("content-type"), Some("application/octet-stream"));
    assert!(bytes.header("content-disposition").unwrap().starts_with("attachment"));
    assert_eq!(bytes.body, std::fs::read(archive.path().join("archive/hmeimim.html")).unwrap());
    archive.remove("hmeimim.html");
    served.get(&format!("/article/{id}/bytes")).is(404);
}

#[test]
fn a_search_is_kept_under_a_name_and_tells_what_is_new() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    assert!(served.get("/?q=crane&lang=en").is(200).text().contains("href=\"/saved?q=crane&amp;lang=en\""));
    let page = served.get("/saved?q=crane&lang=en").is(200).text();
    let key = page.split_once("name=\"key\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    let form = |name: &str| format!("key={key}&name={name}&question=q%3Dcrane%26lang%3Den");
    served.post("/saved/save", &served.origin(), &form("..%2Fcranes")).is(400);
    served.post("/saved/save", &served.origin(), &form("cranes")).is(303);
    served.post("/saved/save", &served.origin(), &form("cranes")).is(400);
    assert!(archive.run(&["saved"]).stdout().starts_with("cranes: crane --lang \"en\"\n"));
    assert!(served.get("/saved").is(200).text().contains("nothing new"));
    archive
        .write("crane.txt", "Another crane\n\nAnother crane of the harbour broke in the night, and nobody was hurt.");
    archive.run(&["index", "archive"]).exits(0);
    let began = std::time::Instant::now();
    while !served.get("/saved").is(200).text().contains("<b>1 new</b>") {
        assert!(began.elapsed().as_secs() < 30, "nothing new is told");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let feed = served.get("/feed?q=crane&lang=en").is(200);
    assert_eq!(feed.header("content-type"), Some("application/atom+xml; charset=utf-8"));
    assert_eq!(feed.text().matches("<entry>").count(), 2);
    served.post("/saved/delete", &served.origin(), &form("cranes")).is(303);
    assert!(served.get("/saved").is(200).text().contains("None yet"));
}

#[test]
fn the_map_and_the_list_of_a_facet_count_the_same() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let map = served.get("/map").is(200).text();
    assert!(map.contains("aria-label=\"Syria: 1\"") && map.contains("aria-label=\"Portugal: 1\""), "{map}");
    let values = served.get("/values/country").is(200).text();
    assert!(values.contains("<bdi>Syria</bdi> <span class=\"count\">1</span>"), "{values}");
    served.get("/values/date").is(404);
}

#[test]
fn the_first_page_of_hits_is_small() {
    let archive = Archive::new();
    archive.run(&["index", concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/archive")]).exits(0);
    let served = Served::over(&archive.path().join("index"));
    for path in ["/", "/?q=port+OR+storm", "/?q=the&since=2025-10&until=2025-11"] {
        let page = served.get(path).is(200);
        assert!(page.body.len() <= 60_000, "{path}: {} bytes", page.body.len());
    }
    for asset in ["style.css", "script.js", "icon.svg"] {
        let answer = served.get(&format!("/assets/{asset}")).is(200);
        assert!(answer.header("cache-control").unwrap().contains("immutable"));
    }
    served.get("/help").is(200);
    served.get("/nowhere").is(404);
    let id = ids(&served.get("/").is(200).text()).remove(0);
    for form in ["bib", "ris", "json"] {
        served.get(&format!("/article/{id}/cite/{form}")).is(200);
    }
}
