//! What the page's JSON-LD says of its article (schema.org `NewsArticle` and its kin).

use foldhash::HashMap;
use serde_json::Value;

use crate::extract::page::space::collapse;

/// The types of schema.org that stand for an article.
const ARTICLES: &[&str] = &[
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
    "ScholarlyArticle",
    "TechArticle",
    "SocialMediaPosting",
    "Posting",
    "Review",
    "ClaimReview",
    "AdvertiserContentArticle",
    "SatiricalArticle",
];

/// The objects of a JSON-LD script, those in `@graph`, in arrays and in main entities included. Of a script that is not quite JSON,
/// what can be saved.
pub(super) fn objects(script: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut stack: Vec<Value> =
        serde_json::from_str(script.trim()).ok().or_else(|| repaired(script)).into_iter().collect();
    while let Some(value) = stack.pop() {
        match value {
            Value::Array(items) => stack.extend(items.into_iter().rev()),
            Value::Object(mut object) => {
                stack.extend(object.remove("@graph"));
                let main = ["mainEntity", "mainEntityOfPage"].into_iter().filter_map(|key| object.get(key));
                stack.extend(main.filter(|thing| is_article(thing)).cloned());
                found.push(Value::Object(object));
            }
            _ => {}
        }
    }
    resolve(&mut found);
    found
}

/// Gives the persons of an article their names where it only points to them: `"author": {"@id": "#ann"}`.
fn resolve(found: &mut [Value]) {
    let identity = |object: &Value| object.get("@id").and_then(Value::as_str).map(str::to_owned);
    let named = found.iter().filter_map(|object| Some((identity(object)?, object.get("name")?.clone())));
    let named: HashMap<String, Value> = named.collect();
    for article in found.iter_mut().filter(|object| is_article(object)) {
        for key in ["author", "publisher"] {
            let things = match article.get_mut(key) {
                Some(Value::Array(things)) => &mut things[..],
                Some(thing) => std::slice::from_mut(thing),
                None => &mut [],
            };
            for thing in things {
                let name = identity(thing).and_then(|id| named.get(&id));
                if let (Value::Object(fields), Some(name)) = (thing, name) {
                    fields.entry("name").or_insert_with(|| name.clone());
                }
            }
        }
    }
}

/// Data in a comment or a CDATA section, escaped for HTML, with line ends inside of strings or with something after their end;
/// else the properties that are legible.
fn repaired(script: &str) -> Option<Value> {
    let clean: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = clean.replace("<![CDATA[", " ").replace("]]>", " ");
    // Quotes that are escaped outside of strings: all of it is.
    let is_escaped = clean.trim_start_matches(['{', '[', ' ']).starts_with("&quot;");
    let clean = if is_escaped { unescaped(&clean) } else { clean };
    let start = clean.find(['{', '['])?;
    let first = serde_json::Deserializer::from_str(&clean[start..]).into_iter().next().and_then(Result::ok);
    first.filter(|value: &Value| !value.is_number()).or_else(|| legible(&clean))
}

/// A text with the references to characters resolved that escaping leaves.
fn unescaped(text: &str) -> String {
    let quotes = text.replace("&quot;", "\"").replace("&#34;", "\"").replace("&#x27;", "'").replace("&#39;", "'");
    quotes.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// An article of the properties that can be read out of broken data.
fn legible(script: &str) -> Option<Value> {
    let kind = properties(script, "@type").find(|kind| ARTICLES.contains(&kind.as_str()))?;
    let mut object = serde_json::Map::new();
    object.insert("@type".into(), kind.into());
    for key in ["headline", "datePublished", "dateCreated", "dateModified"] {
        if let Some(text) = properties(script, key).next() {
            object.insert(key.into(), text.into());
        }
    }
    Some(Value::Object(object))
}

/// The texts that a key is given, wherever it stands.
fn properties<'a>(script: &'a str, key: &'a str) -> impl Iterator<Item = String> + 'a {
    let behind = script.match_indices(key).map(move |(at, _)| &script[at + key.len()..]);
    behind.filter_map(|rest| {
        let text = rest.strip_prefix('"')?.trim_start().strip_prefix(':')?.trim_start();
        text.starts_with('"').then(|| serde_json::Deserializer::from_str(text).into_iter::<String>().next()?.ok())?
    })
}

/// The object that describes the page's article: the one with most to say.
pub(crate) fn story(objects: &[Value]) -> Option<&Value> {
    let candidates = objects.iter().filter(|object| is_article(object));
    // The first of equals: max_by_key gives the last.
    candidates.rev().max_by_key(|object| {
        ["headline", "articleBody", "datePublished", "author"].iter().filter(|key| object.get(**key).is_some()).count()
    })
}

/// Leaves out the articles of other headlines where one has a headline that is among the titles of the page: a page may describe
/// the stories that it links to as it does its own.
pub(crate) fn leave_own(objects: &mut Vec<Value>, titles: &[String]) {
    let titles: Vec<String> = titles.iter().map(|title| letters(title)).collect();
    if objects.iter().any(|object| is_article(object) && is_titled(object, &titles)) {
        objects
            .retain(|object| !is_article(object) || text(object, "headline").is_none() || is_titled(object, &titles));
    }
}

/// Whether a title of the page holds the headline of an article, or the other way round.
fn is_titled(object: &Value, titles: &[String]) -> bool {
    /// Bytes of the shortest that tells anything.
    const SHORTEST: usize = 12;
    let headline = text(object, "headline").or_else(|| text(object, "name")).map(|headline| letters(&headline));
    headline.is_some_and(|headline| {
        let is_same =
            |title: &String| title.contains(&*headline) || title.len() >= SHORTEST && headline.contains(&**title);
        headline.len() >= SHORTEST && titles.iter().any(is_same)
    })
}

/// The letters and digits of a title.
fn letters(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether an object is an article.
pub(crate) fn is_article(object: &Value) -> bool {
    types(object).any(|kind| ARTICLES.contains(&kind))
}

/// The types of an object, without their vocabulary.
pub(crate) fn types(object: &Value) -> impl Iterator<Item = &str> {
    let listed = object.get("@type").map(items).unwrap_or_default();
    listed.iter().filter_map(Value::as_str).map(|kind| kind.rsplit(['/', ':']).next().unwrap_or(kind))
}

/// A value as a list: an array's items, or itself.
pub(crate) fn items(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        value => std::slice::from_ref(value),
    }
}

/// A text property, entities decoded.
pub(crate) fn text(object: &Value, key: &str) -> Option<String> {
    let value = items(object.get(key)?).first()?;
    let value = value.as_str().or_else(|| value.get("@value").and_then(Value::as_str))?;
    Some(plain(value)).filter(|text| !text.is_empty())
}

/// The `name`s of a property's values, which may be texts or things, in lists of lists too.
pub(crate) fn names(object: &Value, key: &str) -> Vec<String> {
    things(object, key).flat_map(names_of).collect()
}

/// The names of a property's values that are said to be organizations, or that are not.
pub(crate) fn names_by_kind(object: &Value, key: &str, kind: Kind) -> Vec<String> {
    let is_organization = |thing: &&Value| types(thing).any(|kind| kind.ends_with("Organization"));
    things(object, key)
        .filter(|thing| is_organization(thing) == (kind == Kind::Organization))
        .flat_map(names_of)
        .collect()
}

/// What a named thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A person, or something of which nothing is said.
    Person,
    /// A firm, a paper, an agency.
    Organization,
}

/// A property's values; those of lists inside of a list are taken out of them.
fn things<'a>(object: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    let listed = object.get(key).map(items).unwrap_or_default();
    listed.iter().flat_map(items)
}

/// The names of a text or a thing: of a person that has none, the given and the family name.
fn names_of(thing: &Value) -> Vec<String> {
    let named = match thing {
        Value::String(text) => vec![plain(text)],
        thing => thing.get("name").map(items).unwrap_or_default().iter().filter_map(Value::as_str).map(plain).collect(),
    };
    let named: Vec<String> = named.into_iter().filter(|name| !name.is_empty()).collect();
    if !named.is_empty() {
        return named;
    }
    let parts = ["givenName", "additionalName", "familyName"].into_iter().filter_map(|part| text(thing, part));
    let whole = parts.collect::<Vec<_>>().join(" ");
    if whole.is_empty() { Vec::new() } else { vec![whole] }
}

/// A text with its markup and entities resolved and its white space collapsed.
pub(crate) fn plain(text: &str) -> String {
    // Where a word may be parted at the end of a line is no part of it.
    const SOFT: [char; 3] = ['\u{ad}', '\u{feff}', '\u{2060}'];
    if text.contains(SOFT) {
        return plain(&text.replace(SOFT, ""));
    }
    if !text.contains(['<', '&']) {
        return collapse(text);
    }
    let text = crate::extract::page::dom::Dom::parse(text).text(0);
    collapse(&if text.contains('&') && text.contains(';') {
        crate::extract::page::dom::Dom::parse(&text).text(0)
    } else {
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_stand_in_many_shapes() {
        let object = json!({"author": [{"name": "Ann Lee"}, "Bo &amp; Co", {"name": ["C D"]}]});
        assert_eq!(names(&object, "author"), ["Ann Lee", "Bo & Co", "C D"]);
        let object =
            json!({"author": [[{"givenName": "Ann", "familyName": "Lee"}], [{"name": "", "familyName": "Ray"}]]});
        assert_eq!(names(&object, "author"), ["Ann Lee", "Ray"]);
        let object =
            json!({"author": [{"@type": "NewsMediaOrganization", "name": "Post"}, {"@type": "Person", "name": "Bo"}]});
        assert_eq!(names_by_kind(&object, "author", Kind::Person), ["Bo"]);
        assert_eq!(names_by_kind(&object, "author", Kind::Organization), ["Post"]);
    }

    #[test]
    fn of_several_stories_the_one_that_the_page_is_titled_after_is_its_own() {
        let other = json!({"@type": "NewsArticle", "headline": "The baker wins a prize", "author": "Bo Ray", "datePublished": "2025-10-20"});
        let own = json!({"@type": "NewsArticle", "headline": "The pier opens at last"});
        for (title, kept) in [("The pier opens at last - Harbour Post", 1), ("Something else entirely", 2)] {
            let mut found = vec![other.clone(), own.clone()];
            leave_own(&mut found, &[title.to_owned()]);
            assert_eq!((found.len(), found.last()), (kept, Some(&own)), "{title}");
        }
    }

    #[test]
    fn names_may_stand_in_another_object_of_the_graph() {
        let found = objects(
            r##"{"@graph":[{"@type":"Article","author":[{"@id":"#a"},{"@id":"#b","name":"Bo"},{"@id":"#c"}]},{"@type":"Person","@id":"#a","name":"Ann Lee"}]}"##,
        );
        assert_eq!(names(story(&found).unwrap(), "author"), ["Ann Lee", "Bo"]);
    }

    #[test]
    fn what_is_not_quite_json_is_read_as_far_as_it_goes() {
        for script in [
            "{\"@type\":\"NewsArticle\",\"headline\":\"A\nB\",\"datePublished\":\"2021-03-03\"}",
            "{\"@type\":\"NewsArticle\",\"datePublished\":\"2021-03-03\"};",
            "/* data */ {\"@type\":\"NewsArticle\",\"author\":{\"name\":\"A\"},},\"datePublished\" : \"2021-03-03\"}",
            "\n// <![CDATA[\n{\"@type\":\"NewsArticle\",\"datePublished\":\"2021-03-03\"};\n// ]]>\n",
            "<!-- /* <![CDATA[ */ [{\"@type\":\"NewsArticle\",\"datePublished\":\"2021-03-03\"}] /* ]]> */ -->",
            "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;datePublished&quot;:&quot;2021-03-03&quot;}",
            "{\"@type\":\"WebPage\",\"mainEntity\":{\"@type\":\"NewsArticle\",\"datePublished\":\"2021-03-03\"}}",
        ] {
            let found = objects(script);
            let story = story(&found).and_then(|story| text(story, "datePublished"));
            assert_eq!(story.as_deref(), Some("2021-03-03"), "{script}");
        }
        assert!(objects("{\"@type\":").is_empty());
    }

    #[test]
    fn types_lose_their_vocabulary() {
        assert!(is_article(&json!({"@type": ["Thing", "https://schema.org/NewsArticle"]})));
        assert!(!is_article(&json!({"@type": "WebPage"})));
    }
}
