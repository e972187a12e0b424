//! Any text, read as a query: a tree that prints as text of the same tree, or an error with a place in the text.

#![no_main]

use dateline::query::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let today = jiff::civil::date(2025, 10, 15);
    match parse(text, || today) {
        Ok(parsed) => {
            let printed = parsed.query.to_string();
            let again = parse(&printed, || today).expect("what a query prints as can be parsed");
            assert_eq!(again.query, parsed.query, "{printed}");
        }
        Err(error) => {
            assert!(text.get(error.span.clone()).is_some(), "{:?} is no place in the query", error.span);
            error.render(text);
        }
    }
});
