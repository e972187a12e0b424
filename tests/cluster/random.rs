//! Random questions of every kind, the same ones in every run, of words that an archive has.

use dateline::query::{Form, Near, Phrase, Query, Term, Within, and, not, or};

use super::nodes::Dice;

/// Makes questions of the words of some texts.
pub(super) struct Questions {
    dice: Dice,
    /// Words that follow each other, by text.
    texts: Vec<Vec<String>>,
}

impl Questions {
    /// Questions of words of these texts, which have some words each.
    pub(super) fn new(texts: Vec<Vec<String>>) -> Questions {
        Questions { dice: Dice(2_026), texts }
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.dice.below(sides as u64) as usize
    }

    /// A word of any text.
    fn word(&mut self) -> String {
        let text = self.roll(self.texts.len());
        let place = self.roll(self.texts[text].len());
        self.texts[text][place].clone()
    }

    /// Up to `count` words that follow each other.
    fn words(&mut self, count: usize) -> Vec<String> {
        let text = self.roll(self.texts.len());
        let place = self.roll(self.texts[text].len());
        self.texts[text].iter().skip(place).take(count).cloned().collect()
    }

    fn form(&mut self, text: String) -> Term {
        let letters = text.chars().count();
        match self.roll(20) {
            0 if letters > 4 => {
                Term { text: format!("{}*", text.chars().take(4).collect::<String>()), form: Form::Wildcard }
            }
            1 if letters > 4 => Term { text, form: Form::Fuzzy(1) },
            2 => Term { text, form: Form::Exact },
            _ => Term { text, form: Form::Stemmed },
        }
    }

    fn term(&mut self) -> Term {
        let word = self.word();
        self.form(word)
    }

    fn phrase(&mut self) -> Query {
        let count = 2 + self.roll(2);
        let words = self.words(count);
        let terms = words.into_iter().map(|word| self.form(word)).collect();
        let slop = [0, 0, 0, 1, 2][self.roll(5)];
        Query::Phrase(Phrase { terms, slop })
    }

    fn side(&mut self, depth: usize) -> Query {
        match self.roll(if depth == 0 { 3 } else { 5 }) {
            0 | 1 => Query::Term(self.term()),
            2 => self.phrase(),
            3 => or(vec![self.side(depth - 1), self.side(depth - 1)]),
            _ => self.near(depth - 1),
        }
    }

    fn near(&mut self, depth: usize) -> Query {
        let within = match self.roll(4) {
            0 => Within::Sentence,
            1 => Within::Paragraph,
            _ => Within::Words(1 + self.roll(8) as u32),
        };
        let words = self.words(6);
        let ends = words.first().cloned().zip(words.last().cloned());
        let (left, right) = match ends.filter(|_| depth == 0) {
            Some((left, right)) => (Query::Term(self.form(left)), Query::Term(self.form(right))),
            None => (self.side(depth), self.side(depth)),
        };
        Query::Near(Near { left: Box::new(left), right: Box::new(right), within, ordered: self.roll(2) == 0 })
    }

    /// A question whose parts hold no more than `depth` levels of others.
    pub(super) fn question(&mut self, depth: usize) -> Query {
        match self.roll(if depth == 0 { 6 } else { 10 }) {
            0 | 1 => Query::Term(self.term()),
            2 => self.phrase(),
            3 => {
                let depth = usize::from(self.roll(8) == 0);
                self.near(depth)
            }
            4 => Query::AtLeast { count: 1 + self.roll(3) as u32, term: self.term() },
            5 => {
                let count = 3 + self.roll(5);
                or(self.words(count).into_iter().map(|word| Query::Term(self.form(word))).collect())
            }
            6 => and(vec![self.question(depth - 1), self.question(depth - 1)]),
            7 => or(vec![self.question(depth - 1), self.question(depth - 1)]),
            8 => and(vec![self.question(depth - 1), not(self.question(depth - 1))]),
            _ => {
                let field = ["title", "body"][self.roll(2)];
                Query::In { field, query: Box::new(self.question(0)) }
            }
        }
    }
}
