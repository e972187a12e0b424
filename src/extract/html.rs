//! Reading an article out of an HTML page: the recipe.

use serde_json::Value;

use super::body::blocks::Blocks;
use super::body::cues::Hidden;
use super::body::scoring::Whatever;
use super::body::{comments, fragment};
use super::date;
use super::declared::front_matter;
use super::declared::json_ld;
use super::declared::metadata::Metadata;
use super::declared::web_archive;
use super::extraction::{Extraction, Note};
use super::facts::kind::Verdict;
use super::facts::title;
use super::facts::title::Headline;
use super::facts::{authors, kind, language, site, url};
use super::html_text;
use super::html_text::{Sight, Text};
use super::page::charset;
use super::page::dom::{Dom, Reader};
use super::page::shell;
use super::{render, stated};
use crate::model::{Article, ArticleId, Capture, DateSource, Extent, NumericDay, OpenDay, PageKind, Site};

/// Reads the article out of a page.
pub(super) fn extract(capture: &Capture) -> Extraction {
    let mut notes = Vec::new();
    let page = charset::decode(&capture.bytes, capture.declared.charset.as_deref(), &mut notes);
    // Tools that turn pages into articles put a head of `key: value` lines before the markup.
    if let Some((found, rest)) = front_matter::split(&page) {
        let declared = front_matter::merge(&capture.declared, found);
        return read(&Capture { declared, bytes: Vec::new(), ..capture.clone() }, rest, notes);
    }
    match capture.declared.extent {
        Extent::Text => stated::rendered(capture, &page, notes),
        Extent::Page | Extent::Field => read(capture, &page, notes),
    }
}

/// A page on the table: what is known of it before its text is read.
struct Page<'a> {
    capture: &'a Capture,
    markup: &'a str,
    metadata: &'a Metadata,
    story: Option<&'a Value>,
    url: Option<String>,
    site: Option<Site>,
    captured: Option<jiff::Timestamp>,
}

/// Reads the article out of a page whose charset is known.
pub(super) fn read(capture: &Capture, markup: &str, mut notes: Vec<Note>) -> Extraction {
    let declared = &capture.declared;
    let mut dom = Dom::parse(markup);
    let mut metadata = Metadata::collect(&dom);
    let save = web_archive::undo(&mut dom, &metadata, markup, declared.url.as_deref());
    let mut fetched = declared.url.clone();
    let mut captured = declared.captured;
    if let Some(save) = save {
        metadata = Metadata::collect(&dom);
        notes.push(Note::new("url", "the page was saved out of a web archive, whose marks are taken off".to_owned()));
        captured = save.captured.or(captured);
        fetched = save.url.or(fetched);
    }
    let titles = titles(&dom, &metadata);
    json_ld::leave_own(&mut metadata.json_ld, &titles);
    let story = json_ld::story(&metadata.json_ld);
    let url = url::canonical(&metadata, story, fetched.as_deref(), &mut notes);
    let site = site::publisher(&metadata, story, url.as_deref(), declared.site.as_deref());
    let names = site::names(&metadata, site.as_ref());
    let mut look = look(dom, markup, &metadata, story, &names);
    notes.extend(look.dom.limits.iter().map(|limit| Note::new("page", limit.to_string())));
    notes.push(Note::new("title", look.headline.why.clone()));
    notes.append(&mut look.text.notes);
    if declared.extent == Extent::Field && !is_page(&look.dom) {
        let whole = render::text(markup);
        if look.text.body.len() * 2 < whole.len() {
            notes.push(Note::new("body", "all of it: a record's text is its own, whatever it looks like".to_owned()));
            look.text.body = whole;
        }
    }
    if look.text.body.len() <= shell::SHOWN && shell::is_shell(&look.dom, markup) {
        let why = "no text: the page is a frame for a program, which loaded what a reader saw";
        return Extraction { notes: vec![Note::new("body", why.to_owned())], ..Extraction::default() };
    }
    article(Page { capture, markup, metadata: &metadata, story, url, site, captured }, look, notes)
}

/// What a page calls itself where it holds the descriptions of several stories.
fn titles(dom: &Dom, metadata: &Metadata) -> Vec<String> {
    if metadata.json_ld.iter().filter(|object| json_ld::is_article(object)).count() < 2 {
        return Vec::new();
    }
    let declared = ["og:title", "twitter:title"].into_iter().filter_map(|name| metadata.meta(name).map(str::to_owned));
    declared.chain(metadata.title.clone()).chain(dom.elements("h1").take(2).map(|id| dom.text(id))).collect()
}

/// The article of a page whose text has been read.
fn article(page: Page, look: Look, mut notes: Vec<Note>) -> Extraction {
    let Page { capture, markup, metadata, story, url, site, captured } = page;
    let Look { dom, blocks, headline, text } = look;
    let declared = &capture.declared;
    let container = text.container.as_ref().map(|container| container.node);
    let lang = language::of(metadata, declared.lang.as_deref(), &text.body, &mut notes);
    let published = date::published(&date::Clues {
        dom: &dom,
        page: markup,
        metadata,
        url: url.as_deref(),
        captured,
        read: declared.read,
        declared: declared.published.as_deref(),
        order: declared.date_order,
        lang: lang.as_deref(),
        headline: headline.node,
        body: container,
        text: &text.body,
    });
    let found_day = published.published.is_some();
    notes.extend(published.notes);
    let (head, site_of) = (headline.node, site.as_ref());
    let signs =
        authors::Signs { dom: &dom, blocks: &blocks, metadata, story, site: site_of, headline: head, container };
    let authors = if declared.authors.is_empty() { authors::find(&signs) } else { declared.authors.clone() };
    let title = declared.title.clone().filter(|title| !title.trim().is_empty()).or(headline.text);
    let (address, shown) = (url.as_deref(), title.as_deref());
    let seen =
        kind::Page { dom: &dom, blocks: &blocks, metadata, url: address, title: shown, body: &text.body, container };
    let Verdict { kind, is_notice } = kind::of(&seen, &mut notes);
    let body = if kind == PageKind::List || is_notice { String::new() } else { text.body };
    let day = published.published.filter(|published| dates(kind, published.source));
    if found_day && day.is_none() {
        let why = "not taken after all: the days that such a page shows are those of others";
        notes.push(Note::new("published", why.to_owned()));
    }
    let article = Article {
        id: url.as_deref().map_or_else(|| ArticleId::from_origin(&capture.origin), ArticleId::from_url),
        source_id: declared.id.clone(),
        origin: capture.origin.clone(),
        captured,
        kind,
        title,
        authors,
        published: day,
        numeric_day: numeric_day(kind, published.numeric_day),
        site,
        lang,
        sections: if declared.sections.is_empty() { metadata.sections(story) } else { declared.sections.clone() },
        tags: if declared.tags.is_empty() { metadata.tags(story) } else { declared.tags.clone() },
        countries: declared.countries.clone(),
        description: declared.description.clone().or_else(|| metadata.descriptions(story).into_iter().next()),
        comments: comments::find(&dom, &blocks, container),
        body,
        url,
    };
    Extraction::of(article, notes)
}

/// Whether a day from this source is that of a page of this kind: a page without a story has none, and what stands on a
/// front page are the days of other pages.
fn dates(kind: PageKind, source: DateSource) -> bool {
    match kind {
        PageKind::Notice => source == DateSource::Record,
        PageKind::List => {
            !matches!(source, DateSource::TimeElement | DateSource::Text | DateSource::Dateline | DateSource::Lead)
        }
        PageKind::Article | PageKind::LiveBlog | PageKind::Gallery | PageKind::Brief => true,
    }
}

/// What is left to other pages of the site of the day of a page of this kind.
fn numeric_day(kind: PageKind, day: NumericDay) -> NumericDay {
    let NumericDay::Open(day) = day else { return day };
    let OpenDay { alone, day_first, month_first } = *day;
    let [alone, day_first, month_first] =
        [alone, day_first, month_first].map(|day| day.filter(|published| dates(kind, published.source)));
    NumericDay::Open(Box::new(OpenDay { alone, day_first, month_first }))
}

/// Whether what a record holds is a page with all that surrounds an article, and not the article's own markup.
fn is_page(dom: &Dom) -> bool {
    (0..dom.nodes.len()).any(|id| match dom.tag(id) {
        "nav" | "header" | "footer" | "main" | "link" => true,
        "meta" => dom.attribute(id, "property").is_some(),
        _ => false,
    })
}

/// A page as one way of looking at it shows it.
struct Look {
    dom: Dom,
    blocks: Blocks,
    headline: Headline,
    text: Text,
}

/// Looks at a page as a reader does; where that shows no story, with all that is hidden from readers.
fn look(dom: Dom, page: &str, metadata: &Metadata, story: Option<&Value>, names: &[String]) -> Look {
    let at = |dom: Dom, hidden: Hidden| {
        let blocks = Blocks::seen_with(&dom, hidden);
        let headline = title::headline(&dom, &blocks, metadata, story, names);
        Look { dom, blocks, headline, text: Text::default() }
    };
    let mut first = at(dom, Hidden::LeftOut);
    let sight = first.sight(metadata, story);
    let found = html_text::prose(&sight, page).or_else(|| html_text::whatever(&sight, Whatever::Marked));
    if let Some(text) = found {
        first.text = text;
        first.title_by_first_line();
        return first;
    }
    let mut second = at(Dom::parse_for(page, Reader::WithoutPrograms), Hidden::Shown);
    if let Some(mut text) = html_text::prose(&second.sight(metadata, story), page) {
        text.notes.insert(0, Note::new("body", "the page shows no story; what it hides is read".to_owned()));
        second.text = text;
        return second;
    }
    first.text = html_text::whatever(&first.sight(metadata, story), Whatever::All).unwrap_or_default();
    first
}

impl Look {
    /// Takes the line above the text for the headline where there is no other.
    fn title_by_first_line(&mut self) {
        let Some(container) = self.text.container.as_ref().filter(|_| self.headline.text.is_none()) else { return };
        let Some(headline) = title::first_line(&self.dom, &self.blocks, container.node) else { return };
        let line = headline.text.as_deref().unwrap_or_default();
        if let Some(rest) = self.text.body.strip_prefix(line).and_then(|rest| rest.strip_prefix('\n')) {
            self.text.body = rest.to_owned();
        }
        self.headline = headline;
    }

    fn sight<'a>(&'a self, metadata: &'a Metadata, story: Option<&'a Value>) -> Sight<'a> {
        Sight { dom: &self.dom, blocks: &self.blocks, headline: &self.headline, metadata, story }
    }
}

/// The paragraphs of a fragment of a page that is all article, one a line.
pub(super) fn fragment(markup: &str) -> String {
    fragment::lines(markup).join("\n")
}
