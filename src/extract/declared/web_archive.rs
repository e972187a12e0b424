//! Pages that were saved out of a web archive: the address and the time of the original, without the archive's own marks.
//!
//! An archive that follows Memento's practice (RFC 7089) serves a page under an address that holds the time of the capture and
//! the original address: `web.archive.org/web/20251016070000/https://example.org/a`, with two letters and `_` behind the time
//! for some uses, `archive.today/2024.02.01-101112/https://…`. It rewrites the page's links so, adds a bar, and some declare
//! the capture's time as the day of publication. Four saves of one page must be one page of one site.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use url::Url;

use super::metadata::Metadata;
use crate::extract::page::dom::{Data, Dom, NodeId};
use crate::extract::page::space;

/// What an archive says of the page that it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Save {
    /// The address of the original.
    pub(crate) url: Option<String>,
    /// When the archive captured it.
    pub(crate) captured: Option<Timestamp>,
}

/// Who put the marks on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Archive {
    /// The Wayback Machine and others that run its programs.
    Wayback,
    /// archive.today under any of its names.
    Today,
}

/// What stands somewhere in a page that the Wayback Machine or its like served.
const WAYBACK_MARKS: [&str; 3] = ["__wm.wombat(", "FILE ARCHIVED ON ", "id=\"wm-ipp"];

/// What the bar says that Google and Bing put above a page of their cache: what it is, and of when.
const CACHE_BARS: [[&str; 2]; 4] = [
    ["s cache of ", "as it appeared on "],
    ["s cache of ", "as retrieved on "],
    ["the cached page for ", "as it appeared on "],
    ["cache is the snapshot ", "crawled the web"],
];

/// What stands in the markup of any page of a cache.
const CACHE_MARKS: [&str; 3] = ["google-cache-hdr", "s cache of ", "the cached page for "];

/// The marks of both, which no page but a few has. Where the leftmost match counts, the whole page is searched for all of them at
/// once (Teddy), two to three times as fast as by a finder for each.
static MARKS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let built =
        AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build([WAYBACK_MARKS, CACHE_MARKS].concat());
    built.expect("a short list of plain texts makes an automaton")
});

/// Whose marks stand in a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Marks {
    wayback: bool,
    cache: bool,
}

impl Marks {
    fn of(page: &str) -> Marks {
        let mut marks = Marks::default();
        for mark in MARKS.find_iter(page) {
            let is_wayback = mark.pattern().as_usize() < WAYBACK_MARKS.len();
            marks = Marks { wayback: marks.wayback || is_wayback, cache: marks.cache || !is_wayback };
        }
        marks
    }
}

/// The names under which archive.today is found.
const TODAY: &[&str] =
    &["archive.today", "archive.is", "archive.ph", "archive.li", "archive.md", "archive.vn", "archive.fo"];

/// The ids of the parts that the archives add to pages.
const WAYBACK_PARTS: &[&str] = &["wm-ipp-base", "wm-ipp", "wm-ipp-print", "wm-toolbar", "donato"];
const TODAY_PARTS: &[&str] = &["HEADER", "FOOTER", "DIVSHARE", "DIVALREADY"];

/// What `meta` elements of archive.today say of the save and not of the page.
const TODAY_METAS: &[&str] =
    &["article:published_time", "article:modified_time", "og:site_name", "og:url", "og:type", "twitter:site"];

/// Takes an archive's marks off a page, if it bears any: its bars and what they declare are gone, and all addresses
/// are those of the originals.
pub(crate) fn undo(dom: &mut Dom, metadata: &Metadata, page: &str, address: Option<&str>) -> Option<Save> {
    let declared =
        || metadata.links.iter().filter(|(rel, _)| rel == "canonical" || rel == "bookmark").map(|(_, href)| href);
    let urls = address.into_iter().chain(declared().map(String::as_str)).chain(metadata.meta("og:url"));
    let named = urls.filter_map(original).next();
    let marks = Marks::of(page);
    if marks.cache
        && let Some(save) = take_off_cache(dom)
    {
        let named = named.unwrap_or_default();
        return Some(Save { url: named.url.or(save.url), captured: named.captured.or(save.captured) });
    }
    let archive = archive_of(metadata, marks);
    if named.is_none() && archive.is_none() {
        return None;
    }
    let mut save = named.unwrap_or_default();
    if save.url.is_none() {
        save = wombat(page).or_else(|| asked_for(dom, page)).unwrap_or(save);
    }
    take_off(dom, archive);
    Some(save)
}

/// The original behind an archive's address; none if the address is no archive's.
pub(crate) fn original(address: &str) -> Option<Save> {
    let mut found: Option<Save> = None;
    let mut rest = address;
    if let Some(url) = cached(address) {
        return Some(Save { url: Some(url), captured: None });
    }
    // An archive may have saved another's page.
    for _ in 0..3 {
        let Some((time, url)) = unwrap(rest) else { break };
        found = Some(Save { url: parsed(url), captured: time });
        rest = url;
    }
    found.filter(|save| save.url.is_some())
}

/// The original behind an address of Google's cache: `…/search?q=cache:AbC123:https://example.org/a+words&hl=en`.
fn cached(address: &str) -> Option<String> {
    let (before, query) = address.split_once("q=cache:")?;
    let url = query.split(['+', '&', ' ']).next()?.replace("%3A", ":").replace("%2F", "/");
    let url = url
        .find("http")
        .map_or_else(|| format!("http://{}", url.rsplit(':').next().unwrap_or(&url)), |at| url[at..].to_owned());
    before.contains("google").then(|| parsed(&url))?
}

/// Takes the bar of a search engine's cache off a page, and reads what it says.
fn take_off_cache(dom: &mut Dom) -> Option<Save> {
    /// Nodes among which the bar begins, and bytes of the longest.
    const FIRST: usize = 120;
    const LONGEST: usize = 1_500;
    let is_bar = |text: &str| CACHE_BARS.iter().any(|says| says.iter().all(|part| text.contains(part)));
    let is_small =
        |id: NodeId| matches!(dom.tag(id), "div" | "table" | "p" | "center" | "span" | "td" | "tr" | "tbody");
    let first = (1..dom.nodes.len().min(FIRST)).find(|&id| {
        is_small(id) && {
            let text = space::collapse(&dom.text(id));
            text.len() <= LONGEST && is_bar(&text)
        }
    })?;
    let text = space::collapse(&dom.text(first));
    let links = dom.subtree(first).filter_map(|id| dom.attribute(id, "href"));
    let url = links.filter(|href| href.starts_with("http") && !href.contains("google.")).find_map(parsed);
    let save = Save { url, captured: time_of_cache(&text) };
    for node in dom.subtree(first) {
        dom.nodes[node].data = Data::Text(StrTendril::new());
    }
    Some(save)
}

/// The time in a cache's bar: `as it appeared on 18 Sep 2025 04:12:33 GMT`.
fn time_of_cache(text: &str) -> Option<Timestamp> {
    let (_, behind) = text.split_once("appeared on ").or_else(|| text.split_once("retrieved on "))?;
    let (time, _) = behind.split_once(" GMT")?;
    let read = |form| DateTime::strptime(form, time).ok();
    let time = read("%d %b %Y %H:%M:%S").or_else(|| read("%b %d, %Y %H:%M:%S"))?;
    TimeZone::UTC.to_timestamp(time).ok()
}

/// The time and the address that an archive's address holds.
fn unwrap(address: &str) -> Option<(Option<Timestamp>, &str)> {
    let places = address.match_indices("/http").map(|(at, _)| at);
    places
        .filter_map(|at| {
            let url = &address[at + 1..];
            let before = &address[..at];
            let segment = before.rsplit('/').next()?;
            let is_address = url.starts_with("http:/") || url.starts_with("https:/");
            let is_known = before.contains("archive.org/web/") || TODAY.iter().any(|host| before.contains(host));
            (is_address && is_time(segment, is_known)).then(|| (time(segment), url))
        })
        .next()
}

/// Whether a part of an address is the time of a capture: fourteen digits, as few as four where the host is known, and what
/// says how the page is to be shown.
fn is_time(segment: &str, is_known: bool) -> bool {
    let digits = segment.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &segment[digits..];
    let is_dotted = segment.len() == 17
        && segment.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'.',
            10 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let is_long = digits == 14 || is_known && (4..=14).contains(&digits);
    let is_use = behind.len() == 3 && behind.ends_with('_') && behind[..2].bytes().all(|b| b.is_ascii_lowercase());
    is_dotted || is_long && (behind.is_empty() || behind == "*" || is_use)
}

fn time(segment: &str) -> Option<Timestamp> {
    let digits: String = segment.chars().filter(char::is_ascii_digit).take(14).collect();
    let time = DateTime::strptime("%Y%m%d%H%M%S", &digits).ok()?;
    TimeZone::UTC.to_timestamp(time).ok()
}

/// An address as the web writes it: one slash lost, or the number of the usual port, do not make another.
fn parsed(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once(":/")?;
    let url = Url::parse(&format!("{scheme}://{}", rest.trim_start_matches('/'))).ok()?;
    url.has_host().then(|| url.into())
}

fn archive_of(metadata: &Metadata, marks: Marks) -> Option<Archive> {
    let is_today = |text: &str| TODAY.iter().any(|host| text.contains(host));
    let links = metadata.links.iter().filter(|(rel, _)| rel == "canonical" || rel == "bookmark");
    if metadata.meta("og:site_name").is_some_and(is_today) || links.map(|(_, href)| href).any(|href| is_today(href)) {
        return Some(Archive::Today);
    }
    marks.wayback.then_some(Archive::Wayback)
}

/// What the Wayback Machine tells its program: `__wm.wombat("http://example.org/a","20090312051211",…)`.
fn wombat(page: &str) -> Option<Save> {
    let (_, call) = page.split_once("__wm.wombat(\"")?;
    let mut arguments = call.splitn(4, '"');
    let (url, stamp) = (arguments.next()?, arguments.nth(1)?);
    Some(Save { url: Some(parsed(url)?), captured: time(stamp) })
}

/// The address in the field of an archive's bar.
fn asked_for(dom: &Dom, page: &str) -> Option<Save> {
    let is_bar = |id: &NodeId| {
        dom.attribute(*id, "id").is_some_and(|name| WAYBACK_PARTS.contains(&name) || TODAY_PARTS.contains(&name))
    };
    (0..dom.nodes.len()).find(is_bar)?;
    let fields = page.split("<input").skip(1).filter_map(|field| field.split('>').next());
    let urls = fields.filter_map(|field| field.split_once("value=\"")?.1.split('"').next());
    let url = urls.filter(|value| value.starts_with("http")).find_map(parsed)?;
    Some(Save { url: Some(url), captured: None })
}

/// Takes an archive's parts out of a page and its addresses off the originals.
fn take_off(dom: &mut Dom, archive: Option<Archive>) {
    let parts = match archive {
        Some(Archive::Today) => TODAY_PARTS,
        Some(Archive::Wayback) | None => WAYBACK_PARTS,
    };
    let mut id = 0;
    while id < dom.nodes.len() {
        let is_part = dom.attribute(id, "id").is_some_and(|name| parts.contains(&name));
        let is_meta = archive == Some(Archive::Today) && dom.tag(id) == "meta" && says_of_save(dom, id);
        if is_part || is_meta {
            for node in dom.subtree(id) {
                dom.nodes[node].data = Data::Text(StrTendril::new());
            }
            id = dom.nodes[id].end;
            continue;
        }
        if let Data::Element { tag, attributes } = &mut dom.nodes[id].data {
            if archive == Some(Archive::Today) && &**tag == "body" {
                attributes.retain(|(name, _)| &**name != "itemprop");
            }
            attributes.iter_mut().for_each(rewrite);
        }
        id += 1;
    }
}

fn says_of_save(dom: &Dom, id: NodeId) -> bool {
    ["property", "name"].iter().filter_map(|key| dom.attribute(id, key)).any(|name| TODAY_METAS.contains(&name))
}

/// Gives an attribute that holds an archive's address the original's.
fn rewrite((name, value): &mut (LocalName, StrTendril)) {
    if matches!(&**name, "href" | "content")
        && value.contains("/http")
        && let Some(url) = original(value).and_then(|save| save.url)
    {
        *value = StrTendril::from(url);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_archives_hold_the_original() {
        let url = "https://example.org/a?b=1";
        for address in [
            "https://web.archive.org/web/20251016070000/https://example.org/a?b=1",
            "/web/20251016070000im_/https://example.org/a?b=1",
            "https://arquivo.pt/wayback/20251016070000/https://example.org:443/a?b=1",
            "https://wayback.archive-it.org/123/20251016070000/https:/example.org/a?b=1",
            "http://archive.ph/2025.10.16-070000/https://example.org/a?b=1",
            "https://archive.ph/20240101000000/https://web.archive.org/web/20251016070000/https://example.org/a?b=1",
        ] {
            let save = original(address);
            assert_eq!(save.clone().and_then(|save| save.url).as_deref(), Some(url), "{address}");
            assert_eq!(save.and_then(|save| save.captured), "2025-10-16T07:00:00Z".parse().ok(), "{address}");
        }
        let year = original("https://web.archive.org/web/2009*/http://example.org/").expect("the host is known");
        assert_eq!((year.url.as_deref(), year.captured), (Some("http://example.org/"), None));
        for address in [
            url,
            "https://example.org/2024/http://other.example/",
            "https://example.org/share/https://other.example/a",
            "https://archive.ph/AbC12",
        ] {
            assert_eq!(original(address), None, "{address}");
        }
    }

    #[test]
    fn the_bar_of_a_cache_is_taken_off() {
        let says = "a snapshot of the page as it appeared on 18 Sep 2025 04:12:33 GMT.";
        let page = format!(
            "<div><div>This is Google&#39;s cache of <a href='https://example.org/a'>https://example.org/a</a>. It is {says}</div>\
             <div>Text-only version</div></div><div><p>Police found the gang's cache of arms as it appeared on film.</p></div>"
        );
        let mut dom = Dom::parse(&page);
        let save = undo(&mut dom, &Metadata::default(), &page, None).expect("it is of a cache");
        assert_eq!(save.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(save.captured, "2025-09-18T04:12:33Z".parse().ok());
        assert_eq!(dom.text(0), "Police found the gang's cache of arms as it appeared on film.");
        let plain = "<p>Police found the gang's cache of arms.</p>";
        assert_eq!(undo(&mut Dom::parse(plain), &Metadata::default(), plain, None), None);
        let address = "https://webcache.googleusercontent.com/search?q=cache:AbC123:https://example.org/a+pier&hl=en";
        assert_eq!(original(address).and_then(|save| save.url).as_deref(), Some("https://example.org/a"));
    }

    #[test]
    fn what_an_archive_adds_is_taken_off() {
        let page = "<html><head><script>__wm.wombat(\"http://example.org:80/a\",\"20090312051211\",\"x\");</script></head><body>\
            <div id=wm-ipp-base><form><input name=url value=\"http://example.org/a\"></form>12 Mar 2009</div><p>Text</p>\
            <a href='/web/20090312051211/http://example.org/'>Home</a></body>";
        let mut dom = Dom::parse(page);
        let metadata = Metadata::collect(&dom);
        let save = undo(&mut dom, &metadata, page, None).expect("it is a save");
        assert_eq!(save.url.as_deref(), Some("http://example.org/a"));
        assert_eq!(save.captured, "2009-03-12T05:12:11Z".parse().ok());
        assert_eq!(dom.text(0), "TextHome");
        let link = dom.elements("a").next().expect("a link");
        assert_eq!(dom.attribute(link, "href"), Some("http://example.org/"));
        let mut plain = Dom::parse("<p>Text");
        assert_eq!(undo(&mut plain, &Metadata::default(), "<p>Text", Some("https://example.org/")), None);
    }
}
