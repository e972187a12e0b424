//! What the records of one file lack, reported once a file instead of once a record: an article without text is found by its
//! headline alone, and nobody would know.

use crate::Error;

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
        notes
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
