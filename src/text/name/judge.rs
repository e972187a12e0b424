//! How likely words are spellings of one name.

use std::collections::HashSet;
use std::sync::LazyLock;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::align::Aligner;
use super::units::{Script, Word};

/// How sure one must be that two words are one name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Point {
    /// Nearly no strangers, fewer variants.
    Strict,
    /// The balance.
    #[default]
    Default,
    /// More variants, and a handful of strangers, for a person to look through.
    Wide,
}

impl Point {
    /// Whether a spelling with log-odds of `odds` is sure enough in an index of any size.
    pub fn takes(self, odds: f32) -> bool {
        odds >= self.least(usize::MAX)
    }

    /// The least log-odds that this point asks for in an index of `known` words.
    fn least(self, known: usize) -> f32 {
        match self {
            Point::Strict => STRICT,
            Point::Default => DEFAULT,
            Point::Wide => widest(known),
        }
    }
}

/// The least log-odds of the balance.
const DEFAULT: f32 = 7.2;

/// The least log-odds where nearly no stranger may be.
const STRICT: f32 = 9.0;

/// The more words are known, the more of them are like a name by chance. Strangers become fewer by a factor of e for
/// every 1.8 of log-odds; that many more are asked for so that about the same handful of them is left.
fn widest(known: usize) -> f32 {
    (WIDE + 1.8 * (known.max(1) as f32 / WIDE_KNOWN).ln()).clamp(WIDE, STRICT)
}

/// The least log-odds that [`Point::Wide`] asks for in an index of `WIDE_KNOWN` words or fewer.
const WIDE: f32 = 3.2;
const WIDE_KNOWN: f32 = 160_000.0;

/// A spelling that is less likely by more than this than the point asks for is not looked at again.
const BELOW: f32 = 2.5;

/// How many spellings of a name count at most: the likeliest, which alone are judged together.
const MOST: usize = 100;

/// How many of the likeliest spellings speak for others.
const SEEDS: usize = 10;

/// A spelling with these log-odds has half a voice; one with more or fewer has a louder or weaker one, by a logistic curve of
/// this width.
const HALF_VOICE: f32 = 9.0;
const VOICE_WIDTH: f32 = 1.5;

/// A spelling whose voice is weaker than this is not heard.
const LEAST_VOICE: f32 = 0.01;

/// How much all voices together count beside the likeness to the name itself; and a weight that is added to theirs, so that few
/// voices count less.
const VOICES_COUNT: f32 = 0.8;
const SILENCE: f32 = 0.3;

/// The other spellings of a word among candidates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spellings {
    /// The places of its other spellings among the candidates, with their log-odds, likeliest first.
    pub likely: Vec<(usize, f32)>,
    /// How many more are as likely as the point asks for, beyond the most that count.
    pub more: usize,
}

/// The other spellings of `word` among `candidates`, each with its script, which come from an index of `known` words.
///
/// Spellings of one name are also like each other, chance likenesses are not: what is like the likeliest spellings too
/// is taken before what is like the name alone (as relevance feedback does; Rocchio 1971).
pub fn spellings(word: &Word, candidates: &[(&str, Script)], point: Point, known: usize) -> Spellings {
    let least = point.least(known);
    let mut alike = alike(word, candidates, least - BELOW);
    let best_first = |one: &(usize, f32), other: &(usize, f32)| {
        other.1.total_cmp(&one.1).then_with(|| candidates[one.0].cmp(&candidates[other.0]))
    };
    alike.sort_unstable_by(best_first);
    let more = alike.iter().skip(MOST).filter(|(_, odds)| *odds >= least).count();
    alike.truncate(MOST);
    let cut = |(place, odds): &(usize, f32)| Some((*place, *odds, Word::cut(candidates[*place].0)?));
    let alike: Vec<(usize, f32, Word)> = alike.iter().filter_map(cut).collect();
    let mut aligner = Aligner::default();
    let mut judged: Vec<(usize, f32)> = Vec::new();
    for (place, odds, spelling) in &alike {
        let others = alike.iter().take(SEEDS).filter(|(seed, ..)| seed != place);
        let voices = others.map(|(_, odds, seed)| (voice(*odds), seed)).filter(|(voice, _)| *voice >= LEAST_VOICE);
        let odds = heard(*odds, voices.map(|(voice, seed)| (voice, log_odds(&mut aligner, seed, spelling, f32::MIN))));
        if odds >= least {
            judged.push((*place, odds));
        }
    }
    judged.sort_unstable_by(best_first);
    Spellings { likely: judged, more }
}

/// How many candidates a core compares at a time.
const CHUNK: usize = 512;

/// The places of the candidates whose log-odds of spelling `word` are at least `least`, and that belong to no rival, with
/// these odds.
fn alike(word: &Word, candidates: &[(&str, Script)], least: f32) -> Vec<(usize, f32)> {
    let rivals = Rivals::of(&mut Aligner::default(), word);
    let compare = |chunk: &[(&str, Script)]| {
        let (mut aligner, mut candidate) = (Aligner::default(), word.clone());
        let mut alike = Vec::new();
        for (place, (text, script)) in chunk.iter().enumerate() {
            candidate.recut(text, *script);
            let odds = log_odds(&mut aligner, word, &candidate, least);
            if odds >= least && !rivals.claim(&mut aligner, &candidate) {
                alike.push((place, odds));
            }
        }
        alike
    };
    let chunks: Vec<Vec<(usize, f32)>> = match candidates.len() {
        0..=CHUNK => vec![compare(candidates)],
        _ => candidates.par_chunks(CHUNK).map(compare).collect(),
    };
    let starts = (0..).step_by(CHUNK);
    starts
        .zip(chunks)
        .flat_map(|(start, chunk)| chunk.into_iter().map(move |(place, odds)| (start + place, odds)))
        .collect()
}

/// How much the voice of a spelling with such log-odds counts.
fn voice(odds: f32) -> f32 {
    1.0 / (1.0 + ((HALF_VOICE - odds) / VOICE_WIDTH).exp())
}

/// Common words of scripts without capitals.
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("common.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Whether a folded word is a common word of a script in which no capital tells names from words.
pub fn is_common(word: &str) -> bool {
    COMMON.contains(word)
}

/// Pairs of names that sound alike and are not the same.
static RIVALS: LazyLock<Vec<(Word, Word)>> = LazyLock::new(|| {
    let lines = include_str!("rivals.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(one, other)| Word::cut(one).zip(Word::cut(other)))
        .collect()
});

/// The rivals that a name has: each the name as known, and whom it is not.
struct Rivals(Vec<(&'static Word, &'static Word)>);

impl Rivals {
    fn of(aligner: &mut Aligner, word: &Word) -> Rivals {
        let mut found = Vec::new();
        for (one, other) in RIVALS.iter() {
            let (to_one, to_other) = (log_odds(aligner, word, one, DEFAULT), log_odds(aligner, word, other, DEFAULT));
            if to_one.max(to_other) >= DEFAULT {
                found.push(if to_one >= to_other { (one, other) } else { (other, one) });
            }
        }
        Rivals(found)
    }

    /// Whether a word is a rival's.
    fn claim(&self, aligner: &mut Aligner, word: &Word) -> bool {
        self.0
            .iter()
            .any(|(own, rival)| log_odds(aligner, word, rival, f32::MIN) > log_odds(aligner, word, own, f32::MIN))
    }
}

/// Log-odds with what other spellings say: each its voice and the log-odds that it sees.
fn heard(odds: f32, voices: impl Iterator<Item = (f32, f32)>) -> f32 {
    let (mut said, mut weight) = (0.0, 0.0);
    for (voice, seen) in voices {
        said += voice * (seen - odds);
        weight += voice;
    }
    odds + VOICES_COUNT * said / (weight + SILENCE)
}

/// The log-odds of the likeliest readings of two words; of words that cannot reach `least`, less than that.
fn log_odds(aligner: &mut Aligner, one: &Word, other: &Word, least: f32) -> f32 {
    let mut best = f32::MIN;
    for mine in &one.readings {
        for theirs in &other.readings {
            best = best.max(aligner.log_odds((mine, one.script), (theirs, other.script), least));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(name: &str, words: &[&'a str]) -> Vec<&'a str> {
        let words: Vec<&str> = words.iter().copied().filter(|word| !is_common(word)).collect();
        let candidates: Vec<(&str, Script)> = words.iter().map(|word| (*word, Script::of(word).unwrap())).collect();
        let judged = spellings(&Word::cut(name).unwrap(), &candidates, Point::Default, candidates.len());
        judged.likely.into_iter().map(|(place, _)| words[place]).collect()
    }

    #[test]
    fn the_wide_point_asks_for_more_among_more_words() {
        let least: Vec<f32> = [0, 10_000, 160_000, 2_000_000, usize::MAX].map(widest).to_vec();
        assert_eq!(&least[..3], [WIDE; 3]);
        assert!(least[3] > DEFAULT && least[4] == STRICT);
    }

    #[test]
    fn spellings_are_told_from_other_names() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            ("hmeimim", &["khmeimim", "hmeymim", "حميميم", "хмеймим"], &["maximum", "hammam", "حمام", "хамам"]),
            ("khamenei", &["хаменеи", "khamenei"], &["khomeini", "хомейни", "kaminski"]),
            ("sharaa", &["sharaa"], &["sharia", "شارع", "shore", "шарите"]),
            ("tchaikovsky", &["чайковский", "tschaikowski", "تشايكوفسكي"], &["chekhov", "чехов", "czaplinski"]),
        ];
        for (name, same, others) in cases {
            let words: Vec<&str> = same.iter().chain(*others).copied().collect();
            let mut got = found(name, &words);
            let mut expected = same.to_vec();
            got.sort_unstable();
            expected.sort_unstable();
            assert_eq!(got, expected, "{name}");
        }
    }

    #[test]
    fn traps() {
        let traps: &[(&str, &[&str])] = &[
            ("sharaa", &["sharia", "sharjah", "شارع", "шариат"]),
            ("khamenei", &["khomeini", "kominski"]),
            ("hariri", &["harare", "хорошо"]),
            ("hassan", &["hussein", "хусейн"]),
            ("basra", &["bazaar", "borussia"]),
            ("barzani", &["برازيل", "brazil"]),
            ("darfur", &["дарфо", "durban"]),
            ("aleppo", &["албания", "alabama"]),
            ("lavrov", &["лаврентий"]),
            ("putin", &["بتول", "patten"]),
            ("macron", &["маркин", "merkur"]),
            ("merkel", &["markle", "маркл"]),
            ("salman", &["солома", "solomon"]),
            ("donetsk", &["данциг", "danzig"]),
            ("lebanon", &["ливан", "lisbon"]),
            ("jordan", &["يردن", "cordoba"]),
            ("netanyahu", &["ناتاليا", "nathaniel"]),
            ("saddam", &["sodom", "sedan"]),
            ("tartus", &["tortosa"]),
            ("manbij", &["منهج"]),
            ("daraa", &["درع"]),
            ("erdogan", &["арагон", "aragon"]),
            ("osama", &["asma", "assam"]),
            ("nasser", &["ناصره", "نصرت"]),
            ("assad", &["اسدي", "sada"]),
            ("crimea", &["cremona", "камера"]),
        ];
        let mut fallen = Vec::new();
        for (name, others) in traps {
            fallen.extend(found(name, others).into_iter().map(|other| (*name, other)));
        }
        assert_eq!(fallen, []);
    }

    #[test]
    fn what_is_beyond_the_cap_is_counted() {
        let word = Word::cut("hmeimim").unwrap();
        let many = vec![("khmeimim", Script::Latin); MOST + 7];
        let found = spellings(&word, &many, Point::Default, many.len());
        assert_eq!((found.likely.len(), found.more), (MOST, 7));
    }
}
