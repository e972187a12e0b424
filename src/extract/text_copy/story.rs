//! Where in a text the story stands: the run of paragraphs that is worth most.
//!
//! Each paragraph of prose is worth its length, up to a bound; every short line costs a little, a line that says that it
//! is something else costs more. The run whose sum is greatest is found in one pass (Kadane's algorithm), as
//! boilerplate removers do with the words and tags of a page (Pasternack and Roth, 2009).

use std::ops::Range;

use super::marks::Mark;
use super::paragraphs::Paragraph;

/// The run of paragraphs that is the story; empty where there is no prose at all.
pub(super) fn find(paragraphs: &[Paragraph], marks: &[Option<Mark>]) -> Range<usize> {
    let mut best = (0, 0..0);
    let (mut sum, mut start) = (0, 0);
    for (at, paragraph) in paragraphs.iter().enumerate() {
        sum += worth(paragraph, marks[at]);
        if sum <= 0 {
            (sum, start) = (0, at + 1);
        } else if sum > best.0 {
            best = (sum, start..at + 1);
        }
    }
    best.1
}

/// What a paragraph adds to the run that holds it.
fn worth(paragraph: &Paragraph, mark: Option<Mark>) -> i64 {
    /// Prose beyond this is worth no more: one long notice is no story.
    const MOST: usize = 500;
    /// Prose of less is often the summary of another story.
    const SUMMARY: usize = 180;
    let weight = paragraph.weight.min(MOST) as i64;
    match mark {
        Some(Mark::CommentForm) => -600,
        Some(Mark::Aside) => -200,
        Some(Mark::Pointer) => -90,
        Some(Mark::Notice) => -80,
        Some(Mark::Control) => -40,
        Some(Mark::Credit) => -15,
        None if paragraph.is_prose() && paragraph.weight < SUMMARY => weight / 2,
        None if paragraph.is_prose() => weight,
        None => -40,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::text_copy::lines::lines;
    use crate::extract::text_copy::marks::mark;
    use crate::extract::text_copy::paragraphs::paragraphs;

    #[test]
    fn the_story_stands_between_menus_and_the_stories_of_others() {
        let prose = "The harbour office said on Tuesday that the second pier would open before the winter, after years of \
            delay and of quarrels over who is to pay for the new cranes and for the road that leads to it.";
        let text = format!(
            "Menu\nNews\nSport\nPier opens\n{prose}\nA heading\n{prose}\nMore stories\nFerry late\nThe ferry was late again on Monday morning.\nStorm\n"
        );
        let paragraphs = paragraphs(&lines(&text));
        let marks: Vec<Option<Mark>> = paragraphs.iter().map(|paragraph| mark(&paragraph.text)).collect();
        assert_eq!(find(&paragraphs, &marks), 4..7);
        assert_eq!(find(&paragraphs[..4], &marks), 0..0);
    }
}
