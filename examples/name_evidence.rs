//! What is known of the likeliest spellings of names among words, a line each, for `tools/names/judge.py` to learn from:
//! `cargo run --release --example name_evidence -- WORDS NAMES`, two files of folded words, one a line.

use std::collections::{HashMap, HashSet};
use std::io::{self, BufWriter, Write};

use dateline::text::name::{self, Key, Script, Word};

/// How many words are compared with a name, about, as in an index.
const COMPARED: usize = 5_000;

fn main() -> io::Result<()> {
    let mut paths = std::env::args().skip(1);
    let (Some(words), Some(names)) = (paths.next(), paths.next()) else {
        return Err(io::Error::other("two files are needed: of words, and of names"));
    };
    let (words, names) = (std::fs::read_to_string(words)?, std::fs::read_to_string(names)?);
    let under = under_keys(&words);
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "# {}", name::NAMES.join(", "))?;
    for name in names.lines() {
        let Some(cut) = Word::cut(name) else { continue };
        let candidates = candidates(name, &cut, &under);
        for found in name::evidence(&cut, &candidates) {
            write!(out, "{name}\t{}\t", candidates[found.place].0)?;
            let numbers: Vec<String> = found.row.iter().map(i32::to_string).collect();
            writeln!(out, "{}", numbers.join(" "))?;
        }
    }
    out.flush()
}

type UnderKeys<'a> = HashMap<Key, Vec<(&'a str, Script)>>;

/// The words that can be names, under their keys.
fn under_keys(words: &str) -> UnderKeys<'_> {
    let mut under = UnderKeys::new();
    for word in words.lines().filter(|word| (3..=24).contains(&word.chars().count())) {
        let Some(cut) = Word::cut(word).filter(|cut| cut.script.has_case() || !name::is_common(word)) else { continue };
        for key in name::index_keys(&cut) {
            under.entry(key).or_default().push((word, cut.script));
        }
    }
    under
}

/// What lies under the keys of a name, each word once.
fn candidates<'a>(name: &str, cut: &Word, under: &UnderKeys<'a>) -> Vec<(&'a str, Script)> {
    let (mut seen, mut found) = (HashSet::new(), Vec::new());
    for key in name::query_keys(cut) {
        let words = under.get(&key).into_iter().flatten();
        found.extend(words.filter(|(word, _)| *word != name && seen.insert(*word)));
        if found.len() >= COMPARED {
            break;
        }
    }
    found
}
