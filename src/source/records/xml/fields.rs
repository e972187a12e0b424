//! XML of records: an article is an element, and what is known of it stands in elements and attributes under the names that
//! fields of records have (`<record><title>…</title><text>…</text></record>`). So write databases, readers of feeds, reference
//! managers, search servers and archives of newspapers.
//!
//! Elements that only group others (`<titles><title>`) are looked through. Where a field is told at several depths the
//! outermost is believed: what stands further in speaks of something else, as the title in `<publication>` does.

use std::collections::VecDeque;
use std::io::Read;

use serde_json::{Map, Value};

use super::frame::XmlRecords;
use super::tree::{Element, Tree};
use super::vocabulary::Vocabulary;
use crate::model::{Capture, Origin};
use crate::source::compression::decoded::Decoding;
use crate::source::field_map::{Field, FieldMap, meanings};
use crate::source::limits::Limits;
use crate::source::records::account::{Account, Unread};
use crate::source::records::record;
use crate::{Error, Result};

/// The names that an element has which is one record.
static RECORDS: [Vocabulary; 12] = [
    Vocabulary::of_fields("record"),
    Vocabulary::of_fields("article"),
    Vocabulary::of_fields("row"),
    Vocabulary::of_fields("item"),
    Vocabulary::of_fields("doc"),
    Vocabulary::of_fields("document"),
    Vocabulary::of_fields("story"),
    Vocabulary::of_fields("news"),
    Vocabulary::of_fields("newsitem"),
    Vocabulary::of_fields("entry"),
    Vocabulary::of_fields("post"),
    Vocabulary::of_fields("text"),
];
/// Elements that are named by an attribute, as search servers and databases write their fields.
const NAMED: &[&str] = &["field", "column", "str", "arr", "int", "long", "date", "property", "col", "cell", "value"];
/// Paragraphs that stand right in a record are its text.
const PARAGRAPHS: &[&str] = &["p", "para", "simpara"];
/// The name that they have as a field.
const PARAGRAPHS_NAME: &str = "paragraphs";
/// Attributes that say what an element without a text holds.
const SAYING: &[&str] = &["href", "value", "when", "content", "url", "term"];
/// The elements of a person's given and family names.
const GIVEN: &[&str] = &["given", "givenname", "given-names", "firstname", "first", "forename"];
const FAMILY: &[&str] = &["family", "familyname", "surname", "lastname", "last"];

/// The element that is a record in XML that starts like this, in lower case; none where nothing has a headline and a text.
pub(crate) fn vocabulary(start: &str) -> Option<&'static Vocabulary> {
    let mut record = None;
    let mut seen: Vec<&str> = Vec::new();
    let tells = |seen: &[&str], field| seen.iter().any(|name| means(name, field));
    for tag in start.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or(tag);
        let (name, rest) = tag.split_at(tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len()));
        let name = name.rsplit(':').next().unwrap_or(name);
        let known = RECORDS.iter().find(|known| known.record == name);
        if let Some(known) = known.filter(|_| seen.is_empty()) {
            record = Some(known);
            seen.extend(attributes(rest).map(|(name, _)| name).filter(|name| is_known(name)));
        } else if record.is_some() {
            let named = attributes(rest).find(|(attribute, _)| *attribute == "name" && NAMED.contains(&name));
            let name = named.map_or(name, |(_, value)| value);
            seen.extend([name].into_iter().filter(|name| is_known(name)));
        }
    }
    let has_text = tells(&seen, Field::Text) || tells(&seen, Field::Summary);
    record.filter(|_| tells(&seen, Field::Title) && has_text)
}

/// The names and values of the attributes in a tag, as far as they stand between blanks.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = tag.split_whitespace().filter_map(|part| part.split_once('='));
    parts.map(|(name, value)| (name, value.trim_matches(['"', '\'', '/'])))
}

/// Whether an element of this name holds a field by itself, or a paragraph.
fn is_known(name: &str) -> bool {
    PARAGRAPHS.contains(&name) || meanings(name).iter().any(|meaning| meaning.rest.is_empty())
}

fn means(name: &str, field: Field) -> bool {
    field == Field::Text && PARAGRAPHS.contains(&name)
        || meanings(name).iter().any(|meaning| meaning.field == field && meaning.rest.is_empty())
}

/// The articles of an XML file of records.
pub(crate) struct FieldRecords<'a, R: Read> {
    records: XmlRecords<R>,
    limits: &'a Limits,
    account: Account,
    /// What is reported after the last record.
    told: VecDeque<Error>,
    is_empty: bool,
    ended: bool,
}

impl<'a, R: Read> FieldRecords<'a, R> {
    /// The articles in this text, which declares this charset.
    pub(crate) fn new(
        origin: Origin,
        bytes: R,
        charset: Option<&str>,
        vocabulary: &'static Vocabulary,
        limits: &'a Limits,
    ) -> FieldRecords<'a, R> {
        let records = XmlRecords::new(origin, bytes, charset, vocabulary, limits);
        FieldRecords {
            records,
            limits,
            account: Account::default(),
            told: VecDeque::new(),
            is_empty: true,
            ended: false,
        }
    }

    /// What will be known of how the text was decoded.
    pub(crate) fn decoding(&self) -> Decoding {
        self.records.decoding()
    }

    fn capture(&mut self, tree: &Tree) -> Result<Capture> {
        let origin = self.records.origin();
        let place = |error: Error| {
            let offset = origin.offset.unwrap_or_default();
            error.in_member(origin.member.as_deref().unwrap_or_default()).at_offset(offset)
        };
        let Some(root) = tree.root() else { return Err(place(Error::malformed("a record without an end"))) };
        let (values, unread) = fields_of(root, &self.limits.fields);
        record::of_values(origin.clone(), vec![values], unread, &self.limits.fields, &mut self.account).map_err(place)
    }

    fn end(&mut self, error: Option<Error>) {
        self.ended = true;
        self.told.extend(error);
        self.told.extend(self.records.take_cut());
        self.told.extend(self.account.notes());
        if self.is_empty && self.told.is_empty() {
            self.told.push_back(Error::skipped("XML of records without a record"));
        }
    }
}

impl<R: Read> Iterator for FieldRecords<'_, R> {
    type Item = Result<Capture>;

    fn next(&mut self) -> Option<Result<Capture>> {
        if !self.ended {
            match self.records.tree() {
                Ok(Some(tree)) => {
                    self.is_empty = false;
                    return Some(self.capture(&tree));
                }
                Ok(None) => self.end(None),
                Err(error) => self.end(Some(error)),
            }
        }
        self.told.pop_front().map(Err)
    }
}

/// A field of a record, and how deep in it it stands.
struct Told {
    depth: usize,
    name: String,
    value: Value,
}

/// The fields of a record, and those that nobody knows.
fn fields_of(record: Element<'_>, fields: &FieldMap) -> (Map<String, Value>, Vec<Unread>) {
    let outermost = record.depth() + 1;
    let of_attribute = |(name, value): (&str, &str)| Told {
        depth: outermost,
        name: name.to_owned(),
        value: Value::String(value.trim().to_owned()),
    };
    let mut told: Vec<Told> = record.attributes().filter(|(name, _)| is_known(name)).map(of_attribute).collect();
    let mut unread = Vec::new();
    // Where the field ends that was taken last: what is in it is its value.
    let mut behind = 0;
    for element in record.elements() {
        if element.place() < behind {
            continue;
        }
        let name = name_of(element, fields);
        let is_told = fields.0.iter().any(|(_, told)| *told == name);
        if is_told || is_known(&name) && !holds_texts(element, &name) {
            behind = element.end();
            told.push(Told { depth: element.depth(), value: value_of(element, &name), name });
        } else if element.children().next().is_none() {
            unread.push(Unread { name, letters: element.raw().trim().len() });
        }
    }
    (outermost_of(told), unread)
}

/// The name of an element, as the user wrote it where it was mapped.
fn name_of(element: Element<'_>, fields: &FieldMap) -> String {
    let named = element.attribute("name").filter(|_| NAMED.contains(&element.name()));
    let name = named.unwrap_or(element.name());
    let told = fields.0.iter().map(|(_, told)| told).find(|told| told.eq_ignore_ascii_case(name));
    match told {
        Some(told) => told.clone(),
        None if PARAGRAPHS.contains(&name) => PARAGRAPHS_NAME.to_owned(),
        None => name.to_owned(),
    }
}

/// Whether an element that is named like a text only groups one, `<article>` in a record, or one that is named like a section of the
/// newspaper is a part of the article, with paragraphs of its own.
fn holds_texts(element: Element<'_>, name: &str) -> bool {
    if means(name, Field::Section) {
        return element.elements().any(|inner| PARAGRAPHS.contains(&inner.name()));
    }
    let is_text = |inner: Element<'_>| {
        meanings(inner.name()).iter().any(|meaning| meaning.field == Field::Text && meaning.rest.is_empty())
    };
    means(name, Field::Text) && element.elements().any(is_text)
}

/// The fields by their names, each at the least depth at which any of its names stands. Paragraphs that are the text go on in the
/// article's parts.
fn outermost_of(told: Vec<Told>) -> Map<String, Value> {
    let mut least: Vec<(Field, usize)> = Vec::new();
    let of = |name: &str| meanings(name).iter().filter(|meaning| meaning.rest.is_empty()).map(|meaning| meaning.field);
    for Told { depth, name, value } in &told {
        for field in of(name).filter(|_| value.as_str() != Some("")) {
            match least.iter_mut().find(|(known, _)| *known == field) {
                Some((_, known)) => *known = (*known).min(*depth),
                None => least.push((field, *depth)),
            }
        }
    }
    let mut values: Map<String, Value> = Map::new();
    for Told { depth, name, value } in told {
        let goes_on = PARAGRAPHS_NAME == name && values.contains_key(PARAGRAPHS_NAME);
        if of(&name).next().is_some() && !of(&name).any(|field| least.contains(&(field, depth))) && !goes_on {
            continue;
        }
        match values.get_mut(&name) {
            None => drop(values.insert(name, value)),
            Some(Value::Array(list)) => list.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    values
}

/// What a field holds: a text, a day out of its parts, or a list of persons or labels.
fn value_of(element: Element<'_>, name: &str) -> Value {
    let mut children = element.children();
    let Some(first) = children.next() else {
        let text = element.raw().trim().to_owned();
        let said = || SAYING.iter().find_map(|name| element.attribute(name)).unwrap_or_default().to_owned();
        return Value::String(if text.is_empty() { said() } else { text });
    };
    let is_text = means(name, Field::Text) || means(name, Field::Summary) || means(name, Field::Title);
    if is_text {
        return Value::String(element.paragraphs(&[]).join(if means(name, Field::Title) { " " } else { "\n" }));
    }
    if let Some(value) = day_of(element).or_else(|| person_of(element)) {
        return Value::String(value);
    }
    if children.all(|child| child.name() == first.name()) {
        return element.children().map(|child| Value::String(line_of(child))).collect();
    }
    Value::String(line_of(element))
}

fn line_of(element: Element<'_>) -> String {
    person_of(element).unwrap_or_else(|| element.paragraphs(&[]).join(" "))
}

/// The day that an element tells in parts.
fn day_of(element: Element<'_>) -> Option<String> {
    let number = |name: &str| element.child(name)?.line()?.parse::<u16>().ok();
    let year = number("year")?;
    Some(match (number("month"), number("day")) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    })
}

/// The name of a person that an element tells in parts.
fn person_of(element: Element<'_>) -> Option<String> {
    // The name may stand beside what else is known of the person.
    let element = element.child("name").unwrap_or(element);
    let part = |names: &[&str]| element.children().find(|child| names.contains(&child.name()))?.line();
    Some(format!("{} {}", part(GIVEN)?, part(FAMILY)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(xml: &str, map: &[&str]) -> Vec<String> {
        let mut limits = Limits::default();
        map.iter().for_each(|pair| limits.fields.add(pair).unwrap());
        let Some(vocabulary) = vocabulary(&xml.to_lowercase()) else { return Vec::new() };
        let records = FieldRecords::new(Origin::default(), xml.as_bytes(), Some("utf-8"), vocabulary, &limits);
        let told = records.map(|item| match item {
            Ok(Capture { declared, bytes, .. }) => format!(
                "{} | {} | {} | {} | {}",
                declared.title.unwrap_or_default(),
                declared.published.unwrap_or_default(),
                declared.authors.join("; "),
                declared.url.unwrap_or_default(),
                String::from_utf8_lossy(&bytes)
            ),
            Err(error) => format!("! {error}"),
        });
        told.collect()
    }

    #[test]
    fn elements_attributes_and_named_elements_are_fields() {
        let ferry = ["Ferry | 2025-11-03 | Ann Lee | https://e.org/f | It sails."];
        let forms = [
            "<articles><article><title>Ferry</title><date>2025-11-03</date><author>Ann Lee</author><link>https://e.org/f</link><text>It sails.</text></article></articles>",
            "<data><row title='Ferry' date='2025-11-03' author='Ann Lee' url='https://e.org/f' body='It sails.'/></data>",
            "<response><result><doc><str name='title'>Ferry</str><date name='date'>2025-11-03</date><arr name='author'><str>Ann Lee</str></arr>\
             <str name='url'>https://e.org/f</str><str name='content'>It sails.</str></doc></result></response>",
        ];
        for form in forms {
            assert_eq!(read(form, &[]), ferry, "{form}");
        }
    }

    #[test]
    fn elements_that_group_others_are_looked_through() {
        let references = "<xml><records><record><contributors><authors><author><style>Lee, Ann</style></author></authors></contributors><titles><title><style>Ferry</style></title>\
             <secondary-title>Harbour Post</secondary-title></titles><dates><year>2025</year><pub-dates><date>2025-11-03</date></pub-dates></dates>\
             <abstract><style>It sails.</style></abstract><urls><related-urls><url>https://e.org/f</url></related-urls></urls></record></records></xml>";
        let told = read(references, &[]);
        assert_eq!(told[0], "Ferry | 2025-11-03 | Ann Lee | https://e.org/f | It sails.");
        assert!(told.len() == 2 && told[1].contains("a summary that is read as one"), "{told:?}");
    }

    #[test]
    fn the_outermost_of_a_field_is_the_records_own() {
        let print = "<Record><RecordTitle>FERRY</RecordTitle><Publication><Title>The Post</Title></Publication><NumericPubDate>19061103</NumericPubDate>\
            <FullText>It sails.</FullText></Record>";
        assert_eq!(read(print, &[]), ["FERRY | 1906-11-03 |  |  | It sails."]);
        let paper = "<article><front><article-meta><article-title>Ferry</article-title><pub-date><day>3</day><month>11</month><year>2025</year></pub-date>\
            </article-meta></front><body><sec><title>Quay</title><p>It sails.</p></sec></body></article>";
        assert_eq!(read(paper, &[]), ["Ferry | 2025-11-03 |  |  | Quay\nIt sails."]);
    }

    #[test]
    fn paragraphs_right_in_a_record_are_its_text() {
        assert_eq!(
            read("<text><title>Ferry</title><p>It sails.</p><p>Again.</p></text>", &[]),
            ["Ferry |  |  |  | It sails.\nAgain."]
        );
        let parts = "<article><info><title>Ferry</title><date>2025-11-03</date></info><para>It sails.</para><section><title>Quay</title>\
            <para>Again.</para><section><para>And on.</para></section></section></article>";
        assert_eq!(read(parts, &[]), ["Ferry | 2025-11-03 |  |  | It sails.\nAgain.\nAnd on."]);
    }

    #[test]
    fn what_has_no_text_is_told_with_the_fields_that_may_hold_it() {
        let xml = "<rows><row><title>Ferry</title><summary/><Kern>It sails.</Kern></row></rows>";
        let told = read(xml, &[]);
        assert!(told.len() == 2 && told[1].contains("fields not read: kern"), "{told:?}");
        assert_eq!(read(xml, &["text=Kern"]), ["Ferry |  |  |  | It sails."]);
    }

    #[test]
    fn what_is_no_list_of_articles_is_left_alone() {
        for xml in [
            "<catalog><book><title>Ferry</title></book></catalog>",
            "<project><item><title>x</title></item></project>",
            "<row/>",
            "<",
        ] {
            assert!(vocabulary(xml).is_none(), "{xml}");
        }
    }

    proptest! {
        #[test]
        fn any_elements_are_read(xml in "(</?(article|title|text|date|year|month|author|first|last|x)( name='(title|text)')?( date='[0-9-]{0,6}')?/?>|&[a-z#]{0,3};?|[\\PC]{0,4}){0,60}") {
            read(&format!("<article><title>Ferry</title><text>It sails.</text>{xml}"), &["text=x"]);
        }
    }
}
