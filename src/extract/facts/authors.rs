//! Who wrote it: names out of JSON-LD, `meta` elements and the byline, cleaned.

use std::collections::HashSet;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde_json::Value;

use crate::extract::body::blocks::{Block, Blocks, needs_no_mark};
use crate::extract::body::cues::Role;
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

/// Words for what the people of the press do, in any language.
static ROLES: LazyLock<HashSet<&str>> = LazyLock::new(|| phrases(Phrase::Role).collect());

/// What stands between the names of a byline: signs, and "and" in any language.
static SEPARATORS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let signs = [" & ", " - ", " – ", "、", " | ", " / "];
    facts(Fact::And).map(|and| format!(" {and} ")).chain(signs.map(str::to_owned)).collect()
});

/// What classes of authors are called, and what those of other things are that hold such a name.
static MARKS: LazyLock<AhoCorasick> = LazyLock::new(|| anywhere(&["author", "byline", "autor", "auteur"]));
static OTHERS: LazyLock<AhoCorasick> =
    LazyLock::new(|| anywhere(&["comment", "avatar", "image", "authority", "date", "label", "topic"]));

/// Finds any of some names in a class, in whatever case it is written.
fn anywhere(names: &[&str]) -> AhoCorasick {
    let built = AhoCorasick::builder().ascii_case_insensitive(true).build(names);
    built.expect("a short list of plain words makes an automaton")
}

/// What a page says of its authors, and where it says it.
#[derive(Clone, Copy)]
pub(crate) struct Signs<'a> {
    pub(crate) dom: &'a Dom,
    pub(crate) blocks: &'a Blocks,
    pub(crate) metadata: &'a Metadata,
    pub(crate) story: Option<&'a Value>,
    pub(crate) site: Option<&'a Site>,
    pub(crate) headline: Option<NodeId>,
    pub(crate) container: Option<NodeId>,
}

/// The authors' names in the page's order; the first source that gives any is believed.
pub(crate) fn find(signs: &Signs) -> Vec<String> {
    let Signs { metadata, story, site, headline, .. } = *signs;
    let from_story = story.map(|story| json_ld::names(story, "author")).unwrap_or_default();
    let metas = METAS.iter().map(|key| {
        let all = metadata.metas.iter().filter(|(name, _)| name == key);
        all.map(|(_, value)| json_ld::plain(value)).collect()
    });
    let sources = std::iter::once(from_story).chain(metas).chain([labelled(metadata)]);
    let found = sources.map(|names| clean(&names, Form::Declared, site)).find(|names| !names.is_empty());
    let marked = |from: NodeId| clean(&bylines(signs, from), Form::Shown, site);
    let some = |names: Vec<String>| Some(names).filter(|names| !names.is_empty());
    let near = || headline.map(marked).and_then(some);
    found.or_else(near).or_else(|| some(plain(signs))).unwrap_or_else(|| marked(1))
}

/// What common plugins say to those who share the page: `twitter:label1` "Written by", `twitter:data1` the name.
fn labelled(metadata: &Metadata) -> Vec<String> {
    let is_label =
        |key: &str| metadata.meta(key).is_some_and(|label| AUTHOR_LABELS.contains(&*label.trim().to_lowercase()));
    let pairs = [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")];
    let named = pairs.into_iter().filter(|(label, _)| is_label(label));
    named.filter_map(|(_, data)| metadata.meta(data).map(json_ld::plain)).collect()
}

/// The texts of the elements that mark an author, the first at or behind a place and those close to it; behind a paragraph
/// of the story, and in boxes beside it, stand the authors of other stories.
fn bylines(signs: &Signs, from: NodeId) -> Vec<String> {
    /// Elements and texts between two names of one byline.
    const CLOSE: usize = 60;
    /// Letters of a paragraph that is no part of a byline.
    const PARAGRAPH: usize = 80;
    let Signs { dom, blocks, headline, .. } = *signs;
    let mut found = Vec::new();
    let mut id = from;
    let mut end = dom.nodes.len();
    while id < end && found.len() < 8 {
        let is_beside = matches!(blocks.roles[id], Role::Junk | Role::Comments | Role::Hidden);
        let holds_headline = headline.is_some_and(|headline| dom.subtree(id).contains(&headline));
        let is_paragraph = dom.tag(id) == "p" && !marks_author(dom, id) && dom.text(id).len() > PARAGRAPH;
        if is_paragraph && !found.is_empty() {
            break;
        }
        if is_beside && !holds_headline && !marks_author(dom, id) {
            id = dom.nodes[id].end;
            continue;
        }
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

/// The names of a line that is nothing but a byline, `By Ann Lee`, between the headline and the story.
fn plain(signs: &Signs) -> Vec<String> {
    /// Lines that are looked at, and letters of one that is a paragraph.
    const LINES: usize = 12;
    const PARAGRAPH: usize = 80;
    let Some(start) = signs.headline.or(signs.container) else { return Vec::new() };
    let behind = signs.blocks.list.iter().skip_while(|block| block.node() < start);
    let is_short = |block: &&Block| block.weight < PARAGRAPH;
    let lines = behind.take_while(is_short).take(LINES).map(|block| &*block.text);
    lines.map(|line| of_line(line, signs.site)).find(|names| !names.is_empty()).unwrap_or_default()
}

/// The names of a line that is nothing but a byline; none where it is something else.
pub(in crate::extract) fn of_line(line: &str, site: Option<&Site>) -> Vec<String> {
    let start = line[..line.floor_char_boundary(24)].to_lowercase().replace(BEHIND_LABEL, " ");
    if !AUTHOR.iter().any(|opening| start.starts_with(opening)) {
        return Vec::new();
    }
    // A name of China, Japan or Korea is written without a space.
    let is_unspaced = |name: &str| needs_no_mark(name) && (2..=5).contains(&name.chars().count());
    let is_person = |name: &String| {
        let words = name.split_whitespace().count();
        ((2..=5).contains(&words) || is_unspaced(name))
            && name.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
            && !name.contains(char::is_numeric)
    };
    let mut names = clean(&[line.to_owned()], Form::Shown, site);
    names.retain(is_person);
    names
}

/// Signs between the label of a byline and the name.
const BEHIND_LABEL: [char; 5] = [':', '：', '\u{a0}', '|', ','];

/// Whether a line is nothing but what stands before the names of a byline: "Von", "By:".
pub(in crate::extract) fn opens_byline(line: &str) -> bool {
    let label = line.trim_end_matches([':', '：', ' ']).to_lowercase();
    AUTHOR.iter().any(|opening| opening.trim_end() == label)
}

/// The part of a line from the first label of a byline on that stands between words: "5 May 2025 by Ann Lee".
pub(in crate::extract) fn inside(line: &str) -> Option<&str> {
    let starts = line.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at + 1);
    let opens = |at: usize| {
        let start = line[at..line.floor_char_boundary(at + 24)].to_lowercase();
        AUTHOR.iter().any(|opening| start.starts_with(*opening))
    };
    starts.into_iter().find(|at| opens(*at)).map(|at| &line[at..])
}

/// A byline without what it says in brackets of where and what its writers are: "Ann Lee (Aldmouth, correspondent)".
fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if depth == 0 && !out.trim().is_empty() { out } else { text.to_owned() }
}

/// The text of an element that marks the author and holds a name.
fn named(dom: &Dom, id: NodeId) -> Option<String> {
    /// No byline is longer than this.
    const LONGEST: usize = 200;
    if !marks_author(dom, id) {
        return None;
    }
    let mut text = String::new();
    for inner in dom.subtree(id) {
        match &dom.nodes[inner].data {
            Data::Text(run) => text.push_str(run),
            // What two elements say are two things, though nothing stands between them.
            _ if !text.is_empty() && !text.ends_with(char::is_whitespace) => text.push_str(" | "),
            _ => {}
        }
        if text.len() >= LONGEST {
            return None;
        }
    }
    let text = json_ld::plain(&text);
    split(&text, Form::Shown).iter().any(|name| is_name(name)).then_some(text)
}

/// Whether an element says of itself that it names the author.
fn marks_author(dom: &Dom, id: NodeId) -> bool {
    let names_author = |class: &str| MARKS.is_match(class) && !OTHERS.is_match(class);
    dom.nodes[id].end - id < 40
        && (dom.attribute(id, "rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r == "author"))
            || dom.attribute(id, "itemprop") == Some("author")
            || dom.attribute(id, "class").is_some_and(|class| class.split_ascii_whitespace().any(names_author)))
}

/// How names are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// As the value of a property, mostly one name.
    Declared,
    /// As a line for readers.
    Shown,
}

/// Names without "By", job titles, links and the site's own name, each once.
fn clean(texts: &[String], form: Form, site: Option<&Site>) -> Vec<String> {
    let site = site.and_then(|site| site.name.as_deref()).map(bare);
    let mut names: Vec<String> = Vec::new();
    for name in texts.iter().flat_map(|text| split(text, form)) {
        let known = names.iter().any(|other| same_when_bare(other, &name));
        // What stands below a name says what its bearer does.
        let known = known || form == Form::Shown && !names.is_empty() && is_role(&name);
        if !known && is_name(&name) && Some(bare(&name)) != site && names.len() < 20 {
            names.push(name);
        }
    }
    names
}

/// The names of a byline.
fn split(text: &str, form: Form) -> Vec<String> {
    let mut text = text.trim();
    for _ in 0..3 {
        let start = text[..text.floor_char_boundary(24)].to_lowercase().replace(BEHIND_LABEL, " ");
        let Some(opening) = AUTHOR.iter().find(|opening| start.starts_with(**opening)) else { break };
        text = text.get(opening.trim_end().len()..).unwrap_or(text).trim_start_matches(BEHIND_LABEL).trim_start();
    }
    let mut names = vec![if form == Form::Shown { without_brackets(text) } else { text.to_owned() }];
    for separator in SEPARATORS.iter() {
        names = names.iter().flat_map(|name| name.split(separator.as_str())).map(str::to_owned).collect();
    }
    let names = names.iter().flat_map(|name| parts(name, form));
    names.map(|name| name.trim().trim_matches(['-', '–', '•', '|', ':']).trim().to_owned()).collect()
}

/// The names that commas and semicolons part: all of a declared name is one (`Lee, Jr.`, `Hale; Sons`) unless each part
/// has the words of a full name.
fn parts(text: &str, form: Form) -> Vec<String> {
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_full = |part: &&str| part.split_whitespace().count() >= 2 || is_suffix(part);
    if form == Form::Declared && !parts.iter().all(is_full) && !parts.iter().skip(1).any(|part| is_role(part)) {
        return vec![text.to_owned()];
    }
    let mut names: Vec<String> = Vec::new();
    for part in parts {
        match names.last_mut() {
            Some(last) if is_suffix(part) => {
                last.push_str(", ");
                last.push_str(part);
            }
            Some(_) if is_role(part) => {}
            _ => names.push(part.to_owned()),
        }
    }
    names
}

/// Whether it is what stands behind a name and belongs to it.
fn is_suffix(part: &str) -> bool {
    const SUFFIXES: &[&str] = &[
        "jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "dds", "rn", "cpa", "cfp", "mba", "inc", "llc", "ltd",
        "gmbh",
    ];
    SUFFIXES.contains(&&*part.to_lowercase().replace('.', ""))
}

/// Whether it says what somebody does, and not who it is.
pub(in crate::extract) fn is_role(part: &str) -> bool {
    let words = part.split(|c: char| !c.is_alphabetic() && c != '-').filter(|word| !word.is_empty());
    words.map(str::to_lowercase).any(|word| ROLES.contains(&*word))
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
    AUTHOR.iter().any(|opening| opening.trim_end() == name)
        || NO_AUTHOR.iter().any(|opening| {
            let rest = name.strip_prefix(opening);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
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
        let names = |text: &str| clean(&[text.to_owned()], Form::Shown, None);
        assert_eq!(names("By Ann Lee and Bo Ray, Cy Doe"), ["Ann Lee", "Bo Ray", "Cy Doe"]);
        assert_eq!(names("Von Åsa Öl"), ["Åsa Öl"]);
        assert_eq!(names("Author: By Ann Lee - Posted on 3 May"), ["Ann Lee"]);
        assert_eq!(names("By Ann Lee, Political Editor"), ["Ann Lee"]);
        assert_eq!(names("Von Åsa Öl, Korrespondentin; Bo Ray"), ["Åsa Öl", "Bo Ray"]);
        assert_eq!(names("Ann Lee | Email the author | Follow"), ["Ann Lee"]);
        assert!(names("View all posts by Ann Lee").is_empty());
        assert!(names("https://example.org/ann").is_empty());
    }

    #[test]
    fn a_declared_name_is_one() {
        let names = |text: &str| clean(&[text.to_owned()], Form::Declared, None);
        for name in ["Ana María López, Jr.", "O'Neil; Sons", "Lee, Ann"] {
            assert_eq!(names(name), [name]);
        }
        assert_eq!(names("Ann Lee, Bo Ray and Cy Doe"), ["Ann Lee", "Bo Ray", "Cy Doe"]);
        assert_eq!(names("Ann Lee, Reporter"), ["Ann Lee"]);
    }

    fn of(page: &str) -> String {
        let dom = Dom::parse(page);
        let (metadata, blocks) = (Metadata::collect(&dom), Blocks::of(&dom));
        let headline = dom.elements("h1").next();
        let signs = Signs {
            dom: &dom,
            blocks: &blocks,
            metadata: &metadata,
            story: None,
            site: None,
            headline,
            container: None,
        };
        find(&signs).join(", ")
    }

    #[test]
    fn the_first_source_that_names_anybody_is_believed() {
        for (page, expected) in [
            ("<meta name=author content='Ann Lee'><span class=byline>By Bo Ray</span>", "Ann Lee"),
            ("<meta name=author content=admin><span class=byline>By Bo Ray</span>", "Bo Ray"),
            ("<a rel='author nofollow' href=/bo>Bo Ray</a><p class=byline>Bo Ray</p>", "Bo Ray"),
            ("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ann Lee'>", "Ann Lee"),
            ("<div class='node-author__names'><span>Von</span> Åsa Öl</div><p class=comment-author>Bo</p>", "Åsa Öl"),
            ("<div class=author><a>Ann Lee</a><span>Reviewed by Bo Ray</span></div>", "Ann Lee"),
            ("<p>Nobody signs</p>", ""),
        ] {
            assert_eq!(of(page), expected, "{page}");
        }
    }

    #[test]
    fn authors_of_other_stories_are_left_to_them() {
        let prose = "The harbour office said on Tuesday that the second pier would open before the winter, after all.";
        let cards = "<div class=card><a rel=author href=/c>Cy Doe</a></div>";
        let byline = "<p class=byline>by <a rel=author href=/a>Ann Lee</a></p>";
        assert_eq!(of(&format!("<h1>Pier</h1>{byline}<p>{prose}</p>{cards}")), "Ann Lee");
        assert_eq!(of(&format!("<h1>Pier</h1><p>By Ann Lee, 14 October 2025</p><p>{prose}</p>")), "Ann Lee");
        assert_eq!(of(&format!("<h1>Pier</h1><aside>{cards}</aside><p>Von Åsa Öl</p><p>{prose}</p>")), "Åsa Öl");
        for (line, name) in [
            ("Автор: Нора Ванс", "Нора Ванс"),
            ("بقلم: نورا فانس", "نورا فانس"),
            ("作者：王明", "王明"),
            ("Escrito por Ana Belén Soto", "Ana Belén Soto"),
            ("Autor: Maria Nowak", "Maria Nowak"),
            ("Per Hansen", ""),
        ] {
            assert_eq!(of(&format!("<h1>Pier</h1><p>{line}</p><p>{prose}</p>")), name);
        }
        assert_eq!(of(&format!("<h1>Pier</h1><p>By noon the quay was empty</p><p>{prose}</p>")), "");
    }
}
