//! Comparing short texts without their punctuation and case.

use std::ops::Range;

/// The letters and digits of a text in lower case; what remains when spelling habits are taken off.
pub(crate) fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            bare.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            bare.extend(c.to_lowercase());
        }
    }
    bare
}

/// Whether two texts have the same letters and digits, whatever their case.
pub(crate) fn same_when_bare(one: &str, other: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
    }
    letters(one).eq(letters(other))
}

/// The distinct words of a text, to be compared with those of others; of texts without word spaces, pairs of letters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    /// The beginning of the text in lower case.
    text: String,
    /// Where its words stand, each once, in their order.
    words: Vec<Range<usize>>,
}

impl Terms {
    /// The words of a text.
    pub(crate) fn of(text: &str) -> Terms {
        let text = text[..text.floor_char_boundary(2_000)].to_lowercase();
        let mut words = places(&text);
        words.sort_unstable_by(|one, other| text[one.clone()].cmp(&text[other.clone()]));
        words.dedup_by(|one, other| text[one.clone()] == text[other.clone()]);
        Terms { text, words }
    }

    /// How many distinct words there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// How alike two texts are, from 0 to 1: the share of their words that both have (Dice's coefficient).
    pub(crate) fn likeness(&self, other: &Terms) -> f32 {
        if self.words.is_empty() || other.words.is_empty() {
            return 0.0;
        }
        (2 * self.shared(other)) as f32 / (self.len() + other.len()) as f32
    }

    /// The share of these words that stand in the whole.
    pub(crate) fn contained(&self, whole: &Terms) -> f32 {
        if self.words.is_empty() { 0.0 } else { self.shared(whole) as f32 / self.len() as f32 }
    }

    fn shared(&self, other: &Terms) -> usize {
        let has = |term: &&str| other.words.binary_search_by(|word| other.text[word.clone()].cmp(term)).is_ok();
        self.iter().filter(has).count()
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &self.text[word.clone()])
    }
}

impl PartialEq for Terms {
    fn eq(&self, other: &Terms) -> bool {
        self.iter().eq(other.iter())
    }
}

/// How alike two texts are, from 0 to 1.
pub(crate) fn likeness(a: &str, b: &str) -> f32 {
    Terms::of(a).likeness(&Terms::of(b))
}

/// Where the words of a text stand, or its pairs of letters.
fn places(text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::with_capacity(text.len() / 5);
    let mut end = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let start = end;
        end = start + word.len();
        if word.chars().any(|c| ('\u{2e80}'..='\u{ffdc}').contains(&c)) && word.chars().nth(2).is_some() {
            let starts = word.char_indices().map(|(at, _)| start + at);
            let ends = starts.clone().skip(2).chain([end]);
            places.extend(starts.zip(ends).map(|(start, end)| start..end));
        } else if !word.is_empty() {
            places.push(start..end);
        }
        end += text[end..].chars().next().map_or(0, char::len_utf8);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_each_once() {
        for (one, other, shared) in [
            ("The ferry, the FERRY!", "a ferry; the pier", 2),
            ("渡轮开航", "轮开", 1),
            ("渡轮", "渡轮开", 1),
            ("", "pier", 0),
        ] {
            assert_eq!(Terms::of(one).shared(&Terms::of(other)), shared, "{one} | {other}");
        }
        assert_eq!(Terms::of("The ferry – the ferry"), Terms::of("ferry THE"));
        assert_eq!(Terms::of("渡轮开航").len(), 3);
    }

    #[test]
    fn punctuation_and_case_do_not_count() {
        assert_eq!(bare("“It’s” — On!"), "itson");
        assert!(same_when_bare("“It’s” — On!", "its on") && !same_when_bare("its on", "its on it"));
        assert_eq!(bare("İl, ÉTÉ"), "i\u{307}lété");
        assert!(likeness("Storm hits the coast", "STORM HITS THE COAST!") > 0.99);
        assert!(likeness("Storm hits the coast", "Budget passed") < 0.01);
    }
}
