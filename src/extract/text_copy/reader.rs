//! Reading a text that may be a page kept as text: the recipe.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::bounds::Bounds;
use super::bylines::{ends_in_credit, names_writer_or_day};
use super::copy::TextCopy;
use super::features;
use super::headline;
use super::kept::Story;
use super::lines::lines;
use super::manuscript;
use super::marks::{Mark, mark};
use super::model::{ParagraphFeatures, WEIGHTS, Weights};
use super::near::near;
use super::paragraphs::{Paragraph, paragraphs};
use super::runs::Text;
use super::signature;
use crate::extract::body::blocks::ends_sentence;
use crate::extract::body::similarity::bare;
use crate::extract::extraction::Note;

/// Reads a text.
pub(in crate::extract) fn read(text: &str) -> TextCopy {
    weighed(text, &WEIGHTS)
}

/// Reads a text with these weights.
pub(super) fn weighed(text: &str, weights: &Weights) -> TextCopy {
    let parsed = Parsed::of(text, weights);
    if parsed.is_of_a_page() { page(parsed.text(), weights) } else { manuscript::read(&parsed.paragraphs, None) }
}

/// Reads a text that was taken from a page; nothing where no line says so.
pub(in crate::extract) fn read_page(text: &str) -> Option<TextCopy> {
    let parsed = Parsed::of(text, &WEIGHTS);
    parsed.is_of_a_page().then(|| page(parsed.text(), &WEIGHTS))
}

/// A text cut into paragraphs, and what is known of each.
pub(super) struct Parsed {
    paragraphs: Vec<Paragraph>,
    marks: Vec<Option<Mark>>,
    features: Vec<ParagraphFeatures>,
    odds: Vec<f32>,
}

impl Parsed {
    pub(super) fn of(text: &str, weights: &Weights) -> Parsed {
        /// No log-odds of a paragraph are further from 0.
        const SURE: f32 = 4.0;
        let paragraphs = paragraphs(&lines(text));
        let mut marks: Vec<Option<Mark>> = paragraphs.iter().map(|paragraph| mark(&paragraph.text)).collect();
        refrains(&paragraphs, &mut marks);
        if !is_of_a_page(&paragraphs, &marks) {
            return Parsed { paragraphs, marks, features: Vec::new(), odds: Vec::new() };
        }
        let features = features::of(&paragraphs, &marks);
        let odds = features.iter().map(|features| weights.paragraph.log_odds(features).clamp(-SURE, SURE)).collect();
        Parsed { paragraphs, marks, features, odds }
    }

    /// Whether the text was taken from a page.
    pub(super) fn is_of_a_page(&self) -> bool {
        !self.features.is_empty()
    }

    pub(super) fn text(&self) -> Text<'_> {
        Text { paragraphs: &self.paragraphs, marks: &self.marks, features: &self.features, odds: &self.odds }
    }
}

/// Whether the text was taken from a page: a form for comments, or several lines that are none of a story.
fn is_of_a_page(paragraphs: &[Paragraph], marks: &[Option<Mark>]) -> bool {
    /// How many different such lines show it: a text of any kind may have one or two.
    const SEVERAL: usize = 3;
    let mut distinct = HashSet::new();
    let furniture = paragraphs.iter().zip(marks).filter(|(_, mark)| mark.is_some_and(Mark::is_furniture));
    let several = furniture.filter(|(paragraph, _)| distinct.insert(bare(&paragraph.text))).take(SEVERAL).count();
    several == SEVERAL || marks.contains(&Some(Mark::CommentForm))
}

/// A page kept as text.
fn page(text: Text, weights: &Weights) -> TextCopy {
    let mut notes = Vec::new();
    let Some(bounds) = Bounds::of(text, weights) else {
        notes.push(Note::new("body", "no line of it is prose, so all of it is kept".to_owned()));
        return TextCopy { notes, ..manuscript::read(text.paragraphs, None) };
    };
    let headline = &bounds.headline;
    notes.push(Note::new(
        "title",
        match headline {
            Some(found) => {
                let doubt = if found.odds < 0.0 { "in doubt: " } else { "" };
                format!("{doubt}the line above the story that is most like it (log-odds {:.1})", found.odds)
            }
            None => "no line above the story is like it".to_owned(),
        },
    ));
    tell(text, 0..bounds.begin.saturating_sub(1), "above the headline", &mut notes);
    let signature = signature::of(text.paragraphs, bounds.head());
    let signed = signature.as_ref().map_or(0..0, |signature| signature.lines.clone());
    let body = body(text, &bounds, &signed, weights, &mut notes);
    if body.is_empty() {
        notes.push(Note::new("body", "no line of it was kept, so all of it is".to_owned()));
        return TextCopy { notes, ..manuscript::read(text.paragraphs, None) };
    }
    tell(text, bounds.end..text.paragraphs.len(), "behind the story", &mut notes);
    let title = headline.as_ref().map(|headline| headline::shown(text.paragraphs, headline.at));
    TextCopy {
        title,
        authors: signature.map(|signature| signature.names).unwrap_or_default(),
        site: headline.as_ref().and_then(|headline| headline::site(text.paragraphs, headline.at, headline.at)),
        url: signature::address(text.paragraphs, bounds.first()),
        body,
        comments: comments(text, bounds.end),
        near: near(text, &bounds),
        notes,
    }
}

fn tell(text: Text, range: Range<usize>, why: &str, notes: &mut Vec<Note>) {
    if let Some(first) = text.paragraphs[range.clone()].first() {
        notes.push(Note::new("body", format!("left out ({why}): {} lines from {}", range.len(), opening(&first.text))));
    }
}

/// The paragraphs of the story: those of its parts, and what stands between two of them or under the headline.
fn body(text: Text, bounds: &Bounds, signed: &Range<usize>, weights: &Weights, notes: &mut Vec<Note>) -> Vec<String> {
    let mut said: HashSet<String> = HashSet::new();
    let mut body = Vec::new();
    let story = Story::new(text, bounds.begin..bounds.end, &bounds.parts);
    let first = bounds.first();
    let is_kept = |at: usize| {
        let line = &text.paragraphs[at].text;
        let is_heading = story.is_inside(at) && story.is_heading(at) && !ends_in_credit(line);
        // A dateline may stand on a line of its own.
        let is_dateline = line.ends_with(['-', '–', '—']) && at + 1 == first;
        is_heading || is_dateline || weights.line.log_odds(&story.features(at)) >= 0.0
    };
    for at in bounds.begin..bounds.end {
        let paragraph = &text.paragraphs[at];
        let reason = match text.marks[at] {
            Some(mark) if mark != Mark::Credit => Some(mark.describe()),
            _ if signed.contains(&at) => Some("the byline"),
            _ if at < first && names_writer_or_day(&paragraph.text) => Some("a label before the text"),
            _ if !story.is_inside(at) && paragraph.is_prose() && at > first => Some("another story"),
            _ if paragraph.weight >= 30 && !said.insert(bare(&paragraph.text)) => Some("said before"),
            _ if is_pull_quote(text, bounds, at) => Some("a sentence of the text, set apart"),
            mark if !is_kept(at) => Some(mark.map_or("by its place and form none of the story", Mark::describe)),
            _ => None,
        };
        match reason {
            Some(reason) => notes.push(Note::new("body", format!("left out ({reason}): {}", opening(&paragraph.text)))),
            None => body.push(paragraph.text.clone()),
        }
    }
    body
}

/// Whether a line says again what a paragraph near it says, as magazines set a sentence apart.
fn is_pull_quote(text: Text, bounds: &Bounds, at: usize) -> bool {
    /// Letters of a sentence, and how many paragraphs away it may stand.
    const LETTERS: Range<usize> = 30..240;
    const FAR: usize = 8;
    let own = &text.paragraphs[at];
    if !LETTERS.contains(&own.weight) {
        return false;
    }
    let letters = bare(&own.text);
    let holds = |other: usize| {
        let paragraph = &text.paragraphs[other];
        other != at && paragraph.weight > own.weight && bare(&paragraph.text).contains(&letters)
    };
    (at.saturating_sub(FAR).max(bounds.begin)..(at + FAR).min(bounds.end)).any(holds)
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

/// Marks short lines that stand in the text again and again, as labels do.
fn refrains(paragraphs: &[Paragraph], marks: &mut [Option<Mark>]) {
    /// How often a line must be said to be no short line of a story.
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
    use crate::extract::date::Place;
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
        assert!(
            copy.near.iter().any(|line| line.text == "14 October 2025" && line.place == Place::Below),
            "{:?}",
            copy.near
        );
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
