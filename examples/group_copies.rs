//! How long it takes on one core to sketch articles and to find the copies in a made-up archive: `cargo run --release --example group_copies -- 1000000`.
//!
//! Every fifth article is a copy of another with a tail of its own; all have 75 sampled shingles, as a story of 300 words
//! has, a quarter of them turns of phrase that some hundred articles share.

use std::io::{self, Write};
use std::time::Instant;

use dateline::copies::{Sketches, group};
use dateline::enrich::fingerprint;
use dateline::model::{Fingerprint, Sketch};

/// How many shingles an article's sample has.
const SHINGLES: u64 = 75;

fn main() -> io::Result<()> {
    let mut out = io::stdout();
    let articles: u64 = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let item = |number: u64| Sketch {
        key: (mix(number), 0),
        words: 300 + (number % 50) as u32,
        shingles: SHINGLES as u32,
        figures: (0..8).map(|figure| (story(number) * 8 + figure) as u32).collect(),
        day: Some((number % 3_000) as i32),
        site: Some(number % 400),
    };
    let home = |number| {
        let item = item(number as u64);
        (item.site, item.key.0)
    };
    let items = Sketches::new(articles as usize, |number| item(number as u64), home);
    let began = Instant::now();
    let source = |visit: &mut dyn FnMut(u32, u64)| {
        for number in 0..articles {
            (0..SHINGLES).for_each(|place| visit(number as u32, shingle(number, place, articles)));
        }
        Ok(())
    };
    let shingles = |number: u32| {
        let mut shingles: Vec<u64> = (0..SHINGLES).map(|place| shingle(u64::from(number), place, articles)).collect();
        shingles.sort_unstable();
        shingles.dedup();
        shingles
    };
    let grouping = group(&items, &source, &shingles).expect("nothing is read that could fail");
    let spent = began.elapsed().as_secs_f64();
    let look_up = spent / articles as f64;
    let copies = grouping.leaders.iter().zip(0..).filter(|(leader, number)| **leader != *number).count();
    writeln!(out, "{articles} articles, {copies} copies, {spent:.1} s, {:.0} articles/s", articles as f64 / spent)?;

    let text: String = (0..300).map(|word| format!("word{} ", mix(word) % 4_000)).collect();
    let began = Instant::now();
    let sketched = (0..20_000).map(|_| fingerprint(&text).shingles.len()).sum::<usize>();
    let sketch = began.elapsed().as_secs_f64() / 20_000.0;
    writeln!(out, "{sketched} shingles, {:.0} sketches of 300 words/s", sketch.recip())?;
    writeln!(out, "{:.0} articles/s on one core, sketch and look-up together", (sketch + look_up).recip())
}

/// The story that an article carries.
fn story(number: u64) -> u64 {
    if number % 5 == 4 { number - 3 } else { number }
}

fn shingle(number: u64, place: u64, articles: u64) -> u64 {
    let hash = match place {
        0..20 => mix(mix(number * SHINGLES + place) % (articles / 5 + 1)),
        60.. => mix((number << 8) | place | 1 << 60),
        _ => mix((story(number) << 8) | place | 1 << 61),
    };
    hash % Fingerprint::SPACE
}

/// Mixes the bits of a number (SplitMix64; Steele, Lea and Flood, 2014).
fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
