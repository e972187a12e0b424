//! What the page's JSON-LD says of its article (schema.org `NewsArticle` and its kin).

use serde_json::Value;

use super::space::collapse;

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

/// The object that describes the page's article: the one with most to say.
pub(super) fn story(objects: &[Value]) -> Option<&Value> {
    let candidates = objects.iter().filter(|object| is_article(object));
    // The first of equals: max_by_key gives the last.
    candidates.rev().max_by_key(|object| {
        ["headline", "articleBody", "datePublished", "author"].iter().filter(|key| object.get(**key).is_some()).count()
    })
}

/// Whether an object is an article.
pub(super) fn is_article(object: &Value) -> bool {
    types(object).any(|kind| ARTICLES.contains(&kind))
}

/// The types of an object, without their vocabulary.
pub(super) fn types(object: &Value) -> impl Iterator<Item = &str> {
    let listed = object.get("@type").map(items).unwrap_or_default();
    listed.iter().filter_map(Value::as_str).map(|kind| kind.rsplit(['/', ':']).next().unwrap_or(kind))
}

/// A value as a list: an array's items, or itself.
pub(super) fn items(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        value => std::slice::from_ref(value),
    }
}

/// A text property, entities decoded.
pub(super) fn text(object: &Value, key: &str) -> Option<String> {
    let value = items(object.get(key)?).first()?;
    let value = value.as_str().or_else(|| value.get("@value").and_then(Value::as_str))?;
    Some(plain(value)).filter(|text| !text.is_empty())
}

/// The `name`s of a property's values, which may be texts or things.
pub(super) fn names(object: &Value, key: &str) -> Vec<String> {
    let listed = object.get(key).map(items).unwrap_or_default();
    let name = |value: &Value| match value {
        Value::String(text) => vec![plain(text)],
        thing => thing.get("name").map(items).unwrap_or_default().iter().filter_map(Value::as_str).map(plain).collect(),
    };
    listed.iter().flat_map(name).filter(|name| !name.is_empty()).collect()
}

/// A text with its markup and entities resolved and its white space collapsed.
pub(super) fn plain(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return collapse(text);
    }
    let text = super::dom::Dom::parse(text).text(0);
    collapse(&if text.contains('&') && text.contains(';') { super::dom::Dom::parse(&text).text(0) } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_stand_in_many_shapes() {
        let object = json!({"author": [{"name": "Ann Lee"}, "Bo &amp; Co", {"name": ["C D"]}]});
        assert_eq!(names(&object, "author"), ["Ann Lee", "Bo & Co", "C D"]);
    }

    #[test]
    fn types_lose_their_vocabulary() {
        assert!(is_article(&json!({"@type": ["Thing", "https://schema.org/NewsArticle"]})));
        assert!(!is_article(&json!({"@type": "WebPage"})));
    }
}
