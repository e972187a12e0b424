//! Who wrote it: names out of JSON-LD, `meta` elements and the byline, cleaned.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde_json::Value;

use crate::extract::body::similarity::{bare, same_when_bare};
use crate::extract::declared::json_ld;
use crate::extract::declared::metadata::Metadata;
use crate::extract::page::dom::{Data, Dom, NodeId};
use crate::lang::{Fact, Phrase, facts, phrases};
use crate::model::Site;

/// Names of `meta` elements that hold an author, most trusted first.
const METAS: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
];

/// What plugins call the writer, in any language.
static AUTHOR_LABELS: LazyLock<HashSet<&str>> = LazyLock::new(|| phrases(Phrase::AuthorLabel).collect());

/// What stands before the names of a byline, in any language.
static AUTHOR: LazyLock<Vec<&str>> = LazyLock::new(|| phrases(Phrase::Author).collect());

/// How texts of links and labels beside a byline begin, in any language.
static NO_AUTHOR: LazyLock<Vec<&str>> = LazyLock::new(|| phrases(Phrase::NoAuthor).collect());

/// What stands between the names of a byline: signs, and "and" in any language.
static SEPARATORS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let signs = [" & ", " - ", " – ", ";", ",", "、", " | ", " / "];
    facts(Fact::And).map(|and| format!(" {and} ")).chain(signs.map(str::to_owned)).collect()
});

/// The authors' names in the page's order; the first source that gives any is believed.
pub(crate) fn find(
    dom: &Dom,
    metadata: &Metadata,
    story: Option<&Value>,
    site: Option<&Site>,
    headline: Option<NodeId>,
) -> Vec<String> {
    let from_story = story.map(|story| json_ld::names(story, "author")).unwrap_or_default();
    let metas = METAS.iter().map(|key| {
        let all = metadata.metas.iter().filter(|(name, _)| name == key);
        all.map(|(_, value)| json_ld::plain(value)).collect()
    });
    let sources = std::iter::once(from_story).chain(metas).chain([labelled(metadata)]);
    let found = sources.map(|names| clean(&names, site)).find(|names| !names.is_empty());
    found.unwrap_or_else(|| {
        let below = headline.map(|headline| clean(&bylines(dom, headline), site)).unwrap_or_default();
        if below.is_empty() { clean(&bylines(dom, 1), site) } else { below }
    })
}

/// What common plugins say to those who share the page: `twitter:label1` "Written by", `twitter:data1` the name.
fn labelled(metadata: &Metadata) -> Vec<String> {
    let is_label =
        |key: &str| metadata.meta(key).is_some_and(|label| AUTHOR_LABELS.contains(&*label.trim().to_lowercase()));
    let pairs = [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")];
    let named = pairs.into_iter().filter(|(label, _)| is_label(label));
    named.filter_map(|(_, data)| metadata.meta(data).map(json_ld::plain)).collect()
}

/// The texts of the elements that mark an author, the first at or behind a place and those close to it: further
/// down stand the authors of other stories.
fn bylines(dom: &Dom, from: NodeId) -> Vec<String> {
    /// Elements and texts between two names of one byline.
    const CLOSE: usize = 60;
    let mut found = Vec::new();
    let mut id = from;
    let mut end = dom.nodes.len();
    while id < end && found.len() < 8 {
        match named(dom, id).filter(|_| !dom.subtree(id).skip(1).any(|inner| named(dom, inner).is_some())) {
            Some(text) => {
                found.push(text);
                id = dom.nodes[id].end;
                end = end.min(id + CLOSE);
            }
            None => id += 1,
        }
    }
    found
}

/// The text of an element that marks the author and holds a name.
fn named(dom: &Dom, id: NodeId) -> Option<String> {
    /// No byline is longer than this.
    const LONGEST: usize = 200;
    if !marks_author(dom, id) {
        return None;
    }
    let runs = dom.subtree(id).map(|inner| match &dom.nodes[inner].data {
        Data::Text(run) => run.len(),
        _ => 0,
    });
    let text = (runs.sum::<usize>() < LONGEST).then(|| json_ld::plain(&dom.text(id)))?;
    split(&text).iter().any(|name| is_name(name)).then_some(text)
}

/// Whether an element says of itself that it names the author.
fn marks_author(dom: &Dom, id: NodeId) -> bool {
    const MARKS: &[&str] = &["author", "byline", "autor", "auteur"];
    const OTHERS: &[&str] = &["comment", "avatar", "image", "authority", "date", "label", "topic"];
    let names_author = |class: &str| {
        let class = class.to_ascii_lowercase();
        MARKS.iter().any(|mark| class.contains(mark)) && !OTHERS.iter().any(|other| class.contains(other))
    };
    dom.nodes[id].end - id < 40
        && (dom.attribute(id, "rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r == "author"))
            || dom.attribute(id, "itemprop") == Some("author")
            || dom.attribute(id, "class").is_some_and(|class| class.split_ascii_whitespace().any(names_author)))
}

/// Names without "By", job titles, links and the site's own name, each once.
fn clean(texts: &[String], site: Option<&Site>) -> Vec<String> {
    let site = site.and_then(|site| site.name.as_deref()).map(bare);
    let mut names: Vec<String> = Vec::new();
    for name in texts.iter().flat_map(|text| split(text)) {
        let known = names.iter().any(|other| same_when_bare(other, &name));
        if !known && is_name(&name) && Some(bare(&name)) != site && names.len() < 20 {
            names.push(name);
        }
    }
    names
}

/// The names of a byline.
fn split(text: &str) -> Vec<String> {
    let mut text = text.trim();
    for _ in 0..3 {
        let start = text[..text.floor_char_boundary(24)].to_lowercase().replace([':', '\u{a0}'], " ");
        let Some(opening) = AUTHOR.iter().find(|opening| start.starts_with(**opening)) else { break };
        text = text.get(opening.trim_end().len()..).unwrap_or(text).trim_start_matches([':', ' ', '\u{a0}']);
    }
    let mut names = vec![text.to_owned()];
    for separator in SEPARATORS.iter() {
        names = names.iter().flat_map(|name| name.split(separator.as_str())).map(str::to_owned).collect();
    }
    names.iter().map(|name| name.trim().trim_matches(['-', '–', '•', '|', ':']).trim().to_owned()).collect()
}

fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    (2..=60).contains(&length)
        && name.chars().any(char::is_alphabetic)
        && !name.contains("http")
        && !name.contains(".com/")
        && !name.contains(['@', '→', '(', '{'])
        && is_capitalised(name)
        && !names_something_else(name)
        && name.split_whitespace().count() <= 6
        && name.chars().filter(char::is_ascii_digit).count() <= 2
        && !matches!(
            name.to_lowercase().as_str(),
            "admin" | "administrator" | "editor" | "staff" | "author" | "null" | "undefined" | "redaktion" | "none"
        )
}

/// Whether it is the text of a link or a label beside the name.
fn names_something_else(name: &str) -> bool {
    let name = name.to_lowercase();
    AUTHOR.iter().any(|opening| opening.trim_end() == name) || NO_AUTHOR.iter().any(|opening| name.starts_with(opening))
}

/// Whether something in a name of several words is written as names are, where the script has capitals.
fn is_capitalised(name: &str) -> bool {
    !name.contains(' ') || !name.contains(char::is_lowercase) || name.contains(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_become_names() {
        let names = |text: &str| clean(&[text.to_owned()], None);
        assert_eq!(names("By Ann Lee and Bo Ray, Cy Doe"), ["Ann Lee", "Bo Ray", "Cy Doe"]);
        assert_eq!(names("Von Åsa Öl"), ["Åsa Öl"]);
        assert_eq!(names("Author: By Ann Lee - Posted on 3 May"), ["Ann Lee"]);
        assert!(names("View all posts by Ann Lee").is_empty());
        assert!(names("https://example.org/ann").is_empty());
    }

    #[test]
    fn the_first_source_that_names_anybody_is_believed() {
        for (page, expected) in [
            ("<meta name=author content='Ann Lee'><span class=byline>By Bo Ray</span>", "Ann Lee"),
            ("<meta name=author content=admin><span class=byline>By Bo Ray</span>", "Bo Ray"),
            ("<a rel='author nofollow' href=/bo>Bo Ray</a><p class=byline>Bo Ray</p>", "Bo Ray"),
            ("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ann Lee'>", "Ann Lee"),
            ("<div class='node-author__names'><span>Von</span> Åsa Öl</div><p class=comment-author>Bo</p>", "Åsa Öl"),
            ("<p>Nobody signs</p>", ""),
        ] {
            let dom = Dom::parse(page);
            assert_eq!(find(&dom, &Metadata::collect(&dom), None, None, None).join(", "), expected, "{page}");
        }
    }
}
