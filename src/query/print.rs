//! A query as text that parses to the same tree.
//!
//! `And` and `Or` inside other operators get parentheses always, so that printed text never depends on which of them
//! binds tighter. A word that would be read as an operator or a prefix is quoted; a quotation of one word is the word.

use std::fmt::{self, Display, Formatter, Write};

use jiff::civil::DateTime;
use jiff::{Span, ToSpan};
use serde::{Serialize, Serializer};

use super::chars::{is_apostrophe, is_url, is_word, quotes_around};
use super::tree::{DateRange, Form, Near, Phrase, Query, Term, Within};
use crate::model::field;

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Query::All => f.write_char('*'),
            Query::Term(term) => term.fmt(f),
            Query::Phrase(phrase) => phrase.fmt(f),
            Query::Near(near) => near.fmt(f),
            Query::AtLeast { count, term } => write!(f, "atleast{count}({term})"),
            Query::And(parts) => write_joined(f, parts, " "),
            Query::Or(parts) => write_joined(f, parts, " OR "),
            Query::Not(query) => write!(f, "-{}", Part(query)),
            Query::In { field, query } => write_in(f, field, query),
            Query::Facet { field, value } => write!(f, "{field}:{}", Value(value)),
            Query::Date(range) => range.fmt(f),
            Query::Boost { query, factor } => match &**query {
                Query::Boost { .. } => write!(f, "({query})^{factor}"),
                query => write!(f, "{}^{factor}", Part(query)),
            },
        }
    }
}

impl Serialize for Query {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A query as an operand: in parentheses if it is an operator itself.
struct Part<'a>(&'a Query);

impl Display for Part<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Query::And(_) | Query::Or(_) | Query::Near(_) | Query::Not(_) => write!(f, "({})", self.0),
            query => query.fmt(f),
        }
    }
}

fn write_joined(f: &mut Formatter<'_>, parts: &[Query], between: &str) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        match part {
            Query::Not(_) => part.fmt(f)?,
            part => Part(part).fmt(f)?,
        }
    }
    Ok(())
}

fn write_in(f: &mut Formatter<'_>, name: &str, query: &Query) -> fmt::Result {
    match query {
        Query::Term(term) if field(name).is_some_and(|field| field.is_key()) => {
            write!(f, "{name}:{}", Value(&term.text))
        }
        Query::Boost { .. } => write!(f, "{name}:({query})"),
        query => write!(f, "{name}:{}", Part(query)),
    }
}

impl Display for Near {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = if self.ordered { "PRE" } else { "NEAR" };
        write!(f, "{} {name}/{} {}", Part(&self.left), self.within, Part(&self.right))
    }
}

impl Display for Within {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Within::Words(words) => words.fmt(f),
            Within::Sentence => f.write_char('s'),
            Within::Paragraph => f.write_char('p'),
        }
    }
}

impl Display for Phrase {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.terms.iter().all(|term| term.form == Form::Exact) {
            f.write_char('=')?;
        }
        f.write_char('"')?;
        for (at, term) in self.terms.iter().enumerate() {
            if at > 0 {
                f.write_char(' ')?;
            }
            f.write_str(&term.text)?;
        }
        if self.terms.last().is_some_and(|last| last.form == Form::Wildcard && last.text.ends_with('?')) {
            // Right before the quote, the mark would be that of a question.
            f.write_char(' ')?;
        }
        f.write_char('"')?;
        if self.slop > 0 { write!(f, "~{}", self.slop) } else { Ok(()) }
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let text = &self.text;
        match self.form {
            Form::Fuzzy(edits) => write!(f, "{text}~{edits}"),
            Form::Regex => write!(f, "/{text}/"),
            // Bare, the mark would be that of a question.
            Form::Wildcard if text.ends_with('?') => write!(f, "\"{text}\""),
            Form::Exact if is_bare(text) => write!(f, "={text}"),
            Form::Exact => write!(f, "=\"{text}\""),
            Form::Stemmed | Form::Wildcard if is_bare(text) => f.write_str(text),
            Form::Stemmed | Form::Wildcard => write!(f, "\"{text}\""),
        }
    }
}

/// Whether a word can stand without quotes: it has no sign of the language in it and is none of its words.
fn is_bare(text: &str) -> bool {
    let lower = text.get(..7).map(str::to_ascii_lowercase).unwrap_or_default();
    let inner =
        |c: char| is_apostrophe(c) || matches!(c, '-' | '.' | '_' | '*' | '?' | '\u{ad}' | '\u{200c}' | '\u{200d}');
    let signed = text.strip_prefix(['#', '@']).filter(|word| word.starts_with(is_word));
    let word = signed.unwrap_or(text);
    let letter = word.strip_suffix("++").or(word.strip_suffix('#')).filter(|letter| letter.len() == 1);
    let word = letter.unwrap_or(word);
    word.starts_with(|c| is_word(c) || matches!(c, '*' | '?'))
        && word.chars().all(|c| is_word(c) || inner(c))
        && !matches!(text, "AND" | "OR" | "NOT")
        && !text.starts_with("NEAR")
        && !is_url(text)
        && lower != "atleast"
}

/// The value of a facet or a key.
struct Value<'a>(&'a str);

impl Display for Value<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let text = self.0;
        let plain = |c: char| is_word(c) || matches!(c, '-' | '.' | '_' | '/');
        if text.starts_with(is_word) && text.chars().all(plain) && !is_url(text) {
            return f.write_str(text);
        }
        let (opening, closing) = quotes_around(text);
        write!(f, "{opening}{text}{closing}")
    }
}

impl Display for DateRange {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (since, until) = match self {
            DateRange::Unknown => return f.write_str("date:unknown"),
            DateRange::Between { since, until } => (*since, *until),
        };
        if let (Some(since), Some(until)) = (since, until)
            && let Some(whole) = Written::exactly(since, until)
        {
            return write!(f, "date:{whole}");
        }
        f.write_str("date:")?;
        if let Some(since) = since {
            Written::starting(since).fmt(f)?;
        }
        f.write_str("..")?;
        until.map_or(Ok(()), |until| Written::ending(until).fmt(f))
    }
}

/// A moment, as far as it is written: `2025`, `2025-10`, `2025-10-15`, `2025-10-15T21:04`.
struct Written {
    moment: DateTime,
    unit: Unit,
}

/// The last part of a moment that is written, the widest first.
#[derive(Clone, Copy)]
enum Unit {
    Year,
    Month,
    Day,
    Minute,
    Second,
}

impl Unit {
    const ALL: [Unit; 5] = [Unit::Year, Unit::Month, Unit::Day, Unit::Minute, Unit::Second];

    fn span(self) -> Span {
        match self {
            Unit::Year => 1.year(),
            Unit::Month => 1.month(),
            Unit::Day => 1.day(),
            Unit::Minute => 1.minute(),
            Unit::Second => 1.second(),
        }
    }

    /// Whether one of these starts at `moment`.
    fn starts_at(self, moment: DateTime) -> bool {
        let time = moment.time();
        let midnight = time.hour() == 0 && time.minute() == 0 && time.second() == 0;
        match self {
            Unit::Year => midnight && moment.month() == 1 && moment.day() == 1,
            Unit::Month => midnight && moment.day() == 1,
            Unit::Day => midnight,
            Unit::Minute => time.second() == 0,
            Unit::Second => true,
        }
    }
}

impl Written {
    fn exactly(since: DateTime, until: DateTime) -> Option<Written> {
        let ends = |unit: &Unit| since.checked_add(unit.span()).is_ok_and(|end| end == until);
        let unit = Unit::ALL.into_iter().find(|unit| unit.starts_at(since) && ends(unit))?;
        Some(Written { moment: since, unit })
    }

    fn starting(since: DateTime) -> Written {
        let unit = Unit::ALL.into_iter().find(|unit| unit.starts_at(since)).unwrap_or(Unit::Second);
        Written { moment: since, unit }
    }

    /// The last unit before `until`, all of which is meant.
    fn ending(until: DateTime) -> Written {
        let unit = Unit::ALL.into_iter().find(|unit| unit.starts_at(until)).unwrap_or(Unit::Second);
        Written { moment: until.checked_sub(unit.span()).unwrap_or(until), unit }
    }
}

impl Display for Written {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let moment = self.moment;
        let (year, month, day) = (moment.year(), moment.month(), moment.day());
        match self.unit {
            Unit::Year => write!(f, "{year:04}"),
            Unit::Month => write!(f, "{year:04}-{month:02}"),
            Unit::Day => write!(f, "{year:04}-{month:02}-{day:02}"),
            Unit::Minute => write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}", moment.hour(), moment.minute()),
            Unit::Second => write!(f, "{year:04}-{month:02}-{day:02}T{}", moment.time()),
        }
    }
}
