//! Where in a JSON file its records are, as its beginning shows.
//!
//! Services wrap their lists as they like: `response.results`, `hits.hits`, `db[].data.posts`. So no name of a list is
//! believed; a list is one of records when what is in it has the fields of articles. So is an object in which two or more
//! articles stand under names of their own (`{"id1": {…}, "id2": {…}}`).

use std::collections::{BTreeMap, BTreeSet};

use super::contents::{Contents, Ended, Strength};
use super::scan::Scan;
use crate::source::field_map::FieldMap;

/// How many names of fields are reported where none is known.
const NAMES: usize = 8;
/// How many names of articles in objects are compared.
const COMPARED: usize = 64;

/// Where the records of a JSON file stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outline {
    /// The paths of its records in lists (see [`Scan::path`]); the empty one where they stand by themselves.
    pub(super) paths: BTreeSet<String>,
    /// The paths of the objects in which records stand under names of their own.
    pub(super) maps: BTreeSet<String>,
    /// In what containers they stand (see [`Scan::nesting`]): what stands in the same under other names may be one too.
    pub(super) nestings: BTreeSet<u64>,
    /// What such an object has at least.
    pub(super) least: Strength,
    /// Whether the file is an object a line, each of them a record.
    pub(crate) is_lines: bool,
    /// Names of texts in the objects of which there are most, for those who know better what they are.
    names: Vec<String>,
}

impl Outline {
    /// Whether anything looks like an article.
    pub(crate) fn has_records(&self) -> bool {
        !self.paths.is_empty() || !self.maps.is_empty()
    }

    /// Whether records stand in lists or under names, and not by themselves.
    pub(crate) fn has_list(&self) -> bool {
        !self.maps.is_empty() || self.paths.iter().any(|path| !path.is_empty())
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
        let (mut scan, mut contents, mut found) = (Scan::default(), Contents::default(), Found::default());
        let mut at = 0;
        let mut first_root = None;
        while at < head.len() {
            let (taken, step) = scan.advance(&head[at..]);
            at += taken;
            if step.ends {
                found.take(&mut contents, scan.depth());
                if scan.depth() == 0 && first_root.is_none() {
                    first_root = Some(at);
                }
            }
            if let Some(shape) = step.starts
                && let Some(name) = contents.start(&scan, shape, fields)
            {
                found.name(&contents, name);
            }
        }
        found.take(&mut contents, 0);
        let outline = found.outline();
        let is_root = outline.maps.is_empty() && outline.paths.iter().eq([""]);
        // What wraps an article may hold more of them further on.
        let is_on_a_line = match first_root {
            Some(end) => !head[..end].trim_ascii().contains(&b'\n'),
            None => !head.trim_ascii().contains(&b'\n') && found.lists.get("").is_some_and(PathCounts::is_of_articles),
        };
        let names = found.lists.into_values().max_by_key(|counts| counts.count).map(|counts| counts.names);
        Outline { is_lines: is_root && is_on_a_line, names: names.unwrap_or_default(), ..outline }
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
    /// Those that have a headline or a text themselves.
    of_articles: usize,
    /// In what containers they stand.
    nesting: u64,
    /// How many stand in one object under names of their own, at most, and the first of these names.
    siblings: usize,
    keys: BTreeSet<String>,
    /// Names of texts in them, the first few.
    names: Vec<String>,
}

impl PathCounts {
    fn add(&mut self, ended: &Ended, nesting: u64) {
        let seen = ended.seen;
        self.count += 1;
        self.with_text += usize::from(seen.text);
        self.with_title += usize::from(seen.title);
        self.placed += usize::from(seen.title && seen.placed);
        self.dated += usize::from(seen.title && seen.dated);
        self.stand_alone += usize::from(ended.own.placed);
        self.of_articles += usize::from(ended.own.is_article());
        self.nesting = nesting;
    }

    fn strength(&self) -> Strength {
        match () {
            () if self.with_text * 2 >= self.count => Strength::Text,
            () if self.dated * 2 >= self.count => Strength::Dated,
            () if self.placed * 2 >= self.count => Strength::Placed,
            () if self.with_title * 2 >= self.count => Strength::Title,
            () => Strength::None,
        }
    }

    /// Whether they are articles themselves, and do not only hold them.
    fn is_of_articles(&self) -> bool {
        self.of_articles * 2 >= self.count
    }

    /// Whether articles stand under names of their own in objects, and not under those of fields: in the elements of a list
    /// (`_source` and `highlight`) fields have the same names again and again.
    fn is_map(&self) -> bool {
        let is_in_list = self.nesting >> 1 & 1 == 1 && self.nesting > 0b11;
        self.siblings >= if is_in_list { 3 } else { 2 } && self.keys.len() * 2 > self.count.min(COMPARED)
    }
}

/// What was found in the beginning of a file.
#[derive(Default)]
struct Found {
    /// The elements of lists, and what stands by itself, by path.
    lists: BTreeMap<String, PathCounts>,
    /// The whole articles that stand under names in objects, by the path of the object.
    maps: BTreeMap<String, PathCounts>,
}

impl Found {
    /// Takes note of the objects that have ended.
    fn take(&mut self, contents: &mut Contents, depth: u64) {
        while let Some(ended) = contents.end(depth) {
            let nesting = contents.nesting();
            if ended.is_element {
                self.lists.entry(ended.path.clone()).or_default().add(&ended, nesting);
            } else if let (Some(map), true) = (contents.innermost(), ended.sibling > 0) {
                let counts = self.maps.entry(map.to_owned()).or_default();
                counts.add(&ended, nesting);
                counts.siblings = counts.siblings.max(ended.sibling);
                if counts.count <= COMPARED {
                    counts.keys.insert(ended.path[map.len()..].to_owned());
                }
            }
        }
    }

    /// Takes note of the name of a text.
    fn name(&mut self, contents: &Contents, name: String) {
        if let (Some(path), true) = (contents.innermost(), contents.is_in_element()) {
            let names = &mut self.lists.entry(path.to_owned()).or_default().names;
            if names.len() < NAMES && !names.contains(&name) {
                names.push(name);
            }
        }
    }

    /// The paths of the records: lists whose elements have texts before those with headlines alone, the outermost before those
    /// inside them; an object that stands alone only where no list in it is better.
    fn outline(&self) -> Outline {
        let maps = self.true_maps();
        let holds_map = |path: &str, counts: &PathCounts| !counts.is_of_articles() && leads_to_one_of(&maps, path);
        let alone = self.lists.get("").filter(|counts| !holds_map("", counts));
        let alone = alone.map_or(Strength::None, PathCounts::strength);
        let lists = || {
            let lists = self.lists.iter().filter(|(path, _)| !path.is_empty());
            lists.filter(|(path, counts)| !self.is_section(path, counts) && !holds_map(path, counts))
        };
        let strengths = || lists().map(|(_, counts)| counts).chain(maps.values().copied()).map(PathCounts::strength);
        let best = strengths().max().unwrap_or(Strength::None);
        // A list of captions belongs to the article that it stands in.
        if alone >= best && alone != Strength::None {
            let (paths, nestings) = (BTreeSet::from([String::new()]), BTreeSet::from([1]));
            return Outline { paths, nestings, least: alone, ..Outline::default() };
        }
        let mut outline = Outline { least: best, ..Outline::default() };
        if best == Strength::None {
            return outline;
        }
        // A path comes before those that go on from it.
        for (path, counts) in lists().filter(|(_, counts)| counts.strength() == best) {
            let is_inside = outer_lists(path).any(|outer| outline.paths.contains(outer))
                || is_in_article_of(&maps, path, counts.nesting);
            if !is_inside {
                outline.paths.insert(path.clone());
                outline.nestings.insert(counts.nesting);
            }
        }
        for (map, counts) in maps.into_iter().filter(|(_, counts)| counts.strength() == best) {
            if !outer_lists(map).any(|outer| outline.paths.contains(outer)) && !outline.paths.contains(map) {
                outline.maps.insert(map.to_owned());
                outline.nestings.insert(counts.nesting);
            }
        }
        outline
    }

    /// The objects in which articles stand under names of their own, without those inside an article of another.
    fn true_maps(&self) -> BTreeMap<&str, &PathCounts> {
        let maps = || {
            let maps = self.maps.iter().filter(|(_, counts)| counts.is_map());
            maps.map(|(map, counts)| (map.as_str(), counts))
        };
        let all: BTreeMap<&str, &PathCounts> = maps().collect();
        maps().filter(|(map, counts)| !is_in_article_of(&all, map, counts.nesting)).collect()
    }

    /// Sections of an article have neither headline nor place of their own: the article is what they stand in.
    fn is_section(&self, path: &str, counts: &PathCounts) -> bool {
        let has_none = counts.with_title * 2 < counts.count.max(1) && counts.stand_alone * 2 < counts.count.max(1);
        let is_record = |outer| self.lists.get(outer).is_some_and(|outer| outer.strength() >= Strength::Placed);
        has_none && outer_lists(path).any(is_record)
    }
}

/// Whether what stands on a path, in these containers, is inside an article of one of these maps.
fn is_in_article_of(maps: &BTreeMap<&str, &PathCounts>, path: &str, nesting: u64) -> bool {
    path.match_indices('.').filter_map(|(at, _)| Some((&path[at..], maps.get(&path[..at])?))).any(|(rest, map)| {
        // The article is one more object around it.
        let article = map.nesting << 1;
        let deeper = article.leading_zeros().saturating_sub(nesting.leading_zeros());
        let is_known = || map.count > COMPARED || map.keys.iter().any(|key| rest == key || is_in(rest, key));
        nesting >> deeper == article && is_known()
    })
}

/// Whether one of these maps is what stands on a path, or is inside it.
fn leads_to_one_of(maps: &BTreeMap<&str, &PathCounts>, path: &str) -> bool {
    let goes_on = |mark: char| {
        let first = format!("{path}{mark}");
        maps.range(first.as_str()..).next().is_some_and(|(map, _)| map.starts_with(&first))
    };
    maps.contains_key(path) || goes_on('.') || goes_on('[')
}

/// Whether a path goes on from another.
fn is_in(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.starts_with(['.', '[']))
}

/// The paths of the lists that a path leads through, and of what stands by itself.
fn outer_lists(path: &str) -> impl Iterator<Item = &str> {
    let lists = path.match_indices("[]").map(|(at, mark)| &path[..at + mark.len()]);
    std::iter::once("").chain(lists).filter(|outer| outer.len() < path.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(json: &str) -> Vec<String> {
        let outline = Outline::of(json.as_bytes(), &FieldMap::default());
        let maps = outline.maps.into_iter().map(|map| format!("{map}.*"));
        outline.paths.into_iter().chain(maps).collect()
    }

    /// Documents, and where the articles of each lie.
    const WRAPPED: &[(&str, &str)] = &[
        (r#"[{"title": "A", "text": "a"}]"#, "[]"),
        (r#"{"status": "ok", "articles": [{"source": {"name": "P"}, "title": "A", "content": "a"}]}"#, ".articles[]"),
        (
            r#"{"response": {"docs": [{"abstract": "a", "headline": {"main": "A"}, "pub_date": "2025"}]}}"#,
            ".response.docs[]",
        ),
        (r#"{"hits": {"total": 1, "hits": [{"_id": "1", "_source": {"title": "A", "body": "a"}}]}}"#, ".hits.hits[]"),
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
        (r#"{"title": "Feed", "home": "h", "link": "u", "items": [{"content_html": "a", "url": "v"}]}"#, ".items[]"),
        (r#"{"articles": [{"title": "A", "text": "a, and the head ends he"#, ".articles[]"),
        (r#"{"id1": {"title": "A", "text": "a"}, "id2": {"title": "B", "text": "b"}}"#, ".*"),
        (
            r#"{"articles": {"id1": {"title": "A", "date": "2025"}, "id2": {"title": "B", "date": "2025"}}}"#,
            ".articles.*",
        ),
        (
            r#"[{"_source": {"title": "A", "text": "a"}, "highlight": {"title": ["A"], "text": ["a"]}},
                    {"_source": {"title": "B", "text": "b"}, "highlight": {"title": ["B"], "text": ["b"]}}]"#,
            "[]",
        ),
        (r#"{"title": "A", "text": "a", "de": {"title": "B", "text": "b"}, "fr": {"title": "C", "text": "c"}}"#, ""),
        (
            r#"{"id1": {"title": "A", "text": "a", "images": [{"title": "c", "text": "d"}]}, "id2": {"title": "B", "text": "b"}}"#,
            ".*",
        ),
        (
            r#"{"x": {"all": {"a": {"title": "A", "text": "a"}, "b": {"title": "B", "text": "b"}}}, "meta": {"title": "M"}}"#,
            ".x.all.*",
        ),
    ];

    #[test]
    fn lists_are_found_whatever_wraps_them() {
        for (json, path) in WRAPPED {
            assert_eq!(paths(json), [*path], "{json}");
        }
        let mixed = r#"{"top": {"title": "A", "text": "a"}, "next": {"title": "B", "text": "b"},
            "all": {"c": {"title": "C", "text": "c"}, "d": {"title": "D", "text": "d"}}, "list": [{"title": "E", "text": "e"}]}"#;
        assert_eq!(paths(mixed), [".list[]", ".*", ".all.*"]);
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
