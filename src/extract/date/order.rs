//! How a site writes its days: the order of day and month in numbers, its country and its language.
//!
//! `03/04/2021` is the third of April or March the fourth. Which it is, the country of the site says, or the region of
//! the language that the page declares, or another date that can be read in one way only; without such evidence the day
//! is not known.

use crate::model::country;
pub(super) use crate::text::date_order::DateOrder as Order;

/// How sure the order of day and month in a date is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// The month is named, or both orders give the same day.
    Only,
    /// The month is named, in English, where writers of this order put it.
    Leans(Order),
    /// One of the numbers is no month: the date proves an order.
    Proves(Order),
    /// Both orders give a day; it was read in this one.
    Open(Order),
}

/// What tells the order of day and month beside the page itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ToldBy {
    /// The habits of the site's country or of the language.
    #[default]
    Habit,
    /// Other records of the same file.
    Records,
    /// Other pages of the site, if they write so.
    Site,
}

/// What is known of how a site writes its days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Locale<'a> {
    /// The order of day and month, where anything tells it.
    pub(super) order: Option<Order>,
    /// What tells it.
    pub(super) told_by: ToldBy,
    /// ISO 3166 code of the site's country.
    pub(super) country: Option<&'a str>,
    /// ISO 639-1 code of the article's language.
    pub(super) lang: Option<&'a str>,
}

/// What there is to judge a site's habits by.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Habits<'a> {
    /// The article's address.
    pub(super) url: Option<&'a str>,
    /// The language of the article's text.
    pub(super) lang: Option<&'a str>,
    /// The language tag that the page or the feed declares.
    pub(super) declared: Option<&'a str>,
    /// The order that other records of the same file show.
    pub(super) shown: Option<Order>,
}

impl<'a> Locale<'a> {
    /// The habits of a site. Its country counts before the declared region, and this only for a text of the declared
    /// language: templates declare American English whatever they hold.
    pub(super) fn of(habits: Habits<'a>) -> Locale<'a> {
        let lang = habits.lang.or(habits.declared).map(primary);
        let domain = habits.url.and_then(country_of);
        let declared = habits.declared.filter(|tag| lang.is_none_or(|lang| primary(tag) == lang)).or(habits.lang);
        let region = declared.and_then(region);
        let country = domain.or(region);
        let order = habits.shown.or_else(|| country.and_then(of_country)).or_else(|| lang.and_then(of_language));
        let told_by = if habits.shown.is_some() { ToldBy::Records } else { ToldBy::Habit };
        Locale { order, told_by, country, lang }
    }

    /// The same for a site whose other pages write in this order.
    pub(super) fn of_site(self, order: Order) -> Locale<'a> {
        Locale { order: Some(order), told_by: ToldBy::Site, ..self }
    }
}

/// The primary subtag of a language tag.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// The region of a language tag, as one of the codes that are known here.
fn region(tag: &str) -> Option<&'static str> {
    let region = tag
        .split(['-', '_', '.'])
        .skip(1)
        .find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()))?;
    code_of(region)
}

/// The code of a country that is there today.
fn code_of(code: &str) -> Option<&'static str> {
    // A code of three letters may be a domain of another kind: `com` is that of the Comoros.
    Some(code).filter(|code| code.len() == 2).and_then(country).map(|found| found.code).filter(|found| found.len() == 2)
}

/// The country of an address's domain.
fn country_of(url: &str) -> Option<&'static str> {
    /// Domains of countries that are sold to everybody, and say nothing of where a site is.
    const SOLD: &[&str] = &["ai", "cc", "co", "fm", "gg", "io", "la", "ly", "me", "nu", "sh", "to", "tv", "vc", "ws"];
    let host = url.split_once("//").map_or(url, |(_, rest)| rest).split(['/', ':', '?', '#']).next()?;
    let domain = host.rsplit('.').next().filter(|_| host.contains('.'))?.to_ascii_lowercase();
    match &*domain {
        "uk" => Some("GB"),
        "gov" | "mil" | "edu" => Some("US"),
        domain if SOLD.contains(&domain) => None,
        domain => code_of(domain),
    }
}

/// The order of a country, where it has one. Canada writes both, and so do countries that write the year first at home.
fn of_country(country: &str) -> Option<Order> {
    match country {
        "US" | "PH" | "PR" | "GU" | "VI" | "AS" | "MP" | "FM" | "MH" | "PW" => Some(Order::MonthFirst),
        "CA" | "CN" | "JP" | "KR" | "KP" | "TW" | "MN" => None,
        _ => Some(Order::DayFirst),
    }
}

/// The order of a language that is not written in countries of both.
fn of_language(lang: &str) -> Option<Order> {
    match lang {
        "en" | "fil" | "tl" | "ja" | "zh" | "ko" | "mn" => None,
        _ => Some(Order::DayFirst),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_country_the_region_or_the_language() {
        let order = |url, lang, declared| Locale::of(Habits { url, lang, declared, shown: None }).order;
        for (url, lang, declared, want) in [
            (Some("https://a.example.co.uk/x"), Some("en"), Some("en-US"), Some(Order::DayFirst)),
            (Some("https://a.example/x"), Some("en"), Some("en-GB"), Some(Order::DayFirst)),
            (Some("https://a.example/x"), Some("en"), Some("en_US"), Some(Order::MonthFirst)),
            (Some("https://a.example/x"), Some("en"), None, None),
            (Some("https://a.example/x"), Some("en"), Some("en"), None),
            (Some("https://a.com/x"), Some("en"), None, None),
            (Some("https://a.example/x"), Some("de"), Some("en-US"), Some(Order::DayFirst)),
            (Some("https://tv.example.io/x"), Some("en"), None, None),
            (Some("https://a.example.ca/x"), Some("en"), Some("en-US"), None),
            (None, None, None, None),
        ] {
            assert_eq!(order(url, lang, declared), want, "{url:?} {lang:?} {declared:?}");
        }
    }
}
