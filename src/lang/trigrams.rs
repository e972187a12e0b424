//! The language of a text in Latin or Cyrillic letters: what whatlang answers, by one look-up a trigram.
//!
//! whatlang weighs two things of each language: how many letters of the text are in its alphabet, and how far the ranks of the
//! text's trigrams are from the ranks of its 300 commonest (Cavnar and Trenkle, "N-Gram-Based Text Categorization", 1994). It
//! looks up the 300 of each of 37 languages in the text. Here one table has the languages and ranks of each trigram, those of the
//! text are looked up in it, and the sums are the same; the tests compare the answers. The letters and trigrams are whatlang's
//! own, in `trigrams.tsv`. Scripts of three languages or fewer are left to it.

use std::cmp::Reverse;
use std::sync::LazyLock;

use foldhash::HashMap;
use whatlang::{Lang, Script};

/// The table: script, ISO 639-3 code, letters, trigrams.
const TABLE: &str = include_str!("trigrams.tsv");
/// How many trigrams a language has; also how far from its place a trigram is counted that a text lacks.
const RANKS: i32 = 300;
/// How many trigrams of a text are looked at.
const LOOKED_AT: usize = 600;
/// Letters from this character on are in no alphabet.
const LETTERS_END: usize = 0x2000;
/// A text is in the likeliest language if that is surer than this (whatlang's `is_reliable`).
const RELIABLE: f64 = 0.9;

static LATIN: LazyLock<Profiles> = LazyLock::new(|| Profiles::of("latin"));
static CYRILLIC: LazyLock<Profiles> = LazyLock::new(|| Profiles::of("cyrillic"));

/// The language of a text in Latin or Cyrillic letters, if it is likely enough; of these languages, where some are named.
pub(super) fn detect(text: &str, script: Script, allowed: Option<&[Lang]>) -> Option<Lang> {
    let profiles = if script == Script::Cyrillic { &CYRILLIC } else { &LATIN };
    profiles.detect(&text.to_lowercase(), allowed)
}

/// What is known of the languages of one script.
struct Profiles {
    languages: Vec<Lang>,
    /// For each character, its place in `alphabets` and one; 0 for those that no language has.
    letters: Vec<u16>,
    /// The languages of each letter, as bits by their places in `languages`.
    alphabets: Vec<u64>,
    /// Where in `ranks` the languages of each trigram are.
    trigrams: HashMap<u64, (u32, u32)>,
    /// The place in `languages`, and the rank that the trigram has there.
    ranks: Vec<(u8, u16)>,
}

impl Profiles {
    fn of(script: &str) -> Profiles {
        let mut profiles = Profiles {
            languages: Vec::new(),
            letters: vec![0; LETTERS_END],
            alphabets: Vec::new(),
            trigrams: HashMap::default(),
            ranks: Vec::new(),
        };
        let mut found: Vec<(u64, u8, u16)> = Vec::new();
        for row in TABLE.lines().filter_map(|line| line.strip_prefix(script)?.strip_prefix('\t')) {
            let mut columns = row.split('\t');
            let (code, letters, trigrams) = (columns.next(), columns.next(), columns.next());
            let Some(language) = code.and_then(Lang::from_code) else { continue };
            let place = profiles.languages.len() as u8;
            profiles.languages.push(language);
            letters.into_iter().flat_map(str::chars).for_each(|letter| profiles.add_letter(letter, place));
            for (rank, trigram) in (0..).zip(trigrams.into_iter().flat_map(|trigrams| trigrams.split(' '))) {
                let key = trigram.chars().fold(0, |key, letter| pushed(key, if letter == '_' { ' ' } else { letter }));
                found.push((key, place, rank));
            }
        }
        found.sort_unstable();
        for languages in found.chunk_by(|one, other| one.0 == other.0) {
            let start = profiles.ranks.len() as u32;
            profiles.ranks.extend(languages.iter().map(|(_, place, rank)| (*place, *rank)));
            profiles.trigrams.insert(languages[0].0, (start, profiles.ranks.len() as u32));
        }
        profiles
    }

    fn add_letter(&mut self, letter: char, language: u8) {
        let Some(number) = self.letters.get_mut(letter as usize) else { return };
        if *number == 0 {
            self.alphabets.push(0);
            *number = self.alphabets.len() as u16;
        }
        self.alphabets[usize::from(*number) - 1] |= 1 << language;
    }

    fn detect(&self, text: &str, allowed: Option<&[Lang]>) -> Option<Lang> {
        let (letters, alphabet_scores) = self.alphabet_scores(text);
        let (trigrams, trigram_scores) = self.trigram_scores(text);
        // The alphabet counts two thirds in no text, and one third from 100 letters on.
        let weight = (-(letters as f64 / 300.0) + 2.0 / 3.0).clamp(1.0 / 3.0, 2.0 / 3.0);
        let (mut best, mut second): (Option<(f64, Lang)>, Option<f64>) = (None, None);
        let scores = alphabet_scores.into_iter().zip(trigram_scores).zip(&self.languages);
        for ((of_letters, of_trigrams), language) in scores {
            if allowed.is_some_and(|allowed| !allowed.contains(language)) {
                continue;
            }
            let score = of_letters * weight + of_trigrams * (1.0 - weight);
            if best.is_none_or(|(best, _)| score > best) {
                second = best.map(|(score, _)| score);
                best = Some((score, *language));
            } else if second.is_none_or(|second| score > second) {
                second = Some(score);
            }
        }
        let (score, language) = best?;
        let confidence = second.map_or(1.0, |second| confidence(score, second, trigrams));
        (confidence > RELIABLE).then_some(language)
    }

    /// How many letters a text has, and by how many more of them each language has than lacks, as a share.
    fn alphabet_scores(&self, text: &str) -> (usize, Vec<f64>) {
        let mut counts = vec![0_usize; self.alphabets.len()];
        let mut total = 0;
        for letter in text.chars().filter(|letter| !is_no_letter(*letter)) {
            total += 1;
            if let Some(place) = self.letters.get(letter as usize).and_then(|number| number.checked_sub(1)) {
                counts[usize::from(place)] += 1;
            }
        }
        let mut known = vec![0_usize; self.languages.len()];
        for (count, alphabet) in counts.into_iter().zip(&self.alphabets).filter(|(count, _)| *count > 0) {
            let mut languages = *alphabet;
            while languages != 0 {
                known[languages.trailing_zeros() as usize] += count;
                languages &= languages - 1;
            }
        }
        (total, known.into_iter().map(|known| (2 * known).saturating_sub(total) as f64 / total as f64).collect())
    }

    /// How many different trigrams of a text are looked at, and how near their ranks are to those of each language.
    fn trigram_scores(&self, text: &str) -> (usize, Vec<f64>) {
        let trigrams = trigrams_by_rank(text);
        let mut distances = vec![RANKS * RANKS; self.languages.len()];
        for (rank, trigram) in (0..).zip(&trigrams) {
            if let Some((start, end)) = self.trigrams.get(trigram) {
                for (language, own) in &self.ranks[*start as usize..*end as usize] {
                    distances[usize::from(*language)] += (rank - i32::from(*own)).abs() - RANKS;
                }
            }
        }
        // A short text cannot have all of them.
        let missing = (RANKS - trigrams.len() as i32).max(0) * RANKS;
        let most = trigrams.len() as f64 * f64::from(RANKS);
        let score = |distance: i32| (most - f64::from((distance - missing).clamp(0, RANKS * RANKS))) / most;
        (trigrams.len(), distances.into_iter().map(score).collect())
    }
}

/// How much surer the likeliest language is than the second (whatlang's `calculate_confidence`).
fn confidence(score: f64, second: f64, trigrams: usize) -> f64 {
    if score == 0.0 || second == 0.0 {
        return score;
    }
    let enough = 3.0 / trigrams as f64 + 0.015;
    let by = (score - second) / second;
    if by > enough { 1.0 } else { by / enough }
}

/// The trigrams of a text, the most frequent first; of those that are as frequent, the one with the later letters.
fn trigrams_by_rank(text: &str) -> Vec<u64> {
    let mut all: Vec<u64> = Vec::with_capacity(text.len());
    let mut letters = text.chars().map(|letter| if is_no_letter(letter) { ' ' } else { letter }).chain([' ']);
    let (mut first, mut second) = (' ', letters.next().unwrap_or(' '));
    for third in letters {
        if second != ' ' || (first != ' ' && third != ' ') {
            all.push([first, second, third].into_iter().fold(0, pushed));
        }
        (first, second) = (second, third);
    }
    all.sort_unstable_by_key(|trigram| Reverse(*trigram));
    let mut counted: Vec<(usize, u64)> =
        all.chunk_by(|one, other| one == other).map(|same| (same.len(), same[0])).collect();
    counted.sort_by_key(|(count, _)| Reverse(*count));
    counted.truncate(LOOKED_AT);
    counted.into_iter().map(|(_, trigram)| trigram).collect()
}

/// A trigram with one more letter. Trigrams in the order of these numbers are in the order of their letters.
fn pushed(trigram: u64, letter: char) -> u64 {
    trigram << 21 | u64::from(letter as u32)
}

/// Whether a character is a sign, a digit or a space of ASCII, which tells nothing.
fn is_no_letter(character: char) -> bool {
    character.is_ascii() && character != '\u{7f}' && !character.is_ascii_alphabetic()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use whatlang::{Detector, detect_script};

    use super::*;
    use crate::lang::{Fact, LANGUAGES};

    const SENTENCES: [&str; 12] = [
        "The harbour master closed the port on Monday, and no ship has left since; \u{201c}we wait,\u{201d} said the crews.",
        "Der Hafen ist seit Montag geschlossen; die Schiffe müssen warten, bis der Sturm über die Küste gezogen ist.",
        "Le port reste fermé jusqu'à mardi, et les pêcheurs espèrent que la tempête s'éloignera dès cette nuit.",
        "El puerto permanece cerrado; los pescadores creen que mañana podrán salir otra vez a la mar.",
        "Het is niet bekend wanneer de schepen weer mogen varen, zei de havenmeester van de stad.",
        "Hamnen är stängd sedan i måndags och fartygen får vänta tills stormen har dragit förbi.",
        "Port jest zamknięty od poniedziałku, a statki czekają, aż burza minie i morze się uspokoi.",
        "Cảng đã đóng cửa từ thứ hai và các con tàu đang chờ cho đến khi cơn bão đi qua.",
        "Liman pazartesiden beri kapalı, gemiler fırtınanın geçmesini bekliyor; İstanbul'da ışıklar sönük.",
        "Порт закрыт с понедельника, и корабли ждут, пока шторм не пройдёт мимо берега.",
        "Порт зачинено з понеділка, і кораблі чекають, поки мине шторм біля узбережжя.",
        "Пристанището е затворено от понеделник и корабите чакат бурята да отмине.",
    ];

    /// That this detector answers as whatlang does.
    fn assert_same(text: &str, allowed: Option<&[Lang]>) {
        let Some(script @ (Script::Latin | Script::Cyrillic)) = detect_script(text) else { return };
        let whatlang = allowed.map_or_else(Detector::new, |allowed| Detector::with_allowlist(allowed.to_vec()));
        let expected = whatlang.detect(text).filter(|info| info.is_reliable()).map(|info| info.lang());
        assert_eq!(detect(text, script, allowed), expected, "{allowed:?} {text}");
    }

    #[test]
    fn sentences_and_their_parts_are_in_the_language_that_whatlang_says() {
        let some = [Lang::Eng, Lang::Deu, Lang::Nld, Lang::Rus];
        for sentence in SENTENCES {
            for end in (1..sentence.len()).step_by(3) {
                let part = &sentence[..sentence.floor_char_boundary(end)];
                assert_same(part, None);
                assert_same(part, Some(&some));
                assert_same(part, Some(&some[..1]));
            }
            assert_same(&sentence.repeat(30), None);
        }
        let all = SENTENCES.concat();
        (1..all.len()).step_by(50).for_each(|start| assert_same(&all[all.ceil_char_boundary(start)..], None));
    }

    #[test]
    fn words_of_every_language_are_in_the_language_that_whatlang_says() {
        let facts = [Fact::FunctionWords, Fact::Months, Fact::Name, Fact::Abbreviations];
        for language in LANGUAGES {
            let words: Vec<&str> = facts.iter().flat_map(|fact| language.words(*fact)).collect();
            for count in [1, 3, 8, 20, 60, 150] {
                words.chunks(count).for_each(|words| assert_same(&words.join(" "), None));
            }
        }
    }

    proptest! {
        #[test]
        fn any_characters_are_in_the_language_that_whatlang_says(text in "[a-zA-Zа-яéèüßİǅſ0-9 .,'\u{7f}\u{300}-\u{310}]{0,400}|\\PC{0,200}") {
            assert_same(&text, None);
            assert_same(&text, Some(&[Lang::Spa, Lang::Ces, Lang::Srp]));
        }
    }
}
