//! What the records of one file lack, reported once a file instead of once a record: an article without text is found by its
//! headline alone, and nobody would know.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::Error;
use crate::text::charset::{guess, is_mostly_utf8};

/// How many names of fields are reported.
const NAMES: usize = 8;
/// How many names are remembered; a file whose records all have names of their own is no export.
const REMEMBERED: usize = 64;

/// A field that was passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unread {
    pub(super) name: String,
    /// How long a text stands in it; 0 for what is no text.
    pub(super) letters: usize,
}

/// How much of a path is reported, in letters.
const LONGEST_PATH: usize = 100;

/// What the records of one file lack.
#[derive(Debug, Default)]
pub(super) struct Account {
    /// Records without a text of their own, a summary at most.
    textless: u64,
    /// Records without text and headline.
    nameless: u64,
    /// Those of the records without text whose summary is read as their text.
    summarised: u64,
    /// Records whose text was cut by the service that gave them.
    cut: u64,
    /// Records that say that dateline wrote them, and that it cannot have written.
    false_claims: u64,
    /// The charset of what is not in UTF-8, once it was guessed, and how many records are in it.
    charset: Option<&'static Encoding>,
    foreign: u64,
    /// Records in UTF-8 with bytes that are no letters.
    broken: u64,
    /// Objects that look like articles and stand where none are read, and the path of the first.
    unread_articles: u64,
    first_unread: String,
    /// Objects among articles that are none.
    no_articles: u64,
    /// Articles in records beside the one that was read.
    beside: u64,
    /// The fields of those without text that were not read: name, length of all their texts.
    unread: Vec<(String, usize)>,
}

impl Account {
    /// Notes a record that is an article.
    pub(super) fn note(&mut self, has_text: bool, has_summary: bool, unread: &[Unread]) {
        if !has_text {
            self.textless += 1;
            self.summarised += u64::from(has_summary);
            self.remember(unread);
        }
    }

    /// Notes a record that has neither text nor headline under any known name.
    pub(super) fn note_nameless(&mut self, unread: &[Unread]) {
        self.nameless += 1;
        self.remember(unread);
    }

    /// Notes whether a text was cut.
    pub(super) fn note_cut(&mut self, is_cut: bool) {
        self.cut += u64::from(is_cut);
    }

    /// Notes a record that says that dateline wrote it, and that it cannot have written.
    pub(super) fn note_false_claim(&mut self) {
        self.false_claims += 1;
    }

    /// The text of a record: in UTF-8 where it is that, else in the charset that the first such record of the file looks like.
    pub(super) fn text_of<'r>(&mut self, record: &'r [u8]) -> Cow<'r, str> {
        if let Ok(text) = std::str::from_utf8(record) {
            return Cow::Borrowed(text);
        }
        if is_mostly_utf8(record) {
            self.broken += 1;
            return String::from_utf8_lossy(record);
        }
        self.foreign += 1;
        self.charset(|| guess(record)).decode_without_bom_handling(record).0
    }

    /// The charset of a row of a table that is not in UTF-8, which the lines behind it help to guess.
    pub(super) fn charset_of_row(&mut self, row: &[u8], behind: &[u8]) -> &'static Encoding {
        self.foreign += 1;
        self.charset(|| {
            let lines = behind.split_inclusive(|byte| *byte == b'\n');
            let foreign = std::iter::once(row).chain(lines.filter(|line| std::str::from_utf8(line).is_err()));
            guess(&foreign.collect::<Vec<_>>().concat())
        })
    }

    fn charset(&mut self, guessed: impl FnOnce() -> &'static Encoding) -> &'static Encoding {
        // What is not in UTF-8 as a whole may be so in most of its letters.
        let known = || Some(guessed()).filter(|charset| *charset != UTF_8).unwrap_or(WINDOWS_1252);
        self.charset.get_or_insert_with(known)
    }

    /// Notes objects that look like articles and are not read as such.
    pub(super) fn note_unread_articles(&mut self, count: u64, path: &str) {
        self.unread_articles += count;
        if count > 0 && self.first_unread.is_empty() {
            path.clone_into(&mut self.first_unread);
        }
    }

    /// Notes an object that stands among articles and is none.
    pub(super) fn note_no_article(&mut self) {
        self.no_articles += 1;
    }

    /// Notes articles that a record holds beside the one that was read.
    pub(super) fn note_beside(&mut self, count: usize) {
        self.beside += count as u64;
    }

    fn remember(&mut self, unread: &[Unread]) {
        for field in unread {
            if let Some((_, letters)) = self.unread.iter_mut().find(|(name, _)| *name == field.name) {
                *letters = letters.saturating_add(field.letters);
            } else if self.unread.len() < REMEMBERED {
                self.unread.push((field.name.clone(), field.letters));
            }
        }
    }

    /// The fields that were not read, those with the longest texts first: one of them may be the text.
    pub(super) fn unread_fields(&self) -> Option<String> {
        let mut fields: Vec<&(String, usize)> = self.unread.iter().collect();
        fields.sort_by_key(|(_, letters)| std::cmp::Reverse(*letters));
        let names: Vec<&str> = fields.iter().take(NAMES).map(|(name, _)| name.as_str()).collect();
        let more = if fields.len() > NAMES { format!(" and {} more", fields.len() - NAMES) } else { String::new() };
        (!names.is_empty()).then(|| format!("fields not read: {}{more}; see --map", names.join(", ")))
    }

    /// What is to be reported of the file, once all its records were read.
    pub(super) fn notes(&self) -> Vec<Error> {
        let mut notes = Vec::new();
        let fields = self.unread_fields().map(|fields| format!("; {fields}")).unwrap_or_default();
        if self.nameless > 0 {
            notes.push(Error::noted(format!("{} no text and no title{fields}", records(self.nameless))));
        }
        let without = self.textless - self.summarised;
        if without > 0 {
            notes.push(Error::noted(format!("{} no text{fields}", records(without))));
        }
        if self.summarised > 0 {
            notes.push(Error::noted(format!(
                "{} no text, and a summary that is read as one{fields}",
                records(self.summarised)
            )));
        }
        if self.false_claims > 0 {
            let what =
                "named as dateline's own, but not of a version that is known here, or changed since: read as any other";
            notes.push(Error::noted(format!("records {what} ({})", thousands(self.false_claims))));
        }
        if self.cut > 0 {
            let text = if self.cut == 1 { "the text of one record was" } else { "texts of records were" };
            notes.push(Error::noted(format!("{text} cut by the service that gave them ({})", thousands(self.cut))));
        }
        if let Some(charset) = self.charset {
            let what = format!("records are not in UTF-8 and are read as {} by their letters", charset.name());
            notes.push(Error::noted(format!("{what} ({})", thousands(self.foreign))));
        }
        if self.broken > 0 {
            let what = "records have bytes that are no letters, which are replaced";
            notes.push(Error::noted(format!("{what} ({})", thousands(self.broken))));
        }
        notes.extend(self.notes_of_unread());
        notes
    }

    /// What is to be reported of articles that were not read.
    fn notes_of_unread(&self) -> impl Iterator<Item = Error> {
        let place = match self.first_unread.as_str() {
            "" => String::new(),
            path => format!(", the first at {}", path.chars().take(LONGEST_PATH).collect::<String>()),
        };
        let told = [
            (self.unread_articles, format!("objects look like articles and stand where none are read{place}")),
            (self.no_articles, "objects among the articles have neither their text nor their headline".to_owned()),
            (self.beside, "articles stand in records that are read as one article each".to_owned()),
        ];
        let told = told.into_iter().filter(|(count, _)| *count > 0);
        told.map(|(count, what)| Error::noted(format!("{what} ({})", thousands(count))))
    }
}

fn records(count: u64) -> String {
    if count == 1 { "1 record has".to_owned() } else { format!("{} records have", thousands(count)) }
}

/// A number with a comma between groups of three digits.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unread(name: &str, letters: usize) -> Unread {
        Unread { name: name.to_owned(), letters }
    }

    #[test]
    fn records_without_text_are_told_once_with_the_fields_that_may_hold_it() {
        let mut account = Account::default();
        (0..20_000).for_each(|_| account.note(false, false, &[unread("rank", 0), unread("kern", 900)]));
        account.note(true, false, &[unread("other", 5)]);
        let told: Vec<String> = account.notes().iter().map(ToString::to_string).collect();
        assert_eq!(told, ["20,000 records have no text; fields not read: kern, rank; see --map"]);
    }

    #[test]
    fn nothing_is_told_where_nothing_lacks() {
        let mut account = Account::default();
        account.note(true, true, &[unread("rank", 0)]);
        assert!(account.notes().is_empty());
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([1, 999, 1_000, 1_234_567].map(thousands), ["1", "999", "1,000", "1,234,567"]);
    }
}
