//! The dateline of a wire story: the town in capitals before the dash that opens its text.

use super::places::Mention;
use crate::model::Place;

/// What parts a dateline from the story.
const DASHES: [&str; 4] = [" - ", " -- ", " — ", " – "];

/// The bytes within which the dash stands in a text that begins with its dateline.
const AT_ONCE: usize = 80;

/// The bytes within which a dateline begins where a headline or byline stands above it.
const OPENING: usize = 400;

/// The bytes of states, days and agencies between the first name of a dateline and its dash.
const LENGTH: usize = 40;

/// Marks the names in a text's dateline.
pub(super) fn mark_dateline(body: &str, mentions: &mut [Mention]) {
    let Some((start, end)) = at_once(body).or_else(|| below_a_headline(body, mentions)) else { return };
    for mention in
        mentions.iter_mut().filter(|m| m.place == Place::Body && m.range.start >= start && m.range.end <= end)
    {
        mention.place = Place::Dateline;
    }
}

/// The dateline of a text that begins with one.
fn at_once(body: &str) -> Option<(usize, usize)> {
    let is_capital = body.chars().take(3).all(|c| c.is_uppercase() || !c.is_alphabetic());
    let dash = dash(&body[..body.floor_char_boundary(AT_ONCE)])?;
    is_capital.then_some((0, dash))
}

/// The dateline of a text above which something else stands: a town in capitals that opens a line or sentence, and no word
/// with small letters before the dash.
fn below_a_headline(body: &str, mentions: &[Mention]) -> Option<(usize, usize)> {
    let opens = |m: &&Mention| m.opens || body[..m.range.start].trim_end_matches(' ').ends_with('\n');
    let in_capitals = |m: &&Mention| !body[m.range.clone()].contains(char::is_lowercase) && m.range.len() > 3;
    let candidates = mentions.iter().filter(|m| m.place == Place::Body && m.range.start < OPENING);
    candidates.filter(opens).filter(in_capitals).find_map(|mention| {
        let rest = &body[mention.range.end..];
        let end = dash(&rest[..rest.floor_char_boundary(LENGTH)])?;
        let is_small = |word: &str| word.starts_with(char::is_lowercase);
        let story = &rest[end..rest.floor_char_boundary(end + LENGTH)];
        let is_dateline = !rest[..end].split_whitespace().any(is_small) && story.contains(char::is_lowercase);
        is_dateline.then_some((mention.range.start, mention.range.end + end))
    })
}

/// Where the first dash stands.
fn dash(text: &str) -> Option<usize> {
    DASHES.iter().filter_map(|dash| text.find(dash)).min()
}
