//! Citations, as programs for literature take them: BibTeX, RIS, and CSL as JSON.

use std::fmt::Write;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::model::{Article, Precision};
use crate::serve::app::App;
use crate::serve::failure::Failure;

/// The citation of an article in one of the forms.
pub(in crate::serve) async fn file(
    State(app): State<Arc<App>>,
    Path((id, form)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let write = match form.as_str() {
        "bib" => bibtex,
        "ris" => ris,
        "json" => csl,
        _ => return Err(Failure::NotFound("citations come as bib, ris and json".to_owned())),
    };
    let state = app.archive.state()?;
    let entries = app.work.run(move || Ok((state.searcher.article(&id)?, id))).await?;
    let (Some(entry), _) = (entries.0.first(), ()) else {
        return Err(Failure::NotFound(format!("no article has the id `{}`", entries.1)));
    };
    let name = format!("attachment; filename=\"{}.{form}\"", entry.article.id);
    let kind = if form == "json" { "application/vnd.citationstyles.csl+json" } else { "text/plain; charset=utf-8" };
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], write(&entry.article))
        .into_response())
}

/// Year, month and day, as far as they are known.
fn date(article: &Article) -> Vec<i16> {
    let Some(published) = &article.published else { return Vec::new() };
    let start = published.start;
    let parts = [start.year(), i16::from(start.month()), i16::from(start.day())];
    let known = match published.precision {
        Precision::Year => 1,
        Precision::Month => 2,
        Precision::Day | Precision::Minute => 3,
    };
    parts[..known].to_vec()
}

fn site(article: &Article) -> Option<&str> {
    article.site.as_ref().and_then(|site| site.name.as_deref().or(site.domain.as_deref()))
}

fn bibtex(article: &Article) -> String {
    let date: Vec<String> = date(article).iter().map(|part| format!("{part:02}")).collect();
    let mut text = format!("@article{{dateline-{},\n", article.id);
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "  {name} = {{{}}},", escaped(value));
        }
    };
    field("title", article.title.as_deref().unwrap_or_default());
    field("author", &article.authors.iter().map(|author| format!("{{{author}}}")).collect::<Vec<_>>().join(" and "));
    field("journal", site(article).unwrap_or_default());
    field("date", &date.join("-"));
    field("url", article.url.as_deref().unwrap_or_default());
    field("langid", article.lang.as_deref().unwrap_or_default());
    text.push_str("}\n");
    text
}

/// Text without what BibTeX takes for its own. Braces stay where they stand in pairs.
fn escaped(value: &str) -> String {
    let mut depth = 0_i32;
    let is_balanced = value.chars().all(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth >= 0
    }) && depth == 0;
    let mut text = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '{' | '}' if !is_balanced => {}
            '\\' => text.push_str("\\textbackslash{}"),
            '%' | '#' | '&' | '$' | '_' => text.extend(['\\', character]),
            '\n' | '\r' => text.push(' '),
            other => text.push(other),
        }
    }
    text
}

fn ris(article: &Article) -> String {
    let mut text = String::from("TY  - NEWS\r\n");
    let mut field = |tag: &str, value: &str| {
        if !value.is_empty() {
            let _ = write!(text, "{tag}  - {}\r\n", value.replace(['\r', '\n'], " "));
        }
    };
    field("TI", article.title.as_deref().unwrap_or_default());
    article.authors.iter().for_each(|author| field("AU", author));
    field("T2", site(article).unwrap_or_default());
    let date = date(article);
    if let Some(year) = date.first() {
        field("PY", &format!("{year:04}"));
        let rest: Vec<String> =
            (0..3).map(|part| date.get(part).map_or(String::new(), |part| format!("{part:02}"))).collect();
        field("DA", &format!("{}/", rest.join("/")));
    }
    field("UR", article.url.as_deref().unwrap_or_default());
    field("LA", article.lang.as_deref().unwrap_or_default());
    field("ID", &article.id.to_string());
    text.push_str("ER  - \r\n");
    text
}

fn csl(article: &Article) -> String {
    let authors: Vec<Value> = article.authors.iter().map(|author| json!({ "literal": author })).collect();
    let mut item = json!({
        "id": article.id,
        "type": "article-newspaper",
        "title": article.title,
        "author": authors,
        "container-title": site(article),
        "URL": article.url,
        "language": article.lang,
    });
    let date = date(article);
    if !date.is_empty() {
        item["issued"] = json!({ "date-parts": [date] });
    }
    if let Value::Object(fields) = &mut item {
        fields.retain(|_, value| !value.is_null());
    }
    format!("{:#}\n", json!([item]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_day_is_cited_that_is_not_known_and_no_text_breaks_out_of_its_field() {
        let mut article = Article { title: Some("100 % of {ports\n& quays".to_owned()), ..Article::default() };
        assert!(bibtex(&article).contains("title = {100 \\% of ports \\& quays},"));
        assert!(!bibtex(&article).contains("  date = "));
        article.authors = vec!["A\r\nTY  - BOOK".to_owned()];
        assert_eq!(ris(&article).matches("\r\nTY").count(), 0);
        assert!(!csl(&article).contains("issued"));
    }
}
