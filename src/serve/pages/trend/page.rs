//! The page of a trend, its drawing and its table.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use url::form_urlencoded::{Serializer, parse};

use super::super::frame::{self, Frame};
use super::super::{chips, labels, links};
use super::drawing::{self, STYLES};
use super::series::{Measure, Series};
use crate::ask::{Engine, Question, Subject};
use crate::present::machine::{CsvStyle, Table};
use crate::serve::address;
use crate::serve::app::App;
use crate::serve::asking::Asking;
use crate::serve::failure::Failure;

/// What is asked for beside a question.
#[derive(Clone)]
struct Wanted {
    /// The query of the question, and those that it is compared with.
    queries: Vec<String>,
    measure: Measure,
}

/// Shows the lines of `q` and of each `and` over time; `of=share` gives shares in place of counts.
pub(in crate::serve) async fn page(state: State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Result<Response, Failure> {
    answered(state, uri, headers, |question, wanted, series| frame::response(view(question, wanted, series))).await
}

/// The same as a drawing for a document.
pub(in crate::serve) async fn drawing(
    state: State<Arc<App>>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    answered(state, uri, headers, |_, wanted, series| {
        let name = "attachment; filename=\"trend.svg\"";
        let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CONTENT_DISPOSITION, name)];
        (headers, drawing::file(series, wanted.measure)).into_response()
    })
    .await
}

/// The same as a table for a spreadsheet: always counts, with those of all stories beside them.
pub(in crate::serve) async fn table(state: State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Result<Response, Failure> {
    answered(state, uri, headers, |_, _, series| {
        let name = "attachment; filename=\"trend.csv\"";
        let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, name)];
        (headers, rows(series)).into_response()
    })
    .await
}

async fn answered(
    State(app): State<Arc<App>>,
    uri: Uri,
    headers: HeaderMap,
    show: fn(&Question, &Wanted, &Series) -> Response,
) -> Result<Response, Failure> {
    let (wanted, question) = read(uri.query().unwrap_or_default())?;
    let asking = Asking::of(&app, question, &uri, &headers)?;
    let answer = move |question: &Question, searcher: &dyn Engine| {
        let series = Series::of(question, &wanted.queries, searcher)?;
        Ok(show(question, &wanted, &series))
    };
    asking.answer(answer).await
}

/// Reads an address: what is compared, and the question whose filters hold for all of it.
fn read(query: &str) -> Result<(Wanted, Question), Failure> {
    let mut others = Vec::new();
    let mut measure = Measure::Count;
    let mut rest = Serializer::new(String::new());
    for (key, value) in parse(query.as_bytes()) {
        match &*key {
            "and" => others.extend((!value.trim().is_empty()).then(|| value.into_owned())),
            "of" if value == "share" => measure = Measure::Share,
            "of" if value == "count" => measure = Measure::Count,
            "of" => return Err(Failure::Request(format!("`of` takes count or share, not `{value}`"))),
            _ => {
                rest.append_pair(&key, &value);
            }
        }
    }
    let question = address::read(&rest.finish())?;
    let Subject::Text(first) = &question.subject else {
        return Err(Failure::Request("a trend is of queries; what an article is like has no line".to_owned()));
    };
    let mut queries: Vec<String> = Vec::new();
    for query in [first.clone()].into_iter().chain(others) {
        if !queries.contains(&query) {
            queries.push(query);
        }
    }
    match queries.len() > STYLES.len() {
        true => Err(Failure::Request(format!("at most {} lines are drawn at once; leave one out", STYLES.len()))),
        false => Ok((Wanted { queries, measure }, question)),
    }
}

/// The address of a trend, or of one of its files.
fn address_of(path: &str, question: &Question, wanted: &Wanted) -> String {
    let mut pairs = Serializer::new(address::write(question));
    for query in wanted.queries.iter().skip(1) {
        pairs.append_pair("and", query);
    }
    if wanted.measure == Measure::Share {
        pairs.append_pair("of", "share");
    }
    format!("{path}?{}", pairs.finish())
}

fn view(question: &Question, wanted: &Wanted, series: &Series) -> Markup {
    let frame = Frame { title: "Over time – dateline", question, kind: "trends" };
    let other = Wanted {
        measure: if wanted.measure == Measure::Share { Measure::Count } else { Measure::Share },
        ..wanted.clone()
    };
    frame.around(&html! {
        (links::back(question))
        (chips::view(question))
        h1 { "Over time" }
        (form(question, wanted))
        @if series.periods.is_empty() {
            p.nothing { "Nothing that matches has a date." }
        } @else {
            nav.orders aria-label="Measure" {
                @for (measure, name) in [(Measure::Count, "stories"), (Measure::Share, "share of all stories")] {
                    @if measure == wanted.measure { span.current { (name) } }
                    @else { a href=(address_of("/trend", question, &other)) { (name) } }
                }
            }
            // On a narrow screen it is moved sideways: numbers that shrink with it could not be read.
            div.scroll tabindex="0" role="group" aria-label="Drawing" { (drawing::view(series, wanted.measure)) }
            @if series.has_gaps { p.facts { span { "Years without a story are left out: the whole time has no room." } } }
            (legend(series))
            nav.along aria-label="Take along" {
                a download href=(address_of("/trend.svg", question, wanted)) { "drawing (SVG)" }
                a download href=(address_of("/trend.csv", question, wanted)) { "table (CSV)" }
            }
            (numbers(question, series))
        }
    })
}

/// The queries, each in a box, with an empty one for the next.
fn form(question: &Question, wanted: &Wanted) -> Markup {
    let room = wanted.queries.len() < STYLES.len();
    let shown = |query: &str| if query == "*" { String::new() } else { query.to_owned() };
    html! {
        form.compare action="/trend" {
            @for (place, query) in wanted.queries.iter().enumerate() {
                input name=(if place == 0 { "q" } else { "and" }) value=(shown(query)) dir="auto" autocomplete="off"
                    aria-label=(format!("Line {}", place + 1));
            }
            @if room { input name="and" dir="auto" autocomplete="off" placeholder="compare with" aria-label="A further line"; }
            @if wanted.measure == Measure::Share { input type="hidden" name="of" value="share"; }
            @for (key, value) in links::kept(question) { input type="hidden" name=(key) value=(value); }
            button type="submit" { "Compare" }
        }
    }
}

fn legend(series: &Series) -> Markup {
    html! {
        ul.legend {
            @for (place, line) in series.lines.iter().enumerate() {
                li {
                    (drawing::sample(place)) " " bdi { (named(&line.query)) }
                    @if line.unplaced > 0 {
                        " " span.count { (labels::number(line.unplaced)) " without a known " (series.step) }
                    }
                }
            }
        }
    }
}

fn named(query: &str) -> &str {
    if query == "*" { "everything" } else { query }
}

/// The numbers that are drawn, each with the search that finds them.
fn numbers(question: &Question, series: &Series) -> Markup {
    let found = |query: &str, period: &str| {
        let mut asked = question.clone();
        asked.subject = Subject::Text(query.to_owned());
        links::within(&asked, Some(period), Some(period))
    };
    html! {
        details.numbers {
            summary { "The numbers" }
            table {
                thead {
                    tr {
                        th scope="col" { (series.step) }
                        @for line in &series.lines { th scope="col" dir="auto" { (named(&line.query)) } }
                        th scope="col" { "all" }
                    }
                }
                tbody {
                    @for (place, period) in series.periods.iter().enumerate().filter(|(place, _)| series.all[*place] > 0) {
                        tr {
                            th scope="row" { (period) }
                            @for line in &series.lines {
                                td {
                                    @match line.counts[place] {
                                        0 => "0",
                                        count => a href=(found(&line.query, period)) { (labels::number(count)) },
                                    }
                                }
                            }
                            td { (labels::number(series.all[place])) }
                        }
                    }
                }
            }
        }
    }
}

fn rows(series: &Series) -> Vec<u8> {
    let style = CsvStyle { byte_order_mark: true, ..CsvStyle::default() };
    let names = [series.step].into_iter().chain(series.lines.iter().map(|line| named(&line.query))).chain(["all"]);
    let names: Vec<&str> = names.collect();
    let mut written = Vec::new();
    // Nothing goes wrong when a table is written to memory.
    let _ = Table::new(&names, style, &mut written).and_then(|mut table| {
        for (place, period) in series.periods.iter().enumerate() {
            let counts = series.lines.iter().map(|line| line.counts[place]).chain([series.all[place]]);
            let cells: Vec<String> =
                [period.clone()].into_iter().chain(counts.map(|count| count.to_string())).collect();
            table.row(&cells.iter().map(String::as_str).collect::<Vec<&str>>())?;
        }
        table.finish()
    });
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_trend_is_read_as_it_was_written() {
        let text = "q=Syria&country=sy&and=Russia&and=%22naval+base%22&of=share";
        let (wanted, question) = read(text).unwrap();
        assert_eq!(wanted.queries, ["Syria", "Russia", "\"naval base\""]);
        assert_eq!(address_of("/trend", &question, &wanted), format!("/trend?{text}"));
        assert_eq!(read("q=a&and=&and=a&and=b").unwrap().0.queries, ["a", "b"]);
        for wrong in ["of=all", "q=a&and=b&and=c&and=d&and=e&and=f&and=g", "like=0123456789abcdef", "ant=b"] {
            assert!(matches!(read(wrong), Err(Failure::Request(_))), "{wrong}");
        }
    }
}
