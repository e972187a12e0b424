//! One side of the race with Lucene (`tools/race/run.py` starts both): `race INDEX QUESTIONS.tsv bare|full ROUNDS`.
//!
//! A line of QUESTIONS is a question: kind, operator, words, tab by tab. `bare` is ten hits and the exact count; `full` also a passage a
//! hit and two facets counted. Prints, tab by tab, each question's kind, least time in milliseconds, and count.

#![expect(clippy::print_stdout, reason = "a program that prints what it measures")]

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use dateline::ask::today;
use dateline::index::Index;
use dateline::query;
use dateline::search::{Request, Searcher};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [index, questions, mode, rounds] = arguments.as_slice() else {
        return Err("usage: race INDEX QUESTIONS.tsv bare|full ROUNDS".into());
    };
    let searcher = Searcher::open(&Index::open(Path::new(index))?)?;
    let rounds: usize = rounds.parse()?;
    for line in fs::read_to_string(questions)?.lines() {
        let mut cells = line.split('\t');
        let [Some(kind), Some(operator), Some(words)] = [cells.next(), cells.next(), cells.next()] else {
            return Err(format!("a question has three cells: {line}").into());
        };
        let text = text(operator, words).ok_or("the operators are any, all, phrase, prefix, fuzzy and near")?;
        let request = Request::new(query::parse(&text, today)?.query);
        let request = match mode.as_str() {
            "full" => request.snippets(1).facets(["country", "year"]),
            _ => request.snippets(0),
        };
        let (mut least, mut count) = (Duration::MAX, 0);
        for _ in 0..rounds {
            let began = Instant::now();
            count = searcher.search(&request)?.total;
            least = least.min(began.elapsed());
        }
        println!("{kind}\t{:.4}\t{count}", least.as_secs_f64() * 1000.0);
    }
    Ok(())
}

/// A question as it is typed.
fn text(operator: &str, words: &str) -> Option<String> {
    Some(match operator {
        "all" => words.to_owned(),
        "any" => words.replace(' ', " OR "),
        "phrase" => format!("\"{words}\""),
        "near" => words.replace(' ', " NEAR/5 "),
        "prefix" => format!("{words}*"),
        "fuzzy" => format!("{words}~1"),
        _ => return None,
    })
}
