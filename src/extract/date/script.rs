//! Dates that the data of a page's scripts carry: `"publishedAt":"2021-03-03T08:00:00Z"`.
//!
//! A page that is drawn by script, or that reports to a counter of visits, often says its day there and nowhere else. It
//! is weak evidence, for such data also hold other stories: only a day that nothing else contradicts counts.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::clue::Clue;
use super::iso;
use super::moment::Moment;
use super::weigh;
use crate::model::DateSource;

/// Names of published days: what a key contains, whatever the case and the rest of it.
static KEYS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let keys = [
        "publishe",
        "publishd",
        "publish_",
        "publishing_",
        "publication",
        "publicacion",
        "pubdate",
        "postdate",
        "display_date",
    ];
    let built = AhoCorasick::builder().ascii_case_insensitive(true).build(keys);
    built.expect("a short list of plain words makes an automaton")
});

/// Names of the day on which the text was made, which count where none of publication stands: WeChat's posts have `var ct`.
static MADE: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let keys = ["oricreatetime", "var ct"];
    let built = AhoCorasick::builder().ascii_case_insensitive(true).build(keys);
    built.expect("a short list of plain words makes an automaton")
});

/// How many keys are looked at.
const KEYS_READ: usize = 200;

/// The only day that scripts call the day of publication.
pub(super) fn clue(page: &str) -> Option<Clue> {
    match of_keys(page, &KEYS) {
        Days::None => of_keys(page, &MADE).only(),
        days => days.only(),
    }
}

/// The days that keys of some names are given.
enum Days {
    None,
    Only(Clue),
    Several,
}

impl Days {
    fn only(self) -> Option<Clue> {
        match self {
            Days::Only(clue) => Some(clue),
            Days::None | Days::Several => None,
        }
    }
}

fn of_keys(page: &str, keys: &AhoCorasick) -> Days {
    let mut found = keys.find_iter(page).take(KEYS_READ).filter_map(|key| value(page, key.end()));
    let Some((first, evidence)) = found.next() else { return Days::None };
    if found.any(|(moment, _)| moment.start.date() != first.start.date()) {
        return Days::Several;
    }
    Days::Only(Clue::new(first, DateSource::JsonLd, format!("in a script: {evidence}"), weigh::SCRIPT))
}

/// The date that a key of data, part of which ends at `at`, is given.
fn value(page: &str, at: usize) -> Option<(Moment, &str)> {
    /// The bytes into which the rest of a key, signs, and a date fit.
    const WINDOW: usize = 80;
    let window = &page[at..page.floor_char_boundary(at + WINDOW)];
    let rest = window.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let signs = rest.trim_start_matches(['\\', '"', '\'', ' ', '\n', '\t']);
    let value = signs.strip_prefix([':', '='])?.trim_start_matches(['\\', '"', '\'', ' ', '\n', '\t']);
    let end = value.find(['"', '\'', '\\', ',', '}', ';', '<', '&']).unwrap_or(value.len());
    let text = &value[..end];
    let moment = iso::parse(text).or_else(|| iso::parse_epoch(text))?;
    moment.date().map(|_| (moment, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_day_in_scripts() {
        for (page, day) in [
            (r#"<script>x = {"publishedAt":"2021-03-03T08:00:00Z","title":"x"}</script>"#, Some("2021-03-03")),
            (r#"<script>x = "{\"publish_date\": \"2021-03-03\"}"</script>"#, Some("2021-03-03")),
            ("<script>pageFechaPublicacion: '2021-03-03',</script>", Some("2021-03-03")),
            (r#"{"datePublished":1614758400,"firstPublishedDate":1614758400000}"#, Some("2021-03-03")),
            (r#"{"publishedAt":"2021-03-03"}, {"publishedAt":"2021-03-04"}"#, None),
            ("<script>var ct = \"1614758400\";</script>", Some("2021-03-03")),
            (r#"{"user":{"createTime":"2021-02-01"}}"#, None),
            ("The paper is published: 2021", None),
            ("publisher: 12345", None),
        ] {
            assert_eq!(clue(page).map(|clue| clue.moment.start.date().to_string()).as_deref(), day, "{page}");
        }
    }
}
