//! Reading a text that may be a page kept as text: the recipe.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::features;
use super::headline;
use super::lines::lines;
use super::marks::{Mark, mark};
use super::model;
use super::paragraphs::{Paragraph, paragraphs};
use super::runs;
use super::runs::Text;
use crate::extract::body::blocks::ends_sentence;
use crate::extract::body::phrases;
use crate::extract::body::similarity::bare;
use crate::extract::extraction::Note;

/// What is read out of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::extract) struct TextCopy {
    /// The headline.
    pub(in crate::extract) title: Option<String>,
    /// The paragraphs of the story.
    pub(in crate::extract) body: Vec<String>,
    /// What readers wrote below it.
    pub(in crate::extract) comments: Vec<String>,
    /// Short lines near the headline that may tell the day, the nearest first.
    pub(in crate::extract) near: Vec<String>,
    /// What was left out, and why.
    pub(in crate::extract) notes: Vec<Note>,
}

/// Reads a text.
pub(in crate::extract) fn read(text: &str) -> TextCopy {
    let paragraphs = paragraphs(&lines(text));
    let mut marks: Vec<Option<Mark>> = paragraphs.iter().map(|paragraph| mark(&paragraph.text)).collect();
    refrains(&paragraphs, &mut marks);
    if !is_of_a_page(&paragraphs, &marks) {
        return manuscript(&paragraphs);
    }
    let features = features::of(&paragraphs, &marks);
    let odds: Vec<f32> = features.iter().map(model::paragraph).collect();
    let text = Text { paragraphs: &paragraphs, marks: &marks, features: &features, odds: &odds };
    page(text)
}

/// Whether the text was taken from a page: a form for comments, or several lines that are none of a story.
fn is_of_a_page(paragraphs: &[Paragraph], marks: &[Option<Mark>]) -> bool {
    /// A single one may be a line of a text of any kind.
    const SEVERAL: usize = 3;
    let mut distinct = HashSet::new();
    let furniture = paragraphs.iter().zip(marks).filter(|(_, mark)| mark.is_some_and(Mark::is_furniture));
    let several = furniture.filter(|(paragraph, _)| distinct.insert(bare(&paragraph.text))).take(SEVERAL).count();
    several == SEVERAL || marks.contains(&Some(Mark::CommentForm))
}

/// A text that is nothing but its writer's: all of it, its headline apart.
fn manuscript(paragraphs: &[Paragraph]) -> TextCopy {
    let mut body: Vec<String> = paragraphs.iter().map(|paragraph| paragraph.text.clone()).collect();
    let title = opens_with_headline(paragraphs).then(|| body.remove(0));
    TextCopy { title, body, ..TextCopy::default() }
}

/// Whether the first line is a headline: short, no sentence, set off by an empty line from longer ones.
fn opens_with_headline(paragraphs: &[Paragraph]) -> bool {
    let [first, second, ..] = paragraphs else { return false };
    let is_short = (2..=160).contains(&first.text.chars().count());
    second.gap > 0 && !ends_sentence(&first.text) && is_short && second.text.len() > first.text.len()
}

/// A page kept as text.
fn page(text: Text) -> TextCopy {
    let mut notes = Vec::new();
    let Some((runs, main)) = runs::story(text) else {
        notes.push(Note::new("body", "no line of it is prose, so all of it is kept".to_owned()));
        return TextCopy { notes, ..manuscript(text.paragraphs) };
    };
    let headline = headline::find(text, &runs[0].range, &runs[main].range);
    let begin = headline.as_ref().map_or(runs[0].range.start, |headline| headline.at + 1);
    notes.push(Note::new(
        "title",
        match &headline {
            Some(found) => format!("the line above the story that is most like it (log-odds {:.1})", found.odds),
            None => "no line above the story is like it".to_owned(),
        },
    ));
    let parts: Vec<Range<usize>> =
        runs.iter().map(|run| run.range.start.max(begin)..run.range.end).filter(|part| !part.is_empty()).collect();
    let end = parts.last().map_or(begin, |last| last.end);
    tell(text, 0..begin.saturating_sub(1), "above the headline", &mut notes);
    let body = body(text, begin, &parts, &mut notes);
    tell(text, end..text.paragraphs.len(), "behind the story", &mut notes);
    let near = near(
        text,
        headline.as_ref().map_or(begin, |headline| headline.at),
        parts.first().map_or(begin, |part| part.start),
        end,
    );
    let title = headline.map(|headline| headline::shown(text.paragraphs, headline.at));
    TextCopy { title, body, comments: comments(text, end), near, notes }
}

fn tell(text: Text, range: Range<usize>, why: &str, notes: &mut Vec<Note>) {
    if let Some(first) = text.paragraphs[range.clone()].first() {
        notes.push(Note::new("body", format!("left out ({why}): {} lines from {}", range.len(), opening(&first.text))));
    }
}

/// The paragraphs of the story: those of its parts, and what stands between two of them or under the headline.
fn body(text: Text, begin: usize, parts: &[Range<usize>], notes: &mut Vec<Note>) -> Vec<String> {
    /// Odds below which a line is left out even inside of the story.
    const DOUBT: f32 = -2.0;
    let mut said: HashSet<String> = HashSet::new();
    let mut body = Vec::new();
    let first = parts.first().map_or(begin, |part| part.start);
    let end = parts.last().map_or(begin, |part| part.end);
    for at in begin..end {
        let paragraph = &text.paragraphs[at];
        let is_inside = parts.iter().any(|part| part.contains(&at));
        let reason = match text.marks[at] {
            Some(mark) if mark != Mark::Credit || paragraph.weight < 200 => Some(mark.describe()),
            _ if at < first && (!ends_sentence(&paragraph.text) || phrases::is_byline(&paragraph.text)) => {
                Some("a label before the text")
            }
            _ if !is_inside && paragraph.is_prose() && at > first => Some("another story"),
            _ if paragraph.weight >= 30 && !said.insert(bare(&paragraph.text)) => Some("said before"),
            _ if text.odds[at] < DOUBT => Some("by its place and form none of the story"),
            _ => None,
        };
        match reason {
            Some(reason) => notes.push(Note::new("body", format!("left out ({reason}): {}", opening(&paragraph.text)))),
            None => body.push(paragraph.text.clone()),
        }
    }
    body
}

/// What readers wrote: the sentences below the heading of comments, up to the form for them or another box.
fn comments(text: Text, end: usize) -> Vec<String> {
    let Some(heading) = (end..text.marks.len()).find(|at| text.marks[*at] == Some(Mark::Comments)) else {
        return Vec::new();
    };
    let closes = |mark: &Option<Mark>| matches!(mark, Some(Mark::CommentForm | Mark::Aside | Mark::Notice));
    let below = text.marks[heading + 1..].iter().position(closes).map_or(text.marks.len(), |at| heading + 1 + at);
    let said = (heading + 1..below).filter(|at| text.marks[*at].is_none() && text.paragraphs[*at].weight >= 20);
    let sentences = said
        .filter(|at| ends_sentence(&text.paragraphs[*at].text) && !text.paragraphs[*at].text.ends_with([':', '：']));
    sentences.map(|at| text.paragraphs[at].text.clone()).collect()
}

/// Short lines around the headline and behind the story, the nearest to the headline first.
fn near(text: Text, headline: usize, story: usize, end: usize) -> Vec<String> {
    let below = headline + 1..(story + 2).min(text.paragraphs.len());
    let above = headline.saturating_sub(6)..headline;
    let behind = end..(end + 12).min(text.paragraphs.len());
    let places = below.chain(above.rev()).chain(behind);
    let short = places.map(|at| &text.paragraphs[at]).filter(|paragraph| paragraph.weight < 120);
    short.map(|paragraph| paragraph.text.clone()).collect()
}

/// Marks short lines that stand in the text again and again, as labels do.
fn refrains(paragraphs: &[Paragraph], marks: &mut [Option<Mark>]) {
    /// So often no short line of a story is said.
    const OFTEN: usize = 4;
    let is_short = |paragraph: &Paragraph| paragraph.weight < 60 && !paragraph.is_prose();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for paragraph in paragraphs.iter().filter(|paragraph| is_short(paragraph)) {
        *times.entry(&paragraph.text).or_default() += 1;
    }
    for (paragraph, mark) in
        paragraphs.iter().zip(marks).filter(|(paragraph, mark)| mark.is_none() && is_short(paragraph))
    {
        if times.get(&*paragraph.text).is_some_and(|times| *times >= OFTEN) || repeats_itself(&paragraph.text) {
            *mark = Some(Mark::Refrain);
        }
    }
}

/// Whether a line is one text said twice or more, as where a dump gives the description of each size of a picture.
fn repeats_itself(text: &str) -> bool {
    /// A text of fewer words may well be said twice: "bye bye".
    const WORDS: usize = 3;
    let words: Vec<&str> = text.split(' ').collect();
    let times = (2..=6).filter(|times| words.len().is_multiple_of(*times) && words.len() / times >= WORDS);
    times.into_iter().any(|times| {
        let (first, rest) = words.split_at(words.len() / times);
        rest.chunks(first.len()).all(|chunk| chunk == first)
    })
}

/// The opening of a text, for notes.
fn opening(text: &str) -> String {
    let end = text.floor_char_boundary(80);
    if end < text.len() { format!("{}…", &text[..end]) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STORY: [&str; 4] = [
        "The harbour office said on Tuesday that the second pier would open before the winter, after years of delay and of \
            quarrels over who is to pay for the new cranes and for the road that leads to it.",
        "Fishermen had asked for the pier since the old one was closed, and had landed their catch at the neighbouring port, \
            an hour away by lorry, for as long as anybody in the office can remember.",
        "“We have waited long enough,” the harbour master told the council, “and the cranes will not wait for us, for they \
            stand on a ship that has to be paid by the day.”",
        "The road to the pier will be built next spring, the council decided, with money from the sale of the old customs \
            house and of the two tugs that are no longer needed.",
    ];

    /// A page as a person marks and copies it.
    fn copied() -> String {
        format!(
            "Skip to content\nHome\nNews\nSport\nSubscribe\nSearch\nHome > News\nSecond pier opens before the winter\n\
            By Ann Lee\n14 October 2025\nShare\nFacebook\nTwitter\n{}\n{}\nAdvertisement\n{}\nRead more: The old pier is sold\n{}\n\
            Related articles\nFerry was late again\nThe ferry was late again on Monday, and nobody could say why.\nStorm closes market\n\
            The market was closed for a day.\nAbout us\nContact\nPrivacy policy\n© 2025 Harbour Post. All rights reserved.\n",
            STORY[0], STORY[1], STORY[2], STORY[3]
        )
    }

    #[test]
    fn of_a_page_kept_as_text_the_story_is_read() {
        let copy = read(&copied());
        assert_eq!(copy.title.as_deref(), Some("Second pier opens before the winter"));
        assert_eq!(copy.body, STORY);
        assert!(copy.near.iter().any(|line| line == "14 October 2025"), "{:?}", copy.near);
        assert!(copy.comments.is_empty());
        assert!(
            copy.notes.iter().any(|note| note.text.contains("Read more: The old pier is sold")),
            "{:?}",
            copy.notes
        );
    }

    #[test]
    fn what_readers_wrote_is_kept_apart() {
        let said = "I have waited for this pier for years.";
        let text = format!(
            "{}Comments (1)\nA reader says:\n{said}\nReply\nLeave a Reply\nYour email address will not be published.\n",
            copied()
        );
        let copy = read(&text);
        assert_eq!(copy.body, STORY);
        assert_eq!(copy.comments, [said]);
    }

    #[test]
    fn a_page_is_read_alike_however_it_was_dumped() {
        let wrapped = |text: &str| {
            let mut lines = vec![String::from("  ")];
            for word in text.split(' ') {
                if lines[lines.len() - 1].chars().count() + word.chars().count() > 71 {
                    lines.push(String::from("  "));
                }
                let line = lines.len() - 1;
                lines[line] += &format!(" {word}");
            }
            lines.join("\n")
        };
        let story: String = STORY.iter().map(|paragraph| format!("\n{}\n", wrapped(paragraph))).collect();
        let dump = format!(
            "   [1]Skip to content\n     * [2]Home\n     * [3]News\n     * [4]Subscribe\n\nSecond pier opens before the winter\n\n   By Ann Lee\n   14 October 2025\n   [photo.jpg]\n{story}\n\
            Related articles\n     * [5]Ferry was late again\n   [6]Privacy policy\n\nReferences\n\n   1. https://example.org/#a\n   2. https://example.org/\n"
        );
        let markdown = format!(
            "Skip to content\n\n  * Home\n  * News\n  * Subscribe\n\n# Second pier opens before the winter\n\n**By Ann Lee**\n\n14 October 2025\n\n{}\n\n#### Related articles\n\n  * Ferry was late again\n\nPrivacy policy\n",
            STORY.join("\n\n")
        );
        for text in [dump, markdown] {
            let copy = read(&text);
            assert_eq!(
                (copy.title.as_deref(), &copy.body[..]),
                (Some("Second pier opens before the winter"), &STORY.map(str::to_owned)[..]),
                "{text}"
            );
        }
    }

    #[test]
    fn a_single_line_that_could_be_furniture_leaves_a_manuscript_whole() {
        let text = format!("The feast\n\nMenu\n\nSoup and bread\n\n{}\n", STORY[0]);
        let copy = read(&text);
        assert_eq!(copy.body, ["The feast", "Menu", "Soup and bread", STORY[0]]);
    }

    /// Words that no table knows.
    fn invented_line() -> impl Strategy<Value = String> {
        prop_oneof![
            "(zor|bel|kim|dur|vax|pol){1,3}( (zor|bel|kim|dur|vax|pol|q){1,3}){0,40}[.?!]?",
            Just(String::new()),
        ]
    }

    proptest! {
        #[test]
        fn a_manuscript_stays_whole(lines in prop::collection::vec(invented_line(), 0..40)) {
            let text = lines.join("\n");
            let copy = read(&text);
            let read: Vec<String> = copy.title.into_iter().chain(copy.body).collect();
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(words(&read.join(" ")), words(&text));
            prop_assert!(copy.notes.is_empty() && copy.comments.is_empty());
        }

        #[test]
        fn any_text_is_read(pieces in prop::collection::vec("(Menu|Share|©|Related articles|Leave a reply|[0-9]{1,2} May 2024|[a-z ]{0,90}[.]?|[\\PC]{0,30}|\\* |# |\\[1\\]|\t)\n{0,2}", 0..60)) {
            let copy = read(&pieces.concat());
            prop_assert!(copy.body.iter().all(|line| !line.trim().is_empty() && !line.contains('\n')));
        }
    }
}
