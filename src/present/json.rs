//! Results as JSON. `docs/json.md` says what each key means; a change here changes it, and [`FORMAT_VERSION`].

use serde_json::{Value, json};

use super::fields::{Column, Row};
use crate::index::FileRecord;
use crate::model::{
    self, CopyGroup, CopyOf, CountryLabel, Entry, Evidence, FacetCounts, Hit, Marked, NamePart, NumericDay, Origin,
    Published, Results, Saved, TopicLabel, Version,
};

/// The version of the JSON that is written. It grows when a key changes its meaning or goes.
pub const FORMAT_VERSION: u32 = 1;

/// An answer as one object.
pub fn results(results: &Results) -> Value {
    json!({
        "format_version": FORMAT_VERSION,
        "query": results.query,
        "total": results.total,
        "articles": results.articles,
        "copies": results.copies,
        "offset": results.offset,
        "hits": results.hits.iter().map(hit).collect::<Vec<_>>(),
        "facets": results.facets.iter().map(counts).collect::<Vec<_>>(),
        "expansions": results.expansions,
        "suggestions": results.suggestions,
        "explanation": results.explanation,
        "warnings": results.warnings,
    })
}

/// An answer as one object, its hits with further columns.
pub fn results_with<'a>(results: &Results, columns: &[&Column], rows: impl Iterator<Item = Row<'a>>) -> Value {
    let mut told = self::results(results);
    told["hits"] = rows.map(|row| hit_with(&row, columns)).collect();
    told
}

/// One hit with further columns, a key each.
pub fn hit_with(row: &Row, columns: &[&Column]) -> Value {
    let mut told = hit(row.hit);
    for column in columns {
        told[column.name] = column.value(row);
    }
    told
}

/// The facets of an answer as one object, with what was counted.
pub fn facets(results: &Results) -> Value {
    json!({
        "format_version": FORMAT_VERSION,
        "query": results.query,
        "total": results.total,
        "articles": results.articles,
        "copies": results.copies,
        "facets": results.facets.iter().map(counts).collect::<Vec<_>>(),
        "warnings": results.warnings,
    })
}

/// One hit.
pub fn hit(hit: &Hit) -> Value {
    json!({
        "id": hit.id,
        "article_id": hit.id,
        "source_id": hit.source_id,
        "score": hit.score,
        "title": hit.title.text,
        "title_marks": ranges(&hit.title),
        "url": hit.url,
        "site": hit.site,
        "authors": hit.authors,
        "lang": hit.lang,
        "kind": hit.kind,
        "published": hit.published.as_ref().map(published),
        "countries": hit.countries.iter().map(|code| named_country(code)).collect::<Vec<_>>(),
        "topics": hit.topics.iter().map(|code| named_topic(code)).collect::<Vec<_>>(),
        "origin": origin(&hit.origin),
        "captured": hit.captured,
        "captures": hit.captures,
        "spread": hit.spread,
        "snippets": hit.snippets.iter().map(snippet).collect::<Vec<_>>(),
        "context": hit.context,
        "context_more": hit.context_more,
        "score_parts": hit.score_parts,
    })
}

/// The articles that carry one story: `group` holds the ids that `search` and `show` take.
pub fn copy_group(group: &CopyGroup) -> Value {
    let name = |article: &CopyOf| article.source_id.clone().unwrap_or_else(|| article.id.to_string());
    json!({
        "group": group.articles.iter().map(name).collect::<Vec<_>>(),
        "spread": group.spread,
        "articles": group.articles.iter().map(copy_of).collect::<Vec<_>>(),
    })
}

fn copy_of(article: &CopyOf) -> Value {
    json!({
        "id": article.id,
        "article_id": article.id,
        "source_id": article.source_id,
        "title": article.title,
        "site": article.site,
        "published": article.published.as_ref().map(published),
        "words": article.words,
        "containment": round(article.containment),
        "is_copy": article.is_copy,
        "differs": article.differs,
    })
}

/// The counts of one facet.
pub fn counts(counts: &FacetCounts) -> Value {
    json!({ "by": counts.by, "buckets": counts.buckets, "unknown": counts.unknown, "more": counts.more })
}

/// An article with what it is about and why.
pub fn entry(entry: &Entry) -> Value {
    let article = &entry.article;
    json!({
        "format_version": FORMAT_VERSION,
        "producer": "dateline",
        "id": article.source_id.clone().unwrap_or_else(|| article.id.to_string()),
        "article_id": article.id,
        "source_id": article.source_id,
        "url": article.url,
        "title": article.title,
        "authors": article.authors,
        "published": article.published.as_ref().map(published),
        "numeric_day": numeric_day(&article.numeric_day),
        "captured": article.captured,
        "site": article.site,
        "lang": article.lang,
        "kind": article.kind,
        "sections": article.sections,
        "tags": article.tags,
        "description": article.description,
        "declared_countries": article.countries,
        "countries": countries(&entry.countries),
        "mentions": countries(&entry.mentions),
        "topics": entry.topics.iter().map(topic).collect::<Vec<_>>(),
        "labelled_by": entry.provenance,
        "origin": origin_of_article(&article.origin),
        "body": article.body,
        "comments": article.comments,
    })
}

/// A version of an article, the newest being 1, among all of its versions, with what is remembered of its file, and its
/// copies: what `show` prints.
pub fn shown(number: usize, versions: &[Version], file: Option<&FileRecord>, copies: Option<&CopyGroup>) -> Value {
    let mut shown = versions.get(number.saturating_sub(1)).map_or_else(|| json!({}), |version| entry(&version.entry));
    shown["version"] = json!(number);
    shown["file"] = file.map(source_file).into();
    shown["versions"] = self::versions(versions);
    shown["copies"] = copies.map(copy_group).into();
    shown
}

/// What is remembered of a file that articles were read from.
fn source_file(file: &FileRecord) -> Value {
    let is_whole = !file.is_unfinished();
    json!({
        "sha256": file.sha256,
        "size": is_whole.then_some(file.size),
        "modified": file.modified_time(),
    })
}

/// The versions of an article, the newest first, each with its captures.
pub fn versions(versions: &[Version]) -> Value {
    let capture = |saved: &Saved| {
        let mut told = origin(&saved.origin);
        told["captured"] = json!(saved.time);
        told
    };
    let version = |(number, version): (usize, &Version)| {
        json!({
            "version": number,
            "title": version.entry.article.title,
            "captures": version.captures.iter().map(capture).collect::<Vec<_>>(),
        })
    };
    (1..).zip(versions).map(version).collect()
}

/// The spellings of a name, those of each of its words with the word.
pub fn names(name: &str, parts: &[NamePart]) -> Value {
    let variants = parts.iter().flat_map(|part| {
        part.variants.iter().map(|variant| {
            let mut record = json!(variant);
            record["of"] = json!(part.text);
            record
        })
    });
    let more: usize = parts.iter().map(|part| part.more).sum();
    json!({ "name": name, "variants": variants.collect::<Vec<_>>(), "more": more })
}

fn published(published: &Published) -> Value {
    json!({
        "start": published.to_string(),
        "end": published.end().strftime("%Y-%m-%dT%H:%M").to_string(),
        "precision": published.precision,
        "source": published.source,
        "confidence": round(published.confidence),
        "evidence": published.evidence,
    })
}

/// What days in numbers alone tell of their order, or leave to the other pages of the site.
fn numeric_day(day: &NumericDay) -> Value {
    let told = |day: &Option<Published>| day.as_ref().map(published);
    match day {
        NumericDay::Silent => Value::Null,
        NumericDay::Proves(order) => json!({ "proves": order }),
        NumericDay::Open(day) => json!({ "open": {
            "alone": told(&day.alone),
            "day_first": told(&day.day_first),
            "month_first": told(&day.month_first),
        } }),
    }
}

/// Countries by their codes of today: a vanished state that is given next to its successor is shown as the former state of that
/// one (`former`).
fn countries(labels: &[CountryLabel]) -> Vec<Value> {
    let successor = |label: &CountryLabel| model::country(&label.code).and_then(|row| row.successor);
    let listed = |code: &str| labels.iter().any(|label| label.code == code);
    let of_today = labels.iter().filter(|label| !successor(label).is_some_and(listed));
    of_today
        .map(|label| {
            let mut told = labelled(named_country(&label.code), label.weight, &label.evidence);
            let former = labels.iter().enumerate().filter(|(_, other)| successor(other) == Some(label.code.as_str()));
            let former: Vec<Value> = former
                .map(|(rank, other)| {
                    let mut told = labelled(named_country(&other.code), other.weight, &other.evidence);
                    told["rank"] = json!(rank);
                    told
                })
                .collect();
            if !former.is_empty() {
                told["former"] = json!(former);
            }
            told
        })
        .collect()
}

fn topic(label: &TopicLabel) -> Value {
    labelled(named_topic(&label.code), label.weight, &label.evidence)
}

fn labelled(mut named: Value, weight: f32, evidence: &[Evidence]) -> Value {
    named["weight"] = json!(round(weight));
    named["evidence"] = json!(evidence);
    named
}

pub(super) fn named_country(code: &str) -> Value {
    json!({ "code": code, "name": model::country(code).map(|country| country.name) })
}

fn named_topic(code: &str) -> Value {
    json!({ "code": code, "name": model::topic(code).map(|topic| topic.name) })
}

fn origin(origin: &Origin) -> Value {
    json!({ "path": origin.full_path(), "member": origin.member, "offset": origin.offset })
}

/// The place of an article, with its file as named from the folder that was read: what its id rests on where it has no
/// address.
fn origin_of_article(place: &Origin) -> Value {
    let mut told = origin(place);
    told["file"] = json!(place.path.display().to_string());
    told
}

fn snippet(piece: &Marked) -> Value {
    json!({
        "text": piece.text, "marks": ranges(piece), "offset": piece.offset,
        "cut_before": piece.cut_before, "cut_after": piece.cut_after,
    })
}

fn ranges(piece: &Marked) -> Vec<[usize; 2]> {
    piece.marks.iter().map(|mark| [mark.start, mark.end]).collect()
}

/// A weight with as many digits as it deserves.
fn round(weight: f32) -> f64 {
    (f64::from(weight) * 1000.0).round() / 1000.0
}
