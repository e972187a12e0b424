//! A story as a database tells it.

use crate::model::{Capture, Declared, Extent, MediaType, Origin};
use crate::source::byline::{self, NameOrder};

/// A story of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Story {
    pub(super) title: Option<String>,
    pub(super) authors: Vec<String>,
    /// The day as the export writes it.
    pub(super) published: Option<String>,
    /// The newspaper, agency or site.
    pub(super) publication: Option<String>,
    pub(super) sections: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) lang: Option<String>,
    /// The service's own name of the story.
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) paragraphs: Vec<String>,
}

impl Story {
    /// Whether there is anything in it to be found by.
    pub(super) fn is_one(&self) -> bool {
        self.title.is_some() && (!self.paragraphs.is_empty() || self.published.is_some() || self.summary.is_some())
            || self.paragraphs.iter().map(String::len).sum::<usize>() > 200
    }

    /// Takes the authors out of a byline.
    pub(super) fn sign(&mut self, byline: &str, order: NameOrder) {
        const NOBODY: &[&str] = &["anonymous", "anonyme", "anonym", "anónimo", "staff", "n/a"];
        for name in byline::names(byline, order) {
            if !self.authors.contains(&name) && !NOBODY.contains(&name.to_lowercase().as_str()) {
                self.authors.push(name);
            }
        }
    }

    /// The capture that it makes.
    pub(super) fn capture(self, origin: Origin) -> Capture {
        let filled = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let summary = filled(self.summary);
        let text = match (self.paragraphs.join("\n"), &summary) {
            (text, Some(summary)) if text.is_empty() => summary.clone(),
            (text, _) => text,
        };
        let declared = Declared {
            id: filled(self.id),
            charset: Some("utf-8".to_owned()),
            url: filled(self.url),
            title: filled(self.title),
            authors: self.authors,
            published: filled(self.published),
            lang: filled(self.lang),
            tags: self.tags,
            sections: self.sections,
            site: filled(self.publication),
            description: summary.filter(|summary| *summary != text),
            extent: Extent::Text,
            ..Declared::default()
        };
        Capture { origin, media_type: MediaType::Text, bytes: text.into_bytes(), declared }
    }
}

/// The parts of a list, each once; what a database adds in parentheses ("(90%)") goes.
pub(super) fn list(text: &str, separators: &[char]) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for part in text.split(separators) {
        let share = part.trim_end().strip_suffix("%)").and_then(|part| part.rsplit_once('('));
        let part = share.map_or(part, |(name, _)| name).trim();
        if !part.is_empty() && !list.iter().any(|known| known == part) {
            list.push(part.to_owned());
        }
    }
    list
}
