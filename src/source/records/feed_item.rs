//! An item of a feed, or a post of a WordPress export: from its fields to a capture.
//!
//! Fields are known by the names of RSS 2.0, Atom (RFC 4287), Dublin Core and WXR, WordPress's export, which is RSS
//! with fields of its own. Of an export only what was published is read: no attachments, menus, drafts.

use super::distinct::Distinct;
use super::markup::{is_html, plain, title};
use crate::model::{Capture, Declared, Extent, MediaType, Origin};
use crate::source::byline::{self, NameOrder};
use crate::source::stamp;
use crate::{Error, Result};

/// The fields of an item, named as in the feed in lower case, in its order.
#[derive(Debug, Default)]
pub(super) struct FeedItem {
    /// Pairs of a name and what stands under it.
    pub(super) fields: Vec<(String, String)>,
}

/// How a category begins by which Blogger tells posts from comments.
const BLOGGER: &str = "http://schemas.google.com/blogger/2008/kind#";

/// What the feed says of all its items.
#[derive(Debug, Default)]
pub(super) struct Channel {
    /// Its title.
    pub(super) title: Option<String>,
    /// Its language.
    pub(super) language: Option<String>,
    /// Pairs of an author's account and name.
    pub(super) authors: Vec<(String, String)>,
}

impl FeedItem {
    /// The capture that the item makes.
    pub(super) fn capture(&self, origin: Origin, channel: &Channel) -> Result<Capture> {
        self.check_published()?;
        let text = self.first(&["content:encoded", "content", "description", "summary"]).unwrap_or_default();
        let title = self.first(&["title"]).map(title);
        if text.is_empty() && title.is_none() {
            return Err(Error::skipped("an item without text and title"));
        }
        let (media_type, text) = match self.is_of_wordpress() {
            true => (MediaType::Html, with_paragraphs(&without_shortcodes(text))),
            false if is_html(text) || text.contains("</") => (MediaType::Html, text.to_owned()),
            false => (MediaType::Text, text.to_owned()),
        };
        let declared = Declared {
            id: self.first(&["guid", "id"]).map(str::to_owned),
            charset: Some("utf-8".to_owned()),
            url: self.url(),
            title,
            authors: self.authors(channel),
            published: self.published(),
            lang: channel.language.clone(),
            tags: self.all("category").into_iter().filter(|tag| !tag.starts_with(BLOGGER)).collect(),
            site: channel.title.clone(),
            extent: Extent::Field,
            ..Declared::default()
        };
        Ok(Capture { origin, media_type, bytes: text.into_bytes(), declared })
    }

    fn check_published(&self) -> Result<()> {
        self.check_blogger()?;
        match (self.first(&["wp:post_type"]), self.first(&["wp:status"])) {
            (Some("post" | "page") | None, Some("publish") | None) => Ok(()),
            (Some("attachment"), _) => Err(Error::skipped("an attachment of a WordPress export")),
            (Some("post" | "page"), _) => Err(Error::skipped("a draft or private page of a WordPress export")),
            _ => Err(Error::skipped("a part of a WordPress export that is neither post nor page")),
        }
    }

    /// Of a Blogger export posts and pages are read that were published.
    fn check_blogger(&self) -> Result<()> {
        let old_kind = self.all("category").into_iter().find_map(|term| Some(term.strip_prefix(BLOGGER)?.to_owned()));
        let kind = self.first(&["blogger:type"]).map(str::to_lowercase).or(old_kind);
        let is_draft = self.first(&["blogger:status"]).is_some_and(|status| status != "LIVE")
            || self.first(&["app:draft", "app:control/app:draft"]) == Some("yes");
        match kind.as_deref() {
            None => Ok(()),
            Some("post" | "page") if is_draft => Err(Error::skipped("a draft of a Blogger export")),
            Some("post" | "page") => Ok(()),
            Some("comment") => Err(Error::skipped("a reader's comment in a Blogger export")),
            Some(_) => Err(Error::skipped("a part of a Blogger export that is neither post nor page")),
        }
    }

    fn is_of_wordpress(&self) -> bool {
        self.first(&["wp:post_type"]).is_some()
    }

    /// The first field of one of these names that is not blank.
    fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let mut texts = self.fields.iter().filter(|(known, _)| known == name).map(|(_, text)| text.trim());
            texts.find(|text| !text.is_empty())
        })
    }

    fn all(&self, name: &str) -> Vec<String> {
        let all = self.fields.iter().filter(|(known, text)| known == name && !text.trim().is_empty());
        all.map(|(_, text)| plain(text.trim())).collect::<Distinct>().into_vec()
    }

    fn url(&self) -> Option<String> {
        let is_web = |url: &&str| url.starts_with("http://") || url.starts_with("https://");
        self.first(&["link"]).filter(is_web).or_else(|| self.first(&["guid"]).filter(is_web)).map(str::to_owned)
    }

    fn authors(&self, channel: &Channel) -> Vec<String> {
        let names = ["dc:creator", "author/name", "author"].map(|name| self.all(name));
        let names = names.into_iter().find(|names| !names.is_empty()).unwrap_or_default();
        let full = |name: String| {
            let known = channel.authors.iter().find(|(account, _)| *account == name);
            match known {
                Some((_, full)) => vec![full.clone()],
                None if byline::has_opening(&name) => byline::names(&name, NameOrder::GivenFirst),
                None => vec![byline::without_mailbox(&name).to_owned()],
            }
        };
        // An address of mail alone is no name; `@harbour` is one.
        let is_address = |name: &String| !name.contains(' ') && name.find('@').is_some_and(|at| at > 0);
        names.into_iter().flat_map(full).filter(|name| !is_address(name)).collect()
    }

    /// The date of publication, in the place's own time where the feed tells it.
    fn published(&self) -> Option<String> {
        let local = self.first(&["wp:post_date"]).filter(|date| !date.starts_with("0000"));
        let date = local.or_else(|| {
            self.first(&["published", "pubdate", "atom:published", "dc:date", "updated", "atom:updated"])
        })?;
        Some(stamp::standard(date))
    }
}

/// The text of a post without WordPress's codes for pictures and players, `[caption id="7"]`.
fn without_shortcodes(text: &str) -> String {
    const CODES: &[&str] = &["audio", "caption", "embed", "gallery", "playlist", "video"];
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, code) = rest.split_at(at);
        kept.push_str(before);
        let name = code[1..].trim_start_matches('/');
        let is_code = CODES
            .iter()
            .any(|known| name.strip_prefix(known).is_some_and(|behind| behind.starts_with([' ', ']', '/'])));
        let end = code.bytes().take(1000).position(|byte| byte == b']').filter(|_| is_code);
        match end {
            Some(end) => rest = &code[end + 1..],
            None => {
                kept.push('[');
                rest = &code[1..];
            }
        }
    }
    kept + rest
}

/// The text of a post as a page shows it: WordPress makes paragraphs of what stands between blank lines, unless the
/// text has elements for them.
fn with_paragraphs(text: &str) -> String {
    const BLOCKS: &[&str] = &["<h", "<ul", "<ol", "<bl", "<di", "<fi", "<ta", "<pr", "<if", "<!--", "<se", "<as"];
    if text.contains("<p>") || text.contains("<p ") || text.contains("<!-- wp:") {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n");
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    let marked = paragraphs.map(|paragraph| {
        let is_block = BLOCKS.iter().any(|block| paragraph.starts_with(block));
        if is_block { paragraph.to_owned() } else { format!("<p>{}</p>", paragraph.replace('\n', "<br>")) }
    });
    marked.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_codes_of_wordpress_are_read() {
        let text = "[caption id=\"7\" width=\"3\"]<img> A ship[/caption]\r\n\r\nThe ferry [sic] sails.\nAgain.\n\n<h2>Later</h2>\n\nRain.";
        let read = with_paragraphs(&without_shortcodes(text));
        assert_eq!(read, "<p><img> A ship</p>\n<p>The ferry [sic] sails.<br>Again.</p>\n<h2>Later</h2>\n<p>Rain.</p>");
        assert_eq!(with_paragraphs("<p>One\n\nTwo"), "<p>One\n\nTwo");
    }
}
