//! What a query means and why hits score as they do, for a person at a terminal.

use std::io::{self, Write};

use super::columns;
use super::style::{Role, Style};
use crate::model::{Expansion, ExplainedPart, NameVariant, PartKind, ScorePart, Suggestion};
use crate::text::escape::for_terminal;

/// How many columns of a part are shown whose own parts follow.
const LONGEST: usize = 72;

/// Writes the tree of a query: a line a part, with how many articles it finds and what its words stand for.
pub(super) fn write_tree(tree: &ExplainedPart, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", style.paint(Role::Title, "understood as"))?;
    let mut open = vec![(tree, 1)];
    while let Some((part, depth)) = open.pop() {
        write_part(part, depth, style, out)?;
        open.extend(part.parts.iter().rev().map(|inner| (inner, depth + 1)));
    }
    writeln!(out)
}

/// Writes what makes up a score.
pub(super) fn write_score(score: f32, parts: &[ScorePart], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if parts.is_empty() {
        return Ok(());
    }
    let sum: Vec<String> = parts.iter().map(|part| format!("{} {:.2}", for_terminal(&part.part), part.score)).collect();
    let line = format!("score {score:.2} = {}", sum.join(" + "));
    writeln!(out, "     {}", style.paint(Role::Detail, &line))
}

/// A suggestion in one line.
pub fn suggestion(suggestion: &Suggestion) -> String {
    let near: Vec<String> =
        suggestion.instead.iter().map(|(word, count)| format!("{} ({count})", for_terminal(word))).collect();
    let found = match suggestion.articles {
        0 => "is in no article".to_owned(),
        1 => "is in one article".to_owned(),
        n => format!("is in {n} articles"),
    };
    format!("`{}` {found}; did you mean {}?", for_terminal(&suggestion.word), near.join(" or "))
}

/// Whether to tell in which languages a word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Languages {
    /// Tell them.
    Told,
    /// Leave them out.
    LeftOut,
}

/// The words that a part stands for, in one line: the first few, and how many more there are.
pub(super) fn words(expansion: &Expansion, languages: Languages) -> String {
    const SHOWN: usize = 8;
    let in_languages = |word: &str| match expansion.only_in.iter().find(|only| only.text == word) {
        Some(only) if languages == Languages::Told => format!(" ({} only)", only.languages.join(", ")),
        _ => String::new(),
    };
    let word = |(word, count): &(String, u64)| format!("{} {count}{}", for_terminal(word), in_languages(word));
    let words: Vec<String> = expansion.words.iter().take(SHOWN).map(word).collect();
    let more = expansion.words.len().saturating_sub(SHOWN) + expansion.more;
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    if words.is_empty() { "nothing".to_owned() } else { format!("{}{more}", words.join(", ")) }
}

/// How many other spellings are shown.
const SPELLINGS: usize = 12;

/// The other spellings of a name that a part stands for, in one line.
pub(super) fn names(expansion: &Expansion) -> String {
    let spelled = |variant: &NameVariant| {
        let words: Vec<String> = variant.text.split(' ').map(capitalised).collect();
        format!("{} {}", for_terminal(&words.join(" ")), variant.articles)
    };
    let shown: Vec<String> = expansion.names.iter().take(SPELLINGS).map(spelled).collect();
    let more = expansion.names.len().saturating_sub(SPELLINGS);
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    capital + letters.as_str()
}

fn write_part(part: &ExplainedPart, depth: usize, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let indent = depth * 2;
    let name = match part.kind {
        PartKind::And => "all of",
        PartKind::Or => "any of",
        PartKind::Not if !part.parts.is_empty() => "not",
        PartKind::Field | PartKind::Boost if !part.parts.is_empty() => "within",
        _ => "",
    };
    let text = for_terminal(&part.text);
    let is_long = !part.parts.is_empty() && columns::width(&text) > LONGEST;
    let text = if is_long { format!("{} …", columns::start(&text, LONGEST)).into() } else { text };
    let shown = if name.is_empty() { text.into_owned() } else { format!("{name}: {text}") };
    let noun = if part.articles == 1 { "article" } else { "articles" };
    let taken = if part.kind == PartKind::Not { " taken away" } else { "" };
    writeln!(out, "{:indent$}{}  {} {noun}{taken}", "", style.paint(Role::Match, &shown), part.articles)?;
    for expansion in &part.expansions {
        if !expansion.words.is_empty() || expansion.names.is_empty() {
            writeln!(
                out,
                "{:indent$}    {} found as: {}",
                "",
                for_terminal(&expansion.part),
                words(expansion, Languages::Told)
            )?;
        }
        if !expansion.names.is_empty() {
            let scores: Vec<String> =
                expansion.names.iter().take(SPELLINGS).map(|n| format!("{:.1}", n.score)).collect();
            writeln!(out, "{:indent$}    also: {} (sure: {})", "", names(expansion), scores.join(", "))?;
        }
    }
    Ok(())
}
