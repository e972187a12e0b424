//! The headline of a text: of the short lines above the story the one that the story is about.
//!
//! A page kept as text shows no sizes of letters. What tells its headline is that its words come back in the story, that
//! it stands right above it (with the byline, the day, a standfirst between), and that it is said twice: in the path of
//! the site, in the box to share it.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt, HashSet};

use super::bylines::{ends_in_credit, is_name, names_writer_or_day};
use super::lines::Shape;
use super::marks::{Mark, mark};
use super::model::{Features, HeadlineFeatures, Weighing, flag};
use super::paragraphs::Paragraph;
use super::runs::Text;
use crate::extract::body::blocks::ends_sentence;
use crate::extract::body::phrases;
use crate::extract::body::similarity::{Terms, bare};

/// A headline and its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Headline {
    /// Which paragraph it is; the last, where it is said twice on end.
    pub(super) at: usize,
    /// Log-odds of being it.
    pub(super) odds: f32,
}

/// The headline of the story that begins with its first run and has this main part.
pub(super) fn find(text: Text, first: &Range<usize>, main: &Range<usize>, weights: &Weighing) -> Option<Headline> {
    /// Below this a line is no headline.
    const CLAIM: f32 = -3.5;
    let scored = candidates(text, first, main)
        .into_iter()
        .map(|(at, features)| Headline { at, odds: weights.log_odds(&features) });
    let best = scored.reduce(|best, next| if next.odds >= best.odds { next } else { best })?;
    (best.odds >= CLAIM).then_some(best)
}

/// The lines that may be the headline, with their features.
pub(super) fn candidates(text: Text, first: &Range<usize>, main: &Range<usize>) -> Vec<(usize, HeadlineFeatures)> {
    /// How many paragraphs above the story its headline may be.
    const FAR: usize = 80;
    /// How many paragraphs that were taken for the story may be above its headline: teasers, a notice.
    const BELOW: usize = 4;
    let paragraphs = text.paragraphs;
    let range = first.start.saturating_sub(FAR)..(main.start + BELOW).min(paragraphs.len());
    let (from, to) = (range.start.saturating_sub(40), (range.end + 80).min(paragraphs.len()));
    let opening = |range: &Range<usize>| {
        paragraphs[range.clone()].iter().take(8).map(|p| format!("{} ", p.text)).collect::<String>()
    };
    let story = Story {
        text,
        start: first.start,
        terms: Terms::of(&format!("{}{}", opening(first), if main == first { String::new() } else { opening(main) })),
        times: times(paragraphs),
        bare: paragraphs[from..to].iter().map(|paragraph| bare(&paragraph.text)).collect(),
        from,
        captions: paragraphs[from..to]
            .iter()
            .filter(|line| ends_in_credit(&line.text))
            .map(|line| bare(&line.text))
            .collect(),
        headings: paragraphs.iter().filter(|paragraph| paragraph.shape == Shape::Heading(1)).count(),
    };
    // A sentence of the story is no headline: the story would be lost with it.
    let is_told = |at: usize| at >= first.start && paragraphs[at].is_prose() && is_sentence(&paragraphs[at].text);
    let is_candidate = |at: &usize| text.marks[*at].is_none() && may_be(&paragraphs[*at]) && !is_told(*at);
    range.filter(is_candidate).map(|at| (at, story.features(at))).collect()
}

/// The headline at this place as a reader sees it: without the number of a list and the name of the site, and with the
/// kicker above it where a colon joins them.
pub(super) fn shown(paragraphs: &[Paragraph], at: usize) -> String {
    let text = without_path(without_number(with_most_signs(paragraphs, at)));
    if let Some((title, _)) = with_site(text).filter(|_| at == 0) {
        return title.to_owned();
    }
    let kicker = at.checked_sub(1).map(|above| paragraphs[above].text.trim_end());
    match (kicker, text.strip_prefix(':')) {
        (Some(kicker), Some(rest)) => format!("{}: {}", kicker.trim_end_matches([' ', ':']), rest.trim_start()),
        _ => text.trim_start_matches([':', ' ']).to_owned(),
    }
}

/// Of the lines around that say the same, the one with the most signs: where kicker and headline were drawn apart, another line
/// has the colon between them.
fn with_most_signs(paragraphs: &[Paragraph], at: usize) -> &str {
    /// How many paragraphs from the headline it may be said again.
    const FAR: usize = 60;
    let own = &*paragraphs[at].text;
    let (letters, signs) = (bare(own), |text: &str| text.chars().filter(|c| c.is_ascii_punctuation()).count());
    let around = paragraphs[at.saturating_sub(FAR)..(at + FAR).min(paragraphs.len())].iter().map(|line| &*line.text);
    let same =
        around.filter(|line| line.len() <= own.len() + 8 && line.len() + 8 >= own.len() && bare(line) == letters);
    same.fold(own, |best, line| if signs(line) > signs(best) { line } else { best })
}

/// The name of the site that follows the headline in a title, where one of the lines up to `last` has it: "Pier opens | Harbour
/// Post".
pub(super) fn site(paragraphs: &[Paragraph], last: usize, at: usize) -> Option<String> {
    let headline = bare(&shown(paragraphs, at));
    let titles = paragraphs[..=last].iter().filter_map(|paragraph| with_site(&paragraph.text));
    let own = titles.filter(|(title, _)| bare(title) == headline);
    own.map(|(_, site)| site.to_owned()).next()
}

/// A title without the name of the site.
pub(super) fn without_site(line: &str) -> &str {
    with_site(line).map_or(line, |(title, _)| title)
}

/// A title divided into the headline and the name of the site.
fn with_site(line: &str) -> Option<(&str, &str)> {
    /// Words of the shortest headline, and letters of the longest name.
    const WORDS: usize = 3;
    const NAME: usize = 40;
    let parts = line.rsplit_once(" | ");
    let (title, site) = parts.filter(|(title, _)| title.split_whitespace().count() >= WORDS)?;
    let is_named = site.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    (is_named && site.chars().count() <= NAME).then_some((title.trim_end(), site.trim()))
}

/// A line without the numbers and signs of lists that stand before it: "4. Pier opens", "3. 4. # Pier opens".
fn without_number(line: &str) -> &str {
    let mut rest = line;
    while let Some((number, behind)) = rest.split_once(". ").filter(|(number, _)| (1..=2).contains(&number.len())) {
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            break;
        }
        rest = behind.trim_start_matches(['#', ' ']);
    }
    if rest.is_empty() { line } else { rest }
}

/// A headline without the path of the site that was glued before it: "HomeRegionAldmouthSecond pier opens".
fn without_path(line: &str) -> &str {
    /// Words of a place of the site.
    const WORDS: usize = 3;
    let seam = |text: &str| {
        let pairs = text.char_indices().zip(text.char_indices().skip(1));
        pairs.filter(|((_, c), (_, next))| c.is_lowercase() && next.is_uppercase()).map(|(_, (at, _))| at).next()
    };
    if !seam(line).is_some_and(|at| mark(&line[..at]) == Some(Mark::Control)) {
        return line;
    }
    let mut rest = line;
    while let Some(at) = seam(rest).filter(|at| rest[..*at].split_whitespace().count() <= WORDS) {
        rest = &rest[at..];
    }
    rest
}

/// How often each line is said.
fn times(paragraphs: &[Paragraph]) -> HashMap<String, usize> {
    let mut times = HashMap::new();
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.weight < 300) {
        *times.entry(bare(&paragraph.text)).or_default() += 1;
    }
    times
}

/// Whether a line ends as a sentence does, and not as headlines may: in a question, a cry, a quotation.
fn is_sentence(line: &str) -> bool {
    ends_sentence(line) && !line.ends_with(['?', '!', '"', '”', '»', '“'])
}

/// Whether a line tells the writer, the day or the time.
fn is_signature(line: &Paragraph) -> bool {
    line.weight < 100 && (names_writer_or_day(&line.text) || tells_time(&line.text))
}

/// Whether a line is nothing but a time that is counted from now, or how long reading takes.
fn tells_time(line: &str) -> bool {
    phrases::is_time_from_now(line) || phrases::is_reading_time(line)
}

/// Whether a line has the length of a headline, and is neither byline nor day.
fn may_be(paragraph: &Paragraph) -> bool {
    let letters = paragraph.text.chars().filter(|c| c.is_alphabetic()).count();
    (8..=240).contains(&paragraph.weight)
        && letters >= 4
        && !names_writer_or_day(&paragraph.text)
        && !ends_in_duration(&paragraph.text)
}

/// Whether a line ends in how long a recording is: "Pier opens (1 Min)", "Pier opens (04:42)".
fn ends_in_duration(line: &str) -> bool {
    const UNITS: [&str; 4] = ["minutes", "minuten", "min", "мин"];
    let text = line.trim_end_matches([')', '.', ' ']).to_lowercase();
    let before_unit = UNITS.iter().find_map(|unit| text.strip_suffix(unit));
    let last = before_unit.unwrap_or(&text).trim_end().rsplit([' ', '(']).next().unwrap_or_default();
    let is_number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_told = before_unit.is_some() || line.ends_with(')');
    is_told
        && match last.split_once(':') {
            Some((minutes, seconds)) => is_number(minutes) && is_number(seconds),
            None => before_unit.is_some() && is_number(last),
        }
}

/// A story whose headline is looked for.
struct Story<'a> {
    text: Text<'a>,
    /// Where it begins.
    start: usize,
    /// The words of its opening.
    terms: Terms,
    /// How often each line of the text is said.
    times: HashMap<String, usize>,
    /// The letters of the lines around, from this one on.
    bare: Vec<String>,
    from: usize,
    /// Those of lines that end in the owner of a picture.
    captions: HashSet<String>,
    /// How many headings of the first rank the text has.
    headings: usize,
}

impl Story<'_> {
    fn features(&self, at: usize) -> HeadlineFeatures {
        let (own, around) = (self.wording(at), self.surroundings(at));
        std::array::from_fn(|feature| if feature < own.len() { own[feature] } else { around[feature - own.len()] })
    }

    /// What the line says, and what other lines say of it.
    fn wording(&self, at: usize) -> Features<22> {
        let paragraph = &self.text.paragraphs[at];
        let (weight, line) = (paragraph.weight, &*paragraph.text);
        let said = self.times.get(&bare(line)).copied().unwrap_or(1);
        let is_shorter = |test: fn(&str, &str) -> bool| {
            self.others(at).any(|(own, other)| other.len() > own.len() && test(own, other))
        };
        [
            ("constant", 1.0),
            ("weight below 15", flag(weight < 15)),
            ("weight below 25", flag((15..25).contains(&weight))),
            ("weight from 130", flag((130..170).contains(&weight))),
            ("weight from 170", flag(weight >= 170)),
            ("sentence", flag(is_sentence(line))),
            ("heading 1", flag(paragraph.shape == Shape::Heading(1))),
            ("heading 2", flag(paragraph.shape == Shape::Heading(2))),
            ("only heading", flag(self.headings == 1 && paragraph.shape == Shape::Heading(1))),
            ("item", flag(paragraph.shape == Shape::Item)),
            ("shared words", Terms::of(line).contained(&self.terms)),
            ("said twice", flag(said == 2 || said == 3)),
            ("said often", flag(said > 3)),
            ("ends another line", flag(is_shorter(|own, other| other.ends_with(own)))),
            (
                "ends in another line",
                flag(self.others(at).any(|(own, other)| own.len() > other.len() && own.ends_with(other))),
            ),
            ("opens another line", flag(is_shorter(|own, other| other.starts_with(own)))),
            (
                "opens a caption",
                flag(self.others(at).any(|(own, other)| other.starts_with(own) && self.captions.contains(other))),
            ),
            ("name", flag(is_name(line))),
            ("ends in credit", flag(ends_in_credit(line))),
            ("colon", flag(line.ends_with([':', '：']))),
            ("prose", flag(paragraph.is_prose())),
            ("words", line.split_whitespace().count().min(12) as f32 / 12.0),
        ]
    }

    /// What stands around the line.
    fn surroundings(&self, at: usize) -> Features<16> {
        let Text { paragraphs, marks, features, .. } = self.text;
        let weight = paragraphs[at].weight;
        let is_signature = |at: usize| paragraphs.get(at).is_some_and(is_signature);
        let between = at + 1..self.start.max(at + 1);
        let signed_below = between.clone().any(is_signature);
        let signed_above = (at.saturating_sub(8)..at).any(is_signature);
        let is_credit = |at: usize| {
            paragraphs.get(at).is_some_and(|line| marks[at] == Some(Mark::Credit) || ends_in_credit(&line.text))
        };
        let furniture = between.clone().filter(|at| marks[*at].is_some_and(Mark::is_furniture)).count() as f32;
        let lines = between.len() as f32;
        let above = at.checked_sub(1);
        let is_short = |at: &usize| marks[*at].is_none() && paragraphs[*at].weight < 240;
        let near = at.saturating_sub(4)..(at + 5).min(paragraphs.len());
        [
            ("rival above", self.rival(at)),
            ("byline below", flag(is_signature(at + 1) || is_signature(at + 2))),
            ("byline further below", flag(is_signature(at + 3) || is_signature(at + 4))),
            ("lines to the story", (1.0 + lines).ln()),
            ("close to the story", flag(lines <= 3.0)),
            ("far from the story", flag(lines > 12.0)),
            ("furniture to the story", (1.0 + furniture).ln()),
            ("in the story", flag(at >= self.start) * (2.0 + at.saturating_sub(self.start) as f32).ln()),
            ("kicker above", flag(above.is_some_and(|above| marks[above].is_some() || paragraphs[above].weight < 25))),
            ("gaps around", flag(paragraphs[at].gap > 0 && paragraphs.get(at + 1).is_some_and(|next| next.gap > 0))),
            ("other indent", 1.0 - features[at][super::features::INDENT].1),
            ("longest around", flag(near.filter(is_short).all(|other| paragraphs[other].weight <= weight))),
            ("signed below", flag(signed_below)),
            ("signed above alone", flag(signed_above && !signed_below)),
            ("credit below", flag(is_credit(at + 1) || is_credit(at + 2))),
            ("standfirst below", flag(self.is_standfirst(at + 1) || self.is_standfirst(at + 2))),
        ]
    }

    /// Whether a line above the story is a sentence.
    fn is_standfirst(&self, at: usize) -> bool {
        let line = &self.text.paragraphs[at.min(self.text.paragraphs.len() - 1)];
        at < self.start
            && self.text.marks[at].is_none()
            && (30..300).contains(&line.weight)
            && ends_sentence(&line.text)
    }

    /// How much of another line just above comes back in the story.
    fn rival(&self, at: usize) -> f32 {
        let Text { paragraphs, marks, .. } = self.text;
        let own = bare(&paragraphs[at].text);
        let is_other = |at: &usize| marks[*at].is_none() && bare(&paragraphs[*at].text) != own;
        let rivals = (at.saturating_sub(4)..at).filter(is_other).filter(|at| paragraphs[*at].weight >= 20);
        rivals.map(|at| Terms::of(&paragraphs[at].text).contained(&self.terms)).fold(0.0, f32::max)
    }

    /// The letters of a line beside those of each other line around it, where both are long enough to tell.
    fn others(&self, at: usize) -> impl Iterator<Item = (&str, &str)> {
        /// The fewest letters whose agreement is no chance.
        const LONG: usize = 20;
        let paragraphs = self.text.paragraphs;
        let window = at.saturating_sub(40)..(at + 80).min(paragraphs.len());
        let own = &*self.bare[at - self.from];
        let is_other = move |other: &usize| *other != at && paragraphs[*other].weight < 300;
        let others = window.filter(is_other).map(move |other| (own, &*self.bare[other - self.from]));
        others.filter(|(own, other)| own.len() >= LONG && other.len() >= LONG)
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::super::paragraphs::paragraphs;
    use super::*;

    #[test]
    fn of_lines_that_say_the_same_the_one_with_its_signs_is_shown() {
        let text = "Pier: Second pier opens\nNews\nPier Second pier opens\nBy Ann Lee\n";
        assert_eq!(shown(&paragraphs(&lines(text)), 2), "Pier: Second pier opens");
        assert_eq!(shown(&paragraphs(&lines("Second pier opens\nNews\n")), 0), "Second pier opens");
    }

    #[test]
    fn the_path_of_the_site_and_names_of_recordings_are_no_headline() {
        assert_eq!(without_path("HomeRegionAldmouthSecond pier opens"), "Second pier opens");
        assert_eq!(without_path("Second pier opens on YouTube"), "Second pier opens on YouTube");
        for line in ["AUDIO: Second pier opens (1 Min)", "Second pier opens (04:42)", "Second pier 42:05 min"] {
            assert!(ends_in_duration(line), "{line}");
        }
        for line in ["Second pier opens at 10:30", "Second pier opens (2025)", "The second pier, by a pilgrim"] {
            assert!(!ends_in_duration(line), "{line}");
        }
    }

    #[test]
    fn a_title_is_parted_from_the_name_of_its_site() {
        let read = paragraphs(&lines("Second pier opens | Harbour Post\nNews\nSecond pier opens\n"));
        assert_eq!(
            (shown(&read, 0).as_str(), site(&read, 2, 2).as_deref()),
            ("Second pier opens", Some("Harbour Post"))
        );
        assert_eq!(site(&read[2..], 0, 0), None);
    }
}
