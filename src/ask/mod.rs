//! A question as any door (way in) gets it: the terminal, a page in the browser, an assistant.
//!
//! A [`Question`] is plain data: what is asked (a text and its [`Reading`], or an article to find the like of), its
//! [`Filters`], and how much of the answer is wanted. What it leaves open is settled by what the answer is wanted for
//! ([`Purpose`]; the table is `policy`). [`Question::read`] makes an [`Asked`] of it, the request that an [`Engine`]
//! runs and the warnings about how it was read; so every door that asks the same question gets the same totals.
//!
//! A question keeps one form when it is saved, batched or sent (`wire`). Questions kept under a name lie beside the index
//! ([`SavedSearches`]), with what each of them has shown before, so that a door can tell what is new. While an archive is indexed they follow the articles
//! whose ids change ([`Following`]). So does the [`Notebook`]: the lists and notes that a reader keeps. `export` gives an index as the documents of a cluster.

mod question;

mod filters;
mod reading;

mod asked;
mod policy;

mod wire;

mod batch;
mod follow;
mod news;
mod notebook;
mod saved;

mod at_home;
mod clock;
mod engine;
#[cfg(feature = "cluster")]
mod export;
#[cfg(feature = "cluster")]
mod in_cluster;
mod live;

mod error;

pub use crate::plan::facets::facet_names;
pub use crate::plan::{FileCounts, Holdings, Place, Reasons};
pub use asked::Asked;
pub use batch::{BatchQuery, batch_queries};
pub use clock::today;
pub use engine::Engine;
pub use error::QuestionError;
#[cfg(feature = "cluster")]
pub use export::IndexAsArchive;
pub use filters::Filters;
pub use follow::Following;
#[cfg(feature = "cluster")]
pub use in_cluster::ClusterOpener;
pub use live::{ArchiveState, Live, Opener};
pub use notebook::{Collected, Kept, List, Note, Notebook};
pub use policy::Purpose;
pub use question::{Limit, Page, Question, Subject};
pub use reading::{Reading, Syntax};
pub use saved::{SavedSearch, SavedSearches};
