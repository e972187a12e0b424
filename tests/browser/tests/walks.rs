//! Walks of a reader through the page.

use dateline_browser_tests::{Gesture, Reader, Scripts, Served};
use serde_json::Value;

/// The parts of an address after its `?`, in order.
fn asked(address: &str) -> Vec<(String, String)> {
    let url = url::Url::parse(address).expect("an address");
    url.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned())).collect()
}

fn value<'a>(asked: &'a [(String, String)], key: &str) -> Option<&'a str> {
    asked.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
}

/// The number that begins a text such as `12 stories in 14 articles`.
fn number(text: &str) -> u64 {
    let digits = text.split(|c: char| !c.is_ascii_digit() && c != '\u{202f}').next().unwrap_or_default();
    digits.replace('\u{202f}', "").parse().unwrap_or_else(|_| panic!("no number begins `{text}`"))
}

async fn start() -> (Served, Reader) {
    let (served, reader) = (Served::samples(), Reader::new().await);
    reader.open(&served.address).await;
    (served, reader)
}

/// Types a query into the box and sends it.
async fn search(reader: &Reader, query: &str) {
    reader
        .leave(async || {
            reader.type_into("#q", query).await;
            reader.press("\u{E007}").await;
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_search_is_typed_and_a_hit_opened() {
    let (_served, reader) = start().await;
    search(&reader, "airbase").await;
    assert_eq!(value(&asked(&reader.address().await), "q"), Some("airbase"));
    assert_eq!(reader.text(".hit mark").await, "airbase");
    let title = reader.text(".hit h2").await;
    reader.follow(".hit h2 a").await;
    assert_eq!(reader.text(".story h1").await, title);
    assert!(reader.count(".story mark").await >= 2, "the matches are marked in the text");
    assert!(reader.text(".why").await.contains("Published 2025-10-15"), "what the date rests on is told");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_first_page_shows_the_latest_and_what_is_unknown() {
    let (_served, reader) = start().await;
    let days = reader.texts(".hit .facts time").await;
    assert_eq!(days.len(), 10);
    assert!(days.is_sorted_by(|newer, older| newer >= older), "{days:?}");
    assert!(reader.text(".undated").await.starts_with("date unknown"));
    let facets = reader.texts(".facets section h2").await;
    assert_eq!(facets, ["About", "Mentioned", "Topic", "Publisher", "Language", "Kind", "Author"]);
    assert!(reader.count(".facets .unknown").await >= 5, "unknown is a value of each facet");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_drag_over_the_histogram_takes_a_period() {
    for gesture in [Gesture::Mouse, Gesture::Touch] {
        let (_served, reader) = start().await;
        let all = number(&reader.text(".total").await);
        reader.leave(async || reader.drag(".bars", 0.52, 0.88, gesture).await).await;
        let asked = asked(&reader.address().await);
        let (since, until) = (value(&asked, "since").expect("since"), value(&asked, "until").expect("until"));
        assert!(since < until, "{since} to {until}");
        let found = number(&reader.text(".total").await);
        assert!((1..all).contains(&found), "{found} of {all}");
        for day in reader.texts(".hit .facts time").await {
            assert!(
                day[..since.len().min(day.len())] >= *since && day[..until.len().min(day.len())] <= *until,
                "{day}"
            );
        }
        assert!(reader.text(".chips").await.contains(&format!("{since} to {until}")));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_histogram_is_brushed_by_keys() {
    let (_served, reader) = start().await;
    reader.run("document.querySelector('.bars a[tabindex=\"0\"]').focus()", vec![]).await;
    let last =
        reader.find(".bars a[tabindex='0']").await.attr("data-since").await.expect("an attribute").expect("a bar");
    // Shift and the left arrow, twice; then Enter.
    reader.press("\u{E008}\u{E012}\u{E012}").await;
    assert!(reader.text(".tip").await.ends_with(&format!("to {last}")), "the period is told while it grows");
    reader.leave(async || reader.press("\u{E007}").await).await;
    let asked = asked(&reader.address().await);
    assert_eq!(value(&asked, "until"), Some(last.as_str()));
    assert!(value(&asked, "since") < Some(last.as_str()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_facet_narrows_and_its_chip_widens_again() {
    let (_served, reader) = start().await;
    let all = number(&reader.text(".total").await);
    let row = reader.text(".facets section:first-child li a").await;
    let (country, count) = row.split_once('\n').or_else(|| row.rsplit_once(' ')).expect("a value and its count");
    let (country, count) = (country.trim().to_owned(), number(count.trim()));
    reader.follow(".facets section:first-child li a").await;
    assert_eq!(number(&reader.text(".total").await), count);
    assert!(reader.text(".chips").await.contains(&country), "the filter is a chip");
    search(&reader, "port").await;
    assert!(reader.text(".chips").await.contains(&country), "a new search keeps the filter");
    reader.follow(".chips a").await;
    assert_eq!(reader.count(".chips").await, 0);
    search(&reader, "").await;
    assert_eq!(number(&reader.text(".total").await), all);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_undated_are_one_click_away() {
    let (_served, reader) = start().await;
    let told = reader.text(".undated").await;
    let count = number(told.trim_start_matches("date unknown").trim());
    reader.follow("a.undated").await;
    assert_eq!(number(&reader.text(".total").await), count);
    assert_eq!(reader.texts(".hit .facts .unknown").await, vec!["date unknown"; count as usize]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn keys_jump_from_match_to_match() {
    let (served, reader) = start().await;
    reader.open(&format!("{}/?q=airbase", served.address)).await;
    reader.follow(".hit h2 a").await;
    for (key, place) in [("n", "#m1"), ("n", "#m2"), ("p", "#m1"), ("p", "#m2")] {
        reader.run("document.activeElement.blur()", vec![]).await;
        reader.press(key).await;
        assert!(reader.address().await.ends_with(place), "{key}: {}", reader.address().await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_keyboard_alone_is_enough() {
    let (_served, reader) = start().await;
    reader.press("/").await;
    reader.leave(async || reader.press("Syria\u{E007}").await).await;
    reader.press("j").await;
    reader.press("j").await;
    let second = reader.texts(".hit h2").await[1].clone();
    assert_eq!(reader.text(".hit.on h2").await, second);
    reader.leave(async || reader.press("o").await).await;
    assert_eq!(reader.text(".story h1").await, second);
    reader.leave(async || reader.press("?").await).await;
    assert!(reader.address().await.ends_with("/help"));
    // The first stop of the tab key leads past the head of the page.
    reader.press("\u{E004}").await;
    let first = reader.browser.active_element().await.expect("something has the focus");
    assert_eq!(first.text().await.expect("a text"), "Skip to content");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn copies_are_one_hit_and_each_is_told() {
    let (served, reader) = start().await;
    reader.open(&format!("{}/?q=freighter", served.address)).await;
    assert_eq!(reader.text(".total").await, "1 story in 3 articles");
    reader.follow(".hit .spread a").await;
    assert_eq!(reader.count(".copies > ul > li").await, 2);
    assert!(reader.text(".copies").await.contains("% shared"));
    reader.follow(".copies a[href*='/beside']").await;
    assert_eq!(reader.count(".two > article").await, 2);
    assert!(reader.count(".two .alone").await > 0, "what only one of them says is marked");
    reader.follow(".back a").await;
    reader.browser.back().await.expect("there is a page before");
    reader.browser.back().await.expect("there is a page before");
    reader.browser.back().await.expect("there is a page before");
    reader.find(".orders").await;
    let every = reader.browser.find(fantoccini::Locator::LinkText("every copy")).await.expect("a link");
    reader.leave(async || every.click().await.expect("a click")).await;
    assert_eq!(reader.text(".total").await, "3 articles");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_way_back_keeps_the_question() {
    let (served, reader) = start().await;
    search(&reader, "port").await;
    reader.follow(".facets section:first-child li a").await;
    let narrowed = reader.address().await;
    reader.follow(".hit h2 a").await;
    reader.follow(".back a").await;
    assert_eq!(reader.address().await, narrowed);
    reader.follow(".hit h2 a").await;
    for _ in 0..4 {
        reader.browser.back().await.expect("there is a page before");
    }
    assert_eq!(reader.address().await, format!("{}/?q=port", served.address));
    let typed = reader.find("#q").await.prop("value").await.expect("a property");
    assert_eq!(typed.as_deref(), Some("port"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn arabic_is_typed_and_read_from_right_to_left() {
    let (_served, reader) = start().await;
    search(&reader, "دمشق").await;
    assert!(reader.count(".hit").await > 0);
    let title = reader.find(".hit h2[lang=ar]").await;
    assert_eq!(title.css_value("direction").await.expect("a direction"), "rtl");
    assert_eq!(reader.find("#q").await.css_value("direction").await.expect("a direction"), "rtl");
    reader.follow(".hit h2[lang=ar] a").await;
    assert_eq!(reader.find(".story .text p").await.css_value("direction").await.expect("a direction"), "rtl");
    assert_eq!(reader.find(".about dl").await.css_value("direction").await.expect("a direction"), "ltr");
    assert!(reader.count(".story mark").await > 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_name_is_found_in_other_spellings_each_with_a_search_of_its_own() {
    let (_served, reader) = start().await;
    search(&reader, "Hmeimim").await;
    let all = number(&reader.text(".total").await);
    assert!(reader.text(".also").await.starts_with("Hmeimim also: "));
    assert!(reader.texts(".hit mark").await.iter().any(|word| word.contains("حميميم")));
    reader.follow("a.off[aria-label$=' khmeimim']").await;
    let left = number(&reader.text(".total").await);
    assert!(left < all, "one spelling is switched off: {left} of {all}");
    let typed = reader.find("#q").await.prop("value").await.expect("a property").unwrap_or_default();
    assert!(typed.contains("=حميميم") && !typed.contains("khmeimim"), "the others are written out: {typed}");
    search(&reader, "Hmeimim").await;
    let exact = reader.browser.find(fantoccini::Locator::LinkText("Only as typed")).await.expect("a link");
    reader.leave(async || exact.click().await.expect("a click")).await;
    assert!(number(&reader.text(".total").await) < all);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_mistake_is_shown_at_its_place() {
    let (_served, reader) = start().await;
    search(&reader, "port \"naval base").await;
    assert_eq!(reader.text(".wrong h1").await, "the quotation is never closed");
    assert_eq!(reader.text(".caret .at").await, "\"");
    assert!(reader.text(".hint").await.contains("close it"));
    search(&reader, "zzzzqq").await;
    assert!(reader.text(".nothing").await.contains("Nothing in the archive matches"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn pages_follow_each_other_without_a_gap() {
    let (_served, reader) = start().await;
    let first = reader.texts(".hit h2").await;
    reader.follow(".pages a[rel=next]").await;
    assert_eq!(reader.find(".hits").await.attr("start").await.expect("an attribute").as_deref(), Some("11"));
    let second = reader.texts(".hit h2").await;
    assert!(first.iter().all(|title| !second.contains(title)), "{second:?}");
    reader.follow(".pages a[rel=prev]").await;
    assert_eq!(reader.texts(".hit h2").await, first);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_country_is_chosen_on_the_map() {
    let (_served, reader) = start().await;
    reader.follow(".along a[href^='/map']").await;
    let label = reader.find(".world a[aria-label^='Syria']").await.attr("aria-label").await.expect("an attribute");
    let count = number(label.expect("a label").rsplit(' ').next().expect("a count"));
    reader.leave(async || {
        reader.run("document.querySelector(\".world a[aria-label^='Syria'] path\").dispatchEvent(new MouseEvent('click', { bubbles: true }))", vec![]).await;
    })
    .await;
    assert_eq!(number(&reader.text(".total").await), count);
    assert!(reader.text(".chips").await.contains("Syria"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn exports_have_the_filters_and_the_order_of_the_page() {
    let (served, reader) = start().await;
    reader.open(&format!("{}/?q=port&sort=oldest&lang=en&limit=50", served.address)).await;
    let shown = reader.texts(".hit h2").await;
    assert!(shown.len() > 3);
    let text = "const done = arguments[1]; fetch(document.querySelector(arguments[0]).href)
        .then((answer) => answer.text()).then(done);";
    let lines = reader.run_async(text, vec![".along a[href*='/export?']".into()]).await;
    let lines: Vec<Value> =
        lines.as_str().expect("a text").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let titles: Vec<&str> = lines.iter().map(|hit| hit["title"].as_str().unwrap_or_default()).collect();
    assert_eq!(titles, shown);
    let table = reader.run_async(text, vec![".along a[href*='export.csv']".into()]).await;
    let table = table.as_str().expect("a text").to_owned();
    let places: Vec<Option<usize>> = titles.iter().map(|title| table.find(&title.replace('"', "\"\""))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    assert!(reader.find(".along a[href*='export']").await.attr("download").await.expect("an attribute").is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_search_is_saved_and_tells_what_is_new() {
    let quay = "Quay closed\n\nThe quay of Lisbon was closed on Monday after a storm broke a crane.";
    let served = Served::files(&[("quay.txt", quay)]);
    let reader = Reader::new().await;
    reader.open(&format!("{}/?q=crane", served.address)).await;
    reader.follow(".along a[href^='/saved']").await;
    reader.type_into("#name", "cranes").await;
    reader.follow("section form button").await;
    assert!(reader.text(".saved li").await.contains("nothing new"));
    std::fs::write(
        served.folder().join("archive/crane.txt"),
        "Another crane\n\nAnother crane of the harbour broke in the night, and nobody was hurt.",
    )
    .expect("a file of the archive");
    served.index_again();
    reader
        .wait("the new article is told", async || {
            reader.open(&format!("{}/saved", served.address)).await;
            reader.text(".saved li").await.contains("1 new")
        })
        .await;
    reader.follow(".saved h2 a").await;
    assert_eq!(reader.count(".hit").await, 2, "the page shows the new commit at once");
    reader.open(&format!("{}/saved", served.address)).await;
    reader.follow("button[aria-label='Delete the saved search cranes']").await;
    assert!(reader.text("main").await.contains("None yet"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn whoever_has_no_index_is_led_to_one() {
    let served = Served::nothing();
    std::fs::create_dir_all(served.folder().join("news/<b>old")).expect("a folder");
    std::fs::write(
        served.folder().join("news/quay.txt"),
        "Quay closed\n\nThe quay of Lisbon was closed on Monday after a storm broke a crane.",
    )
    .expect("a file");
    let reader = Reader::new().await;
    reader.open(&served.address).await;
    assert_eq!(reader.text("h1").await, "Welcome to dateline");
    let news = reader.browser.find(fantoccini::Locator::LinkText("news")).await.expect("the folder can be walked to");
    reader.leave(async || news.click().await.expect("a click")).await;
    assert!(reader.texts(".walk a").await.contains(&"<b>old".to_owned()));
    reader.follow(".folders form button").await;
    let report = reader.text(".report").await;
    assert!(report.contains("1 article of 1 file"), "{report}");
    reader
        .wait("the new index is seen", async || {
            reader.open(&format!("{}/?q=crane", served.address)).await;
            reader.count(".hit").await == 1
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn all_of_it_works_without_scripts() {
    let served = Served::samples();
    let reader = Reader::with(Scripts::Off).await;
    reader.open(&served.address).await;
    search(&reader, "port").await;
    let all = number(&reader.text(".total").await);
    reader.follow(".facets section:first-child li a").await;
    assert!(number(&reader.text(".total").await) <= all);
    reader.follow(".chips a").await;
    reader.type_into("input[name=since]", "2025").await;
    reader.follow(".period button").await;
    assert!(reader.text(".chips").await.contains("since 2025"));
    reader.follow(".bars a:last-child").await;
    assert!(value(&asked(&reader.address().await), "until").is_some(), "a bar is a link");
    reader.follow(".hit h2 a").await;
    reader.click("a.jump").await;
    assert!(reader.address().await.ends_with("#m1"));
    assert!(reader.count(".evidence").await > 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_picture_of_the_state_is_its_address() {
    let (served, reader) = start().await;
    let address = format!("{}/?q=port+OR+storm&country=sy&since=2024&sort=newest&copies=all", served.address);
    reader.open(&address).await;
    let shown = reader.texts(".hit h2").await;
    let other = Reader::new().await;
    other.open(&reader.address().await).await;
    assert_eq!(other.texts(".hit h2").await, shown);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_box_proposes_fields_and_their_values() {
    let (_served, reader) = start().await;
    reader.type_into("#q", "port coun").await;
    assert_eq!(reader.text(".options li code").await, "country:");
    // The arrow down and Enter take the field, whose values come next.
    reader.press("\u{E015}\u{E007}").await;
    reader.press("Syr").await;
    reader.wait("a value is proposed", async || reader.text(".options").await.contains("Syria")).await;
    reader.click(".options li").await;
    let typed = reader.find("#q").await.prop("value").await.expect("a property");
    assert_eq!(typed.as_deref().map(str::to_lowercase).as_deref(), Some("port country:sy "));
    reader.leave(async || reader.press("\u{E007}").await).await;
    assert!(number(&reader.text(".total").await) > 0);
    // Without a choice, Enter asks what is typed.
    reader.type_into("#q", "titl").await;
    reader.find(".options li").await;
    reader.leave(async || reader.press("\u{E007}").await).await;
    assert_eq!(value(&asked(&reader.address().await), "q"), Some("titl"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn articles_are_collected_noted_on_and_taken_along() {
    let (served, reader) = start().await;
    search(&reader, "airbase").await;
    reader.follow(".hit h2 a").await;
    let (title, article) = (reader.text(".story h1").await, reader.address().await);
    reader.type_into("#list", "Bases <1>").await;
    reader.follow("form.collect button").await;
    assert_eq!(reader.text(".keep .chips .name").await, "Bases <1>");
    reader.type_into("#note", "Ask the port.\nBy Friday.").await;
    reader.follow("form.noting button").await;
    assert!(reader.address().await.starts_with(article.split('#').next().expect("an address")), "the question is kept");
    assert!(reader.count(".story mark").await > 0, "the matches are marked still");
    // A rebuild loses nothing of it.
    served.rebuild();
    reader.follow(".top a[href='/lists']").await;
    assert!(reader.text(".kept .note").await.contains("By Friday."));
    reader.follow(".kept h2 a").await;
    assert_eq!(reader.text(".kept li h2").await, title);
    let fetched = "const done = arguments[1]; fetch(document.querySelector(arguments[0]).href)
        .then((answer) => answer.text()).then(done);";
    let page = reader.run_async(fetched, vec![".along a[href*='form=html']".into()]).await;
    let page = page.as_str().expect("a text").to_owned();
    for part in ["Bases &lt;1&gt;", "By Friday.", "stood high on the list", "2025-10-15"] {
        assert!(page.contains(part), "{part} is missing: {page}");
    }
    let lines = reader.run_async(fetched, vec![".along a[href*='form=jsonl']".into()]).await;
    let line: Value = serde_json::from_str(lines.as_str().expect("a text")).expect("one line of JSON");
    assert_eq!((&line["note"], &line["title"]), (&"Ask the port.\nBy Friday.".into(), &title.as_str().into()));
    reader.follow("button[aria-label^='Take out of the list']").await;
    assert!(reader.text("main").await.contains("Nothing is in it any more"));
    reader.follow("button[aria-label^='Remove the list']").await;
    assert_eq!(reader.count(".kept form").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn names_are_compared_over_time() {
    let (_served, reader) = start().await;
    search(&reader, "Syria").await;
    reader.follow(".along a[href^='/trend']").await;
    reader.type_into("input[name=and]", "Russia").await;
    reader.follow(".compare button").await;
    assert_eq!(reader.count(".trend polyline").await, 2);
    assert_eq!(reader.texts(".legend bdi").await, ["Syria", "Russia"]);
    let table = reader.run_async(
        "const done = arguments[0]; fetch(document.querySelector(\"a[href^='/trend.csv']\").href)
            .then((answer) => answer.text()).then(done);",
        vec![],
    );
    let table = table.await.as_str().expect("a text").to_owned();
    assert!(
        table.trim_start_matches('\u{feff}').starts_with("month,Syria,Russia,all\r\n")
            || table.contains("year,Syria,Russia,all"),
        "{table}"
    );
    reader.click(".numbers summary").await;
    let count = number(&reader.text(".numbers td a").await);
    reader.follow(".numbers td a").await;
    assert_eq!(number(&reader.text(".total").await), count, "a number leads to what it counts");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn versions_of_an_article_are_told_apart() {
    let page = |text: &str| {
        format!(
            "<!doctype html><html lang=en><head><title>Quay closed</title><link rel=canonical href=https://post.example/quay>\
             <meta property=article:published_time content=2025-10-14T08:00:00Z></head><body><article><h1>Quay closed</h1>\
             <p>The quay of Lisbon was closed on Monday after a storm. {text}</p></article></body></html>"
        )
    };
    let (first, second) =
        (page("The storm broke one crane."), page("The storm broke two cranes, the port said later."));
    let served = Served::files(&[("1/quay.html", &first), ("2/quay.html", &second)]);
    let reader = Reader::new().await;
    reader.open(&format!("{}/?q=quay", served.address)).await;
    reader.follow(".hit h2 a").await;
    reader.follow("a[href*='version=1']").await;
    let alone = reader.texts(".two .alone").await.join(" ");
    assert!(alone.contains("one crane") && alone.contains("two cranes"), "{alone}");
    assert!(!alone.contains("closed on Monday"), "{alone}");
}
