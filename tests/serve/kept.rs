//! Lists and notes: kept beside the index, changed by nobody else, lost by nothing.

use super::client::{Served, ids};
use crate::harness::Archive;

const SCRIPT: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

fn archive() -> Archive {
    let archive = Archive::new();
    archive.write("quay.txt", "Quay closed\n\nThe quay of Lisbon was closed on Monday after a storm broke a crane.");
    archive.write("pier.txt", "Pier opened\n\nA pier was opened in Porto for the ferries, and a crane was put on it.");
    archive.run(&["index", "archive"]).exits(0);
    archive
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The key of the forms of a page.
fn key(page: &str) -> String {
    page.split_once("name=\"key\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned()
}

#[test]
fn what_is_kept_outlives_a_rebuild_and_goes_along_with_its_text() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let id = ids(&served.get("/?q=quay").is(200).text()).remove(0);
    let page = served.get(&format!("/article/{id}?q=quay")).is(200);
    let tag = page.header("etag").unwrap().to_owned();
    let form = |fields: &str| format!("key={}&article={id}&back=q%3Dquay&{fields}", key(&page.text()));
    let listed = served.post("/lists/collect", &served.origin(), &form("list=My+ports")).is(303);
    assert_eq!(listed.header("location"), Some(format!("/article/{id}?q=quay#keep").as_str()));
    served.post("/lists/note", &served.origin(), &form("note=ask%0D%0Athe+port")).is(303);
    let same = [("If-None-Match", tag.as_str())];
    let shown = served.get_with(&format!("/article/{id}?q=quay"), &same).is(200).text();
    assert!(
        shown.contains("My ports") && shown.contains("ask\nthe port"),
        "no browser shows the page of before: {shown}"
    );
    archive.run(&["index", "--rebuild"]).exits(0);
    let list = served.get("/lists/list?name=My+ports").is(200).text();
    assert!(list.contains("Quay closed") && list.contains("ask\nthe port"), "{list}");
    let lines = served.get("/lists/export?name=My+ports&form=jsonl").is(200);
    assert_eq!((&lines.json()["note"], &lines.json()["list"]), (&"ask\nthe port".into(), &"My ports".into()));
    assert!(lines.json()["body"].as_str().unwrap().contains("broke a crane"));
    let whole = served.get("/lists/export?name=My+ports&form=html").is(200);
    assert!(
        whole.text().contains("broke a crane")
            && whole.header("content-disposition").unwrap().starts_with("attachment")
    );
    served.get("/lists/export?name=My+ports&form=exe").is(400);
    // An article that is gone is still known by its headline.
    archive.remove("quay.txt");
    archive.run(&["index", "archive"]).exits(0);
    let began = std::time::Instant::now();
    while !served.get("/lists/list?name=My+ports").is(200).text().contains("not in the index any more") {
        assert!(began.elapsed().as_secs() < 30, "the new commit is not seen");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(served.get("/lists/list?name=My+ports").is(200).text().contains("Quay closed"));
    served.post("/lists/take-out", &served.origin(), &form("list=My+ports").replace("&back=q%3Dquay", "")).is(303);
    served.post("/lists/remove", &served.origin(), &form("list=My+ports")).is(303);
    served.get("/lists/list?name=My+ports").is(404);
}

#[test]
fn a_name_and_a_note_stay_text_and_nobody_else_changes_them() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let id = ids(&served.get("/?q=quay").is(200).text()).remove(0);
    let key = key(&served.get(&format!("/article/{id}")).is(200).text());
    let script = encoded(SCRIPT);
    let form = format!("key={key}&article={id}&list={script}&note={script}");
    for path in ["/lists/collect", "/lists/note", "/lists/take-out", "/lists/remove"] {
        served.post(path, "https://evil.example", &form).is(403);
        served.post(path, "null", &form).is(403);
        served.post(path, &served.origin(), &form.replace(&key, "0")).is(403);
        served.get(path).is(405);
    }
    served.post("/lists/collect", &served.origin(), &form).is(303);
    served.post("/lists/note", &served.origin(), &form).is(303);
    for path in [
        format!("/article/{id}"),
        "/lists".to_owned(),
        format!("/lists/list?name={script}"),
        format!("/lists/export?form=html&name={script}"),
    ] {
        let page = served.get(&path).is(200).text().to_lowercase();
        assert!(
            page.contains("&lt;script&gt;") && !page.contains("<script>alert") && !page.contains("<img"),
            "{path}: {page}"
        );
    }
    for (path, fields) in [
        ("/lists/collect", format!("article={id}&list=+")),
        ("/lists/collect", format!("article={id}&list={}", "a".repeat(101))),
        ("/lists/note", format!("article={id}&note={}", "a".repeat(30_000))),
        ("/lists/remove", "list=none".to_owned()),
    ] {
        served.post(path, &served.origin(), &format!("key={key}&{fields}")).is(400);
    }
    for article in ["..%2F..%2Fetc%2Fpasswd", "0000000000000000", ""] {
        served.post("/lists/collect", &served.origin(), &format!("key={key}&list=a&article={article}")).is(404);
    }
    // What cannot be read is told beside the article, which is shown all the same.
    std::fs::write(archive.path().join("index/notebook.json"), "{").unwrap();
    let page = served.get(&format!("/article/{id}")).is(200).text();
    assert!(page.contains("not a notebook") && page.contains("broke a crane"), "{page}");
    archive.run(&["index", "archive"]).exits(0);
}

#[test]
fn the_box_is_told_how_to_go_on() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let options = |text: &str| -> Vec<String> {
        let told = served.get(&format!("/complete?text={}", encoded(text))).is(200).json();
        told["options"].as_array().unwrap().iter().map(|option| option["text"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(options("crane coun"), ["country:"]);
    assert_eq!(options("crane country:por"), ["country:pt"]);
    assert_eq!(options("lang:engl"), ["lang:en"]);
    assert_eq!(options("date:unk"), Vec::<String>::new());
    for nothing in ["", "crane ", "\"crane coun", "zzz:", "author:x", SCRIPT] {
        assert!(options(nothing).is_empty(), "{nothing}");
    }
}

#[test]
fn a_trend_counts_what_a_search_finds() {
    let archive = Archive::new();
    archive.run(&["index", concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/archive")]).exits(0);
    let served = Served::over(&archive.path().join("index"));
    let table = served.get("/trend.csv?q=Syria&and=Russia&lang=en").is(200);
    assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
    let text = table.text();
    let mut rows = text.trim_start_matches('\u{feff}').lines().map(|row| row.split(',').collect::<Vec<_>>());
    let head = rows.next().unwrap();
    assert_eq!(head[1..], ["Syria", "Russia", "all"]);
    for row in rows.filter(|row| row[1] != "0" || row[2] != "0") {
        for (column, query) in [(1, "Syria"), (2, "Russia")] {
            let found =
                served.get(&format!("/api/v1/search?q={query}&lang=en&since={0}&until={0}", row[0])).is(200).json();
            assert_eq!(found["total"].to_string(), row[column], "{query} in {}", row[0]);
        }
    }
    let drawing = served.get(&format!("/trend.svg?q=Syria&and={}", encoded(SCRIPT)));
    assert!(drawing.status == 400 || !drawing.text().contains("<script>"), "{}", drawing.text());
    let drawing = served.get("/trend.svg?q=Syria&and=Russia").is(200).text();
    assert!(drawing.starts_with("<?xml") && drawing.matches("<polyline").count() == 2, "{drawing}");
    served.get("/trend?q=Syria&like=x").is(400);
}

#[test]
fn two_texts_stand_side_by_side() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let found = ids(&served.get("/?q=crane").is(200).text());
    let page = served.get(&format!("/article/{}/beside?other={}&q=crane", found[0], found[1])).is(200).text();
    assert!(page.matches("class=\"alone\"").count() >= 3, "{page}");
    served.get(&format!("/article/{}/beside?other=0000000000000000", found[0])).is(404);
    for wrong in ["", "version=0", "version=x", "other=a&contry=sy"] {
        served.get(&format!("/article/{}/beside?{wrong}", found[0])).is(400);
    }
    served.get(&format!("/article/{}/beside?version=1", found[0])).is(404);
}
