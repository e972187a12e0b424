//! What answers questions.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::at_home;
use crate::Result;
#[cfg(feature = "cluster")]
use crate::cluster::ClusterSearcher;
use crate::index::{FieldNames, FileRecord, Index};
use crate::model::{ArticleId, CopyGroup, Entry, NamePart, Origin, Results};
use crate::plan::{Holdings, Place};
use crate::query::Query;
use crate::search::{Beside, Piece, Request, Searcher};
use crate::text::name::Point;

/// An engine that answers requests about one archive: [`Searcher`] is the engine at home, [`ClusterSearcher`] the one that asks a
/// cluster. Doors ask this alone, and do not know which of them stands behind it.
///
/// All methods fail when the archive cannot be read.
pub trait Engine: Send + Sync {
    /// Answers a request.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Unknown`] when a value of a facet does not exist; else when the archive cannot be read.
    fn search(&self, request: &Request) -> Result<Results>;

    /// Answers a request piece by piece: calls `each` with one piece after the other until it breaks, with the first even
    /// where nothing was found.
    ///
    /// # Errors
    ///
    /// As [`Engine::search`].
    fn search_in_pieces(
        &self,
        request: &Request,
        beside: Beside,
        each: &mut dyn FnMut(Piece) -> ControlFlow<()>,
    ) -> Result<()>;

    /// How many articles match a query, copies counted each.
    ///
    /// # Errors
    ///
    /// As [`Engine::search`].
    fn count(&self, query: &Query) -> Result<u64> {
        let request = Request { query: query.clone(), limit: 0, ..Request::default() };
        Ok(self.search(&request)?.total)
    }

    /// The ids of all articles that match a request.
    ///
    /// # Errors
    ///
    /// As [`Engine::search`].
    fn ids(&self, request: &Request) -> Result<BTreeSet<ArticleId>>;

    /// Calls `each` with the groups of copies of which an article matches, those of most articles first, then those on most
    /// sites and days, at most as many as the request's limit, until it breaks; returns how many there are in all.
    ///
    /// # Errors
    ///
    /// As [`Engine::search`].
    fn copy_groups(&self, request: &Request, each: &mut dyn FnMut(&CopyGroup) -> ControlFlow<()>) -> Result<usize>;

    /// The articles that carry the same story as this one, with itself, each compared with it; none where it has no copies.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    fn copies(&self, id: ArticleId) -> Result<Option<CopyGroup>>;

    /// The query for articles like the one with this id, and its id as an article; `None` where there is no such article.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    fn similar(&self, id: &str) -> Result<Option<(ArticleId, Query)>>;

    /// The captures of an article, by its id or by the id of the record that it came in: the newest first.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    fn article(&self, id: &str) -> Result<Vec<Entry>>;

    /// The articles with an id, or with the id of a record, that begins so, in their order, at most `limit`; none where it is
    /// shorter than three characters.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    fn ids_beginning(&self, prefix: &str, limit: usize) -> Result<Vec<ArticleId>>;

    /// The words of a name, each with its other spellings, likeliest first.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    fn names(&self, name: &str, point: Point) -> Result<Vec<NamePart>>;

    /// What is remembered of the file that an article lies in; none where no such file is known.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    fn file(&self, origin: &Origin) -> Result<Option<FileRecord>>;

    /// How many articles there are.
    fn article_count(&self) -> u64;

    /// What the archive holds beside its articles.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    fn holdings(&self) -> Result<Holdings>;

    /// The names of record fields that were told for its folders, by which a page is found in them again.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    fn field_names(&self) -> Result<FieldNames>;

    /// Where it is kept.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    fn place(&self) -> Result<Place>;
}

/// The methods that an engine has under the same names itself; what stands between the braces is beside them.
macro_rules! engine {
    ($engine:ty { $($beside:tt)* }) => {
        impl Engine for $engine {
            fn search(&self, request: &Request) -> Result<Results> {
                <$engine>::search(self, request)
            }

            fn search_in_pieces(
                &self,
                request: &Request,
                beside: Beside,
                each: &mut dyn FnMut(Piece) -> ControlFlow<()>,
            ) -> Result<()> {
                <$engine>::search_in_pieces(self, request, beside, each)
            }

            fn ids(&self, request: &Request) -> Result<BTreeSet<ArticleId>> {
                <$engine>::ids(self, request)
            }

            fn copy_groups(
                &self,
                request: &Request,
                each: &mut dyn FnMut(&CopyGroup) -> ControlFlow<()>,
            ) -> Result<usize> {
                <$engine>::copy_groups(self, request, each)
            }

            fn copies(&self, id: ArticleId) -> Result<Option<CopyGroup>> {
                <$engine>::copies(self, id)
            }

            fn similar(&self, id: &str) -> Result<Option<(ArticleId, Query)>> {
                <$engine>::similar(self, id)
            }

            fn article(&self, id: &str) -> Result<Vec<Entry>> {
                <$engine>::article(self, id)
            }

            fn ids_beginning(&self, prefix: &str, limit: usize) -> Result<Vec<ArticleId>> {
                <$engine>::ids_beginning(self, prefix, limit)
            }

            fn names(&self, name: &str, point: Point) -> Result<Vec<NamePart>> {
                <$engine>::names(self, name, point)
            }

            fn file(&self, origin: &Origin) -> Result<Option<FileRecord>> {
                <$engine>::file(self, origin)
            }

            fn article_count(&self) -> u64 {
                <$engine>::article_count(self)
            }

            $($beside)*
        }
    };
}

engine!(Searcher {
    fn holdings(&self) -> Result<Holdings> {
        at_home::holdings(self.snapshot())
    }

    fn field_names(&self) -> Result<FieldNames> {
        Index::open(self.snapshot().folder())?.field_names()
    }

    fn place(&self) -> Result<Place> {
        Ok(at_home::place(self.snapshot()))
    }
});

#[cfg(feature = "cluster")]
engine!(ClusterSearcher {
    fn holdings(&self) -> Result<Holdings> {
        ClusterSearcher::holdings(self)
    }

    fn field_names(&self) -> Result<FieldNames> {
        Ok(ClusterSearcher::holdings(self)?.field_names)
    }

    fn place(&self) -> Result<Place> {
        ClusterSearcher::place(self)
    }
});
