//! The filters of a question: which articles, beside what its text asks.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use jiff::civil::Date;
use serde::de::Error;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::QuestionError;
use crate::model::{ArchivePath, FIELDS, Field};
use crate::query::{self, DateRange, Query};

/// Which articles, beside what the text of a question asks: all of the filters must hold, of the values of one any.
///
/// There is a filter for every facet of [`FIELDS`]; dates have `since` and `until` in the place of values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    values: BTreeMap<&'static str, Vec<String>>,
    /// Only what was published on this day or later, as typed: `2025-10`, `last month`.
    pub since: Option<String>,
    /// Only what was published on this day or earlier, as typed.
    pub until: Option<String>,
    /// Only what was read from files in one of these folders, or from one of these files; full paths.
    pub folders: Vec<PathBuf>,
}

impl Filters {
    /// The fields that have a filter of values, in the order of [`FIELDS`].
    pub fn fields() -> impl Iterator<Item = &'static Field> {
        FIELDS.iter().filter(|field| field.is_facet() && field.name != "date")
    }

    /// Lets through only articles with one of these values in a field, besides those that other calls gave it; `false`
    /// where there is no such filter.
    pub fn add(&mut self, field: &str, values: impl IntoIterator<Item = String>) -> bool {
        let Some(field) = Filters::fields().find(|known| known.name == field) else { return false };
        let mut values = values.into_iter().peekable();
        if values.peek().is_some() {
            self.values.entry(field.name).or_default().extend(values);
        }
        true
    }

    /// The values that are let through in a field, as typed; none where all are.
    pub fn values(&self, field: &str) -> &[String] {
        self.values.get(field).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether every article is let through.
    pub fn is_empty(&self) -> bool {
        *self == Filters::default()
    }

    /// A query with these filters around it.
    pub(super) fn around(&self, query: Query, today: &dyn Fn() -> Date) -> Result<Query, QuestionError> {
        let mut parts = vec![query];
        for field in Filters::fields() {
            let nodes = self.values(field.name).iter();
            let nodes = nodes.map(|value| Query::Facet { field: field.name, value: value.trim().to_owned() });
            let nodes: Vec<Query> = nodes.collect();
            if !nodes.is_empty() {
                parts.push(query::or(nodes));
            }
        }
        parts.extend(self.period(today)?.map(Query::Date));
        Ok(query::and(parts))
    }

    /// The range of days that `since` and `until` leave.
    fn period(&self, today: &dyn Fn() -> Date) -> Result<Option<DateRange>, QuestionError> {
        let read = |filter, value: &Option<String>| value.as_ref().map(|value| range(filter, value, today)).transpose();
        let (from, to) = (read("since", &self.since)?, read("until", &self.until)?);
        let since = from.and_then(|range| range.0);
        let until = to.and_then(|range| range.1);
        if let (Some(first), Some(behind)) = (since, until)
            && first >= behind
        {
            let typed = |value: &Option<String>| value.clone().unwrap_or_default();
            return Err(QuestionError::Period { since: typed(&self.since), until: typed(&self.until) });
        }
        let limited = since.is_some() || until.is_some();
        Ok(limited.then_some(DateRange::Between { since, until }))
    }
}

/// The first moment of what was typed for a date, and the first one after it.
fn range(
    filter: &'static str,
    value: &str,
    today: &dyn Fn() -> Date,
) -> Result<(Option<jiff::civil::DateTime>, Option<jiff::civil::DateTime>), QuestionError> {
    let text = format!("{filter}:\"{}\"", value.replace('"', ""));
    match query::parse(&text, today).map(|parsed| parsed.query) {
        Ok(Query::Date(DateRange::Between { since, until })) => Ok((since, until)),
        _ => Err(QuestionError::Date { filter, value: value.to_owned() }),
    }
}

/// The filters as they are typed after a query, each with a space before it.
impl fmt::Display for Filters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for field in Filters::fields().filter(|field| !self.values(field.name).is_empty()) {
            write!(f, " --{} \"{}\"", field.name, self.values(field.name).join(","))?;
        }
        for (name, date) in [("since", &self.since), ("until", &self.until)] {
            if let Some(date) = date {
                write!(f, " --{name} \"{date}\"")?;
            }
        }
        self.folders.iter().try_for_each(|folder| write!(f, " --in \"{}\"", ArchivePath::from(folder)))
    }
}

/// An object with a list for every field, `since`, `until`, and `in`, the folders.
impl Serialize for Filters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in Filters::fields() {
            map.serialize_entry(field.name, self.values(field.name))?;
        }
        map.serialize_entry("since", &self.since)?;
        map.serialize_entry("until", &self.until)?;
        let folders: Vec<ArchivePath> = self.folders.iter().map(ArchivePath::from).collect();
        map.serialize_entry(FOLDERS, &folders)?;
        map.end()
    }
}

/// The key of [`Filters::folders`].
const FOLDERS: &str = "in";

/// What may stand for the values of a filter.
#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    None(()),
    One(String),
    Several(Vec<String>),
}

impl<'de> Deserialize<'de> for Filters {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Filters, D::Error> {
        let mut filters = Filters::default();
        for (name, given) in BTreeMap::<String, Given>::deserialize(deserializer)? {
            let values = match given {
                Given::None(()) => Vec::new(),
                Given::One(value) => vec![value],
                Given::Several(values) => values,
            };
            match name.as_str() {
                FOLDERS => filters.folders = values.iter().map(|text| ArchivePath::from_text(text).into()).collect(),
                "since" => filters.since = values.into_iter().next(),
                "until" => filters.until = values.into_iter().next(),
                field if filters.add(field, values) => {}
                unknown => return Err(D::Error::custom(format!("there is no filter `{unknown}`"))),
            }
        }
        Ok(filters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &dyn Fn() -> Date = &|| jiff::civil::date(2025, 10, 15);

    #[test]
    fn filters_of_a_facet_are_alternatives_and_of_several_all_hold() {
        let mut filters = Filters { since: Some("2025-10".to_owned()), ..Filters::default() };
        assert!(filters.add("country", ["sy".to_owned(), " fr".to_owned()]) && filters.add("lang", ["en".to_owned()]));
        assert!(!filters.add("date", ["2025".to_owned()]) && !filters.add("title", ["port".to_owned()]));
        let query = filters.around(Query::All, TODAY).unwrap();
        assert_eq!(query.to_string(), "* (country:sy OR country:fr) lang:en date:2025-10..");
        assert_eq!(filters.to_string(), " --country \"sy, fr\" --lang \"en\" --since \"2025-10\"");
    }

    #[test]
    fn a_period_without_a_day_is_refused_and_a_day_is_one() {
        let period = |since: &str, until: &str| Filters {
            since: Some(since.to_owned()),
            until: Some(until.to_owned()),
            ..Filters::default()
        };
        assert!(period("2025-10-15", "2025-10-15").around(Query::All, TODAY).is_ok());
        assert!(period("2025-11", "2025").around(Query::All, TODAY).is_ok());
        let error = period("2025-11", "2025-01").around(Query::All, TODAY).unwrap_err();
        assert!(matches!(error, QuestionError::Period { .. }), "{error}");
        let error = period("soon", "2025").around(Query::All, TODAY).unwrap_err();
        assert!(error.to_string().starts_with("--since: `soon` is no date"), "{error}");
    }

    #[test]
    fn filters_are_read_back_and_unknown_ones_are_refused() {
        let mut filters = Filters { folders: vec![PathBuf::from("/a/b")], ..Filters::default() };
        assert!(filters.add("topic", ["politics".to_owned()]));
        let json = serde_json::to_string(&filters).unwrap();
        assert_eq!(serde_json::from_str::<Filters>(&json).unwrap(), filters);
        let one: Filters = serde_json::from_str(r#"{"topic": "politics", "in": "/a/b", "since": null}"#).unwrap();
        assert_eq!(one, filters);
        assert!(serde_json::from_str::<Filters>(r#"{"topics": ["politics"]}"#).is_err());
    }
}
