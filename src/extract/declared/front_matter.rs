//! The head of a file, of Markdown or other text: `key: value` lines between `---` (YAML), or `key = value` lines between `+++` (TOML).
//!
//! Only what static site generators write is understood: texts, quoted or not, and lists in brackets or as `- item`
//! lines. Nothing else of YAML and TOML is; a file is not refused for it.

use crate::model::Declared;

/// More lines than this are no front matter.
const MAX_LINES: usize = 300;

/// What the front matter declares, and the text after it; nothing where there is none.
pub(crate) fn split(text: &str) -> Option<(Declared, &str)> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if let Some(found) = of_outliner(text) {
        return Some(found);
    }
    let fence =
        ["---", "+++"].into_iter().find(|fence| text.lines().next().is_some_and(|line| line.trim_end() == *fence))?;
    let mut declared = Declared::default();
    let mut key = String::new();
    let mut end = 0;
    for (number, line) in text.split_inclusive('\n').enumerate().take(MAX_LINES) {
        end += line.len();
        match (number, line.trim_end()) {
            (0, _) => {}
            (_, line) if line == fence || line == "..." => return Some((declared, &text[end..])),
            (_, line) => read_line(line, &mut key, &mut declared),
        }
    }
    None
}

/// The properties at the head of a page of an outliner (Logseq): `key:: value` lines, and after them blocks as items of a list.
fn of_outliner(text: &str) -> Option<(Declared, &str)> {
    let mut declared = Declared::default();
    let mut end = 0;
    for line in text.split_inclusive('\n').take(MAX_LINES) {
        let Some((key, value)) = line.split_once(":: ").filter(|(key, _)| is_key(key)) else { break };
        put(&mut declared, &key.trim().to_lowercase(), value);
        end += line.len();
    }
    (end > 0).then(|| (declared, &text[end..]))
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key.len() < 40
        && key.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
}

/// What the container declares, and what the front matter adds to it.
pub(crate) fn merge(container: &Declared, found: Declared) -> Declared {
    let list = |first: &Vec<String>, second: Vec<String>| if first.is_empty() { second } else { first.clone() };
    Declared {
        id: container.id.clone().or(found.id),
        charset: container.charset.clone(),
        url: container.url.clone().or(found.url),
        captured: container.captured,
        read: container.read,
        title: container.title.clone().or(found.title),
        authors: list(&container.authors, found.authors),
        published: container.published.clone().or(found.published),
        date_order: container.date_order,
        lang: container.lang.clone().or(found.lang),
        countries: list(&container.countries, found.countries),
        tags: list(&container.tags, found.tags),
        sections: list(&container.sections, found.sections),
        site: container.site.clone().or(found.site),
        description: container.description.clone().or(found.description),
        entry: None,
        extent: container.extent,
    }
}

fn read_line(line: &str, key: &mut String, declared: &mut Declared) {
    if let Some(item) = line.trim_start().strip_prefix("- ") {
        put(declared, key, item);
        return;
    }
    let indented = line.starts_with([' ', '\t']);
    let Some((name, value)) = line.split_once([':', '=']) else { return };
    if indented && name.trim() != "name" {
        return;
    }
    if !indented {
        *key = name.trim().trim_matches('"').to_lowercase();
    }
    put(declared, key, value);
}

/// Files a value, which may be a list in brackets, under its key.
fn put(declared: &mut Declared, key: &str, value: &str) {
    let value = value.trim();
    let value = value.strip_prefix("name:").unwrap_or(value).trim();
    // Note keepers make links of names: `[[Ann Lee]], [[Bo Ray]]`.
    let is_link = |value: &str| value.starts_with("[[") && value.ends_with("]]");
    let links = |value: &str| value.split("]]").map(|link| link.trim_matches(['[', ',', ' ']).to_owned()).collect();
    let listed = value.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).filter(|_| !is_link(value));
    let values = listed.map_or(vec![value], |inner| inner.split(',').collect());
    for value in values.into_iter().map(unquote) {
        let values: Vec<String> = if is_link(&value) { links(&value) } else { vec![value] };
        values.into_iter().filter(|value| !value.is_empty()).for_each(|value| file(declared, key, value));
    }
}

/// Files a value under the field that its key names.
pub(crate) fn file(declared: &mut Declared, key: &str, value: String) {
    match key {
        "title" | "headline" => declared.title = declared.title.take().or(Some(value)),
        "date" | "published" | "publishdate" | "pubdate" | "datepublished" | "published_at" | "date_published"
        | "publication_date" | "published_date" => {
            declared.published = declared.published.take().or(Some(value));
        }
        "author" | "authors" | "byline" | "by" => declared.authors.extend(persons(&value)),
        "tags" | "tag" | "keywords" | "categories" | "category" | "topics" => declared.tags.push(value),
        "lang" | "language" | "locale" => declared.lang = declared.lang.take().or(Some(value)),
        "url" | "link" | "canonical" | "canonical_url" | "source_url" => {
            declared.url = declared.url.take().or(Some(value))
        }
        // Clippers call the address the source; elsewhere that is a publisher.
        "source" if value.starts_with("http://") || value.starts_with("https://") => {
            declared.url = declared.url.take().or(Some(value));
        }
        "country" | "countries" => declared.countries.push(value),
        "site" | "publisher" | "source" => declared.site = declared.site.take().or(Some(value)),
        "id" => declared.id = declared.id.take().or(Some(value)),
        _ => {}
    }
}

/// The persons in one text: "Ann Lee, Bo Ray" are two, where each part can be a full name.
fn persons(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let are_names = parts.iter().all(|part| (2..=4).contains(&part.split_whitespace().count()));
    if are_names { parts.into_iter().map(str::to_owned).collect() } else { vec![text.to_owned()] }
}

fn unquote(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return inner.replace("\\\"", "\"").replace("''", "'");
        }
    }
    value.split(" #").next().unwrap_or(value).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_and_toml_heads_are_read() {
        let yaml = "---\ntitle: \"Port: open\"\ndate: 2025-10-15 # draft\nauthors:\n  - Ann Lee\n  - name: Bo Ray\ntags: [ports, 'trade']\n---\nText";
        let (declared, rest) = split(yaml).unwrap();
        assert_eq!(declared.title.as_deref(), Some("Port: open"));
        assert_eq!(declared.published.as_deref(), Some("2025-10-15"));
        assert_eq!(declared.authors, ["Ann Lee", "Bo Ray"]);
        assert_eq!(declared.tags, ["ports", "trade"]);
        assert_eq!(rest, "Text");
        let (declared, _) = split("+++\ntitle = 'A'\nlang = \"de\"\n+++\n").unwrap();
        assert_eq!((declared.title.as_deref(), declared.lang.as_deref()), (Some("A"), Some("de")));
    }

    #[test]
    fn clippers_name_address_and_persons_in_their_own_ways() {
        let text = "---\nsource: \"https://example.org/f\"\nauthor:\n  - \"[[Ann Lee]]\"\n---\nText";
        let (declared, _) = split(text).unwrap();
        assert_eq!(
            (declared.url.as_deref(), declared.authors),
            (Some("https://example.org/f"), vec!["Ann Lee".to_owned()])
        );
        let (declared, _) = split("---\nauthor: \"Bram Yule, Ann Lee\"\nsource: The Post\n---\nText").unwrap();
        assert_eq!((declared.authors.len(), declared.site.as_deref()), (2, Some("The Post")));
        assert_eq!(persons("Radio and Television, Gdynia"), ["Radio and Television, Gdynia"]);
    }

    #[test]
    fn properties_of_an_outliner_are_read() {
        let (declared, rest) = split("title:: Ferry resumes\nsource:: https://example.org/f\n\n- It sails.\n").unwrap();
        assert_eq!(
            (declared.title.as_deref(), declared.url.as_deref()),
            (Some("Ferry resumes"), Some("https://example.org/f"))
        );
        assert_eq!(rest, "\n- It sails.\n");
        assert!(split("See this:: that is it\n").is_none());
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert!(split("---\nText without an end").is_none());
        assert!(split("Text\n---\n").is_none());
    }
}
