//! Comparing short texts without their punctuation and case.

/// The letters and digits of a text in lower case; what remains when spelling habits are taken off.
pub(crate) fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        if c.is_ascii() {
            bare.push(c.to_ascii_lowercase());
        } else {
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
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Terms(Vec<String>);

impl Terms {
    /// The words of a text.
    pub(crate) fn of(text: &str) -> Terms {
        Terms(terms(text))
    }

    /// How many distinct words there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// How alike two texts are, from 0 to 1: the share of their words that both have (Dice's coefficient).
    pub(crate) fn likeness(&self, other: &Terms) -> f32 {
        if self.0.is_empty() || other.0.is_empty() {
            return 0.0;
        }
        (2 * self.shared(other)) as f32 / (self.0.len() + other.0.len()) as f32
    }

    /// The share of these words that stand in the whole.
    pub(crate) fn contained(&self, whole: &Terms) -> f32 {
        if self.0.is_empty() { 0.0 } else { self.shared(whole) as f32 / self.0.len() as f32 }
    }

    fn shared(&self, other: &Terms) -> usize {
        self.0.iter().filter(|term| other.0.binary_search(term).is_ok()).count()
    }
}

/// How alike two texts are, from 0 to 1.
pub(crate) fn likeness(a: &str, b: &str) -> f32 {
    Terms::of(a).likeness(&Terms::of(b))
}

/// The share of the words of `part` that `whole` has too.
pub(super) fn contained(part: &str, whole: &str) -> f32 {
    Terms::of(part).contained(&Terms::of(whole))
}

/// The distinct words of a text, sorted.
fn terms(text: &str) -> Vec<String> {
    let text = text[..text.floor_char_boundary(2_000)].to_lowercase();
    let mut terms: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.is_ascii() {
            terms.push(word.to_owned());
            continue;
        }
        let letters: Vec<char> = word.chars().collect();
        if letters.iter().any(|c| ('\u{2e80}'..='\u{ffdc}').contains(c)) && letters.len() > 2 {
            terms.extend(letters.windows(2).map(|pair| pair.iter().collect()));
        } else {
            terms.push(word.to_owned());
        }
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_and_case_do_not_count() {
        assert_eq!(bare("“It’s” — On!"), "itson");
        assert!(same_when_bare("“It’s” — On!", "its on") && !same_when_bare("its on", "its on it"));
        assert_eq!(bare("İl, ÉTÉ"), "i\u{307}lété");
        assert!(likeness("Storm hits the coast", "STORM HITS THE COAST!") > 0.99);
        assert!(likeness("Storm hits the coast", "Budget passed") < 0.01);
    }
}
