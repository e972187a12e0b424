//! How fast an index is built of records, and how fast it answers each kind of query.
//!
//! The records are made here: 5,000 articles of about 150 words whose frequencies fall as Zipf's law has it.

use std::fmt::Write;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::index::Index;
use dateline::ingest::{Options, ingest};
use dateline::query;
use dateline::search::{Request, Searcher};

const ARTICLES: u64 = 5_000;

const QUERIES: &[(&str, &str)] = &[
    ("common word", "word3"),
    ("rare word", "word900"),
    ("two words", "word40 word60"),
    ("any of ten", "word1 OR word5 OR word9 OR word14 OR word22 OR word35 OR word60 OR word99 OR word200 OR word400"),
    ("phrase", "\"word1 word2\""),
    ("near", "word10 NEAR/5 word12"),
    ("prefix", "word12*"),
    ("fuzzy", "word123~1"),
    ("range of dates", "word3 date:2024-03..2024-05"),
    ("everything", "*"),
];

/// A generator of numbers that gives the same ones every time (Numerical Recipes' linear congruential one).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// A word number whose chance falls with its rank.
    fn word(&mut self) -> u64 {
        let spread = self.below(1_000) + 1;
        self.below(spread) + 1
    }
}

fn write_records(file: &Path) {
    let mut numbers = Numbers(7);
    let mut lines = String::new();
    for id in 0..ARTICLES {
        let words: Vec<String> = (0..150).map(|_| format!("word{}", numbers.word())).collect();
        let (month, day) = (numbers.below(12) + 1, numbers.below(28) + 1);
        let text = words.join(" ");
        let title = words[..6].join(" ");
        writeln!(
            lines,
            r#"{{"id":"a{id}","title":"{title}","text":"{text}.","date":"2024-{month:02}-{day:02}","lang":"en"}}"#
        )
        .expect("writing to a string cannot fail");
    }
    fs::write(file, lines).expect("the temporary folder can be written to");
}

fn search(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("there is a temporary folder");
    let records = folder.path().join("records.jsonl");
    write_records(&records);
    let build = |name: &str| {
        let index = Index::open_or_create(&folder.path().join(name)).expect("an index can be made");
        ingest(&index, std::slice::from_ref(&records), &Options::default(), &()).expect("records can be indexed");
        index
    };

    let mut group = criterion.benchmark_group("index");
    group.sample_size(10).throughput(Throughput::Elements(ARTICLES));
    let mut runs = 0;
    group.bench_function("records", |bencher| {
        bencher.iter(|| {
            runs += 1;
            build(&format!("run{runs}"))
        });
    });
    group.finish();

    let searcher = Searcher::open(&build("searched")).expect("the index can be read");
    let mut group = criterion.benchmark_group("search");
    for (name, text) in QUERIES {
        let query = query::parse(text, || jiff::civil::date(2025, 1, 1)).expect("the query can be read").query;
        let request = Request::new(query);
        group.bench_function(*name, |bencher| bencher.iter(|| black_box(searcher.search(&request))));
    }
    group.finish();
}

criterion_group!(benches, search);
criterion_main!(benches);
