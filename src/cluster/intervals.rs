//! Words near each other, as the cluster's intervals.
//!
//! Two things of these are otherwise than one would guess. An unordered `all_of` lets its parts overlap, so a word is near itself:
//! both orders are asked for instead. And of nested intervals only the shortest are seen, so a proximity inside of a proximity
//! cannot be told by them, nor can alternatives of which one begins with another; these are left to the texts.

use serde_json::{Value, json};

use super::stacked::{PARAGRAPH, SENTENCE, Unit};
use crate::plan::matching::pattern::{Joint, Pattern};
use crate::query::Within;

/// How many terms a query of intervals has at most; the cluster's own limit is 1,024 clauses, and both orders count.
pub(super) const BUDGET: usize = 450;

/// A proximity; none where intervals cannot tell it exactly.
pub(super) fn near(pattern: &Pattern, sets: &[Vec<&str>], has_ends: bool) -> Option<Value> {
    let Pattern::Near { left, right, within, ordered } = pattern else { return None };
    let terms = count_terms(left, sets) + count_terms(right, sets);
    if terms > BUDGET {
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
