//! Articles that dateline itself read elsewhere and wrote out (`extract --format jsonl`), taken over as they are: an archive
//! can be read on many machines, and the index be built on one.
//!
//! Only what dateline can have written is taken so: the line names it as its producer and a version that is known here, the
//! article's id is that of its address or its place, and every label is one that there is, with evidence that lies in the text. Anything
//! else is an ordinary record: nobody's JSON becomes our evidence by saying so. `docs/json.md` says what each key means.

use memchr::memmem;
use serde::Deserialize;
use serde_json::Value;

use crate::model::{
    self, Article, ArticleId, CountryLabel, DateSource, Entry, Evidence, NumericDay, OpenDay, Origin, PageKind, Place,
    Precision, Provenance, Published, Site, TopicLabel,
};
use crate::text::date_order::DateOrder;

/// Who a line of ours names as its producer.
const PRODUCER: &str = "dateline";
/// The versions of the JSON that are understood.
const VERSIONS: [u64; 1] = [1];

/// What became of a record that may be one of ours.
pub(super) enum Claim {
    /// It does not say so.
    None,
    /// It says so, and it cannot be.
    False,
    /// It is one of ours.
    True(Box<Entry>),
}

/// The article in a record, if dateline wrote it. `origin` is where the record lies now.
pub(super) fn claim(origin: &Origin, json: &[u8]) -> Claim {
    // Hardly any record: to look for the word is much less than to parse.
    if memmem::find(json, b"\"producer\"").is_none() {
        return Claim::None;
    }
    let Ok(value) = serde_json::from_slice::<Value>(json) else { return Claim::None };
    let version = value.get("format_version").and_then(Value::as_u64);
    if value.get("producer").and_then(Value::as_str) != Some(PRODUCER) {
        return Claim::None;
    }
    if !version.is_some_and(|version| VERSIONS.contains(&version)) {
        return Claim::False;
    }
    let written = Written::deserialize(value).ok();
    written.and_then(|written| written.entry(origin)).map_or(Claim::False, |entry| Claim::True(Box::new(entry)))
}

#[derive(Deserialize)]
struct Written {
    /// What the record is called; the article's own id where it has none.
    id: String,
    article_id: ArticleId,
    source_id: Option<String>,
    url: Option<String>,
    title: Option<String>,
    authors: Vec<String>,
    published: Option<WrittenDate>,
    #[serde(default)]
    numeric_day: Option<WrittenOrder>,
    captured: Option<jiff::Timestamp>,
    site: Option<Site>,
    lang: Option<String>,
    kind: PageKind,
    sections: Vec<String>,
    tags: Vec<String>,
    description: Option<String>,
    declared_countries: Vec<String>,
    countries: Vec<WrittenLabel>,
    mentions: Vec<WrittenLabel>,
    topics: Vec<WrittenLabel>,
    origin: WrittenOrigin,
    body: String,
    comments: String,
}

#[derive(Deserialize)]
struct WrittenOrigin {
    /// The file as it is named from the folder that was read: what the id rests on where there is no address.
    file: String,
    member: Option<String>,
}

#[derive(Deserialize)]
struct WrittenDate {
    start: String,
    precision: Precision,
    source: DateSource,
    confidence: f32,
    evidence: String,
}

/// What days in numbers alone tell of the order of day and month.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum WrittenOrder {
    Proves(DateOrder),
    Open { alone: Option<WrittenDate>, day_first: Option<WrittenDate>, month_first: Option<WrittenDate> },
}

#[derive(Deserialize)]
struct WrittenLabel {
    code: String,
    weight: f32,
    evidence: Vec<Evidence>,
    /// Vanished states for which this country is given, each with its place among all labels.
    #[serde(default)]
    former: Vec<WrittenFormer>,
}

#[derive(Deserialize)]
struct WrittenFormer {
    code: String,
    weight: f32,
    evidence: Vec<Evidence>,
    rank: usize,
}

impl Written {
    fn entry(self, origin: &Origin) -> Option<Entry> {
        let id = match &self.url {
            Some(url) => ArticleId::from_url(url),
            None => {
                ArticleId::from_origin(&Origin { member: self.origin.member, ..Origin::file("", self.origin.file) })
            }
        };
        if id != self.article_id || !is_clean(&self.body) || !is_clean(&self.comments) {
            return None;
        }
        let published = day(self.published)?;
        let numeric_day = match self.numeric_day {
            None => NumericDay::Silent,
            Some(WrittenOrder::Proves(order)) => NumericDay::Proves(order),
            Some(WrittenOrder::Open { alone, day_first, month_first }) => {
                let (alone, day_first, month_first) = (day(alone)?, day(day_first)?, day(month_first)?);
                NumericDay::Open(Box::new(OpenDay { alone, day_first, month_first }))
            }
        };
        let article = Article {
            id,
            source_id: self.source_id.or_else(|| Some(self.id).filter(|named| *named != id.to_string())),
            origin: origin.clone(),
            url: self.url,
            captured: self.captured,
            kind: self.kind,
            title: self.title,
            authors: self.authors,
            site: self.site,
            lang: self.lang.filter(|lang| lang.len() <= 8),
            published,
            numeric_day,
            sections: self.sections,
            tags: self.tags,
            countries: self.declared_countries,
            description: self.description,
            body: self.body,
            comments: self.comments,
        };
        let of_countries = |labels: Vec<WrittenLabel>| {
            let labels = with_former(labels).into_iter();
            let label = |(code, weight, evidence)| CountryLabel { code, weight, evidence };
            labels
                .map(|label| sound(label, &article, |code| model::country(code).is_some()))
                .map(|sound| sound.map(label))
                .collect()
        };
        let (countries, mentions): (Option<Vec<_>>, Option<Vec<_>>) =
            (of_countries(self.countries), of_countries(self.mentions));
        let topics: Option<Vec<_>> = self
            .topics
            .into_iter()
            .map(|label| {
                let label =
                    sound((label.code, label.weight, label.evidence), &article, |code| model::topic(code).is_some());
                label.map(|(code, weight, evidence)| TopicLabel { code, weight, evidence })
            })
            .collect();
        let (countries, mentions, topics) = (countries?, mentions?, topics?);
        let provenance = Provenance::Record;
        Some(Entry { article, countries, mentions, topics, provenance, ..Entry::default() })
    }
}

/// A label's code, weight and evidence.
type Label = (String, f32, Vec<Evidence>);

/// The labels with those of vanished states among them, each in its place.
fn with_former(labels: Vec<WrittenLabel>) -> Vec<Label> {
    let mut former: Vec<WrittenFormer> = Vec::new();
    let mut all: Vec<Label> = Vec::new();
    for label in labels {
        all.push((label.code, label.weight, label.evidence));
        former.extend(label.former);
    }
    former.sort_by_key(|former| former.rank);
    for former in former {
        all.insert(former.rank.min(all.len()), (former.code, former.weight, former.evidence));
    }
    all
}

/// The label, if it can be one of ours.
fn sound(label: Label, article: &Article, is_known: impl Fn(&str) -> bool) -> Option<Label> {
    let (code, weight, evidence) = &label;
    let is_weight = |weight: f32| weight.is_finite();
    let lies_there = |piece: &Evidence| {
        let text = match piece.place {
            Place::Title => article.title.as_deref().unwrap_or_default(),
            Place::Body | Place::Dateline => &article.body,
            Place::Metadata | Place::Url | Place::Publisher | Place::Site => return true,
        };
        piece.offset.is_none_or(|start| text.get(start..).is_some_and(|text| text.starts_with(&piece.words)))
    };
    let is_sound = is_known(code)
        && (0.0..=1.0).contains(weight)
        && evidence.iter().all(|piece| is_weight(piece.weight) && lies_there(piece));
    is_sound.then_some(label)
}

/// Whether a text is one that dateline writes: paragraphs on lines of their own.
fn is_clean(text: &str) -> bool {
    !text.contains(|c: char| c != '\n' && c.is_control()) && text.lines().all(|line| !line.trim().is_empty())
}

/// The day in a line, if one stands there; none if it cannot be ours.
fn day(date: Option<WrittenDate>) -> Option<Option<Published>> {
    match date {
        Some(date) => date.published().map(Some),
        None => Some(None),
    }
}

impl WrittenDate {
    fn published(self) -> Option<Published> {
        let (civil, zone) = match self.precision {
            Precision::Minute => self.start.split_at_checked(16)?,
            _ => (self.start.as_str(), ""),
        };
        let civil = match self.precision {
            Precision::Year => format!("{civil}-01-01T00:00"),
            Precision::Month => format!("{civil}-01T00:00"),
            Precision::Day => format!("{civil}T00:00"),
            Precision::Minute => civil.to_owned(),
        };
        let published = Published {
            start: civil.parse().ok()?,
            precision: self.precision,
            offset_minutes: if zone.is_empty() { None } else { Some(minutes(zone)?) },
            source: self.source,
            evidence: self.evidence,
            confidence: self.confidence,
        };
        // What does not read back as it was written was not written by us.
        (published.to_string() == self.start && self.confidence.is_finite()).then_some(published)
    }
}

/// The minutes east of UTC of a zone as [`Published`] writes it: `+03:00`.
fn minutes(zone: &str) -> Option<i16> {
    let (sign, zone) = match zone.split_at_checked(1)? {
        ("+", zone) => (1, zone),
        ("-", zone) => (-1, zone),
        _ => return None,
    };
    let (hours, minutes) = zone.split_once(':')?;
    Some(sign * (hours.parse::<i16>().ok()?.checked_mul(60)?.checked_add(minutes.parse().ok()?)?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A line as dateline writes it.
    fn line() -> Value {
        let url = "https://post.example/ferry";
        json!({
            "format_version": 1, "producer": "dateline", "id": "desk-7", "article_id": ArticleId::from_url(url), "url": url,
            "title": "Ferry resumes", "authors": ["Ann Lee"], "lang": "en", "kind": "brief", "captured": "2025-10-16T06:00:00Z", "numeric_day": null,
            "published": {"start": "2025-10-15T21:04+03:00", "end": "2025-10-15T21:05", "precision": "minute",
                "source": "json-ld", "confidence": 0.95, "evidence": "datePublished 2025-10-15T21:04:00+03:00"},
            "site": {"name": "Post", "domain": "post.example"}, "sections": ["Ports"], "tags": [], "description": null,
            "declared_countries": [], "mentions": [], "comments": "", "body": "The ferry to Syria sails.",
            "countries": [{"code": "sy", "name": "Syria", "weight": 0.8,
                "evidence": [{"words": "Syria", "place": "body", "offset": 13, "weight": 1.5}]}],
            "topics": [], "labelled_by": "text",
            "origin": {"path": "/old/a.html", "file": "old/a.html", "member": null, "offset": null}
        })
    }

    fn read(line: &Value) -> Option<Entry> {
        match claim(&Origin::file("/new", "new/a.jsonl"), line.to_string().as_bytes()) {
            Claim::True(entry) => Some(*entry),
            Claim::False => None,
            Claim::None => panic!("it names its producer"),
        }
    }

    #[test]
    fn what_dateline_wrote_is_taken_over_whole() {
        let codes: Vec<&str> = model::COUNTRIES.iter().map(|country| country.code).collect();
        let mut line = line();
        line["countries"][0]["code"] = json!(codes[0]);
        let entry = read(&line).unwrap();
        let published = entry.article.published.unwrap();
        assert_eq!((published.to_string().as_str(), published.source), ("2025-10-15T21:04+03:00", DateSource::JsonLd));
        assert_eq!((entry.article.kind, entry.article.source_id.as_deref()), (PageKind::Brief, Some("desk-7")));
        assert_eq!((entry.countries[0].evidence[0].offset, entry.provenance), (Some(13), Provenance::Record));
        assert_eq!(entry.article.origin, Origin::file("/new", "new/a.jsonl"), "it lies where its bytes lie");
    }

    #[test]
    fn an_id_of_the_article_beside_one_of_the_record_is_understood() {
        let mut line = line();
        line["countries"][0]["code"] = json!(model::COUNTRIES[0].code);
        line["id"] = line["article_id"].clone();
        assert_eq!(read(&line).unwrap().article.source_id, None);
        line["source_id"] = json!("desk-7");
        assert_eq!(read(&line).unwrap().article.source_id.as_deref(), Some("desk-7"));
    }

    #[test]
    fn what_dateline_cannot_have_written_is_not() {
        let country = model::COUNTRIES[0].code;
        for (path, value) in [
            ("/format_version", json!(99)),
            ("/article_id", json!("0000000000000001")),
            ("/url", json!("https://post.example/other")),
            ("/countries/0/code", json!("atlantis")),
            ("/countries/0/weight", json!(7)),
            ("/countries/0/evidence/0/offset", json!(14)),
            ("/countries/0/evidence/0/words", json!("Russia")),
            ("/published/start", json!("2025-10-15")),
            ("/numeric_day", json!({"proves": "backwards"})),
            ("/numeric_day", json!({"open": {"alone": null, "day_first": {"start": "?"}, "month_first": null}})),
            ("/body", json!("The ferry\n\n to Syria sails.")),
            ("/kind", json!("truth")),
        ] {
            let mut line = line();
            line["countries"][0]["code"] = json!(country);
            *line.pointer_mut(path).unwrap() = value;
            assert!(read(&line).is_none(), "{path}");
        }
    }

    #[test]
    fn vanished_states_keep_their_place() {
        let label =
            |code: &str, former| WrittenLabel { code: code.to_owned(), weight: 0.5, evidence: Vec::new(), former };
        let former = WrittenFormer { code: "B".to_owned(), weight: 0.4, evidence: Vec::new(), rank: 1 };
        let labels = with_former(vec![label("A", Vec::new()), label("C", vec![former])]);
        assert_eq!(labels.iter().map(|(code, ..)| code.as_str()).collect::<Vec<_>>(), ["A", "B", "C"]);
    }
}
