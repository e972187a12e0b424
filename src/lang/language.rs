//! One language, as the tables of its folder tell it.

/// A language: its code and the tables of its folder, empty where it has none.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// ISO 639-1 code.
    pub code: &'static str,
    /// `language.tsv`: a [`Fact`] and its words a line.
    pub facts: &'static str,
    /// `calendar.tsv`: names of months as facts. Made from Unicode CLDR.
    pub calendar: &'static str,
    /// `phrases.tsv`: a [`Phrase`] and its words a line.
    pub phrases: &'static str,
    /// `countries.tsv`: code, names, demonyms and institutions a line; words beside places in lines that begin with a
    /// hyphen. Written by hand.
    pub countries: &'static str,
    /// `cldr.tsv`: code and names a line. Made from Unicode CLDR.
    pub cldr: &'static str,
    /// `topics.tsv`: topic, weight and words a line.
    pub topics: &'static str,
    /// `sections.tsv`: topic, names of sections, and what people call the topic a line.
    pub sections: &'static str,
}

/// What `language.tsv` says of a language. A fact may have several rows; words are separated by `|`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// What the language is called, in English and in itself; after that what the languages of news databases and
    /// catalogues (ISO 639-2) call it.
    Name,
    /// `capital` where the inhabitants and adjectives of a country are written with capitals ("Syrian").
    Demonyms,
    /// `capital` where all nouns are written with capitals.
    Nouns,
    /// Its ISO 639-3 code, where the detector of languages knows it.
    Detector,
    /// Its stemmer; see [`super::Stem`].
    Stemmer,
    /// Endings that its stemmer does not see as forms of one word, folded, each as `plural>singular`.
    Endings,
    /// Folded words that share no ending with the word that they are forms of, each as `form>word`.
    Forms,
    /// What a stemmer that is a table cuts off, folded: of each row the longest ending, one row after another; `+` before it:
    /// only after a vowel (a, e, i, o, u), `=`: only after another letter. A number in the row: how many letters are left at least.
    Suffixes,
    /// Last letters of stems that are others before some endings, each as `letter>other`.
    Finals,
    /// How names end that the stemmer takes for forms of other words, folded, each as `ending>ending of a form`.
    NameEndings,
    /// The letters of its other script, folded, each as `letter>letters` of the one that its stemmer reads.
    Letters,
    /// The rules of its [`super::Inflection`], where it has some.
    Inflection,
    /// Words that its sentences can hardly do without. Given for languages that share their script with others.
    FunctionWords,
    /// Words before a full stop that seldom end a sentence.
    Abbreviations,
    /// Signs of its own that end a sentence.
    SentenceEnds,
    /// The twelve months, January first; where forms differ by case, the one that stands in dates.
    Months,
    /// The twelve months of the Solar Hijri calendar, Farvardin first.
    JalaliMonths,
    /// The twelve months of the Islamic calendar, Muharram first.
    HijriMonths,
    /// The thirteen months of the Ethiopian calendar, Meskerem first.
    EthiopianMonths,
    /// The seven days of the week, Monday first, long and short.
    Weekdays,
    /// Words that make the number after them a month.
    MonthWords,
    /// Words between the parts of a date: "of", "de".
    DateParticles,
    /// Parts of words that make a date the day of publication.
    Published,
    /// Parts of words that make a date the day of the last change.
    Changed,
    /// Parts of words that make a date something else: of an event, of a membership.
    OtherDays,
    /// "and" between two names.
    And,
    /// Words of a time that is counted from now: "3 hours ago", "yesterday".
    FromNow,
    /// How words for minutes begin; one of a single letter is the whole word.
    Minutes,
    /// How words for hours begin.
    Hours,
    /// How words for days begin.
    Days,
    /// "yesterday".
    Yesterday,
    /// "today", "just now".
    Today,
}

impl Fact {
    /// All facts, and the first cell of their rows.
    pub const ALL: [(&'static str, Fact); 32] = [
        ("name", Fact::Name),
        ("demonyms", Fact::Demonyms),
        ("nouns", Fact::Nouns),
        ("detector", Fact::Detector),
        ("stemmer", Fact::Stemmer),
        ("endings", Fact::Endings),
        ("forms", Fact::Forms),
        ("suffixes", Fact::Suffixes),
        ("finals", Fact::Finals),
        ("name-endings", Fact::NameEndings),
        ("letters", Fact::Letters),
        ("inflection", Fact::Inflection),
        ("function-words", Fact::FunctionWords),
        ("abbreviations", Fact::Abbreviations),
        ("sentence-ends", Fact::SentenceEnds),
        ("months", Fact::Months),
        ("jalali-months", Fact::JalaliMonths),
        ("hijri-months", Fact::HijriMonths),
        ("ethiopian-months", Fact::EthiopianMonths),
        ("weekdays", Fact::Weekdays),
        ("month-words", Fact::MonthWords),
        ("date-particles", Fact::DateParticles),
        ("published", Fact::Published),
        ("changed", Fact::Changed),
        ("other-days", Fact::OtherDays),
        ("and", Fact::And),
        ("from-now", Fact::FromNow),
        ("minutes", Fact::Minutes),
        ("hours", Fact::Hours),
        ("days", Fact::Days),
        ("yesterday", Fact::Yesterday),
        ("today", Fact::Today),
    ];

    fn head(self) -> &'static str {
        Fact::ALL[self as usize].0
    }
}

/// Lines that are no part of a story, by how they begin or, where it is said, by all that they say, in small letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// "Read more: …".
    ReadMore,
    /// "Sign up to our newsletter", "This site uses cookies".
    Notice,
    /// "Photo: …".
    Credit,
    /// "By …", "Updated …". A space at the end is part of the phrase; `|` closes the line after it.
    Byline,
    /// What stands before the writers' names in a byline: "By ".
    Author,
    /// What stands behind the writer's name in a byline: "기자".
    AuthorBehind,
    /// What plugins call the writer: "Written by".
    AuthorLabel,
    /// How the text of a link or label beside a byline begins: "View all posts".
    NoAuthor,
    /// A whole line that is something to press or a place to go to: "Share", "Log in", "Privacy policy".
    Control,
    /// A whole line that opens a box of other stories, tags or comments: "Related articles", "Most read".
    Aside,
    /// A whole line that opens what readers wrote: "Comments"; where it ends in `…`, how such a line begins.
    Comments,
    /// Parts of words that stand close together where a site asks for consent or offers a subscription: "cookie", "inbox".
    Offer,
    /// What newsletters say of themselves, at the start of a line: "Unsubscribe", "View in browser".
    MailNotice,
    /// Names of lines above a text, each after the field that it gives: `title:headline`.
    Header,
    /// "Leave a reply", "Your email address will not be published".
    CommentForm,
    /// A word for what the people of the press do, after a name: "correspondent".
    Role,
    /// What stands anywhere in an offer to those who have no subscription: "cancel at any time".
    Subscription,
    /// How a page begins that asks for consent before it shows anything: "We value your privacy".
    Consent,
    /// How a page begins that wants to know whether somebody is a robot: "Verify you are human".
    Robot,
    /// How a page begins that was not found: "Page not found".
    Missing,
    /// What the time that reading takes is called, anywhere in a line: "min read".
    ReadingTime,
    /// A whole line that interrupts a story, which goes on below: "Advertisement"; of several words, how such a line begins:
    /// "story continues below".
    Interruption,
    /// A word of the names of papers: "gazette"; among them the articles that open such a name.
    Publication,
}

impl Phrase {
    /// All kinds, and the first cell of their rows.
    pub const ALL: [(&'static str, Phrase); 23] = [
        ("read-more", Phrase::ReadMore),
        ("notice", Phrase::Notice),
        ("credit", Phrase::Credit),
        ("byline", Phrase::Byline),
        ("author", Phrase::Author),
        ("author-behind", Phrase::AuthorBehind),
        ("author-label", Phrase::AuthorLabel),
        ("no-author", Phrase::NoAuthor),
        ("control", Phrase::Control),
        ("aside", Phrase::Aside),
        ("comments", Phrase::Comments),
        ("offer", Phrase::Offer),
        ("mail-notice", Phrase::MailNotice),
        ("header", Phrase::Header),
        ("comment-form", Phrase::CommentForm),
        ("role", Phrase::Role),
        ("subscription", Phrase::Subscription),
        ("consent", Phrase::Consent),
        ("robot", Phrase::Robot),
        ("missing", Phrase::Missing),
        ("reading-time", Phrase::ReadingTime),
        ("interruption", Phrase::Interruption),
        ("publication", Phrase::Publication),
    ];

    fn head(self) -> &'static str {
        Phrase::ALL[self as usize].0
    }
}

impl Language {
    /// A language without tables.
    pub(super) const EMPTY: Language =
        Language { code: "", facts: "", calendar: "", phrases: "", countries: "", cldr: "", topics: "", sections: "" };

    /// The rows of a fact, each with its words; those written by hand first.
    pub fn rows(&self, fact: Fact) -> impl Iterator<Item = impl Iterator<Item = &'static str>> {
        rows(self.facts, fact.head()).chain(rows(self.calendar, fact.head()))
    }

    /// The words of a fact, of all its rows.
    pub fn words(&self, fact: Fact) -> impl Iterator<Item = &'static str> {
        self.rows(fact).flatten()
    }

    /// What papers and people call the topics.
    pub fn topic_names(&self) -> impl Iterator<Item = TopicNames> {
        let names = |cell: Option<&'static str>| {
            cell.into_iter().flat_map(|cell| cell.split(',')).map(str::trim).filter(|name| !name.is_empty()).collect()
        };
        self.sections.lines().filter(|line| !line.starts_with('#')).filter_map(move |line| {
            let mut cells = line.split('\t');
            let topic = cells.next()?;
            Some(TopicNames { topic, sections: names(cells.next()), names: names(cells.next()) })
        })
    }

    /// The openings of a kind of line.
    pub fn phrases(&self, phrase: Phrase) -> impl Iterator<Item = &'static str> {
        rows(self.phrases, phrase.head()).flatten()
    }
}

/// A row of `sections.tsv`: what a topic is called.
#[derive(Clone, Debug)]
pub struct TopicNames {
    /// The topic's slug.
    pub topic: &'static str,
    /// Sections of papers, tags and folders of addresses.
    pub sections: Vec<&'static str>,
    /// What people call it, beside IPTC's names.
    pub names: Vec<&'static str>,
}

/// The rows of a table that begin with `head`, cut into words.
fn rows(table: &'static str, head: &'static str) -> impl Iterator<Item = impl Iterator<Item = &'static str>> {
    let cells = table.lines().filter_map(|line| line.split_once('\t'));
    let own = cells.filter(move |(own, _)| *own == head);
    own.map(|(_, words)| words.split('|').filter(|word| !word.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LANGUAGES;

    #[test]
    fn every_row_of_every_table_is_known() {
        for language in LANGUAGES {
            let facts: Vec<&str> = Fact::ALL.iter().map(|(head, _)| *head).collect();
            let phrases: Vec<&str> = Phrase::ALL.iter().map(|(head, _)| *head).collect();
            for (table, heads) in [(language.facts, facts), (language.phrases, phrases)] {
                let mut lines = table.lines();
                assert!(
                    lines.next().is_none_or(|first| first.starts_with("# ") && first.contains("MIT OR Apache-2.0"))
                );
                for line in lines {
                    let head = line.split('\t').next().unwrap_or_default();
                    assert!(heads.contains(&head) && line.contains('\t'), "{}: {line}", language.code);
                }
            }
        }
    }

    #[test]
    fn every_language_has_a_name_and_twelve_months_or_none() {
        for language in LANGUAGES {
            assert!(language.words(Fact::Name).next().is_some(), "{}", language.code);
            for months in language.rows(Fact::Months) {
                assert_eq!(months.count(), 12, "{}", language.code);
            }
        }
    }

    #[test]
    fn facts_and_phrases_stand_at_their_places() {
        assert!(Fact::ALL.iter().enumerate().all(|(at, (_, fact))| at == *fact as usize));
        assert!(Phrase::ALL.iter().enumerate().all(|(at, (_, phrase))| at == *phrase as usize));
    }
}
