//! The versions of an article, and when each was saved, for a person at a terminal.

use std::io::{self, Write};

use super::style::{Role, Style};
use crate::model::{Saved, Version};
use crate::text::escape::for_terminal;

/// Writes when and where the page was saved, version by version; nothing where it was saved once.
///
/// # Errors
///
/// When the writer fails.
pub fn write(versions: &[Version], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if versions.iter().map(|version| version.captures.len()).sum::<usize>() < 2 {
        return Ok(());
    }
    let head = match versions.len() {
        1 => "saved several times, always the same".to_owned(),
        count => format!("{count} versions, the newest first; --versions shows them all"),
    };
    writeln!(out, "\n{}", style.paint(Role::Title, &head))?;
    for (number, version) in (1..).zip(versions) {
        for saved in &version.captures {
            write_capture(number, saved, version, style, out)?;
        }
    }
    Ok(())
}

fn write_capture(
    number: usize,
    saved: &Saved,
    version: &Version,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let time = saved.time.map_or("time unknown".to_owned(), |time| time.to_string());
    let title = version.entry.article.title.as_deref().unwrap_or("(no headline)");
    let member = saved.origin.member.as_ref().map_or(String::new(), |member| format!(" [{member}]"));
    let place = format!("{}{member}", style.path(&saved.origin.full_path()));
    writeln!(out, "{number:>3}  {time}  {}", for_terminal(title))?;
    writeln!(out, "     {}", style.paint(Role::Path, &for_terminal(&place)))
}
