//! How likely words are spellings of one name.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::align::Aligner;
use super::units::Word;

/// How sure one must be that two words are one name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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
    /// Whether a spelling of so much log-odds is sure enough in an index of any size.
    pub fn takes(self, odds: f32) -> bool {
        odds >= self.least(usize::MAX)
    }

    /// The least log-odds among so many known words.
    fn least(self, known: usize) -> f32 {
        match self {
            Point::Strict => 12.0,
            Point::Default => DEFAULT,
            Point::Wide => widest(known),
        }
    }
}

/// The least log-odds of the balance.
const DEFAULT: f32 = 9.5;

/// The more words are known, the more of them are like a name by chance. Strangers become fewer by a factor of e for
/// every 2.2 of log-odds; that many more are asked for so that about the same handful of them is left.
fn widest(known: usize) -> f32 {
    (WIDE + 2.2 * (known.max(1) as f32 / WIDE_KNOWN).ln()).clamp(WIDE, 12.0)
}

/// The least log-odds of the wide point among so many known words or fewer.
const WIDE: f32 = 5.0;
const WIDE_KNOWN: f32 = 160_000.0;

/// A spelling that is less likely than this is not looked at again.
const FLOOR: f32 = 0.0;

/// At most so many spellings are looked at twice, and count.
const MOST: usize = 100;

/// A spelling as likely as this speaks for others, and so many do at most.
const SEED: f32 = 6.0;
const SEEDS: usize = 10;

/// So many of the voices for a spelling count, the best, and so much against the likeness to the name itself.
const VOICES: usize = 4;
const VOICES_COUNT: f32 = 0.6;

/// Voices take at most so much off the likeness to the name itself.
const VOICES_TAKE: f32 = 1.5;

/// What candidates are to a word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spellings {
    /// The places of its other spellings among the candidates, with their log-odds, likeliest first.
    pub likely: Vec<(usize, f32)>,
    /// How many more are as likely as the point asks: of so many like ones the likeliest count.
    pub more: usize,
}

/// The other spellings of `word` among candidates, taken from so many `known` words.
///
/// Spellings of one name are also like each other, chance likenesses are not: what is like the likeliest spellings too
/// is taken before what is like the name alone (as relevance feedback does; Rocchio 1971).
pub fn spellings(word: &Word, candidates: &[Word], point: Point, known: usize) -> Spellings {
    let mut aligner = Aligner::default();
    let rivals = Rivals::of(&mut aligner, word);
    let mut alike: Vec<(usize, f32)> = Vec::new();
    for (place, candidate) in candidates.iter().enumerate() {
        let odds = log_odds(&mut aligner, word, candidate);
        if odds >= FLOOR && !rivals.claim(&mut aligner, candidate) {
            alike.push((place, odds));
        }
    }
    let best_first = |one: &(usize, f32), other: &(usize, f32)| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0));
    alike.sort_unstable_by(best_first);
    let more = alike.iter().skip(MOST).filter(|(_, odds)| *odds >= point.least(known)).count();
    alike.truncate(MOST);
    let seeds: Vec<usize> =
        alike.iter().take(SEEDS).filter(|(_, odds)| *odds >= SEED).map(|(place, _)| *place).collect();
    let mut judged: Vec<(usize, f32)> = Vec::new();
    for (place, odds) in alike {
        let others = seeds.iter().filter(|seed| **seed != place);
        let voices = others.map(|seed| log_odds(&mut aligner, &candidates[*seed], &candidates[place])).collect();
        let odds = heard(odds, voices);
        if odds >= point.least(known) {
            judged.push((place, odds));
        }
    }
    judged.sort_unstable_by(best_first);
    Spellings { likely: judged, more }
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
            let (to_one, to_other) = (log_odds(aligner, word, one), log_odds(aligner, word, other));
            if to_one.max(to_other) >= DEFAULT {
                found.push(if to_one >= to_other { (one, other) } else { (other, one) });
            }
        }
        Rivals(found)
    }

    /// Whether a word is a rival's.
    fn claim(&self, aligner: &mut Aligner, word: &Word) -> bool {
        self.0.iter().any(|(own, rival)| log_odds(aligner, word, rival) > log_odds(aligner, word, own))
    }
}

/// Log-odds with what other spellings say.
fn heard(odds: f32, mut voices: Vec<f32>) -> f32 {
    if voices.is_empty() {
        return odds;
    }
    voices.sort_unstable_by(|one, other| other.total_cmp(one));
    voices.truncate(VOICES);
    let mean = voices.iter().sum::<f32>() / voices.len() as f32;
    (odds * (1.0 - VOICES_COUNT) + mean * VOICES_COUNT).max(odds - VOICES_TAKE)
}

/// The log-odds of the likeliest readings of two words.
fn log_odds(aligner: &mut Aligner, one: &Word, other: &Word) -> f32 {
    let mut best = f32::MIN;
    for mine in &one.readings {
        for theirs in &other.readings {
            best = best.max(aligner.log_odds((mine, one.script), (theirs, other.script)));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(name: &str, words: &[&'a str]) -> Vec<&'a str> {
        let words: Vec<&str> = words.iter().copied().filter(|word| !is_common(word)).collect();
        let cut: Vec<Word> = words.iter().map(|word| Word::cut(word).unwrap()).collect();
        let judged = spellings(&Word::cut(name).unwrap(), &cut, Point::Default, cut.len());
        judged.likely.into_iter().map(|(place, _)| words[place]).collect()
    }

    #[test]
    fn the_wide_point_asks_for_more_among_more_words() {
        let least: Vec<f32> = [0, 10_000, 160_000, 2_000_000, usize::MAX].map(widest).to_vec();
        assert_eq!(&least[..3], [WIDE; 3]);
        assert!(least[3] > DEFAULT && least[4] == 12.0);
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
        let many: Vec<Word> = (0..MOST + 7).filter_map(|_| Word::cut("khmeimim")).collect();
        let found = spellings(&word, &many, Point::Default, many.len());
        assert_eq!((found.likely.len(), found.more), (MOST, 7));
    }
}
