//! What answers questions.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::Result;
#[cfg(feature = "cluster")]
use crate::cluster::{ClusterSearcher, not_yet};
use crate::index::FileRecord;
use crate::model::{ArticleId, CopyGroup, Entry, NamePart, Origin, Results};
use crate::query::Query;
use crate::search::{Beside, Piece, Request, Searcher};
use crate::text::name::Point;

/// An engine that answers requests about one state of an archive: [`Searcher`] is the engine at home, and the methods are
/// its own; the other puts the same requests to a cluster, and fails where a cluster is not asked for something yet.
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

    /// What is remembered of the file that an article lies in; none where no such file is known.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    fn file(&self, origin: &Origin) -> Result<Option<FileRecord>>;

    /// The ids of all articles that match a request.
    ///
    /// # Errors
    ///
    /// As [`Engine::search`].
    fn ids(&self, request: &Request) -> Result<BTreeSet<ArticleId>>;

    /// Calls `each` with the groups of copies of which an article matches, the largest first, until it breaks; returns
    /// how many there are in all.
    ///
    /// # Errors
    ///
    /// As [`Engine::search`].
    fn copy_groups(&self, request: &Request, each: &mut dyn FnMut(&CopyGroup) -> ControlFlow<()>) -> Result<usize>;

    /// The articles that carry the same story as this one, with itself; none where it has no copies.
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

    /// The words of a name, each with its other spellings, likeliest first.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    fn names(&self, name: &str, point: Point) -> Result<Vec<NamePart>>;
}

#[cfg(feature = "cluster")]
impl Engine for ClusterSearcher {
    fn search(&self, request: &Request) -> Result<Results> {
        ClusterSearcher::search(self, request)
    }

    fn search_in_pieces(
        &self,
        request: &Request,
        beside: Beside,
        each: &mut dyn FnMut(Piece) -> ControlFlow<()>,
    ) -> Result<()> {
        ClusterSearcher::search_in_pieces(self, request, beside, each)
    }

    fn file(&self, _: &Origin) -> Result<Option<FileRecord>> {
        Err(not_yet("what is known of the file of an article"))
    }

    fn ids(&self, request: &Request) -> Result<BTreeSet<ArticleId>> {
        ClusterSearcher::ids(self, request)
    }

    fn copy_groups(&self, _: &Request, _: &mut dyn FnMut(&CopyGroup) -> ControlFlow<()>) -> Result<usize> {
        Err(not_yet("the groups of copies"))
    }

    fn copies(&self, _: ArticleId) -> Result<Option<CopyGroup>> {
        Err(not_yet("the copies of an article"))
    }

    fn similar(&self, id: &str) -> Result<Option<(ArticleId, Query)>> {
        ClusterSearcher::similar(self, id)
    }

    fn article(&self, id: &str) -> Result<Vec<Entry>> {
        ClusterSearcher::article(self, id)
    }

    fn names(&self, name: &str, point: Point) -> Result<Vec<NamePart>> {
        ClusterSearcher::names(self, name, point)
    }
}

impl Engine for Searcher {
    fn search(&self, request: &Request) -> Result<Results> {
        Searcher::search(self, request)
    }

    fn search_in_pieces(
        &self,
        request: &Request,
        beside: Beside,
        each: &mut dyn FnMut(Piece) -> ControlFlow<()>,
    ) -> Result<()> {
        Searcher::search_in_pieces(self, request, beside, each)
    }

    fn file(&self, origin: &Origin) -> Result<Option<FileRecord>> {
        Searcher::file(self, origin)
    }

    fn ids(&self, request: &Request) -> Result<BTreeSet<ArticleId>> {
        Searcher::ids(self, request)
    }

    fn copy_groups(&self, request: &Request, each: &mut dyn FnMut(&CopyGroup) -> ControlFlow<()>) -> Result<usize> {
        Searcher::copy_groups(self, request, each)
    }

    fn copies(&self, id: ArticleId) -> Result<Option<CopyGroup>> {
        Searcher::copies(self, id)
    }

    fn similar(&self, id: &str) -> Result<Option<(ArticleId, Query)>> {
        Searcher::similar(self, id)
    }

    fn article(&self, id: &str) -> Result<Vec<Entry>> {
        Searcher::article(self, id)
    }

    fn names(&self, name: &str, point: Point) -> Result<Vec<NamePart>> {
        Searcher::names(self, name, point)
    }
}
