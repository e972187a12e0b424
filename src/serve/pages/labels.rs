//! What values are called.

use std::borrow::Cow;

use crate::lang::{self, Fact};
use crate::model::{self, DateSource, PageKind, Place, Published, Spread};

/// What a value of a filter is called.
pub(super) fn value<'v>(field: &str, value: &'v str) -> Cow<'v, str> {
    if value == "unknown" {
        return Cow::Borrowed("unknown");
    }
    match field {
        "country" | "mentions" => country(value).into(),
        "topic" => model::topic_named(value).map_or(topic(value), |topic| topic.name).into(),
        "lang" => language(value),
        _ => value.into(),
    }
}

/// What a facet or a filter is called.
pub(super) fn field(name: &str) -> &str {
    match name {
        "country" => "About",
        "mentions" => "Mentioned",
        "topic" => "Topic",
        "site" => "Publisher",
        "lang" => "Language",
        "kind" => "Kind",
        "author" | "authors" => "Author",
        "sections" => "Section",
        "tags" => "Keyword",
        other => other,
    }
}

/// The name of a country by its code.
pub(super) fn country(code: &str) -> &str {
    model::country(code).map_or(code, |country| country.name)
}

/// The name of a topic by its code.
pub(super) fn topic(code: &str) -> &str {
    model::topic(code).map_or(code, |topic| topic.name)
}

/// The English name of a language by its code.
pub(super) fn language(code: &str) -> Cow<'_, str> {
    let name = lang::language(code).and_then(|language| language.words(Fact::Name).next());
    name.map_or(code.into(), capitalized)
}

fn capitalized(name: &str) -> Cow<'_, str> {
    let mut characters = name.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect::<String>().into()
}

/// What a kind of page is called.
pub(super) fn kind(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Article => "article",
        PageKind::LiveBlog => "live blog",
        PageKind::Gallery => "gallery",
        PageKind::Brief => "brief",
        PageKind::List => "list of articles",
        PageKind::Notice => "notice of the site",
    }
}

/// A date as far as it is known.
pub(super) fn date(published: Option<&Published>) -> String {
    published.map_or_else(|| "date unknown".to_owned(), Published::day_text)
}

/// What a date rests on.
pub(super) fn date_source(source: DateSource) -> &'static str {
    match source {
        DateSource::Record => "a field of the record",
        DateSource::FrontMatter => "the front matter",
        DateSource::JsonLd => "the page’s JSON-LD",
        DateSource::Meta => "a meta element of the page",
        DateSource::TimeElement => "a time element of the page",
        DateSource::Url => "the address",
        DateSource::Dateline => "the dateline",
        DateSource::Text => "a date near the headline",
        DateSource::File => "the date of the file",
        DateSource::Warc => "the time of the capture",
        DateSource::DocumentInfo => "the document’s information",
        DateSource::Lead => "a day in the first paragraph",
    }
}

/// Where a piece of evidence stands.
pub(super) fn place(place: Place) -> &'static str {
    match place {
        Place::Title => "headline",
        Place::Body => "text",
        Place::Dateline => "dateline",
        Place::Metadata => "publisher’s labels",
        Place::Url => "address",
        Place::Publisher => "publisher’s home",
        Place::Site => "other articles of the site",
    }
}

/// How far a story spread.
pub(super) fn spread(spread: &Spread) -> String {
    let copies = if spread.copies == 1 { "1 copy".to_owned() } else { format!("{} copies", spread.copies) };
    let sites = if spread.sites.is_empty() { String::new() } else { format!(" · {}", spread.sites.join(", ")) };
    let days = match &spread.days {
        Some((first, last)) if first == last => format!(" · {first}"),
        Some((first, last)) => format!(" · {first} to {last}"),
        None => String::new(),
    };
    format!("{copies}{sites}{days}")
}

/// Text without the characters that XML has no place for.
pub(super) fn for_xml(text: &str) -> String {
    text.chars().map(|c| if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c }).collect()
}

/// A number with its thousands set off.
pub(super) fn number(number: u64) -> String {
    let digits = number.to_string();
    let grouped: Vec<&str> = (0..digits.len().div_ceil(3))
        .rev()
        .map(|group| {
            let end = digits.len() - 3 * group;
            &digits[end.saturating_sub(3)..end]
        })
        .collect();
    grouped.join("\u{202f}")
}

/// A number of things.
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_off() {
        let shown = [0, 999, 1000, 1_234_567].map(number).map(|text| text.replace('\u{202f}', " "));
        assert_eq!(shown, ["0", "999", "1 000", "1 234 567"]);
    }
}
