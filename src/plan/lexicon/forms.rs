//! The forms of a word: which words share its stem, in which languages, and where in a dictionary they stand.

use foldhash::HashMap;
use tantivy_fst::Automaton;

use crate::lang::Stem;
use crate::plan::languages::{LanguageId, LanguageSet, StemmedLanguage};

/// By how many bytes the forms of a word differ in length at most.
const MAX_GROWTH: usize = 16;

/// Tells the forms of one word from other words.
pub(crate) struct Forms<'a> {
    word: &'a str,
    languages: Vec<Language<'a>>,
    /// What is known of words: a word is in many dictionaries, and stemming it costs more than looking it up here.
    known: HashMap<String, LanguageSet>,
}

/// The word in one language.
struct Language<'a> {
    id: LanguageId,
    stemmer: &'a Stem,
    stem: String,
    /// What its forms begin with: one of these.
    starts: Vec<String>,
    /// Forms that do not share its stem.
    further: Vec<String>,
}

impl<'a> Forms<'a> {
    /// The forms of a folded word in these languages.
    pub(crate) fn of(word: &'a str, languages: impl Iterator<Item = &'a StemmedLanguage>) -> Forms<'a> {
        let languages = languages.map(|StemmedLanguage { id, code, stemmer }| {
            let stem = stemmer.stem(word);
            let base = shared_start(code, &stemmer.regular(word), &stem, stemmer);
            let mut starts = starts(code, &base);
            starts.extend(stemmer.other_starts(&base));
            let further = stemmer.listed(&stem).iter().filter(|listed| !listed.starts_with(&base));
            starts.extend(further.map(|listed| (*listed).to_owned()));
            let further = stemmer.forms_of_a_name(word);
            starts.extend(further.iter().filter(|form| !form.starts_with(&base)).cloned());
            Language { id: *id, stemmer, stem, starts, further }
        });
        Forms { word, languages: languages.collect(), known: HashMap::default() }
    }

    /// The ranges of a dictionary that hold all forms; no word is in two of them.
    pub(crate) fn ranges(&self) -> Vec<Range> {
        let mut starts: Vec<&String> = self.languages.iter().flat_map(|language| &language.starts).collect();
        starts.sort_unstable();
        starts.dedup_by(|next, before| next.starts_with(before.as_str()));
        // Inflection adds a handful of letters, to short words fewer. What is far longer is another word.
        let longest = self.word.len() + MAX_GROWTH.min(2 * self.word.len());
        starts.into_iter().map(|start| Range { start: start.clone().into_bytes(), longest }).collect()
    }

    /// In which languages another word is a form of this one.
    pub(crate) fn languages_of(&mut self, other: &str) -> LanguageSet {
        let (short, long) = (self.word.len().min(other.len()), self.word.len().max(other.len()));
        if long - short > MAX_GROWTH.min(2 * short) {
            return LanguageSet::NONE;
        }
        if let Some(known) = self.known.get(other) {
            return *known;
        }
        let holding = self.languages.iter().filter(|language| language.holds(other));
        let languages = holding.fold(LanguageSet::NONE, |all, language| all.or(LanguageSet::of(language.id)));
        self.known.insert(other.to_owned(), languages);
        languages
    }
}

impl Language<'_> {
    fn holds(&self, other: &str) -> bool {
        let has_start = self.starts.iter().any(|start| other.starts_with(start.as_str()));
        has_start && (self.stemmer.stem(other) == self.stem || self.further.iter().any(|form| form == other))
    }
}

/// The words that begin so and are not longer, as an automaton for the dictionaries of the engine.
#[derive(Clone, Debug)]
pub(crate) struct Range {
    start: Vec<u8>,
    longest: usize,
}

impl Range {
    /// All words that begin so.
    pub(crate) fn from(start: &str) -> Range {
        Range { start: start.as_bytes().to_vec(), longest: usize::MAX }
    }

    /// What the words begin with.
    pub(crate) fn beginning(&self) -> &str {
        std::str::from_utf8(&self.start).unwrap_or_default()
    }
}

impl Automaton for Range {
    /// How many bytes fit so far; none where one did not.
    type State = Option<usize>;

    fn start(&self) -> Option<usize> {
        Some(0)
    }

    fn is_match(&self, state: &Option<usize>) -> bool {
        state.is_some_and(|length| length >= self.start.len())
    }

    fn can_match(&self, state: &Option<usize>) -> bool {
        state.is_some()
    }

    fn will_always_match(&self, state: &Option<usize>) -> bool {
        self.longest == usize::MAX && self.is_match(state)
    }

    fn accept(&self, state: &Option<usize>, byte: u8) -> Option<usize> {
        let length = (*state)?;
        let fits = self.start.get(length).map_or(length < self.longest, |wanted| *wanted == byte);
        fits.then_some(length + 1)
    }
}

/// What all forms of a word begin with: what the word shares with its stem, less the last letters that the stemmer may
/// have changed; but not less than two letters. Forms that are listed may begin otherwise.
fn shared_start(lang: &str, word: &str, stem: &str, stemmer: &Stem) -> String {
    let stem_length = stem.chars().count();
    let shared: Vec<char> = word.chars().zip(stem.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    if shared.is_empty() {
        return stem.chars().take(stem_length.saturating_sub(2).max(2)).collect();
    }
    let keep = stem_length
        .saturating_sub(unsure_letters(lang, stem).max(usize::from(stemmer.changes_endings())))
        .min(shared.len());
    shared[..keep.max(shared.len().min(2))].iter().collect()
}

/// How many letters at the end of a stem need not be in every form of the word.
fn unsure_letters(lang: &str, stem: &str) -> usize {
    match lang {
        // Snowball's stemmers of these only cut endings off.
        "da" | "de" | "es" | "it" | "no" | "pt" | "sv" => 0,
        // So does that of Russian, but a vowel may be missing before the last consonant: *рынок*, *рынка*; *европеец*, *европейца*.
        "ru" if stem.ends_with("йц") || stem.ends_with("ьц") => 2,
        "ru" => usize::from(stem.ends_with(['к', 'ц'])),
        // Porter's second writes i for y, puts an e back, and makes -bility -ble; else it cuts.
        "en" => usize::from(stem.ends_with(['e', 'i']) || stem.ends_with("bl")),
        _ => 2,
    }
}

/// The beginnings of all forms that share `base`: in Arabic articles, conjunctions and prepositions are written before.
fn starts(lang: &str, base: &str) -> Vec<String> {
    const PREFIXES: &[&str] = &["", "ال", "وال", "بال", "كال", "فال", "لل", "ولل", "و", "ب", "ل", "ف", "ك"];
    match lang {
        "ar" if base.chars().next().is_some_and(|c| ('\u{600}'..='\u{6ff}').contains(&c)) => {
            PREFIXES.iter().map(|prefix| format!("{prefix}{base}")).collect()
        }
        _ => vec![base.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::languages::Languages;

    fn languages(codes: &[&str]) -> Languages {
        Languages::of(&codes.iter().map(|code| ((*code).to_owned(), 1)).collect(), 0, None, &[])
    }

    fn accepts(range: &Range, word: &str) -> bool {
        let end = word.bytes().fold(range.start(), |state, byte| range.accept(&state, byte));
        range.is_match(&end)
    }

    #[test]
    fn ranges_cover_the_forms_of_all_languages_once() {
        let languages = languages(&["ar", "de", "en", "fr"]);
        let mut forms = Forms::of("elections", languages.stemmed.iter());
        let english = LanguageSet::of(languages.id(Some("en")));
        let ranges = forms.ranges();
        for form in ["election", "elections", "elect", "elected"] {
            assert_eq!(ranges.iter().filter(|range| accepts(range, form)).count(), 1, "{form}");
            assert_eq!(forms.languages_of(form).and(english), english, "{form}");
        }
        assert_eq!(forms.languages_of("electron"), LanguageSet::NONE);
        let mut arabic = Forms::of("مطار", languages.stemmed.iter());
        assert!(
            arabic.ranges().iter().any(|range| accepts(range, "والمطار"))
                && arabic.languages_of("والمطار") != LanguageSet::NONE
        );
    }

    #[test]
    fn a_range_ends_with_its_start_and_its_length() {
        let range = Range { start: b"ab".to_vec(), longest: 4 };
        assert!(accepts(&range, "ab") && accepts(&range, "abcd"));
        assert!(!accepts(&range, "a") && !accepts(&range, "abcde") && !accepts(&range, "ba"));
        assert!(accepts(&Range::from(""), "anything"));
    }
}
