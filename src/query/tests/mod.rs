//! The language as a whole: queries with their readings and errors, the help page, properties.

mod properties;

use jiff::civil::{Date, date};

use super::*;
use crate::model::FIELDS;

const TODAY: Date = date(2025, 10, 15);

/// Queries, one a line, with what they must be read as: `query → reading`, and ` ⚠ words` of every warning in order;
/// or `query ✗ words` of the error, whose place in the query stands between `⟦` and `⟧`. `\u{a0}` is that character.
const QUERIES: &str = include_str!("queries.txt");

#[test]
fn queries_are_read_or_refused_as_listed() {
    let cases: Vec<&str> = QUERIES.lines().filter(|line| !line.is_empty() && !line.starts_with("## ")).collect();
    let wrong: Vec<String> = cases.iter().filter_map(|line| check(line).err()).collect();
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(cases.len() >= 300, "only {} queries are listed", cases.len());
}

/// Checks one line; the error is the line as it should be.
fn check(line: &str) -> Result<(), String> {
    let query = unescaped(line.split(['→', '✗']).next().unwrap_or_default().trim_end_matches(' '));
    let text = query.replace(['⟦', '⟧'], "");
    match parse(&text, || TODAY) {
        Ok(Parsed { query: tree, warnings }) => {
            let told = line.split('⚠').skip(1).map(str::trim);
            let as_told =
                warnings.len() == told.clone().count() && warnings.iter().zip(told).all(|(w, t)| w.contains(t));
            let reading = line.split_once("→").map(|(_, reading)| reading.split('⚠').next().unwrap_or_default().trim());
            let good = as_told && reading == Some(tree.to_string().as_str());
            let warned: String = warnings.iter().map(|warning| format!(" ⚠ {warning}")).collect();
            if good { Ok(()) } else { Err(format!("{} → {tree}{warned}", text.escape_debug())) }
        }
        Err(error) => {
            let (start, end) = (error.span.start, error.span.end);
            let marked = format!("{}⟦{}⟧{}", &text[..start], &text[start..end], &text[end..]);
            let words = line.split_once("✗").map(|(_, words)| words.trim());
            let good = marked == query && words.is_some_and(|words| error.message.contains(words));
            if good { Ok(()) } else { Err(format!("{} ✗ {}", marked.escape_debug(), error.message)) }
        }
    }
}

/// The text with `\u{..}` and `\n` as the characters that they stand for.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("an escape is closed");
        let code = u32::from_str_radix(code, 16).expect("an escape is hexadecimal");
        out.push(char::from_u32(code).expect("an escape is a character"));
        out.push_str(rest);
    }
    out.replace("\\n", "\n")
}

/// The code spans of the help page, which are all queries but for the program's own commands.
fn documented() -> Vec<&'static str> {
    let outside_blocks = HELP.split("```").step_by(2);
    outside_blocks
        .flat_map(|text| text.split('`').skip(1).step_by(2))
        .filter(|span| !span.starts_with("dateline "))
        .collect()
}

#[test]
fn query_docs_parse() {
    let queries = documented();
    assert!(queries.len() > 100, "only {} queries were found", queries.len());
    for query in queries {
        if let Err(error) = parse(query, || TODAY) {
            panic!("{}", error.render(query));
        }
    }
}

#[test]
fn query_docs_name_every_field() {
    let prefixes: Vec<&str> = documented().iter().filter_map(|query| Some(query.split_once(':')?.0)).collect();
    for field in FIELDS {
        for name in std::iter::once(&field.name).chain(field.aliases) {
            assert!(prefixes.contains(name), "`{name}:` is not in the help page");
        }
    }
}

#[test]
fn query_docs_show_the_error_as_it_is() {
    let query = "airbase NEAR russia";
    let error = parse(query, || TODAY).expect_err("NEAR has no number");
    assert!(HELP.contains(&error.render(query)), "{}", error.render(query));
}

#[test]
fn every_field_and_alias_is_a_prefix() {
    for field in FIELDS.iter().filter(|field| field.name != "date") {
        for name in std::iter::once(&field.name).chain(field.aliases) {
            let read = parse(&format!("{name}:x"), || TODAY).expect("a field and a value").query;
            assert_eq!(read.to_string(), format!("{}:x", field.name));
        }
    }
}

#[test]
fn nesting_is_capped() {
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(64), || TODAY).is_ok());
    assert_eq!(parse(&nested(65), || TODAY).expect_err("too deep").span, 64..65);
    assert_eq!(parse(&nested(10_000), || TODAY).expect_err("too deep").span, 64..65);
    assert!(parse(&"(".repeat(10_000), || TODAY).is_err());
    assert!(parse(&"-(".repeat(10_000), || TODAY).is_err());
    assert!(parse(&"a W/5 ".repeat(10_000), || TODAY).is_err());
}

/// Not timed: were any of these quadratic, the test would not end.
#[test]
fn large_queries_are_read_in_linear_time() {
    let many = 30_000;
    for part in [
        "word ", "a OR ", "-a ", "\"a b\" ", "„a\" ", "title:x ", "(a) ", "a~1^2 ", "x:", "*", "^", "~", "= ", "'a ",
        "?", "a/b ", "«",
    ] {
        let _ = parse(&part.repeat(many), || TODAY);
        let _ = parse(&format!("a{}", part.repeat(many)), || TODAY);
        let _ = parse(&format!("\"{}\"", part.repeat(many)), || TODAY);
    }
    let _ = parse(&format!("{}{}", "a ".repeat(many), " ".repeat(many)), || TODAY);
    let _ = parse(&format!("http://{}", "(".repeat(many)), || TODAY);
    let chain = format!("(a OR {}b) W/5 c", "a OR ".repeat(many));
    assert!(parse(&chain, || TODAY).is_ok());
}

#[test]
fn constructors_keep_trees_flat() {
    let word = |text: &str| Query::Term(Term { text: text.to_owned(), form: Form::Stemmed });
    let nested = and(vec![word("a"), and(vec![word("b"), or(vec![word("c")])])]);
    assert_eq!(nested, Query::And(vec![word("a"), word("b"), word("c")]));
    assert_eq!(or(vec![word("a"), or(vec![word("b"), word("c")])]).to_string(), "a OR b OR c");
    assert_eq!(and(vec![]), Query::All);
    assert_eq!(or(vec![]), Query::nothing());
    assert_eq!(not(not(word("a"))), word("a"));
}

#[test]
fn a_query_is_serialized_as_its_text() {
    let query = parse("naval (base OR port) lang:ru", || TODAY).expect("a good query").query;
    assert_eq!(serde_json::to_string(&query).expect("a string"), r#""naval (base OR port) lang:ru""#);
}
