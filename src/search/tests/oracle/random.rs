//! Random archives and random queries, the same ones in every run.

use crate::query::{Form, Near, Phrase, Query, Term, Within, and, not, or};
use crate::search::tests::archive::{Draft, article};

/// A small pseudo-random sequence (xorshift), so that a failure comes again.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    /// One of these.
    pub(super) fn of<'t>(&mut self, some: &[&'t str]) -> &'t str {
        some[self.roll(some.len())]
    }
}

/// Words, some of them forms of each other in one language or another.
pub(super) const WORDS: &[&str] =
    &["kova", "kovo", "milt", "zubr", "tarn", "fex", "put", "puts", "putten", "wand", "wanden", "wands"];

/// A name, which follows one of the words in one text of `ONE_IN`, and spellings of it that no article has.
pub(super) const NAME: &str = "Hmeimim";
const ONE_IN: usize = 4;
pub(super) const SPELLINGS: &[&str] = &["khmeimim", "Хмеймим", "حميميم"];

/// The languages of articles: with stemmers, without, unknown.
const LANGS: &[Option<&str>] = &[Some("en"), Some("en"), Some("de"), Some("nl"), Some("hr"), None];

pub(super) fn archive(dice: &mut Dice) -> Vec<Draft> {
    let text = |dice: &mut Dice, length: usize| {
        let mut text = String::new();
        for _ in 0..dice.roll(length) {
            text.push_str(WORDS[dice.roll(WORDS.len())]);
            if dice.roll(4 * ONE_IN) == 0 {
                text.push_str(&format!(" {NAME}"));
            }
            text.push_str([" ", " ", ". ", "\n"][dice.roll(4)]);
        }
        text
    };
    (0..12)
        .map(|n| {
            // Whether a word is a name is seen in bodies alone, so that titles have none.
            let title = text(dice, 4).replace('\n', " ").replace(&format!(" {NAME}"), "");
            let mut draft = article(&format!("n{n:02}")).title(&title).body(&text(dice, 14));
            draft.0.article.lang = LANGS[dice.roll(LANGS.len())].map(str::to_owned);
            draft
        })
        .collect()
}

fn term(dice: &mut Dice) -> Term {
    let text = match dice.roll(12) {
        0 => SPELLINGS[dice.roll(SPELLINGS.len())],
        1 => NAME,
        _ => WORDS[dice.roll(WORDS.len())],
    };
    match dice.roll(10) {
        9 => Term { text: "(Kov|put).*".to_owned(), form: Form::Regex },
        0 => Term { text: format!("{}*", text.chars().take(2).collect::<String>()), form: Form::Wildcard },
        1 => Term { text: text.to_owned(), form: Form::Fuzzy(1) },
        2..6 => Term { text: text.to_owned(), form: Form::Stemmed },
        _ => Term { text: text.to_owned(), form: Form::Exact },
    }
}

fn positional(dice: &mut Dice, depth: usize) -> Query {
    match dice.roll(if depth == 0 { 2 } else { 4 }) {
        0 => Query::Term(term(dice)),
        1 => {
            let terms = (0..2 + dice.roll(2)).map(|_| term(dice)).collect();
            Query::Phrase(Phrase { terms, slop: dice.roll(3) as u32 })
        }
        2 => or(vec![positional(dice, depth - 1), positional(dice, depth - 1)]),
        _ => near(dice, depth - 1),
    }
}

fn near(dice: &mut Dice, depth: usize) -> Query {
    let within = [Within::Words(1 + dice.roll(4) as u32), Within::Sentence, Within::Paragraph][dice.roll(3)];
    let (left, right) = (Box::new(positional(dice, depth)), Box::new(positional(dice, depth)));
    Query::Near(Near { left, right, within, ordered: dice.roll(2) == 0 })
}

pub(super) fn query(dice: &mut Dice, depth: usize) -> Query {
    match dice.roll(if depth == 0 { 4 } else { 8 }) {
        0 => Query::Term(term(dice)),
        1 => positional(dice, 1),
        2 => near(dice, 1),
        3 => Query::AtLeast { count: 1 + dice.roll(3) as u32, term: term(dice) },
        4 => and(vec![query(dice, depth - 1), query(dice, depth - 1)]),
        5 => or(vec![query(dice, depth - 1), query(dice, depth - 1)]),
        6 => not(query(dice, depth - 1)),
        _ => {
            let field = ["title", "body"][dice.roll(2)];
            Query::In { field, query: Box::new(query(dice, 0)) }
        }
    }
}

/// A query that may also ask for an article by its id, or all but it: beside the rest, for the marks of an alternative
/// are made without knowing whether its filters hold.
pub(super) fn with_id(dice: &mut Dice) -> Query {
    let query = query(dice, 2);
    let text = format!("n{:02}", dice.roll(14));
    let id = Query::In { field: "id", query: Box::new(Query::Term(Term { text, form: Form::Exact })) };
    match dice.roll(8) {
        0 => and(vec![id, query]),
        1 => and(vec![query, not(id)]),
        _ => query,
    }
}

/// Many articles of which most have few words.
pub(super) fn many(dice: &mut Dice) -> Vec<Draft> {
    (0..400)
        .map(|n| {
            let count = dice.roll(40).min(dice.roll(40));
            let words: Vec<&str> =
                (0..count).map(|_| WORDS[dice.roll(WORDS.len()).min(dice.roll(WORDS.len()))]).collect();
            let mut draft = article(&format!("n{n:03}")).title(WORDS[dice.roll(6)]).body(&words.join(" "));
            draft.0.article.lang = LANGS[dice.roll(LANGS.len())].map(str::to_owned);
            draft
        })
        .collect()
}
