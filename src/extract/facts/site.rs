//! The publisher: what the site calls itself, and its domain.

use serde_json::Value;
use url::Url;

use crate::extract::declared::json_ld;
use crate::extract::declared::metadata::Metadata;
use crate::model::Site;

/// The publisher of a page.
pub(crate) fn publisher(
    metadata: &Metadata,
    story: Option<&Value>,
    url: Option<&str>,
    declared: Option<&str>,
) -> Option<Site> {
    let domain = url.and_then(|url| Url::parse(url).ok()).and_then(|url| url.host_str().map(domain));
    let name = declared
        .map(str::to_owned)
        .or_else(|| metadata.meta("og:site_name").map(json_ld::plain))
        .or_else(|| story.and_then(|story| json_ld::names(story, "publisher").into_iter().next()))
        .or_else(|| metadata.meta("application-name").map(json_ld::plain).filter(|name| !is_title(metadata, name)))
        .filter(|name| !name.is_empty() && name.len() < 100);
    (name.is_some() || domain.is_some()).then_some(Site { name, domain })
}

/// The publisher of a record or a text, by its address and by what is declared of it.
pub(crate) fn of(url: Option<&str>, declared: Option<&str>) -> Option<Site> {
    publisher(&Metadata::default(), None, url, declared)
}

/// All names by which the site may stand in a title.
pub(crate) fn names(metadata: &Metadata, site: Option<&Site>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    if let Some(site) = site {
        names.extend(site.name.clone());
        names.extend(site.domain.as_deref().map(label));
        names.extend(site.domain.clone());
    }
    for key in
        ["og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site", "publisher", "dc.publisher"]
    {
        let name = metadata.meta(key).filter(|name| key != "application-name" || !is_title(metadata, name));
        names.extend(name.map(|name| name.trim_start_matches('@').to_owned()));
    }
    let organizations = metadata.json_ld.iter().filter(|object| {
        json_ld::types(object).any(|t| matches!(t, "WebSite" | "Organization" | "NewsMediaOrganization"))
    });
    names.extend(organizations.flat_map(|object| json_ld::text(object, "name")));
    names.extend(metadata.json_ld.iter().flat_map(|object| json_ld::names(object, "publisher")));
    names.retain(|name| !name.is_empty() && name.len() < 100);
    names
}

/// Whether an `application-name` is the page's title: it names what is pinned to a desktop, and some pin the story.
fn is_title(metadata: &Metadata, name: &str) -> bool {
    /// Words of the longest name of a site that might as well be the title of its front page.
    const NAME: usize = 4;
    let titles = [metadata.meta("og:title"), metadata.title.as_deref()];
    name.split_whitespace().count() > NAME
        && titles.into_iter().flatten().any(|title| title.trim().starts_with(name.trim()))
}

/// A host name without `www.`.
fn domain(host: &str) -> String {
    host.strip_prefix("www.").unwrap_or(host).to_lowercase()
}

/// The part of a host name that names its owner: `example` of `news.example.co.uk`.
pub(super) fn label(host: &str) -> String {
    let parts: Vec<&str> = host.split('.').collect();
    let owner = parts.iter().rev().skip(1).find(|part| part.len() > 3).or(parts.iter().rev().nth(1));
    owner.or(parts.first()).map(|part| (*part).to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::page::dom::Dom;

    #[test]
    fn a_title_that_is_pinned_to_a_desktop_is_no_name() {
        let of = |name: &str| {
            let page = format!(
                "<title>The second pier opens in May - Example</title><meta name=application-name content='{name}'>"
            );
            publisher(&Metadata::collect(&Dom::parse(&page)), None, None, None).and_then(|site| site.name)
        };
        assert_eq!(of("The second pier opens in May"), None);
        assert_eq!(of("The Pier").as_deref(), Some("The Pier"));
    }

    #[test]
    fn owners_are_found_in_hosts() {
        assert_eq!(label("news.example.co.uk"), "example");
        assert_eq!(label("example.org"), "example");
        assert_eq!(label("localhost"), "localhost");
    }
}
