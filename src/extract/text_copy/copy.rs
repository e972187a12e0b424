//! What is read out of a text.

use crate::extract::date::NearLine;
use crate::extract::extraction::Note;

/// What is read out of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::extract) struct TextCopy {
    /// The headline.
    pub(in crate::extract) title: Option<String>,
    /// Who signs it.
    pub(in crate::extract) authors: Vec<String>,
    /// What the site calls itself beside the headline.
    pub(in crate::extract) site: Option<String>,
    /// The address that stands above the story.
    pub(in crate::extract) url: Option<String>,
    /// The paragraphs of the story.
    pub(in crate::extract) body: Vec<String>,
    /// What readers wrote below it.
    pub(in crate::extract) comments: Vec<String>,
    /// Short lines that may tell the day.
    pub(in crate::extract) near: Vec<NearLine>,
    /// What was left out, and why.
    pub(in crate::extract) notes: Vec<Note>,
}
