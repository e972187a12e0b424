//! One article for a person at a terminal.

use std::io::{self, Write};

use super::columns::wrap;
use super::style::{Role, Style};
use crate::extract::Note;
use crate::index::FileRecord;
use crate::model::{self, Entry, Evidence};
use crate::text::escape::for_terminal;

/// Writes an article: headline, what is known about it and what is remembered of its file, its text.
///
/// # Errors
///
/// When the writer fails.
pub fn write(entry: &Entry, file: Option<&FileRecord>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let article = &entry.article;
    let title = for_terminal(article.title.as_deref().unwrap_or("(no headline)")).into_owned();
    writeln!(out, "{}\n", style.paint(Role::Title, &title))?;
    for (name, value) in facts(entry, file, style) {
        let name = format!("{name:<10}");
        writeln!(out, "{} {}", style.paint(Role::Detail, &name), for_terminal(&value))?;
    }
    for paragraph in article.paragraphs() {
        writeln!(out)?;
        wrap(&for_terminal(paragraph), 0, style.width, out)?;
    }
    Ok(())
}

/// Writes, for the date and every country and topic, what it rests on.
///
/// # Errors
///
/// When the writer fails.
pub fn write_evidence(entry: &Entry, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let head = |name: &str| style.paint(Role::Title, name).to_string();
    writeln!(out, "\n{}", head("why"))?;
    match &entry.article.published {
        Some(date) => {
            let source = serde_json::to_value(date.source).ok().and_then(|v| v.as_str().map(str::to_owned));
            let evidence = for_terminal(&date.evidence);
            writeln!(
                out,
                "date {date}  ({}, confidence {:.2}): {evidence}",
                source.unwrap_or_default(),
                date.confidence
            )?;
        }
        None => writeln!(out, "date unknown: nothing that the page says is enough for a day")?,
    }
    let countries = entry.countries.iter().map(|label| ("country", label));
    for (kind, label) in countries.chain(entry.mentions.iter().map(|label| ("mentions", label))) {
        let name = model::country(&label.code).map_or(label.code.as_str(), |c| c.name);
        write_label(kind, name, label.weight, &label.evidence, out)?;
    }
    for label in &entry.topics {
        let name = model::topic(&label.code).map_or(label.code.as_str(), |t| t.name);
        write_label("topic", name, label.weight, &label.evidence, out)?;
    }
    Ok(())
}

/// Writes what was noticed while an article was read.
///
/// # Errors
///
/// When the writer fails.
pub fn write_notes(notes: &[Note], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for note in notes {
        let about = format!("{:<10}", note.about);
        writeln!(out, "{} {}", style.paint(Role::Detail, &about), for_terminal(&note.text))?;
    }
    Ok(())
}

fn write_label(kind: &str, name: &str, weight: f32, evidence: &[Evidence], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{kind} {name}  {weight:.2}")?;
    for piece in evidence {
        let place = serde_json::to_value(piece.place).ok().and_then(|v| v.as_str().map(str::to_owned));
        let offset = piece.offset.map_or(String::new(), |offset| format!(" at byte {offset}"));
        let words = for_terminal(&piece.words);
        writeln!(out, "    {:+.2}  “{words}” in {}{offset}", piece.weight, place.unwrap_or_default())?;
    }
    Ok(())
}

fn facts(entry: &Entry, file: Option<&FileRecord>, style: &Style) -> Vec<(&'static str, String)> {
    let article = &entry.article;
    let mut facts = vec![("id", article.id.to_string())];
    let mut add =
        |name, value: Option<String>| facts.extend(value.filter(|v| !v.is_empty()).map(|value| (name, value)));
    add("date", Some(article.published.as_ref().map_or("unknown".to_owned(), ToString::to_string)));
    add("by", Some(article.authors.join(", ")));
    add("site", article.site.as_ref().and_then(|site| site.name.clone().or_else(|| site.domain.clone())));
    add("language", article.lang.clone());
    let names: Vec<&str> =
        entry.countries.iter().map(|l| model::country(&l.code).map_or(l.code.as_str(), |c| c.name)).collect();
    add("country", Some(if names.is_empty() { "unknown".to_owned() } else { names.join(", ") }));
    let names: Vec<&str> =
        entry.mentions.iter().map(|l| model::country(&l.code).map_or(l.code.as_str(), |c| c.name)).collect();
    add("mentions", Some(names.join(", ")));
    let names: Vec<&str> =
        entry.topics.iter().map(|l| model::topic(&l.code).map_or(l.code.as_str(), |t| t.name)).collect();
    add("topic", Some(if names.is_empty() { "unknown".to_owned() } else { names.join(", ") }));
    add("tags", Some(article.sections.iter().chain(&article.tags).cloned().collect::<Vec<_>>().join(", ")));
    add("kind", Some(article.kind.name().to_owned()));
    add("url", article.url.clone());
    add("saved", article.captured.map(|time| time.to_string()));
    let path = article.origin.full_path();
    let member = article.origin.member.as_ref().map_or(String::new(), |member| format!(" [{member}]"));
    add("file", Some(format!("{}{member}", style.path(&path))));
    // Where nobody says when the page was saved, the file was changed then or later.
    let changed = file.and_then(FileRecord::modified_time).filter(|_| article.captured.is_none());
    add("changed", changed.map(|time| format!("{time:.0} (the file)")));
    add("sha256", file.and_then(|file| file.sha256).map(|hash| format!("{hash} (the file)")));
    facts
}
