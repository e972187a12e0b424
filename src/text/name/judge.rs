//! How likely words are spellings of one name.

use std::collections::HashSet;
use std::sync::LazyLock;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::align::{Aligner, Tenths};
use super::evidence::{self, Evidence, Spelling};
use super::trees;
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
    /// Whether a spelling with log-odds of `odds`, by alignment and by what other spellings say, is sure enough.
    pub fn takes(self, odds: f32) -> bool {
        odds >= self.least()
    }

    /// The least log-odds that this point asks for.
    fn least(self) -> f32 {
        match self {
            Point::Strict => STRICT,
            Point::Default => DEFAULT,
            Point::Wide => f32::MIN,
        }
    }
}

/// The least log-odds of the balance.
const DEFAULT: f32 = 7.2;

/// The least log-odds where nearly no stranger may be.
const STRICT: f32 = 9.0;

/// The least that the trees must say of any spelling, in thousandths of log-odds: one of this kind in twenty is one.
const WIDE: i32 = -3_000;

/// How many strangers there may be, by what the trees say of each, until the list of spellings ends. The more words there are,
/// the more of them are somewhat like a name: the likeliest are taken, as many as leave the same handful of strangers. Nine, for in
/// some indexes the trees are too sure, and ten are wanted at most.
const STRANGERS: f32 = 9.0;

/// How many spellings of a name count at most: the likeliest, which alone are judged together.
const MOST: usize = 128;

/// Whether two words are the same to the ear, by their alignment alone, in tenths: no spelling is looked at below the
/// first; more than count are told of from the second on.
const ALIKE: Tenths = 0;
const VERY_ALIKE: Tenths = 72;

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

/// The other spellings of `word` among `candidates`, each with its script.
///
/// Spellings of one name are also like each other, chance likenesses are not: what is like the likeliest spellings too
/// is taken before what is like the name alone (as relevance feedback does; Rocchio 1971). These odds say how sure a
/// spelling is. Whether it is one at all is learnt (`trees.rs`) from all that is known of it (`evidence.rs`): in an index of
/// a million words many sound like a name, and the odds of one alignment do not tell which.
pub fn spellings(word: &Word, candidates: &[(&str, Script)], point: Point) -> Spellings {
    let (likeliest, rest) = likeliest(word, candidates);
    let more = rest.iter().filter(|(_, odds)| *odds >= VERY_ALIKE).count();
    let all = likeliest.len() + rest.len();
    let alike = cut(candidates, &likeliest);
    let mut aligner = Aligner::default();
    let mut likely = Vec::new();
    for place in learnt(&evidence::of(word, &alike, all), WIDE) {
        let Some(spelling) = alike.iter().find(|spelling| spelling.place == place) else { continue };
        let odds = heard(&mut aligner, spelling, &alike);
        if odds >= point.least() {
            likely.push((place, odds));
        }
    }
    likely.sort_unstable_by(|one: &(usize, f32), other| {
        other.1.total_cmp(&one.1).then_with(|| candidates[one.0].cmp(&candidates[other.0]))
    });
    Spellings { likely, more }
}

/// The places of those that the trees take for spellings, the likeliest first.
fn learnt(known: &[Evidence], least: i32) -> Vec<usize> {
    let mut said: Vec<(i32, usize)> = known.iter().map(|found| (trees::log_odds(&found.row), found.place)).collect();
    // The sort is stable: what is said alike of is in the order of likeness.
    said.sort_by_key(|(said, _)| std::cmp::Reverse(*said));
    let mut strangers = 0.0;
    let taken = said.iter().take_while(|(said, _)| {
        strangers += 1.0 / (1.0 + (*said as f32 / 1000.0).exp());
        *said >= least && strangers <= STRANGERS
    });
    taken.map(|(_, place)| *place).collect()
}

/// What is known of the likeliest spellings of `word` among `candidates`, from which [`spellings`] judges: for the tool
/// that learns how to.
pub fn evidence(word: &Word, candidates: &[(&str, Script)]) -> Vec<Evidence> {
    let (likeliest, rest) = likeliest(word, candidates);
    evidence::of(word, &cut(candidates, &likeliest), likeliest.len() + rest.len())
}

fn cut(candidates: &[(&str, Script)], likeliest: &[(usize, Tenths)]) -> Vec<Spelling> {
    let cut = |(place, odds): &(usize, Tenths)| {
        Some(Spelling { place: *place, odds: *odds, word: Word::cut(candidates[*place].0)? })
    };
    likeliest.iter().filter_map(cut).collect()
}

/// Places of candidates, with the odds of their alignment.
type Alike = Vec<(usize, Tenths)>;

/// The candidates that are most like the word, as many as are judged, and the rest that is like it.
fn likeliest(word: &Word, candidates: &[(&str, Script)]) -> (Alike, Alike) {
    let mut alike = alike(word, candidates);
    alike.sort_unstable_by(|one, other| other.1.cmp(&one.1).then_with(|| candidates[one.0].cmp(&candidates[other.0])));
    let rest = alike.split_off(MOST.min(alike.len()));
    (alike, rest)
}

/// How many candidates a core compares at a time.
const CHUNK: usize = 512;

/// The places of the candidates that are like `word`, and that belong to no rival, with the odds of their alignment.
fn alike(word: &Word, candidates: &[(&str, Script)]) -> Vec<(usize, Tenths)> {
    let rivals = Rivals::of(&mut Aligner::default(), word);
    let compare = |chunk: &[(&str, Script)]| {
        let (mut aligner, mut candidate) = (Aligner::default(), word.clone());
        let mut alike = Vec::new();
        for (place, (text, script)) in chunk.iter().enumerate() {
            candidate.recut(text, *script);
            let odds = aligner.log_odds(word, &candidate, ALIKE);
            if odds >= ALIKE && !rivals.claim(&mut aligner, &candidate) {
                alike.push((place, odds));
            }
        }
        alike
    };
    let chunks: Vec<Vec<(usize, Tenths)>> = match candidates.len() {
        0..=CHUNK => vec![compare(candidates)],
        _ => candidates.par_chunks(CHUNK).map(compare).collect(),
    };
    let starts = (0..).step_by(CHUNK);
    starts
        .zip(chunks)
        .flat_map(|(start, chunk)| chunk.into_iter().map(move |(place, odds)| (start + place, odds)))
        .collect()
}

/// The log-odds of a spelling with what the likeliest others say: each sees its own, and is heard by how sure it is itself.
fn heard(aligner: &mut Aligner, spelling: &Spelling, likeliest: &[Spelling]) -> f32 {
    let odds = spelling.odds as f32 / 10.0;
    let (mut said, mut weight) = (0.0, 0.0);
    for other in likeliest.iter().take(SEEDS).filter(|other| other.place != spelling.place) {
        let voice = voice(other.odds as f32 / 10.0);
        if voice >= LEAST_VOICE {
            let seen = aligner.log_odds(&other.word, &spelling.word, Tenths::MIN) as f32 / 10.0;
            said += voice * (seen - odds);
            weight += voice;
        }
    }
    odds + VOICES_COUNT * said / (weight + SILENCE)
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
            let to_one = aligner.log_odds(word, one, VERY_ALIKE);
            let to_other = aligner.log_odds(word, other, VERY_ALIKE);
            if to_one.max(to_other) >= VERY_ALIKE {
                found.push(if to_one >= to_other { (one, other) } else { (other, one) });
            }
        }
        Rivals(found)
    }

    /// Whether a word is a rival's.
    fn claim(&self, aligner: &mut Aligner, word: &Word) -> bool {
        self.0
            .iter()
            .any(|(own, rival)| aligner.log_odds(word, rival, Tenths::MIN) > aligner.log_odds(word, own, Tenths::MIN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(name: &str, words: &[&'a str]) -> Vec<&'a str> {
        let words: Vec<&str> = words.iter().copied().filter(|word| !is_common(word)).collect();
        let candidates: Vec<(&str, Script)> = words.iter().map(|word| (*word, Script::of(word).unwrap())).collect();
        let judged = spellings(&Word::cut(name).unwrap(), &candidates, Point::Default);
        judged.likely.into_iter().map(|(place, _)| words[place]).collect()
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
    fn the_list_ends_where_strangers_would_be_many() {
        let row = [0; super::super::evidence::COUNT];
        let many: Vec<Evidence> = (0..100).map(|place| Evidence { place, row }).collect();
        let taken = learnt(&many, i32::MIN);
        let stranger = 1.0 / (1.0 + (trees::log_odds(&row) as f32 / 1000.0).exp());
        assert_eq!(taken, (0..100).take((STRANGERS / stranger) as usize).collect::<Vec<usize>>());
        assert_eq!(learnt(&many, i32::MAX), [0; 0]);
    }

    #[test]
    fn what_is_beyond_the_cap_is_counted() {
        let word = Word::cut("hmeimim").unwrap();
        let many = vec![("khmeimim", Script::Latin); MOST + 7];
        let found = spellings(&word, &many, Point::Wide);
        assert_eq!((found.likely.len().min(MOST), found.more), (found.likely.len(), 7));
    }
}
