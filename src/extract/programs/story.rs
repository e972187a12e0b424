//! Finding the article among the texts of a page's programs.
//!
//! Texts are worth what of them reads like prose; brackets are worth what stands in them. The walk goes down from the object
//! that bears the page's headline, or else from all there is, into the brackets that hold most of the worth, and stops
//! where it is shared out among many: these are the paragraphs.

use std::collections::{HashMap, HashSet};

use super::literals::{Literals, Text};
use super::scripts;
use crate::extract::body::block::{ends_sentence, needs_no_mark};
use crate::extract::body::fragment;
use crate::extract::body::similarity::{bare, same_when_bare};

/// Less prose than this, in letters, is no story.
const SHORTEST: usize = 100;

/// What is known of a page's story from what it shows and declares.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shown<'a> {
    /// Its headline.
    pub(crate) title: Option<&'a str>,
    /// The first paragraph that the page shows, where it shows any.
    pub(crate) opening: Option<&'a str>,
}

/// The paragraphs of the story that the page's programs carry.
pub(crate) fn find(page: &str, shown: Shown) -> Option<Vec<String>> {
    let words = shown.opening.map(telling_words).unwrap_or_default();
    let stories = scripts::data(page, &words).into_iter().filter_map(|literals| Weighed::of(&literals).story(shown));
    let fits = |lines: &Vec<String>| shown.opening.is_none_or(|opening| holds(lines, opening));
    let stories = stories.map(|lines| from_opening(lines, shown.opening));
    // Of equals the first.
    stories.filter(fits).fold(None, |best: Option<Vec<String>>, lines| match best {
        Some(best) if weight(&best) >= weight(&lines) => Some(best),
        _ => Some(lines),
    })
}

/// The lines without the labels that stand before the opening: section, headline, names, day.
fn from_opening(mut lines: Vec<String>, opening: Option<&str>) -> Vec<String> {
    let start = opening.and_then(|opening| {
        let opening = bare(start_of(opening));
        lines.iter().position(|line| bare(line).starts_with(&*opening))
    });
    if let Some(start) = start.filter(|&start| lines[..start].iter().all(|line| prose(line) == 0)) {
        lines.drain(..start);
    }
    lines
}

/// Whether nearly all of a text is prose, as a story is, and not labels, menus and offers with some prose among them.
pub(crate) fn reads_as_one(lines: &[String]) -> bool {
    let letters = lines.iter().map(|line| line.chars().filter(|c| c.is_alphanumeric()).count()).sum::<usize>();
    weight(lines) * 5 >= letters * 4
}

/// The longest words of an opening that stand in a script as they are, whatever it escapes: of ASCII letters, and whole;
/// the first letter of the first word may stand apart.
fn telling_words(opening: &str) -> Vec<&str> {
    const WORDS: usize = 3;
    let opening = start_of(opening);
    let whole = opening.split_once(' ').and_then(|(_, rest)| rest.rsplit_once(' ')).map_or("", |(inner, _)| inner);
    let mut words: Vec<&str> = whole.split_whitespace().collect();
    words.retain(|word| word.len() >= 5 && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.truncate(WORDS);
    words
}

/// As much of an opening as tells it from others.
fn start_of(opening: &str) -> &str {
    &opening[..opening.floor_char_boundary(120)]
}

/// Whether one of the lines begins as the opening does.
fn holds(lines: &[String], opening: &str) -> bool {
    let opening = bare(start_of(opening));
    lines.iter().any(|line| bare(line).starts_with(&*opening) || opening.len() > 30 && bare(line).contains(&*opening))
}

fn weight(lines: &[String]) -> usize {
    lines.iter().map(|line| prose(line)).sum()
}

/// How many letters of a paragraph count as prose: all or none.
fn prose(line: &str) -> usize {
    /// A shorter line, in letters, is no sentence of a story.
    const SENTENCE: usize = 35;
    if line.len() < SENTENCE {
        return 0;
    }
    let letters = line.chars().filter(|c| c.is_alphanumeric()).count();
    let reads = letters >= 120 || letters >= SENTENCE && (ends_sentence(line) || needs_no_mark(line));
    if reads && (line.contains(' ') || needs_no_mark(line)) { letters } else { 0 }
}

/// A text of a script as paragraphs, and what they are worth.
struct Passage {
    group: usize,
    key: String,
    lines: Vec<String>,
    worth: usize,
}

/// The passages of a script with what stands in each pair of brackets.
struct Weighed {
    groups: Vec<usize>,
    passages: Vec<Passage>,
    worths: Vec<usize>,
}

impl Weighed {
    fn of(literals: &Literals) -> Weighed {
        let passages = passages(literals);
        let mut worths = vec![0; literals.groups.len()];
        for passage in &passages {
            worths[passage.group] += passage.worth;
        }
        for group in (1..worths.len()).rev() {
            worths[literals.groups[group]] += worths[group];
        }
        Weighed { groups: literals.groups.clone(), passages, worths }
    }

    fn story(&self, shown: Shown) -> Option<Vec<String>> {
        if self.worths.first().copied().unwrap_or_default() < SHORTEST {
            return None;
        }
        let titled = self.titled(shown.title);
        let start = titled.unwrap_or(0);
        let group = self.descend(start);
        // Without a headline to go by, most of what there is must be the story.
        if titled.is_none()
            && (self.worths[group] * 10 < self.worths[0] * 6
                || shown.title.is_some() && shown.opening.is_none() && self.worths[group] < 5 * SHORTEST)
        {
            return None;
        }
        let lines = self.lines(group);
        (weight(&lines) >= SHORTEST).then_some(lines)
    }

    /// The brackets of greatest worth in which the headline stands.
    fn titled(&self, title: Option<&str>) -> Option<usize> {
        let title = title?;
        let mut candidates: Vec<usize> = Vec::new();
        for passage in self.passages.iter().filter(|p| p.lines.len() == 1 && same_when_bare(&p.lines[0], title)) {
            // The headline may stand in brackets of its own: `headlines: {basic: …}`.
            let above = std::iter::successors(Some(passage.group), |&group| (group != 0).then(|| self.groups[group]));
            candidates.extend(above.take(3).find(|&group| self.worths[group] >= SHORTEST));
        }
        candidates.into_iter().fold(None, |best: Option<usize>, group| match best {
            Some(best) if self.worths[best] >= self.worths[group] => Some(best),
            _ => Some(group),
        })
    }

    /// The innermost brackets that hold most of the worth of those around them.
    fn descend(&self, start: usize) -> usize {
        let mut here = start;
        loop {
            let below = (here + 1..self.groups.len()).filter(|&group| self.groups[group] == here);
            let most = |&group: &usize| self.worths[group] * 10 >= self.worths[here] * 7 && self.worths[group] > 0;
            match below.filter(most).max_by_key(|&group| self.worths[group]) {
                Some(group) => here = group,
                None => return here,
            }
        }
    }

    /// The paragraphs in brackets: of a text that is there as a whole, that text alone; else of all texts that go by
    /// a name that prose goes by.
    fn lines(&self, group: usize) -> Vec<String> {
        let inside: Vec<&Passage> =
            self.passages.iter().filter(|passage| self.is_inside(passage.group, group)).collect();
        let total: usize = inside.iter().map(|passage| passage.worth).sum();
        if let Some(whole) = inside.iter().find(|passage| passage.worth * 10 >= total * 4 && passage.lines.len() > 1) {
            return whole.lines.clone();
        }
        let mut by_key: HashMap<&str, usize> = HashMap::new();
        for passage in &inside {
            *by_key.entry(&passage.key).or_default() += passage.worth;
        }
        let tells = |passage: &&&Passage| by_key.get(&*passage.key).is_some_and(|worth| worth * 10 > total);
        let mut seen = HashSet::new();
        let lines = inside.iter().filter(tells).flat_map(|passage| &passage.lines);
        lines.filter(|line| line.contains(char::is_alphanumeric) && seen.insert(bare(line))).cloned().collect()
    }

    fn is_inside(&self, group: usize, around: usize) -> bool {
        std::iter::successors(Some(group), |&group| (group > around).then(|| self.groups[group])).any(|g| g == around)
    }
}

/// The texts of a script as paragraphs. Pieces of one paragraph (`"The "`, `"bell"`, `" rang."`) are joined.
fn passages(literals: &Literals) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    let mut open: Option<(usize, String, String)> = None;
    for text in &literals.texts {
        if let Some((group, key, value)) = &mut open
            && *key == text.key
            && continues(value, &text.value)
            && are_close(literals, *group, text.group)
        {
            value.push_str(&text.value);
            continue;
        }
        found.extend(open.take().map(|(group, key, value)| passage(group, key, &value)));
        open = is_worded(text).then(|| (text.group, text.key.clone(), text.value.clone()));
    }
    found.extend(open.map(|(group, key, value)| passage(group, key, &value)));
    found
}

/// Whether a text may be words for a reader, or a piece of them; not data for a program once more.
fn is_worded(text: &Text) -> bool {
    let value = text.value.trim_start();
    let is_data = value.starts_with(['{', '[']) && value.contains("\":");
    value.len() > 1 && !value.starts_with("http") && !is_data && value.contains(char::is_alphabetic)
}

/// Whether a text goes on where another ended.
fn continues(before: &str, next: &str) -> bool {
    let ends_open = before.ends_with(char::is_whitespace) && !before.ends_with('\n');
    ends_open || next.starts_with([' ', '\u{a0}', ',', '.', ';', ':', '!', '?', ')', '’', '”'])
}

/// Whether two pairs of brackets are a few steps away from each other.
fn are_close(literals: &Literals, one: usize, other: usize) -> bool {
    let above = |group: usize| std::iter::successors(Some(group), |&g| (g != 0).then(|| literals.groups[g])).take(4);
    above(one).any(|group| group != 0 && above(other).any(|g| g == group))
}

fn passage(group: usize, key: String, value: &str) -> Passage {
    let marks = ["<p", "<br", "<div", "<a ", "</", "&lt;", "&nbsp;", "&amp;", "&quot;", "&#"];
    let has_markup = value.contains(['<', '&']) && marks.iter().any(|mark| value.contains(mark));
    let lines: Vec<String> = match has_markup {
        true => fragment::unescaped_lines(value),
        false => value.lines().map(crate::extract::page::space::collapse).filter(|line| !line.is_empty()).collect(),
    };
    let worth = lines.iter().map(|line| prose(line)).sum();
    Passage { group, key, lines, worth }
}
