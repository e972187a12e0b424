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
    archive.write("quay.txt", "Quay closed\n\nThe quay of Lisbon was closed on Monday after a storm. The storm broke a crane.");
    archive.run(&["index", "archive"]).exits(0);
    archive
}

#[test]
fn a_hit_has_its_language_its_direction_and_its_marks() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let page = served.get("/?q=Hmeimim").is(200).text();
    assert!(page.contains("<h2 dir=\"auto\" lang=\"ar\">"), "{page}");
    assert!(page.contains("<mark>حميميم</mark>"), "{page}");
    assert!(page.contains("also: <a href=\"/?q=%3D%D8%AD"), "other spellings are told, each with its own search: {page}");
    assert!(page.contains("date unknown"), "what has no date is told beside the histogram");
}

#[test]
fn the_text_of_an_article_is_marked_whole_and_what_it_rests_on_is_shown() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let found = served.get("/?q=storm").is(200).text();
    let link = found.split_once("<h2 dir=\"auto\" lang=\"en\"><a href=\"").unwrap().1.split_once('"').unwrap().0;
    let page = served.get(&link.replace("&amp;", "&")).is(200).text();
    assert!(page.contains("after a <mark id=\"m1\">storm</mark>. The <mark id=\"m2\">storm</mark> broke"), "{page}");
    assert!(page.contains("<a href=\"/?q=storm\">← To the results</a>"), "{page}");
    assert!(page.contains("nothing in the page dates it") || page.contains("date unknown"), "{page}");
    assert!(page.contains("class=\"evidence\""), "Lisbon speaks for Portugal, in the text itself: {page}");
}

#[test]
fn the_original_page_is_its_own_bytes_and_may_do_nothing() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let id = ids(&served.get("/?q=Hmeimim").is(200).text()).remove(0);
    let frame = served.get(&format!("/article/{id}/original")).is(200).text();
    assert!(frame.contains("<iframe class=\"original\" sandbox=\"\""), "{frame}");
    let bytes = served.get(&format!("/article/{id}/bytes")).is(200);
    let policy = bytes.header("content-security-policy").unwrap();
    for rule in ["sandbox;", "default-src 'none'", "img-src data:", "style-src 'unsafe-inline'"] {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(!policy.contains("allow-scripts") && !policy.contains("script-src"));
    assert_eq!(bytes.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(bytes.body, std::fs::read(archive.path().join("archive/hmeimim.html")).unwrap());
    archive.remove("hmeimim.html");
    served.get(&format!("/article/{id}/bytes")).is(404);
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
