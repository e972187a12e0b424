//! Results for a person at a terminal.

use std::io::{self, Write};

use super::columns::{wrap, wrap_behind};
use super::explain::{Languages, names, suggestion, words, write_score, write_tree};
use super::style::{Role, Style};
use super::{context, copies, lines};
use crate::model::{self, Copies, Expansion, Hit, Marked, Results};
use crate::text::escape::for_terminal;

/// The columns left free before the lines below a hit's headline.
const INDENT: usize = 5;

/// Which part of an answer is written, where it comes in several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first or only one: what holds of the whole answer stands before its hits.
    First,
    /// A further one: hits alone.
    Further,
}

/// Writes how many there are, the counts of the facets, what was expanded, and then the hits.
///
/// # Errors
///
/// When the writer fails.
pub fn write(results: &Results, part: Part, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if part == Part::First {
        write_head(results, style, out)?;
    }
    for (place, hit) in results.hits.iter().enumerate() {
        if place > 0 || part == Part::Further {
            writeln!(out)?;
        }
        write_hit(results.offset + place + 1, hit, style, out)?;
    }
    Ok(())
}

/// Writes what holds of the whole answer.
fn write_head(results: &Results, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", summary(results))?;
    if results.total > 0 {
        lines::write(&results.facets, style, out)?;
    }
    for near in &results.suggestions {
        writeln!(out, "{}", suggestion(near))?;
    }
    match &results.explanation {
        // The tree tells the expansions where they belong.
        Some(tree) => {
            writeln!(out)?;
            write_tree(tree, style, out)?;
        }
        None => {
            write_expansions(&results.expansions, style, out)?;
            if !results.hits.is_empty() {
                writeln!(out)?;
            }
        }
    }
    Ok(())
}

/// Tells what words stand for, where that is more than themselves.
fn write_expansions(expansions: &[Expansion], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for expansion in expansions.iter().filter(|expansion| expansion.words.len() > 1) {
        let part = for_terminal(&expansion.part).into_owned();
        writeln!(out, "{} found as: {}", style.paint(Role::Match, &part), words(expansion, Languages::LeftOut))?;
    }
    expansions.iter().filter(|part| !part.names.is_empty()).try_for_each(|part| write_names(part, style, out))
}

fn write_hit(rank: usize, hit: &Hit, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let title =
        if hit.title.text.is_empty() { "(no headline)".to_owned() } else { marked(&hit.title, style, Role::Title) };
    let title = match &hit.url {
        Some(url) => style.link(url, title),
        None => title,
    };
    write!(out, "{rank:>3}  ")?;
    wrap_behind(&title, INDENT, style.width, out)?;
    wrap(&style.paint(Role::Detail, &for_terminal(&details(hit))).to_string(), INDENT, style.width, out)?;
    if let Some(spread) = &hit.spread {
        let line = format!("{}; --copies all lists them", copies::spread(spread));
        wrap(&style.paint(Role::Detail, &for_terminal(&line)).to_string(), INDENT, style.width, out)?;
    }
    if hit.captures > 1 {
        let line = format!("saved {} times; `dateline show` lists when", hit.captures);
        wrap(&style.paint(Role::Detail, &line).to_string(), INDENT, style.width, out)?;
    }
    let path = hit.origin.full_path();
    let mut place = for_terminal(&style.path(&path)).into_owned();
    if let Some(member) = &hit.origin.member {
        place.push_str(&format!(" [{}]", for_terminal(member)));
    }
    let place = style.paint(Role::Path, &place).to_string();
    writeln!(out, "     {}  {}", style.file_link(&path, place), hit.id)?;
    write_score(hit.score, &hit.score_parts, style, out)?;
    context::write(hit, style, out)?;
    for snippet in &hit.snippets {
        let before = if snippet.cut_before { "… " } else { "" };
        let after = if snippet.cut_after { " …" } else { "" };
        let text = format!("{before}{}{after}", marked(snippet, style, Role::Detail));
        wrap(&text, INDENT, style.width, out)?;
    }
    Ok(())
}

/// How many countries, and how many topics, a hit names.
const NAMED: usize = 4;

/// Date, countries, topics, publisher and language in one line; what is unknown says so.
fn details(hit: &Hit) -> String {
    let date = hit.published.as_ref().map_or("date unknown".to_owned(), |published| published.day_text());
    let names = |codes: &[String], name: &dyn Fn(&str) -> Option<&'static str>, none: &str| match codes {
        [] => none.to_owned(),
        codes => {
            let named = codes.iter().take(NAMED).map(|code| name(code).unwrap_or(code)).collect::<Vec<_>>().join(", ");
            let more = codes.len().saturating_sub(NAMED);
            if more > 0 { format!("{named} and {more} more") } else { named }
        }
    };
    let mut parts = vec![
        date,
        names(&hit.countries, &|code| model::country(code).map(|c| c.name), "country unknown"),
        names(&hit.topics, &|code| model::topic(code).map(|t| t.slug), "topic unknown"),
    ];
    parts.extend(hit.site.as_ref().and_then(|site| site.domain.clone().or_else(|| site.name.clone())));
    parts.extend(hit.lang.clone());
    parts.join(" · ")
}

/// The text of a piece with its matches coloured; where there is no colour they stand between `*`.
pub(super) fn marked(piece: &Marked, style: &Style, role: Role) -> String {
    let mut out = String::new();
    let mut at = 0;
    let plain = |text: &str, out: &mut String| {
        let text = for_terminal(text);
        match role {
            Role::Title => out.push_str(&style.paint(Role::Title, &text).to_string()),
            _ => out.push_str(&text),
        }
    };
    for mark in &piece.marks {
        plain(&piece.text[at..mark.start], &mut out);
        let word = for_terminal(&piece.text[mark.clone()]).into_owned();
        match style.color {
            true => out.push_str(&style.paint(Role::Match, &word).to_string()),
            false => out.push_str(&format!("*{word}*")),
        }
        at = mark.end;
    }
    plain(&piece.text[at..], &mut out);
    out
}

/// The other spellings of a name that were looked for, and how to do without them.
fn write_names(expansion: &Expansion, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let part = for_terminal(&expansion.part);
    let exactly = if part.contains(' ') { format!("=\"{part}\"") } else { format!("={part}") };
    writeln!(out, "also: {} — {} for exactly this", names(expansion), style.paint(Role::Match, &exactly))
}

/// How many there are; with copies collapsed, stories, and how many articles carry them. Facets count the same.
pub(super) fn summary(results: &Results) -> String {
    let total = results.total;
    let articles = if results.articles == 1 { "article" } else { "articles" };
    let noun = match results.copies {
        Copies::All => if total == 1 { "article" } else { "articles" }.to_owned(),
        _ if results.articles == total => articles.to_owned(),
        _ => format!("{} in {} {articles}", if total == 1 { "story" } else { "stories" }, results.articles),
    };
    let shown = match results.hits.len() {
        0 => String::new(),
        n if n as u64 == total => String::new(),
        n if results.offset == 0 => format!(", {n} shown"),
        n => format!(", {} to {} shown", results.offset + 1, results.offset + n),
    };
    format!("{total} {noun}{shown}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_are_marked_and_the_rest_is_escaped() {
        let piece =
            Marked { text: "a \u{1b}b cd".to_owned(), marks: std::iter::once(5..7).collect(), ..Marked::default() };
        assert_eq!(marked(&piece, &Style::default(), Role::Detail), "a \\u{1b}b *cd*");
    }

    #[test]
    fn the_summary_counts() {
        assert_eq!(summary(&Results { total: 1, ..Results::default() }), "1 article");
        assert_eq!(summary(&Results::default()), "0 articles");
    }
}
