//! What of a page is the article's text.
//!
//! [`blocks`] models the page as blocks of text, [`scoring`] chooses the container, [`prune`] takes out what is not the story
//! (by [`cues`] of class and id, by [`phrases`], by repetition: [`similarity`]), [`standfirst`] brings back one that stands outside, and
//! [`comments`] keeps what readers wrote apart.

pub(super) mod blocks;
pub(super) mod comments;
pub(super) mod cues;
pub(super) mod phrases;
pub(super) mod prune;
pub(super) mod scoring;
pub(super) mod similarity;
pub(super) mod standfirst;
