//! Ghost's export: posts, of which the writers and tags stand in tables of their own behind them.

use std::io::{BufReader, Read};

use serde_json::{Value, json};

use super::account::Account;
use super::json::Elements;
use super::record;
use crate::model::{Capture, Origin};
use crate::source::limits::{Limits, of_read};
use crate::{Error, Result};

/// Whether JSON that starts like this, in lower case, is such an export.
pub(crate) fn is_export(start: &str) -> bool {
    start.starts_with('{') && start.contains("\"db\"") && start.contains("\"exported_on\"")
}

/// The posts of an export. One that is larger than a bundle may be, or damaged, is read record by record: then nobody knows the writers.
pub(crate) fn posts<'a>(
    origin: &Origin,
    mut text: impl Read + 'a,
    limits: &'a Limits,
) -> Box<dyn Iterator<Item = Result<Capture>> + 'a> {
    let mut bytes = Vec::new();
    if let Err(cause) = text.by_ref().take(limits.max_bundle.saturating_add(1)).read_to_end(&mut bytes) {
        return Box::new(std::iter::once(Err(of_read(cause))));
    }
    let export = if bytes.len() as u64 > limits.max_bundle { None } else { serde_json::from_slice(&bytes).ok() };
    match export.as_ref().and_then(tables) {
        Some(tables) => Box::new(joined(origin, tables, limits).into_iter()),
        None => {
            let whole = std::io::Cursor::new(bytes).chain(text);
            Box::new(Elements::new(origin.clone(), BufReader::new(whole), limits))
        }
    }
}

/// The tables of an export.
fn tables(export: &Value) -> Option<&Value> {
    let database = export.get("db")?;
    let data = database.get(0).unwrap_or(database).get("data")?;
    data.get("posts")?.is_array().then_some(data)
}

/// The posts with what the other tables say of them.
fn joined(origin: &Origin, tables: &Value, limits: &Limits) -> Vec<Result<Capture>> {
    let mut account = Account::default();
    let mut items = Vec::new();
    for (number, post) in (1..).zip(rows(tables, "posts")) {
        let member = format!("record {number}");
        if post["status"].as_str().is_some_and(|status| !["published", "sent"].contains(&status)) {
            items.push(Err(Error::skipped("a draft of a Ghost export").in_member(member)));
            continue;
        }
        let mut post = post.clone();
        let tags = names(tables, &post["id"], ("posts_tags", "tag_id", "tags"));
        post["authors"] = names(tables, &post["id"], ("posts_authors", "author_id", "users")).into();
        // Tags that begin with a hash are the editors' own.
        post["tags"] = tags.into_iter().filter(|tag| !tag.starts_with('#')).collect::<Vec<_>>().into();
        let origin = Origin { member: Some(member.clone()), ..origin.clone() };
        let capture = record::capture(origin, json!(post).to_string().as_bytes(), &limits.fields, &mut account);
        items.push(capture.map_err(|error| error.in_member(member)));
    }
    items.extend(account.notes().into_iter().map(Err));
    items
}

fn rows<'t>(tables: &'t Value, table: &str) -> impl Iterator<Item = &'t Value> {
    tables[table].as_array().into_iter().flatten()
}

/// The names in a table of the rows that a table of pairs joins to a post, in its order.
fn names(tables: &Value, post: &Value, (pairs, key, table): (&str, &str, &str)) -> Vec<String> {
    let mut joined: Vec<&Value> = rows(tables, pairs).filter(|pair| pair["post_id"] == *post).collect();
    joined.sort_by_key(|pair| pair["sort_order"].as_i64());
    let name =
        |pair: &Value| rows(tables, table).find(|row| row["id"] == pair[key])?["name"].as_str().map(str::to_owned);
    joined.into_iter().filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], limits: &Limits) -> Vec<String> {
        let told = |item: Result<Capture>| match item {
            Ok(Capture { declared, .. }) => {
                format!("{} {:?} {:?}", declared.title.unwrap_or_default(), declared.authors, declared.tags)
            }
            Err(error) => error.to_string(),
        };
        posts(&Origin::default(), bytes, limits).map(told).collect()
    }

    #[test]
    fn writers_and_tags_are_joined_to_their_posts() {
        let text = "<p>The ferry sails again from the old pier.</p>";
        let export = json!({"db": [{"meta": {"exported_on": 1}, "data": {
            "posts": [{"id": "p", "title": "Ferry sails", "html": text, "status": "published"},
                {"id": "q", "title": "Pier", "html": text, "status": "draft"}],
            "users": [{"id": "a", "name": "Ann Lee"}, {"id": "b", "name": "Bo Ray"}],
            "posts_authors": [{"post_id": "p", "author_id": "a", "sort_order": 1}, {"post_id": "p", "author_id": "b", "sort_order": 0}],
            "tags": [{"id": "t", "name": "Ports"}, {"id": "u", "name": "#hidden"}],
            "posts_tags": [{"post_id": "p", "tag_id": "t"}, {"post_id": "p", "tag_id": "u"}]}}]})
        .to_string();
        assert!(is_export(&export.to_lowercase()));
        let told = read(export.as_bytes(), &Limits::default());
        assert_eq!(told[0], "Ferry sails [\"Bo Ray\", \"Ann Lee\"] [\"Ports\"]");
        assert!(told.len() == 2 && told[1].ends_with("a draft of a Ghost export"), "{told:?}");
        // What is too large to be held, or cut off, still gives its posts.
        let small = Limits { max_bundle: 100, ..Limits::default() };
        assert!(read(export.as_bytes(), &small)[0].starts_with("Ferry sails []"));
        assert!(read(&export.as_bytes()[..200], &Limits::default())[0].starts_with("Ferry sails []"));
    }
}
