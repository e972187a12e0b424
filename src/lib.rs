//! dateline: a full-text search engine for archives of saved news articles.
//!
//! A saved page comes in as a [`model::Capture`], becomes a [`model::Article`], then a [`model::Entry`], and is
//! written to the index. A question comes in as text, becomes a [`query::Query`], and goes out as
//! [`model::Results`]. Every module takes one of these values and hands on the next; nothing travels back up.
//!
//! ```
//! use dateline::index::Index;
//! use dateline::ingest::{Options, ingest};
//! use dateline::query;
//! use dateline::search::{Request, Searcher};
//!
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("port.txt"), "Port closed\n\nThe harbour was closed after a storm on Monday.")?;
//! let index = Index::open_or_create(&folder.path().join("index"))?;
//! ingest(&index, &[folder.path().to_path_buf()], &Options::default(), &())?;
//!
//! let query = query::parse("harbour NEAR/5 closed", || jiff::civil::date(2025, 10, 15))?.query;
//! let results = Searcher::open(&index)?.search(&Request::new(query))?;
//! assert_eq!(results.total, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The modules below are ordered in floors, lowest first. A module imports only from floors below its own, and modules
//! on one floor do not import each other; `tests/floors/` checks this. `ARCHITECTURE.md` walks through them.

#![cfg_attr(
    not(feature = "cluster"),
    allow(dead_code, unused_imports, reason = "what two engines share has only one user without the cluster")
)]

// Floor 1: strings and the error.
pub mod error;
pub mod text;

// Floor 2: the values that travel, and the languages.
pub mod lang;
pub mod model;

// Floor 3: seven modules that do not import each other.
pub mod copies;
pub mod enrich;
pub mod extract;
pub mod index;
pub mod query;
pub mod sites;
pub mod source;

// Floor 4: a question made ready for one archive.
pub(crate) mod plan;

// Floor 5: the way in and the way out, at home and in a cluster.
#[cfg(feature = "cluster")]
pub mod cluster;
pub mod ingest;
pub mod search;

// Floor 6: what is asked, and results as bytes.
pub mod ask;
pub mod present;

// Floor 7: doors (ways in for users) that another program may open, too.
#[cfg(feature = "serve")]
pub mod mcp;
#[cfg(feature = "serve")]
pub mod serve;
#[cfg(feature = "serve")]
pub mod watch;

pub use error::{ClusterError, ClusterTrouble, Error, ErrorKind, Result};
