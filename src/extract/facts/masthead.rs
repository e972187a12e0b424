//! The name of the site in and above a title: what it is, and the title without it.

use memchr::memchr;

use crate::extract::body::similarity::{bare, same_when_bare};
use crate::extract::declared::json_ld;
use crate::extract::page::dom::{Dom, NodeId};

/// Whether a heading is the name of the site, which leads to its front page.
pub(super) fn is_masthead(dom: &Dom, heading: NodeId) -> bool {
    let link = dom.subtree(heading).find(|&id| dom.tag(id) == "a");
    let Some(link) = link else { return false };
    let is_home = dom.attribute(link, "rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r == "home"))
        || dom.attribute(link, "href").is_some_and(is_front_page);
    is_home && dom.text(link).trim() == dom.text(heading).trim()
}

/// What the links to the front page say, or the pictures in them: the names that the site gives itself.
pub(super) fn logos(dom: &Dom) -> Vec<String> {
    /// More links than this are not looked at, and letters of the longest name.
    const MOST: usize = 4;
    const LONGEST: usize = 40;
    let links = dom.elements("a").filter(|&id| dom.attribute(id, "href").is_some_and(is_front_page)).take(MOST);
    let said = links.map(|id| {
        let alt = || dom.subtree(id).find_map(|inner| dom.attribute(inner, "alt").map(str::to_owned));
        Some(json_ld::plain(&dom.text(id))).filter(|text| !text.is_empty()).or_else(alt).unwrap_or_default()
    });
    said.filter(|name| (2..=LONGEST).contains(&name.chars().count())).collect()
}

/// What the links of the page's menus say: the names of its sections.
pub(super) fn menu(dom: &Dom) -> Vec<String> {
    /// More links than this are not looked at.
    const MOST: usize = 60;
    let menus = dom.elements("nav").flat_map(|nav| dom.subtree(nav));
    let links = menus.filter(|&id| dom.tag(id) == "a").take(MOST);
    links.map(|id| dom.text(id).trim().to_owned()).filter(|name| (2..30).contains(&name.len())).collect()
}

/// A title, from which the name of the site is cut off, without the name of a section behind it.
pub(super) fn without_section<'a>(title: &'a str, sections: &[String]) -> &'a str {
    /// Bytes of the shortest headline.
    const SHORTEST: usize = 15;
    let parted =
        [" | ", " - ", " – ", " — ", " · ", " » ", " « ", " :: ", " / "].iter().find_map(|s| title.rsplit_once(s));
    let cut = parted.filter(|(head, tail)| {
        head.trim().len() >= SHORTEST && sections.iter().any(|section| same_when_bare(section, tail))
    });
    cut.map_or(title, |(head, _)| head.trim())
}

/// A title without the name of a section before a bar: `News | Storm hits coast`.
pub(super) fn behind_section<'a>(title: &'a str, sections: &[String]) -> &'a str {
    /// Bytes of the shortest headline.
    const SHORTEST: usize = 15;
    let parted = title.split_once(" | ").filter(|(section, rest)| {
        rest.trim().len() >= SHORTEST && sections.iter().any(|name| same_when_bare(name, section))
    });
    parted.map_or(title, |(_, rest)| rest.trim())
}

/// Whether an address is that of a site's front page.
fn is_front_page(href: &str) -> bool {
    let after_host = |rest: &str| rest.find('/').map_or(rest.len(), |slash| slash);
    let path = match href.trim().split_once("//") {
        Some(("" | "http:" | "https:", rest)) => &rest[after_host(rest)..],
        Some(_) => return false,
        None => href.trim(),
    };
    path == "/" || path.is_empty() && href.contains("//") || matches!(path, "/index.html" | "/index.php")
}

/// Whether a text is a name of the site.
pub(super) fn is_site(text: &str, names: &[String]) -> bool {
    names.iter().any(|name| same_when_bare(name, text))
}

/// A title without the name of its site before or behind it.
pub(super) fn without_site(title: &str, names: &[String]) -> String {
    let mut title = title.trim();
    for _ in 0..3 {
        let Some(shorter) = cut_site(title, names) else { break };
        title = shorter;
    }
    let is_quoted = title.contains('«');
    let title = title.trim_end_matches(|c| matches!(c, ' ' | '|' | '•' | '⋆' | '│') || c == '»' && !is_quoted);
    title.replace('\u{ad}', "")
}

/// A title before the name of its site in brackets or behind a comma: `Storm hits coast (The Daily Post)`.
fn in_brackets<'a>(title: &'a str, names: &[String]) -> Option<&'a str> {
    /// Bytes of the shortest headline.
    const SHORTEST: usize = 15;
    let bracketed = title.strip_suffix(')').and_then(|title| title.rsplit_once(" ("));
    let parted = bracketed.or_else(|| title.rsplit_once(", "))?;
    (parted.0.trim().len() >= SHORTEST && is_site(parted.1, names)).then(|| parted.0.trim())
}

/// A title before the name of its site and a shorter name of a section behind that: `Storm hits coast – The Daily Post – News`.
fn before_section<'a>(title: &'a str, separators: &[&str], names: &[String]) -> Option<&'a str> {
    separators.iter().find_map(|separator| {
        let (rest, section) = title.rsplit_once(separator)?;
        let (head, site) = rest.rsplit_once(separator)?;
        (is_site(site, names) && head.trim().len() > section.trim().len()).then(|| head.trim())
    })
}

fn cut_site<'a>(title: &'a str, names: &[String]) -> Option<&'a str> {
    const SEPARATORS: &[&str] = &[
        " | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", " « ", " / ", " : ", " ⋆ ", " ~ ", " * ", " > ",
        " < ", " │ ", " ▷ ", " ► ", "｜", "|",
    ];
    // Most titles have none of them, and a byte is found faster than a text.
    let may_stand = |separator: &&&str| {
        separator.trim_start().as_bytes().first().is_some_and(|byte| memchr(*byte, title.as_bytes()).is_some())
    };
    for separator in SEPARATORS.iter().filter(may_stand) {
        if let Some((head, tail)) = title.rsplit_once(*separator)
            && is_name(tail, names)
            && !head.trim().is_empty()
        {
            return Some(head.trim());
        }
        if let Some((head, tail)) = title.split_once(*separator)
            && is_site(head, names)
            && !tail.trim().is_empty()
        {
            return Some(tail.trim());
        }
    }
    if let Some(head) = in_brackets(title, names).or_else(|| before_section(title, SEPARATORS, names)) {
        return Some(head);
    }
    /// Bytes of the shortest headline behind the name of a site and a colon.
    const BEHIND_COLON: usize = 8;
    if let Some((head, tail)) = title.split_once(": ")
        && tail.trim().len() >= BEHIND_COLON
        && is_site(head, names)
    {
        return Some(tail.trim());
    }
    // What follows a bar is hardly ever part of a headline.
    title
        .rsplit_once(" | ")
        .filter(|(head, tail)| head.len() > 2 * tail.len() && head.len() >= 20)
        .map(|(head, _)| head.trim())
}

fn is_name(text: &str, names: &[String]) -> bool {
    let text = bare(text);
    !text.is_empty()
        && names.iter().map(|name| bare(name)).any(|name| {
            name == text
                || text.len() >= 3 && name.starts_with(&text)
                || name.len() >= 4 && text.starts_with(&name) && text.len() < 3 * name.len()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_names_are_cut_off() {
        let names = ["The Daily Post".to_owned(), "dailypost".to_owned()];
        for (title, cut) in [
            ("Storm hits coast - The Daily Post", "Storm hits coast"),
            ("Storm hits coast | News | The Daily Post", "Storm hits coast | News"),
            ("The Daily Post: no", "The Daily Post: no"),
            ("The Daily Post: Storm hits coast", "Storm hits coast"),
            ("Post-war talks - a review", "Post-war talks - a review"),
        ] {
            assert_eq!(without_site(title, &names), cut);
        }
    }

    #[test]
    fn a_heading_that_leads_to_the_front_page_is_no_headline() {
        for (heading, is_masthead_) in [
            ("<h1><a href=/>The Daily Post</a></h1>", true),
            ("<h1><a href='https://example.org'>The Daily Post</a></h1>", true),
            ("<h1><a href='/news' rel=home><b>The Daily Post</b></a></h1>", true),
            ("<h1><a href='/news/pier'>Pier opens</a></h1>", false),
            ("<h1>Pier opens: <a href=/>front page</a></h1>", false),
            ("<h1>Pier opens</h1>", false),
        ] {
            let dom = Dom::parse(heading);
            let node = dom.elements("h1").next().expect("a heading");
            assert_eq!(is_masthead(&dom, node), is_masthead_, "{heading}");
        }
    }
}
