//! Where the story stands in a page.

use std::ops::Range;

use super::headline;
use super::model::Weights;
use super::runs;
use super::runs::Text;

/// Where the story stands in a page.
pub(super) struct Bounds {
    pub(super) headline: Option<headline::Headline>,
    /// The first line behind the headline.
    pub(super) begin: usize,
    /// The runs of prose that are the story, from there on.
    pub(super) parts: Vec<Range<usize>>,
    /// The end of the last of them.
    pub(super) end: usize,
}

impl Bounds {
    pub(super) fn of(text: Text, weights: &Weights) -> Option<Bounds> {
        let (runs, main) = runs::story(text, &weights.run)?;
        let headline = headline::find(text, &runs[0].range, &runs[main].range, &weights.headline);
        let begin = headline.as_ref().map_or(runs[0].range.start, |headline| headline.at + 1);
        let parts = runs.iter().map(|run| run.range.start.max(begin)..run.range.end);
        let parts: Vec<Range<usize>> = parts.filter(|part| !part.is_empty()).collect();
        let end = parts.last().map_or(begin, |last| last.end);
        Some(Bounds { headline, begin, parts, end })
    }

    /// Where the prose begins.
    pub(super) fn first(&self) -> usize {
        self.parts.first().map_or(self.begin, |part| part.start)
    }

    /// The lines that stand between the headline and the story: standfirst, byline and day among the first paragraphs.
    pub(super) fn head(&self) -> Range<usize> {
        /// Among how many of the first paragraphs the byline may be.
        const PARAGRAPHS: usize = 4;
        self.begin..(self.first() + PARAGRAPHS).min(self.end.max(self.begin))
    }
}
