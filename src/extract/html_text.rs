//! Which text of a page is the story's: what it shows, what its head or its programs carry, what it hides.
//!
//! What is shown comes first. Where it is the beginning of a text that JSON-LD or a program carries, as before a paywall, that
//! text is taken; where nothing shown reads like a story, theirs is; then what is hidden until a program shows it. At last the
//! visible text is the text, however it reads, and a note says so.

use serde_json::Value;

use super::body::block::Block;
use super::body::blocks::Blocks;
use super::body::fragment;
use super::body::prune;
use super::body::prune::Reason;
use super::body::scoring;
use super::body::scoring::Container;
use super::body::similarity::bare;
use super::body::standfirst;
use super::declared::json_ld;
use super::declared::metadata::Metadata;
use super::extraction::Note;
use super::facts::title::Headline;
use super::page::dom::Dom;
use super::programs;

/// A page as one way of looking at it shows it, and what is known of its story.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    pub(super) dom: &'a Dom,
    pub(super) blocks: &'a Blocks,
    pub(super) headline: &'a Headline,
    pub(super) metadata: &'a Metadata,
    pub(super) story: Option<&'a Value>,
}

/// The article's text and where it was found.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// The paragraphs, one a line.
    pub(super) body: String,
    /// The element that holds them; none where no element does.
    pub(super) container: Option<Container>,
    /// What was chosen and left out.
    pub(super) notes: Vec<Note>,
}

/// The text of a page that shows something like a story, or carries it as data.
pub(super) fn prose(sight: &Sight, page: &str) -> Option<Text> {
    let declared = sight.story.map(declared_lines).unwrap_or_default();
    let Some(container) = scoring::container(sight.dom, sight.blocks, sight.headline.node, &declared.join("\n")) else {
        return carried(sight, page, declared);
    };
    if let Some(text) = brief(sight, &container) {
        return Some(text);
    }
    let mut text = shown(sight, container);
    if text.body.is_empty() {
        return carried(sight, page, declared);
    }
    if let Some((whole, source)) = whole(&text.body, declared, page, sight.headline) {
        text.notes.push(note(&format!("the page shows the beginning of a text that {source} carries, which is taken")));
        text.body = whole.join("\n");
    }
    Some(text)
}

/// The marked text below the headline where the little prose of a page stands above it: of a brief on a site that tells at length
/// what it is.
fn brief(sight: &Sight, container: &Container) -> Option<Text> {
    let headline = sight.headline.node?;
    if !container.is_doubtful() || sight.dom.nodes[container.node].end > headline {
        return None;
    }
    let marked = scoring::whatever(sight.dom, sight.blocks, Some(headline), scoring::Whatever::Marked)?;
    let is_below = sight.dom.nodes[marked.node].end > headline;
    Some(shown(sight, marked)).filter(|text| is_below && !text.body.is_empty())
}

/// The visible text of a page that has no other: of its marked article only, or of whatever there is.
pub(super) fn whatever(sight: &Sight, which: scoring::Whatever) -> Option<Text> {
    let container = scoring::whatever(sight.dom, sight.blocks, sight.headline.node, which)?;
    Some(shown(sight, container)).filter(|text| !text.body.is_empty())
}

/// The text that a page without any prose carries in its head or its programs.
fn carried(sight: &Sight, page: &str, declared: Vec<String>) -> Option<Text> {
    let text = |lines: Vec<String>, source: &str| Text {
        body: lines.join("\n"),
        container: None,
        notes: vec![note(&format!("no element of the page holds prose; the text is what {source} carries"))],
    };
    if !declared.is_empty() {
        // What it carries may be the beginning of what the page shows: a post of short lines.
        let length = declared.iter().map(|line| line.len() + 1).sum::<usize>();
        let longer = whatever(sight, scoring::Whatever::Marked).filter(|shown| shown.body.len() > 2 * length);
        return longer.or_else(|| Some(text(declared, JSON_LD)));
    }
    let shown = programs::story::Shown { title: sight.headline.text.as_deref(), opening: None };
    Some(text(programs::story::find(page, shown)?, PROGRAM))
}

/// The names of the two places that carry texts, for notes.
const JSON_LD: &str = "its JSON-LD";
const PROGRAM: &str = "a program of it";

/// The text of which the page shows the beginning or a fraction, and what carries it.
fn whole(body: &str, declared: Vec<String>, page: &str, headline: &Headline) -> Option<(Vec<String>, &'static str)> {
    /// A page that shows more than this, in bytes, is no teaser: what it carries beside is another story, or a live blog's past.
    const TEASER: usize = 2_500;
    if body.len() > TEASER {
        return None;
    }
    let length = |lines: &[String]| lines.iter().map(|line| line.len() + 1).sum::<usize>();
    let declares = length(&declared);
    if declares > 500 && body.len() * 3 < declares || declares * 2 > body.len() * 3 && is_part(body, &declared) {
        return Some((declared, JSON_LD));
    }
    let opening = body.lines().find(|line| line.len() >= 40)?;
    let shown = programs::story::Shown { title: headline.text.as_deref(), opening: Some(opening) };
    let found = programs::story::find(page, shown)?;
    let goes_on = length(&found) * 2 > body.len() * 3 && is_part(body, &found) && programs::story::reads_as_one(&found);
    goes_on.then_some((found, PROGRAM))
}

/// Whether nearly all of a body stands in a text.
fn is_part(body: &str, text: &[String]) -> bool {
    let whole = bare(&text.concat());
    let (mut inside, mut all) = (0, 0);
    for line in body.lines() {
        all += line.len();
        let opening = bare(&line[..line.floor_char_boundary(90)]);
        inside += if whole.contains(&*opening) { line.len() } else { 0 };
    }
    inside * 10 >= all * 8
}

/// The text that an element shows.
fn shown(sight: &Sight, container: Container) -> Text {
    let Sight { dom, blocks, headline, metadata, story } = *sight;
    let mut notes = vec![note(&format!("{}: {}", describe(dom, container.node), container.why))];
    if container.is_doubtful() {
        notes.push(note("in doubt: little on the page reads like a story"));
    }
    let judged = prune::judge(dom, blocks, &container, headline.shown());
    let mut lines: Vec<&str> = Vec::new();
    for block in standfirst::recover(dom, blocks, container.node, headline.node, &metadata.descriptions(story)) {
        let is_new = !judged.iter().any(|(other, reason)| reason.is_none() && other.text.starts_with(&*block.text));
        if is_new
            && !lines.contains(&&*block.text)
            && headline.text.as_deref().is_none_or(|h| !prune::repeats(block.shape, &block.text, h))
        {
            notes.push(note(&format!("standfirst found before it: {}", opening(&block.text))));
            lines.push(&block.text);
        }
    }
    lines.extend(judged.iter().filter(|(_, reason)| reason.is_none()).map(|(block, _)| &*block.text));
    notes.extend(left_out(&judged));
    Text { body: lines.join("\n"), container: Some(container), notes }
}

/// The paragraphs that JSON-LD carries: of the article, or of the entries of a live blog.
fn declared_lines(story: &Value) -> Vec<String> {
    if let Some(text) = story.get("articleBody").and_then(Value::as_str).filter(|text| !text.trim().is_empty()) {
        return carried_lines(text);
    }
    let updates = story.get("liveBlogUpdate").map(json_ld::items).unwrap_or_default();
    let entry = |update: &Value| {
        let headline = json_ld::text(update, "headline");
        let text = update.get("articleBody").and_then(Value::as_str).map(carried_lines).unwrap_or_default();
        headline.into_iter().chain(text).collect::<Vec<_>>()
    };
    updates.iter().flat_map(entry).collect()
}

/// The paragraphs of a text that may be HTML, escaped or not.
fn carried_lines(text: &str) -> Vec<String> {
    if ["<p", "<br", "<div", "&lt;"].iter().any(|tag| text.contains(tag)) {
        return fragment::unescaped_lines(text);
    }
    text.lines().map(json_ld::plain).filter(|line| !line.is_empty()).collect()
}

fn note(text: &str) -> Note {
    Note::new("body", text.to_owned())
}

/// Notes on the blocks that were left out.
fn left_out<'a>(judged: &'a [(&Block, Option<Reason>)]) -> impl Iterator<Item = Note> + 'a {
    /// More such notes than this help nobody.
    const MAX_NOTES: usize = 100;
    let left_out = || judged.iter().filter_map(|(block, reason)| Some((block, (*reason)?)));
    let more = left_out().count().checked_sub(MAX_NOTES).filter(|more| *more > 0);
    let each = left_out().take(MAX_NOTES);
    each.map(|(block, reason)| note(&format!("left out ({reason}): {}", opening(&block.text)))).chain(more.map(
        |more| {
            note(&format!(
                "left out: {more} more, {} bytes in all",
                left_out().map(|(block, _)| block.text.len()).sum::<usize>()
            ))
        },
    ))
}

/// An element as a reader of the source finds it: tag, id, class.
fn describe(dom: &Dom, id: usize) -> String {
    let attribute =
        |name: &str, mark: &str| dom.attribute(id, name).map(|v| format!("{mark}{}", opening(v))).unwrap_or_default();
    format!("<{}{}{}>", dom.tag(id), attribute("id", " #"), attribute("class", " ."))
}

/// The opening of a text, for notes.
fn opening(text: &str) -> String {
    let end = text.floor_char_boundary(80);
    if end < text.len() { format!("{}…", &text[..end]) } else { text.to_owned() }
}
