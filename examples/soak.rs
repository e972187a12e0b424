//! An index that is updated for long, beside what it was when it was new: `soak PAGES INDEX [ROUNDS] [EVERY]`.
//!
//! PAGES is a folder of `generate_archive`, and its pages are CHANGED: in each round every hundredth page gets the words of its
//! paragraphs in another order, so that what the archive speaks of stays the same. INDEX is brought up to date after each round.
//! After EVERY rounds the same questions are put, in turns, to it and to a copy of it that was made before the first round.
//! Told are the time of each kind of question by that of the fresh index, the size by the fresh size, and the memory of each round
//! at its peak (Linux): all, and of it what is the process's own, as it was seen every few milliseconds. The rest are pages of the
//! index's files, which the system takes back when it needs them.

#![expect(clippy::print_stdout, reason = "a program that prints what it measures")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::time::{Duration, Instant};

use dateline::ask::today;
use dateline::index::Index;
use dateline::ingest::{Options, ingest};
use dateline::query;
use dateline::search::{Request, Searcher, keep_copies};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The first argument of the process that brings the index up to date.
const UPDATE: &str = "--update";
/// One page in this number is changed in a round.
const ONE_IN: u64 = 100;
/// How many questions of a kind are asked.
const QUESTIONS: usize = 10;
/// How often each question is asked; its least time counts.
const TURNS: usize = 5;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (pages, folder, numbers) = match arguments.as_slice() {
        [command, pages, folder] if command == UPDATE => return update(pages, folder),
        [pages, folder, numbers @ ..] => (pages, folder, numbers),
        _ => return Err("usage: soak PAGES INDEX [ROUNDS] [EVERY]".into()),
    };
    let number = |place: usize, usual: u64| numbers.get(place).map_or(Ok(usual), |text| text.parse());
    let (rounds, every) = (number(0, 100)?, number(1, 10)?);
    let files = files_below(Path::new(pages))?;
    let mut random = Random(1);
    let questions = questions(&files, &mut random)?;
    updated(pages, folder)?;
    let index = Index::open(Path::new(folder))?;
    let fresh = PathBuf::from(folder).with_extension("fresh");
    copy(index.home(), &fresh)?;
    let fresh = Index::open(&fresh)?;
    let fresh_size = size(fresh.home())?;
    println!("{} pages, {} MB, one page in {ONE_IN} changes in a round", files.len(), fresh_size >> 20);
    println!(
        "round  seconds  peak MB  own MB  size/fresh  {}",
        questions.iter().map(|kind| kind.name).collect::<Vec<_>>().join("  ")
    );
    for round in 1..=rounds {
        for file in &files {
            if random.below(ONE_IN) == 0 {
                change(file, &mut random)?;
            }
        }
        let began = Instant::now();
        let [peak, own] = updated(pages, folder)?;
        let seconds = began.elapsed().as_secs_f64();
        let grown = size(index.home())? as f64 / fresh_size as f64;
        let ratios = if round % every == 0 { compare(&index, &fresh, &questions)? } else { String::new() };
        println!("{round:5}  {seconds:7.1}  {:7}  {:6}  {grown:10.3}  {ratios}", peak >> 10, own >> 10);
    }
    Ok(())
}

/// Brings an index up to date in a process of its own, as `dateline index` does; its most memory in kilobytes, and of it its own.
fn updated(pages: &str, folder: &str) -> Outcome<[u64; 2]> {
    let run = Command::new(std::env::current_exe()?).args([UPDATE, pages, folder]).output()?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into());
    }
    let told = String::from_utf8(run.stdout)?;
    let (all, own) = told.trim().split_once(' ').ok_or("the process told nothing of its memory")?;
    Ok([all.parse()?, own.parse()?])
}

/// What that process does.
fn update(pages: &str, folder: &str) -> Outcome<()> {
    let (is_done, own) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_done.load(Relaxed) {
                own.fetch_max(memory("RssAnon:").unwrap_or(0), Relaxed);
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        let outcome = bring_up_to_date(pages, folder);
        is_done.store(true, Relaxed);
        outcome
    })?;
    println!("{} {}", memory("VmHWM:").unwrap_or(0), own.into_inner());
    Ok(())
}

fn bring_up_to_date(pages: &str, folder: &str) -> Outcome<()> {
    let index = Index::open_or_create(Path::new(folder))?;
    let before = index.snapshot()?;
    ingest(&index, &[PathBuf::from(pages)], &Options::default(), &())?;
    keep_copies(&index, &before)?;
    Ok(())
}

/// Questions of one kind.
struct Kind {
    name: &'static str,
    requests: Vec<Request>,
}

/// Questions made of words that follow each other in pages.
fn questions(files: &[PathBuf], random: &mut Random) -> Outcome<Vec<Kind>> {
    let mut runs = Vec::new();
    while runs.len() < QUESTIONS {
        let page = fs::read_to_string(&files[random.below(files.len() as u64) as usize])?;
        let words: Vec<String> = paragraphs(&page).flat_map(|(start, end)| words(&page[start..end])).collect();
        let from = words.len() / 3;
        runs.extend(words.get(from..from + 17).map(<[String]>::to_vec));
    }
    type Text = fn(&[String]) -> String;
    let kinds: [(&str, Text, &[&str]); 10] = [
        ("word", |run| run[0].clone(), &[]),
        ("two", |run| run[..2].join(" "), &[]),
        ("three", |run| run[..3].join(" "), &[]),
        ("17 or", |run| run.join(" OR "), &[]),
        ("phrase", |run| format!("\"{} {}\"", run[0], run[1]), &[]),
        ("near", |run| format!("{} NEAR/5 {}", run[0], run[2]), &[]),
        ("prefix", |run| format!("{}*", run[1].chars().take(4).collect::<String>()), &[]),
        ("fuzzy", |run| format!("{}~1", run[1]), &[]),
        ("dates", |run| format!("{} date:2004..2008", run[0]), &[]),
        ("facets", |run| run[0].clone(), &["country", "topic", "year"]),
    ];
    let read = |text: String| query::parse(&text, today).map(|read| read.query);
    let kind = |(name, text, facets): (&'static str, Text, &[&str])| {
        let requests = runs.iter().map(|run| Ok(Request::new(read(text(run))?).facets(facets.iter().copied())));
        Ok(Kind { name, requests: requests.collect::<Outcome<_>>()? })
    };
    kinds.into_iter().map(kind).collect()
}

/// The times of each kind by those of the fresh index.
fn compare(updated: &Index, fresh: &Index, questions: &[Kind]) -> Outcome<String> {
    let searchers = [Searcher::open(fresh)?, Searcher::open(updated)?];
    let mut ratios = Vec::new();
    for kind in questions {
        let mut sums = [Duration::ZERO; 2];
        for request in &kind.requests {
            let mut least = [Duration::MAX; 2];
            for _ in 0..TURNS {
                for (searcher, least) in searchers.iter().zip(&mut least) {
                    let began = Instant::now();
                    searcher.search(request)?;
                    *least = began.elapsed().min(*least);
                }
            }
            sums[0] += least[0];
            sums[1] += least[1];
        }
        ratios.push(format!("{:.2} ({:.1} ms)", sums[1].as_secs_f64() / sums[0].as_secs_f64(), ms(sums[1])));
    }
    Ok(ratios.join("  "))
}

/// Milliseconds a question.
fn ms(sum: Duration) -> f64 {
    sum.as_secs_f64() * 1000.0 / QUESTIONS as f64
}

/// Puts the words of a page's paragraphs into another order.
fn change(file: &Path, random: &mut Random) -> Outcome<()> {
    let page = fs::read_to_string(file)?;
    let (mut changed, mut done) = (String::with_capacity(page.len()), 0);
    for (start, end) in paragraphs(&page) {
        changed.push_str(&page[done..start]);
        let mut words: Vec<&str> = page[start..end].split(' ').collect();
        for place in (1..words.len()).rev() {
            words.swap(place, random.below(place as u64 + 1) as usize);
        }
        changed.push_str(&words.join(" "));
        done = end;
    }
    changed.push_str(&page[done..]);
    Ok(fs::write(file, changed)?)
}

/// Where the text of each paragraph of a story is: a line of its own.
fn paragraphs(page: &str) -> impl Iterator<Item = (usize, usize)> {
    page.match_indices("\n<p>").filter_map(|(at, _)| {
        let start = at + "\n<p>".len();
        let end = start + page[start..].find('\n')?;
        let text = page[start..end].strip_suffix("</p>")?;
        (!text.contains('<')).then_some((start, start + text.len()))
    })
}

/// The words of a text that may stand in a query.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphabetic()).map(str::to_lowercase);
    words.filter(|word| word.len() > 3 && word != "near").collect()
}

/// The files below a folder, in order.
fn files_below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut folders = vec![folder.to_path_buf()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    files.sort_unstable();
    Ok(files)
}

/// Copies the files of an index.
fn copy(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to)?;
    for file in files_below(from)? {
        if let Some(name) = file.file_name() {
            fs::copy(&file, to.join(name))?;
        }
    }
    Ok(())
}

/// The bytes of the files of an index.
fn size(folder: &Path) -> Outcome<u64> {
    let sizes = files_below(folder)?.into_iter().map(|file| fs::metadata(file).map(|data| data.len()));
    Ok(sizes.sum::<Result<u64, _>>()?)
}

/// A figure of this process's memory in kilobytes, as Linux names it.
fn memory(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }
}
