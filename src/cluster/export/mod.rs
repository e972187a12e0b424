//! From an archive to a cluster that holds exactly that archive, whatever it held before.
//!
//! No list of what was sent is kept anywhere. A run asks the cluster for the digest of every document (`held`), makes the
//! documents of the [`Archive`] and writes those that the cluster does not hold in just that state, then reads the cluster's
//! documents again, removes what the archive does not have, and compares (`mirror`). So it does not matter where an earlier run
//! was cut off. All is written before anything is removed: where an article moves to another shard, since its story has
//! another leader, it is there twice for a while and never missing; meanwhile the archive in the cluster says that it is being
//! written (`place`). [`write_files`] writes the same documents to a folder, for other loaders.

mod archive;
mod files;
mod guard;
mod held;
mod mirror;
mod place;
mod progress;
mod run;

#[cfg(test)]
mod tests;

pub use archive::Archive;
pub use files::{Files, write_files};
pub use mirror::{Mirrored, Removal};
pub use place::{Shape, State};
pub use progress::{ExportProgress, Step};
pub use run::{ExportOptions, Exported, export};
