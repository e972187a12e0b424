//! A word list read into a matcher: which words and phrases speak for which topics, and how strongly.
//!
//! A list is a TSV: topic (its slug), weight (1 faint to 5 sure), and words or phrases separated by commas; the first line
//! names source and licence. `elect*` stands for every word that begins so and `*krieg` for every word that ends so;
//! `Apple` needs its capital and `WHO` all of them; the last word of an English phrase also stands for its plural and
//! verb forms, unless `=` is before the phrase. Rows of the topic `-` speak for nothing: *according to* is no accord. Phrases are kept as a trie over word ids and matched longest first;
//! words that a phrase has used do not count again, so that a *White House* is no house and a *trade union* no trade.

use std::collections::BTreeMap;
use std::ops::Range;

use super::vocabulary::{Class, Ids, KeyMap, MIN_AFFIX, Vocabulary, WordId, has_initial, is_capitals};
use crate::lang::Inflection;
use crate::model::TOPICS;
use crate::text::words::words;

/// The number of a topic: its row in [`TOPICS`].
pub(super) type TopicId = u8;

/// The number of a phrase of a list.
pub(super) type PhraseId = u32;

/// A word list, ready to be matched.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: Vocabulary,
    /// The state that the first word of a phrase leads to, by the word's id.
    first: Vec<PhraseId>,
    /// The state that a further word leads to, by the state before and the word's id.
    next: KeyMap<PhraseId>,
    states: Vec<State>,
    labels: Vec<Vote>,
    inflection: Inflection,
}

/// What a phrase says for a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Vote {
    /// The topic.
    pub topic: TopicId,
    /// The weight that the list gives it.
    pub weight: u8,
}

/// A word of a text, looked up.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// What it may stand for.
    pub ids: Ids,
    /// Where it stands.
    pub range: Range<usize>,
}

#[derive(Clone, Debug, Default)]
struct State {
    /// Its votes, in [`Lexicon::labels`].
    labels: Range<u32>,
    /// Whether a phrase ends here; one that votes for nothing only uses its words up.
    ends: bool,
    /// Whether a longer phrase begins so.
    goes_on: bool,
}

impl Lexicon {
    /// Reads the list of a language. Lines that are no rows are left out; a test walks the lists that ship.
    pub(super) fn read(inflection: Inflection, list: &str) -> Lexicon {
        let mut building = Building::default();
        building.lexicon.inflection = inflection;
        building.lexicon.states.push(State::default());
        for line in list.lines().skip(1) {
            building.row(line);
        }
        building.finish()
    }

    /// Looks a word up; `None` where the list does not know it.
    pub(super) fn token(&self, folded: &str, surface: &str, range: Range<usize>) -> Token {
        let mut ids = self.words.look_up(folded, surface);
        if ids == Ids::default() {
            let bare = self.inflection.without_clitics(folded);
            if bare.len() < folded.len() {
                ids = self.words.look_up(bare, bare);
            }
        }
        Token { ids, range }
    }

    /// The longest phrase that begins with the first token: its id and how many tokens it takes.
    pub(super) fn longest(&self, tokens: &[Token]) -> Option<(PhraseId, usize)> {
        let known = tokens.first()?.ids.iter().filter(|id| **id != 0);
        let mut best = None;
        for id in known {
            let found = self.follow(self.first[*id as usize], &tokens[1..]);
            if let Some((_, length)) = found
                && best.is_none_or(|(_, longest)| length > longest)
            {
                best = found;
            }
        }
        best
    }

    /// What a phrase says.
    pub(super) fn votes(&self, phrase: PhraseId) -> &[Vote] {
        let labels = &self.states[phrase as usize].labels;
        &self.labels[labels.start as usize..labels.end as usize]
    }

    /// Follows the trie from a state as far as the tokens lead; the last state on the way that is a phrase.
    fn follow(&self, mut state: PhraseId, tokens: &[Token]) -> Option<(PhraseId, usize)> {
        let mut found = None;
        let mut length = 1;
        while state != 0 {
            let here = &self.states[state as usize];
            if here.ends {
                found = Some((state, length));
            }
            let Some(token) = tokens.get(length - 1).filter(|_| here.goes_on) else { break };
            let step = |id: &WordId| self.next.get(&edge(state, *id)).copied();
            state = token.ids.iter().filter(|id| **id != 0).find_map(step).unwrap_or_default();
            length += 1;
        }
        found
    }
}

fn edge(state: PhraseId, word: WordId) -> u64 {
    u64::from(state) << 32 | u64::from(word)
}

/// A lexicon being read.
#[derive(Default)]
struct Building {
    lexicon: Lexicon,
    votes: BTreeMap<PhraseId, Vec<Vote>>,
}

impl Building {
    fn row(&mut self, line: &str) -> Option<()> {
        let mut cells = line.split('\t');
        let topics = topics(cells.next()?)?;
        let weight = cells.next()?.parse().ok()?;
        for pattern in cells.next()?.split(',').map(str::trim) {
            if let Some(phrase) = self.phrase(pattern) {
                let votes = self.votes.entry(phrase).or_default();
                for topic in topics.iter().copied() {
                    match votes.iter_mut().find(|vote| vote.topic == topic) {
                        Some(vote) => vote.weight = vote.weight.max(weight),
                        None => votes.push(Vote { topic, weight }),
                    }
                }
            }
        }
        Some(())
    }

    /// The state of a phrase, which is made if it is new.
    fn phrase(&mut self, pattern: &str) -> Option<PhraseId> {
        let parts = words(pattern);
        let last = parts.len().checked_sub(1)?;
        let mut state = 0;
        for (at, part) in parts.iter().enumerate() {
            let surface = &pattern[part.range.clone()];
            let class = match (at, pattern.starts_with('*'), pattern.ends_with('*')) {
                (0, true, _) if part.text.len() >= MIN_AFFIX => Class::Suffix,
                (_, _, true) if at == last && part.text.len() >= MIN_AFFIX => Class::Prefix,
                _ if is_capitals(surface) => Class::Capitals,
                _ if has_initial(surface) => Class::Initial,
                _ => Class::Plain,
            };
            let id = self.lexicon.words.learn(class, &part.text);
            if at == last && class == Class::Plain && !pattern.starts_with('=') {
                let inflection = self.lexicon.inflection;
                inflection.each_form(&part.text, |form| self.lexicon.words.derive(form, id));
            }
            state = self.step(state, id);
        }
        Some(state)
    }

    fn step(&mut self, state: PhraseId, word: WordId) -> PhraseId {
        let lexicon = &mut self.lexicon;
        let new = lexicon.states.len() as PhraseId;
        lexicon.first.resize(lexicon.words.len() + 1, 0);
        let target = match state {
            0 => &mut lexicon.first[word as usize],
            _ => lexicon.next.entry(edge(state, word)).or_default(),
        };
        if *target == 0 {
            *target = new;
            lexicon.states.push(State::default());
            lexicon.states[state as usize].goes_on = true;
        }
        match state {
            0 => lexicon.first[word as usize],
            _ => lexicon.next[&edge(state, word)],
        }
    }

    fn finish(mut self) -> Lexicon {
        for (phrase, votes) in self.votes {
            let start = self.lexicon.labels.len() as u32;
            self.lexicon.labels.extend(votes);
            let state = &mut self.lexicon.states[phrase as usize];
            state.labels = start..self.lexicon.labels.len() as u32;
            state.ends = true;
        }
        self.lexicon
    }
}

/// The topics that a row votes for: the one it names and that one's parent, parents first; none for `-`.
fn topics(slug: &str) -> Option<Vec<TopicId>> {
    if slug == "-" {
        return Some(Vec::new());
    }
    let topic = TOPICS.iter().find(|row| row.slug == slug)?;
    let number = |code| TOPICS.iter().position(|row| row.code == code).and_then(|at| TopicId::try_from(at).ok());
    Some(topic.parent.into_iter().chain([topic.code]).filter_map(number).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::each_word;

    fn found(lexicon: &Lexicon, text: &str) -> Vec<String> {
        let mut tokens = Vec::new();
        each_word(text, |folded, range, _| tokens.push(lexicon.token(folded, &text[range.clone()], range)));
        let (mut at, mut found) = (0, Vec::new());
        while at < tokens.len() {
            match lexicon.longest(&tokens[at..]) {
                Some((phrase, length)) => {
                    let slug = lexicon.votes(phrase).first().map_or("-", |vote| TOPICS[vote.topic as usize].slug);
                    let words = &text[tokens[at].range.start..tokens[at + length - 1].range.end];
                    found.push(format!("{slug}: {words}"));
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    const LIST: &str = "# ours
-\t0\ttrade places
politics\t5\tWhite House, elect*, vote
economy\t3\thouse price, trade, US steel
labour\t4\ttrade union
engineering\t4\tApple, stocks bot
markets\t4\tstock";

    #[test]
    fn the_longest_phrase_wins_and_uses_its_words_up() {
        let lexicon = Lexicon::read(Inflection::English, LIST);
        assert_eq!(found(&lexicon, "The White House and a white house"), ["politics: White House"]);
        assert_eq!(found(&lexicon, "Trade unions trade"), ["labour: Trade unions", "economy: trade"]);
        assert_eq!(found(&lexicon, "house prices of an apple"), ["economy: house prices"]);
        assert_eq!(
            found(&lexicon, "electors voted for Apple"),
            ["politics: electors", "politics: voted", "science-and-technology: Apple"]
        );
        assert_eq!(found(&lexicon, "voted to trade places"), ["politics: voted", "-: trade places"]);
        assert_eq!(found(&lexicon, "stocks fell"), ["economy: stocks"], "a longer way that ends nowhere is left");
    }

    #[test]
    fn arabic_clitics_come_off() {
        let lexicon = Lexicon::read(Inflection::Arabic, "# ours\npolitics\t4\tحكوم*");
        for text in ["حكومة", "الحكومة", "والحكومة", "للحكومة"] {
            assert_eq!(found(&lexicon, text).len(), 1, "{text}");
        }
    }

    #[test]
    fn unspaced_words_are_phrases_of_bigrams() {
        let lexicon = Lexicon::read(Inflection::None, "# ours\nsport\t5\t世界杯\npolitics\t4\t选举");
        assert_eq!(found(&lexicon, "俄罗斯世界杯"), ["sport: 世界杯"]);
        assert_eq!(found(&lexicon, "总统选举"), ["politics: 选举"]);
    }
}
