//! What a page says of itself: `meta` elements, links and JSON-LD, collected in one pass over the page.

use serde_json::Value;

use super::dom::{Data, Dom, NodeId};

/// Everything that a page declares about itself, as evidence; nothing is believed yet.
#[derive(Debug, Default)]
pub struct Metadata {
    /// `meta` elements in document order: the name (`name`, `property`, `itemprop` or `http-equiv`) in lower case,
    /// and the content.
    pub metas: Vec<(String, String)>,
    /// `link` elements: `rel` in lower case and `href`.
    pub links: Vec<(String, String)>,
    /// The objects of all JSON-LD scripts, `@graph` and arrays laid flat.
    pub json_ld: Vec<Value>,
    /// The text of the `title` element.
    pub title: Option<String>,
    /// The `lang` attribute of the root element.
    pub lang: Option<String>,
}

/// JSON-LD beyond this many bytes in one script is not read.
const MAX_JSON_LD: usize = 1 << 20;

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
        if !is_json_ld || text.len() > MAX_JSON_LD {
            return;
        }
        let Ok(value) = serde_json::from_str(text.trim()) else { return };
        let mut stack = vec![value];
        while let Some(value) = stack.pop() {
            match value {
                Value::Array(items) => stack.extend(items.into_iter().rev()),
                Value::Object(mut object) => {
                    if let Some(graph) = object.remove("@graph") {
                        stack.push(graph);
                    }
                    self.json_ld.push(Value::Object(object));
                }
                _ => {}
            }
        }
    }
}
