//! Reuters-21578 (Lewis, 1.0): SGML of a thousand newswire stories a file, 1987.

use super::around::Around;
use super::tree::Element;
use crate::Result;
use crate::source::byline::NameOrder;
use crate::source::story::Story;

const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// Reads an article.
pub(super) fn read(item: Element<'_>, _: &Around) -> Result<Story> {
    let line = |name: &str| item.first(name).and_then(Element::line);
    let named =
        |name: &str| item.child(name).into_iter().flat_map(|list| list.all("d")).filter_map(Element::line).collect();
    let text = item.first("text");
    let mut story = Story {
        title: line("title"),
        published: item.child("date").and_then(Element::line).map(|date| day(&date)),
        publication: Some("Reuters".to_owned()),
        lang: Some("en".to_owned()),
        id: item.attribute("newid").map(str::to_owned),
        tags: named("topics"),
        countries: named("places"),
        ..Story::default()
    };
    line("author").iter().for_each(|author| story.sign(author, NameOrder::GivenFirst));
    // A story that nobody took apart has headline and text in one.
    let body = item.first("body").or(text.filter(|text| text.attribute("type") == Some("UNPROC")));
    story.paragraphs = body.map(|body| paragraphs(&body.raw())).unwrap_or_default();
    if story.title.is_none() && !story.paragraphs.is_empty() && item.first("body").is_none() {
        story.title = Some(story.paragraphs.remove(0));
    }
    story.begin_with(line("dateline").map(|dateline| dateline.trim_end_matches([' ', '-']).to_owned()));
    Ok(story)
}

/// "26-FEB-1987 15:01:01.79" in the form of ISO 8601.
fn day(date: &str) -> String {
    let read = || {
        let (day, rest) = date.trim().split_once('-')?;
        let (month, rest) = rest.split_once('-')?;
        let (year, time) = rest.split_at_checked(4)?;
        let month = MONTHS.iter().position(|known| known.eq_ignore_ascii_case(month))? + 1;
        let day = format!("{:04}-{month:02}-{:02}", year.parse::<u16>().ok()?, day.trim().parse::<u8>().ok()?);
        let time = time.trim().get(..8).filter(|time| time.split(':').count() == 3);
        Some(time.map_or(day.clone(), |time| format!("{day}T{time}")))
    };
    read().unwrap_or_else(|| date.to_owned())
}

/// The paragraphs of a story: their first lines are indented. The agency's signature is none.
fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut starts = true;
    for line in text.lines() {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() || words.eq_ignore_ascii_case("reuter") || words.eq_ignore_ascii_case("reuters...") {
            starts = true;
            continue;
        }
        match paragraphs.last_mut().filter(|_| !starts && !line.starts_with("    ")) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_and_paragraphs_of_the_wire_are_read() {
        assert_eq!(day(" 2-MAR-1987 09:15:01.79"), "1987-03-02T09:15:01");
        assert_eq!(day("26-FEB-1987"), "1987-02-26");
        assert_eq!(day("yesterday"), "yesterday");
        let text = "The ferry sails\nagain.\n    The pier is\nopen.\n Reuter\n";
        assert_eq!(paragraphs(text), ["The ferry sails again.", "The pier is open."]);
    }
}
