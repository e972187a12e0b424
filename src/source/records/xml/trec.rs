//! Collections of news for research, of TREC, CLEF and LDC (Gigaword, AQUAINT): SGML of many `<DOC>` a file. What is known of a story
//! stands in elements that each agency named in its own way.

use super::around::Around;
use super::tree::Element;
use crate::Result;
use crate::source::byline::NameOrder;
use crate::source::story::Story;

/// The names of a story's parts, in lower case, those that are believed first in front.
const TITLES: &[&str] = &["headline", "hl", "head", "title", "ti", "h3"];
const TEXTS: &[&str] = &["text", "body", "content"];
const DAYS: &[&str] = &["date", "date_time", "datetime", "pubdate", "date1", "dd"];
const WRITERS: &[&str] = &["byline", "author", "by"];
const PLACES: &[&str] = &["dateline"];
const SECTIONS: &[&str] = &["section"];
const IDS: &[&str] = &["docno", "docid"];

/// Reads an article.
pub(super) fn read(item: Element<'_>, _: &Around) -> Result<Story> {
    let line = |names: &[&str]| names.iter().find_map(|name| item.child(name)?.line());
    let id = line(IDS).or_else(|| item.attribute("id").map(str::to_owned));
    let mut story = Story {
        title: line(TITLES),
        published: DAYS.iter().find_map(|name| item.first(name)?.line()).or_else(|| id.as_deref().and_then(day)),
        sections: line(SECTIONS).into_iter().collect(),
        id,
        ..Story::default()
    };
    line(WRITERS).iter().for_each(|writer| story.sign(writer, NameOrder::GivenFirst));
    // One may stand in another.
    let texts = TEXTS.iter().map(|name| item.all(name).collect::<Vec<_>>()).find(|texts| !texts.is_empty());
    story.paragraphs = texts.into_iter().flatten().flat_map(paragraphs).collect();
    // Some agencies put the headline into the text.
    if story.title.is_none() {
        story.title = TITLES.iter().find_map(|name| item.first(name)?.line());
        if story.paragraphs.len() > 1 && story.paragraphs.first() == story.title.as_ref() {
            story.paragraphs.remove(0);
        }
    }
    story.begin_with(line(PLACES));
    Ok(story)
}

/// The paragraphs of a text: elements, or lines that are parted by empty ones or by an indent.
fn paragraphs(text: Element<'_>) -> Vec<String> {
    if text.children().next().is_some() {
        return text.paragraphs(&[]);
    }
    let mut paragraphs: Vec<String> = Vec::new();
    let mut starts = true;
    for line in text.raw().lines() {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            starts = true;
            continue;
        }
        let is_indented = line.starts_with("  ") || line.starts_with('\t');
        match paragraphs.last_mut().filter(|_| !starts && !is_indented) {
            Some(last) => {
                last.push(' ');
                last.push_str(&words);
            }
            None => paragraphs.push(words),
        }
        starts = false;
    }
    paragraphs
}

/// The day in the name of a story: `AFP_ENG_20051103.0001`, `NYT19980601.0001`. Names with two figures for the year tell none.
fn day(id: &str) -> Option<String> {
    let (front, _) = id.trim().rsplit_once('.')?;
    let (_, day) = front.split_at_checked(front.len().checked_sub(8)?)?;
    let before = front.len() > 8 && front[..front.len() - 8].ends_with(|c: char| c.is_ascii_digit());
    let (year, month) = (day.get(..4)?.parse::<u16>().ok()?, day.get(4..6)?.parse::<u8>().ok()?);
    let number = day.get(6..)?.parse::<u8>().ok()?;
    let is_day = (1800..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&number);
    (is_day && !before).then(|| format!("{year:04}-{month:02}-{number:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_story_may_tell_its_day() {
        for (id, told) in [
            ("AFP_ENG_20051103.0001", Some("2005-11-03")),
            (" NYT19980601.0001 ", Some("1998-06-01")),
            ("AP880212-0001", None),
            ("LA010189-0001", None),
            ("X20051399.0001", None),
            ("120051103.1", None),
            ("ö0051103.1", None),
            ("", None),
        ] {
            assert_eq!(day(id).as_deref(), told, "{id}");
        }
    }
}
