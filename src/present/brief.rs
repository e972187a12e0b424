//! Results for a person, a line a hit.

use std::io::{self, Write};

use super::columns::{start, width};
use super::style::{Role, Style};
use super::text::{Part, marked, summary};
use crate::model::{Hit, Results};
use crate::text::escape::for_terminal;

/// Writes how many there are, then a line a hit: number, day, publisher, headline, id. Of an answer in several parts each is
/// aligned by itself.
///
/// # Errors
///
/// When the writer fails.
pub fn write(results: &Results, part: Part, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if part == Part::First {
        writeln!(out, "{}", summary(results))?;
    }
    let sites: Vec<String> = results.hits.iter().map(site).collect();
    let widest = sites.iter().map(|site| width(site)).max().unwrap_or(0);
    for ((rank, hit), site) in (results.offset + 1..).zip(&results.hits).zip(&sites) {
        let day = hit.published.as_ref().map_or("unknown".to_owned(), |published| published.day_text());
        let space = " ".repeat(widest - width(site));
        let before = format!("{rank:>3}  {day:<10}  {site}{space}  ");
        let id = hit.id.to_string();
        let room = match style.width {
            0 => usize::MAX,
            columns => columns.saturating_sub(width(&before) + 2 + id.len()).max(LEAST),
        };
        let details = style.paint(Role::Detail, &before).to_string();
        writeln!(out, "{details}{}  {}", headline(hit, room, style), style.paint(Role::Path, &id))?;
    }
    Ok(())
}

/// The fewest columns that a headline gets.
const LEAST: usize = 20;

fn site(hit: &Hit) -> String {
    let site = hit.site.as_ref().and_then(|site| site.domain.clone().or_else(|| site.name.clone()));
    for_terminal(&site.unwrap_or_default()).into_owned()
}

/// The headline with its matches, or as much of it as has room.
fn headline(hit: &Hit, room: usize, style: &Style) -> String {
    if hit.title.text.is_empty() {
        return "(no headline)".to_owned();
    }
    let whole = marked(&hit.title, style, Role::Title);
    let shown = if width(&whole) <= room {
        whole
    } else {
        let plain = for_terminal(&hit.title.text);
        style.paint(Role::Title, &format!("{}…", start(&plain, room - 1))).to_string()
    };
    hit.url.as_ref().map_or(shown.clone(), |url| style.link(url, &shown))
}
