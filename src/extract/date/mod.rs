//! When a page was published: every clue with its source, weighed against the others.
//!
//! `declared` reads what the page's head and its JSON-LD say, `visible` what stands written near the headline, `url` what
//! the address carries; `weigh` chooses. Dates of every writing go through `iso`, `written` and `months`; `calendars`
//! turns other eras into ours.

mod boxes;
mod calendars;
mod clue;
mod declared;
mod iso;
mod label;
mod marked;
mod moment;
mod months;
mod script;
mod url;
mod visible;
mod weigh;
mod written;

use super::Note;
use super::dom::{Dom, NodeId};
use super::metadata::Metadata;
use crate::model::{DateSource, Published};
use clue::Clue;

/// Everything that can date an article.
#[derive(Clone, Copy, Debug)]
pub struct Clues<'a> {
    /// The page.
    pub dom: &'a Dom,
    /// The page's source, for what its scripts carry.
    pub page: &'a str,
    /// What the page declares.
    pub metadata: &'a Metadata,
    /// The canonical URL.
    pub url: Option<&'a str>,
    /// When the page was saved.
    pub captured: Option<jiff::Timestamp>,
    /// The date that the container declares.
    pub declared: Option<&'a str>,
    /// The article's language, by which ambiguous dates are read.
    pub lang: Option<&'a str>,
    /// The node of the headline, near which the date stands.
    pub headline: Option<NodeId>,
    /// The node that holds the body.
    pub body: Option<NodeId>,
    /// The article's text, for its dateline.
    pub text: &'a str,
}

/// A date, or none, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dating {
    /// The publication date; `None` where nothing dates the page.
    pub published: Option<Published>,
    /// The clues that were weighed, the chosen one first.
    pub notes: Vec<Note>,
}

/// Dates a page.
pub fn published(clues: &Clues) -> Dating {
    let order = written::Order::of(clues.metadata.lang.as_deref().or(clues.lang));
    let mut found: Vec<Clue> = Vec::new();
    if let Some(moment) = clues.declared.and_then(|text| iso::parse(text).or_else(|| iso::parse_epoch(text))) {
        found.push(Clue::new(moment, DateSource::Record, clues.declared.unwrap_or_default(), 1.0));
    }
    declared::collect(clues.metadata, order, &mut found);
    visible::collect(clues, order, &mut found);
    if let Some(address) = clues.url
        && let Some((moment, part)) = url::parse(address)
    {
        let trust = if part == url::Part::Folders { weigh::URL } else { weigh::URL_NAME };
        found.push(Clue::new(moment, DateSource::Url, address, trust));
    }
    if found.iter().all(|clue| clue.modified || clue.trust < weigh::WRITTEN_ANYWHERE) {
        found.extend(script::clue(clues.page));
    }
    weigh::choose(found, clues.captured)
}

/// Dates an article by what its record or front matter declares, or else by the dateline that opens its text.
pub fn declared(date: Option<&str>, text: &str, lang: Option<&str>) -> Dating {
    let order = written::Order::of(lang);
    let mut found = Vec::new();
    if let Some(stated) = date {
        let moment = iso::parse(stated)
            .or_else(|| iso::parse_epoch(stated))
            .or_else(|| written::find(stated, order).first().map(|written| written.moment));
        found.extend(moment.map(|moment| Clue::new(moment, DateSource::Record, stated, 1.0)));
    }
    if found.is_empty() {
        let opening = &text[..text.floor_char_boundary(weigh::DATELINE)];
        let opening = opening.lines().next().unwrap_or_default();
        found.extend(written::find(opening, order).first().filter(|date| date.moment.date().is_some()).map(|date| {
            Clue::new(date.moment, DateSource::Dateline, &opening[date.start..date.end], weigh::IN_DATELINE)
        }));
    }
    weigh::choose(found, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day_of(page: &str) -> Option<String> {
        let dom = Dom::parse(page);
        let metadata = Metadata::collect(&dom);
        let url = metadata.meta("og:url").map(str::to_owned);
        let clues = Clues {
            dom: &dom,
            page,
            metadata: &metadata,
            url: url.as_deref(),
            captured: None,
            declared: None,
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
    fn no_evidence_no_date() {
        assert_eq!(
            day_of("<h1>Ships leave</h1><p>They left in 2019, on a Monday.</p><footer>© 2024 Example</footer>"),
            None
        );
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
            (
                r#"<div class="sidebar-left"><h1>x</h1><time datetime="2021-03-03">3 March</time></div>"#,
                Some("2021-03-03"),
            ),
            (r#"<h1>x</h1><div class="sidebar"><time datetime="2021-03-03">3 March</time></div>"#, None),
        ] {
            assert_eq!(day_of(page).as_deref(), day, "{page}");
        }
    }

    #[test]
    fn hostile_pages_take_bounded_time() {
        let many = "<time datetime='2021-03-03'>".repeat(20_000);
        let long = format!("<div class='{}'>{}</div>", "x".repeat(1 << 20), "<p>3 March 2021</p>".repeat(5_000));
        let start = std::time::Instant::now();
        day_of(&many);
        day_of(&format!("<h1>x</h1>{long}"));
        assert!(start.elapsed().as_secs() < 20);
    }

    #[test]
    fn a_record_says_its_date_in_any_writing() {
        for (stated, day) in
            [("2024-03-05", "2024-03-05"), ("1709596800", "2024-03-05"), ("5 March 2024", "2024-03-05")]
        {
            let dating = declared(Some(stated), "", Some("en"));
            assert_eq!(dating.published.map(|p| p.day_text()).as_deref(), Some(day), "{stated}");
        }
    }
}
