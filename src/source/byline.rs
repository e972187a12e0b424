//! Names of authors out of a byline as records and databases write it: "By Ann Lee and Bo Ray", "LEE, Ann".

use std::sync::LazyLock;

use crate::lang::{self, Fact, Phrase};

/// Which part of a person's name the writer of a byline puts first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameOrder {
    /// `Ann Lee`; a comma stands between persons.
    GivenFirst,
    /// `Lee, Ann`; a comma stands inside a name, as library catalogues write it.
    FamilyFirst,
    /// Either of the two, newspaper by newspaper: a comma between single words stands inside a name.
    Either,
}

/// What stands before the names in a byline, in all languages, without the blank behind it.
static OPENINGS: LazyLock<Vec<&str>> =
    LazyLock::new(|| lang::phrases(Phrase::Author).map(str::trim_end).filter(|opening| *opening != "text").collect());
/// What stands between two persons as words of their own, in all languages.
static CONJUNCTIONS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let words = lang::facts(Fact::And).filter(|word| word.chars().all(char::is_alphabetic));
    words.map(|word| format!(" {word} ")).chain([" & ".to_owned()]).collect()
});
/// A byline longer than this is no byline.
const LONGEST: usize = 500;

/// The names in a byline, in its order.
pub(super) fn names(byline: &str, order: NameOrder) -> Vec<String> {
    let byline = byline.trim();
    if byline.is_empty() || byline.len() > LONGEST {
        return Vec::new();
    }
    let byline = unfolded(byline);
    let parts = without_opening(&byline).split([';', '|', '\n', '、']).map(without_mailbox);
    let persons = parts.flat_map(|part| match order {
        NameOrder::GivenFirst | NameOrder::Either => of_conjunctions(part),
        NameOrder::FamilyFirst => vec![part],
    });
    let named = persons.flat_map(|person| match order {
        NameOrder::Either if is_turned(person) => vec![turned(person)],
        NameOrder::GivenFirst | NameOrder::Either => of_commas(person).into_iter().map(tidy).collect(),
        NameOrder::FamilyFirst => vec![turned(person)],
    });
    named.filter(|name| name.chars().any(char::is_alphabetic)).collect()
}

/// A person without the address of mail that feeds and messages have beside the name, `ann@post.example (Ann Lee)` and
/// `Ann Lee <ann@post.example>`; an address alone is no name, and stays what it is.
pub(super) fn without_mailbox(person: &str) -> &str {
    let person = person.trim();
    let is_address = |text: &str| text.contains('@') && !text.trim().contains(' ');
    let parted = person.strip_suffix([')', '>']).and_then(|rest| rest.rsplit_once(['(', '<']));
    match parted {
        Some((before, inner)) if is_address(inner) && !before.trim().is_empty() => before.trim().trim_matches('"'),
        Some((before, inner)) if is_address(before) && !inner.trim().is_empty() => inner.trim(),
        _ => person,
    }
}

/// A byline whose lines go on where one ends within a list: behind a comma or an "and".
fn unfolded(byline: &str) -> String {
    let mut whole = String::new();
    for line in byline.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let goes_on = whole.ends_with(',') || CONJUNCTIONS.iter().any(|word| whole.ends_with(word.trim_end()));
        if !whole.is_empty() {
            whole.push(if goes_on { ' ' } else { '\n' });
        }
        whole.push_str(line);
    }
    whole
}

/// Whether a text says of itself that it is a byline: "By Ann Lee and Bo Ray". The name of a house may have an "and", too.
pub(super) fn has_opening(text: &str) -> bool {
    without_opening(text) != text
}

/// The byline behind "By" and its like.
fn without_opening(byline: &str) -> &str {
    let behind = OPENINGS.iter().find_map(|opening| {
        let head = byline.get(..opening.len())?;
        let rest = &byline[opening.len()..];
        let behind = rest.trim_start_matches([':', ' ', '\u{a0}', '\t']);
        let is_opening = head.to_lowercase() == **opening && behind.len() < rest.len() && !behind.is_empty();
        // "Di Marco" and "Von Arx" are names: a capital, and a single word behind it.
        let is_name = head.starts_with(char::is_uppercase) && !rest.starts_with(':') && !behind.contains(' ');
        (is_opening && !is_name).then_some(behind)
    });
    behind.unwrap_or(byline)
}

/// The parts between conjunctions, where each part can be a full name.
fn of_conjunctions(part: &str) -> Vec<&str> {
    let mut parts = vec![part];
    for conjunction in CONJUNCTIONS.iter() {
        parts = parts.into_iter().flat_map(|part| part.split(conjunction.as_str())).collect();
    }
    // "Radio and Television of the Isles" is one author: a person has a given and a family name on either side.
    let are_persons = |parts: &[&str]| parts.iter().all(|part| part.split_whitespace().count() >= 2);
    let single_words = |parts: &[&str]| parts.iter().all(|part| part.split_whitespace().count() == 1);
    if are_persons(&parts) || single_words(&parts) { parts } else { vec![part] }
}

/// The parts between commas, where each of them can be a full name; "Ann Lee, Gdynia" stays one.
fn of_commas(part: &str) -> Vec<&str> {
    let parts: Vec<&str> = part.split([',', '，']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_full = |part: &&str| part.split_whitespace().count() >= 2 || !part.is_ascii() && part.chars().count() >= 2;
    if parts.iter().all(is_full) { parts } else { vec![part] }
}

/// Whether a person is written with the family name first: one word, a comma, and one or two given names. "Ann Lee, Gdynia" and
/// signs of agencies are not.
fn is_turned(name: &str) -> bool {
    let Some((family, given)) = name.split_once(',') else { return false };
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
    let words = |text: &str| text.split_whitespace().count();
    words(family) == 1
        && is_name(family.trim())
        && (1..=2).contains(&words(given))
        && given.split_whitespace().all(|word| is_name(word) || word.ends_with('.'))
}

/// A name with the given name first: `Ann Lee` of `Lee, Ann`.
fn turned(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !given.contains(',') => {
            tidy(&format!("{} {}", without_stop(given.trim()), family.trim()))
        }
        _ => tidy(name),
    }
}

/// Given names without the full stop that catalogues put behind the last of them; that of an initial or of "Jr." is its own.
fn without_stop(given: &str) -> &str {
    const SHORT: usize = 3;
    let is_word = |word: &str| word.chars().count() >= SHORT && !word.contains('.');
    given.strip_suffix('.').filter(|rest| rest.split(' ').next_back().is_some_and(is_word)).unwrap_or(given)
}

/// A name without blanks and marks around it, its blanks single.
fn tidy(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    name.trim_matches([',', ';', '-', '–', '•', ':', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_told_apart() {
        let names = |text| names(text, NameOrder::GivenFirst);
        assert_eq!(names("By Ann Lee and Bo Ray"), ["Ann Lee", "Bo Ray"]);
        assert_eq!(names("Ann Lee, Bo Ray"), ["Ann Lee", "Bo Ray"]);
        assert_eq!(names("Ann Lee; Bo Ray"), ["Ann Lee", "Bo Ray"]);
        assert_eq!(names("Von Åsa Öl"), ["Åsa Öl"]);
        assert_eq!(names("浜田 灯、山本 梢"), ["浜田 灯", "山本 梢"]);
        assert_eq!(names("By Ann Lee and\n    Bo Ray"), ["Ann Lee", "Bo Ray"], "a line that was folded");
        assert_eq!(names("Ann Lee,\nBo Ray\nCy Fox"), ["Ann Lee", "Bo Ray", "Cy Fox"]);
    }

    #[test]
    fn addresses_of_mail_are_no_part_of_a_name() {
        let names = |text| names(text, NameOrder::GivenFirst);
        for told in ["ann@post.example (Ann Lee)", "Ann Lee (ann@post.example)", "\"Ann Lee\" <ann@post.example>"] {
            assert_eq!(names(told), ["Ann Lee"], "{told}");
        }
        assert_eq!(names("Ann Lee (Gdynia)"), ["Ann Lee (Gdynia)"]);
    }

    #[test]
    fn what_is_one_author_stays_one() {
        let names = |text| names(text, NameOrder::GivenFirst);
        assert_eq!(names("Radio and Television of the Isles"), ["Radio and Television of the Isles"]);
        assert_eq!(names("Ann Lee, Gdynia"), ["Ann Lee, Gdynia"]);
        assert_eq!(names("Byron Moss"), ["Byron Moss"]);
        assert_eq!(names("Di Marco"), ["Di Marco"]);
        assert!(names("12").is_empty() && names("").is_empty());
    }

    #[test]
    fn newspapers_that_put_the_family_name_first_are_told_by_their_commas() {
        let names = |text| names(text, NameOrder::Either);
        assert_eq!(names("Lee, Ann; Öl, Åsa M."), ["Ann Lee", "Åsa M. Öl"]);
        assert_eq!(names("Ann Lee, Bo Ray"), ["Ann Lee", "Bo Ray"]);
        assert_eq!(names("Ann Lee, Gdynia"), ["Ann Lee, Gdynia"]);
        assert_eq!(names("dpa, Berlin"), ["dpa, Berlin"]);
    }

    #[test]
    fn catalogues_put_the_family_name_first() {
        let names = |text| names(text, NameOrder::FamilyFirst);
        assert_eq!(names("Lee, Ann; Ray, Bo"), ["Ann Lee", "Bo Ray"]);
        assert_eq!(names("Harbour Desk"), ["Harbour Desk"]);
        assert_eq!(names("Lee, Ann.; Öl, Åsa M.; Fox, Wm."), ["Ann Lee", "Åsa M. Öl", "Wm. Fox"]);
    }
}
