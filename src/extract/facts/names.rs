//! Names as bylines and properties write them: without "By", job titles, days, links and the site's own name.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::site::label;
use crate::extract::body::blocks::needs_no_mark;
use crate::extract::body::similarity::{bare, same_when_bare};
use crate::lang::{self, Fact, Phrase, facts, phrases};
use crate::model::Site;

/// What stands before the names of a byline, in any language.
static AUTHOR: LazyLock<Vec<&str>> = LazyLock::new(|| phrases(Phrase::Author).collect());

/// What stands behind the name of a byline, in languages in which it does.
static AUTHOR_BEHIND: LazyLock<Vec<&str>> = LazyLock::new(|| phrases(Phrase::AuthorBehind).collect());

/// How texts of links and labels beside a byline begin, in any language.
static NO_AUTHOR: LazyLock<Vec<&str>> = LazyLock::new(|| phrases(Phrase::NoAuthor).collect());

/// Words for what the people of the press do, in any language.
static ROLES: LazyLock<HashSet<&str>> = LazyLock::new(|| phrases(Phrase::Role).collect());

/// What stands between the names of a byline: signs, and "and" in any language.
static SEPARATORS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let signs = [" & ", " - ", " – ", " — ", " · ", " • ", "、", " | ", " / ", "\u{200b}"];
    facts(Fact::And).map(|and| format!(" {and} ")).chain(signs.map(str::to_owned)).collect()
});

/// How names are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As the value of a property, mostly one name.
    Declared,
    /// As a line for readers.
    Shown,
}

/// The names of a line that is nothing but a byline; none where it is something else.
pub(in crate::extract) fn of_line(line: &str, site: Option<&Site>) -> Vec<String> {
    let start = line[..line.floor_char_boundary(24)].to_lowercase().replace(BEHIND_LABEL, " ");
    if !AUTHOR.iter().any(|opening| start.starts_with(opening)) {
        return before_role(line);
    }
    // A name of China, Japan or Korea is written without a space.
    let is_unspaced = |name: &str| needs_no_mark(name) && (2..=5).contains(&name.chars().count());
    let is_person = |name: &String| {
        let words = name.split_whitespace().count();
        ((2..=5).contains(&words) || is_unspaced(name))
            && name.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
            && !name.contains(char::is_numeric)
            && !is_clause(name)
    };
    let mut names = clean(&[line.to_owned()], Form::Shown, site);
    names.retain(is_person);
    names
}

/// Whether most words are small, as in no name: `Monday the water had fallen`.
fn is_clause(name: &str) -> bool {
    let small = name.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    2 * small > name.split_whitespace().count()
}

/// The names of a line that stand before what their bearers are, as in Korea: `홍길동 기자 | 입력 2025.09.16`.
pub(super) fn before_role(line: &str) -> Vec<String> {
    let is_person = |name: &str| {
        (2..=4).contains(&name.chars().count()) && name.chars().all(|c| c.is_alphabetic() && !c.is_ascii())
    };
    let parts = line.split(['|', '·', '/', '•', ',']).map(str::trim);
    let named = parts.filter_map(|part| AUTHOR_BEHIND.iter().find_map(|role| part.strip_suffix(role)).map(str::trim));
    named.filter(|name| is_person(name)).map(str::to_owned).collect()
}

/// Signs between the label of a byline and the name.
const BEHIND_LABEL: [char; 7] = [':', '：', '\u{a0}', '|', ',', '/', '／'];

/// Whether a line is nothing but what stands before the names of a byline: "Von", "By:".
pub(in crate::extract) fn opens_byline(line: &str) -> bool {
    let label = line.trim_end_matches([':', '：', ' ']).to_lowercase();
    AUTHOR.iter().any(|opening| opening.trim_end() == label)
}

/// The part of a line from the first label of a byline on that stands between words: "5 May 2025 by Ann Lee".
pub(in crate::extract) fn inside(line: &str) -> Option<&str> {
    let starts = line.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at + 1);
    let opens = |at: usize| {
        let start = line[at..line.floor_char_boundary(at + 24)].to_lowercase().replace(BEHIND_LABEL, " ");
        AUTHOR.iter().any(|opening| start.starts_with(*opening))
    };
    starts.into_iter().find(|at| opens(*at)).map(|at| &line[at..])
}

/// A byline without the addresses and handles of its writers.
fn without_addresses(text: &str) -> String {
    if !text.contains('@') {
        return text.to_owned();
    }
    text.split(' ').filter(|word| !word.contains('@')).collect::<Vec<_>>().join(" ")
}

/// A byline without what it says in brackets of where and what its writers are: "Ann Lee (Aldmouth, correspondent)".
fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if depth == 0 && !out.trim().is_empty() { out } else { text.to_owned() }
}

/// Names without "By", job titles, links and the site's own name, each once.
pub(super) fn clean(texts: &[String], form: Form, site: Option<&Site>) -> Vec<String> {
    let called =
        site.into_iter().flat_map(|site| [site.name.clone(), site.domain.clone(), site.domain.as_deref().map(label)]);
    let called: Vec<String> = called.flatten().map(|name| without_the(&bare(&name)).to_owned()).collect();
    let is_site = |name: &str| called.iter().any(|site| site == without_the(&bare(name)));
    let mut names: Vec<String> = Vec::new();
    let texts = texts.iter().filter(|text| !is_site(text));
    for name in texts.flat_map(|text| split(text, form)) {
        let name = without_links(without_place(without_agency(without_day(&name, form)), form), form);
        let name = without_paper(without_mark(name), is_site);
        let name = without_role(without_employer(name, is_site), form).to_owned();
        if form == Form::Shown && !names.is_empty() && is_other_credit(&name) {
            continue;
        }
        let known = names.iter().any(|other| same_when_bare(other, &name));
        // What stands below a name says what its bearer does.
        let is_word = !name.trim().contains(' ');
        let known = known || (form == Form::Shown || is_word) && !names.is_empty() && is_role(&name);
        // A line for readers may say what somebody is and not who: `Staff reporter`.
        let known = known || form == Form::Shown && says_only_what(&name);
        // `3 May 2021` is no name, nor is what is left of it.
        let is_day = form == Form::Shown && name.contains(' ') && name.contains(|c: char| c.is_ascii_digit());
        if !known && is_name(&name) && !is_day && !is_site(&name) && names.len() < 20 {
            names.push(name);
        }
    }
    names
}

/// A name without the sign of a note behind it: `Ann Lee*`, and without who reports for whom in Chinese: `林晓 报道`.
fn without_mark(name: &str) -> &str {
    let name = name.trim_end_matches(['*', '†', '‡', '¹', '²', '³', ' ']);
    match name.rsplit_once(' ') {
        Some((person, role)) if needs_no_mark(person) && AUTHOR_BEHIND.iter().any(|behind| behind.trim() == role) => {
            person.trim_end()
        }
        _ => name,
    }
}

/// A name without the paper that its bearer writes for: `Ann Lee for the Harbour Post`, or whatever the site is called.
fn without_paper(name: &str, is_site: impl Fn(&str) -> bool) -> &str {
    let parted = name.split_once(" for ").or_else(|| name.split_once(" For "));
    let paper = parted.filter(|(person, paper)| {
        person.contains(' ') && (paper.starts_with("the ") || paper.starts_with("The ") || is_site(paper))
    });
    paper.map_or(name, |(person, _)| person.trim_end())
}

/// Whether every word says what somebody is: `Staff reporter`, `Web desk`.
fn says_only_what(name: &str) -> bool {
    const BESIDE: [&str; 5] = ["web", "online", "senior", "special", "our"];
    name.contains(' ')
        && name.split_whitespace().map(str::to_lowercase).all(|word| ROLES.contains(&*word) || BESIDE.contains(&&*word))
}

/// A name without what says of the day behind it what it is: `Ann Lee Published`.
fn without_label(name: &str) -> &str {
    let Some((rest, last)) = name.rsplit_once(' ') else { return name };
    let last = last.trim_end_matches(':').to_lowercase();
    let mut labels = facts(Fact::Published).chain(facts(Fact::Changed)).filter(|label| !label.contains([' ', ':']));
    if labels.any(|label| last.starts_with(label)) {
        rest.trim_end_matches([' ', ',', '|', '-', '–', '·'])
    } else {
        name
    }
}

/// A shown name without the day behind it: `Ann Lee September 16`.
fn without_day(name: &str, form: Form) -> &str {
    let Some(digit) = name.find(|c: char| c.is_ascii_digit()).filter(|_| form == Form::Shown) else { return name };
    let before = name[..digit].trim_end_matches([' ', ',', '.', '|', '-', '–']);
    // A name of China or Japan has no space: `林晓 2025年10月14日`.
    let Some((rest, last)) = before.rsplit_once(' ') else { return if needs_no_mark(before) { before } else { name } };
    // The number stands behind the name of a month, or right behind the name.
    let last = last.trim_end_matches('.').to_lowercase();
    let is_month = last.chars().nth(2).is_some() && facts(Fact::Months).any(|month| month.starts_with(&*last));
    // `Door Ann Lee op 16 september`.
    let is_particle = last.chars().count() <= 4 && last.chars().all(char::is_lowercase);
    let person = if is_month || is_particle { rest.trim_end_matches([' ', ',']) } else { before };
    // `Ann Lee on October 14`.
    let is_small = |word: &str| word.len() <= 4 && word.chars().all(char::is_lowercase);
    let person =
        person.rsplit_once(' ').filter(|(_, last)| is_month && is_small(last)).map_or(person, |(rest, _)| rest);
    let person = without_label(person);
    if person.split_whitespace().count() >= 2 { person } else { name }
}

/// A shown name without where its bearer is: `Ann Lee in Aldmouth`.
fn without_place(name: &str, form: Form) -> &str {
    let parted = name.split_once(" in ").filter(|(person, _)| form == Form::Shown && person.contains(' '));
    parted.map_or(name, |(person, _)| person)
}

/// What agencies are called behind the name of a writer.
const AGENCIES: [&str; 22] = [
    "afp",
    "dpa",
    "reuters",
    "ap",
    "efe",
    "ansa",
    "apa",
    "sda",
    "ats",
    "tass",
    "lusa",
    "belga",
    "anp",
    "ntb",
    "ritzau",
    "tt",
    "pap",
    "agences",
    "agencies",
    "agencias",
    "agenturen",
    "agenzie",
];

/// A name without the agency that helped: `Ann Lee avec AFP`.
fn without_agency(name: &str) -> &str {
    let mut words = name.rsplitn(3, ' ');
    let (Some(agency), Some(with), Some(person)) = (words.next(), words.next(), words.next()) else { return name };
    let is_with = (2..=4).contains(&with.chars().count()) && with.chars().all(char::is_lowercase);
    let is_agency = AGENCIES.contains(&&*agency.trim_end_matches('.').to_lowercase());
    if is_with && is_agency && person.contains(' ') { person } else { name }
}

/// A name without the site or agency that its bearer writes for: `Ann Lee, AFP`.
fn without_employer(name: &str, is_site: impl Fn(&str) -> bool) -> &str {
    let parted = name.rsplit_once(", ").filter(|(person, employer)| {
        person.contains(' ') && (is_site(employer) || AGENCIES.contains(&&*employer.to_lowercase()))
    });
    parted.map_or(name, |(person, _)| person)
}

/// A shown name without what its bearer does behind it: `ANN LEE Harbour Correspondent`, `Ann Lee correspondent in Aldmouth`.
fn without_role(name: &str, form: Form) -> &str {
    /// Words of the shortest name.
    const NAME: usize = 2;
    if form == Form::Declared || !is_role(name) {
        return name;
    }
    let shouts =
        |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.contains(char::is_lowercase);
    let words: Vec<&str> = name.split(' ').collect();
    let loud = words.iter().take_while(|word| shouts(word)).count();
    let named = words.iter().take_while(|word| word.starts_with(char::is_uppercase)).count();
    let end = (NAME..words.len()).find(|&at| loud == at || named == at && is_role(words[at]));
    end.map_or(name, |at| name[..words[..at].iter().map(|word| word.len() + 1).sum()].trim_end())
}

/// A shown name without the texts of links behind it: `Ann Lee Follow Email`.
fn without_links(name: &str, form: Form) -> &str {
    let mut name = name;
    while let Some((person, link)) = name.rsplit_once(' ').filter(|_| form == Form::Shown) {
        if !person.contains(' ') || !names_something_else(link) {
            break;
        }
        name = person.trim_end();
    }
    name
}

/// Whether it says who did something else than write: `edited by Cy Doe`, `with reporting by Bo Ray`, `Photos by Di Oh`.
fn is_other_credit(name: &str) -> bool {
    inside(name).is_some_and(|label| name.starts_with(char::is_lowercase) || label.starts_with("by "))
}

/// A name in its bare form without the article before it.
fn without_the(name: &str) -> &str {
    name.strip_prefix("the").unwrap_or(name)
}

/// The names of a byline.
pub(super) fn split(text: &str, form: Form) -> Vec<String> {
    /// Bytes of the longest line of a byline, and of a word that labels a name.
    const LINE: usize = 120;
    const LABEL: usize = 12;
    let mut text = text.trim();
    // A day may stand before the label: `Monday 27 August, 10:05 by Ann Lee`.
    if form == Form::Shown
        && let Some(label) = inside(text).filter(|_| text.len() <= LINE)
        && text[..text.len() - label.len()].contains(|c: char| c.is_ascii_digit())
    {
        text = label;
    }
    let whole = text.len();
    for _ in 0..3 {
        let start = text[..text.floor_char_boundary(24)].to_lowercase().replace(BEHIND_LABEL, " ");
        let Some(opening) = AUTHOR.iter().find(|opening| start.starts_with(**opening)) else { break };
        text = text.get(opening.trim_end().len()..).unwrap_or(text).trim_start_matches(BEHIND_LABEL).trim_start();
    }
    // Who wrote and took the pictures too: `Text/Foto: Ann Lee`.
    if let Some((label, name)) = text.split_once(": ").filter(|(label, _)| text.len() < whole && !label.contains(' ')) {
        text = if label.len() <= LABEL { name } else { text };
    }
    let mut names = vec![match form {
        Form::Shown => without_brackets(&without_addresses(before_other_credit(text))),
        Form::Declared => text.to_owned(),
    }];
    for separator in SEPARATORS.iter() {
        names = names.iter().flat_map(|name| name.split(separator.as_str())).map(str::to_owned).collect();
    }
    let names = names.iter().flat_map(|name| parts(name, form));
    names.map(|name| name.trim().trim_matches(['-', '–', '•', '|', ':']).trim().to_owned()).collect()
}

/// A byline up to the sentence that says who did something else: `Ann Lee. Edited by Cy Doe.`
fn before_other_credit(text: &str) -> &str {
    let is_credit = |at: &usize| {
        let rest = &text[at + 2..];
        rest.split(". ").next().is_some_and(|rest| inside(rest).is_some() || names_something_else(rest))
    };
    text.match_indices(". ").map(|(at, _)| at).find(is_credit).map_or(text, |at| &text[..at])
}

/// The names that commas and semicolons part: all of a declared name is one (`Lee, Jr.`, `Hale; Sons`) unless each part
/// has the words of a full name.
fn parts(text: &str, form: Form) -> Vec<String> {
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_full = |part: &&str| part.split_whitespace().count() >= 2 || is_suffix(part);
    if form == Form::Declared && !parts.iter().all(is_full) && !parts.iter().skip(1).any(|part| is_role(part)) {
        return vec![text.to_owned()];
    }
    let mut names: Vec<String> = Vec::new();
    for part in parts {
        match names.last_mut() {
            Some(last) if is_suffix(part) => {
                last.push_str(", ");
                last.push_str(part);
            }
            Some(_) if is_role(part) && without_role(part, form) == part => {}
            // A single word behind a full name, or behind what somebody does, is a place: `Ann Lee, correspondent, Aldmouth`.
            Some(last) if form == Form::Shown && last.contains(' ') && is_one_word(part) => {}
            _ => names.push(part.to_owned()),
        }
    }
    names
}

/// A name as catalogues sort it, `Lee, Ann`, as people write it; others as they are.
pub(super) fn unsorted(name: &str) -> String {
    match name.split_once(',').map(|(family, given)| (family.trim(), given.trim())) {
        Some((family, given))
            if !given.is_empty()
                && !family.is_empty()
                && !given.contains([',', ';'])
                && !is_suffix(given)
                && !is_role(given) =>
        {
            let is_short = given.split_whitespace().count() <= 3 && family.split_whitespace().count() <= 3;
            if is_short { format!("{given} {family}") } else { name.to_owned() }
        }
        _ => name.to_owned(),
    }
}

/// Whether it is one word of a script that parts the words of a name.
fn is_one_word(part: &str) -> bool {
    !part.contains(char::is_whitespace) && !needs_no_mark(part)
}

/// Whether it is what stands behind a name and belongs to it.
fn is_suffix(part: &str) -> bool {
    const SUFFIXES: &[&str] = &[
        "jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "dds", "rn", "cpa", "cfp", "mba", "inc", "llc", "ltd",
        "gmbh",
    ];
    SUFFIXES.contains(&&*part.to_lowercase().replace('.', ""))
}

/// Whether it says what somebody does, and not who it is.
pub(in crate::extract) fn is_role(part: &str) -> bool {
    let words = part.split(|c: char| !c.is_alphabetic() && c != '-').filter(|word| !word.is_empty());
    let is_one = |word: &str| ROLES.contains(word);
    words.map(str::to_lowercase).any(|word| is_one(&word) || word.strip_suffix('s').is_some_and(is_one))
}

/// Whether a text is written as names are, and is none of what stands beside them.
pub(super) fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    (2..=60).contains(&length)
        && name.chars().any(char::is_alphabetic)
        && !name.contains("http")
        && !name.contains(".com/")
        && !name.contains(['@', '→', '(', '{'])
        && is_capitalised(name)
        && !names_something_else(name)
        && name.split_whitespace().count() <= 6
        && name.chars().filter(char::is_ascii_digit).count() <= 2
        && !lang::is_weekday(name)
        && !matches!(
            name.to_lowercase().as_str(),
            "admin"
                | "administrator"
                | "agencies"
                | "agences"
                | "agencias"
                | "agenturen"
                | "agenzie"
                | "editor"
                | "staff"
                | "author"
                | "null"
                | "undefined"
                | "redaktion"
                | "none"
        )
}

/// Whether it is the text of a link or a label beside the name.
fn names_something_else(name: &str) -> bool {
    let name = name.to_lowercase();
    AUTHOR.iter().any(|opening| opening.trim_end() == name)
        || NO_AUTHOR.iter().any(|opening| {
            let rest = name.strip_prefix(opening);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
}

/// Whether something in a name of several words is written as names are, where the script has capitals.
fn is_capitalised(name: &str) -> bool {
    !name.contains(' ') || !name.contains(char::is_lowercase) || name.contains(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_become_names() {
        let names = |text: &str| clean(&[text.to_owned()], Form::Shown, None);
        assert_eq!(names("By Ann Lee and Bo Ray, Cy Doe"), ["Ann Lee", "Bo Ray", "Cy Doe"]);
        assert_eq!(names("Von Åsa Öl"), ["Åsa Öl"]);
        assert_eq!(names("Author: By Ann Lee - Posted on 3 May"), ["Ann Lee"]);
        assert_eq!(names("By Ann Lee, Political Editor"), ["Ann Lee"]);
        assert_eq!(names("Von Åsa Öl, Korrespondentin; Bo Ray"), ["Åsa Öl", "Bo Ray"]);
        assert_eq!(names("Ann Lee | Email the author | Follow"), ["Ann Lee"]);
        assert_eq!(names("Von Åsa Öl und Bo Ray, Lohr"), ["Åsa Öl", "Bo Ray"]);
        assert_eq!(names("Ann Lee | Rural affairs correspondent, Aldmouth"), ["Ann Lee"]);
        assert_eq!(names("Monday August 27, 2018 10:05 am PDT by Ann Lee"), ["Ann Lee"]);
        assert!(names("Monday August 27, 2018").is_empty());
        assert_eq!(names("Door Ann Lee op 16 september 2025"), ["Ann Lee"]);
        assert_eq!(names("By Ann Lee, Bo Ray and Cy Doe in Aldmouth"), ["Ann Lee", "Bo Ray", "Cy Doe"]);
        assert_eq!(names("By Ann Lee @annlee ann@example.org"), ["Ann Lee"]);
        assert_eq!(names("by Ann Lee Hale September 16, 2025"), ["Ann Lee Hale"]);
        assert_eq!(names("By Ann Lee Published 16 September 2025"), ["Ann Lee"]);
        assert_eq!(names("Von Ann Lee Aktualisiert: 16. September 2025"), ["Ann Lee"]);
        assert_eq!(names("Par Ann Lee avec AFP, publié le 16/09/2025 à 08h30"), ["Ann Lee"]);
        assert_eq!(names("Por Ann Lee — Publicado em 05/02/2024 16h22"), ["Ann Lee"]);
        assert_eq!(names("Ann Lee Follow Email"), ["Ann Lee"]);
        assert_eq!(names("By Ann Lee; edited by Cy Doe"), ["Ann Lee"]);
        assert_eq!(names("Written by Ann Lee | Edited by Cy Doe"), ["Ann Lee"]);
        assert_eq!(names("Ann Lee | Monday, February 29, 2016 @ 11:10 PM UTC"), ["Ann Lee"]);
        assert_eq!(names("By Ann Lee, with reporting by Bo Ray"), ["Ann Lee"]);
        assert_eq!(names("By Ann Lee and Bo Ray, Harbour Writers"), ["Ann Lee", "Bo Ray"]);
        assert_eq!(names("Par ANN LEE, BO RAY Envoyés spéciaux à Aldmouth"), ["ANN LEE", "BO RAY"]);
        assert_eq!(names("Ann Lee Hale correspondent in Aldmouth"), ["Ann Lee Hale"]);
        for line in [
            "By Ann Lee. Edited by Cy Doe.",
            "Ann Lee | Medically reviewed by Cy Doe",
            "Posted by Ann Lee on October 14, 2025 at 8:30 am",
            "Ann Lee for the Harbour Post",
            "Ann Lee*",
            "Words by Ann Lee. Photographs by Cy Doe.",
        ] {
            assert_eq!(names(line), ["Ann Lee"], "{line}");
        }
        assert!(of_line("By Monday the water had fallen.", None).is_empty());
        assert_eq!(of_line("By Jan van der Lohr", None), ["Jan van der Lohr"]);
        for (sorted, name) in
            [("Lee, Ann", "Ann Lee"), ("Lee, Jr.", "Lee, Jr."), ("Lee, Ann; Ray, Bo", "Lee, Ann; Ray, Bo")]
        {
            assert_eq!(unsorted(sorted), name);
        }
        assert_eq!(names("记者 林晓 报道"), ["林晓"]);
        assert_eq!(of_line("文/林晓", None), ["林晓"]);
        assert_eq!(of_line("文/林晓 2025年10月14日", None), ["林晓"]);
        assert_eq!(of_line("Text/Foto: Ann Lee", None), ["Ann Lee"]);
        assert_eq!(names("By Dr. Ann Lee"), ["Dr. Ann Lee"]);
        assert_eq!(names("Ann Lee and Hans von Lohr"), ["Ann Lee", "Hans von Lohr"]);
        assert!(names("Staff reporter").is_empty());
        assert!(names("By staff and agencies").is_empty());
        assert!(names("View all posts by Ann Lee").is_empty());
        assert!(names("https://example.org/ann").is_empty());
    }

    #[test]
    fn a_site_is_no_author_though_its_name_has_an_and_in_it() {
        let site = Site { name: Some("Pier & Quay".to_owned()), domain: Some("pierandquay.example.org".to_owned()) };
        let names = |text: &str| clean(&[text.to_owned()], Form::Declared, Some(&site));
        assert!(names("Pier & Quay").is_empty());
        assert_eq!(names("Ann Lee, AFP"), ["Ann Lee"]);
        assert!(names("Example").is_empty());
    }

    #[test]
    fn a_declared_name_is_one() {
        let names = |text: &str| clean(&[text.to_owned()], Form::Declared, None);
        for name in ["Ana María López, Jr.", "O'Neil; Sons", "Lee, Ann"] {
            assert_eq!(names(name), [name]);
        }
        assert_eq!(names("Ann Lee, Bo Ray and Cy Doe"), ["Ann Lee", "Bo Ray", "Cy Doe"]);
        assert_eq!(names("Ann Lee, Reporter"), ["Ann Lee"]);
        assert_eq!(names("Ann Lee \u{200b} Reporter"), ["Ann Lee"]);
    }
}
