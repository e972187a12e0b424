//! The date that a page's own address carries.

use super::iso;
use super::moment::Moment;
use super::months;
use super::order::Order;

/// Where in an address a date stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// In its folders, which are made when the page is.
    Folders,
    /// In the name of a folder or file, which may tell of the story.
    Name,
}

/// Reads a date out of an address: `/2021/03/03/`, `/2021/mar/03/`, `2021-03-03`, `20210303`; `/2021/03/` is a month.
pub(super) fn parse(url: &str) -> Option<(Moment, Part)> {
    // The address of an archive's copy holds the page's own, and before it the time of the capture.
    let own = url.rfind("http").map_or(url, |at| &url[at..]);
    let path = own.split(['?', '#']).next()?.split_once("//").map_or(own, |(_, rest)| rest);
    let parts: Vec<&str> = path.split('/').skip(1).take(20).collect();
    let full = parts.windows(3).find_map(|part| Moment::day(year(part[0])?, month(part[1])?, small(part[2])?));
    let inside = || parts.iter().find_map(|part| in_slug(part).or_else(|| day_first(part)));
    let short = || parts.windows(2).find_map(|part| Moment::month(year(part[0])?, month(part[1])?));
    let in_folders = |moment| (moment, Part::Folders);
    full.map(in_folders).or_else(|| Some((inside()?, Part::Name))).or_else(|| short().map(in_folders))
}

/// A full date inside one part of the path.
fn in_slug(part: &str) -> Option<Moment> {
    let bytes = part.as_bytes();
    (0..bytes.len().min(300)).find_map(|at| {
        let starts = part.is_char_boundary(at) && matches!(bytes[at], b'1' | b'2');
        if !starts || (at > 0 && bytes[at - 1].is_ascii_digit()) {
            return None;
        }
        let year = year(part.get(at..at + 4)?)?;
        // Digits behind those of a day are the number of the story more often than a time.
        let is_whole = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count() >= 8;
        let end = if is_whole { at + 8 } else { (at + 10).min(part.len()) };
        let moment = iso::parse(part.get(at..end)?)?;
        (year > 1990).then_some(moment).filter(|moment| moment.date().is_some())
    })
}

/// A part of the path that is or begins with a date of which the year stands last: `29-10-2021`.
fn day_first(part: &str) -> Option<Moment> {
    let mut cells = part.split(['-', '_', '.']);
    let (first, second) = (small(cells.next()?)?, small(cells.next()?)?);
    Moment::of_numbers(year(cells.next()?)?, first, second, Order::DayFirst)
}

fn year(part: &str) -> Option<i64> {
    (part.len() == 4).then(|| part.parse().ok()).flatten().filter(|year| (1991..2100).contains(year))
}

fn month(part: &str) -> Option<i64> {
    small(part).or_else(|| months::named(part, None).map(|month| month.number)).filter(|month| (1..=12).contains(month))
}

fn small(part: &str) -> Option<i64> {
    ((1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Precision;

    #[test]
    fn dates_in_addresses() {
        for (url, want) in [
            ("https://a.example/2021/03/04/harbour", Some("2021-03-04")),
            ("https://a.example/2021/mar/04/harbour", Some("2021-03-04")),
            ("https://a.example/news/2021-03-04-harbour.html", Some("2021-03-04")),
            ("https://a.example/news-20210304.html", Some("2021-03-04")),
            ("https://a.example/view/AKR20210304123400001", Some("2021-03-04")),
            ("https://a.example/media/29-10-2021", Some("2021-10-29")),
            ("https://a.example/media/29-10-2021-harbour", Some("2021-10-29")),
            ("https://a.example/id/1234567890123", None),
            ("https://a.example/harbour", None),
            ("https://web.archive.org/web/20130217080612/http://a.example/harbour", None),
        ] {
            let found = parse(url).map(|(moment, _)| moment);
            assert_eq!(found.map(|moment| moment.start.date().to_string()).as_deref(), want, "{url}");
            assert!(found.is_none_or(|moment| moment.precision == Precision::Day), "no hour is invented: {url}");
        }
        assert_eq!(parse("https://a.example/2021/03/harbour").and_then(|(moment, _)| moment.date()), None);
    }
}
