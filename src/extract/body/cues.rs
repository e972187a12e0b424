//! What class names, ids, roles and tags say about a part of a page.
//!
//! Names are cut into words (at punctuation and at capital letters) and each word is looked up in a sorted table, so
//! that `has-share-bar` and `shareBar` are one cue and `shareholder` is none. The words are the vocabulary of common
//! content management systems and of the class lists of Readability and jusText's successors.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use foldhash::HashMap;

use super::phrases;
use super::similarity::same_when_bare;
use crate::extract::page::dom::{Data, Dom, NodeId};

/// What a part of a page is for, as its marks say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing is said.
    #[default]
    Plain,
    /// Never text of the page: scripts, controls, what is hidden.
    Hidden,
    /// Navigation, sharing, teasers, notices, advertising.
    Junk,
    /// Readers' comments.
    Comments,
    /// Captions and credits.
    Caption,
    /// Who wrote it and when.
    Byline,
    /// The standfirst.
    Lede,
    /// The text of the article.
    Body,
}

/// Whether what a page hides at first counts as its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hidden {
    /// It does not: a reader does not see it.
    LeftOut,
    /// It does: there is no other text.
    Shown,
}

/// Words that mark parts that are not the article.
const JUNK: &str = "\
    ad adbox addthis ads adsense adslot advert advertisement advertising advertorial affiliate alsoread anzeige \
    badge badges banner bookmark bookmarks borlabs breadcrumb breadcrumbs callout carousel consent cookie \
    cookiebot cookies copyright crosslink crosslinks cta dfp didomi disclaimer donate donation dropdown \
    editsection expandable factbox fallback feedback footer gdpr hashtags infobox inread jetpack jp keywords \
    linkbox liveticker login masthead megamenu menu modal morelinks morestories mostread mpu nav navbar \
    navigation newsletter newsletters noprint offcanvas onetrust onward outbrain overlay pager pagination \
    partner paywall piano playlist poll popular popup postnav preferred promo promobox promotion quiz rating \
    ratings readalso readmore readnext recirc recirculation recommend recommendation recommendations recommended \
    regwall related relatedarticles relatedcontent relatedposts seealso share sharebar sharebuttons sharedaddy \
    sharethis shariff sharing shop shopping sidebar signin signup skip skiplink skyscraper snackbar social \
    socialbar socials sourcepoint sponsor sponsored sponsors subscribe subscription survey swiper taboola \
    tagcloud taglist tags teaser teaserlist teasers ticker toast toolbar tooltip topics trending upnext upsell \
    usercentrics utility weather whatsapp zergnet";

/// Words that mark readers' comments.
const COMMENTS: &str = "\
    comment commentlist comments commentsection coral discussion disqus fbcomments kommentar kommentare reader \
    replies respond";

/// Words that mark captions and credits.
const CAPTIONS: &str = "\
    bildunterschrift caption captions credit credits figcaption imagecaption imagecredit legend photocredit \
    wpcaption";

/// Words that mark who wrote it and when.
const BYLINES: &str = "\
    author authorbio authorbox authors autor autoren bio byline bylines contributor contributors date datetime \
    lastmodified postdate pubdate publishdate published readingtime redaktion timestamp updated writer";

/// Words that mark a standfirst.
const LEDES: &str = "\
    abstract chapeau chapo deck dek entradilla excerpt intro introduction introtext lead leadin leadtext lede \
    perex preamble sottotitolo standfirst strapline subhead subheading subheadline subtitle summary teasertext \
    vorspann";

/// Names that mark the article's text, as written when cut into words and joined by `-`.
const BODIES: &str = "\
    article-body article-content article-copy article-main article-text articlebody articlecontent articletext \
    body-copy body-text bodytext content-body entry-content node-body paywall-content post-body post-content \
    rich-text richtext story-body story-content story-text storybody storytext td-post-content text-content";

/// Names that mark junk though none of their words does alone.
const COMPOUNDS: &str = "\
    read-more read-also see-also most-read more-on also-read sign-up call-to-action sr-only visually-hidden \
    screen-reader widget-area in-article-link article-list news-list story-list post-meta entry-meta \
    entry-footer post-footer article-footer author-bio inline-link audio-player podcast-player listen-button";

/// The role of each single word.
static WORDS: LazyLock<HashMap<&str, Role>> = LazyLock::new(|| {
    let tables = [
        (JUNK, Role::Junk),
        (COMMENTS, Role::Comments),
        (CAPTIONS, Role::Caption),
        (BYLINES, Role::Byline),
        (LEDES, Role::Lede),
    ];
    tables.iter().flat_map(|(table, role)| table.split_whitespace().map(|word| (word, *role))).collect()
});

/// The single names of [`BODIES`], by their last letter.
static BODY_NAMES: LazyLock<HashMap<u8, Vec<&str>>> = LazyLock::new(|| {
    let mut names: HashMap<u8, Vec<&str>> = HashMap::default();
    for name in BODIES.split_whitespace() {
        names.entry(name.as_bytes()[name.len() - 1]).or_default().push(name);
    }
    names
});

static JUNK_NAMES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::new(COMPOUNDS.split_whitespace()).expect("a short list of plain words makes an automaton")
});

/// Words before a cue that turn it into a statement about something else: `has-sidebar`, `no-comments`.
const NEGATIONS: &[&str] =
    &["contains", "enable", "enabled", "has", "hide", "is", "no", "non", "show", "with", "without"];

/// Words behind a cue that make it the name of a layout: `sidebar-grid`.
const LAYOUTS: &[&str] = &["grid", "layout", "page"];

/// A word behind a cue that says that there is none: `ad-free`.
const FREE: &str = "free";

/// Reads roles off the elements of one page, remembering names that it has seen.
#[derive(Debug)]
pub(super) struct Cues<'a> {
    hidden: Hidden,
    /// What lists of names say.
    seen: HashMap<&'a str, Role>,
    names: Names<'a>,
}

impl<'a> Cues<'a> {
    /// Reads the roles of a page on which what is hidden counts, or does not.
    pub(super) fn new(hidden: Hidden) -> Cues<'a> {
        Cues { hidden, seen: HashMap::default(), names: Names::default() }
    }

    /// What an element's tag and marks say.
    pub(super) fn role(&mut self, dom: &'a Dom, id: NodeId) -> Role {
        let Data::Element { tag, attributes } = &dom.nodes[id].data else { return Role::Plain };
        let mut found = by_tag(tag);
        // Elements that a site made for itself are named for what they hold: `ad-slot`, `story-text`.
        if found == Role::Plain && tag.contains('-') {
            found = self.by_names(tag);
        }
        if self.hidden == Hidden::Shown && matches!(&**tag, "template" | "dialog") {
            found = Role::Plain;
        }
        if found == Role::Hidden {
            return found;
        }
        for (name, value) in attributes {
            match &**name {
                "class" => found = found.or(self.by_names(value)),
                "id" => {
                    let role = self.by_names(value);
                    found = if role != Role::Plain && spells_heading(dom, id, value) { found } else { found.or(role) };
                }
                "itemprop" => found = by_itemprop(value).or_else_role(found),
                "role" if by_aria(value) == Role::Hidden && self.hidden == Hidden::LeftOut => return Role::Hidden,
                // A story may be opened in a dialog of its own.
                "role" if by_aria(value) == Role::Hidden => {}
                "role" => found = by_aria(value).or_else_role(found),
                "rel" if &**value == "author" => found = found.or(Role::Byline),
                "hidden" | "style" | "aria-hidden" if self.hidden == Hidden::Shown => {}
                // What is found by a search on the page is opened by it.
                "hidden" if &**value == "until-found" => {}
                "hidden" => return Role::Hidden,
                "aria-hidden" if &**value == "true" && &**tag != "div" => return Role::Hidden,
                "style" if hides(value) => return Role::Hidden,
                "data-component" | "data-testid" | "data-module" | "data-type" | "data-block" => {
                    found = found.or(self.by_names(value));
                }
                _ => {}
            }
        }
        if matches!(&**tag, "html" | "body" | "main" | "h1") && found != Role::Body { Role::Plain } else { found }
    }

    fn by_names(&mut self, names: &'a str) -> Role {
        if let Some(role) = self.seen.get(names) {
            return *role;
        }
        let role = by_names(names, &mut self.names);
        self.seen.insert(names, role);
        role
    }
}

/// What single names say, which stand in many lists of one page.
#[derive(Debug, Default)]
struct Names<'a> {
    seen: HashMap<&'a str, Role>,
    joined: String,
}

impl<'a> Names<'a> {
    fn role(&mut self, name: &'a str) -> Role {
        *self.seen.entry(name).or_insert_with(|| by_name(name, &mut self.joined))
    }
}

impl Role {
    fn or(self, other: Role) -> Role {
        match (self, other) {
            (Role::Plain, other) => other,
            (Role::Lede, other @ (Role::Junk | Role::Byline)) => other,
            (role, Role::Body) if role != Role::Lede => role,
            (Role::Lede, Role::Body) => Role::Body,
            (role, _) => role,
        }
    }

    fn or_else_role(self, other: Role) -> Role {
        if self == Role::Plain { other } else { self }
    }

    /// Whether a part with this role is left out of the text.
    pub(super) fn is_left_out(self) -> bool {
        matches!(self, Role::Hidden | Role::Junk | Role::Comments | Role::Caption | Role::Byline)
    }

    /// The role in words, for notes.
    pub(super) fn describe(self) -> &'static str {
        match self {
            Role::Plain => "text",
            Role::Hidden => "hidden",
            Role::Junk => "navigation, sharing, teasers or notices",
            Role::Comments => "readers' comments",
            Role::Caption => "caption or credit",
            Role::Byline => "byline or date",
            Role::Lede => "standfirst",
            Role::Body => "article text",
        }
    }
}

fn by_tag(tag: &str) -> Role {
    match tag {
        "script" | "style" | "noscript" | "template" | "svg" | "math" | "object" | "embed" | "canvas" | "audio"
        | "video" | "button" | "select" | "option" | "textarea" | "input" | "label" | "dialog" | "head" | "map"
        | "datalist" | "progress" | "meter" | "title" | "rt" | "rp" | "rtc" => Role::Hidden,
        // The page in a frame is somebody else's, unless it is nearly all there is.
        "nav" | "aside" | "footer" | "menu" | "fieldset" | "iframe" => Role::Junk,
        "figcaption" | "caption" | "figure" => Role::Caption,
        "time" | "address" => Role::Byline,
        _ => Role::Plain,
    }
}

/// Whether an id is made of the heading of its section, as generators make them for links (`sharing-the-cost-of-the-pier`): it says what the
/// section is about, and not what it is for. Short ones may say both: `related-stories`.
fn spells_heading(dom: &Dom, id: NodeId, name: &str) -> bool {
    /// Words of the shortest, and nodes from the start of a section to its heading.
    const WORDS: usize = 3;
    const NEAR: usize = 8;
    if name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count() < WORDS {
        return false;
    }
    let is_heading = |&at: &NodeId| matches!(dom.tag(at), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let heading = dom.subtree(id).take(NEAR).find(is_heading).map(|heading| dom.text(heading));
    heading.is_some_and(|text| same_when_bare(&text, name) && phrases::line(&text).is_none())
}

/// Whether a style takes the element off the page, or leaves it to those who listen.
fn hides(style: &str) -> bool {
    let style: String = style.chars().take(400).filter(|c| !c.is_whitespace()).collect();
    let is_clipped = ["clip:rect(0", "clip:rect(1px", "clip-path:inset(50%)", "clip-path:inset(100%)"];
    style.contains("display:none")
        || style.contains("position:absolute") && is_clipped.iter().any(|c| style.contains(c))
}

fn by_itemprop(value: &str) -> Role {
    match value.trim() {
        "articleBody" => Role::Body,
        "author" | "datePublished" | "dateModified" | "publisher" => Role::Byline,
        "caption" => Role::Caption,
        "comment" => Role::Comments,
        _ => Role::Plain,
    }
}

fn by_aria(value: &str) -> Role {
    match value.trim() {
        "navigation" | "complementary" | "banner" | "search" | "contentinfo" | "menu" | "menubar" | "toolbar"
        | "tooltip" | "alert" => Role::Junk,
        "dialog" | "alertdialog" => Role::Hidden,
        _ => Role::Plain,
    }
}

/// What a list of class names says: the first cue that is not turned around.
fn by_names<'a>(names: &'a str, single: &mut Names<'a>) -> Role {
    let names = &names[..names.floor_char_boundary(600)];
    let mut found = Role::Plain;
    for name in names.split_ascii_whitespace() {
        // Utility classes of style frameworks (`[&_.share]:hidden`, `md:mt-4`) say nothing.
        if name.contains(['[', ':']) {
            continue;
        }
        let role = single.role(name);
        if matches!((found, role), (Role::Body, Role::Junk) | (Role::Junk, Role::Body)) {
            return Role::Plain;
        }
        found = found.or(role);
    }
    let is_hidden = |name: &str| matches!(name, "hidden" | "hide" | "d-none" | "is-hidden");
    if found == Role::Plain && !names.contains(':') && names.split_ascii_whitespace().any(is_hidden) {
        return Role::Junk;
    }
    found
}

fn by_name(name: &str, joined: &mut String) -> Role {
    joined.clear();
    let mut was_lower = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            if c.is_ascii_uppercase() && was_lower {
                joined.push('-');
            }
            was_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
            joined.push(c.to_ascii_lowercase());
        } else {
            was_lower = false;
            if !joined.ends_with('-') {
                joined.push('-');
            }
        }
    }
    by_words(joined)
}

fn by_words(joined: &str) -> Role {
    let mut previous = "";
    let mut found = Role::Plain;
    for word in joined.split('-') {
        if word == FREE || found == Role::Junk && LAYOUTS.contains(&word) {
            found = Role::Plain;
        } else {
            let role = by_word(word);
            // Most words are no cues; whether one would be turned around is asked of the others.
            if role != Role::Plain && !NEGATIONS.contains(&previous) {
                found = found.or(role);
            }
        }
        previous = word;
    }
    if matches!(found, Role::Plain | Role::Lede) && names_body(joined) {
        return Role::Body;
    }
    // All of these are several words.
    let is_junk = || joined.contains('-') && JUNK_NAMES.is_match(joined);
    if found == Role::Plain && is_junk() { Role::Junk } else { found }
}

/// Whether a name ends in one of the article's text, words for wrappings aside.
fn names_body(joined: &str) -> bool {
    const WRAPPINGS: &[&str] = &[
        "area",
        "block",
        "component",
        "container",
        "full",
        "html",
        "inner",
        "main",
        "module",
        "section",
        "wrap",
        "wrapper",
    ];
    let mut name = joined.trim_matches('-');
    while let Some((head, last)) = name.rsplit_once('-') {
        if !WRAPPINGS.contains(&last) && !last.bytes().all(|b| b.is_ascii_digit()) {
            break;
        }
        name = head;
    }
    let bodies = name.as_bytes().last().and_then(|last| BODY_NAMES.get(last));
    bodies.is_some_and(|bodies| bodies.iter().any(|body| name.ends_with(body)))
}

fn by_word(word: &str) -> Role {
    if word.len() < 2 {
        return Role::Plain;
    }
    WORDS.get(word).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [JUNK, COMMENTS, CAPTIONS, BYLINES, LEDES] {
            assert!(table.split_whitespace().is_sorted(), "{table:?}");
        }
    }

    #[test]
    fn an_id_that_spells_its_heading_is_no_cue() {
        let role = |page: &str| {
            let dom = Dom::parse(page);
            let section = dom.elements("section").next().unwrap();
            Cues::new(Hidden::LeftOut).role(&dom, section)
        };
        let text = "<p>The harbour office said so.</p>";
        assert_eq!(role(&format!("<section id=sharing-the-cost><h2>Sharing the cost¶</h2>{text}")), Role::Plain);
        assert_eq!(role(&format!("<section id=related-stories><h2>Related stories</h2>{text}")), Role::Junk);
        assert_eq!(role(&format!("<section id=more-on-sharing><h2>Sharing the cost</h2>{text}")), Role::Junk);
        assert_eq!(role("<section id=sign-up-to-our-newsletter><h2>Sign up to our newsletter</h2>"), Role::Junk);
    }

    #[test]
    fn names_are_cut_into_words() {
        let by_names = |names: &str| by_names(names, &mut Names::default());
        assert!(COMPOUNDS.split_whitespace().all(|name| name.contains('-')));
        assert_eq!(by_names("article shareBar"), Role::Junk);
        assert_eq!(by_names("shareholder-value"), Role::Plain);
        assert_eq!(by_names("has-sidebar"), Role::Plain);
        assert_eq!(by_names("comment-free"), Role::Plain);
        assert_eq!(by_names("post__comments"), Role::Comments);
        assert_eq!(by_names("ArticleBody-main"), Role::Body);
        assert_eq!(by_names("article-content__note"), Role::Plain);
    }
}
