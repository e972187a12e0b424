//! An archive that keeps itself up to date: what is saved into its folders is indexed within seconds of its last write.
//!
//! `listen` hears of changes (crate `notify`; folders on a network, which tell of none, are looked through from time to
//! time), `changes` holds a file back until it was left alone for a moment and takes a burst together, and `run` has `ingest`
//! read what is due; `keep` does so beside something else, such as a page. Nothing depends on these notices alone: from time to
//! time everything is compared with the index.

mod changes;
mod keep;
mod listen;
mod mounts;
mod run;

pub use keep::keep_watching;
pub use run::{Told, watch};
