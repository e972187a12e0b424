//! What tells whether a likely spelling of a name is one: whole numbers, so that the same is learnt and judged everywhere.

use std::sync::LazyLock;

use super::align::{Aligner, Step, Tenths};
use super::units::{UNITS, Word};

/// What is said of each spelling, in the order of [`Row`].
pub const NAMES: [&str; COUNT] = [
    "odds",
    "odds of the name with itself",
    "odds of the spelling with itself",
    "odds of what both could have",
    "rank",
    "odds below the best other",
    "odds above the 10th",
    "odds above the 30th",
    "odds above the last",
    "spellings with odds of 0",
    "spellings with odds of 5",
    "spellings with odds of 7",
    "spellings with odds of 9",
    "likelier within 1",
    "mean odds to the first 10",
    "mean odds to the first 30",
    "best odds to the first 30",
    "second odds to the first 30",
    "third odds to the first 30",
    "first 30 with odds of 7",
    "first 30 that are nearer than the name",
    "odds as heard by voices",
    "mean odds to sure ones of another script",
    "mean odds to sure ones of the own script",
    "units of the name",
    "units of the spelling",
    "vowels of the name",
    "vowels of the spelling",
    "script of the name",
    "script of the spelling",
    "units that differ",
    "units alike from the start",
    "units alike from the end",
    "worst step",
    "second worst step",
    "steps that speak against",
    "units of the name that stand alone",
    "units of the spelling that stand alone",
    "consonants that stand alone",
    "first step",
    "last step",
    "odds of consonants",
    "odds of vowels",
    "rank among its script",
    "nearest other of its script",
];

/// How many numbers are known of each spelling.
pub const COUNT: usize = 45;

/// The numbers of one spelling.
pub type Row = [i32; COUNT];

/// A likely spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its place among the candidates.
    pub place: usize,
    /// What is known of it.
    pub row: Row,
}

/// How many of the likeliest spellings are compared with each.
const FIRST: usize = 30;

/// Which units are vowels.
static VOWELS: LazyLock<Vec<bool>> =
    LazyLock::new(|| UNITS.rows.iter().map(|row| row.index_ways.iter().all(|way| way.classes == "-")).collect());

/// A likely spelling before anything is known of it.
pub(super) struct Spelling {
    pub(super) place: usize,
    pub(super) odds: Tenths,
    pub(super) word: Word,
}

/// What is known of the likeliest spellings of a word, likeliest first, of `all` that have odds of 0.
pub(super) fn of(word: &Word, spellings: &[Spelling], all: usize) -> Vec<Evidence> {
    let aligner = &mut Aligner::default();
    let own = own_odds(aligner, word);
    let count = |least: Tenths| spellings.iter().filter(|spelling| spelling.odds >= least).count() as i32;
    let counts = [all as i32, count(50), count(70), count(90)];
    let odds_at = |rank: usize| spellings.get(rank.min(spellings.len() - 1)).map_or(0, |spelling| spelling.odds);
    let mut found = Vec::with_capacity(spellings.len());
    for (rank, spelling) in spellings.iter().enumerate() {
        let own_here = own_odds(aligner, &spelling.word);
        let steps = aligner.steps(word, &spelling.word);
        let best_other =
            spellings.iter().enumerate().find(|(other, _)| *other != rank).map_or(0, |(_, other)| other.odds);
        let near = spellings.iter().filter(|other| other.odds > spelling.odds - 10).count() as i32;
        let mut row = vec![
            spelling.odds,
            own,
            own_here,
            spelling.odds * 200 / (own + own_here).max(20),
            rank as i32,
            best_other - spelling.odds,
            spelling.odds - odds_at(9),
            spelling.odds - odds_at(29),
            spelling.odds - odds_at(usize::MAX),
        ];
        row.extend(counts);
        row.push(near);
        said_by_others(aligner, spelling, rank, spellings, &mut row);
        shape(word, &spelling.word, &steps, &mut row);
        let of_script = |other: &&Spelling| other.word.script == spelling.word.script;
        row.push(spellings[..rank].iter().filter(of_script).count() as i32);
        let next = spellings[rank + 1..].iter().find(of_script).map_or(0, |other| other.odds);
        row.push(spelling.odds - next);
        if let Ok(row) = Row::try_from(row) {
            found.push(Evidence { place: spelling.place, row });
        }
    }
    found
}

fn own_odds(aligner: &mut Aligner, word: &Word) -> Tenths {
    aligner.log_odds(word, word, Tenths::MIN)
}

/// What the likeliest other spellings say: they are like the other spellings of their name, and not like strangers.
fn said_by_others(aligner: &mut Aligner, spelling: &Spelling, rank: usize, spellings: &[Spelling], row: &mut Vec<i32>) {
    let first = spellings.iter().enumerate().take(FIRST).filter(|(other, _)| *other != rank);
    let seen: Vec<(&Spelling, Tenths)> =
        first.map(|(_, other)| (other, aligner.log_odds(&other.word, &spelling.word, Tenths::MIN).max(-200))).collect();
    let mean = |seen: &mut dyn Iterator<Item = Tenths>| {
        let (mut sum, mut count) = (0, 0);
        for odds in seen {
            sum += odds;
            count += 1;
        }
        if count == 0 { -100 } else { sum / count }
    };
    row.push(mean(&mut seen.iter().take(10).map(|(_, odds)| *odds)));
    row.push(mean(&mut seen.iter().map(|(_, odds)| *odds)));
    let mut sorted: Vec<Tenths> = seen.iter().map(|(_, odds)| *odds).collect();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    row.extend((0..3).map(|at| sorted.get(at).copied().unwrap_or(-100)));
    row.push(sorted.iter().filter(|odds| **odds >= 70).count() as i32);
    row.push(sorted.iter().filter(|odds| **odds > spelling.odds).count() as i32);
    // Voices by how sure they are: from odds of 6 on, the louder the surer.
    let (mut said, mut weight) = (0, 3);
    for (other, odds) in seen.iter().take(10) {
        let voice = (other.odds - 60).clamp(0, 60) / 6;
        said += voice * (odds - spelling.odds);
        weight += voice;
    }
    row.push(spelling.odds + said * 8 / (weight * 10));
    let sure = |own: bool| {
        let of_script = move |other: &Spelling| (other.word.script == spelling.word.script) == own;
        move |(other, odds): &(&Spelling, Tenths)| (other.odds >= 70 && of_script(other)).then_some(*odds)
    };
    row.push(mean(&mut seen.iter().filter_map(sure(false))));
    row.push(mean(&mut seen.iter().filter_map(sure(true))));
}

/// How the two words stand against each other, unit by unit.
fn shape(word: &Word, spelling: &Word, steps: &[Step], row: &mut Vec<i32>) {
    let (one, other) = (&word.readings[0], &spelling.readings[0]);
    let vowels = |units: &[u16]| units.iter().filter(|unit| VOWELS[usize::from(**unit)]).count() as i32;
    row.extend([one.len() as i32, other.len() as i32, vowels(one), vowels(other)]);
    row.extend([word.script as i32, spelling.script as i32]);
    row.push(if word.script == spelling.script { differences(one, other) } else { -1 });
    row.push(one.iter().zip(other).take_while(|(one, other)| one == other).count() as i32);
    row.push(one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count() as i32);
    let mut sorted: Vec<Tenths> = steps.iter().map(|step| step.odds).collect();
    sorted.sort_unstable();
    row.extend((0..2).map(|at| sorted.get(at).copied().unwrap_or(0)));
    row.push(sorted.iter().filter(|odds| **odds < 0).count() as i32);
    let alone = |step: &&Step| step.left.is_none() || step.right.is_none();
    let is_vowel = |step: &Step| {
        let vowel = |unit: Option<u16>| unit.is_none_or(|unit| VOWELS[usize::from(unit)]);
        vowel(step.left) && vowel(step.right)
    };
    row.push(steps.iter().filter(|step| step.right.is_none()).count() as i32);
    row.push(steps.iter().filter(|step| step.left.is_none()).count() as i32);
    row.push(steps.iter().filter(alone).filter(|step| !is_vowel(step)).count() as i32);
    row.push(steps.first().map_or(0, |step| step.odds));
    row.push(steps.last().map_or(0, |step| step.odds));
    let sum = |vowels: bool| steps.iter().filter(|step| is_vowel(step) == vowels).map(|step| step.odds).sum::<Tenths>();
    row.extend([sum(false), sum(true)]);
}

/// In how many units two words differ (Levenshtein 1966).
fn differences(one: &[u16], other: &[u16]) -> i32 {
    let mut best: Vec<i32> = (0..=other.len() as i32).collect();
    for (row, left) in one.iter().enumerate() {
        let mut diagonal = best[0];
        best[0] = row as i32 + 1;
        for (column, right) in other.iter().enumerate() {
            let both = diagonal + i32::from(left != right);
            diagonal = best[column + 1];
            best[column + 1] = both.min(diagonal + 1).min(best[column] + 1);
        }
    }
    best[other.len()]
}
