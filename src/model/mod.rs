//! The values that travel between the modules, and the tables that all of them share.
//!
//! A [`Capture`] is bytes as found. `extract` reads an [`Article`] out of it, `enrich` makes an [`Entry`] of that,
//! `index` stores it, and `search` answers with [`Results`]. All are plain data. Three tables give the vocabulary:
//! [`FIELDS`] (what can be asked and shown), [`COUNTRIES`] (ISO 3166 with UN regions) and [`TOPICS`] (IPTC Media Topics).

mod archive_path;
mod article;
mod capture;
mod clue;
mod copies;
mod country;
mod entry;
mod field;
mod fingerprint;
mod origin;
mod published;
mod results;
mod sha256;
mod topic;
mod version;

pub use archive_path::ArchivePath;
pub use article::{Article, ArticleId, NumericDay, OpenDay, PageKind, Site};
pub use capture::{Capture, Declared, Extent, MediaType};
pub use clue::{Clue, CountryKey, NameKey, Need, SettledName, Settlement};
pub use copies::{Copies, CopyGroup, CopyOf, Differences, Spread};
pub use country::{COUNTRIES, CountryInfo, country};
pub use entry::{CountryLabel, Entry, Evidence, Place, Provenance, TopicLabel};
pub use field::{FIELDS, FacetField, Field, FieldKind, KeyField, NameField, TextField, field};
pub use fingerprint::{Fingerprint, Sketch};
pub use origin::Origin;
pub use published::{DateSource, Precision, Published};
pub use results::{
    Bucket, ContextLine, Expansion, ExplainedPart, FacetCounts, Hit, Marked, NamePart, NameVariant, PartKind,
    RestrictedWord, Results, ScorePart, Suggestion,
};
pub use sha256::Sha256;
pub use topic::{TOPICS, TopicInfo, topic, topic_named};
pub use version::{Saved, Version};
