//! The text of pages as a browser showed it, which some crawlers keep beside what the server sent.
//!
//! A page that a program fills is an empty shell as it was sent, and its text is in the rendered one alone. Of all other pages the page
//! itself says more: who wrote it and when, what is a heading and what a menu. So the rendered text is read where the page showed less
//! than half of it, and reported as left out where it did not.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use memchr::memchr;
use xxhash_rust::xxh3::xxh3_64;

use super::member::Member;
use crate::model::Declared;
use crate::{Error, Result};

/// How many pages of a file are remembered.
const MOST: usize = 1 << 20;
/// Elements whose content nobody sees.
const HIDDEN: &[&str] = &["script", "style", "noscript", "template", "title", "!--"];

/// How many letters the pages of a file showed as they were sent.
#[derive(Clone, Default)]
pub(crate) struct Shown(Rc<RefCell<HashMap<u64, u32>>>);

impl Shown {
    /// Notes a page as the server sent it.
    pub(super) fn note(&self, url: &str, page: &[u8]) {
        let mut pages = self.0.borrow_mut();
        if pages.len() < MOST {
            let letters = u32::try_from(letters_shown(page)).unwrap_or(u32::MAX);
            let known = pages.entry(xxh3_64(url.as_bytes())).or_default();
            *known = (*known).max(letters);
        }
    }

    /// Whether the page at this address showed less than half of this text, as far as is known.
    fn is_shell(&self, url: &str, text: &str) -> bool {
        let shown = self.0.borrow().get(&xxh3_64(url.as_bytes())).copied();
        let letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
        shown.is_none_or(|shown| (shown as usize) * 2 < letters)
    }

    /// The rendered text of a page as a member, or why it is not read.
    pub(super) fn member<'t, 's: 't>(&self, rendered: Rendered, text: &'t mut &'s [u8]) -> Result<Member<'t>> {
        if !self.is_shell(&rendered.url, &String::from_utf8_lossy(text)) {
            return Err(Error::skipped("the rendered text of a page that is read itself").in_member(rendered.name));
        }
        let Rendered { url, name, declared } = rendered;
        let title = declared.title.clone().or_else(|| headline(text));
        let declared = Declared { title, url: Some(url), charset: Some("utf-8".to_owned()), ..declared };
        Ok(Member { name, kind: "txt", offset: None, declared, bytes: text })
    }
}

/// Of which page a rendered text is.
pub(super) struct Rendered {
    pub(super) url: String,
    /// What the container calls it.
    pub(super) name: String,
    pub(super) declared: Declared,
}

/// The first line of a text, if it can be a headline: entries of menus are shorter, and sentences end.
fn headline(text: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(text);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let is_headline = (5..=25).contains(&line.split_whitespace().count()) && !line.ends_with('.');
    is_headline.then(|| line.to_owned())
}

/// About how many letters and digits a page shows, by its bytes: it is counted for every page of a crawl.
fn letters_shown(page: &[u8]) -> usize {
    let is_hidden = |piece: &[u8]| {
        HIDDEN.iter().any(|tag| piece.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes())))
    };
    let shown = page.split(|byte| *byte == b'<').filter(|piece| !is_hidden(piece));
    let shown = shown.map(|piece| memchr(b'>', piece).map_or(piece, |end| &piece[end + 1..]));
    shown.map(|shown| shown.iter().filter(|byte| byte.is_ascii_alphanumeric() || **byte >= 0xC0).count()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_shell_is_read_and_that_of_a_page_is_told() {
        let shown = Shown::default();
        shown.note(
            "https://e.org/shell",
            b"<title>Ferry line</title><div id=root></div><script>let text = 'The ferry sails again.'</script>",
        );
        shown.note("https://e.org/page", b"<p>The ferry sails again.</p>");
        let read = |url: &str| {
            let rendered = Rendered { url: url.to_owned(), name: url.to_owned(), declared: Declared::default() };
            let mut text = b"The ferry sails again. All boats run.".as_slice();
            shown.member(rendered, &mut text).map(|member| member.name)
        };
        assert!(read("https://e.org/shell").is_ok() && read("https://e.org/unknown").is_ok());
        assert!(read("https://e.org/page").unwrap_err().is_skip());
    }
}
