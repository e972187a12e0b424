//! Properties of the language: nothing panics, and what is printed is read as it was.

use jiff::ToSpan;
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::TODAY;
use crate::model::{FIELDS, Field, FieldKind};
use crate::query::*;

/// Pieces of queries, good and bad.
const PIECES: &[&str] = &[
    "syria",
    "Assad",
    "al-Sharaa",
    "база",
    "حميميم",
    "北京",
    "12:30",
    "https://example.org/(a)?b=*",
    "www.a.org",
    "a::b",
    "U.S.",
    "don't",
    "'x",
    "צה\"ל",
    "e\u{301}",
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "NEAR/5",
    "w/s",
    "W/p",
    "PRE/2",
    "w/",
    "near/x",
    "atleast3(",
    "atleast",
    "title:",
    "country:",
    "date:",
    "since:",
    "id:",
    "url:",
    "foo:",
    "2025-10",
    "2024..",
    "..",
    "unknown",
    "yesterday",
    "-",
    "–",
    "—",
    "=",
    "+",
    "*",
    "?",
    "＊",
    "!",
    "|",
    "||",
    "~",
    "~2",
    "^",
    "^2",
    "^0.5",
    "~5^3",
    "(",
    ")",
    "（",
    "）",
    "\"",
    "“",
    "”",
    "„",
    "«",
    "»",
    "「",
    "」",
    " ",
    " ",
    " ",
    "\u{a0}",
    "\u{3000}",
    "\u{200f}",
    ":",
    "：",
    ",",
    "，",
    "…",
    "\\",
    "/",
    "'",
    "’",
    "[",
    "]",
    "\n",
    "\u{0}",
    "\u{1f600}",
    "9",
    "0",
];

/// Words that look like signs of the language.
const ODD_WORDS: &[&str] =
    &["AND", "OR", "NOT", "NEAR", "NEAR5", "w/5", "title:x", "12:30", "atleast3", "www.a.org", "a,b", "and", "x(y)z"];

fn pieces() -> impl Strategy<Value = String> {
    vec(select(PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![3 => pieces(), 1 => any::<String>(), 1 => "[ -~]{0,40}"]
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Zа-яé0-9]{1,6}",
        1 => "[a-z]{1,3}[-'’.&_/:,][a-zא-ת]{1,3}",
        1 => select(ODD_WORDS).prop_map(str::to_owned),
        1 => Just("https://example.org/a?b=*".to_owned()),
    ]
}

fn term() -> impl Strategy<Value = Query> {
    let fuzzy = ("[a-z]{1,5}(-[a-z]{1,3})?", 1_u8..3).prop_map(|(text, edits)| Term { text, form: Form::Fuzzy(edits) });
    prop_oneof![4 => any_term(), 1 => fuzzy].prop_map(Query::Term)
}

/// A term that may stand in a phrase, or by itself.
fn any_term() -> impl Strategy<Value = Term> {
    prop_oneof![
        3 => word().prop_map(|text| Term { text, form: Form::Stemmed }),
        1 => word().prop_map(|text| Term { text, form: Form::Exact }),
        1 => "[a-z]{1,3}[*?]{1,2}[a-z]{0,3}|[*?][a-z]{2,3}".prop_map(|text| Term { text, form: Form::Wildcard }),
    ]
}

fn phrase() -> impl Strategy<Value = Query> {
    (vec(any_term(), 2..4), prop_oneof![Just(0_u32), 1_u32..=1000], any::<bool>()).prop_map(
        |(mut terms, slop, exact)| {
            for term in &mut terms {
                term.form = match term.form {
                    _ if exact && !term.text.contains(['*', '?']) => Form::Exact,
                    Form::Exact => Form::Stemmed,
                    other => other,
                };
            }
            if terms.iter().any(|term| term.form != Form::Exact) {
                terms.iter_mut().filter(|term| term.form == Form::Exact).for_each(|term| term.form = Form::Stemmed);
            }
            Query::Phrase(Phrase { terms, slop })
        },
    )
}

fn near_sides() -> impl Strategy<Value = Query> {
    let leaf = prop_oneof![term(), phrase()].boxed();
    let side = prop_oneof![leaf.clone(), vec(leaf, 2..4).prop_map(or)].boxed();
    side.prop_recursive(3, 8, 2, |inner| {
        (inner.clone(), inner, within(), any::<bool>()).prop_map(|(left, right, within, ordered)| {
            Query::Near(Near { left: Box::new(left), right: Box::new(right), within, ordered })
        })
    })
}

fn within() -> impl Strategy<Value = Within> {
    prop_oneof![(1_u32..=1000).prop_map(Within::Words), Just(Within::Sentence), Just(Within::Paragraph)]
}

fn names(is_meant: impl Fn(&Field) -> bool) -> impl Strategy<Value = &'static str> {
    let fields = FIELDS.iter().filter(|field| is_meant(field) && field.name != "date");
    select(fields.map(|field| field.name).collect::<Vec<_>>())
}

fn value() -> impl Strategy<Value = Query> {
    let text = "[A-Za-zé]{1,4}([-./:,;~^*()'” ][a-z0-9]{1,3}){0,2}|AND|www\\.a\\.org|“x";
    prop_oneof![
        (names(Field::is_facet), text).prop_map(|(field, value)| Query::Facet { field, value }),
        (names(Field::is_key), text).prop_map(|(field, text)| {
            Query::In { field, query: Box::new(Query::Term(Term { text, form: Form::Exact })) }
        }),
    ]
}

fn dates() -> impl Strategy<Value = Query> {
    let moment =
        (1900_i16..2100, 1_i8..13, 1_i8..29, 0_i64..86_400, 0_u8..4).prop_map(|(year, month, day, second, width)| {
            let day =
                if width > 1 { date(year, month, day) } else { date(year, if width == 0 { 1 } else { month }, 1) };
            let start = day.at(0, 0, 0, 0);
            if width == 3 { start + second.seconds() } else { start }
        });
    let unknown = Just(DateRange::Unknown);
    let between = (moment.clone(), 1_i64..1_000_000_000)
        .prop_map(|(since, seconds)| DateRange::Between { since: Some(since), until: Some(since + seconds.seconds()) });
    let since = moment.clone().prop_map(|since| DateRange::Between { since: Some(since), until: None });
    let until = moment.prop_map(|until| DateRange::Between { since: None, until: Some(until) });
    prop_oneof![unknown, between, since, until].prop_map(Query::Date)
}

fn at_least() -> impl Strategy<Value = Query> {
    (1_u32..=1000, any_term()).prop_map(|(count, term)| Query::AtLeast { count, term })
}

/// Grows trees from leaves, as the parser makes them.
fn grown(leaf: impl Strategy<Value = Query> + 'static) -> impl Strategy<Value = Query> {
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(and),
            vec(inner.clone(), 1..4).prop_map(or),
            (inner.clone(), vec(inner.clone(), 1..3)).prop_map(|(one, others)| {
                and(std::iter::once(one).chain(others.into_iter().map(|other| Query::Not(Box::new(other)))).collect())
            }),
            (inner, (1_u32..4000).prop_map(|weight| weight as f32 / 4.0))
                .prop_map(|(query, factor)| Query::Boost { query: Box::new(query), factor }),
        ]
    })
}

fn tree() -> impl Strategy<Value = Query> {
    let words = || prop_oneof![3 => term(), 2 => phrase(), 1 => near_sides(), 1 => at_least()];
    let field = (names(|field| matches!(field.kind, FieldKind::Text(_) | FieldKind::Name(_))), grown(words()))
        .prop_map(|(field, query)| Query::In { field, query: Box::new(query) });
    grown(prop_oneof![4 => words(), 1 => Just(Query::All), 1 => field, 1 => value(), 1 => dates()])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_read_or_refused(text in text()) {
        match parse(&text, || TODAY) {
            Ok(Parsed { query, .. }) => {
                let printed = query.to_string();
                let again = parse(&printed, || TODAY).map_err(|error| TestCaseError::fail(error.render(&printed)))?;
                prop_assert!(again.warnings.iter().all(|warning| !warning.contains("OR joins last")));
                prop_assert_eq!(again.query, query, "printed as {}", printed);
            }
            Err(error) => {
                prop_assert!(text.get(error.span.clone()).is_some(), "{:?} is no place in the text", error.span);
                prop_assert!(!error.hint.is_empty());
                prop_assert!(error.render(&text).lines().count() == 4);
            }
        }
    }

    #[test]
    fn plain_text_is_always_read(text in text()) {
        for matching in [Match::All, Match::Any] {
            let query = plain(&text, matching);
            let printed = query.to_string();
            let again = parse(&printed, || TODAY).map_err(|error| TestCaseError::fail(error.render(&printed)))?;
            prop_assert_eq!(again.query, query, "printed as {}", printed);
        }
    }

    #[test]
    fn a_tree_is_printed_as_text_that_parses_to_it(query in tree()) {
        let printed = query.to_string();
        let again = parse(&printed, || TODAY).map_err(|error| TestCaseError::fail(error.render(&printed)))?;
        prop_assert_eq!(again.query, query, "printed as {}", printed);
    }
}
