//! The form of a question as it is kept and sent: one object with stable keys, all of which may be left out. A key that
//! nobody knows is refused, since an answer without its filter would be a wrong one.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::filters::Filters;
use super::question::{Limit, Page, Question, Subject};
use super::reading::{Reading, Syntax};
use crate::model::Copies;
use crate::query::Match;
use crate::search::{Names, Order};
use crate::text::name::Point;

/// A [`Question`] as JSON has it.
#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Wire {
    text: Option<String>,
    like: Option<String>,
    plain: bool,
    #[serde(rename = "match")]
    matching: Match,
    names: Point,
    exact: bool,
    filters: Filters,
    order: Order,
    copies: Option<Copies>,
    facets: Option<Vec<String>>,
    offset: usize,
    limit: Option<Limit>,
    snippets: Option<usize>,
    context: usize,
    explain: bool,
}

impl Serialize for Question {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Wire::from(self.clone()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Question {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Question, D::Error> {
        Wire::deserialize(deserializer)?.question().map_err(D::Error::custom)
    }
}

impl From<Question> for Wire {
    fn from(question: Question) -> Wire {
        let (text, like) = match question.subject {
            Subject::Text(text) => (Some(text), None),
            Subject::Like(id) => (None, Some(id)),
        };
        let (plain, matching) = match question.reading.syntax {
            Syntax::Query => (false, Match::default()),
            Syntax::Plain(matching) => (true, matching),
        };
        let (exact, names) = match question.reading.names {
            Names::AsTyped => (true, Point::default()),
            Names::Spelled(point) => (false, point),
        };
        Wire {
            text,
            like,
            plain,
            matching,
            names,
            exact,
            filters: question.filters,
            order: question.order,
            copies: question.copies,
            facets: question.facets,
            offset: question.page.offset,
            limit: question.page.limit,
            snippets: question.snippets,
            context: question.context,
            explain: question.explain,
        }
    }
}

impl Wire {
    fn question(self) -> Result<Question, &'static str> {
        let subject = match (self.text, self.like) {
            (Some(_), Some(_)) => return Err("a question has `text` or `like`, not both"),
            (None, Some(id)) => Subject::Like(id),
            (Some(text), None) => Subject::Text(text),
            (None, None) => Subject::default(),
        };
        let syntax = if self.plain { Syntax::Plain(self.matching) } else { Syntax::Query };
        let names = if self.exact { Names::AsTyped } else { Names::Spelled(self.names) };
        Ok(Question {
            subject,
            reading: Reading { syntax, names },
            filters: self.filters,
            order: self.order,
            copies: self.copies,
            facets: self.facets,
            page: Page { offset: self.offset, limit: self.limit },
            snippets: self.snippets,
            context: self.context,
            explain: self.explain,
        })
    }
}

/// What may stand for a limit.
#[derive(Deserialize)]
#[serde(untagged)]
enum GivenLimit {
    Number(usize),
    Word(String),
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Limit::Hits(hits) => hits.serialize(serializer),
            Limit::All => "all".serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Limit, D::Error> {
        match GivenLimit::deserialize(deserializer)? {
            GivenLimit::Number(hits) => Ok(Limit::Hits(hits)),
            GivenLimit::Word(word) => word.parse().map_err(D::Error::custom),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_read_back_as_it_was_written() {
        let mut question = Question {
            subject: Subject::Like("a1".to_owned()),
            reading: Reading { syntax: Syntax::Plain(Match::Any), names: Names::Spelled(Point::Wide) },
            order: Order::Oldest,
            copies: Some(Copies::First),
            facets: Some(vec!["lang".to_owned()]),
            page: Page { offset: 20, limit: Some(Limit::All) },
            snippets: Some(0),
            context: 3,
            explain: true,
            ..Question::default()
        };
        question.filters.add("country", ["sy".to_owned()]);
        for question in [question, Question::default(), Question::new("port"), Question::new("")] {
            let json = serde_json::to_string(&question).unwrap();
            assert_eq!(serde_json::from_str::<Question>(&json).unwrap(), question, "{json}");
        }
    }

    #[test]
    fn what_is_left_out_is_open_and_what_nobody_knows_is_refused() {
        let read = |json| serde_json::from_str::<Question>(json).map_err(|error| error.to_string());
        assert_eq!(read("{}"), Ok(Question::default()));
        let five = Question { page: Page { offset: 0, limit: Some(Limit::Hits(5)) }, ..Question::new("port") };
        assert_eq!(read(r#"{"text": "port", "limit": 5}"#), Ok(five.clone()));
        assert_eq!(read(r#"{"text": "port", "limit": "5"}"#), Ok(five));
        for wrong in [
            r#"{"txt": "port"}"#,
            r#"{"filters": {"contry": ["sy"]}}"#,
            r#"{"text": "port", "like": "a1"}"#,
            r#"{"limit": "some"}"#,
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
