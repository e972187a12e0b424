//! Who wrote it: names out of JSON-LD, `meta` elements and the byline, cleaned.

use serde_json::Value;

use super::dom::Dom;
use super::json_ld;
use super::likeness::bare;
use super::metadata::Metadata;
use crate::model::Site;

/// The authors' names in the page's order; the first source that gives any is believed.
pub(super) fn find(dom: &Dom, metadata: &Metadata, story: Option<&Value>, site: Option<&Site>) -> Vec<String> {
    let from_story = || story.map(|story| json_ld::names(story, "author")).unwrap_or_default();
    let from_metas = || {
        let keys = [
            "author",
            "article:author",
            "parsely-author",
            "dc.creator",
            "dcterms.creator",
            "sailthru.author",
            "byl",
            "cxenseparse:author",
        ];
        keys.iter()
            .find_map(|key| {
                let all: Vec<String> =
                    metadata.metas.iter().filter(|(name, _)| name == key).map(|(_, v)| json_ld::plain(v)).collect();
                (!clean(&all, site).is_empty()).then_some(all)
            })
            .unwrap_or_default()
    };
    for names in [clean(&from_story(), site), clean(&from_metas(), site), clean(&bylines(dom), site)] {
        if !names.is_empty() {
            return names;
        }
    }
    Vec::new()
}

/// The texts of elements that mark an author.
fn bylines(dom: &Dom) -> Vec<String> {
    let is_author = |id: usize| {
        dom.attribute(id, "rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r == "author"))
            || dom.attribute(id, "itemprop") == Some("author")
            || dom.attribute(id, "class").is_some_and(|class| {
                class.split_ascii_whitespace().any(|c| {
                    matches!(
                        c,
                        "author"
                            | "byline"
                            | "author-name"
                            | "article-author"
                            | "article__author"
                            | "byline__name"
                            | "author__name"
                            | "post-author"
                            | "entry-author"
                    )
                })
            })
    };
    let mut found = Vec::new();
    let mut id = 0;
    while id < dom.nodes.len() && found.len() < 8 {
        if is_author(id) && dom.nodes[id].end - id < 40 {
            found.push(dom.text(id));
            id = dom.nodes[id].end;
        } else {
            id += 1;
        }
    }
    found
}

/// Names without "By", job titles, links and the site's own name, each once.
fn clean(texts: &[String], site: Option<&Site>) -> Vec<String> {
    let site = site.and_then(|site| site.name.as_deref()).map(bare);
    let mut names: Vec<String> = Vec::new();
    for name in texts.iter().flat_map(|text| split(text)) {
        let known = names.iter().any(|other| bare(other) == bare(&name));
        if !known && is_name(&name) && Some(bare(&name)) != site && names.len() < 20 {
            names.push(name);
        }
    }
    names
}

/// The names of a byline.
fn split(text: &str) -> Vec<String> {
    const OPENINGS: &[&str] = &[
        "by ",
        "von ",
        "par ",
        "por ",
        "di ",
        "door ",
        "av ",
        "af ",
        "from ",
        "written by ",
        "text: ",
        "autor: ",
        "author: ",
    ];
    let mut text = text.trim();
    let lower = text.to_lowercase();
    if let Some(opening) = OPENINGS.iter().find(|opening| lower.starts_with(**opening)) {
        text = text.get(opening.len()..).unwrap_or(text);
    }
    let mut names = vec![text.to_owned()];
    for separator in
        [" and ", " und ", " et ", " y ", " e ", " en ", " och ", " og ", " & ", ";", ",", "、", " | ", " / ", " и "]
    {
        names = names.iter().flat_map(|name| name.split(separator)).map(str::to_owned).collect();
    }
    names.iter().map(|name| name.trim().trim_matches(['-', '–', '•', '|', ':']).trim().to_owned()).collect()
}

fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    (2..=60).contains(&length)
        && name.chars().any(char::is_alphabetic)
        && !name.contains("http")
        && !name.contains(".com/")
        && !name.contains('@')
        && name.split_whitespace().count() <= 6
        && name.chars().filter(char::is_ascii_digit).count() <= 2
        && !matches!(
            name.to_lowercase().as_str(),
            "admin" | "administrator" | "editor" | "staff" | "author" | "null" | "undefined" | "redaktion" | "none"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_become_names() {
        let names = |text: &str| clean(&[text.to_owned()], None);
        assert_eq!(names("By Ann Lee and Bo Ray, Cy Doe"), ["Ann Lee", "Bo Ray", "Cy Doe"]);
        assert_eq!(names("Von Åsa Öl"), ["Åsa Öl"]);
        assert!(names("https://example.org/ann").is_empty());
    }

    #[test]
    fn the_first_source_that_names_anybody_is_believed() {
        for (page, expected) in [
            ("<meta name=author content='Ann Lee'><span class=byline>By Bo Ray</span>", "Ann Lee"),
            ("<meta name=author content=admin><span class=byline>By Bo Ray</span>", "Bo Ray"),
            ("<a rel='author nofollow' href=/bo>Bo Ray</a><p class=byline>Bo Ray</p>", "Bo Ray"),
            ("<p>Nobody signs</p>", ""),
        ] {
            let dom = Dom::parse(page);
            assert_eq!(find(&dom, &Metadata::collect(&dom), None, None).join(", "), expected, "{page}");
        }
    }
}
