//! A text that is nothing but its writer's, and what somebody who keeps it by hand sets around it: the address, the headline,
//! the writer, the day, above it or below.
//!
//! All of it is kept but the lines that were understood as one of these.

use std::ops::Range;

use super::bylines::names_writer_or_day;
use super::copy::TextCopy;
use super::headline;
use super::marks::{Mark, mark};
use super::near::near_lines;
use super::paragraphs::Paragraph;
use super::signature;
use super::whole::is_notice;
use crate::extract::body::blocks::ends_sentence;
use crate::extract::body::phrases;
use crate::extract::body::similarity::{bare, same_when_bare};
use crate::extract::date::{self, Place};
use crate::extract::extraction::Note;
use crate::extract::facts::names;

/// What a line at an end of a text tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// The address of the page.
    Address,
    /// The writer.
    Byline,
    /// What the writer does.
    Role,
    /// The day by itself.
    Day,
    /// A line that has the day in it, as the head of a printed page.
    Masthead,
    /// The domain of the site, or how long the text takes to read.
    Site,
    /// A word of the site or of a newsletter, the number of a page.
    Furniture,
}

impl Sign {
    fn describe(self) -> &'static str {
        match self {
            Sign::Address => "the address",
            Sign::Byline | Sign::Role => "the byline",
            Sign::Day | Sign::Masthead => "the day",
            Sign::Site => "a word of the site",
            Sign::Furniture => "none of the text",
        }
    }
}

/// Reads the paragraphs of a text that has its headline apart or none.
pub(in crate::extract) fn clipping(copy: TextCopy) -> TextCopy {
    let headline = copy.title.is_some().then_some(0);
    let paragraphs: Vec<Paragraph> = copy.title.into_iter().chain(copy.body).map(Paragraph::of).collect();
    read(&paragraphs, headline)
}

/// Reads a text that is nothing but its writer's; `headline` is its place, where it is known.
pub(super) fn read(paragraphs: &[Paragraph], headline: Option<usize>) -> TextCopy {
    let head = head(paragraphs);
    let signature = signature::of(paragraphs, head.clone());
    let address = signature::address_at_ends(paragraphs, head.end);
    let byline = signature.as_ref().map_or(0..0, |signature| signature.lines.clone());
    let mut signs: Vec<Option<Sign>> = (0..paragraphs.len())
        .map(|at| if byline.contains(&at) { Some(Sign::Byline) } else { sign(paragraphs, at, &head) })
        .collect();
    // Only beside the writer it says what he does.
    for at in 0..signs.len() {
        let above = at.checked_sub(1).and_then(|above| signs[above]);
        if signs[at] == Some(Sign::Role) && !matches!(above, Some(Sign::Byline | Sign::Role)) {
            signs[at] = None;
        }
    }
    let is_masthead = |at: usize| at == 0 && signs[at] == Some(Sign::Masthead);
    let tells = |at: usize| matches!(signs[at], Some(Sign::Address | Sign::Byline | Sign::Day | Sign::Site));
    let is_kept = (0..signs.len()).any(|at| tells(at) || is_masthead(at));
    let title = headline.or_else(|| title(paragraphs, &head, &signs).filter(|_| is_kept));
    let title = title.or_else(|| opens_with_headline(paragraphs).then_some(0));
    let shown = title.map(|at| headline::shown(paragraphs, at));
    let site = title.and_then(|at| headline::site(paragraphs, head.end.max(at + 1) - 1, at));
    if title.is_none() && !is_kept {
        signs.fill(None);
    }
    let mut copy = TextCopy {
        authors: signature.map(|signature| signature.names).unwrap_or_default(),
        url: address,
        site,
        near: near(paragraphs, &head, title),
        ..TextCopy::default()
    };
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let is_title = |text: &str| shown.as_ref().is_some_and(|shown| same_when_bare(shown, text));
        let repeats = head.contains(&at) && is_title(headline::without_site(&paragraph.text));
        let is_menu = is_kept && title.is_some_and(|title| at < title) && mark(&paragraph.text) == Some(Mark::Control);
        let sign = if is_menu { Some(Sign::Furniture) } else { signs[at] };
        match sign.filter(|_| is_kept) {
            _ if title == Some(at) || repeats => {}
            Some(sign) => {
                let line = &paragraph.text[..paragraph.text.floor_char_boundary(80)];
                copy.notes.push(Note::new("body", format!("left out ({}): {line}", sign.describe())));
            }
            None => copy.body.push(paragraph.text.clone()),
        }
    }
    if copy.body.is_empty() {
        copy.body = paragraphs.iter().map(|paragraph| paragraph.text.clone()).collect();
    }
    copy.title = shown;
    copy
}

/// The lines above the first sentence of the text.
fn head(paragraphs: &[Paragraph]) -> Range<usize> {
    /// How many lines may stand there, and how many of a text without sentences.
    const LONGEST: usize = 14;
    const OF_VERSE: usize = 6;
    let lines = paragraphs.iter().take(LONGEST);
    let first = lines.clone().position(|line| line.is_prose() && !names_writer_or_day(&line.text));
    0..first.unwrap_or(OF_VERSE.min(paragraphs.len()))
}

/// What the line at a place tells of the text, where it stands above or below it.
fn sign(paragraphs: &[Paragraph], at: usize, head: &Range<usize>) -> Option<Sign> {
    /// How many lines below the text may tell something, and letters of a line that is no paragraph.
    const FOOT: usize = 4;
    const SHORT: usize = 90;
    /// Words of the longest name of what somebody does.
    const ROLE: usize = 3;
    let paragraph = &paragraphs[at];
    let text = &*paragraph.text;
    let is_foot = at >= head.end && at + FOOT >= paragraphs.len();
    if !is_foot && !head.contains(&at) {
        return (is_notice(text) && at + 2 * FOOT >= paragraphs.len()).then_some(Sign::Furniture);
    }
    if signature::parse_address(text).is_some() {
        return Some(Sign::Address);
    }
    let is_furniture = || mark(text).is_some_and(|mark| matches!(mark, Mark::Control | Mark::Notice));
    if is_notice(text) || is_page_number(text) || is_foot && paragraph.weight < SHORT && is_furniture() {
        return Some(Sign::Furniture);
    }
    if is_foot || paragraph.weight >= SHORT {
        return None;
    }
    if names_writer_or_day(text) && date::names_day(text) {
        return Some(Sign::Day);
    }
    if text.split_whitespace().count() <= ROLE && !ends_sentence(text) && names::is_role(text) {
        return Some(Sign::Role);
    }
    if is_domain(text) || phrases::is_reading_time(text) {
        return Some(Sign::Site);
    }
    (date::names_day(text) && !ends_sentence(text)).then_some(Sign::Masthead)
}

/// Whether a line is the number of a page, `3`, `1/2`.
fn is_page_number(text: &str) -> bool {
    let is_number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('/').map_or(is_number(text), |(page, pages)| is_number(page) && is_number(pages))
}

/// Whether a line is a domain and nothing else: `post.example`.
fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    text.contains('.')
        && text.split('.').all(is_label)
        && text
            .rsplit('.')
            .next()
            .is_some_and(|end| end.len() >= 2 && end.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// The headline in the head of a text that somebody kept: the line that is said twice; else the last one above byline and day, or
/// the one above that where the last is a standfirst; else the first one below them.
fn title(paragraphs: &[Paragraph], head: &Range<usize>, signs: &[Option<Sign>]) -> Option<usize> {
    let may_be = |at: &usize| {
        let paragraph = &paragraphs[*at];
        let may_end_so = || paragraph.text.ends_with(['?', '!', '"', '”', '»', '“']);
        (8..=240).contains(&paragraph.weight) && (!ends_sentence(&paragraph.text) || may_end_so())
    };
    let is_marked = |at: &usize| mark(&paragraphs[*at].text).is_some_and(Mark::is_furniture);
    let free: Vec<usize> = head.clone().filter(|at| signs[*at].is_none() && may_be(at) && !is_marked(at)).collect();
    let free = if free.is_empty() {
        head.clone().filter(|at| signs[*at] == Some(Sign::Masthead) && may_be(at)).collect()
    } else {
        free
    };
    let said = |at: usize| bare(headline::without_site(&paragraphs[at].text));
    let is_twice = |at: &&usize| free.iter().any(|other| other != *at && said(*other) == said(**at));
    if let Some(at) = free.iter().rev().find(is_twice) {
        return Some(*at);
    }
    let signed = head.clone().find(|at| matches!(signs[*at], Some(Sign::Byline | Sign::Day)));
    let above: Vec<usize> = free.iter().copied().filter(|at| signed.is_some_and(|signed| *at < signed)).collect();
    match *above {
        [.., first, last] if is_standfirst(&paragraphs[last], &paragraphs[first]) => Some(first),
        [.., last] => Some(last),
        [] => free.first().copied(),
    }
}

/// Whether a line under another is rather the standfirst than the headline under a kicker.
fn is_standfirst(line: &Paragraph, above: &Paragraph) -> bool {
    /// Letters of a line that is no kicker.
    const HEADLINE: usize = 18;
    above.weight >= HEADLINE && (ends_sentence(&line.text) || line.weight > 2 * above.weight)
}

/// Whether the first line is a headline: short, no sentence or address of somebody, set off by an empty line from longer ones;
/// byline and day may stand between.
fn opens_with_headline(paragraphs: &[Paragraph]) -> bool {
    /// How many lines of byline and day may follow the headline, and words of one above a line that is shorter.
    const SIGNED: usize = 3;
    const WORDS: usize = 3;
    let Some((first, rest)) = paragraphs.split_first() else { return false };
    let is_short = (2..=160).contains(&first.text.chars().count());
    let signed = rest.iter().take(SIGNED).take_while(|line| names_writer_or_day(&line.text)).count();
    let Some(second) = rest.get(signed) else { return false };
    let is_set_off = second.gap > 0 || signed > 0 && rest[0].gap > 0;
    let is_title = !ends_sentence(&first.text) && !first.text.ends_with([',', '，', '،', '、']);
    let is_longer = |line: &Paragraph| line.text.len() > first.text.len();
    let has_words = first.text.split_whitespace().count() >= WORDS;
    is_set_off && is_title && is_short && (is_longer(second) || has_words && rest.iter().any(is_longer))
}

/// The lines that may tell the day. What a browser prints above the title of a page is the day of printing.
fn near(paragraphs: &[Paragraph], head: &Range<usize>, title: Option<usize>) -> Vec<date::NearLine> {
    /// How many lines at its beginning, and how many at its end, may tell the day.
    const HEAD: usize = 6;
    const FOOT: usize = 2;
    let begin = title.map_or(0, |at| at + 1);
    let below = begin..HEAD.max(head.end).max(begin).min(paragraphs.len());
    let foot = paragraphs.len().saturating_sub(FOOT).max(below.end)..paragraphs.len();
    let is_printed = title.is_some_and(|at| at >= 2 && headline::site(paragraphs, 1, at).is_some());
    let above = usize::from(is_printed)..begin.saturating_sub(1);
    let mut near = near_lines(paragraphs, below, Place::Below);
    near.extend(near_lines(paragraphs, above, Place::Above));
    near.extend(near_lines(paragraphs, foot, Place::Behind));
    near
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::super::paragraphs::paragraphs;
    use super::*;

    const STORY: &str = "The number of permits for new wells has doubled in a year, according to figures of the water board.\n\nThe board will vote next month.";

    fn read_text(text: &str) -> TextCopy {
        read(&paragraphs(&lines(text)), None)
    }

    #[test]
    fn what_a_reader_sets_around_a_text_is_understood() {
        let page = "https://post.example/2025/11/10/wells";
        for text in [
            format!("{page}\nWell permits double\n\nby Dana Pruitt\nStaff writer\nNov. 10, 2025\n\n{STORY}"),
            format!("Well permits double\n\nBy Dana Pruitt\nNov. 10, 2025\n\n{STORY}\n\nSource: {page}"),
            format!("Well permits double\nDana Pruitt\n10 November 2025\nvia {page}\n\n{STORY}\n"),
            format!("# Well permits double\n\n*Dana Pruitt, 10 November 2025*\n\n<{page}>\n\n{STORY}\n"),
            format!("10 November 2025\n\nWell permits double\n\nDana Pruitt | Staff writer\n\n{STORY}\n\n{page}\n"),
            format!(
                "Well permits double | Harbour Post\nWell permits double\nDana Pruitt · Nov 10, 2025 · 3 min read\n\n{STORY}\nLink: {page}\n"
            ),
        ] {
            let copy = read_text(&text);
            assert_eq!(copy.title.as_deref(), Some("Well permits double"), "{text}");
            assert_eq!(
                (copy.url.as_deref(), &copy.authors[..]),
                (Some(page), &["Dana Pruitt".to_owned()][..]),
                "{text}"
            );
            assert_eq!(copy.body.join("\n\n"), STORY, "{text}");
            assert!(copy.near.iter().any(|line| line.text.contains("10") && line.text.contains("2025")), "{text}");
        }
    }

    #[test]
    fn a_kicker_and_a_standfirst_are_no_headline_and_are_kept() {
        let copy = read_text(&format!("Obituaries\nAnn Ellen Tow, 1931–2025\nPublished: November 5, 2025\n\n{STORY}"));
        assert_eq!((copy.title.as_deref(), copy.body.len()), (Some("Ann Ellen Tow, 1931–2025"), 3));
        let copy = read_text(&format!(
            "The last lamp of Kings Row\nHe is paid for two hours a day and works for five of them\nBy Theo Banning\n\n{STORY}"
        ));
        assert_eq!((copy.title.as_deref(), copy.body.len()), (Some("The last lamp of Kings Row"), 3));
    }

    #[test]
    fn the_day_of_printing_is_not_that_of_the_page() {
        let copy = read_text(&format!(
            "30/11/2025, 14:22\nWell permits double | Harbour Post\nWell permits double\nBy Dana Pruitt\n\n{STORY}\n1/1"
        ));
        assert_eq!(copy.title.as_deref(), Some("Well permits double"));
        assert!(!copy.near.iter().any(|line| line.text.contains("30/11/2025")), "{:?}", copy.near);
        assert_eq!(copy.body.join("\n\n"), STORY);
    }

    #[test]
    fn a_text_without_such_lines_is_whole() {
        for text in
            ["We came in the evening.\n\nContact\n\nThat was the word on the door.\n\n3", "milk\nbread\nPrint\n4"]
        {
            let copy = read_text(text);
            assert_eq!(copy.body.len(), text.split('\n').filter(|line| !line.is_empty()).count(), "{text}");
        }
    }
}
