//! Nuxt's and SvelteKit's way of sending data (`devalue`): one array, in which objects and lists name their items by number.

use serde_json::Value;

use super::literals::{Literals, Text};

/// More items than this are not unfolded, however often they are named.
const MAX_ITEMS: usize = 100_000;
/// Deeper than this nothing is unfolded: an item may name itself.
const MAX_DEPTH: usize = 60;

/// An item that is still to be unfolded.
struct Ahead {
    item: usize,
    group: usize,
    key: String,
    depth: usize,
}

/// The texts of data in this form; nothing if it is in another.
pub(super) fn read(script: &str) -> Option<Literals> {
    let items: Vec<Value> = serde_json::from_str(script.trim()).ok()?;
    let is_reference = |value: &Value| value.as_i64().is_some();
    let first = items.first()?;
    let is_packed = match first {
        Value::Array(list) => list.iter().skip(1).all(is_reference),
        Value::Object(object) => object.values().all(is_reference),
        _ => false,
    };
    if !is_packed {
        return None;
    }
    let mut found = Literals { groups: vec![0], texts: Vec::new() };
    let mut ahead = vec![Ahead { item: 0, group: 0, key: String::new(), depth: 0 }];
    let mut count = 0;
    while let Some(Ahead { item, group, key, depth }) = ahead.pop() {
        count += 1;
        if count > MAX_ITEMS || depth > MAX_DEPTH {
            continue;
        }
        let named = |value: &Value| value.as_u64().and_then(|n| usize::try_from(n).ok()).filter(|n| *n < items.len());
        match items.get(item) {
            Some(Value::String(value)) => found.texts.push(Text { group, key, value: value.clone() }),
            Some(Value::Array(list)) => {
                let group = add_group(&mut found, group);
                let below = list.iter().rev().filter_map(named);
                ahead.extend(below.map(|item| Ahead { item, group, key: key.clone(), depth: depth + 1 }));
            }
            Some(Value::Object(object)) => {
                let group = add_group(&mut found, group);
                let below = object.iter().rev().filter_map(|(key, value)| Some((key.clone(), named(value)?)));
                ahead.extend(below.map(|(key, item)| Ahead { item, group, key, depth: depth + 1 }));
            }
            _ => {}
        }
    }
    Some(found)
}

fn add_group(found: &mut Literals, above: usize) -> usize {
    found.groups.push(above);
    found.groups.len() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_named_by_number() {
        let found = read(r#"[["Reactive",1],{"title":2,"body":3},"T",[4,5],"one","two"]"#).expect("it is packed so");
        let texts: Vec<_> = found.texts.iter().map(|text| (&*text.key, &*text.value)).collect();
        assert_eq!(texts, [("body", "one"), ("body", "two"), ("title", "T")]);
        assert!(read(r#"[{"title":"T"}]"#).is_none());
        assert!(read("[[0,0,0,0]]").expect("it names itself").texts.is_empty());
    }
}
