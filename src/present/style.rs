//! How text is to look.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Effects, Style as Paint};

/// How text is to look on the terminal it is written to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour.
    pub color: bool,
    /// How many columns there are; 0 for no wrapping.
    pub width: usize,
    /// Whether to make files and URLs links (OSC 8).
    pub links: bool,
    /// Paths below this folder are shown relative to it.
    pub home: Option<PathBuf>,
}

/// What a piece of text is, by which it is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A headline.
    Title,
    /// Words that matched.
    Match,
    /// Dates, places and names around a hit.
    Detail,
    /// A file's path.
    Path,
    /// The bar of a count.
    Bar,
}

impl Style {
    /// `text` in the colours of its role.
    pub(super) fn paint<'a>(&self, role: Role, text: &'a str) -> Painted<'a> {
        let paint = match role {
            _ if !self.color => Paint::new(),
            Role::Title => Paint::new().bold(),
            Role::Match => AnsiColor::Red.on_default() | Effects::BOLD,
            Role::Detail => AnsiColor::Cyan.on_default(),
            Role::Path => AnsiColor::Magenta.on_default(),
            Role::Bar => AnsiColor::Blue.on_default(),
        };
        Painted { paint, text }
    }

    /// A path as it is shown.
    pub(super) fn path<'a>(&self, path: &'a Path) -> Cow<'a, str> {
        let short = self.home.as_ref().and_then(|home| path.strip_prefix(home).ok()).unwrap_or(path);
        short.to_string_lossy()
    }

    /// `text` as a link to a URL, where links are wanted.
    pub(super) fn link(&self, url: &str, text: impl fmt::Display) -> String {
        if !self.links || url.contains(|c: char| c.is_control()) {
            return text.to_string();
        }
        format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
    }
}

/// Text between the codes that colour it.
pub(super) struct Painted<'a> {
    paint: Paint,
    text: &'a str,
}

impl fmt::Display for Painted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.paint.render(), self.text, self.paint.render_reset())
    }
}
