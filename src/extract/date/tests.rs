//! Dating pages and records as a whole.

use super::*;
use crate::extract::declared::metadata::Metadata;
use crate::extract::page::dom::Dom;
use crate::model::DateSource;
use crate::text::date_order::DateOrder;

pub(super) fn day_of(page: &str) -> Option<String> {
    let dom = Dom::parse(page);
    let metadata = Metadata::collect(&dom);
    let url = metadata.meta("og:url").map(str::to_owned);
    let clues = Clues {
        dom: &dom,
        page,
        metadata: &metadata,
        url: url.as_deref(),
        captured: None,
        read: None,
        declared: None,
        order: None,
        lang: None,
        headline: None,
        body: None,
        text: "",
    };
    published(&clues).published.map(|published| published.day_text())
}

#[test]
fn the_day_is_found_wherever_it_stands() {
    for (page, day) in [
        (
            r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-10-15T23:30:00+03:00","dateModified":"2025-10-17"}</script>"#,
            "2025-10-15",
        ),
        (
            r#"<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2025-10-15"}]}</script>"#,
            "2025-10-15",
        ),
        (r#"<meta property="article:published_time" content="2021-03-03T08:00:00Z"><h1>x</h1>"#, "2021-03-03"),
        (r#"<h1>Ships leave</h1><time datetime="2021-03-03" class="entry-date">3 March</time>"#, "2021-03-03"),
        (r#"<h1>Schiffe fahren ab</h1><p>Veröffentlicht am 3. März 2021, 10:15 Uhr</p>"#, "2021-03-03"),
        (r#"<meta property="og:url" content="https://news.example/2021/03/03/ships"><h1>x</h1>"#, "2021-03-03"),
        (r#"<meta property="og:url" content="https://news.example/2021/03/ships"><h1>x</h1>"#, "2021-03"),
    ] {
        assert_eq!(day_of(page).as_deref(), Some(day), "{page}");
    }
}

#[test]
fn days_of_other_things_are_none_of_the_page() {
    let prose = "<p>The harbour office said that the pier would open before the winter, after all.</p>";
    let card = "<a href=/2><h3>A choir sings for the lifeboat</h3><time datetime=2026-03-05>Mar 5</time></a>";
    let menu = "<nav><a href=/1>News</a><a href=/2>Sport</a><a href=/3>Jobs</a><a href=/4>Mail</a></nav>";
    let title = "<h1>Pier opens at last</h1>";
    for (page, day) in [
        (format!("{title}{prose}{card}"), None),
        (format!("{title}<p>May 22, 2025</p>{prose}{card}"), Some("2025-05-22")),
        (
            format!(
                "{title}<p>Received 3 June 2022 / Accepted 16 December 2022 / Published online 2 January 2023</p>{prose}"
            ),
            Some("2023-01-02"),
        ),
        (format!("<div class=today>Monday, 30 November 2026</div>{title}{prose}"), None),
        (format!("<p>Monday, 30 November 2026</p>{menu}{title}{prose}"), None),
        (
            format!("<p>Monday, 30 November 2026</p>{menu}{title}<p>By Ann Lee, 22 May 2025</p>{prose}"),
            Some("2025-05-22"),
        ),
        (format!("{title}<p class=date>16.9. 10:30</p>{prose}"), None),
        (format!("{title}<p>16.IX.2025</p>{prose}"), Some("2025-09-16")),
        (format!("{title}<div class=when data-date=2025-09-16>3 weeks ago</div>{prose}"), Some("2025-09-16")),
        (format!("{title}<span title='2025-09-16T08:30:00+02:00'>3 weeks ago</span>{prose}"), Some("2025-09-16")),
        (format!("{title}<p>Call 2025-10-15-88 or 2025-10-16-14 for a place in the boat</p>{prose}"), None),
        (
            format!("{title}<p>Embargoed until 20 September 2025</p><p>Issued: 16 September 2025</p>{prose}"),
            Some("2025-09-16"),
        ),
        (format!("<meta name=article.published content=1638489600>{title}{prose}"), Some("2021-12-03")),
        (
            format!(
                "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"datePublished\":1758009600}}</script>{title}{prose}"
            ),
            Some("2025-09-16"),
        ),
    ] {
        assert_eq!(day_of(&page).as_deref(), day, "{page}");
    }
}

#[test]
fn a_page_that_holds_an_old_story_is_as_old_as_it_says() {
    let story = |day: &str| {
        let data = format!(r#"{{"@type":"NewsArticle","headline":"Ships leave","datePublished":"{day}"}}"#);
        format!(r#"<script type="application/ld+json">{data}</script><h1>Ships leave</h1>"#)
    };
    assert_eq!(day_of(&story("1925-10-15")).as_deref(), Some("1925-10-15"));
    // What stands where nobody gave a day, and what a page about something old names below its headline.
    assert_eq!(day_of(&story("1970-01-01T00:00:00Z")), None);
    assert_eq!(day_of("<h1>Ships leave</h1><p>15 April 1912</p>"), None);
}

#[test]
fn no_evidence_no_date() {
    assert_eq!(
        day_of("<h1>Ships leave</h1><p>They left in 2019, on a Monday.</p><footer>© 2024 Example</footer>"),
        None
    );
}

#[test]
fn a_change_that_nobody_sees_is_no_day_of_publication() {
    let declared = r#"<meta property="article:modified_time" content="2021-03-03T08:00:00Z"><h1>Ships leave</h1>"#;
    assert_eq!(day_of(declared), None);
    assert_eq!(day_of("<h1>Ships leave</h1><p>Updated 3 March 2021</p>").as_deref(), Some("2021-03-03"));
}

#[test]
fn a_visible_day_beside_a_utc_stamp_decides() {
    let page =
        r#"<meta property="article:published_time" content="2021-03-03T23:30:00Z"><h1>x</h1><p>4 March 2021</p>"#;
    assert_eq!(day_of(page).as_deref(), Some("2021-03-04"));
}

#[test]
fn a_shown_day_that_is_of_no_zone_decides_nothing() {
    let page = r#"<meta property="article:published_time" content="2021-03-03T13:20:00Z"><h1>x</h1><p>20:49, 4 March 2021</p>"#;
    assert_eq!(day_of(page).as_deref(), Some("2021-03-03"));
}

#[test]
fn a_box_around_the_article_is_its_own_whatever_its_name() {
    for (page, day) in [
        (r#"<h1>x</h1><div class="sidebar"><time datetime="2021-03-03">3 March</time></div>"#, Some("2021-03-03")),
        (r#"<div class="sidebar-left"><h1>x</h1><time datetime="2021-03-03">3 March</time></div>"#, Some("2021-03-03")),
        (
            r#"<h1>x</h1><div class="sidebar"><time datetime="2021-03-03">3 March</time><time datetime="2021-03-05">5 March</time></div>"#,
            None,
        ),
        (
            r#"<h1>x</h1><ul><li><article><a href=y>y</a><time datetime="2021-03-03">3 March</time></article></ul>"#,
            None,
        ),
        (r#"<h1>x</h1><div class="related"><time datetime="2021-03-03">3 March</time></div>"#, None),
    ] {
        assert_eq!(day_of(page).as_deref(), day, "{page}");
    }
}

#[test]
fn words_beside_a_date_say_what_it_is() {
    for (page, day) in [
        ("<h1>x</h1><dl><dt>Mise en ligne</dt><dd>3 mars 2021</dd></dl>", Some("2021-03-03")),
        ("<div>Stand: 03.03.2021 10:15 Uhr</div><h1>x</h1>", Some("2021-03-03")),
        ("<h1>x</h1><p>Updated 5 March 2021</p><p>Published 3 March 2021</p>", Some("2021-03-03")),
        ("<h1>x</h1><p>Termin: 3. März 2021, 19 Uhr</p>", None),
        (
            "<h1>x</h1><p>The doors of the new hall by the harbour will be opened on <b>3 March 2021</b> by the mayor, who paid for them, and by the bishop.</p>",
            None,
        ),
    ] {
        assert_eq!(day_of(page).as_deref(), day, "{page}");
    }
}

#[test]
fn the_address_is_older_than_what_was_published_again() {
    for (folders, day) in [("2019/4/12", "2019-04-12"), ("2021/6/16", "2021-06-17"), ("2022/1/1", "2021-06-17")] {
        let page = format!(
            r#"<meta property="og:url" content="https://a.example/{folders}/x"><meta property="article:published_time" content="2021-06-17T12:00:00+02:00">"#
        );
        assert_eq!(day_of(&page).as_deref(), Some(day), "{folders}");
    }
}

#[test]
fn the_same_instant_in_another_zone_tells_the_page_s_day() {
    let page = r#"<meta property="article:published_time" content="2021-03-04T03:37:37+00:00"><h1>x</h1><time class="updated" datetime="2021-03-03T23:37:37-04:00">last night</time>"#;
    assert_eq!(day_of(page).as_deref(), Some("2021-03-03"));
}

#[test]
fn a_page_full_of_days_is_dated() {
    let many = "<time datetime='2021-03-03'>".repeat(20_000);
    let long = format!("<div class='{}'>{}</div>", "x".repeat(1 << 20), "<p>3 March 2021</p>".repeat(5_000));
    // Where every clue is weighed against every other, these take minutes.
    assert!(day_of(&many).is_none_or(|day| day == "2021-03-03"));
    assert!(day_of(&format!("<h1>x</h1>{long}")).is_none_or(|day| day == "2021-03-03"));
}

#[test]
fn a_record_says_its_date_in_any_writing() {
    for (stated, day) in [("2024-03-05", "2024-03-05"), ("1709596800", "2024-03-05"), ("5 March 2024", "2024-03-05")] {
        let published = declared(&record(stated)).published;
        assert_eq!(published.map(|p| p.day_text()).as_deref(), Some(day), "{stated}");
    }
}

/// A record in English that declares this date.
fn record(date: &str) -> Stated<'_> {
    Stated {
        date,
        source: DateSource::Record,
        url: None,
        captured: None,
        read: None,
        lang: Some("en"),
        declared_lang: None,
        order: None,
        text: "",
    }
}

#[test]
fn numbers_of_a_record_are_read_by_what_shows_their_order() {
    let order = DateOrder::MonthFirst;
    let saved = "2025-06-07T00:00:00Z".parse().ok();
    let open = record("05/06/2025");
    let records = [
        (open, "2025"),
        (Stated { order: Some(order), ..open }, "2025-05-06"),
        (Stated { url: Some("https://a.example.co.uk/x"), ..open }, "2025-06-05"),
        (Stated { declared_lang: Some("en-US"), ..open }, "2025-05-06"),
        (Stated { url: Some("https://a.com/2025/06/05/x"), ..open }, "2025-06-05"),
        // It was not saved before it was published, and most are saved within days.
        (Stated { captured: "2025-05-20T00:00:00Z".parse().ok(), ..open }, "2025-05-06"),
        (Stated { captured: saved, ..open }, "2025-06-05"),
        (Stated { captured: "2026-01-01T00:00:00Z".parse().ok(), ..open }, "2025"),
    ];
    for (stated, want) in records {
        let published = declared(&stated).published.unwrap();
        assert_eq!(published.day_text(), want, "{stated:?}");
        assert!(published.evidence.contains(';'), "{published:?}");
        let is_confirmed = stated.url.is_some_and(|url| url.contains("2025"));
        assert!(is_confirmed || published.confidence < 1.0, "{published:?}");
    }
    // Dates that can be read in one way need no such help.
    let published = declared(&Stated { order: Some(order), ..record("25/06/2025") }).published.unwrap();
    assert_eq!((published.day_text().as_str(), published.confidence), ("2025-06-25", 1.0));
}

#[test]
fn what_is_refused_is_told_with_the_reason() {
    let saved = "2021-03-03T12:00:00Z".parse().ok();
    let page = r#"<meta property="article:published_time" content="2031-05-01T08:00:00Z"><h1>x</h1>"#;
    let dom = Dom::parse(page);
    let metadata = Metadata::collect(&dom);
    let clues = Clues {
        dom: &dom,
        page,
        metadata: &metadata,
        url: None,
        captured: saved,
        read: None,
        declared: None,
        order: None,
        lang: None,
        headline: None,
        body: None,
        text: "",
    };
    let dating = published(&clues);
    assert_eq!(dating.published, None);
    assert!(
        dating.notes.iter().any(|note| note.text.starts_with("refused") && note.text.contains("saved")),
        "{dating:?}"
    );
    // What a record says is kept, and trusted less.
    let published = declared(&Stated { captured: saved, ..record("2031-05-01") }).published.unwrap();
    assert!(published.confidence < 0.7 && published.evidence.contains("after it was saved"), "{published:?}");
}

#[test]
fn letters_of_zones_are_those_of_the_country() {
    let offset = |date: &'static str, url: &'static str| {
        let published = declared(&Stated { url: Some(url), ..record(date) }).published.unwrap();
        (published.offset_minutes, published.evidence.contains("local"))
    };
    let (india, israel, nowhere) = ("https://a.in/x", "https://a.co.il/x", "https://a.com/x");
    assert_eq!(offset("Wed, 15 Oct 2025 10:00:00 IST", india), (Some(330), false));
    assert_eq!(offset("Wed, 15 Oct 2025 10:00:00 IST", israel), (Some(180), false));
    assert_eq!(offset("Wed, 15 Jan 2025 10:00:00 IST", israel), (Some(120), false));
    assert_eq!(offset("Wed, 15 Oct 2025 10:00:00 IST", nowhere), (None, true));
    assert_eq!(offset("Wed, 15 Oct 2025 10:00:00 MSK", nowhere), (Some(180), false));
}
