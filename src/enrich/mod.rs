//! Working out what an article is about: countries and topics, each with the words that speak for it.

mod enricher;

mod country;
mod topic;

mod fingerprint;
mod shape;

pub use self::country::resolve_country;
pub use self::enricher::Enricher;
pub use self::fingerprint::fingerprint;
pub use self::topic::resolve_topic;
