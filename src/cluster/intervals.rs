//! Words near each other, as the cluster's intervals.
//!
//! Two things of these are otherwise than one would guess. An unordered `all_of` lets its parts overlap, so a word is near itself:
//! both orders are asked for instead. And of nested intervals only the shortest are seen, so a proximity inside of a proximity
//! cannot be told by them, nor can alternatives of which one begins with another; these are left to the texts.

use serde_json::{Value, json};

use super::stacked::{PARAGRAPH, SENTENCE, Unit};
use crate::plan::matching::pattern::{Joint, Pattern};
use crate::query::Within;

/// How many terms a proximity has at most; see [`super::clause_count`].
pub(super) const BUDGET: usize = 450;

/// A proximity; none where intervals cannot tell it exactly, or it has more than `most` terms.
pub(super) fn near(pattern: &Pattern, sets: &[Vec<&str>], has_ends: bool, most: usize) -> Option<Value> {
    let Pattern::Near { left, right, within, ordered } = pattern else { return None };
    let terms = count_terms(left, sets) + count_terms(right, sets);
    if terms > most {
        return None;
    }
    let (left, right) = (side(left, sets)?, side(right, sets)?);
    let one = joined(&left, &right, *within, has_ends);
    if *ordered {
        return Some(one);
    }
    let other = joined(&right, &left, *within, has_ends);
    Some(json!({ "any_of": { "intervals": [one, other] } }))
}

/// One of some words, so many times.
pub(super) fn repeated(words: &[&str], times: usize) -> Value {
    let one = matching(words);
    match times {
        1 => one,
        _ => json!({ "all_of": { "ordered": true, "intervals": vec![one; times] } }),
    }
}

fn matching(words: &[&str]) -> Value {
    json!({ "match": { "query": words.join("|") } })
}

/// The left side before the right one.
fn joined(left: &Value, right: &Value, within: Within, has_ends: bool) -> Value {
    let mut all_of = json!({ "ordered": true, "intervals": [left, right] });
    match within {
        Within::Words(words) => all_of["max_gaps"] = json!(words.saturating_sub(1)),
        // A text without marks is one unit.
        Within::Sentence if has_ends => all_of["filter"] = inside(SENTENCE),
        Within::Paragraph if has_ends => all_of["filter"] = inside(PARAGRAPH),
        Within::Sentence | Within::Paragraph => {}
    }
    json!({ "all_of": all_of })
}

fn inside(unit: Unit) -> Value {
    let marks = [unit.begins, unit.ends].map(|mark| matching(&[mark]));
    json!({ "contained_by": { "all_of": { "ordered": true, "intervals": marks } } })
}

/// A side that intervals can tell: words, or one phrase.
fn side(pattern: &Pattern, sets: &[Vec<&str>]) -> Option<Value> {
    let set = |set: usize| Some(&sets[set]).filter(|words| !words.is_empty());
    match pattern {
        Pattern::Words(number) => Some(matching(set(*number)?)),
        Pattern::Phrase { parts, slop: 0 } if parts.iter().skip(1).all(|part| part.joint != Joint::Unspaced) => {
            let stacks: Option<Vec<String>> = parts.iter().map(|part| Some(set(part.set)?.join("|"))).collect();
            Some(json!({ "match": { "query": stacks?.join(" "), "ordered": true, "max_gaps": 0 } }))
        }
        Pattern::Any(patterns) if patterns.iter().all(|one| matches!(one, Pattern::Words(_))) => {
            let words = |one: &Pattern| match one {
                Pattern::Words(set) => sets[*set].clone(),
                _ => Vec::new(),
            };
            let words: Vec<&str> = patterns.iter().flat_map(words).collect();
            (!words.is_empty()).then(|| matching(&words))
        }
        Pattern::Phrase { .. } | Pattern::Any(_) | Pattern::Near { .. } => None,
    }
}

fn count_terms(pattern: &Pattern, sets: &[Vec<&str>]) -> usize {
    match pattern {
        Pattern::Words(set) => sets[*set].len(),
        Pattern::Phrase { parts, .. } => parts.iter().map(|part| sets[part.set].len()).sum(),
        Pattern::Any(patterns) => patterns.iter().map(|one| count_terms(one, sets)).sum(),
        Pattern::Near { left, right, .. } => count_terms(left, sets) + count_terms(right, sets),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::matching::pattern::Part;

    fn close(left: Pattern, right: Pattern, within: Within, ordered: bool) -> Pattern {
        Pattern::Near { left: Box::new(left), right: Box::new(right), within, ordered }
    }

    #[test]
    fn both_orders_are_asked_for_and_marks_hold_units_together() {
        let sets = [vec!["port", "ports"], vec!["ship"]];
        let words = |set| Pattern::Words(set);
        let found = near(&close(words(0), words(1), Within::Words(5), true), &sets, true, BUDGET).unwrap();
        assert_eq!(found["all_of"]["max_gaps"], 4);
        assert_eq!(found["all_of"]["intervals"][0], json!({ "match": { "query": "port|ports" } }));
        let found = near(&close(words(0), words(1), Within::Sentence, false), &sets, true, BUDGET).unwrap();
        assert_eq!(found["any_of"]["intervals"].as_array().unwrap().len(), 2);
        let filter = &found["any_of"]["intervals"][1]["all_of"]["filter"]["contained_by"];
        assert_eq!(filter["all_of"]["intervals"][1]["match"]["query"], SENTENCE.ends);
        let found = near(&close(words(0), words(1), Within::Sentence, true), &sets, false, BUDGET).unwrap();
        assert_eq!(found["all_of"].get("filter"), None, "a headline is one sentence");
    }

    #[test]
    fn what_intervals_cannot_tell_is_left_to_the_texts() {
        let many: Vec<String> = (0..BUDGET).map(|n| format!("w{n}")).collect();
        let sets = [vec!["a"], vec!["b"], many.iter().map(String::as_str).collect(), Vec::new()];
        let words = |set| Pattern::Words(set);
        let inner = close(words(0), words(1), Within::Words(3), false);
        let loose =
            |slop| Pattern::Phrase { parts: [0, 1].map(|set| Part { set, joint: Joint::Loose }).to_vec(), slop };
        for (right, is_told) in [
            (words(1), true),
            (loose(0), true),
            (loose(2), false),
            (Pattern::Any(vec![words(0), words(1)]), true),
            (Pattern::Any(vec![words(0), loose(0)]), false),
            (inner, false),
            (words(2), false),
            (words(3), false),
        ] {
            let told = near(&close(words(0), right.clone(), Within::Words(3), false), &sets, true, BUDGET);
            assert_eq!(told.is_some(), is_told, "{right:?}");
        }
    }
}
