//! Units: the letters, and groups of letters for one sound, that a word of a name is cut into.

use std::sync::LazyLock;

/// The scripts whose words can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Arabic, with the letters of Persian, Urdu, Pashto, Kurdish and Uyghur.
    Arabic,
    /// Hebrew.
    Hebrew,
    /// Greek.
    Greek,
    /// Devanagari.
    Devanagari,
    /// Georgian.
    Georgian,
    /// Armenian.
    Armenian,
}

/// All scripts, in the order of the learnt tables.
pub(super) const SCRIPTS: [Script; 8] = [
    Script::Latin,
    Script::Cyrillic,
    Script::Arabic,
    Script::Hebrew,
    Script::Greek,
    Script::Devanagari,
    Script::Georgian,
    Script::Armenian,
];

impl Script {
    /// The name, as tables and output have it.
    pub fn name(self) -> &'static str {
        match self {
            Script::Latin => "latin",
            Script::Cyrillic => "cyrillic",
            Script::Arabic => "arabic",
            Script::Hebrew => "hebrew",
            Script::Greek => "greek",
            Script::Devanagari => "devanagari",
            Script::Georgian => "georgian",
            Script::Armenian => "armenian",
        }
    }

    /// The script of a folded word; none where it is mixed, or not one of these.
    pub fn of(word: &str) -> Option<Script> {
        let mut scripts = word.chars().map(Script::of_letter);
        let first = scripts.next()??;
        scripts.all(|script| script == Some(first)).then_some(first)
    }

    /// Whether names are told from other words by a capital.
    pub fn has_case(self) -> bool {
        matches!(self, Script::Latin | Script::Cyrillic | Script::Greek | Script::Armenian)
    }

    fn of_letter(letter: char) -> Option<Script> {
        Some(match letter {
            'a'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
            '\u{400}'..='\u{52f}' => Script::Cyrillic,
            '\u{600}'..='\u{65f}' | '\u{66a}'..='\u{6ef}' | '\u{6fa}'..='\u{77f}' => Script::Arabic,
            '\u{590}'..='\u{5ff}' => Script::Hebrew,
            '\u{370}'..='\u{3ff}' => Script::Greek,
            '\u{900}'..='\u{97f}' => Script::Devanagari,
            '\u{10d0}'..='\u{10ff}' => Script::Georgian,
            '\u{530}'..='\u{58f}' => Script::Armenian,
            _ => return None,
        })
    }
}

/// A folded word cut into units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The script.
    pub script: Script,
    /// The numbers of its units; of a word that begins with the Arabic article a second reading without it.
    pub(super) readings: Vec<Vec<u16>>,
}

/// How many units of a word count; what follows is ignored.
const MAX_UNITS: usize = 24;

impl Word {
    /// Cuts a folded word; none where its script is none of [`Script`].
    pub fn cut(word: &str) -> Option<Word> {
        let mut cut = Word { script: Script::of(word)?, readings: Vec::with_capacity(1) };
        let script = cut.script;
        cut.recut(word, script);
        Some(cut)
    }

    /// Cuts a folded word of a script, in the place of what was cut before.
    pub(super) fn recut(&mut self, word: &str, script: Script) {
        let article = if script == Script::Arabic { word.strip_prefix("ال") } else { None };
        let bare = article.filter(|bare| bare.chars().count() >= 3);
        self.script = script;
        self.readings.resize_with(1 + usize::from(bare.is_some()), Vec::new);
        for (reading, text) in self.readings.iter_mut().zip([Some(word), bare].into_iter().flatten()) {
            reading.clear();
            UNITS.cut(text, script, reading);
        }
    }
}

/// One row of the table.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// As written; `$` after it means only at the end of a word.
    pub(super) text: &'static str,
    /// The script.
    pub(super) script: Script,
    /// The ways to write its classes in a key of the index.
    pub(super) index_ways: Vec<Way>,
}

/// Classes that a unit may stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// The classes; `-` is none.
    pub(super) classes: &'static str,
    /// How unlikely they are, for keys to be taken in order.
    pub(super) cost: u32,
}

/// The table of units.
pub(super) struct Units {
    /// In the order of the file; the place is the number.
    pub(super) rows: Vec<Unit>,
    /// The units that begin with a character, by the script and the character.
    by_first: Vec<First>,
}

/// Units that begin with one character.
#[derive(Clone, Debug, Default)]
struct First {
    /// Their numbers, the longest first.
    numbers: Vec<u16>,
    /// The one that is this character alone.
    alone: Option<(char, u16)>,
    /// The second characters of the others, a bit each by their last six bits: where another character follows, none of
    /// them matches, which decides most of the time.
    seconds: u64,
}

/// The table, read once.
pub(super) static UNITS: LazyLock<Units> = LazyLock::new(|| Units::read(include_str!("units.tsv")));

/// The ways of each unit in the keys of a query: the classes of what other spellings have in its place. Read by itself: to know
/// whether a word is a name takes no more than [`UNITS`], and most words of questions are none.
pub(super) static QUERY_WAYS: LazyLock<Vec<Vec<Way>>> = LazyLock::new(|| UNITS.query_ways(include_str!("probes.tsv")));

/// How many lists the units of a script are spread over, by the last bits of their first character.
const SPREAD: usize = 512;

impl Units {
    fn read(table: &'static str) -> Units {
        let mut rows = Vec::new();
        let mut by_first = vec![First::default(); SCRIPTS.len() * SPREAD];
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(script), Some(text), Some(index_ways)) = (columns.next(), columns.next(), columns.next()) else {
                continue;
            };
            let Some(script) = SCRIPTS.into_iter().find(|known| known.name() == script) else { continue };
            by_first[place(script, text)].add(text, rows.len() as u16);
            let index_ways: Vec<Way> =
                (0..).zip(index_ways.split('/')).map(|(cost, classes)| Way { classes, cost }).collect();
            rows.push(Unit { text, script, index_ways });
        }
        for first in &mut by_first {
            first.numbers.sort_by_key(|number: &u16| std::cmp::Reverse(rows[usize::from(*number)].text.len()));
        }
        Units { rows, by_first }
    }

    /// Reads lines of script, unit, and `classes=cost` separated by spaces; units without a line have the ways of the index.
    fn query_ways(&self, table: &'static str) -> Vec<Vec<Way>> {
        let mut query_ways: Vec<Vec<Way>> = self.rows.iter().map(|row| row.index_ways.clone()).collect();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(script), Some(text), Some(ways)) = (columns.next(), columns.next(), columns.next()) else {
                continue;
            };
            let Some(script) = SCRIPTS.into_iter().find(|known| known.name() == script) else { continue };
            let Some(number) = self.number(script, text) else { continue };
            let way = |way: &'static str| {
                let (classes, cost) = way.split_once('=')?;
                Some(Way { classes, cost: cost.parse().ok()? })
            };
            query_ways[number] = ways.split(' ').filter_map(way).collect();
        }
        query_ways
    }

    /// The number of a unit by its script and text.
    pub(super) fn number(&self, script: Script, text: &str) -> Option<usize> {
        let mut numbers = self.by_first[place(script, text)].numbers.iter().map(|number| usize::from(*number));
        numbers.find(|number| self.rows[*number].text == text)
    }

    /// The longest units first; letters that the table lacks are passed over.
    fn cut(&self, word: &str, script: Script, found: &mut Vec<u16>) {
        let mut rest = word;
        while let Some(first) = rest.chars().next().filter(|_| found.len() < MAX_UNITS) {
            let begins = rest.len() == word.len();
            let here = &self.by_first[place_of(script, first)];
            let second = rest[first.len_utf8()..].chars().next();
            if let (Some((character, alone)), Some(second)) = (here.alone, second)
                && character == first
                && here.seconds & bit(second) == 0
            {
                found.push(alone);
                rest = &rest[first.len_utf8()..];
                continue;
            }
            let size = here.numbers.iter().find_map(|number| {
                let size = taken(self.rows[usize::from(*number)].text, rest, begins)?;
                found.push(*number);
                Some(size)
            });
            rest = &rest[size.unwrap_or(first.len_utf8())..];
        }
    }
}

impl First {
    fn add(&mut self, text: &str, number: u16) {
        self.numbers.push(number);
        let mut letters = text.chars();
        match (letters.next(), letters.next()) {
            (Some(first), None) => self.alone = Some((first, number)),
            (_, Some(second)) => self.seconds |= bit(second),
            (None, None) => {}
        }
    }
}

fn bit(character: char) -> u64 {
    1_u64 << (character as u32 % u64::BITS)
}

/// How many bytes of `rest` a unit takes, if it stands there.
fn taken(unit: &str, rest: &str, begins: bool) -> Option<usize> {
    let (unit, rest) = (unit.as_bytes(), rest.as_bytes());
    match unit.split_last() {
        Some((b'$', ending)) => (!begins && rest == ending).then_some(ending.len()),
        // Byte by byte: nearly all differ in the second one, and a call would cost more.
        _ => (unit.len() <= rest.len() && unit.iter().zip(rest).all(|(one, other)| one == other)).then_some(unit.len()),
    }
}

fn place(script: Script, text: &str) -> usize {
    place_of(script, text.chars().next().unwrap_or_default())
}

fn place_of(script: Script, first: char) -> usize {
    script as usize * SPREAD + first as usize % SPREAD
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(word: &str) -> Vec<&'static str> {
        let cut = Word::cut(word).unwrap();
        cut.readings[0].iter().map(|number| UNITS.rows[usize::from(*number)].text).collect()
    }

    #[test]
    fn words_are_cut_in_their_own_script() {
        assert_eq!(cut("khmeimim"), ["kh", "m", "ei", "m", "i", "m"]);
        assert_eq!(cut("хмеймим"), ["х", "м", "ей", "м", "и", "м"]);
        assert_eq!(cut("tschaikowski"), ["tsch", "ai", "k", "ow", "sk", "i"]);
        assert_eq!(cut("تشاد"), ["تش", "ا", "د"]);
        assert_eq!(cut("джалил"), ["дж", "а", "л", "и", "л"]);
        assert_eq!(cut("ניקולאי"), ["נ", "י", "ק", "ו", "ל", "א", "י"]);
        assert_eq!(cut("μπενιτο"), ["μπ", "ε", "ν", "ι", "τ", "ο"]);
        assert_eq!(cut("დავით"), ["დ", "ა", "ვ", "ი", "თ"]);
        assert_eq!(cut("գագիկ"), ["գ", "ա", "գ", "ի", "կ"]);
        assert_eq!(cut("राजेश"), ["र", "ा", "ज", "े", "श"]);
        assert_eq!(cut("paulus"), ["p", "au", "l", "us$"]);
    }

    #[test]
    fn the_arabic_article_may_be_left_out() {
        assert_eq!(Word::cut("الشرع").unwrap().readings.len(), 2);
        assert_eq!(Word::cut("الي").unwrap().readings.len(), 1);
    }

    #[test]
    fn mixed_and_other_scripts_have_no_units() {
        for word in ["", "abв", "2025", "東京", "서울", "กรุงเทพ"] {
            assert_eq!(Word::cut(word), None, "{word}");
        }
    }
}
