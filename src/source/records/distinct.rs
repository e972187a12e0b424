//! Texts in the order in which they came, each once.

use std::collections::HashSet;

/// Such texts.
#[derive(Default)]
pub(super) struct Distinct {
    texts: Vec<String>,
    known: HashSet<String>,
}

impl Distinct {
    /// Adds a text behind the others, unless it is among them.
    pub(super) fn add(&mut self, text: String) {
        if !self.known.contains(&text) {
            self.known.insert(text.clone());
            self.texts.push(text);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    pub(super) fn into_vec(self) -> Vec<String> {
        self.texts
    }
}

impl FromIterator<String> for Distinct {
    fn from_iter<T: IntoIterator<Item = String>>(texts: T) -> Distinct {
        let mut distinct = Distinct::default();
        texts.into_iter().for_each(|text| distinct.add(text));
        distinct
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_equal_texts_stays_in_its_place() {
        let texts = ["b", "a", "b", "c", "a"].map(str::to_owned);
        assert_eq!(texts.into_iter().collect::<Distinct>().into_vec(), ["b", "a", "c"]);
    }
}
