//! Substack's export: a ZIP archive with a table of the posts, and the text of each in a file that bears its number.

use std::collections::BTreeMap;

use crate::model::Declared;

/// The table of the posts.
pub(super) const TABLE: &str = "posts.csv";

/// The files of the posts in a table, and what it says of each; nothing of a draft. None where it is another table.
pub(super) fn posts(table: &str) -> Option<BTreeMap<String, Option<Declared>>> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes());
    let names = rows.headers().ok()?.clone();
    let column = |name: &str| names.iter().position(|known| known.trim_start_matches('\u{FEFF}') == name);
    let (id, title, published) = (column("post_id")?, column("title")?, column("is_published")?);
    let (day, subtitle) = (column("post_date"), column("subtitle"));
    let mut posts = BTreeMap::new();
    for row in rows.records().flatten() {
        let cell = |column: usize| row.get(column).map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned);
        let Some(id) = cell(id) else { continue };
        let declared = Declared {
            title: cell(title),
            published: day.and_then(cell),
            description: subtitle.and_then(cell),
            ..Declared::default()
        };
        let is_draft = cell(published).is_some_and(|told| told == "false");
        posts.insert(format!("posts/{id}.html"), (!is_draft).then_some(declared));
    }
    (!posts.is_empty()).then_some(posts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_are_told_from_drafts() {
        let table = "post_id,post_date,is_published,email_sent_at,type,title,subtitle\n7.ferry,2025-11-03T06:40:00.000Z,true,,newsletter,\"Ferry, again\",Deck\n\
            8.pier,,false,,newsletter,Pier,\n";
        let posts = posts(table).unwrap();
        let ferry = posts["posts/7.ferry.html"].as_ref().unwrap();
        assert_eq!(
            (ferry.title.as_deref(), ferry.published.as_deref()),
            (Some("Ferry, again"), Some("2025-11-03T06:40:00.000Z"))
        );
        assert!(posts["posts/8.pier.html"].is_none());
        assert!(super::posts("title,text\nFerry,It sails.\n").is_none() && super::posts("").is_none());
    }
}
