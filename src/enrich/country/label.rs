//! From mentions to labels: what the story is about, ranked, what it merely mentions, and what each name contributed.

use std::collections::{BTreeMap, BTreeSet};

use super::home::Home;
use super::places::Mention;
use super::sense::Kind;
use super::weigh::{Features, Whole, features, odds_about, odds_meant, rank};
use crate::model::{COUNTRIES, CountryLabel, Evidence, Place};

/// A country with at least these odds is what the story is about. Less than a half, so that countries that are rarely in
/// the news are not passed over.
pub(super) const ABOUT: f32 = 0.4;

/// The first in rank needs only these.
const FOCUS: f32 = 0.05;

/// A country with lower odds than these is not meant: its names are persons', firms' or other places'.
const MEANT: f32 = 0.4;

/// In a text of this many bytes or more a country that is named in passing is only mentioned, whatever the model says: it
/// learnt from wire stories, which are shorter, and in which a name that occurs says much.
const LONG: usize = 2500;

/// The opening of a text, in bytes: what stands here is not named in passing.
const OPENING: usize = 600;

/// A country with less than this share of the names of the leading one is named in passing.
const PASSING: usize = 6;

/// How many names are shown for a label at most; each costs a sum of its own.
const MAX_NAMES: usize = 12;

/// The countries of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::enrich) struct Found {
    /// What the story is about, the focus first.
    pub about: Vec<CountryLabel>,
    /// What is only mentioned, strongest first.
    pub mentioned: Vec<CountryLabel>,
}

/// An article's mentions with the texts they stand in.
pub(super) struct Weighing<'a> {
    /// The mentions, settled.
    pub mentions: &'a [Mention],
    /// The headline.
    pub title: &'a str,
    /// The text.
    pub body: &'a str,
    /// The publisher's home.
    pub home: Option<Home<'a>>,
    /// The site's domain, where its other articles settled a name.
    pub site: Option<&'a str>,
}

/// A country that is named.
pub(super) struct Candidate<'a> {
    /// Its place in `COUNTRIES`.
    pub country: u16,
    /// What names it.
    own: Vec<&'a Mention>,
    /// What the model looks at.
    pub features: Features,
}

impl Candidate<'_> {
    /// Whether a long text names it in passing: late, and once or seldom beside others.
    fn is_passing(&self, whole: &Whole) -> bool {
        let is_late = |mention: &&Mention| mention.place == Place::Body && mention.range.start >= OPENING;
        let is_rare = self.own.len() == 1 || self.own.len() * PASSING < whole.most;
        whole.length >= LONG && is_rare && self.own.iter().all(is_late)
    }
}

impl Weighing<'_> {
    /// The countries of the article.
    pub(super) fn found(&self) -> Found {
        let Some((whole, mut candidates)) = self.candidates() else { return Found::default() };
        let governments = self.governments();
        let is_government = |candidate: &Candidate| governments.contains(&candidate.country);
        candidates.retain(|c| odds_about(&c.features) >= ABOUT || odds_meant(&c.features) >= MEANT || is_government(c));
        candidates.sort_by(|a, b| rank(&b.features).total_cmp(&rank(&a.features)).then(a.country.cmp(&b.country)));
        self.part(&candidates, &whole, &governments)
    }

    /// The countries whose capitals stand for their governments in the headline: *Washington* beside others, as in "Washington and
    /// Athens sign a lease". Elsewhere a capital is a town as well.
    fn governments(&self) -> BTreeSet<u16> {
        let in_title = |mention: &&Mention| mention.place == Place::Title && !mention.fixed;
        let headline = || self.mentions.iter().filter(in_title);
        let named = headline().filter(|mention| mention.seat || mention.kind == Kind::Capital);
        let named: BTreeSet<u16> = named.map(|mention| mention.country).collect();
        if named.len() > 1 && headline().any(|mention| mention.seat) { named } else { BTreeSet::new() }
    }

    /// The countries that are named at all, in the order of their table; none where none is.
    pub(super) fn candidates(&self) -> Option<(Whole, Vec<Candidate<'_>>)> {
        let first = self.mentions.first()?;
        let mut by_country: BTreeMap<u16, Vec<&Mention>> = BTreeMap::new();
        for mention in self.mentions {
            by_country.entry(mention.country).or_default().push(mention);
        }
        let whole = Whole {
            mentions: self.mentions.len(),
            most: by_country.values().map(Vec::len).max().unwrap_or_default(),
            countries: by_country.len(),
            first: first.country,
            home: self.home.as_ref().map(|home| home.country),
            length: self.body.len(),
        };
        let candidates = by_country.into_iter().map(|(country, own)| {
            let features = features(&own, &whole);
            Candidate { country, own, features }
        });
        Some((whole, candidates.collect()))
    }

    /// Parts the countries that are meant, which come by rank, into those of the story and those beside it.
    fn part(&self, candidates: &[Candidate], whole: &Whole, governments: &BTreeSet<u16>) -> Found {
        let mut found = Found::default();
        // Airlines of several lands that share a lounge are what the story is about, and not their lands.
        let is_of_firms = whole.countries > 1 && self.mentions.iter().all(|mention| mention.firm);
        for candidate in candidates {
            let about = if is_of_firms { 0.0 } else { odds_about(&candidate.features) };
            let is_told = about >= ABOUT && !candidate.is_passing(whole) || governments.contains(&candidate.country);
            if is_told || found.about.is_empty() && about > FOCUS {
                found.add(self.label(candidate, whole, odds_about), Part::About);
            } else {
                found.add(self.label(candidate, whole, odds_meant), Part::Mentioned);
            }
        }
        found.mentioned.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.code.cmp(&b.code)));
        found
    }

    fn label(&self, candidate: &Candidate, whole: &Whole, odds: fn(&Features) -> f32) -> CountryLabel {
        let weight = odds(&candidate.features);
        let code = COUNTRIES[usize::from(candidate.country)].code.to_owned();
        CountryLabel { code, weight, evidence: self.evidence(candidate, whole, weight, odds) }
    }

    /// The names that speak for a country. The weight of a name is what the odds lose without it, in equal parts for
    /// each of its places.
    fn evidence(&self, candidate: &Candidate, whole: &Whole, weight: f32, odds: fn(&Features) -> f32) -> Vec<Evidence> {
        let mut weights: BTreeMap<u32, f32> = BTreeMap::new();
        let mut evidence = Vec::new();
        for mention in &candidate.own {
            if !weights.contains_key(&mention.sense) {
                if weights.len() == MAX_NAMES {
                    continue;
                }
                let rest = without(candidate, |other| other.sense == mention.sense, whole, odds);
                weights.insert(mention.sense, (weight - rest).max(0.0));
            }
            evidence.push(self.spot(mention, weights[&mention.sense]));
        }
        let home = self.home.as_ref().filter(|home| home.country == candidate.country);
        evidence.extend(home.map(|home| {
            let weight = weight - odds(&features(&candidate.own, &Whole { home: None, ..*whole }));
            Evidence { words: home.words.to_owned(), place: Place::Publisher, offset: None, weight }
        }));
        let site = self.site.filter(|_| candidate.own.iter().any(|mention| mention.by_site));
        evidence.extend(site.map(|site| {
            let weight = (weight - without(candidate, |mention| mention.by_site, whole, odds)).max(0.0);
            Evidence { words: site.to_owned(), place: Place::Site, offset: None, weight }
        }));
        evidence
    }

    fn spot(&self, mention: &Mention, weight: f32) -> Evidence {
        let text = if mention.place == Place::Title { self.title } else { self.body };
        let words = text[mention.range.clone()].to_owned();
        Evidence { words, place: mention.place, offset: Some(mention.range.start), weight }
    }
}

/// The odds of a country if some of its names had not been there.
fn without(candidate: &Candidate, is_out: impl Fn(&Mention) -> bool, whole: &Whole, odds: fn(&Features) -> f32) -> f32 {
    let rest: Vec<&Mention> = candidate.own.iter().copied().filter(|mention| !is_out(mention)).collect();
    if rest.is_empty() {
        return 0.0;
    }
    let mentions = whole.mentions - (candidate.own.len() - rest.len());
    odds(&features(&rest, &Whole { mentions, ..*whole }))
}

/// The two parts of [`Found`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    About,
    Mentioned,
}

impl Found {
    /// Adds a label to a part; a vanished state brings the country that it became, which stands before it as a topic does
    /// before those below it. A country that is there already keeps its label.
    fn add(&mut self, label: CountryLabel, part: Part) {
        let row = COUNTRIES.iter().find(|row| row.code == label.code);
        let successor =
            row.and_then(|row| row.successor).map(|code| CountryLabel { code: code.to_owned(), ..label.clone() });
        for label in successor.into_iter().chain([label]) {
            if self.about.iter().chain(&self.mentioned).any(|known| known.code == label.code) {
                continue;
            }
            match part {
                Part::About => self.about.push(label),
                Part::Mentioned => self.mentioned.push(label),
            }
        }
    }
}
