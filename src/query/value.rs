//! The values of facets, keys and dates, as they follow a prefix.

use super::dates::{self, Today};
use super::error::{Fault, excerpt};
use super::prefix::Prefix;
use super::tree::{Form, Query, Term};

/// How a value was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// Without quotes.
    Bare,
    /// In quotes.
    Quoted,
}

/// What the value `text` after `prefix` asks for.
pub(super) fn query(prefix: Prefix, text: &str, written: Written, today: Today<'_>) -> Result<Query, Fault> {
    let text = match written {
        Written::Bare => text.trim_end_matches([',', ';']),
        Written::Quoted => text.trim(),
    };
    let field = match prefix {
        Prefix::Since => return dates::since(text, today).map(Query::Date),
        Prefix::Until => return dates::until(text, today).map(Query::Date),
        Prefix::Field(field) if field.name == "date" => return dates::date(text, today).map(Query::Date),
        Prefix::Field(field) => field,
    };
    let name = field.name;
    if text.is_empty() {
        return Err(Fault::new(format!("`{name}:` has no value"), format!("write a value, or `{name}:unknown`")));
    }
    if field.is_key() {
        let term = Term { text: text.to_owned(), form: Form::Exact };
        return Ok(Query::In { field: name, query: Box::new(Query::Term(term)) });
    }
    if text == "*" {
        let hint = format!("write `-{name}:unknown` for the articles that have one");
        return Err(Fault::new(format!("`{name}:` takes one value"), hint));
    }
    if written == Written::Bare && text.contains(',') {
        let hint =
            format!("write `{name}:({})`, or quote a value that has a comma in it", excerpt(text).replace(',', " OR "));
        return Err(Fault::new(format!("`{name}:` takes one value"), hint));
    }
    Ok(Query::Facet { field: name, value: text.to_owned() })
}
