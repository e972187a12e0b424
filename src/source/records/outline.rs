//! Where in a JSON file its records are, as its beginning shows.
//!
//! Services wrap their lists as they like: `response.results`, `hits.hits`, `db[].data.posts`. So no name of a list is
//! believed; a list is one of records when what is in it has the fields of articles.

use std::collections::BTreeMap;

use super::scan::{Scan, Shape};
use crate::source::field_map::{Field, FieldMap};

/// Names under which an object that replaces a text holds that text.
const STAND_FOR_TEXT: &[&[u8]] = &[b"rendered", b"processed", b"value", b"main", b"text"];

/// How many names of fields are reported where none is known.
const NAMES: usize = 8;
/// How deep in a file a list of records may be.
const DEEPEST: u64 = 24;

/// Where the records of a JSON file stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outline {
    /// The paths of its records (see [`Scan::path`]); none where nothing looks like an article.
    pub(super) paths: Vec<String>,
    /// Whether the file is an object a line, each of them a record.
    pub(crate) is_lines: bool,
    /// Names of texts in the objects of which there are most, for those who know better what they are.
    names: Vec<String>,
}

impl Outline {
    /// Whether anything looks like an article.
    pub(crate) fn has_records(&self) -> bool {
        !self.paths.is_empty()
    }

    /// Whether records stand in lists, and not by themselves.
    pub(crate) fn has_list(&self) -> bool {
        self.paths.iter().any(|path| !path.is_empty())
    }

    /// Why nothing is read where nothing looks like an article.
    pub(super) fn why_nothing(&self) -> String {
        match self.names.join(", ") {
            names if names.is_empty() => "JSON without articles".to_owned(),
            names => format!("JSON without articles; fields not read: {names}; see --map"),
        }
    }

    /// The outline of a file that starts like this.
    pub(crate) fn of(head: &[u8], fields: &FieldMap) -> Outline {
        let mut reading = Reading { fields, scan: Scan::default(), open: Vec::new(), by_path: BTreeMap::new() };
        let mut at = 0;
        let mut first_root = None;
        while at < head.len() {
            let (taken, step) = reading.scan.advance(&head[at..]);
            at += taken;
            if step.ends {
                while reading.open.len() as u64 > reading.scan.depth() {
                    reading.close();
                }
                if reading.open.is_empty() && first_root.is_none() {
                    first_root = Some(at);
                }
            }
            if let Some(shape) = step.starts {
                reading.start(shape);
            }
        }
        while !reading.open.is_empty() {
            reading.close();
        }
        let paths = choose(&reading.by_path);
        let is_root = paths == [String::new()];
        let is_on_a_line = match first_root {
            Some(end) => !head[..end].trim_ascii().contains(&b'\n'),
            None => !head.trim_ascii().contains(&b'\n'),
        };
        let names = reading.by_path.into_values().max_by_key(|counts| counts.count).map(|counts| counts.names);
        Outline { is_lines: is_root && is_on_a_line, paths, names: names.unwrap_or_default() }
    }
}

/// What an object has of an article.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    title: bool,
    text: bool,
    /// An address or a day, which most things that have a headline and are articles have too.
    placed: bool,
    /// A day, which pictures and the envelopes of lists have seldom.
    dated: bool,
}

impl Seen {
    fn is_article(self) -> bool {
        self.title || self.text
    }

    fn add(&mut self, other: Seen) {
        self.title |= other.title;
        self.text |= other.text;
        self.placed |= other.placed;
        self.dated |= other.dated;
    }
}

/// How many of the objects on one path have what.
#[derive(Debug, Default)]
struct PathCounts {
    count: usize,
    with_text: usize,
    with_title: usize,
    /// Those with a headline and an address or a day.
    placed: usize,
    /// Those with a headline and a day.
    dated: usize,
    /// Those with an address or a day, whatever else they have.
    stand_alone: usize,
    /// Names of texts in them, the first few.
    names: Vec<String>,
}

impl PathCounts {
    fn strength(&self) -> Strength {
        match () {
            () if self.with_text * 2 >= self.count => Strength::Text,
            () if self.dated * 2 >= self.count => Strength::Dated,
            () if self.placed * 2 >= self.count => Strength::Placed,
            () if self.with_title * 2 >= self.count => Strength::Title,
            () => Strength::None,
        }
    }
}

/// How sure it is that the objects of a path are articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    None,
    Title,
    Placed,
    Dated,
    Text,
}

/// A container that is open.
struct Open {
    is_object: bool,
    /// Its path, where it is an element of a list or stands alone.
    path: Option<String>,
    /// What its name says that it is.
    named: Seen,
    /// What it has.
    own: Seen,
    /// What the objects in it have.
    inner: Seen,
}

struct Reading<'a> {
    fields: &'a FieldMap,
    scan: Scan,
    open: Vec<Open>,
    by_path: BTreeMap<String, PathCounts>,
}

impl Reading<'_> {
    fn start(&mut self, shape: Shape) {
        let key = self.scan_key();
        let parent = self.open.last_mut();
        let stands_alone = parent.as_ref().is_none_or(|parent| !parent.is_object);
        let named = key.as_deref().map(|key| meant(key, self.fields)).unwrap_or_default();
        match (shape, parent) {
            (Shape::Text, Some(parent)) if parent.is_object => {
                parent.own.add(named);
                if let (Some(path), Some(key)) = (&parent.path, key) {
                    let names = &mut self.by_path.entry(path.clone()).or_default().names;
                    if names.len() < NAMES && !names.contains(&key) {
                        names.push(key);
                    }
                }
                let stands_for = STAND_FOR_TEXT.contains(&self.scan.key());
                self.tell_above(stands_for);
            }
            (Shape::Text, Some(_)) => self.tell_above(true),
            (Shape::Bare, Some(parent)) => {
                parent.own.placed |= named.placed;
                parent.own.dated |= named.dated;
            }
            (Shape::Object | Shape::Array, _) if self.scan.depth() <= DEEPEST => {
                let path = stands_alone.then(|| self.scan.path().to_owned());
                let is_object = shape == Shape::Object;
                self.open.push(Open { is_object, path, named, own: Seen::default(), inner: Seen::default() });
            }
            (Shape::Object | Shape::Array, _) | (_, None) => {}
        }
    }

    /// The name of the value that starts here. A container that has just been opened is not its own parent.
    fn scan_key(&self) -> Option<String> {
        let (_, key) = self.scan.path().rsplit_once('.')?;
        self.open.last().is_some_and(|parent| parent.is_object).then(|| key.to_owned())
    }

    /// A text stands in the innermost container, which may stand for a field of the object around it.
    fn tell_above(&mut self, stands_for: bool) {
        if let ([.., above, container], true) = (self.open.as_mut_slice(), stands_for) {
            above.own.add(container.named);
        }
    }

    fn close(&mut self) {
        let Some(container) = self.open.pop() else { return };
        let mut seen = container.own;
        if !seen.is_article() {
            seen.add(container.inner);
        }
        if !container.is_object {
            return;
        }
        match (container.path, self.open.last_mut()) {
            (Some(path), _) => {
                let counts = self.by_path.entry(path).or_default();
                counts.count += 1;
                counts.with_text += usize::from(seen.text);
                counts.with_title += usize::from(seen.title);
                counts.placed += usize::from(seen.title && seen.placed);
                counts.dated += usize::from(seen.title && seen.dated);
                counts.stand_alone += usize::from(container.own.placed);
            }
            (None, Some(parent)) => parent.inner.add(seen),
            (None, None) => {}
        }
    }
}

/// What a name says that its value is.
fn meant(name: &str, fields: &FieldMap) -> Seen {
    let means = |field| fields.means(name, field);
    let dated = means(Field::Date);
    Seen { title: means(Field::Title), text: means(Field::Text), placed: means(Field::Url) || dated, dated }
}

/// The paths of the records: lists whose elements have texts before those with headlines alone, the outermost before those
/// inside them; an object that stands alone only where no list in it is better.
fn choose(by_path: &BTreeMap<String, PathCounts>) -> Vec<String> {
    let alone = by_path.get("").map_or(Strength::None, PathCounts::strength);
    // Sections of an article have neither headline nor place of their own: the article is what they stand in.
    let is_section = |path: &str, counts: &PathCounts| {
        let has_none = counts.with_title * 2 < counts.count.max(1) && counts.stand_alone * 2 < counts.count.max(1);
        let holds = |outer: &str, counts: &PathCounts| {
            counts.strength() >= Strength::Placed && outer != path && path.starts_with(outer)
        };
        has_none && by_path.iter().any(|(outer, counts)| holds(outer, counts))
    };
    let lists = || by_path.iter().filter(|(path, counts)| !path.is_empty() && !is_section(path, counts));
    let best = lists().map(|(_, counts)| counts.strength()).max().unwrap_or(Strength::None);
    // A list of captions belongs to the article that it stands in.
    if alone >= best && alone != Strength::None {
        return vec![String::new()];
    }
    let is_best = |counts: &PathCounts| best != Strength::None && counts.strength() == best;
    let mut strong: Vec<&String> = lists().filter(|(_, counts)| is_best(counts)).map(|(path, _)| path).collect();
    strong.sort_by_key(|path| path.len());
    let mut chosen: Vec<String> = Vec::new();
    for path in strong {
        if !chosen.iter().any(|outer| path.starts_with(outer.as_str())) {
            chosen.push(path.clone());
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(json: &str) -> Vec<String> {
        Outline::of(json.as_bytes(), &FieldMap::default()).paths
    }

    #[test]
    fn lists_are_found_whatever_wraps_them() {
        for (json, path) in [
            (r#"[{"title": "A", "text": "a"}]"#, "[]"),
            (
                r#"{"status": "ok", "articles": [{"source": {"name": "P"}, "title": "A", "content": "a"}]}"#,
                ".articles[]",
            ),
            (
                r#"{"response": {"docs": [{"abstract": "a", "headline": {"main": "A"}, "pub_date": "2025"}]}}"#,
                ".response.docs[]",
            ),
            (
                r#"{"hits": {"total": 1, "hits": [{"_id": "1", "_source": {"title": "A", "body": "a"}}]}}"#,
                ".hits.hits[]",
            ),
            (
                r#"{"db": [{"data": {"posts": [{"title": "A", "html": "a"}], "tags": [{"name": "t"}]}}]}"#,
                ".db[].data.posts[]",
            ),
            (
                r#"{"title": "Feed", "items": [{"content_html": "a", "authors": [{"name": "N"}], "title": "A"}]}"#,
                ".items[]",
            ),
            (
                r#"[{"authors": [{"name": "N", "title": "Editor"}], "title": {"rendered": "A"}, "content": {"rendered": "a"}}]"#,
                "[]",
            ),
            (r#"{"title": "A", "images": [{"title": "c", "url": "u"}], "text": "a"}"#, ""),
            (r#"{"images": [{"title": "c", "url": "u"}], "title": "A", "url": "u"}"#, ""),
            (
                r#"{"content": [{"title": "A", "text": "a"}, {"title": "B", "text": "b"}], "totalElements": 2}"#,
                ".content[]",
            ),
            (
                r#"[{"title": "A", "body": {"sections": [{"headline": [], "paragraphs": ["a", "b"]}]}, "publishing_date": "2025"}]"#,
                "[]",
            ),
            (
                r#"{"id": "user/1", "title": "Starred", "items": [{"title": "A", "published": 1762156800, "summary": {"content": "a"}}]}"#,
                ".items[]",
            ),
            (
                r#"{"title": "Feed", "home": "h", "link": "u", "items": [{"content_html": "a", "url": "v"}]}"#,
                ".items[]",
            ),
            (r#"{"articles": [{"title": "A", "text": "a, and the head ends he"#, ".articles[]"),
        ] {
            assert_eq!(paths(json), [path], "{json}");
        }
        assert!(paths(r#"{"name": "package", "files": [{"size": 1}]}"#).is_empty());
    }

    #[test]
    fn an_object_a_line_is_told_from_an_object_over_many() {
        let is_lines = |json: &str| Outline::of(json.as_bytes(), &FieldMap::default()).is_lines;
        assert!(is_lines("{\"title\": \"A\"}\n{\"title\""));
        assert!(is_lines("{\"title\": \"A\", \"text\": \"the head ends he"));
        assert!(!is_lines("{\n\"title\": \"A\"\n}"));
        assert!(!is_lines("{\"articles\": [{\"title\": \"A\", \"text\": \"a\"}]}\n"));
    }
}
