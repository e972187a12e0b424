//! Refuses to take most of an archive away: it may be another one's name.

use super::archive::Archive;
use super::held::{refreshed_count, sample};
use crate::cluster::client::Connection;
use crate::{ClusterTrouble, Result};

/// So many documents may go from a cluster without a question, however few it holds.
const FEW: u64 = 100;

/// Refuses a run into `index` after which most of its articles would be gone, before it has changed anything. Of a large archive a
/// sample tells.
///
/// # Errors
///
/// That refusal; else when the cluster does not answer, or the archive cannot be read.
pub(super) fn check_before(connection: &Connection, index: &str, archive: &dyn Archive) -> Result<()> {
    let count = refreshed_count(connection, index)?;
    let sample = sample(connection, index, count)?;
    let mut strangers = 0;
    for held in &sample {
        strangers += u64::from(!archive.holds(&held.id)?);
    }
    check(connection, strangers * count / (sample.len() as u64).max(1), count)
}

/// Refuses to take away so many of the articles of so many documents, where that is most of them.
///
/// # Errors
///
/// That refusal.
pub(super) fn check(connection: &Connection, strangers: u64, count: u64) -> Result<()> {
    if strangers <= FEW || 2 * strangers <= count {
        return Ok(());
    }
    let told = format!(
        "{strangers} of its {count} documents are not in the index at home and would be removed; nothing was. If this is the right \
         name and the right index, --allow-empty removes them"
    );
    Err(connection.error(ClusterTrouble::Unfit(told)))
}
