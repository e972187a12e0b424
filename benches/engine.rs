//! dateline against the engine it is built on: the same queries over the same texts, written by hand in bare tantivy.
//!
//! `cargo bench --bench engine -- 100000 word` says for how many articles and for which kinds of queries; without words,
//! 20,000 articles and all kinds. The two take turns, query by query, and each time is the least of several rounds. Bare tantivy does not stem, searches title and
//! body, fetches the stored texts of ten hits and, where passages are measured, makes one with its own generator.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use dateline::index::Index;
use dateline::ingest::{Options, ingest};
use dateline::query;
use dateline::search::{Request, Searcher};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, RegexQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::snippet::SnippetGenerator;
use tantivy::{TantivyDocument, Term};

const ROUNDS: usize = 7;
const QUERIES: u64 = 10;
const VOCABULARY: u64 = 60_000;

/// A generator of numbers that gives the same ones every time (Numerical Recipes' linear congruential one).
struct Numbers(u64);

impl Numbers {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// The rank of a word, by Zipf's law: the chance falls as one by the rank.
    fn rank(&mut self) -> u64 {
        (VOCABULARY as f64).powf(self.unit()) as u64
    }
}

/// A word of letters for a rank.
fn word(mut rank: u64) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "du", "pa", "ge", "zi", "fo", "hu", "la"];
    let mut text = String::new();
    loop {
        text.push_str(SYLLABLES[(rank % 16) as usize]);
        rank /= 16;
        if rank == 0 {
            return text;
        }
    }
}

struct Record {
    title: String,
    body: String,
}

fn records(count: u64) -> Vec<Record> {
    let mut numbers = Numbers(7);
    let mut words = |count: usize| {
        let mut text = String::new();
        for number in 1..=count {
            let end = if number % 17 == 0 { ". " } else { " " };
            text.push_str(&word(numbers.rank()));
            text.push_str(end);
        }
        text
    };
    (0..count).map(|_| Record { title: words(9), body: words(420) }).collect()
}

/// What both are asked, in the one's language and as the other's query.
struct Question {
    text: String,
    engine: Box<dyn Query>,
}

/// Bare tantivy over two fields.
struct Engine {
    searcher: tantivy::Searcher,
    title: Field,
    body: Field,
}

impl Engine {
    fn build(folder: &Path, records: &[Record]) -> tantivy::Result<Engine> {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("default")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let options = TextOptions::default().set_indexing_options(indexing) | STORED;
        let mut schema = Schema::builder();
        let (title, body) = (schema.add_text_field("title", options.clone()), schema.add_text_field("body", options));
        fs::create_dir_all(folder)?;
        let index = tantivy::Index::create_in_dir(folder, schema.build())?;
        let mut writer = index.writer_with_num_threads(2, 200 << 20)?;
        for record in records {
            let mut document = TantivyDocument::default();
            document.add_text(title, &record.title);
            document.add_text(body, &record.body);
            writer.add_document(document)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        Ok(Engine { searcher: index.reader()?.searcher(), title, body })
    }

    /// A term as the index has it.
    fn term(&self, field: Field, word: &str) -> tantivy::Result<Term> {
        let mut analyzer = self.searcher.index().tokenizer_for_field(field)?;
        let mut text = word.to_owned();
        analyzer.token_stream(word).process(&mut |token| text.clone_from(&token.text));
        Ok(Term::from_field_text(field, &text))
    }

    /// A query in either field; in the title it counts double.
    fn either(&self, make: impl Fn(Field) -> tantivy::Result<Box<dyn Query>>) -> tantivy::Result<Box<dyn Query>> {
        let title: Box<dyn Query> = Box::new(BoostQuery::new(make(self.title)?, 2.0));
        Ok(Box::new(BooleanQuery::union(vec![title, make(self.body)?])))
    }

    fn word(&self, word: &str) -> tantivy::Result<Box<dyn Query>> {
        self.either(|field| Ok(Box::new(TermQuery::new(self.term(field, word)?, IndexRecordOption::WithFreqs))))
    }

    fn words(&self, occur: Occur, words: &[String]) -> tantivy::Result<Box<dyn Query>> {
        let clauses = words.iter().map(|word| Ok((occur, self.word(word)?)));
        Ok(Box::new(BooleanQuery::new(clauses.collect::<tantivy::Result<_>>()?)))
    }

    fn phrase(&self, words: &[String]) -> tantivy::Result<Box<dyn Query>> {
        self.either(|field| {
            let terms = words.iter().map(|word| self.term(field, word)).collect::<tantivy::Result<_>>()?;
            Ok(Box::new(PhraseQuery::new(terms)))
        })
    }

    /// The number of hits, so that the work cannot be left out.
    fn answer(&self, query: &dyn Query, snippets: bool) -> tantivy::Result<usize> {
        let (top, total) = self.searcher.search(query, &(TopDocs::with_limit(10).order_by_score(), Count))?;
        let generator = if snippets { Some(SnippetGenerator::create(&self.searcher, query, self.body)?) } else { None };
        let mut length = 0;
        for (_, address) in top {
            let document: TantivyDocument = self.searcher.doc(address)?;
            length += document.len();
            if let Some(generator) = &generator {
                length += generator.snippet_from_doc(&document).to_html().len();
            }
        }
        Ok(total + length)
    }
}

/// The kinds of queries, each with a few of them.
fn kinds(engine: &Engine, records: &[Record]) -> tantivy::Result<Vec<(&'static str, Vec<Question>)>> {
    let mut kinds: Vec<(&'static str, Vec<Question>)> = Vec::new();
    let mut add = |name, text: String, engine| match kinds.iter_mut().find(|(known, _)| *known == name) {
        Some((_, questions)) => questions.push(Question { text, engine }),
        None => kinds.push((name, vec![Question { text, engine }])),
    };
    for number in 0..QUERIES {
        let (rare, middle, common) = (word(20_000 + number * 97), word(600 + number * 31), word(2 + number * 3));
        add("rare word", rare.clone(), engine.word(&rare)?);
        add("common word", common.clone(), engine.word(&common)?);
        let two = [middle.clone(), common.clone()];
        add("two words", two.join(" "), engine.words(Occur::Must, &two)?);
        let three = [middle.clone(), common.clone(), word(40 + number)];
        add("three words", three.join(" "), engine.words(Occur::Must, &three)?);
        let body = &records[number as usize * 13 % records.len()].body;
        let sentence: Vec<String> =
            body.split(['.', ' ']).filter(|w| !w.is_empty()).take(15).map(str::to_owned).collect();
        add("sentence, any", sentence.join(" OR "), engine.words(Occur::Should, &sentence)?);
        let pair = &sentence[..2];
        add("phrase", format!("\"{}\"", pair.join(" ")), engine.phrase(pair)?);
        let start = &rare[..6];
        let prefix = engine.either(|field| Ok(Box::new(RegexQuery::from_pattern(&format!("{start}.*"), field)?)))?;
        add("prefix", format!("{start}*"), prefix);
        let fuzzy = engine.either(|field| {
            Ok(Box::new(FuzzyTermQuery::new(Term::from_field_text(field, &middle), 1, true)) as Box<dyn Query>)
        })?;
        add("fuzzy", format!("{middle}~1"), fuzzy);
    }
    Ok(kinds)
}

/// The least time of several rounds of all questions, of ours and of the engine's.
fn race(searcher: &Searcher, engine: &Engine, questions: &[Question], snippets: bool) -> anyhow::Result<[Duration; 2]> {
    let mut best = [Duration::ZERO; 2];
    for question in questions {
        let query = query::parse(&question.text, || jiff::civil::date(2026, 1, 1))?.query;
        let request = Request::new(query).snippets(usize::from(snippets));
        let mut least = [Duration::MAX; 2];
        for _ in 0..ROUNDS {
            let start = Instant::now();
            std::hint::black_box(searcher.search(&request)?.total);
            least[0] = least[0].min(start.elapsed());
            let start = Instant::now();
            std::hint::black_box(engine.answer(&*question.engine, snippets)?);
            least[1] = least[1].min(start.elapsed());
        }
        best = [best[0] + least[0], best[1] + least[1]];
    }
    Ok(best)
}

fn main() -> anyhow::Result<()> {
    let mut out = std::io::stdout();
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(20_000);
    let folder = tempfile::tempdir()?;
    let records = records(count);
    let file = folder.path().join("records.jsonl");
    let mut lines = String::new();
    for (number, Record { title, body }) in records.iter().enumerate() {
        writeln!(lines, r#"{{"id":"a{number}","title":"{title}","text":"{body}","lang":"en"}}"#)?;
    }
    fs::write(&file, lines)?;
    let index = Index::open_or_create(&folder.path().join("dateline"))?;
    ingest(&index, &[file], &Options::default(), &())?;
    let searcher = Searcher::open(&index)?;
    let engine = Engine::build(&folder.path().join("tantivy"), &records)?;
    writeln!(out, "{count} articles; milliseconds a query, the least of {ROUNDS} rounds, mean of {QUERIES} queries")?;
    writeln!(
        out,
        "{:<15} {:>9} {:>9} {:>7} {:>11} {:>9} {:>7}",
        "kind", "top 10", "tantivy", "ratio", "+ passages", "tantivy", "ratio"
    )?;
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| word.starts_with(char::is_alphabetic)).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()));
    for (name, questions) in kinds(&engine, &records)?.into_iter().filter(|(name, _)| is_wanted(name)) {
        let bare = race(&searcher, &engine, &questions, false)?;
        let with_passages = race(&searcher, &engine, &questions, true)?;
        let [ours, theirs, ours_shown, theirs_shown] = [bare[0], bare[1], with_passages[0], with_passages[1]]
            .map(|time| time.as_secs_f64() * 1e3 / questions.len() as f64);
        let (ratio, shown) = (ours / theirs, ours_shown / theirs_shown);
        writeln!(
            out,
            "{name:<15} {ours:>9.3} {theirs:>9.3} {ratio:>7.2} {ours_shown:>11.3} {theirs_shown:>9.3} {shown:>7.2}"
        )?;
    }
    Ok(())
}
