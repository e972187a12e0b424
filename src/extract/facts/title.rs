//! The headline: of what the page shows and what it declares, the displayed one that the declarations confirm.

use serde_json::Value;

use super::heading::{said, shown_text};
use super::masthead::{behind_section, is_masthead, is_site, logos, menu, without_section, without_site};
use crate::extract::body::block::ends_sentence;
use crate::extract::body::blocks::Blocks;
use crate::extract::body::cues::Role;
use crate::extract::body::phrases;
use crate::extract::body::prune::Shown;
use crate::extract::body::similarity::{Terms, bare, same_when_bare};
use crate::extract::declared::json_ld;
use crate::extract::declared::metadata::Metadata;
use crate::extract::page::dom::{Data, Dom, NodeId};

/// The headline, where it stands, and why it was chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Headline {
    /// The headline without the site's name.
    pub(crate) text: Option<String>,
    /// The element that shows it.
    pub(crate) node: Option<NodeId>,
    /// The evidence, in one line.
    pub(crate) why: String,
}

impl Headline {
    /// What of it the text is cleaned by.
    pub(crate) fn shown(&self) -> Shown<'_> {
        Shown { text: self.text.as_deref(), node: self.node }
    }
}

/// Finds the headline. `names` are the names of the site.
pub(crate) fn headline(
    dom: &Dom,
    blocks: &Blocks,
    metadata: &Metadata,
    story: Option<&Value>,
    names: &[String],
) -> Headline {
    let mut shown = shown(dom, blocks);
    let mastheads = shown.iter().filter(|(node, _)| is_masthead(dom, *node)).map(|(_, text)| text.clone());
    let names = &[names, &mastheads.collect::<Vec<_>>()].concat();
    let logos = [&names[..], &logos(dom)].concat();
    shown.retain(|(node, _)| !is_masthead(dom, *node));
    if let Some((node, text)) = under_masthead(&shown, metadata.title.as_deref().unwrap_or_default()) {
        let why = "the heading that the title element names behind the name of the site".to_owned();
        return Headline { text: Some(text), node: Some(node), why };
    }
    let declared = declared(metadata, story, &Names { own: names, all: &logos, sections: &menu(dom) }, &shown);
    let penalties = Penalties::of(dom, blocks, &shown);
    let best = best(dom, &shown, &penalties, &declared, &logos);
    let h1s = shown.iter().filter(|(node, _)| dom.tag(*node) == "h1" && penalties.cost(*node) == 0.0);
    let only_h1 = h1s.count() == 1;
    match best {
        Some((node, text, _)) if names_column(text, &declared) => Headline {
            text: Some(declared[0].1.clone()),
            node: Some(node),
            why: format!("declared by {}; the heading is what stands before its colon", declared[0].0),
        },
        Some((node, text, score)) if score >= 0.55 || only_h1 && score >= 0.2 && text.chars().count() >= 15 => {
            Headline {
                text: Some(without_site(&spelled(dom, node, text, &declared), names)),
                node: Some(node),
                why: "the heading that the page shows and its head confirms".into(),
            }
        }
        _ => match declared.first() {
            Some((source, title)) => Headline {
                text: Some(title.clone()),
                node: best.map(|b| b.0),
                why: format!("declared by {source}; no heading agrees"),
            },
            None => {
                let first = best.filter(|(node, ..)| penalties.cost(*node) == 0.0);
                let only = || metadata.title.as_deref().map(|title| without_site(title, names));
                Headline {
                    text: first
                        .map(|(_, text, _)| text.clone())
                        .or_else(|| only().filter(|title| !is_placeholder(title) && !is_site(title, names))),
                    node: first.map(|b| b.0),
                    why: "the first heading; nothing but the name of the site is declared".into(),
                }
            }
        },
    }
}

/// The headline of a page without any other: the line of its own above the first paragraph of its text.
pub(crate) fn first_line(dom: &Dom, blocks: &Blocks, container: NodeId) -> Option<Headline> {
    let mut lines = blocks.list.iter().filter(|block| {
        dom.subtree(container).contains(&block.node()) && block.is_in_no_part() && block.link_density() < 0.5
    });
    let line = lines.next()?;
    let is_line = (12..120).contains(&line.weight)
        && line.text.split_whitespace().count() >= 3
        && !ends_sentence(&line.text)
        && !phrases::is_byline(&line.text)
        && phrases::line(&line.text).is_none();
    lines.next().filter(|next| is_line && next.is_prose())?;
    let why = "the line above the text; no heading is shown and nothing is declared".to_owned();
    Some(Headline { text: Some(line.text.clone()), node: None, why })
}

/// What speaks against each heading by where it stands.
struct Penalties(Vec<(NodeId, f32)>);

impl Penalties {
    /// After this much prose a heading opens a section, a box or another story.
    const STORY: usize = 300;

    fn of(dom: &Dom, blocks: &Blocks, shown: &[(NodeId, String)]) -> Penalties {
        let is_h1 = |node: NodeId| dom.tag(node) == "h1";
        let is_only_h1 = |node: NodeId| is_h1(node) && shown.iter().filter(|(other, _)| is_h1(*other)).count() == 1;
        let mut prose = 0;
        let mut at = 0;
        let costs = shown.iter().map(|(node, _)| {
            while let Some(block) = blocks.list.get(at).filter(|block| block.node() < *node) {
                prose += if block.is_prose() && block.is_in_no_part() { block.weight } else { 0 };
                at += 1;
            }
            let above = std::iter::successors(Some(*node), |&id| (id != 0).then(|| dom.nodes[id].parent));
            let is_beside = above.into_iter().any(|id| matches!(blocks.roles[id], Role::Junk | Role::Comments));
            let is_late = prose >= Penalties::STORY;
            let cost = if is_beside { 0.3 } else { 0.0 } + if is_late { 0.4 } else { 0.0 };
            (*node, if is_only_h1(*node) { 0.0 } else { cost })
        });
        Penalties(costs.collect())
    }

    /// What a heading loses for its place; nothing where a headline may stand.
    fn cost(&self, heading: NodeId) -> f32 {
        self.0.iter().find(|(node, _)| *node == heading).map_or(0.0, |(_, cost)| *cost)
    }
}

/// Whether a heading is only what stands before the colon of the title that is declared: the name of a column.
fn names_column(text: &str, declared: &[(&'static str, String)]) -> bool {
    let Some((_, title)) = declared.first() else { return false };
    // Its second line is a heading of its own.
    if let Some(opening) = text.trim().strip_suffix(':') {
        return title.len() > text.len() && title.contains(opening);
    }
    let rest = title.strip_prefix(text.trim()).and_then(|rest| rest.trim_start().strip_prefix(':'));
    rest.is_some_and(|rest| rest.trim().chars().count() > text.chars().count())
}

/// Of a page whose title element is a first heading, a colon, and a second heading: the second. The first is
/// the name of the site, as on many a blog.
fn under_masthead(shown: &[(NodeId, String)], title: &str) -> Option<(NodeId, String)> {
    let masthead = |text: &str| {
        let rest = title.trim().strip_prefix(text)?.trim_start();
        let rest = rest.strip_prefix(':')?.trim();
        (rest.chars().count() >= 5).then_some(rest)
    };
    let rest = shown.iter().take(5).find_map(|(_, text)| masthead(text))?;
    shown.iter().find(|(_, text)| text == rest).cloned()
}

/// The heading that is most like what is declared, and how much; of equals the first.
fn best<'a>(
    dom: &Dom,
    shown: &'a [(NodeId, String)],
    penalties: &Penalties,
    declared: &[(&'static str, String)],
    names: &[String],
) -> Option<(NodeId, &'a String, f32)> {
    let names: Vec<String> = names.iter().map(|name| bare(name)).collect();
    let titles: Vec<Terms> = declared.iter().map(|(_, title)| Terms::of(title)).collect();
    let score = |node: NodeId, text: &str| {
        let terms = Terms::of(text);
        // A single word of the title is the name of a section.
        let of_whole = if terms.len() >= 3 || dom.tag(node) == "h1" { 0.9 } else { 0.5 };
        let like = titles.iter().map(|title| terms.likeness(title).max(of_whole * terms.contained(title)));
        like.fold(0.0, f32::max) + if dom.tag(node) == "h1" { 0.2 } else { 0.0 } - penalties.cost(node)
    };
    let headings = shown.iter().filter(|(_, text)| !names.contains(&bare(text)));
    let scored = headings.map(|(node, text)| (*node, text, score(*node, text)));
    scored.max_by(|a, b| a.2.total_cmp(&b.2).then(b.0.cmp(&a.0)))
}

/// The names by which a title is cut.
struct Names<'a> {
    /// Those that the page declares for its site.
    own: &'a [String],
    /// Those, and what its logo says.
    all: &'a [String],
    /// The names of its sections.
    sections: &'a [String],
}

/// The titles that the page declares, most trusted first, without the site's name.
fn declared(
    metadata: &Metadata,
    story: Option<&Value>,
    names: &Names,
    shown: &[(NodeId, String)],
) -> Vec<(&'static str, String)> {
    let meta = |name: &str| metadata.meta(name).map(json_ld::plain);
    let found = [
        ("og:title", meta("og:title")),
        ("JSON-LD headline", story.and_then(|story| json_ld::text(story, "headline"))),
        ("twitter:title", meta("twitter:title")),
        ("parsely-title", meta("parsely-title")),
        ("JSON-LD name", story.filter(has_no_headline).and_then(|story| json_ld::text(story, "name"))),
        ("dc.title", meta("dc.title").or_else(|| meta("dcterms.title"))),
        ("title element", metadata.title.clone()),
    ];
    let found = found.into_iter().filter_map(|(source, title)| Some((source, cut(&title?, names, shown))));
    found.filter(|(_, title)| !title.is_empty() && !is_site(title, names.all) && !is_placeholder(title)).collect()
}

/// A declared title without the names of its site and of a section before that; one that a heading shows as it stands is whole.
fn cut(title: &str, names: &Names, shown: &[(NodeId, String)]) -> String {
    if shown.iter().any(|(_, text)| same_when_bare(text, title)) {
        return without_site(title, names.own);
    }
    let title = behind_section(title, names.sections);
    let cut = without_site(title, names.all);
    if cut.len() < title.trim().len() { without_section(&cut, names.sections).to_owned() } else { cut }
}

/// Whether a title is what editors of pages write before anybody gives one.
fn is_placeholder(title: &str) -> bool {
    const TITLES: [&str; 10] = [
        "untitled",
        "untitled document",
        "untitled page",
        "new page",
        "new page 1",
        "no title",
        "document",
        "index",
        "home",
        "title",
    ];
    TITLES.contains(&&*title.trim().to_lowercase())
}

/// Whether an article's name is its headline, there being no other.
fn has_no_headline(story: &&Value) -> bool {
    json_ld::text(story, "headline").is_none()
}

/// The headings that may be the headline: their element and text.
fn shown(dom: &Dom, blocks: &Blocks) -> Vec<(NodeId, String)> {
    /// A page with more headings is an index; its headline is among the first.
    const MAX_HEADINGS: usize = 60;
    let ids = (0..dom.nodes.len()).filter(|&id| may_be_headline(dom, id) && blocks.roles[id] != Role::Hidden);
    let texts = ids.take(MAX_HEADINGS).map(|id| (id, json_ld::plain(&said(dom, id))));
    texts.filter(|(_, text)| !text.is_empty() && text.len() < 400).collect()
}

fn may_be_headline(dom: &Dom, id: NodeId) -> bool {
    let Data::Element { tag, attributes } = &dom.nodes[id].data else { return false };
    let is_marked = || {
        attributes.iter().any(|(name, value)| match &**name {
            "itemprop" => &**value == "headline",
            "class" => names_headline(value),
            _ => false,
        })
    };
    match &**tag {
        "h1" | "h2" | "h3" => true,
        "meta" | "a" | "body" | "html" | "article" | "main" | "section" => false,
        _ => dom.nodes[id].end - id < 30 && is_marked(),
    }
}

/// Whether a class is one of those that headlines are called by. Every element of a page is asked.
fn names_headline(class: &str) -> bool {
    const MARKS: [&str; 2] = ["entry-title", "article-title"];
    class.len() >= 8
        && (class.contains("headline") || class.contains("-title") && MARKS.iter().any(|mark| class.contains(mark)))
}

/// The displayed heading as a title: without a kicker, and as declared where it shouts or its words run into one another.
fn spelled(dom: &Dom, node: NodeId, shown: &str, declared: &[(&'static str, String)]) -> String {
    let is_part = |title: &str| dom.subtree(node).skip(1).any(|id| same_when_bare(&dom.text(id), title));
    let same = |text: &str| declared.iter().position(|(_, title)| same_when_bare(title, text));
    let inner = json_ld::plain(&shown_text(dom, node));
    let inner = inner.trim_start_matches([' ', '-', '–', '|', '/', '•']);
    let inner = if inner.is_empty() { shown } else { inner };
    // The most trusted declaration leaves out the kicker before a colon, or in an element of its own.
    if let Some((_, first)) = declared.first().filter(|(_, first)| is_tail(shown, first, is_part)) {
        return first.clone();
    }
    // A number behind the headline counts comments, and is no part of it.
    let counts = |title: &str| {
        let rest = shown.strip_prefix(title).filter(|rest| title.chars().count() >= 15 && !rest.is_empty());
        rest.is_some_and(|rest| rest.starts_with(' ') && !rest.contains(char::is_alphabetic))
    };
    if let Some((_, title)) = declared.iter().find(|(_, title)| counts(title)) {
        return title.clone();
    }
    // Of the two the one that the more trusted declaration has.
    if let Some((first, text)) = [(same(shown), shown), (same(inner), inner)]
        .into_iter()
        .filter_map(|(place, text)| Some((place?, text)))
        .min_by_key(|(place, _)| *place)
    {
        let title = &declared[first].1;
        return if is_well_spelled(text, title) { text.to_owned() } else { title.clone() };
    }
    let ends_with = |title: &&String| title.chars().count() >= 15 && follows_kicker(shown, title);
    // To all others a kicker before a colon is a part of the headline.
    let without_kicker =
        declared.iter().map(|(_, title)| title).filter(|title| !after_colon(shown, title)).find(ends_with);
    without_kicker.map_or(inner, |title| title).to_owned()
}

/// Whether a heading is spelled as a title is: not in capitals throughout where the title is not, in the same words, and with
/// as many signs between its parts, for what stands in elements of their own has none.
fn is_well_spelled(shown: &str, title: &str) -> bool {
    let signs = |text: &str| text.chars().filter(|c| matches!(c, ':' | '-' | '–' | '—' | '|')).count();
    let shouts = |text: &str| !text.contains(char::is_lowercase) && text.contains(char::is_uppercase);
    (!shouts(shown) || shouts(title)) && signs(shown) >= signs(title) && Terms::of(shown) == Terms::of(title)
}

/// Whether what is shown before a title may be a kicker: more than an article that the title leaves out.
fn follows_kicker(shown: &str, title: &str) -> bool {
    /// Letters of the shortest kicker.
    const SHORTEST: usize = 4;
    let (whole, end) = (bare(shown), bare(title));
    whole.strip_suffix(&*end).is_some_and(|kicker| kicker.chars().count() >= SHORTEST)
}

/// Whether the title is a headline of its own behind the colon of what is shown, or a part of the heading by itself.
fn is_tail(shown: &str, title: &str, is_part: impl Fn(&str) -> bool) -> bool {
    let title = title.trim();
    let Some(before) = shown.strip_suffix(title).map(str::trim_end).filter(|before| !before.is_empty()) else {
        return false;
    };
    title.chars().count() >= 15 && (before.ends_with(':') || is_part(title))
}

/// Whether the declared title is what follows a colon in the displayed one.
fn after_colon(shown: &str, title: &str) -> bool {
    shown.strip_suffix(title.trim()).map_or(shown.contains(':'), |before| before.trim_end().ends_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_named_by_its_logo_and_its_sections_by_its_menu() {
        let menu = "<a href=/><img alt='The Daily Post'></a><nav><a href=/n>News</a><a href=/s>Sport</a></nav>";
        for (title, cut) in [
            ("Storm hits coast - News - The Daily Post", "Storm hits coast"),
            ("Storm hits coast « The Daily Post", "Storm hits coast"),
            ("Storm hits coast - Wind - The Daily Post", "Storm hits coast - Wind"),
            ("Storm hits coast - News", "Storm hits coast - News"),
            ("News | Storm hits coast at night", "Storm hits coast at night"),
            ("Storm hits coast – The Daily Post – News", "Storm hits coast"),
            ("Storm hits coast (The Daily Post)", "Storm hits coast"),
            ("Storm hits the coast, The Daily Post", "Storm hits the coast"),
        ] {
            let dom = Dom::parse(&format!("<head><title>{title}</title></head><body>{menu}<p>Text</p>"));
            let found = headline(&dom, &Blocks::of(&dom), &Metadata::collect(&dom), None, &[]);
            assert_eq!(found.text.as_deref(), Some(cut), "{title}");
        }
    }

    #[test]
    fn a_heading_of_two_lines_is_the_title_that_names_both() {
        let page = "<title>The Pier Project: a better harbour</title><h2>Pier Project:</h2><h4>a better harbour</h4>";
        let dom = Dom::parse(page);
        let found = headline(&dom, &Blocks::of(&dom), &Metadata::collect(&dom), None, &[]);
        assert_eq!(found.text.as_deref(), Some("The Pier Project: a better harbour"));
    }

    #[test]
    fn the_displayed_spelling_is_kept_and_the_kicker_is_not() {
        let pier = "The pier at Aldmouth reopens";
        for (heading, declared, title) in [
            ("Pier opens: A first guide", "Pier Opens - A First Guide", "Pier opens: A first guide"),
            ("PIER OPENS AT ALDMOUTH", "Pier opens at Aldmouth", "Pier opens at Aldmouth"),
            ("<i>Harbour</i> <b>Pier opens at last</b>", "Harbour: Pier opens at last", "Harbour: Pier opens at last"),
            (
                "<i>Harbour</i><b>Pier opens at Aldmouth</b>",
                "Harbour: Pier opens at Aldmouth",
                "Harbour: Pier opens at Aldmouth",
            ),
            ("<span>“At last”</span> <span>The pier at Aldmouth reopens</span>", pier, pier),
            ("Harbour - The pier at Aldmouth reopens", pier, pier),
            ("The pier at Aldmouth reopens <span>12</span>", pier, pier),
            ("<img alt='The pier at Aldmouth reopens'>", "Harbour Post", pier),
            ("The pier at Aldmouth reopens<a href='#pier' class=headerlink>¶</a>", pier, pier),
            ("<a href='#pier'>#</a> The pier at Aldmouth reopens", pier, pier),
            ("The pier at Aldmouth reopens <a class=comments-link href='#c'>12 comments</a>", pier, pier),
            ("The pier at Aldmouth reopens<span class=mw-editsection>[edit]</span>", pier, pier),
            ("The best piers of the coast", "Best piers of the coast", "The best piers of the coast"),
            (
                "«The pier at Aldmouth reopens»",
                "Harbour: «The pier at Aldmouth reopens»",
                "«The pier at Aldmouth reopens»",
            ),
        ] {
            let page = format!("<meta property=og:title content='{declared}'><h1>{heading}</h1>");
            let dom = Dom::parse(&page);
            let found = headline(&dom, &Blocks::of(&dom), &Metadata::collect(&dom), None, &[]);
            assert_eq!(found.text.as_deref(), Some(title), "{heading}");
        }
    }

    #[test]
    fn the_line_above_the_text_is_the_headline_of_a_page_without_any() {
        let prose = "The harbour office said on Tuesday that the second pier would open before the winter.";
        let of = |page: &str| {
            let dom = Dom::parse(page);
            first_line(&dom, &Blocks::of(&dom), 0).and_then(|headline| headline.text)
        };
        assert_eq!(
            of(&format!("<span>A pier opens at last</span><br>{prose}")).as_deref(),
            Some("A pier opens at last")
        );
        assert_eq!(of(&format!("<p>It was time.</p><p>{prose}</p>")), None);
        assert_eq!(of(&format!("<p>By Ann Lee Hale</p><p>{prose}</p>")), None);
    }
}
