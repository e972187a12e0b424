//! A record of an export: a JSON object with the article's text and what is known of it.
//!
//! What its fields mean is known by their names (`field_map`), those that the user gave before the usual ones. Fields that
//! are not asked for are skipped without being kept; that a record's text may be among them is reported once a file
//! ([`account`](super::account)). Where a record keeps the article in an object of its own (`_source`, `article`,
//! `attributes`), it is found by what it holds.

use serde_json::{Map, Value};

use super::account::{Account, Unread};
use super::beside;
use super::distinct::Distinct;
use super::markup;
use super::object::parse;
use super::own::{self, Claim};
use super::repair::repaired;
use super::values::{date, is_nothing, is_start_of_clock, label, moment, texts_of, values_in, without_cut};
use crate::model::{Capture, Declared, Entry, Extent, MediaType, Origin};
use crate::source::byline::{self, NameOrder};
use crate::source::field_map::{
    Field, FieldMap, IS_PUBLISHED, KIND, NAME, SLUGS, SUBKIND, is_of_keywords, is_of_messages, is_of_posts, meanings,
    squeezed,
};
use crate::{Error, Result};

/// How deep in a record the article may lie.
const DEEPEST: usize = 3;
/// The field in which Pinboard keeps the note on a link, beside a description that is the link's headline.
const NOTE: &str = "extended";
/// Where Readwise Reader shows what it keeps: no address of an article.
const READER: &str = "https://read.readwise.io/";
/// No caption or profile is longer than this, in bytes.
const CAPTION: usize = 200;
/// Names that say of a text that it is the whole one, where another beside it is what a search shows of it.
const WHOLE: [&str; 5] = ["rawcontent", "fulltext", "fullcontent", "fullarticle", "articletext"];
/// How many times longer it is then at least.
const LONGER: usize = 2;

/// The capture that a record holds; what it lacks goes on the account of its file.
pub(super) fn capture(origin: Origin, json: &[u8], fields: &FieldMap, account: &mut Account) -> Result<Capture> {
    match own::claim(&origin, json) {
        Claim::True(entry) => return Ok(taken_over(origin, entry)),
        Claim::False => account.note_false_claim(),
        Claim::None => {}
    }
    let text = account.text_of(json);
    let parsed = parse(&text, fields);
    let mended = if parsed.is_err() { repaired(&text) } else { None };
    let text = mended.as_deref().unwrap_or(&text);
    let object = if mended.is_some() { parse(text, fields) } else { parsed }?;
    let values = if object.tells(fields, Field::Title) && object.tells(fields, Field::Text) {
        vec![object.values]
    } else {
        with_inner(object.values, text, fields, account)
    };
    of_values(origin, values, object.unread, fields, account)
}

/// The capture of an article that dateline read elsewhere.
fn taken_over(origin: Origin, entry: Box<Entry>) -> Capture {
    let bytes = entry.article.body.clone().into_bytes();
    let declared = Declared { charset: Some("utf-8".to_owned()), entry: Some(entry), ..Declared::default() };
    Capture { origin, media_type: MediaType::Text, bytes, declared }
}

/// The capture that a row of a table makes.
pub(super) fn of_row(
    origin: Origin,
    cells: impl Iterator<Item = (String, String)>,
    fields: &FieldMap,
    account: &mut Account,
) -> Result<Capture> {
    let (wanted, unread): (Vec<_>, Vec<_>) = cells.partition(|(name, _)| fields.wants(name));
    let unread = unread.into_iter().filter(|(name, _)| !name.is_empty());
    let unread = unread.map(|(name, text)| Unread { name, letters: text.len() }).collect();
    let mut values = Map::new();
    for (name, text) in wanted {
        values.entry(name).or_insert(Value::String(text));
    }
    of_values(origin, vec![values], unread, fields, account)
}

/// The capture of a record whose fields lie in these objects, the article's own first.
pub(super) fn of_values(
    origin: Origin,
    scopes: Vec<Map<String, Value>>,
    unread: Vec<Unread>,
    fields: &FieldMap,
    account: &mut Account,
) -> Result<Capture> {
    let record = Record::of(&scopes, fields);
    if let Some(error) = record.refusal() {
        return Err(error);
    }
    let title = record.title().map(|title| markup::title(&title));
    let summary = record.text(Field::Summary);
    let body = record.body().or_else(|| beside::text(&origin, record.slug()?));
    if body.is_none() && title.is_none() {
        let is_known = |field| record.found.iter().any(|found| found.field == field);
        if is_known(Field::Text) || is_known(Field::Title) || scopes.iter().all(Map::is_empty) && unread.is_empty() {
            return Err(Error::skipped("the record's text and title are empty"));
        }
        account.note_nameless(&unread);
        return Err(Error::malformed(
            "the record has no text and no title; map their names if they have others (--map)",
        ));
    }
    account.note(body.is_some(), summary.is_some(), &unread);
    // Of a lead, an abstract and a snippet the one that says most.
    let longest = || record.all(Field::Summary).into_iter().filter(|text| !is_nothing(text)).max_by_key(String::len);
    let text = body.or_else(longest).unwrap_or_default();
    let (text, is_cut) = without_cut(&text);
    account.note_cut(is_cut);
    let (media_type, text) = (record.media_type(text), text.to_owned());
    let declared = Declared {
        id: record.meta(Field::Id),
        charset: Some("utf-8".to_owned()),
        url: record.url(),
        captured: record.all(Field::Captured).iter().find_map(|time| moment(time)),
        read: None,
        title,
        authors: record.authors(),
        published: record.published(),
        date_order: None,
        lang: record.meta(Field::Lang),
        countries: record.list(Field::Country),
        tags: record.list(Field::Topic),
        sections: record.list(Field::Section),
        site: record.site(),
        description: summary.filter(|summary| summary.trim() != text.trim()).map(|summary| markup::plain(&summary)),
        entry: None,
        extent: Extent::Field,
    };
    Ok(Capture { origin, media_type, bytes: text.into_bytes(), declared })
}

/// The fields at the top of a record, and before them those of the object in it that holds an article, if one does.
fn with_inner(
    top: Map<String, Value>,
    json: &str,
    fields: &FieldMap,
    account: &mut Account,
) -> Vec<Map<String, Value>> {
    let Ok(Value::Object(whole)) = serde_json::from_str(json) else { return vec![top] };
    let (has_title, has_text) = (length(&top, fields, Field::Title) > 0, length(&top, fields, Field::Text) > 0);
    let is_article = |object: &&&Map<String, Value>| {
        let [title, text, url, date] =
            [Field::Title, Field::Text, Field::Url, Field::Date].map(|field| length(object, fields, field));
        match (has_title, has_text) {
            (false, false) => text > 0 || title > 0 && url > 0 && date > 0,
            (false, true) => text > 0 && title > 0,
            // The article's own text is longer than the captions and profiles beside it.
            (true, _) => text > CAPTION && !has_text,
        }
    };
    let mut level: Vec<&Map<String, Value>> = vec![&whole];
    for _ in 0..DEEPEST {
        level = level.iter().flat_map(|object| object.values().filter_map(Value::as_object)).collect();
        let mut articles = level.iter().filter(is_article);
        if let Some(inner) = articles.next() {
            // Parts of an article that was found, as search engines show them, are shorter than its text.
            let text = |object| length(object, fields, Field::Text);
            let least = (text(inner) / 2).max(CAPTION);
            let others = articles.filter(|other| text(other) > least && length(other, fields, Field::Title) > 0);
            account.note_beside(others.count());
            return vec![(*inner).clone(), top];
        }
    }
    vec![top]
}

/// How long the longest text is that means this in an object, in bytes.
fn length(object: &Map<String, Value>, fields: &FieldMap, field: Field) -> usize {
    let meant = object.iter().filter(|(name, _)| fields.means(name, field));
    let texts = meant.map(|(_, value)| texts_of(value).iter().filter(|text| !is_nothing(text)).map(String::len).sum());
    texts.max().unwrap_or(0)
}

/// A value that a field was found with.
struct Found<'a> {
    field: Field,
    /// The scope that it stands in, and its place among the names of its field.
    rank: (usize, usize),
    value: &'a Value,
    /// The name at the top that it stands under.
    name: &'a str,
}

/// A record that is asked for its fields.
struct Record<'a> {
    scopes: &'a [Map<String, Value>],
    fields: &'a FieldMap,
    /// The usual names, the most trusted first.
    found: Vec<Found<'a>>,
}

impl<'a> Record<'a> {
    fn of(scopes: &'a [Map<String, Value>], fields: &'a FieldMap) -> Record<'a> {
        let mut found = Vec::new();
        for (scope, object) in scopes.iter().enumerate() {
            for (name, value) in object {
                for meaning in meanings(name) {
                    let value = meaning.rest.split('.').filter(|step| !step.is_empty()).try_fold(value, step_into);
                    let rank = (scope, meaning.rank);
                    found.extend(value.map(|value| Found { field: meaning.field, rank, value, name }));
                }
            }
        }
        found.sort_by_key(|found| found.rank);
        Record { scopes, fields, found }
    }

    /// The values of a field under all its names.
    fn values(&self, field: Field) -> impl Iterator<Item = &'a Value> {
        self.named(field).map(|(_, value)| value)
    }

    /// The values of a field, each with its name.
    fn named(&self, field: Field) -> impl Iterator<Item = (&str, &'a Value)> {
        let told = self.fields.told(field).filter_map(|name| Some((name, self.told(name)?)));
        let usual = self.found.iter().filter(move |found| found.field == field);
        told.chain(usual.map(|found| (found.name, found.value)))
    }

    /// The value under a name that the user gave, which may lead into objects.
    fn told(&self, name: &str) -> Option<&'a Value> {
        self.scopes.iter().rev().chain(self.scopes).find_map(|scope| {
            scope.get(name).or_else(|| {
                let mut steps = name.split('.');
                let first = scope.get(steps.next()?)?;
                steps.try_fold(first, |value, step| value.get(step).or_else(|| value.get(step.parse::<usize>().ok()?)))
            })
        })
    }

    /// The texts of a field, one a name.
    fn all(&self, field: Field) -> Vec<String> {
        self.values(field).map(|value| texts_of(value).join("\n")).filter(|text| !text.trim().is_empty()).collect()
    }

    /// The text: of the names for it the first that says something, but where another is surely more of it.
    fn body(&self) -> Option<String> {
        let first = self.text(Field::Text)?;
        let is_whole = |name: &str| WHOLE.contains(&squeezed(name).as_str());
        let wholes =
            self.named(Field::Text).filter(|(name, _)| is_whole(name)).map(|(_, value)| texts_of(value).join("\n"));
        let is_more = |whole: &String| whole.len() > LONGER * first.len() && !markup::is_html(whole);
        wholes.filter(is_more).max_by_key(String::len).or(Some(first))
    }

    /// Whether the object holds lists that go side by side: all headlines of a table, and all days or addresses.
    fn is_of_columns(&self) -> bool {
        let rows = |field| {
            let lists = self.values(field).filter_map(Value::as_array);
            lists.map(Vec::len).find(|length| *length > 1)
        };
        let headlines = rows(Field::Title);
        headlines.is_some() && [Field::Url, Field::Date].into_iter().any(|field| rows(field) == headlines)
    }

    /// The first text of a field that says something. Several texts are its paragraphs.
    fn text(&self, field: Field) -> Option<String> {
        self.all(field).into_iter().find(|text| !is_nothing(text))
    }

    /// What a field says, where it is no text but a name or a mark.
    fn meta(&self, field: Field) -> Option<String> {
        self.text(field).map(|text| text.trim().to_owned())
    }

    /// The headline; of a link that has no other, its name, where that is no key, or what Pinboard calls its description.
    fn title(&self) -> Option<String> {
        let is_headline = |name: &&str| (name.contains(' ') || !name.is_ascii()) && self.url().is_some();
        let name = || self.scopes.iter().find_map(|scope| scope.get(NAME)?.as_str()).filter(is_headline);
        let described = || self.scopes.iter().find_map(|scope| scope.get(NOTE).and(scope.get("description"))?.as_str());
        // Of several the first: the others are in other languages, or of parts.
        let own = || self.values(Field::Title).flat_map(texts_of).find(|text| !is_nothing(text));
        own().or_else(|| name().or_else(described).map(str::to_owned))
    }

    fn url(&self) -> Option<String> {
        let told = self.fields.told(Field::Url).find_map(|name| self.told(name)).map(|value| texts_of(value).join(""));
        let is_address =
            |url: &&String| url.starts_with("http://") || url.starts_with("https://") || url.contains("://");
        let first = || {
            let usual = self.found.iter().filter(|found| found.field == Field::Url);
            let texts = usual.map(|found| (found.name, texts_of(found.value).into_iter().next().unwrap_or_default()));
            // What names a record, or its source, may be an address, or not.
            let plain = |name: &str| matches!(squeezed(name).as_str(), "url" | "link" | "weburl");
            texts
                .filter(|(_, text)| !is_nothing(text))
                .filter(|(_, text)| !text.starts_with(READER))
                .find(|(name, text)| plain(name) || is_address(&text))
                .map(|(_, text)| text)
        };
        told.filter(|url| !is_nothing(url)).or_else(first).map(|url| url.trim().to_owned())
    }

    fn site(&self) -> Option<String> {
        let is_name = |text: &&String| !is_nothing(text) && !text.contains("://");
        self.all(Field::Site).iter().find(is_name).map(|text| markup::plain(text).trim().to_owned())
    }

    /// The authors' names. Numbers are the keys of accounts, not names.
    fn authors(&self) -> Vec<String> {
        let names = self.texts(Field::Author).into_iter().find_map(|texts| {
            let names = texts.iter().flat_map(|text| byline::names(text, NameOrder::Either));
            let all: Distinct = names.filter(|name| !name.contains("://")).collect();
            (!all.is_empty()).then(|| all.into_vec())
        });
        names.unwrap_or_default()
    }

    /// The texts of a list under all names of its field, each once. A single text may hold several.
    fn list(&self, field: Field) -> Vec<String> {
        let mut list = Distinct::default();
        for (name, value) in self.named(field).filter(|(_, value)| !value.is_number()) {
            let texts = values_in(value);
            let is_one_text = is_of_keywords(name) && texts.len() == 1;
            for text in texts {
                let parts = text.split(|mark| matches!(mark, ';' | '|') || mark == ',' && is_one_text);
                for part in parts.filter_map(label).filter(|part| !is_nothing(part)) {
                    let is_key = part.bytes().all(|byte| byte.is_ascii_digit());
                    if !is_key {
                        list.add(part.to_owned());
                    }
                }
            }
        }
        list.into_vec()
    }

    /// The texts of a field, a list a name.
    fn texts(&self, field: Field) -> Vec<Vec<String>> {
        self.values(field).filter(|value| !value.is_number()).map(values_in).collect()
    }

    fn published(&self) -> Option<String> {
        let of_post = || {
            let is_post = self.title().is_none();
            let created = self.scopes.iter().flatten().find(|(name, _)| is_of_posts(name))?;
            texts_of(created.1).into_iter().next().filter(|_| is_post)
        };
        let first = |is_one: fn(&str) -> bool| {
            let moment = self.scopes.iter().flatten().find(|(name, _)| is_one(name))?;
            texts_of(moment.1).into_iter().next()
        };
        // Whoever fetched a page knows its address, and seldom who wrote it.
        let is_of_kind = || self.scopes.iter().any(|scope| scope.get(KIND).and_then(Value::as_str) == Some("message"));
        let is_signed = || is_of_kind() || !self.authors().is_empty();
        let is_message = || self.title().is_none() && self.url().is_none() && is_signed();
        let of_message = || first(is_of_messages).filter(|_| is_message());
        // What a system for sites keeps tells when an article was made and when it was changed.
        let is_of_site =
            || self.scopes.iter().any(|scope| scope.contains_key("created") && scope.contains_key("changed"));
        let of_site = || first(|name| name == "created").filter(|_| is_of_site());
        let told = self.text(Field::Date).or_else(of_post).or_else(of_message).or_else(of_site);
        told.map(|text| date(&text)).filter(|date| !is_start_of_clock(date))
    }

    /// The name of the file that has its text, where a text is kept beside its record.
    fn slug(&self) -> Option<&'a str> {
        let mut named = self.scopes.iter().flat_map(|scope| SLUGS.iter().filter_map(|name| scope.get(*name)));
        named.find_map(Value::as_str)
    }

    /// Whether the record is a notice about the channel, not a message in it.
    fn is_notice(&self) -> bool {
        let is = |name, is_one: fn(&str) -> bool| {
            self.scopes.iter().any(|scope| scope.get(name).and_then(Value::as_str).is_some_and(is_one))
        };
        is(KIND, |kind| kind == "service")
            || is(SUBKIND, |kind| kind.starts_with("channel_") || kind.starts_with("group_"))
    }

    /// Why this is no article, where it is none.
    fn refusal(&self) -> Option<Error> {
        const COLUMNS: &str =
            "the object holds the columns of a table, not a record; write it as a list of records, or as CSV";
        match () {
            () if self.is_notice() => Some(Error::skipped("a notice of a messenger, no message")),
            () if self.is_draft() => Some(Error::skipped("a draft, which was not published")),
            () if self.is_of_columns() => Some(Error::malformed(COLUMNS)),
            () => None,
        }
    }

    /// Whether the record says that it was not published.
    fn is_draft(&self) -> bool {
        let told = self.scopes.iter().find_map(|scope| scope.get(IS_PUBLISHED));
        told.is_some_and(|told| *told == Value::Bool(false) || told.as_str() == Some("false"))
    }

    fn media_type(&self, text: &str) -> MediaType {
        let from = self.values(Field::Text).find(|value| !texts_of(value).join("").trim().is_empty());
        let is_markdown =
            self.found.iter().any(|found| Some(found.value) == from && squeezed(found.name) == "markdown");
        match markup::is_html(text) {
            true => MediaType::Html,
            false if is_markdown => MediaType::Markdown,
            false => MediaType::Text,
        }
    }
}

/// The value of an object's field of this squeezed name.
fn step_into<'v>(value: &'v Value, step: &str) -> Option<&'v Value> {
    value.as_object()?.iter().find(|(name, _)| squeezed(name) == step).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str, map: &[&str]) -> Result<Capture> {
        let mut fields = FieldMap::default();
        map.iter().for_each(|pair| fields.add(pair).unwrap());
        capture(Origin::default(), json.as_bytes(), &fields, &mut Account::default())
    }

    #[test]
    fn the_usual_names_are_understood() {
        let json = r#"{"_id": 12, "title": {"rendered": "Ferry"}, "body": ["One.", "Two."], "link": "https://example.org/f",
            "published_at": {"$date": "2024-05-06"}, "authors": [{"name": "A. Writer"}, "B. Writer"], "language": "en",
            "countries": "SY; RU", "section": "World", "tags": ["ports", "World"], "embedding": [0.1, 0.2]}"#;
        let capture = read(json, &[]).unwrap();
        let declared = capture.declared;
        assert_eq!(capture.bytes, b"One.\nTwo.");
        assert_eq!(declared.id.as_deref(), Some("12"));
        assert_eq!(declared.title.as_deref(), Some("Ferry"));
        assert_eq!(declared.url.as_deref(), Some("https://example.org/f"));
        assert_eq!(declared.published.as_deref(), Some("2024-05-06"));
        assert_eq!(declared.authors, ["A. Writer", "B. Writer"]);
        assert_eq!(declared.lang.as_deref(), Some("en"));
        assert_eq!(declared.countries, ["SY", "RU"]);
        assert_eq!(
            (declared.sections, declared.tags),
            (vec!["World".to_owned()], vec!["ports".to_owned(), "World".to_owned()])
        );
        assert_eq!(declared.charset.as_deref(), Some("utf-8"));
    }

    #[test]
    fn keywords_in_one_text_are_parted_and_names_of_topics_are_not() {
        let json = r#"{"title": "Ferry", "text": "It sails.", "keywords": "ports, strike", "category": "Economy, business and finance",
            "tags": ["user/1/label/Poland, ports", "user/-/state/com.google/read"]}"#;
        let mut tags = read(json, &[]).unwrap().declared.tags;
        tags.sort();
        assert_eq!(tags, ["Economy, business and finance", "Poland, ports", "ports", "strike"]);
    }

    #[test]
    fn the_name_of_a_saved_link_is_its_headline_and_that_of_a_record_is_not() {
        let link = r#"{"name": "Ferry sails", "url": "https://e.org/f", "textContent": "It sails.", "createdAt": "2025-11-10T09:00:00Z"}"#;
        let declared = read(link, &[]).unwrap().declared;
        assert_eq!(
            (declared.title.as_deref(), declared.published),
            (Some("Ferry sails"), None),
            "it was saved that day"
        );
        let post = r#"{"name": "t1_abc", "body": "It sails.", "created_utc": 1762765200}"#;
        let declared = read(post, &[]).unwrap().declared;
        assert!(declared.title.is_none() && declared.published.is_some());
    }

    #[test]
    fn mapped_names_come_first_and_lead_into_objects() {
        let json = r#"{"text": "the usual", "_source": {"story": "the mapped", "h": "Ferry"}}"#;
        let capture = read(json, &["text=_source.story", "title=_source.h"]).unwrap();
        assert_eq!(capture.bytes, b"the mapped");
        assert_eq!(capture.declared.title.as_deref(), Some("Ferry"));
    }

    #[test]
    fn html_is_told_from_text() {
        let media_type = |text: &str| read(&serde_json::json!({ "text": text }).to_string(), &[]).unwrap().media_type;
        assert_eq!(media_type("<p>One"), MediaType::Html);
        assert_eq!(media_type("One<br />Two"), MediaType::Html);
        assert_eq!(media_type("1 < 2 and <b> is a letter"), MediaType::Text);
        assert_eq!(media_type("<product> is no tag"), MediaType::Text);
    }

    #[test]
    fn what_is_no_article_is_told() {
        let reason = |json: &str| read(json, &[]).unwrap_err().to_string();
        assert_eq!(reason("[1]"), "the record is no JSON object");
        assert_eq!(reason("{\"text\": \"cut"), "the record is cut off");
        assert_eq!(reason("{\"text\": \"a\"} trailing"), "the record is not valid JSON");
        assert!(reason("{\"headers\": 1}").contains("no text and no title"));
        assert!(reason(&"[".repeat(100_000)).starts_with("the record is"));
        assert!(reason(&format!("{{\"text\": {}", "[".repeat(100_000))).starts_with("the record is"));
    }

    #[test]
    fn broken_letters_do_not_lose_the_record() {
        let read = |json: &[u8]| {
            let mut account = Account::default();
            let capture = capture(Origin::default(), json, &FieldMap::default(), &mut account).unwrap();
            let notes: Vec<String> = account.notes().iter().map(ToString::to_string).collect();
            (String::from_utf8(capture.bytes).unwrap(), notes)
        };
        let charset =
            |name: &str| vec![format!("records are not in UTF-8 and are read as {name} by their letters (1)")];
        assert_eq!(read(b"{\"text\": \"caf\xE9\"}"), ("café".to_owned(), charset("windows-1252")));
        let russian = "Паром снова ходит между островами";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode("{\"text\": \"Паром снова ходит между островами\"}");
        assert_eq!(read(&bytes), (russian.to_owned(), charset("windows-1251")));
        let broken = [b"{\"text\": \"", russian.as_bytes(), b"\xFF\"}"].concat();
        let (text, notes) = read(&broken);
        assert!(text == format!("{russian}\u{FFFD}") && notes[0].contains("no letters"), "{notes:?}");
    }
}
