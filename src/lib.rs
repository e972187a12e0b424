//! dateline: a full-text search engine for archives of saved news articles.
//!
//! A saved page comes in as a [`model::Capture`], becomes a [`model::Article`], then a [`model::Entry`], and is
//! laid in the index. A question comes in as text, becomes a [`query::Query`], and goes out as
//! [`model::Results`]. Every module takes one of these values and hands on the next; nothing travels back up.
//!
//! The modules below stand on floors, lowest first. A module imports only from floors below its own, and modules on
//! one floor do not know each other; `tests/floors.rs` holds this. `ARCHITECTURE.md` walks through them.

// Floor 1: strings and the error.
pub mod error;
pub mod text;

// Floor 2: the values that travel.
pub mod model;

// Floor 3: five wings that do not know each other.
pub mod enrich;
pub mod extract;
pub mod index;
pub mod query;
pub mod source;

// Floor 4: the two journeys.
pub mod ingest;
pub mod search;

// Floor 5: results as bytes.
pub mod present;

pub use error::{Error, ErrorKind};

/// A result whose error is a [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;
