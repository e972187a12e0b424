//! Comparing short texts without their punctuation and case.

/// The letters and digits of a text in lower case; what remains when spelling habits are taken off.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How alike two texts are, from 0 to 1: the share of their words that both have (Dice's coefficient); texts without
/// word spaces are compared by pairs of letters.
pub(super) fn likeness(a: &str, b: &str) -> f32 {
    let (a, b) = (terms(a), terms(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let shared = a.iter().filter(|term| b.binary_search(term).is_ok()).count();
    (2 * shared) as f32 / (a.len() + b.len()) as f32
}

/// The share of the words of `part` that stand in `whole`.
pub(super) fn contained(part: &str, whole: &str) -> f32 {
    let (part, whole) = (terms(part), terms(whole));
    if part.is_empty() {
        return 0.0;
    }
    part.iter().filter(|term| whole.binary_search(term).is_ok()).count() as f32 / part.len() as f32
}

/// The distinct words of a text, sorted.
fn terms(text: &str) -> Vec<String> {
    let text = text[..text.floor_char_boundary(2_000)].to_lowercase();
    let mut terms: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
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
        assert!(likeness("Storm hits the coast", "STORM HITS THE COAST!") > 0.99);
        assert!(likeness("Storm hits the coast", "Budget passed") < 0.01);
    }
}
