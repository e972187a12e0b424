//! Passages that show why an article matched.
//!
//! Windows of whole sentences around the marks are weighed by how many parts of the query they show, and how close
//! together. The best is taken first; others follow where they show what is not shown yet.

use std::ops::Range;

use super::marks::{Mark, joined};
use crate::lang::sentences;
use crate::model::Marked;

/// How many characters the passages of a hit have in all, about.
const BUDGET: usize = 280;

/// At most `most` passages of `text`, in the order of the text. `idfs` are those of the leaves. A text
/// without marks shows its opening.
pub(crate) fn snippets(text: &str, marks: &[Mark], idfs: &[f32], most: usize) -> Vec<Marked> {
    if most == 0 || text.is_empty() {
        return Vec::new();
    }
    let sentences = sentences(text);
    let Some(best) = best_window(text, &sentences, marks, idfs, BUDGET, &[]) else {
        return opening(text, &sentences, marks).into_iter().collect();
    };
    let mut shown = vec![best];
    if most > 1 && shows_less(&shown, marks, idfs) {
        shown = several(text, &sentences, marks, idfs, most);
    }
    shown.sort_unstable_by_key(|window| window.start);
    let joined_windows = join_touching(text, shown);
    joined_windows.into_iter().map(|window| marked(text, window, marks)).collect()
}

/// A whole short text, such as a headline, with its marks.
pub(crate) fn whole(text: &str, marks: &[Mark]) -> Marked {
    marked(text, 0..text.len(), marks)
}

fn opening(text: &str, sentences: &[Range<usize>], marks: &[Mark]) -> Option<Marked> {
    let first = sentences.first()?;
    Some(marked(
        text,
        grown(text, sentences, 0, 0, BUDGET).unwrap_or_else(|| cut(text, first, first.start, BUDGET)),
        marks,
    ))
}

/// Whether a window leaves out a part of the query that the text has.
fn shows_less(shown: &[Range<usize>], marks: &[Mark], idfs: &[f32]) -> bool {
    let all = covered(marks.iter(), idfs.len());
    let within = marks.iter().filter(|mark| shown.iter().any(|window| holds(window, mark)));
    covered(within, idfs.len()) != all
}

/// At most `most` windows that share the budget; each shows something that those before do not.
fn several(text: &str, sentences: &[Range<usize>], marks: &[Mark], idfs: &[f32], most: usize) -> Vec<Range<usize>> {
    let mut shown: Vec<Range<usize>> = Vec::new();
    while shown.len() < most {
        let Some(next) = best_window(text, sentences, marks, idfs, BUDGET / most, &shown) else { break };
        shown.push(next);
        if !shows_less(&shown, marks, idfs) {
            break;
        }
    }
    shown
}

/// The best window of about `budget` characters beside those that are shown.
fn best_window(
    text: &str,
    sentences: &[Range<usize>],
    marks: &[Mark],
    idfs: &[f32],
    budget: usize,
    shown: &[Range<usize>],
) -> Option<Range<usize>> {
    let fresh: Vec<bool> = {
        let within = marks.iter().filter(|mark| shown.iter().any(|window| holds(window, mark)));
        covered(within, idfs.len()).iter().map(|seen| !seen).collect()
    };
    let mut best: Option<(f32, Range<usize>)> = None;
    let mut from = 0;
    for (number, sentence) in sentences.iter().enumerate() {
        from += marks[from..].iter().take_while(|mark| mark.range.start < sentence.start).count();
        let Some(mark) = marks.get(from).filter(|mark| mark.range.start < sentence.end) else { continue };
        let window = grown(text, sentences, number, number, budget)
            .unwrap_or_else(|| densest(text, sentence, &marks[from..], idfs, &fresh, budget));
        debug_assert!(window.start <= mark.range.start || window.end >= sentence.end || window.start > sentence.start);
        if shown.iter().any(|other| window.start < other.end && other.start < window.end) {
            continue;
        }
        let inside = marks[from..].iter().take_while(|mark| mark.range.start < window.end);
        let weight = weigh(inside.filter(|mark| holds(&window, mark)), idfs, &fresh);
        if weight > 0.0 && best.as_ref().is_none_or(|(least, _)| weight > *least) {
            best = Some((weight, window));
        }
    }
    best.map(|(_, window)| window)
}

/// The weight of a window: the idf of every part of the query once, a little more for further marks, and a little for their
/// proximity.
fn weigh<'a>(marks: impl Iterator<Item = &'a Mark>, idfs: &[f32], fresh: &[bool]) -> f32 {
    const AGAIN: f32 = 0.1;
    const CLOSE: f32 = 0.2;
    let mut seen = vec![0_u32; idfs.len()];
    let mut weight = 0.0;
    let mut before: Option<&Mark> = None;
    for mark in marks {
        let value = idfs[mark.leaf].max(f32::MIN_POSITIVE);
        weight += match seen[mark.leaf] {
            0 if fresh[mark.leaf] => value,
            0..3 => value * AGAIN,
            _ => 0.0,
        };
        seen[mark.leaf] += 1;
        if let Some(last) = before.filter(|last| last.leaf != mark.leaf && seen[mark.leaf] == 1) {
            let gap = mark.range.start.saturating_sub(last.range.end) as f32;
            weight += CLOSE * value.min(idfs[last.leaf]) / (1.0 + gap / 20.0);
        }
        before = Some(mark);
    }
    weight
}

/// The sentences from `first` to `last` and as many after as the budget allows; none if even these are too long.
fn grown(text: &str, sentences: &[Range<usize>], first: usize, last: usize, budget: usize) -> Option<Range<usize>> {
    let start = sentences[first].start;
    let mut window = start..sentences[last].end;
    if length(text, &window) > budget {
        return None;
    }
    for next in &sentences[last + 1..] {
        // A byte is at least a quarter of a character; what is longer than this needs no counting.
        if next.end - start > 4 * budget || length(text, &(start..next.end)) > budget {
            break;
        }
        window.end = next.end;
    }
    Some(window)
}

/// The best piece of a sentence that is too long to be shown whole.
fn densest(
    text: &str,
    sentence: &Range<usize>,
    marks: &[Mark],
    idfs: &[f32],
    fresh: &[bool],
    budget: usize,
) -> Range<usize> {
    let inside: Vec<&Mark> = marks.iter().take_while(|mark| mark.range.start < sentence.end).take(MAX_TRIED).collect();
    let mut best = (f32::MIN, sentence.start);
    for (number, mark) in inside.iter().enumerate() {
        let end = mark.range.start + budget * 3 / 4;
        let near = inside[number..].iter().take_while(|other| other.range.end <= end).take(MAX_WEIGHED).copied();
        let weight = weigh(near, idfs, fresh);
        if weight > best.0 {
            best = (weight, mark.range.start);
        }
    }
    cut(text, sentence, best.1, budget)
}

/// How many marks of one long sentence are tried at most as the first of a window.
const MAX_TRIED: usize = 500;
/// How many marks are weighed at most in one window.
const MAX_WEIGHED: usize = 50;

/// A piece of a long sentence of about `budget` characters around `place`, cut between words.
fn cut(text: &str, sentence: &Range<usize>, place: usize, budget: usize) -> Range<usize> {
    let before = &text[sentence.start..place];
    let lead = before.char_indices().rev().nth(budget / 4).map_or(sentence.start, |(at, _)| sentence.start + at);
    let start = if lead == sentence.start { lead } else { word_start(text, lead, place) };
    let rest = &text[start..sentence.end];
    let end = rest.char_indices().nth(budget).map_or(sentence.end, |(at, _)| start + at);
    let end = if end == sentence.end { end } else { word_end(text, place, end) };
    start..end
}

/// The start of the first word after `from` and not after `place`.
fn word_start(text: &str, from: usize, place: usize) -> usize {
    let piece = &text[from..place];
    piece.char_indices().find(|(_, c)| c.is_whitespace()).map_or(from, |(at, c)| from + at + c.len_utf8())
}

/// The end of the last word before `to` and not before `place`.
fn word_end(text: &str, place: usize, to: usize) -> usize {
    let piece = &text[place..to];
    piece.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(to, |(at, _)| place + at)
}

/// Joins windows with nothing but white space between.
fn join_touching(text: &str, windows: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(windows.len());
    for window in windows {
        match joined.last_mut() {
            Some(last) if text[last.end..window.start].trim().is_empty() => last.end = window.end,
            _ => joined.push(window),
        }
    }
    joined
}

fn marked(text: &str, window: Range<usize>, marks: &[Mark]) -> Marked {
    let inside: Vec<Mark> = marks.iter().filter(|mark| holds(&window, mark)).cloned().collect();
    let ranges = joined(&inside).into_iter().map(|range| range.start - window.start..range.end - window.start);
    Marked {
        text: text[window.clone()].to_owned(),
        marks: ranges.collect(),
        offset: window.start,
        cut_before: !text[..window.start].trim().is_empty(),
        cut_after: !text[window.end..].trim().is_empty(),
    }
}

fn holds(window: &Range<usize>, mark: &Mark) -> bool {
    window.start <= mark.range.start && mark.range.end <= window.end
}

/// Which leaves have a mark.
fn covered<'a>(marks: impl Iterator<Item = &'a Mark>, leaves: usize) -> Vec<bool> {
    let mut covered = vec![false; leaves];
    marks.for_each(|mark| covered[mark.leaf] = true);
    covered
}

fn length(text: &str, range: &Range<usize>) -> usize {
    text[range.clone()].chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks every word of `text` that is one of `words`; the leaf is the word's number.
    fn marks(text: &str, words: &[&str]) -> Vec<Mark> {
        let cut = crate::text::words::words(text);
        cut.into_iter()
            .filter_map(|word| {
                let leaf = words.iter().position(|wanted| *wanted == word.text)?;
                Some(Mark { range: word.range, leaf })
            })
            .collect()
    }

    fn shown(text: &str, words: &[&str], most: usize) -> Vec<String> {
        let found = snippets(text, &marks(text, words), &vec![1.0; words.len()], most);
        found
            .into_iter()
            .map(|piece| {
                let mut out = piece.text.clone();
                for mark in piece.marks.iter().rev() {
                    out.insert(mark.end, ']');
                    out.insert(mark.start, '[');
                }
                assert!(text[piece.offset..].starts_with(&piece.text));
                format!("{}{out}{}", if piece.cut_before { "…" } else { "" }, if piece.cut_after { "…" } else { "" })
            })
            .collect()
    }

    #[test]
    fn the_sentence_that_shows_most_is_chosen() {
        let filler = "Nothing of the kind was said on that long day in the old town hall. ".repeat(6);
        let text = format!("The port was calm. {filler}Ships left the port at dawn. {filler}");
        let found = shown(&text, &["ships", "port"], 1);
        assert!(found[0].starts_with("…[Ships] left the [port] at dawn."), "{found:?}");
        assert!(found[0].ends_with("hall.…"), "{found:?}");
    }

    #[test]
    fn two_places_are_two_passages() {
        let filler = "Nothing of the kind was said on that long day in the old town hall. ".repeat(6);
        let text = format!("The port was calm. {filler}Ships sailed at dawn. {filler}");
        let found = shown(&text, &["ships", "port"], 2);
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("The [port] was calm."));
        assert!(found[1].starts_with("…[Ships] sailed"));
    }

    #[test]
    fn a_short_text_is_shown_whole_and_nothing_is_cut() {
        assert_eq!(shown("Ships left. Nobody saw.", &["nobody"], 2), ["…[Nobody] saw."]);
        assert_eq!(shown("Ships left. Nobody saw.", &[], 2), ["Ships left. Nobody saw."]);
        assert!(shown("", &[], 2).is_empty());
    }

    #[test]
    fn long_sentences_are_cut_between_words() {
        let text = format!("{}needle {}", "straw ".repeat(500), "hay ".repeat(500));
        let found = shown(&text, &["needle"], 1);
        assert!(found[0].starts_with("…straw ") && found[0].contains("[needle]") && found[0].ends_with("hay…"));
        assert!(found[0].chars().count() < 300);
    }
}
