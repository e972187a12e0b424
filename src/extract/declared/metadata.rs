//! What a page says of itself: `meta` elements, links and JSON-LD, collected in one pass over the page.

use std::collections::HashSet;

use serde_json::Value;

use super::json_ld;
use crate::extract::page::dom::{Data, Dom, NodeId};

/// Everything that a page declares about itself, as evidence; nothing is believed yet.
#[derive(Debug, Default)]
pub struct Metadata {
    /// `meta` elements in document order: the name (`name`, `property`, `itemprop` or `http-equiv`) in lower case,
    /// and the content.
    pub metas: Vec<(String, String)>,
    /// `link` elements: `rel` in lower case and `href`.
    pub links: Vec<(String, String)>,
    /// The objects of all JSON-LD scripts, those in `@graph` and in arrays included.
    pub json_ld: Vec<Value>,
    /// The text of the `title` element.
    pub title: Option<String>,
    /// The `lang` attribute of the root element.
    pub lang: Option<String>,
}

impl Metadata {
    /// Collects what the page declares.
    pub fn collect(dom: &Dom) -> Metadata {
        let mut found = Metadata::default();
        for id in 0..dom.nodes.len() {
            match dom.tag(id) {
                "meta" => found.add_meta(dom, id),
                "link" => {
                    if let (Some(rel), Some(href)) = (dom.attribute(id, "rel"), dom.attribute(id, "href")) {
                        found.links.push((rel.to_lowercase(), href.to_owned()));
                    }
                }
                "title" if found.title.is_none() && dom.tag(dom.nodes[id].parent) == "head" => {
                    found.title = Some(dom.text(id)).filter(|title| !title.is_empty());
                }
                "html" => found.lang = dom.attribute(id, "lang").map(str::to_owned),
                "script" => found.add_json_ld(dom, id),
                _ => {}
            }
        }
        found
    }

    /// The first non-empty content of a `meta` of this name.
    pub fn meta(&self, name: &str) -> Option<&str> {
        self.metas.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| &**value)
    }

    /// The publisher's summaries, most trusted first.
    pub fn descriptions(&self, story: Option<&Value>) -> Vec<String> {
        let metas = ["og:description", "description", "twitter:description", "dc.description"];
        let mut found: Vec<String> = metas.iter().filter_map(|name| self.meta(name)).map(json_ld::plain).collect();
        found.extend(story.and_then(|story| json_ld::text(story, "description")));
        found.retain(|text| !text.is_empty());
        found.dedup();
        found
    }

    /// The publisher's sections, most general first.
    pub fn sections(&self, story: Option<&Value>) -> Vec<String> {
        let metas = self.metas.iter().filter(|(name, _)| name == "article:section" || name == "parsely-section");
        let mut found: Vec<String> = metas.map(|(_, value)| json_ld::plain(value)).collect();
        found.extend(story.map(|story| json_ld::names(story, "articleSection")).unwrap_or_default());
        each_once(found)
    }

    /// The publisher's keywords and tags. A tag that stands alone is one, though there is a comma in it.
    pub fn tags(&self, story: Option<&Value>) -> Vec<String> {
        let of = |names: &'static [&'static str]| {
            let metas = self.metas.iter().filter(move |(name, _)| names.contains(&&**name));
            metas.map(|(_, value)| json_ld::plain(value))
        };
        let split = |tags: String| tags.split([',', ';']).map(|tag| tag.trim().to_owned()).collect::<Vec<_>>();
        let mut found: Vec<String> = of(&["article:tag", "og:article:tag"]).collect();
        found.extend(of(&["news_keywords", "keywords", "parsely-tags"]).flat_map(split));
        let named = story.map(|story| json_ld::names(story, "keywords")).unwrap_or_default();
        let is_list = story.and_then(|story| story.get("keywords")).is_some_and(Value::is_array);
        found.extend(named.into_iter().flat_map(|tags| if is_list { vec![tags] } else { split(tags) }));
        each_once(found)
    }

    fn add_meta(&mut self, dom: &Dom, id: NodeId) {
        let Some(content) = dom.attribute(id, "content") else { return };
        for key in ["name", "property", "itemprop", "http-equiv"] {
            if let Some(name) = dom.attribute(id, key) {
                self.metas.push((name.trim().to_lowercase(), content.trim().to_owned()));
            }
        }
    }

    fn add_json_ld(&mut self, dom: &Dom, id: NodeId) {
        let is_json_ld =
            dom.attribute(id, "type").is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json"));
        let Some(Data::Text(text)) = dom.nodes.get(id + 1).map(|node| &node.data) else { return };
        if !is_json_ld {
            return;
        }
        self.json_ld.extend(json_ld::objects(text));
    }
}

/// The texts in their order, each once whatever its case; a hundred at most.
fn each_once(texts: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    texts.into_iter().filter(|text| !text.is_empty() && seen.insert(text.to_lowercase())).take(100).collect()
}
