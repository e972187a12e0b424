//! What the articles of each site tell, kept beside the index from run to run.
//!
//! A commit names the sums that are of its articles by their hash. A file with another hash, or none, is of another state, and
//! nobody reads it.

use std::fs;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use crate::index::sidecar;
use crate::sites::Sites;
use crate::{Error, Result};

/// The file. Its layout: [`MAGIC`] and the sums as a list in postcard; the hash is of both.
const FILE: &str = "sites.bin";
/// What the file starts with. It changes with the layout, and with what articles tell of their sites.
const MAGIC: &[u8; 8] = b"dlsites1";

/// The sums with this hash, if they were kept in the folder of an index.
pub(super) fn read(folder: &Path, hash: Option<u64>) -> Option<Sites> {
    let bytes = fs::read(folder.join(FILE)).ok().filter(|bytes| Some(xxh3_64(bytes)) == hash)?;
    postcard::from_bytes(bytes.strip_prefix(MAGIC)?).ok().map(Sites::of_list)
}

/// Keeps sums in the folder of an index; gives their hash.
///
/// # Errors
///
/// When the disk refuses.
pub(super) fn keep(folder: &Path, sites: &Sites) -> Result<u64> {
    let body = postcard::to_stdvec(&sites.to_list()).map_err(|cause| Error::malformed(cause.to_string()))?;
    let bytes = [MAGIC.as_slice(), &body].concat();
    sidecar::write_cache(&folder.join(FILE), &bytes)?;
    Ok(xxh3_64(&bytes))
}
