//! Which archive is asked: an index on this machine, or one in a cluster.

use dateline::ask::Live;

use super::arguments::IndexArgument;
#[cfg(feature = "cluster")]
use super::cluster::ClusterArguments;
use super::opened::Opened;

/// Which archive.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct EngineArguments {
    #[command(flatten)]
    pub(crate) index: IndexArgument,
    #[cfg(feature = "cluster")]
    #[command(flatten)]
    cluster: ClusterArguments,
}

impl EngineArguments {
    /// Opens the archive in the cluster that was named, else the index as it is.
    pub(crate) fn open(&self) -> anyhow::Result<Opened> {
        match self.in_cluster()? {
            Some(opened) => Ok(opened),
            None => Opened::of(&self.index.open()?),
        }
    }

    /// The archive in the cluster that was named; none where none was.
    #[cfg(feature = "cluster")]
    pub(crate) fn in_cluster(&self) -> anyhow::Result<Option<Opened>> {
        self.cluster.open(&self.index)
    }

    /// Without the feature there is none.
    #[cfg(not(feature = "cluster"))]
    pub(crate) fn in_cluster(&self) -> anyhow::Result<Option<Opened>> {
        Ok(None)
    }

    /// The archive for a door that stays open: the one in the cluster that was named.
    #[cfg(feature = "cluster")]
    pub(crate) fn live_in_cluster(&self) -> anyhow::Result<Option<Live>> {
        self.cluster.live(&self.index)
    }

    /// Without the feature there is none.
    #[cfg(not(feature = "cluster"))]
    pub(crate) fn live_in_cluster(&self) -> anyhow::Result<Option<Live>> {
        Ok(None)
    }
}
