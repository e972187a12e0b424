//! What the words around a name say: whether it is written as a place must be, and whether it is a person's instead.

use super::gazetteer::Gazetteer;
use super::sense::{Doubt, Kind, Role, Sense};
use super::tokens::{Case, Gap, Token};
use crate::lang::{self, Fact};

/// Which words of a text a name takes.
pub(crate) type Span = std::ops::Range<usize>;

/// A city with this many thousand inhabitants or more is not taken for a surname.
const GREAT_CITY: u32 = 1000;

/// The longest article or preposition between "rue" and a name, in bytes.
const MAX_ARTICLE: usize = 3;

/// Whether a language writes what belongs to a country with small letters: "syrien", but "Syrian".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    /// English does not.
    Capital,
    /// Most languages do.
    Small,
}

impl Letters {
    /// How the language of this code does it.
    pub(super) fn of(lang: Option<&str>) -> Letters {
        let capital = |language: &lang::Language| language.words(Fact::Demonyms).any(|word| word == "capital");
        if lang.and_then(lang::language).is_some_and(capital) { Letters::Capital } else { Letters::Small }
    }
}

/// A text cut into tokens, with what holds for all of it.
pub(super) struct Scene<'a> {
    gazetteer: &'a Gazetteer,
    text: &'a str,
    letters: Letters,
    /// The tokens of the text.
    pub tokens: &'a [Token],
    /// Whether most words of the text are in capitals, as wire headlines are.
    shouted: bool,
}

impl<'a> Scene<'a> {
    /// A text with its tokens.
    pub(super) fn new(gazetteer: &'a Gazetteer, text: &'a str, tokens: &'a [Token], letters: Letters) -> Scene<'a> {
        let upper = tokens.iter().filter(|token| token.case == Case::Upper).count();
        Scene { gazetteer, text, letters, shouted: upper * 2 > tokens.len(), tokens }
    }

    /// Whether a name is written as this sense needs it.
    pub(super) fn admits(&self, sense: &Sense, span: &Span, after_place: bool) -> bool {
        let first = &self.tokens[span.start];
        let length = first.range.len();
        if sense.acronym && first.case != Case::Upper && !self.text[first.range.clone()].contains('.') {
            return false;
        }
        if sense.kind == Kind::Usage {
            return sense.small || first.case != Case::Lower;
        }
        if sense.small && self.letters == Letters::Capital {
            return false;
        }
        // "Le Port" is a town, "Le port" a harbour.
        let ends_small = span.len() > 1 && self.tokens[span.end - 1].case == Case::Lower;
        if ends_small && matches!(sense.kind, Kind::City | Kind::Region) {
            return false;
        }
        match (sense.kind, first.case) {
            (Kind::Abbreviation, case) => self.abbreviates(first, case, after_place),
            (_, Case::Uncased) => span.len() > 1 || length > 5,
            (Kind::Demonym, Case::Lower) => sense.small,
            (_, Case::Lower) => false,
            (Kind::City, _) if self.shouted => sense.population >= 500,
            (Kind::City, Case::Upper) => span.len() > 1 || length > 3,
            _ => !(self.shouted && sense.acronym && length == 2),
        }
    }

    /// Whether the words around make the name a person's, or a street's, school's or county's.
    pub(super) fn is_other(&self, span: &Span, sense: &Sense, after_place: bool) -> bool {
        if self.tokens[span.start].case == Case::Title && self.is_on_street(span) {
            return true;
        }
        if self.shouted || matches!(sense.kind, Kind::Demonym | Kind::Institution | Kind::Abbreviation) {
            return false;
        }
        let compound = |token: &Token| token.case != Case::Lower && self.is(token, Role::Compound);
        let named_after = self.after(span).is_some_and(compound);
        let is_person = || self.is_surname(span, sense) || self.is_given_name(span) || self.is_of_one(span, sense);
        named_after || !after_place && span.len() == 1 && !self.is_firm(span) && is_person()
    }

    /// Whether the words around make a firm's name of the country's: "Air Canada", "Kenya Airways".
    pub(super) fn is_firm(&self, span: &Span) -> bool {
        let is_firm = |token: &Token| token.case == Case::Title && self.is(token, Role::Firm);
        let inside = span.len() > 1 && is_firm(&self.tokens[span.end - 1]);
        inside || self.before(span).is_some_and(is_firm) || self.after(span).is_some_and(is_firm)
    }

    /// Whether a word that places stand behind comes before the name: "in", "from".
    pub(super) fn is_located(&self, span: &Span) -> bool {
        self.before(span).is_some_and(|token| self.is(token, Role::Locator))
    }

    /// Whether a word with a capital stands right beside the name, as in names of persons and firms.
    pub(super) fn is_beside_capital(&self, span: &Span) -> bool {
        self.before(span).is_some_and(|token| self.is_part_of_name(token))
            || self.after(span).is_some_and(|token| token.case == Case::Title)
    }

    /// Whether persons have this name as well.
    pub(super) fn is_personal(&self, span: &Span) -> bool {
        span.len() == 1 && self.is(&self.tokens[span.start], Role::Person)
    }

    /// Whether the name stands for a government as well.
    pub(super) fn is_seat(&self, span: &Span) -> bool {
        span.len() == 1 && self.is(&self.tokens[span.start], Role::Seat)
    }

    /// What else a town's or region's name is.
    pub(super) fn doubt(&self, span: &Span, sense: &Sense) -> Doubt {
        let first = &self.tokens[span.start];
        match sense.kind {
            Kind::Region if sense.minor => Doubt::Minor,
            Kind::City | Kind::Region if span.len() > 1 => Doubt::None,
            Kind::City | Kind::Region if self.is(first, Role::Word) => Doubt::Word,
            Kind::City if self.is(first, Role::Namesake) => Doubt::Namesake,
            Kind::City | Kind::Region if self.is_quoted(span) => Doubt::Namesake,
            _ => Doubt::None,
        }
    }

    /// Whether the name stands alone between quotation marks, as titles of books and films do.
    fn is_quoted(&self, span: &Span) -> bool {
        let before = self.text[..self.tokens[span.start].range.start].chars().next_back();
        let after = self.text[self.tokens[span.end - 1].range.end..].chars().find(|c| !matches!(c, '.' | ','));
        let opens = |c: char| matches!(c, '"' | '“' | '„' | '«' | '»' | '‘');
        let closes = |c: char| matches!(c, '"' | '”' | '“' | '»' | '«' | '’');
        before.is_some_and(opens) && after.is_some_and(closes)
    }

    /// "Calif" after a comma, or "TX" right behind a city.
    fn abbreviates(&self, token: &Token, case: Case, after_place: bool) -> bool {
        match token.gap {
            Gap::Comma => case != Case::Lower,
            Gap::Space => after_place && case == Case::Upper && !self.shouted,
            Gap::Break => false,
        }
    }

    /// "Mrs London", "Jack London".
    fn is_surname(&self, span: &Span, sense: &Sense) -> bool {
        if span.start > 0 && self.is_title(&self.tokens[span.start - 1], self.tokens[span.start].gap) {
            return true;
        }
        self.before(span).is_some_and(|token| self.is_part_of_name(token))
            && match sense.kind {
                Kind::Capital | Kind::City => sense.population < GREAT_CITY,
                _ => self.is_personal(span),
            }
    }

    /// Whether a word makes the name behind it a person's or a ship's. A stop behind it ends the sentence where it abbreviates nothing.
    fn is_title(&self, token: &Token, gap: Gap) -> bool {
        const LONGEST_ABBREVIATION: usize = 4;
        let is_short = token.range.len() <= LONGEST_ABBREVIATION;
        self.is(token, Role::Title) && (is_short || gap == Gap::Space)
    }

    /// Whether a word before a name may belong to it: it has a capital, and is none that may stand before a place, as "En"
    /// at the start of a sentence.
    fn is_part_of_name(&self, token: &Token) -> bool {
        token.case == Case::Title && !self.is(token, Role::Opener) && !self.is(token, Role::Locator)
    }

    /// "Georgia Smith", but not "Georgia Police" nor "in Georgia Monday".
    fn is_given_name(&self, span: &Span) -> bool {
        let surname = |token: &Token| token.case == Case::Title && !self.is(token, Role::Follower);
        self.is_personal(span) && !self.is_located(span) && self.after(span).is_some_and(surname)
    }

    /// "rue de Rome", "via Milano".
    fn is_on_street(&self, span: &Span) -> bool {
        let is_street = |token: &Token| self.is(token, Role::Street);
        let Some(before) = self.before(span) else { return false };
        let is_article = before.case == Case::Lower && before.range.len() <= MAX_ARTICLE;
        let behind_article = || self.before(&(span.start - 1..span.start)).is_some_and(is_street);
        is_street(before) || is_article && behind_article()
    }

    /// "Chad, 29, won", "Georgia herself", "Jordan's mother".
    fn is_of_one(&self, span: &Span, sense: &Sense) -> bool {
        let may_be = sense.kind == Kind::City || self.is_personal(span);
        may_be && !self.is_located(span) && (self.has_age(span) || self.has_kin(span))
    }

    /// Whether an age stands behind the name, between commas.
    fn has_age(&self, span: &Span) -> bool {
        let Some(age) = self.tokens.get(span.end).filter(|token| token.gap == Gap::Comma) else { return false };
        let is_age = self.text[age.range.clone()].parse::<u8>().is_ok_and(|years| (1..=110).contains(&years));
        is_age && self.tokens.get(span.end + 1).is_none_or(|next| next.gap != Gap::Space)
    }

    fn has_kin(&self, span: &Span) -> bool {
        let Some(next) = self.after(span) else { return false };
        let is_genitive = &self.text[next.range.clone()] == "s";
        let behind =
            if is_genitive { self.tokens.get(span.end + 1).filter(|t| t.gap == Gap::Space) } else { Some(next) };
        behind.is_some_and(|token| token.case == Case::Lower && self.is(token, Role::Kin))
    }

    fn before(&self, span: &Span) -> Option<&Token> {
        let before = self.tokens.get(span.start.checked_sub(1)?)?;
        (self.tokens[span.start].gap == Gap::Space).then_some(before)
    }

    fn after(&self, span: &Span) -> Option<&Token> {
        self.tokens.get(span.end).filter(|token| token.gap == Gap::Space)
    }

    fn is(&self, token: &Token, role: Role) -> bool {
        self.gazetteer.has_role(token, role)
    }
}
