//! Copies of a story for a person at a terminal.

use std::io::{self, Write};

use super::style::{Role, Style};
use crate::model::{CopyGroup, CopyOf, Differences, Spread};
use crate::text::escape::for_terminal;

/// How many publishers are named; the others are counted.
const NAMED_SITES: usize = 3;

/// Writes a group: its headline, how far it spread, and every article of it.
///
/// # Errors
///
/// When the writer fails.
pub fn write(group: &CopyGroup, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let title = group.articles.iter().find_map(|article| article.title.as_deref()).unwrap_or("(no headline)");
    writeln!(out, "{}", style.paint(Role::Title, &for_terminal(title)))?;
    let spread = format!("{} articles{}", group.articles.len(), place_and_time(&group.spread));
    writeln!(out, "     {}", style.paint(Role::Detail, &for_terminal(&spread)))?;
    for article in &group.articles {
        write_line(article, out)?;
    }
    writeln!(out)
}

/// Writes the other articles that carry the story of one, after the article itself, each with what it says otherwise.
///
/// # Errors
///
/// When the writer fails.
pub fn write_around(
    id: crate::model::ArticleId,
    group: &CopyGroup,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let head = spread(&group.spread);
    writeln!(out, "\n{}", style.paint(Role::Title, &for_terminal(&head)))?;
    for article in group.articles.iter().filter(|article| article.id != id) {
        write_line(article, out)?;
        article.differs.iter().try_for_each(|differences| write_differences(differences, style, out))?;
    }
    Ok(())
}

/// `+6 copies on 4 sites (example.org, …), 2025-10-14 to 2025-10-16`.
pub(super) fn spread(spread: &Spread) -> String {
    let copies = if spread.copies == 1 { "copy" } else { "copies" };
    format!("+{} {copies}{}", spread.copies, place_and_time(spread))
}

fn place_and_time(spread: &Spread) -> String {
    let mut text = String::new();
    if !spread.sites.is_empty() {
        let more = if spread.sites.len() > NAMED_SITES { ", …" } else { "" };
        let named = &spread.sites[..spread.sites.len().min(NAMED_SITES)];
        let sites = if spread.sites.len() == 1 { "site" } else { "sites" };
        text.push_str(&format!(" on {} {sites} ({}{more})", spread.sites.len(), named.join(", ")));
    }
    match &spread.days {
        Some((first, last)) if first == last => text.push_str(&format!(", {first}")),
        Some((first, last)) => text.push_str(&format!(", {first} to {last}")),
        None => {}
    }
    text
}

fn write_line(article: &CopyOf, out: &mut dyn Write) -> io::Result<()> {
    let day = article.published.as_ref().map_or("date unknown".to_owned(), |published| published.day_text());
    let site = article.site.as_deref().unwrap_or("site unknown");
    let what = if article.is_copy { "copy" } else { "version" };
    let title = article.title.as_deref().unwrap_or("(no headline)");
    let share = (article.containment * 100.0).round();
    let line = format!("{day}  {site}  {} words, {share}% shared ({what})  {title}", article.words);
    writeln!(out, "     {}  {}", article.id, for_terminal(&line))
}

/// Writes sentences after `+` that only this article has, after `-` those that it lacks.
fn write_differences(differences: &Differences, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let Differences { added, added_more, missing, missing_more } = differences;
    for (sign, sentences, more) in [('+', added, *added_more), ('-', missing, *missing_more)] {
        for sentence in sentences {
            let line = format!("         {sign} {}", for_terminal(sentence));
            writeln!(out, "{}", style.paint(Role::Detail, &line))?;
        }
        if more > 0 {
            let sentences = if more == 1 { "sentence" } else { "sentences" };
            let line = format!("         {sign} and {more} more {sentences}");
            writeln!(out, "{}", style.paint(Role::Detail, &line))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_names_sites_and_days() {
        let mut known = Spread {
            copies: 6,
            sites: ["a.org", "b.org", "c.org", "d.org"].map(str::to_owned).to_vec(),
            days: Some(("2025-10-14".to_owned(), "2025-10-16".to_owned())),
        };
        assert_eq!(spread(&known), "+6 copies on 4 sites (a.org, b.org, c.org, …), 2025-10-14 to 2025-10-16");
        known.sites.truncate(1);
        known.copies = 1;
        known.days = None;
        assert_eq!(spread(&known), "+1 copy on 1 site (a.org)");
        assert_eq!(spread(&Spread { copies: 2, ..Spread::default() }), "+2 copies");
    }
}
