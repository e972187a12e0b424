//! Asks a served archive and the library beside it the same questions: `load ADDRESS INDEX [CLIENTS] [REQUESTS] [PID]`.
//!
//! ADDRESS is that of `dateline serve` over INDEX, as `127.0.0.1:4747`; PID is its process, whose memory is told. First as
//! many threads as there are CLIENTS ask the library, then as many clients ask the API, each over one connection, and each the
//! next question when the last one is answered. At the end one reader opens pages. Questions are made of headlines.

#![expect(clippy::print_stdout, reason = "a program that prints what it measures")]

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use dateline::ask::{Limit, Page, Purpose, Question, today};
use dateline::index::Index;
use dateline::search::{Order, Searcher};
use url::form_urlencoded::byte_serialize;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// What a page counts.
const FACETS: [&str; 8] = ["country", "mentions", "topic", "site", "lang", "kind", "year", "month"];
/// Pages that the reader at the end opens.
const PAGES: usize = 300;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, index, numbers @ ..] = arguments.as_slice() else {
        return Err("usage: load ADDRESS INDEX [CLIENTS] [REQUESTS] [PID]".into());
    };
    let number = |place: usize, usual: usize| numbers.get(place).map_or(Ok(usual), |text| text.parse());
    let (clients, requests) = (number(0, 64)?, number(1, 10_000)?);
    let searcher = Searcher::open(&Index::open(Path::new(index))?)?;
    let questions = questions(&searcher)?;
    println!("{} articles, {clients} clients, {requests} requests", searcher.article_count());

    // A turn that nobody counts fills what both remember.
    let ask = |place: usize| question(&questions, place).answer(&searcher, Purpose::Page, &today).map(drop);
    crowd(clients, questions.len(), |_| Ok(()), |(), place| Ok(ask(place)?))?;
    let before = processor_time("self");
    let library = crowd(clients, requests, |_| Ok(()), |(), place| Ok(ask(place)?))?;
    library.tell("library");
    tell_processor_time("library", before, processor_time("self"), requests);
    let memory = || numbers.get(2).and_then(|pid| memory(pid));
    let connect = |_| Connection::open(address);
    let asked = |connection: &mut Connection, place: usize| {
        let query: String = byte_serialize(questions[place % questions.len()].as_bytes()).collect();
        connection.get(&format!("/api/v1/search?q={query}")).map(drop)
    };
    crowd(clients, questions.len(), connect, asked)?;
    let mut kilobytes = vec![memory()];
    let time = || numbers.get(2).and_then(|pid| processor_time(pid));
    let before = time();
    let mut served = Times::default();
    for _ in 0..10 {
        served.add(crowd(clients, requests / 10, connect, asked)?);
        kilobytes.push(memory());
    }
    served.tell("served");
    tell_processor_time("served", before, time(), requests);
    println!("p50 served by library: {:.2}", served.percentile(50) / library.percentile(50));
    println!(
        "memory of the server in kB, at the start and after each tenth: {:?}",
        kilobytes.into_iter().flatten().collect::<Vec<u64>>()
    );
    pages(address, &searcher, &questions)
}

/// One reader: how long pages take, how long their search alone, and how large they are.
fn pages(address: &str, searcher: &Searcher, questions: &[String]) -> Outcome<()> {
    let mut connection = Connection::open(address)?;
    let (mut opened, mut searched, mut largest) = (Times::default(), Times::default(), 0);
    for turn in 0..2 {
        for place in 0..PAGES {
            let text = &questions[place % questions.len()];
            let query: String = byte_serialize(text.as_bytes()).collect();
            let began = Instant::now();
            let size = connection.get(&format!("/?q={query}"))?;
            let page = began.elapsed();
            let began = Instant::now();
            Question::new(text.as_str()).facets(FACETS).answer(searcher, Purpose::Page, &today)?;
            if turn > 0 {
                opened.all.push(page);
                searched.all.push(began.elapsed());
                largest = largest.max(size);
            }
        }
    }
    opened.tell("page");
    searched.tell("its search");
    println!("largest page {largest} bytes");
    Ok(())
}

/// Two words of a headline, one word, a phrase, or words of a country, in turn.
fn questions(searcher: &Searcher) -> Outcome<Vec<String>> {
    let page = Page { offset: 0, limit: Some(Limit::Hits(400)) };
    let latest = Question::new("*").order(Order::Newest).page(page).answer(searcher, Purpose::Batch, &today)?;
    let mut questions = Vec::new();
    for (place, hit) in latest.hits.iter().enumerate() {
        let words: Vec<&str> =
            hit.title.text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).collect();
        let [first, second, ..] = words.as_slice() else { continue };
        questions.push(match (place % 4, hit.countries.first()) {
            (0, _) => format!("{first} {second}"),
            (1, _) => (*first).to_owned(),
            (2, Some(country)) => format!("{first} country:{country}"),
            _ => format!("{first} OR {second}"),
        });
    }
    if questions.is_empty() { Err("the headlines of this index have no words".into()) } else { Ok(questions) }
}

fn question(questions: &[String], place: usize) -> Question {
    Question::new(questions[place % questions.len()].as_str())
}

/// How long each request took.
#[derive(Default)]
struct Times {
    all: Vec<Duration>,
    seconds: f64,
}

impl Times {
    fn add(&mut self, other: Times) {
        self.all.extend(other.all);
        self.seconds += other.seconds;
    }

    /// In milliseconds, of the nearest rank.
    fn percentile(&self, share: usize) -> f64 {
        let mut sorted = self.all.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * share).div_ceil(100).max(1) - 1;
        sorted.get(rank).map_or(0.0, |time| 1e3 * time.as_secs_f64())
    }

    fn tell(&self, name: &str) {
        let [p50, p95, p99] = [50, 95, 99].map(|share| self.percentile(share));
        let rate = if self.seconds > 0.0 {
            format!(", {:.0} a second", self.all.len() as f64 / self.seconds)
        } else {
            String::new()
        };
        println!("{name}: {} requests, p50 {p50:.2} ms, p95 {p95:.2}, p99 {p99:.2}{rate}", self.all.len());
    }
}

/// Has clients do requests, each its next one when the last is done; an error of one of them is the error of all.
fn crowd<C>(
    clients: usize,
    requests: usize,
    begin: impl Fn(usize) -> Outcome<C> + Sync,
    request: impl Fn(&mut C, usize) -> Outcome<()> + Sync,
) -> Outcome<Times> {
    let next = AtomicUsize::new(0);
    let began = Instant::now();
    let client = |number: usize| -> Outcome<Vec<Duration>> {
        let mut connection = begin(number)?;
        let mut times = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= requests {
                return Ok(times);
            }
            let began = Instant::now();
            request(&mut connection, place)?;
            times.push(began.elapsed());
        }
    };
    let all = thread::scope(|scope| -> Outcome<Vec<Duration>> {
        let running: Vec<_> = (0..clients).map(|number| scope.spawn(move || client(number))).collect();
        let mut all = Vec::with_capacity(requests);
        for thread in running {
            all.extend(thread.join().map_err(|_| "a client panicked")??);
        }
        Ok(all)
    })?;
    Ok(Times { all, seconds: began.elapsed().as_secs_f64() })
}

/// A connection that is kept open.
struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Connection {
    fn open(address: &str) -> Outcome<Connection> {
        let stream = TcpStream::connect(address).map_err(|cause| format!("nothing is served at {address}: {cause}"))?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream: BufReader::new(stream), host: address.to_owned() })
    }

    /// Asks, and reads the answer to its end; gives its length.
    fn get(&mut self, path: &str) -> Outcome<usize> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        if !line.starts_with("HTTP/1.1 200 ") {
            return Err(format!("{path}: {}", line.trim()).into());
        }
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            match line.trim_end().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.parse()?,
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(length)
    }
}

/// The processor time of a process so far, in milliseconds: of its own code and of the system for it.
fn processor_time(pid: &str) -> Option<f64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, fields) = text.rsplit_once(')')?;
    let ticks: Vec<f64> = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    // Linux counts in hundredths of a second, whatever its clock does.
    Some(10.0 * ticks.iter().sum::<f64>())
}

/// What a busy machine leaves alone: how long one waits depends on who else computes, how much is computed does not.
fn tell_processor_time(name: &str, before: Option<f64>, after: Option<f64>, requests: usize) {
    if let Some((before, after)) = before.zip(after) {
        println!("{name}: {:.2} ms of processor time a request", (after - before) / requests as f64);
    }
}

/// The resident memory of a process, in kilobytes.
fn memory(pid: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
