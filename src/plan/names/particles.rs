//! Articles inside names: "Bashar al-Assad" is Bashar Assad too, and Bashar Assad is Bashar al-Assad.
//!
//! An article is left out where a name follows it, and put in between two names that stand side by side. Arabic
//! script needs neither: there the article is written as one with the word ([`crate::text::name`]).

use crate::plan::matching::pattern::{Joint, Part};

/// Articles as they are joined to a name, folded: the Arabic one with its assimilations, in Latin and Cyrillic letters.
const JOINED: &[&str] = &[
    "al", "el", "ul", "ad", "adh", "an", "ar", "as", "ash", "at", "ath", "az", "ed", "en", "er", "es", "esh", "et",
    "ez", "аль", "эль", "ад", "ан", "ар", "ас", "ат", "аш", "аз", "эд", "эн", "эр", "эс", "эш", "эт",
];
/// Those that may stand apart from a name: no words of their own in the languages of these scripts, or hardly.
pub(crate) const APART: &[&str] = &["al", "el", "ash", "аль", "эль", "аш"];

/// What a typed word is in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A word that looks like a name.
    Name,
    /// An article.
    Article,
    /// Anything else.
    Other,
}

impl Role {
    /// The role of a folded word before one that joins it so.
    pub(crate) fn of(word: &str, next: Option<Joint>, looks_like_a_name: impl FnOnce(&str) -> bool) -> Role {
        let articles = if next == Some(Joint::Tight) { JOINED } else { APART };
        match next {
            Some(_) if articles.contains(&word) => Role::Article,
            _ if looks_like_a_name(word) => Role::Name,
            _ => Role::Other,
        }
    }
}

/// The other ways in which a name may be written: without its articles; with one, of the set `articles`, between two
/// words of it.
pub(crate) fn ways(parts: &[Part], roles: &[Role], articles: usize) -> Vec<Vec<Part>> {
    let mut ways: Vec<Vec<Part>> = without_articles(parts, roles).into_iter().collect();
    for place in 1..parts.len() {
        if roles[place - 1..=place] == [Role::Name, Role::Name] && parts[place].joint == Joint::Loose {
            let mut way = parts.to_vec();
            way.insert(place, Part { set: articles, joint: Joint::Loose });
            ways.push(way);
        }
    }
    ways
}

fn without_articles(parts: &[Part], roles: &[Role]) -> Option<Vec<Part>> {
    let mut left: Vec<Part> = Vec::with_capacity(parts.len());
    let mut joint = None;
    for (place, part) in parts.iter().enumerate() {
        let joint_here = joint.take().unwrap_or(part.joint);
        if roles[place] == Role::Article && roles.get(place + 1) == Some(&Role::Name) {
            joint = Some(joint_here);
        } else {
            left.push(Part { joint: joint_here, ..*part });
        }
    }
    (left.len() < parts.len()).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sets of the ways to write a name, with `-` before what joins tightly; `+` is an article put in.
    fn written(name: &str) -> Vec<String> {
        let typed: Vec<(&str, Joint)> =
            name.split(' ').flat_map(|word| word.split('-').zip([Joint::Loose, Joint::Tight, Joint::Tight])).collect();
        let parts: Vec<Part> = typed.iter().enumerate().map(|(set, (_, joint))| Part { set, joint: *joint }).collect();
        let role = |place: usize| {
            let next = typed.get(place + 1).map(|(_, joint)| *joint);
            Role::of(typed[place].0, next, |word| !["of", "at"].contains(&word))
        };
        let roles: Vec<Role> = (0..typed.len()).map(role).collect();
        let show = |part: &Part| {
            let word = typed.get(part.set).map_or("+", |(word, _)| word);
            format!("{}{word}", if part.joint == Joint::Tight { "-" } else { " " })
        };
        ways(&parts, &roles, typed.len()).iter().map(|way| way.iter().map(show).collect()).collect()
    }

    #[test]
    fn articles_are_left_out_and_put_in() {
        let cases: &[(&str, &[&str])] = &[
            ("bashar al-assad", &[" bashar assad"]),
            ("al-sharaa", &[" sharaa"]),
            ("abu bakr al baghdadi", &[" abu bakr baghdadi", " abu + bakr al baghdadi"]),
            ("bashar assad", &[" bashar + assad"]),
            ("bank of assad", &[]),
            ("assad at moscow", &[]),
            ("al", &[]),
        ];
        for (name, expected) in cases {
            assert_eq!(written(name), *expected, "{name}");
        }
    }
}
