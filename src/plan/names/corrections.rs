//! A person's own corrections to the spellings of names: `names.txt` in the folder of the index.
//!
//! A line is `+ NAME SPELLING` (a spelling that was missing) or `- NAME SPELLING` (another name that is none); `#` begins
//! a remark. Both hold in both directions: whoever asks for the spelling finds the name. Case and accents do not count.
//! The file belongs to the person: indexing neither reads nor touches it, and it may be written by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::index::sidecar;
use crate::text::words::words;
use crate::{Error, Result};

/// The name of the file.
const FILE: &str = "names.txt";
/// What a file begins with.
const HEAD: &str =
    "# Spellings of names: `+ NAME SPELLING` is one, `- NAME SPELLING` is none. See `dateline names --help`.\n";

/// What a person says of two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// They are spellings of one name.
    Same,
    /// They are different names.
    Other,
}

/// The corrections of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// By two folded words, the smaller first; of several lines on the same words the last counts.
    pairs: BTreeMap<(String, String), Correction>,
    /// What is said to be the same as a folded word.
    same: BTreeMap<String, BTreeSet<String>>,
}

impl Corrections {
    /// The corrections in the folder of an index; none where there is no file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or a line of it cannot be understood.
    pub fn of(folder: &Path) -> Result<Corrections> {
        let file = folder.join(FILE);
        let text = sidecar::read(&file)?;
        text.map_or(Ok(Corrections::default()), |text| Corrections::parse(&text).map_err(|error| error.at(&file)))
    }

    /// Adds a line to the file of an index, and returns the file.
    ///
    /// # Errors
    ///
    /// When the name or the spelling is not one word, or the file cannot be read or written.
    pub fn note(folder: &Path, name: &str, spelling: &str, correction: Correction) -> Result<PathBuf> {
        let file = folder.join(FILE);
        let (name, spelling) = (one_word(name)?, one_word(spelling)?);
        let _only_one = sidecar::lock(folder)?;
        let mut text = sidecar::read(&file)?.unwrap_or_else(|| HEAD.to_owned());
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&format!("{} {name} {spelling}\n", correction.sign()));
        sidecar::write(&file, text.as_bytes())?;
        Ok(file)
    }

    /// The words that are said to be spellings of a folded word.
    pub(super) fn same_as(&self, word: &str) -> impl Iterator<Item = &str> {
        self.same.get(word).into_iter().flatten().map(String::as_str)
    }

    /// What is said of two folded words.
    pub(super) fn on(&self, one: &str, other: &str) -> Option<Correction> {
        self.pairs.get(&ordered(one.to_owned(), other.to_owned())).copied()
    }

    /// Reads the text of such a file.
    ///
    /// # Errors
    ///
    /// When a line cannot be understood.
    pub(crate) fn parse(text: &str) -> Result<Corrections> {
        let mut corrections = Corrections::default();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim_start_matches('\u{feff}').trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (pair, correction) = parse_line(line)
                .ok_or_else(|| Error::malformed(format!("line {number} is not `+ NAME SPELLING`: {line}")))?;
            corrections.pairs.insert(pair, correction);
        }
        for ((one, other), _) in corrections.pairs.iter().filter(|(_, said)| **said == Correction::Same) {
            corrections.same.entry(one.clone()).or_default().insert(other.clone());
            corrections.same.entry(other.clone()).or_default().insert(one.clone());
        }
        Ok(corrections)
    }
}

impl Correction {
    fn sign(self) -> char {
        match self {
            Correction::Same => '+',
            Correction::Other => '-',
        }
    }
}

fn parse_line(line: &str) -> Option<((String, String), Correction)> {
    let mut rest = line.chars();
    let correction = match rest.next()? {
        '+' => Correction::Same,
        '-' => Correction::Other,
        _ => return None,
    };
    let mut typed = rest.as_str().split_whitespace();
    let (name, spelling) = (one_word(typed.next()?).ok()?, one_word(typed.next()?).ok()?);
    typed.next().is_none().then(|| (ordered(name, spelling), correction))
}

/// The folded word that a text consists of. An article before it does not count.
fn one_word(text: &str) -> Result<String> {
    let mut words = words(text);
    if words.len() == 2 && super::particles::APART.contains(&words[0].text.as_str()) {
        words.remove(0);
    }
    match words.pop() {
        Some(word) if words.is_empty() => Ok(word.text),
        _ => Err(Error::malformed(format!("`{text}` is not one word; names are corrected word by word"))),
    }
}

fn ordered(one: String, other: String) -> (String, String) {
    if one <= other { (one, other) } else { (other, one) }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn corrections_hold_in_both_directions_and_the_last_line_counts() {
        let text = "\u{feff}# mine\n+ Hmeimim Bassel\n\n- Khamenei Khomeini # no remark here";
        assert!(Corrections::parse(text).is_err(), "what is behind the words is not passed over");
        let text = "# mine\n+ Hmeimim Bassel\n- khamenei KHOMEINI\n+ Putin putín2\n- putin putin2\n";
        let corrections = Corrections::parse(text).unwrap();
        assert_eq!(corrections.same_as("bassel").collect::<Vec<_>>(), ["hmeimim"]);
        assert_eq!(corrections.same_as("hmeimim").collect::<Vec<_>>(), ["bassel"]);
        assert_eq!(corrections.on("khomeini", "khamenei"), Some(Correction::Other));
        assert_eq!(corrections.same_as("putin").count(), 0);
    }

    #[test]
    fn a_line_that_is_none_is_told_by_its_number() {
        for broken in ["+ a b\n* b c", "+ a b\n+ b", "# x\n+ b c d", "\n+ two-words c"] {
            let error = Corrections::parse(broken).unwrap_err().to_string();
            assert!(error.contains("line 2"), "{broken}: {error}");
        }
    }

    #[test]
    fn notes_are_added_to_what_is_there() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Corrections::of(folder.path()).unwrap(), Corrections::default());
        let file = Corrections::note(folder.path(), "al-Sharaa", "Шараа", Correction::Same).unwrap();
        fs::write(&file, fs::read_to_string(&file).unwrap() + "# my own remark").unwrap();
        Corrections::note(folder.path(), "sharaa", "sharia", Correction::Other).unwrap();
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.ends_with("+ sharaa шараа\n# my own remark\n- sharaa sharia\n"), "{text}");
        assert_eq!(Corrections::of(folder.path()).unwrap().same_as("шараа").collect::<Vec<_>>(), ["sharaa"]);
        assert!(Corrections::note(folder.path(), "Islamic State", "Daesh", Correction::Same).is_err());
    }
}
