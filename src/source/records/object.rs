//! A JSON object of a record as it is parsed: the fields that are of use are kept, of the others is known how long a text they are.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::account::Unread;
use crate::source::field_map::{Field, FieldMap};
use crate::{Error, Result};

/// What was parsed of a record.
pub(super) struct Object {
    pub(super) values: Map<String, Value>,
    pub(super) unread: Vec<Unread>,
}

impl Object {
    /// Whether a field at the top means this, and holds something that can.
    pub(super) fn tells(&self, fields: &FieldMap, field: Field) -> bool {
        self.values.iter().any(|(name, value)| fields.means(name, field) && (value.is_string() || value.is_array()))
    }
}

/// The fields of a record that are of use.
pub(super) fn parse(json: &str, fields: &FieldMap) -> Result<Object> {
    let parse = || -> serde_json::Result<Object> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let object = Wanted(fields).deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(object)
    };
    parse().map_err(|cause| match cause.classify() {
        serde_json::error::Category::Eof => Error::malformed("the record is cut off"),
        serde_json::error::Category::Data => Error::malformed("the record is no JSON object"),
        _ => Error::malformed("the record is not valid JSON"),
    })
}

/// Reads an object and keeps the fields that are of use.
struct Wanted<'a>(&'a FieldMap);

impl<'de> DeserializeSeed<'de> for Wanted<'_> {
    type Value = Object;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Wanted<'_> {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut parsed = Object { values: Map::new(), unread: Vec::new() };
        while let Some(name) = object.next_key::<String>()? {
            if self.0.wants(&name) {
                parsed.values.insert(name, object.next_value()?);
            } else {
                let letters = object.next_value_seed(Weighed)?;
                parsed.unread.push(Unread { name, letters });
            }
        }
        Ok(parsed)
    }
}

/// Passes over a value and tells how long a text it is.
struct Weighed;

impl<'de> DeserializeSeed<'de> for Weighed {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Weighed {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E>(self, text: &str) -> Result<usize, E> {
        Ok(text.len())
    }

    fn visit_bool<E>(self, _: bool) -> Result<usize, E> {
        Ok(0)
    }

    fn visit_i64<E>(self, _: i64) -> Result<usize, E> {
        Ok(0)
    }

    fn visit_u64<E>(self, _: u64) -> Result<usize, E> {
        Ok(0)
    }

    fn visit_f64<E>(self, _: f64) -> Result<usize, E> {
        Ok(0)
    }

    fn visit_unit<E>(self) -> Result<usize, E> {
        Ok(0)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<usize, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<usize, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(0)
    }
}
