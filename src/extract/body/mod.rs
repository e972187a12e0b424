//! What of a page is the article's text.
//!
//! [`blocks`] models the page as blocks of text: [`cues`] says what the marks of each element are, [`doubt`] which of them are
//! not believed, [`unmarked`] tells parts by what they hold, [`reference_marks`] hides those of footnotes, [`cutter`] cuts each [`block`]. [`scoring`] chooses the container, [`prune`] takes out what is not the story
//! (by its marks, by [`phrases`], by repetition: [`similarity`]), [`standfirst`] brings back one that stands outside, and
//! [`comments`] keeps what readers wrote apart. [`fragment`] reads what is all text.

pub(super) mod block;
pub(super) mod blocks;
pub(super) mod comments;
pub(super) mod cues;
pub(super) mod cutter;
pub(super) mod doubt;
pub(super) mod fragment;
pub(super) mod phrases;
pub(super) mod prune;
pub(super) mod reference_marks;
pub(super) mod scoring;
pub(super) mod similarity;
pub(super) mod standfirst;
mod unmarked;
