//! Towns and regions whose names are words or other names as well, and words that only look like a place.
//!
//! Such a name is a place's where the text says so: behind "in" or "from", beside its region or country, or with another
//! place of that country in the article; a region that few know is one beside another place only. Countries and capitals
//! lose only to evidence against them: a name that opens sentences and nothing else, while the same word stands in the text
//! with a small letter, is that word.

use std::collections::HashSet;

use super::context::Letters;
use super::places::Mention;
use super::sense::{Doubt, Kind};
use super::tokens::{Case, Token};
use crate::model::Place;

/// Drops the doubtful mentions for which nothing in the article speaks; `cut` has the tokens of title and text, `home` is the
/// publisher's country.
pub(super) fn drop_doubtful(found: &mut Vec<Mention>, cut: &[Vec<Token>; 2], letters: Letters, home: Option<u16>) {
    drop_words(found, cut, letters);
    if found.iter().all(|mention| mention.doubt == Doubt::None) {
        return;
    }
    let placed: HashSet<u32> = found.iter().filter(|m| is_placed(m)).map(|m| m.sense).collect();
    let is_sure = |m: &&Mention| m.doubt == Doubt::None || placed.contains(&m.sense);
    let known: HashSet<u16> = found.iter().filter(is_sure).map(|m| m.country).chain(home).collect();
    found.retain(|m| m.doubt == Doubt::None || placed.contains(&m.sense) || known.contains(&m.country));
}

/// Whether the words beside a mention say that it is a place.
fn is_placed(mention: &Mention) -> bool {
    let is_behind_in = mention.located && !mention.beside_capital;
    mention.fixed || mention.doubt != Doubt::Minor && (mention.place == Place::Dateline || is_behind_in)
}

/// Drops names that stand in the text as words too, with a small letter, and as names only where every word has a capital.
fn drop_words(found: &mut Vec<Mention>, cut: &[Vec<Token>; 2], letters: Letters) {
    let is_name = |m: &Mention| m.fixed || m.located || !m.opens && m.place != Place::Title;
    let surely: HashSet<u32> = found.iter().filter(|m| is_name(m)).map(|m| m.sense).collect();
    // Where demonyms have small letters, such a word is the demonym itself.
    let may_be_word = |m: &Mention| m.kind != Kind::Demonym || letters == Letters::Capital;
    let is_candidate = |m: &Mention| m.tokens.len() == 1 && may_be_word(m) && !surely.contains(&m.sense);
    if !found.iter().any(is_candidate) {
        return;
    }
    let is_small = |hash: u64| cut.iter().flatten().any(|token| token.hash == hash && token.case == Case::Lower);
    let hash_of = |m: &Mention| {
        let text = usize::from(m.place != Place::Title);
        cut[text].get(m.tokens.start).map(|token| token.hash)
    };
    let others: HashSet<u16> = found.iter().filter(|m| !is_candidate(m)).map(|m| m.country).collect();
    found.retain(|m| !is_candidate(m) || others.contains(&m.country) || !hash_of(m).is_some_and(is_small));
}
