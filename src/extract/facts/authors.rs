//! Who wrote it: names out of JSON-LD, `meta` elements and the byline, cleaned.

use std::collections::HashSet;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde_json::Value;

use super::masthead::{is_site, logos};
use super::names::{Form, clean, inside, is_name, is_role, of_line, split, unsorted};
use crate::extract::body::blocks::{Block, Blocks, ends_sentence};
use crate::extract::body::cues::Role;
use crate::extract::body::similarity::bare;
use crate::extract::declared::json_ld;
use crate::extract::declared::metadata::Metadata;
use crate::extract::page::dom::{Data, Dom, NodeId};
use crate::lang::{Phrase, phrases};
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
    "authors",
    "og:author",
    "article:author_name",
    "citation_author",
];

/// Those of them in which a name is written as catalogues sort it (Dublin Core, Highwire): `Lee, Ann`.
const SORTED: &[&str] = &["dc.creator", "dcterms.creator", "citation_author"];

/// What plugins call the writer, in any language.
static AUTHOR_LABELS: LazyLock<HashSet<&str>> = LazyLock::new(|| phrases(Phrase::AuthorLabel).collect());

/// What classes of authors are called, and what those of other things are that hold such a name.
static MARKS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    anywhere(&["author", "byline", "autor", "auteur", "reporter", "writer", "journalist", "columnist"])
});
static OTHERS: LazyLock<AhoCorasick> =
    LazyLock::new(|| anywhere(&["comment", "avatar", "image", "authority", "date", "label", "topic"]));

/// Folders of addresses that hold the pages of writers.
static AUTHOR_FOLDERS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let folders = [
        "/author/",
        "/authors/",
        "/autor/",
        "/autores/",
        "/auteur/",
        "/auteurs/",
        "/journalist/",
        "/reporter/",
        "/columnist/",
    ];
    AhoCorasick::new(folders).expect("a short list of plain words makes an automaton")
});

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
    let of_story = |kind| story.map(|story| json_ld::names_by_kind(story, "author", kind)).unwrap_or_default();
    let creators = || story.map(|story| json_ld::names(story, "creator")).unwrap_or_default();
    let from_story = Some(of_story(json_ld::Kind::Person)).filter(|names| !names.is_empty()).unwrap_or_else(creators);
    let metas = METAS.iter().map(|key| {
        let all = metadata.metas.iter().filter(|(name, _)| name == key);
        let names = all.map(|(_, value)| json_ld::plain(value));
        names.map(|name| if SORTED.contains(key) { unsorted(&name) } else { name }).collect()
    });
    let sources = std::iter::once(from_story).chain(metas).chain([labelled(metadata)]);
    let declared: Vec<Vec<String>> = sources.map(|names| clean(&names, Form::Declared, site)).collect();
    let marked = |from: NodeId| clean(&bylines(signs, from), Form::Shown, site);
    let some = |names: Vec<String>| Some(names).filter(|names| !names.is_empty());
    let near = || headline.map(marked).and_then(some);
    // Who signs for an organization is named by the byline; where nobody is, the organization is the author.
    let organization = || some(clean(&of_story(json_ld::Kind::Organization), Form::Declared, site));
    let found = most_parted(declared)
        .or_else(near)
        .or_else(|| some(plain(signs)))
        .or_else(|| some(clean(&before_address(signs), Form::Shown, site)))
        .or_else(organization)
        .unwrap_or_else(|| marked(1));
    without_papers(signs, found)
}

/// Authors without the site, by a name that only its logo or the end of the title tells: `Ann Lee | Harbour Post`. Alone it signs.
fn without_papers(signs: &Signs, names: Vec<String>) -> Vec<String> {
    if names.len() < 2 {
        return names;
    }
    let title = signs.metadata.title.as_deref().unwrap_or_default();
    let ends = [" | ", " - ", " – ", " — "].into_iter().filter_map(|sign| title.rsplit_once(sign));
    let papers: Vec<String> = logos(signs.dom).into_iter().chain(ends.map(|(_, end)| end.to_owned())).collect();
    let is_person = |name: &&String| !is_site(name, &papers);
    if names.iter().any(|name| is_person(&name)) { names.iter().filter(is_person).cloned().collect() } else { names }
}

/// The first names that a source gives; as a later source writes them, where that parts the same letters into more names.
fn most_parted(sources: Vec<Vec<String>>) -> Option<Vec<String>> {
    let letters = |names: &[String]| bare(&names.concat());
    let mut sources = sources.into_iter().filter(|names| !names.is_empty());
    let first = sources.next()?;
    let parted = sources.find(|names| names.len() > first.len() && letters(names) == letters(&first));
    Some(parted.unwrap_or(first))
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
        let is_paragraph = || dom.tag(id) == "p" && !marks_author(dom, id) && dom.text(id).len() > PARAGRAPH;
        if !found.is_empty() && is_paragraph() {
            break;
        }
        let is_quoted = dom.tag(id) == "blockquote";
        if is_quoted || is_beside && !holds_headline && !marks_author(dom, id) && !is_own_line(dom, id) {
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

/// Whether an element is, by its name, the line above or below a story that tells its writer and its day.
fn is_own_line(dom: &Dom, id: NodeId) -> bool {
    const LINES: [&str; 9] = [
        "post-meta",
        "entry-meta",
        "article-meta",
        "post-footer",
        "entry-footer",
        "article-footer",
        "post-info",
        "entry-info",
        "article-info",
    ];
    let class = dom.attribute(id, "class").unwrap_or_default();
    class.split_ascii_whitespace().any(|name| LINES.iter().any(|line| name.contains(line)))
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
    let names = |line: &str| {
        let names = of_line(line, signs.site);
        // A line of the day and the source may name the writer last.
        let tells_day = line.contains(|c: char| c.is_ascii_digit()) && !ends_sentence(line);
        let last = || tells_day.then(|| inside(line)).flatten().map(|part| of_line(part, signs.site));
        if names.is_empty() { last().unwrap_or_default() } else { names }
    };
    lines.map(names).find(|names| !names.is_empty()).unwrap_or_default()
}

/// The name in bold right before an address to write to, below the headline, as archives of mailing lists have it.
fn before_address(signs: &Signs) -> Vec<String> {
    /// Elements and texts behind the headline.
    const CLOSE: usize = 12;
    let Some(headline) = signs.headline else { return Vec::new() };
    let dom = signs.dom;
    let end = dom.nodes[headline].end;
    let is_bold = |id: &NodeId| matches!(dom.tag(*id), "b" | "strong");
    let writes_to =
        |id: NodeId| dom.tag(id) == "a" && dom.attribute(id, "href").is_some_and(|to| to.starts_with("mailto:"));
    let bold = (end..dom.nodes.len().min(end + CLOSE)).find(is_bold);
    let is_person = |name: &String| (2..=5).contains(&name.split_whitespace().count()) && !name.ends_with(':');
    let address = |id: NodeId| (dom.nodes[id].end..dom.nodes.len().min(dom.nodes[id].end + 2)).any(writes_to);
    bold.filter(|id| address(*id)).map(|id| dom.text(id)).filter(is_person).into_iter().collect()
}

/// The text of an element that marks the author and holds a name.
fn named(dom: &Dom, id: NodeId) -> Option<String> {
    /// No byline is longer than this.
    const LONGEST: usize = 200;
    /// More words that end as a sentence are one about the author.
    const SENTENCE: usize = 8;
    if !marks_author(dom, id) {
        return None;
    }
    let mut text = String::new();
    for inner in dom.subtree(id) {
        match &dom.nodes[inner].data {
            // A day in an element of its own is no part of the name before it.
            Data::Text(run) if run.contains(|c: char| c.is_ascii_digit()) && !text.trim().is_empty() => {
                text.push_str(" | ");
                text.push_str(run);
            }
            Data::Text(run) => text.push_str(run),
            // A line below the name, or what the bearer does in an element of its own, is no part of it.
            Data::Element { .. } if !text.trim().is_empty() && parts_name(dom, inner) => text.push_str(" | "),
            // What two elements say are two things, though nothing stands between them.
            _ if !text.is_empty() && !text.ends_with(char::is_whitespace) => text.push_str(" | "),
            _ => {}
        }
        if text.len() >= LONGEST {
            return opening_name(dom, id);
        }
    }
    let text = json_ld::plain(&text);
    if ends_sentence(&text) && text.split_whitespace().count() > SENTENCE {
        return opening_name(dom, id);
    }
    split(&text, Form::Shown).iter().any(|name| is_name(name)).then_some(text)
}

/// Whether an element ends the name before it: a line break, or words for what its bearer does.
fn parts_name(dom: &Dom, id: NodeId) -> bool {
    dom.tag(id) == "br" || dom.nodes[id].end - id < 4 && is_role(&dom.text(id))
}

/// The name with which a box about the author opens: `<strong>Ann Lee</strong> writes about harbours.`
fn opening_name(dom: &Dom, id: NodeId) -> Option<String> {
    let is_name_of_person = |text: &str| (2..=5).contains(&text.split_whitespace().count()) && is_name(text);
    let first =
        dom.subtree(id).find(|&inner| matches!(dom.tag(inner), "strong" | "b" | "a" | "h2" | "h3" | "h4" | "h5"))?;
    Some(json_ld::plain(&dom.text(first))).filter(|text| is_name_of_person(text))
}

/// Whether a link leads to the page of a writer: `/author/ann-lee`.
fn leads_to_author(dom: &Dom, id: NodeId) -> bool {
    dom.tag(id) == "a" && dom.attribute(id, "href").is_some_and(|href| AUTHOR_FOLDERS.is_match(href))
}

/// Whether an element says of itself that it names the author.
fn marks_author(dom: &Dom, id: NodeId) -> bool {
    let names_author = |class: &str| MARKS.is_match(class) && !OTHERS.is_match(class);
    dom.nodes[id].end - id < 40
        && (dom.attribute(id, "rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r == "author"))
            || dom.attribute(id, "itemprop") == Some("author")
            || leads_to_author(dom, id)
            || dom
                .attribute(id, "class")
                .is_some_and(|class| MARKS.is_match(class) && class.split_ascii_whitespace().any(names_author)))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("<p class=author>Ann Lee\n <span>Senior Harbour Correspondent</span></p>", "Ann Lee"),
            ("<p class=author>Ann Lee <br>Bo Ray</p>", "Ann Lee, Bo Ray"),
            ("<p>Nobody signs</p>", ""),
            ("<title>Pier - Harbour Post</title><meta name=author content='Ann Lee | Harbour Post'>", "Ann Lee"),
            ("<meta name=DC.creator content='Lee, Ann'>", "Ann Lee"),
            (
                "<meta name=citation_author content='Lee, Ann'><meta name=citation_author content='Ray, Bo'>",
                "Ann Lee, Bo Ray",
            ),
            ("<p><a href='/author/bo-ray/'>Bo Ray</a></p>", "Bo Ray"),
            ("<h1>Pier</h1><b>Bo Ray</b> <a href='mailto:bo@list.example'>bo at list.example</a>", "Bo Ray"),
            ("<h1>Pier</h1><b>Contact:</b> <a href='mailto:bo@list.example'>bo at list.example</a>", ""),
            ("<meta name=authors content='Ann Lee, Bo Ray'>", "Ann Lee, Bo Ray"),
            ("<div class=reporter-name>Bo Ray</div>", "Bo Ray"),
            ("<blockquote>I read it.<cite class=author>Bo Ray, founder</cite></blockquote>", ""),
            (
                "<div class=entry-footer><span class='post-author vcard'>By <span class=fn>Bo Ray</span></span></div>",
                "Bo Ray",
            ),
            (
                "<p class=author-bio><b>Bo Ray</b> writes of harbours, of piers and of ferries for the Post, and has a boat of his own.</p>",
                "Bo Ray",
            ),
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
            ("2025-09-16 10:30 来源：江边报 记者：王小明", "王小明"),
            ("홍길동 기자 | 입력 2025.09.16 09:30", "홍길동"),
            ("Per Hansen", ""),
        ] {
            assert_eq!(of(&format!("<h1>Pier</h1><p>{line}</p><p>{prose}</p>")), name);
        }
        assert_eq!(of(&format!("<h1>Pier</h1><p>By noon the quay was empty</p><p>{prose}</p>")), "");
    }
}
