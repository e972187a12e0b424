//! What a text says of its own writers and its address.

use std::ops::Range;
use std::sync::LazyLock;

use url::Url;

use super::paragraphs::Paragraph;
use crate::extract::facts::authors;
use crate::lang::{Phrase, phrases};

/// What stands before an address: "URL", "Source", "Quelle".
static LABELS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let fields = phrases(Phrase::Header).filter_map(|entry| entry.split_once(':'));
    fields.filter(|(field, _)| matches!(*field, "url" | "site")).map(|(_, name)| name).collect()
});

/// The names of the first byline in these lines.
pub(super) fn authors(paragraphs: &[Paragraph], range: Range<usize>) -> Vec<String> {
    /// A longer line is prose.
    const LONGEST: usize = 90;
    let lines = paragraphs.iter().take(range.end).skip(range.start);
    let lines = lines.filter(|paragraph| paragraph.weight < LONGEST);
    lines.map(|line| authors::of_line(&line.text, None)).find(|names| !names.is_empty()).unwrap_or_default()
}

/// The address of the page: it stands by itself above the story, or after a label anywhere.
pub(super) fn address(paragraphs: &[Paragraph], first: usize) -> Option<String> {
    let alone = paragraphs[..first.min(paragraphs.len())].iter().filter_map(|line| parse(&line.text));
    let labelled = paragraphs.iter().filter_map(|line| {
        let (label, rest) = line.text.split_once([':', '：'])?;
        LABELS.contains(&&*label.trim().to_lowercase()).then(|| parse(rest))?
    });
    let mut found = alone.chain(labelled);
    let first = found.next()?;
    // Of several none is more likely the page's own.
    found.all(|other| other == first).then_some(first)
}

/// A line that is nothing but the address of a page, not of a site's front.
fn parse(line: &str) -> Option<String> {
    let line = line.trim().trim_matches(['<', '>']);
    let is_web = (line.starts_with("http://") || line.starts_with("https://")) && !line.contains(char::is_whitespace);
    let url = Url::parse(line).ok().filter(|_| is_web)?;
    (url.path().len() > 1 && url.host_str().is_some_and(|host| host.contains('.'))).then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::super::paragraphs::paragraphs;
    use super::*;

    #[test]
    fn an_address_stands_alone_or_behind_its_label() {
        let found = |text: &str| address(&paragraphs(&lines(text)), 2);
        let page = "https://post.example/2025/pier";
        assert_eq!(found(&format!("Pier opens\n{page}\nIt opens.")).as_deref(), Some(page));
        assert_eq!(found(&format!("Pier opens\nToday\nIt opens.\nSource: {page}")).as_deref(), Some(page));
        assert_eq!(found(&format!("Pier opens\nToday\nIt opens.\n{page}")), None);
        assert_eq!(found(&format!("{page}\n{page}x\nIt opens.")), None);
        assert_eq!(found("https://post.example/\nPier opens\nIt opens."), None);
    }

    #[test]
    fn a_byline_names_its_writers() {
        let names = |text: &str| authors(&paragraphs(&lines(text)), 0..9);
        assert_eq!(names("Pier opens\nBy Ann Lee and Bo Ray\n14 October 2025"), ["Ann Lee", "Bo Ray"]);
        assert_eq!(names("Steg offen\nVon Åsa Öl"), ["Åsa Öl"]);
        assert!(names("By noon the quay was empty").is_empty());
    }
}
