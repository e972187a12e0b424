//! What an author should know about how a query was read: readings that are right, and may not be what was meant.

use super::chars::{is_url, is_wildcard};
use super::tree::{Form, Query, Term};
use super::word::trimmed;

/// Warnings, at most one of each kind, in the order of the query.
#[derive(Default)]
pub(super) struct Warnings {
    given: Vec<(WarningKind, String)>,
    /// Whether a single quote stands open.
    single_quote: bool,
    /// Whether AND and OR, or a proximity and OR, stand side by side without parentheses.
    mixed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum WarningKind {
    Question,
    Bang,
    SingleQuotes,
    LowerCase,
    Dash,
    Address,
    Bar,
    Unknown,
}

impl Warnings {
    /// Notes that operators stand side by side of which one binds tighter.
    pub(super) fn mixed(&mut self) {
        self.mixed = true;
    }

    /// Notes a word outside quotes; `last` says that nothing follows it.
    pub(super) fn word(&mut self, run: &str, terms: &[Term], last: bool) {
        if last {
            self.question(run, terms);
        }
        if run.ends_with('!') {
            let bare = without_marks(run);
            self.give(WarningKind::Bang, || {
                format!("`!` is punctuation; for every ending of the word, write `{bare}*`")
            });
        }
        if matches!(run, "or" | "not") {
            let operator = run.to_uppercase();
            self.give(WarningKind::LowerCase, || format!("`{run}` is read as a word; the operator is `{operator}`"));
        }
        self.single_quotes(run);
    }

    /// Notes an alternative that was typed as `sign`.
    pub(super) fn alternative(&mut self, sign: &str) {
        if sign != "OR" {
            self.give(WarningKind::Bar, || format!("`{sign}` is read as OR; in quotes it is punctuation"));
        }
    }

    /// The end of a question of several words without its mark, which is no pattern there.
    pub(super) fn without_question<'q>(&mut self, end: &'q str) -> &'q str {
        let bare = end.trim_end_matches('?');
        let last = bare.split_whitespace().next_back().unwrap_or_default();
        if bare.len() == end.len() || last.is_empty() || last.contains(is_wildcard) || is_url(last) {
            return end;
        }
        self.give(WarningKind::Question, || {
            format!("the `?` at the end is read as the mark of a question; for any one letter, write `\"{last}?\"`")
        });
        bare
    }

    /// Notes a word behind a field of words: `author:unknown` is one, and no value.
    pub(super) fn unknown(&mut self, field: &str, term: &Term) {
        let values = match field {
            "author" => "authors",
            "tag" => "tags",
            _ => return,
        };
        if term.text.eq_ignore_ascii_case("unknown") {
            self.give(WarningKind::Unknown, || {
                format!("`{field}:unknown` asks for the word; for articles without a value, write `{values}:unknown`")
            });
        }
    }

    /// Notes a word that stands in no field, where an address means a page to many.
    pub(super) fn word_of_text(&mut self, run: &str) {
        let address = trimmed(run);
        if is_url(address) {
            self.give(WarningKind::Address, || {
                format!("the address is searched for in the text; for the page itself, write `url:{address}`")
            });
        }
    }

    /// Notes a quotation.
    pub(super) fn quotation(&mut self, inside: &str, terms: &[Term]) {
        if let Some(run) = inside.split_whitespace().next_back() {
            self.question(run, terms);
        }
    }

    /// Notes a negation that was typed as `sign`.
    pub(super) fn negation(&mut self, sign: &str) {
        if !matches!(sign, "-" | "NOT") {
            self.give(WarningKind::Dash, || {
                format!("`{sign}` right before a word is read as NOT; a dash has a space behind it")
            });
        }
    }

    /// All warnings about a query.
    pub(super) fn finish(self, query: &Query) -> Vec<String> {
        let reading = self.mixed.then(|| format!("OR joins last, so without parentheses this is read as: {query}"));
        let everything = match query {
            Query::And(parts) => {
                let narrows = |part: &Query| !matches!(part, Query::All | Query::Not(_));
                parts.contains(&Query::All) && parts.iter().any(narrows)
            }
            _ => false,
        };
        let idle = everything.then(|| "`*` is every article, and changes nothing beside other words".to_owned());
        reading.into_iter().chain(self.given.into_iter().map(|(_, text)| text)).chain(idle).collect()
    }

    fn give(&mut self, kind: WarningKind, text: impl FnOnce() -> String) {
        if self.given.iter().all(|(given, _)| *given != kind) {
            self.given.push((kind, text()));
        }
    }

    /// A question mark at the end is a pattern to us and a question to many.
    fn question(&mut self, run: &str, terms: &[Term]) {
        let pattern = terms.last().is_some_and(|term| term.form == Form::Wildcard && term.text.ends_with('?'));
        if pattern && run.contains('?') {
            let bare = without_marks(run);
            self.give(WarningKind::Question, || {
                format!("`{run}` is a pattern in which `?` is any one letter; for the word, write `{bare}`")
            });
        }
    }

    fn single_quotes(&mut self, run: &str) {
        let opens = run.starts_with(['\'', '‘']);
        let closes = run.ends_with(['\'', '’']);
        if closes && !opens && self.single_quote {
            self.give(WarningKind::SingleQuotes, || {
                "single quotes quote nothing; for a phrase, write \"a b\"".to_owned()
            });
        }
        self.single_quote = !closes && (opens || self.single_quote);
    }
}

fn without_marks(run: &str) -> &str {
    run.trim_end_matches(|c: char| c.is_ascii_punctuation())
}
