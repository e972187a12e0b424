//! Archives made by hand, indexed in a folder that is removed with them.

use jiff::civil::date;
use tempfile::TempDir;

use crate::enrich::fingerprint;
use crate::index::Index;
use crate::model::{Article, ArticleId, DateSource, Entry, Origin, Published, Site};
use crate::search::Searcher;

/// An index of a few articles.
pub(crate) struct Archive {
    /// Searches it.
    pub(crate) searcher: Searcher,
    _folder: TempDir,
}

impl Archive {
    /// Lays these articles in one go.
    pub(crate) fn new(entries: &[Draft]) -> Archive {
        Archive::in_batches(entries, entries.len().max(1))
    }

    /// Indexes these articles, `size` a commit: a segment each, or fewer where the engine merges them.
    pub(crate) fn in_batches(entries: &[Draft], size: usize) -> Archive {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open_or_create(folder.path()).unwrap();
        let mut writer = index.writer(1, 0).unwrap();
        for batch in entries.chunks(size) {
            batch.iter().for_each(|draft| writer.add(&draft.0).unwrap());
            writer.commit(&[]).unwrap();
        }
        Archive { searcher: Searcher::open(&index).unwrap(), _folder: folder }
    }
}

/// An article in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft(pub(crate) Entry);

/// An article with this source id.
pub(crate) fn article(id: &str) -> Draft {
    let origin = Origin::file("/archive", format!("{id}.html"));
    let article = Article {
        id: ArticleId::from_origin(&origin),
        source_id: Some(id.to_owned()),
        origin,
        lang: Some("en".to_owned()),
        ..Article::default()
    };
    Draft(Entry { article, ..Entry::default() })
}

impl Draft {
    /// With this headline.
    pub(crate) fn title(mut self, title: &str) -> Draft {
        self.0.article.title = Some(title.to_owned());
        self
    }

    /// With this text.
    pub(crate) fn body(mut self, body: &str) -> Draft {
        self.0.article.body = body.to_owned();
        self.0.fingerprint = fingerprint(body);
        self
    }

    /// Of this publisher.
    pub(crate) fn site(mut self, domain: &str) -> Draft {
        self.0.article.site = Some(Site { name: None, domain: Some(domain.to_owned()) });
        self
    }

    /// In this language.
    pub(crate) fn lang(mut self, lang: &str) -> Draft {
        self.0.article.lang = Some(lang.to_owned());
        self
    }

    /// Published on this day.
    pub(crate) fn day(mut self, year: i16, month: i8, day: i8) -> Draft {
        self.0.article.published = Some(Published::day(date(year, month, day), DateSource::Meta, "", 1.0));
        self
    }
}
