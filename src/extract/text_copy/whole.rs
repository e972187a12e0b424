//! A text that its container calls the text: nothing is searched for. Of a mail only lines in which a newsletter speaks of
//! itself are left out.

use std::sync::LazyLock;

use super::copy::TextCopy;
use super::lines::lines;
use super::paragraphs::paragraphs;
use crate::extract::extraction::Note;
use crate::lang::{Phrase, phrases};

static NOTICES: LazyLock<Vec<&str>> = LazyLock::new(|| phrases(Phrase::MailNotice).collect());

/// All paragraphs of a text.
pub(in crate::extract) fn whole(text: &str) -> TextCopy {
    let body = paragraphs(&lines(text)).into_iter().map(|paragraph| paragraph.text).collect();
    TextCopy { body, ..TextCopy::default() }
}

/// All paragraphs of a mail but its notices.
pub(in crate::extract) fn mail(text: &str) -> TextCopy {
    let mut copy = whole(text);
    let notices = &mut copy.notes;
    copy.body.retain(|line| {
        let is_notice = is_notice(line);
        if is_notice {
            notices.push(Note::new("body", format!("left out (a notice of the newsletter): {line}")));
        }
        !is_notice
    });
    copy
}

/// Whether a newsletter speaks of itself. A longer line is a story's, whatever it opens with.
pub(super) fn is_notice(line: &str) -> bool {
    /// Letters of the longest notice.
    const LONGEST: usize = 200;
    let start = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = start[..start.floor_char_boundary(LONGEST)].to_lowercase();
    let opens = |phrase: &&str| {
        // A word opens many a sentence; where it is all but the whole line it is a link.
        start.strip_prefix(*phrase).is_some_and(|rest| phrase.contains(' ') || rest.contains("http") || rest.len() < 12)
    };
    line.chars().count() < LONGEST && NOTICES.iter().any(opens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_keeps_all_but_what_the_newsletter_says_of_itself() {
        let text = "View this post on the web at https://example.org/p\n\nMenu\n\nThe ferry sails.\n\nUnsubscribe https://example.org/u\n\nYou receive this because you subscribed.\n";
        assert_eq!(mail(text).body, ["Menu", "The ferry sails."]);
        assert_eq!(mail(text).notes.len(), 3);
        assert_eq!(whole(text).body.len(), 5);
    }
}
