//! Finding the countries of an article.

use std::collections::BTreeSet;

use super::context::Letters;
use super::dateline::mark_dateline;
use super::doubt::drop_doubtful;
use super::gazetteer::Gazetteer;
use super::home::home;
use super::label::{Found, Weighing};
use super::places::{Mention, places};
use super::resolve::resolve_country;
use super::sense::Kind;
use super::settle::settle;
use super::site::{Open, Outcome, settle_names};
use super::tokens::tokens;
use crate::model::{Article, Clue, CountryLabel, Evidence, Place, Settlement};

/// How many bytes of a text are read at most: by then it has said what it is about.
const MAX_BYTES: usize = 200_000;

/// The countries of an article, and what it tells of its site.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Countries {
    /// The countries.
    pub(crate) found: Found,
    /// What the article, read alone, tells of its site and leaves to it.
    pub(crate) clues: Vec<Clue>,
}

/// Finds the countries of an article in this language, with what other articles of its site settle in it.
pub(crate) fn find_countries(article: &Article, lang: Option<&str>, settlement: &Settlement) -> Countries {
    let title = article.title.as_deref().unwrap_or_default();
    let body = &article.body[..article.body.floor_char_boundary(MAX_BYTES)];
    let home = article.url.as_deref().and_then(home);
    let (mut mentions, usage) = read(title, body, lang, home.map(|home| home.country));
    let mut found = Weighing { mentions: &mentions, title, body, home, site: None }.found();
    let gazetteer = Gazetteer::of(lang);
    let clues =
        Open { gazetteer: &gazetteer, texts: [title, body], usage: &usage }.clues(&mentions, found.about.first());
    if settle_names(&gazetteer, [title, body], &settlement.names, &mut mentions) == Outcome::Changed {
        let site = article.site.as_ref().and_then(|site| site.domain.as_deref());
        found = Weighing { mentions: &mentions, title, body, home, site }.found();
    }
    let declared = article.countries.iter().filter_map(|name| resolve_country(name)).map(declared).collect();
    Countries { found: with_declared(declared, found), clues }
}

/// The label of a country that the record itself declares.
fn declared(row: &'static crate::model::CountryInfo) -> CountryLabel {
    let evidence = Evidence { words: row.name.to_owned(), place: Place::Metadata, offset: None, weight: 1.0 };
    CountryLabel { code: row.code.to_owned(), weight: 1.0, evidence: vec![evidence] }
}

/// The names of countries, and of places in them, that are meant in a text of this language; `home` is the publisher's country.
#[cfg(test)]
pub(super) fn mentions(title: &str, body: &str, lang: Option<&str>, home: Option<u16>) -> Vec<Mention> {
    read(title, body, lang, home).0
}

/// The names that are meant in a text, and for which countries its words speak beside them, each once for every such word.
fn read(title: &str, body: &str, lang: Option<&str>, home: Option<u16>) -> (Vec<Mention>, Vec<u16>) {
    let (gazetteer, letters) = (Gazetteer::of(lang), Letters::of(lang));
    let cut = [title, body].map(tokens);
    let texts = [(Place::Title, title, &*cut[0]), (Place::Body, body, &*cut[1])];
    let mut found = places(&gazetteer, &texts, letters);
    let usage = take_usage(&gazetteer, &mut found);
    mark_dateline(body, &mut found);
    settle(&gazetteer, &mut found, &usage.iter().copied().chain(home).collect::<Vec<_>>());
    drop_doubtful(&mut found, &cut, letters, home);
    (found, usage)
}

/// Takes the words of a country's papers from the names: a country for each such word, which counts once.
fn take_usage(gazetteer: &Gazetteer, found: &mut Vec<Mention>) -> Vec<u16> {
    let mut words: BTreeSet<u32> =
        found.extract_if(.., |m| m.kind == Kind::Usage).map(|mention| mention.sense).collect();
    // An institution of one country may be such a word too: the Guardia Civil, but no City Council.
    words.extend(found.iter().filter(|m| m.kind == Kind::Institution && !m.shared).map(|m| m.sense));
    let senses = words.into_iter().flat_map(|word| gazetteer.senses(word));
    senses.filter(|sense| sense.kind == Kind::Usage).map(|sense| sense.country).collect()
}

/// Puts what the record declares before what was found; a country that is both keeps the evidence of both.
fn with_declared(mut about: Vec<CountryLabel>, found: Found) -> Found {
    let mut mentioned = Vec::new();
    let labels = found.about.into_iter().map(|label| (label, true));
    for (label, is_about) in labels.chain(found.mentioned.into_iter().map(|label| (label, false))) {
        match about.iter_mut().find(|known| known.code == label.code) {
            Some(known) => known.evidence.extend(label.evidence),
            None if is_about => about.push(label),
            None => mentioned.push(label),
        }
    }
    Found { about, mentioned }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::COUNTRIES;

    /// The codes of the places in a text of this language, each once.
    fn codes(lang: &str, title: &str, body: &str) -> Vec<&'static str> {
        let found = mentions(title, body, Some(lang), None);
        let mut codes: Vec<&str> = found.iter().map(|m| COUNTRIES[usize::from(m.country)].code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    #[test]
    fn traps_of_context() {
        for (text, want) in [
            ("The mayor of Paris, Texas, opened the fair.", &["US"][..]),
            ("The mayor of Paris, France, opened the fair.", &["FR"]),
            ("A fire burnt in Atlanta, Georgia, overnight.", &["US"]),
            ("Officials met in Tbilisi, Georgia, on Monday.", &["GE"]),
            ("They spoke to Michael Jordan after the match.", &[]),
            ("We roast a turkey and set the china out.", &[]),
            ("It tells us nothing.", &[]),
            ("The U.S. will send an envoy to Syria.", &["SY", "US"]),
            ("A spokesman for the Kremlin would not comment.", &["RU"]),
            ("Georgia Miller won the race. Georgia had trained for years.", &[]),
            ("The school board met at Jordan Elementary.", &[]),
            ("Shrimpers in the Gulf of Mexico lost their boats.", &[]),
            ("A fire broke out in London, Ontario. London has two stations.", &["CA"]),
            ("Residents of Lebanon, Pa., met at the Lebanon library.", &["US"]),
            ("The U.S. envoy flew to Lebanon.", &["LB", "US"]),
            ("A factory in Mexico, Missouri, will close. The mayor of Mexico was told.", &["US"]),
            ("Peru, Indiana, voted to keep its library.", &["US"]),
            ("The firm has plants in Mexico, California and Texas.", &["MX", "US"]),
            ("The firm has plants in Mexico, California, and Texas.", &["MX", "US"]),
            ("The sea wall in Boston, Lincolnshire, was repaired.", &["GB"]),
            (
                "A man was charged after a fire in Perth. Police Scotland said he would appear at the sheriff court.",
                &["GB"],
            ),
            ("A fire burnt a house in Perth overnight, the police said.", &["AU"]),
        ] {
            assert_eq!(codes("en", "", text), want, "{text}");
        }
    }

    #[test]
    fn languages_and_their_cases() {
        for (lang, text, want) in [
            ("de", "Die Regierung Syriens trat zurück.", "SY"),
            ("ru", "Переговоры прошли в Турции.", "TR"),
            ("fr", "Le gouvernement de la Norvège", "NO"),
            ("es", "El presidente viajó a Alemania.", "DE"),
            ("zh", "俄罗斯总统", "RU"),
            ("fr", "Un diplomate syrien a été reçu.", "SY"),
            ("es", "La presidenta mexicana viajó ayer.", "MX"),
            ("pt", "O governo angolano anunciou um acordo.", "AO"),
            ("it", "Il ministro ungherese ha risposto.", "HU"),
            ("de", "Türkische Soldaten kehrten heim.", "TR"),
            ("ru", "Польского посла вызвали в министерство.", "PL"),
            ("uk", "Угорського посла викликали до міністерства.", "HU"),
            ("ar", "وصل الوزير العراقي أمس", "IQ"),
            ("fa", "نماینده ایرانی گفت", "IR"),
            ("tr", "Suriyeli mülteciler geldi.", "SY"),
            ("es", "La nieve cortó carreteras de Granada, avisa la Junta de Andalucía.", "ES"),
            ("es", "La Guardia Civil ha detenido en Granada a dos hombres que robaban en Jaén.", "ES"),
            ("es", "Agentes de la Guardia Civil detuvieron en Granada a dos hombres.", "ES"),
            ("fr", "Les pompiers de la Drôme ont éteint un feu à Valence.", "FR"),
            ("zh", "克里姆林宫发言人说", "RU"),
            ("ja", "ホワイトハウスは発表した", "US"),
        ] {
            assert_eq!(codes(lang, "", text), [want], "{text}");
        }
    }

    #[test]
    fn names_resolve_in_many_languages() {
        for (name, code) in [
            ("syria", "SY"),
            ("Syrien", "SY"),
            ("Сирия", "SY"),
            ("SYR", "SY"),
            ("DDR", "DDDE"),
            ("Syrie", "SY"),
            ("سوريا", "SY"),
            ("シリア", "SY"),
            ("URSS", "SUHH"),
            ("Georgia", "GE"),
        ] {
            assert_eq!(resolve_country(name).map(|row| row.code), Some(code), "{name}");
        }
        assert_eq!(resolve_country("Atlantis"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read(title in ".{0,40}", body in ".{0,300}", lang in "en|de|ru|zh|lt") {
            codes(&lang, &title, &body);
        }
    }
}
