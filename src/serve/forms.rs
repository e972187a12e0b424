//! Forms that change something: taken from whoever may, and only from a page of this run.

use std::borrow::Cow;

use axum::body::Body;
use url::form_urlencoded::parse;

use super::app::App;
use super::failure::Failure;
use super::options::Rights;
use super::{body, secret};

/// A form that may change something.
pub(super) struct Form {
    fields: Vec<(String, String)>,
}

impl Form {
    /// What stands in a field.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}

/// Reads a form that a page of this run sent.
pub(super) async fn read(app: &App, body: Body) -> Result<Form, Failure> {
    if app.rights != Rights::Change {
        return Err(Failure::Forbidden("only whoever sits at the machine may change anything"));
    }
    let text = body::text(body).await?;
    let fields = parse(text.as_bytes()).map(|(field, value)| (field.into_owned(), Cow::into_owned(value)));
    let form = Form { fields: fields.collect() };
    match form.value("key").is_some_and(|key| secret::same(key, &app.form_key)) {
        true => Ok(form),
        false => Err(Failure::Forbidden("the form is of another run of dateline; open the page again")),
    }
}
