//! Dates that the data of a page's scripts carry: `"publishedAt":"2021-03-03T08:00:00Z"`.
//!
//! A page that is drawn by script, or that reports to a counter of visits, often says its day there and nowhere else. It
//! is weak evidence, for such data also hold other stories: only a day that nothing else contradicts counts.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Match, MatchKind};

use super::clue::Clue;
use super::iso;
use super::moment::Moment;
use super::weigh;
use crate::model::DateSource;

/// Names of published days: what a key contains, whatever the case and the rest of it. The number is the place of the three letters
/// by which it is looked for.
static KEYS: LazyLock<Names> = LazyLock::new(|| {
    Names::of(&[
        ("publishe", 0),
        ("publishd", 0),
        ("publish_", 0),
        ("publishing_", 0),
        ("publication", 0),
        ("publicacion", 0),
        ("pubdate", 0),
        ("postdate", 2),
        ("display_date", 6),
    ])
});

/// Names of the day on which the text was made, which count where none of publication stands: WeChat's posts have `var ct`.
static MADE: LazyLock<Names> = LazyLock::new(|| Names::of(&[("oricreatetime", 2), ("var ct", 0)]));

/// Names that are found whatever their case. The whole of a page is searched for three letters of each, as they are written in
/// any case (Teddy), which is several times faster than an automaton of the names.
struct Names {
    names: &'static [(&'static str, usize)],
    letters: AhoCorasick,
}

impl Names {
    /// How many letters a name is looked for by.
    const LETTERS: usize = 3;

    fn of(names: &'static [(&'static str, usize)]) -> Names {
        let mut written: Vec<String> =
            names.iter().flat_map(|(name, at)| in_any_case(&name[*at..*at + Names::LETTERS])).collect();
        written.sort_unstable();
        written.dedup();
        let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(written);
        Names { names, letters: built.expect("a short list of plain words makes an automaton") }
    }

    /// Where the names in a page end.
    fn ends<'a>(&'a self, page: &'a str) -> impl Iterator<Item = usize> {
        let end = move |letters: Match, (name, at): &(&str, usize)| {
            let start = letters.start().checked_sub(*at)?;
            let end = start + name.len();
            page.as_bytes().get(start..end)?.eq_ignore_ascii_case(name.as_bytes()).then_some(end)
        };
        let letters = self.letters.find_iter(page);
        letters.filter_map(move |letters| self.names.iter().find_map(|name| end(letters, name)))
    }
}

/// A word of ASCII with small letters and capitals in all ways.
fn in_any_case(word: &str) -> Vec<String> {
    word.chars().fold(vec![String::new()], |begun, letter| {
        let cases = [letter, letter.to_ascii_uppercase()];
        begun.iter().flat_map(|begun| cases.map(|letter| format!("{begun}{letter}"))).collect()
    })
}

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

fn of_keys(page: &str, keys: &Names) -> Days {
    let mut found = keys.ends(page).take(KEYS_READ).filter_map(|end| value(page, end));
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
            ("<script>x.PostDate = '2021-03-03', y.DISPLAY_DATE = '2021-03-03'</script>", Some("2021-03-03")),
            ("<script>x.oriCreateTime='1614758400'</script>", Some("2021-03-03")),
            ("std y_d pub ISTD: '2021-03-03'", None),
            (r#"{"user":{"createTime":"2021-02-01"}}"#, None),
            ("The paper is published: 2021", None),
            ("publisher: 12345", None),
        ] {
            assert_eq!(clue(page).map(|clue| clue.moment.start.date().to_string()).as_deref(), day, "{page}");
        }
    }
}
