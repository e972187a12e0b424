//! The canonical URL of a page.

use serde_json::Value;
use url::Url;

use crate::extract::declared::json_ld;
use crate::extract::declared::metadata::Metadata;
use crate::extract::extraction::Note;

/// The canonical URL: what the page declares, unless it points to a site's root while the page is known to lie
/// elsewhere; else where the bytes were fetched from.
pub(crate) fn canonical(
    metadata: &Metadata,
    story: Option<&Value>,
    fetched: Option<&str>,
    notes: &mut Vec<Note>,
) -> Option<String> {
    let base = fetched.and_then(|url| Url::parse(url).ok());
    let link = metadata.links.iter().find(|(rel, _)| rel == "canonical").map(|(_, href)| href.clone());
    let main_entity = story.and_then(|story| match story.get("mainEntityOfPage") {
        Some(Value::Object(object)) => object.get("@id").and_then(Value::as_str).map(str::to_owned),
        Some(Value::String(text)) => Some(text.clone()),
        _ => None,
    });
    let declared = [
        ("link rel=canonical", link),
        ("og:url", metadata.meta("og:url").map(str::to_owned)),
        ("JSON-LD url", story.and_then(|story| json_ld::text(story, "url")).or(main_entity)),
    ];
    for (source, text) in declared {
        let Some(url) = text.as_deref().and_then(|text| resolve(text, base.as_ref())) else { continue };
        if is_root(&url) && !base.as_ref().is_some_and(is_root) {
            notes.push(Note::new("url", format!("{source} points to the site's root and is doubted: {url}")));
            continue;
        }
        if base.as_ref().is_some_and(|base| is_elsewhere(&url, base)) {
            notes.push(Note::new("url", format!("{source} points to another site and is doubted: {url}")));
            continue;
        }
        notes.push(Note::new("url", format!("from {source}")));
        return Some(url.into());
    }
    fetched.map(str::to_owned)
}

fn resolve(text: &str, base: Option<&Url>) -> Option<Url> {
    let text = text.trim();
    let url = match base {
        Some(base) => base.join(text).ok()?,
        None if text.starts_with("//") => Url::parse(&format!("https:{text}")).ok()?,
        None => Url::parse(text).ok()?,
    };
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

fn is_root(url: &Url) -> bool {
    url.path().len() <= 1 && url.query().is_none()
}

/// Whether two URLs share neither their host's name nor their path.
fn is_elsewhere(a: &Url, b: &Url) -> bool {
    let name = |url: &Url| url.host_str().map(super::site::label).unwrap_or_default();
    name(a) != name(b) && a.path() != b.path()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(link: &str, fetched: Option<&str>) -> Option<String> {
        let metadata = Metadata { links: vec![("canonical".into(), link.into())], ..Metadata::default() };
        canonical(&metadata, None, fetched, &mut Vec::new())
    }

    #[test]
    fn roots_and_strangers_are_doubted() {
        let fetched = Some("https://www.example.org/a/b?x=1");
        assert_eq!(of("/a/b", fetched).as_deref(), Some("https://www.example.org/a/b"));
        assert_eq!(of("https://example.org/", fetched).as_deref(), fetched);
        assert_eq!(of("https://other.example/c", fetched).as_deref(), fetched);
        assert_eq!(of("/a/b", None), None, "nothing to resolve it by");
    }
}
