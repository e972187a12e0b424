//! How text is to look.

use std::fmt;
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Effects, Style as Paint};

use crate::model::ArchivePath;

/// How text is to look on the terminal it is written to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
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
    /// The same with colours, or without.
    #[must_use]
    pub fn color(self, color: bool) -> Style {
        Style { color, ..self }
    }

    /// The same in lines of this many columns.
    #[must_use]
    pub fn width(self, width: usize) -> Style {
        Style { width, ..self }
    }

    /// The same with links, or without.
    #[must_use]
    pub fn links(self, links: bool) -> Style {
        Style { links, ..self }
    }

    /// The same with paths shown relative to this folder.
    #[must_use]
    pub fn home(self, home: Option<PathBuf>) -> Style {
        Style { home, ..self }
    }

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
    pub(super) fn path(&self, path: &Path) -> String {
        let short = self.home.as_ref().and_then(|home| path.strip_prefix(home).ok()).unwrap_or(path);
        ArchivePath::from(short).to_string()
    }

    /// `text` as a link to a web page, where links are wanted. Other schemes than the web's may start programs.
    pub(super) fn link(&self, url: &str, text: impl fmt::Display) -> String {
        match url::Url::parse(url) {
            Ok(parsed) if self.links && matches!(parsed.scheme(), "http" | "https") => osc8(&parsed, text),
            _ => text.to_string(),
        }
    }

    /// `text` as a link to a file, likewise.
    pub(super) fn file_link(&self, path: &Path, text: impl fmt::Display) -> String {
        match url::Url::from_file_path(path) {
            Ok(url) if self.links => osc8(&url, text),
            _ => text.to_string(),
        }
    }
}

/// The hyperlink of terminals (operating system command 8). A parsed URL is ASCII without control characters.
fn osc8(url: &url::Url, text: impl fmt::Display) -> String {
    format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_web_pages_and_files_only() {
        let style = Style { links: true, ..Style::default() };
        let code = |url: &str| format!("\u{1b}]8;;{url}\u{1b}\\x\u{1b}]8;;\u{1b}\\");
        assert_eq!(style.link("https://news.example/a b\u{7}c", "x"), code("https://news.example/a%20b%07c"));
        assert_eq!(style.link("tel:112", "x"), "x");
        assert_eq!(Style::default().link("https://news.example/", "x"), "x");
        #[cfg(unix)]
        assert_eq!(
            style.file_link(Path::new("/saved/порт 1.html"), "x"),
            code("file:///saved/%D0%BF%D0%BE%D1%80%D1%82%201.html")
        );
    }
}
