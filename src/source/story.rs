//! A story as a database, an agency's XML or a note keeper tells it, field by field.

use jiff::Timestamp;

use crate::model::{Capture, Declared, Extent, MediaType, Origin};
use crate::source::byline::{self, NameOrder};

/// A story of an export, an agency or a collection of notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::source) struct Story {
    pub(in crate::source) title: Option<String>,
    pub(in crate::source) authors: Vec<String>,
    /// The day as the export writes it.
    pub(in crate::source) published: Option<String>,
    /// The newspaper, agency or site.
    pub(in crate::source) publication: Option<String>,
    pub(in crate::source) sections: Vec<String>,
    pub(in crate::source) tags: Vec<String>,
    pub(in crate::source) lang: Option<String>,
    /// The service's own name of the story.
    pub(in crate::source) id: Option<String>,
    pub(in crate::source) url: Option<String>,
    pub(in crate::source) summary: Option<String>,
    pub(in crate::source) paragraphs: Vec<String>,
    /// The text as HTML, where it stands so in the file; the paragraphs are then empty.
    pub(in crate::source) markup: Option<String>,
    /// Countries that are declared of it, as codes or names.
    pub(in crate::source) countries: Vec<String>,
    /// When it was saved or last changed.
    pub(in crate::source) captured: Option<Timestamp>,
}

impl Story {
    /// Whether there is anything in it to be found by.
    pub(in crate::source) fn is_one(&self) -> bool {
        let has_text = !self.paragraphs.is_empty() || self.markup.is_some();
        self.title.is_some() && (has_text || self.published.is_some() || self.summary.is_some())
            || self.paragraphs.iter().map(String::len).sum::<usize>() > 200
    }

    /// Takes the authors out of a byline.
    pub(in crate::source) fn sign(&mut self, byline: &str, order: NameOrder) {
        const NOBODY: &[&str] = &["anonymous", "anonyme", "anonym", "anónimo", "staff", "n/a"];
        for name in byline::names(byline, order) {
            if !self.authors.contains(&name) && !NOBODY.contains(&name.to_lowercase().as_str()) {
                self.authors.push(name);
            }
        }
    }

    /// Puts the place that a story is filed from before its text, unless the text begins with it.
    pub(in crate::source) fn begin_with(&mut self, dateline: Option<String>) {
        let Some(dateline) = dateline.filter(|dateline| !dateline.is_empty()) else { return };
        let place = dateline.split([',', ' ']).next().unwrap_or(&dateline).to_lowercase();
        if let Some(first) = self.paragraphs.first_mut().filter(|first| !first.to_lowercase().starts_with(&place)) {
            *first = format!("{dateline} - {first}");
        }
    }

    /// The capture that it makes.
    pub(in crate::source) fn capture(self, origin: Origin) -> Capture {
        let filled = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let summary = filled(self.summary);
        let mut paragraphs = self.paragraphs;
        if paragraphs.len() > 1 && paragraphs.first().map(|first| first.trim()) == self.title.as_deref().map(str::trim)
        {
            paragraphs.remove(0);
        }
        let (media_type, text) = match self.markup {
            Some(markup) => (MediaType::Html, markup),
            None => (MediaType::Text, paragraphs.join("\n")),
        };
        let text = match (text, &summary) {
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
            countries: self.countries,
            captured: self.captured,
            site: filled(self.publication),
            description: summary.filter(|summary| *summary != text),
            extent: Extent::Text,
            ..Declared::default()
        };
        Capture { origin, media_type, bytes: text.into_bytes(), declared }
    }
}

/// The parts of a list, each once; what a database adds in parentheses ("(90%)") goes.
pub(in crate::source) fn list(text: &str, separators: &[char]) -> Vec<String> {
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
