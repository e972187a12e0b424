//! Entries and records of files to write to an index.

use crate::index::{FileRecord, Outcome, ReadingRules};
use crate::model::{Article, ArticleId, Entry, Origin};

/// An article in a file of the folder `/archive`.
pub(in crate::index) fn entry(file: &str, title: &str) -> Entry {
    let origin = Origin::file("/archive", file);
    let article = Article {
        id: ArticleId::from_origin(&origin),
        origin,
        title: Some(title.to_owned()),
        authors: vec!["Levant Desk".to_owned()],
        lang: Some("en".to_owned()),
        body: "The ships left the port.\nNobody saw them go.".to_owned(),
        comments: "A reader's word".to_owned(),
        ..Article::default()
    };
    Entry { article, ..Entry::default() }
}

/// What is remembered of a file with one article.
pub(in crate::index) fn record(path: &str) -> FileRecord {
    FileRecord {
        path: path.to_owned(),
        size: 1,
        modified: -5,
        hash: u64::MAX,
        sha256: None,
        articles: 1,
        outcome: Outcome::Indexed,
        rules: ReadingRules::default(),
    }
}
