//! Every page, in both colours, wide and narrow: axe-core finds nothing, nothing is cut off, and nothing moves while it loads.

use dateline_browser_tests::{Colours, Reader, Served, views};
use serde_json::Value;

/// The rules that are asked: WCAG 2.2 at A and AA, and what axe-core holds good beside it.
const RULES: &str = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice";

/// What axe-core finds on the page that is open: the rule, and where.
async fn findings(reader: &Reader, axe: &str) -> Vec<String> {
    reader.run(axe, vec![]).await;
    let script = "const done = arguments[1]; axe.run(document, { runOnly: arguments[0].split(' ') }).then((told) =>
        done(told.violations.map((found) => found.id + ': ' + found.nodes.map((node) => node.html).join(' '))));";
    let found = reader.run_async(script, vec![RULES.into()]).await;
    found.as_array().expect("a list").iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn axe_core_finds_nothing_on_any_page() {
    let file = std::env::var("AXE").expect("`tests/browser/run` tells in AXE where axe.min.js lies");
    let axe = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let (served, reader) = (Served::samples(), Reader::new().await);
    let mut found = Vec::new();
    for view in views(&served, &reader).await {
        for (width, colours, named) in
            [(1400, Colours::Light, "light"), (1400, Colours::Dark, "dark"), (320, Colours::Light, "narrow")]
        {
            reader.see(width, colours).await;
            reader.open(&view.address).await;
            found
                .extend(findings(&reader, &axe).await.into_iter().map(|told| format!("{} {named}: {told}", view.name)));
        }
    }
    assert!(found.is_empty(), "{} findings\n{}", found.len(), found.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn nothing_is_cut_off_and_nothing_moves() {
    let (served, reader) = (Served::samples(), Reader::new().await);
    let shifts = "const done = arguments[0]; let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((shift) => { sum += shift.value; }))
            .observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => done(sum), 100);";
    for view in views(&served, &reader).await {
        for width in [320, 800, 1400] {
            reader.see(width, Colours::Light).await;
            reader.open(&view.address).await;
            let wide = "return document.documentElement.scrollWidth";
            let shown = reader.run(wide, vec![]).await.as_u64().expect("a width");
            assert!(shown <= u64::from(width), "{} at {width} is {shown} wide", view.name);
            let shifted = reader.run_async(shifts, vec![]).await.as_f64().expect("a sum");
            assert!(shifted < 0.01, "{} at {width} moves by {shifted}", view.name);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn colours_are_those_of_the_system_and_print_shows_the_story_alone() {
    let (served, reader) = (Served::samples(), Reader::new().await);
    let ground = "return getComputedStyle(document.documentElement).backgroundColor";
    reader.open(&format!("{}/?q=airbase", served.address)).await;
    let light = reader.run(ground, vec![]).await;
    reader.see(1400, Colours::Dark).await;
    assert_ne!(light, reader.run(ground, vec![]).await);
    reader.follow(".hit h2 a").await;
    reader.devtools("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" })).await;
    let shown = "return getComputedStyle(document.querySelector(arguments[0])).display";
    assert_eq!(reader.run(shown, vec![".top".into()]).await, "none");
    assert_ne!(reader.run(shown, vec![".story h1".into()]).await, "none");
}
