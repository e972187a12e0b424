//! The engine over an archive in a cluster, for doors that stay open.

use std::time::Duration;

use super::engine::Engine;
use super::live::Opener;
use crate::cluster::ClusterSearcher;
use crate::cluster::client::Connection;
use crate::{ClusterTrouble, Error, Result};

/// How often a cluster is asked whether an export has written to an archive.
const LOOK: Duration = Duration::from_secs(5);

/// Opens an archive in a cluster, and again when an export has written to it.
#[derive(Debug)]
pub struct ClusterOpener {
    connection: Connection,
    name: String,
}

impl ClusterOpener {
    /// Opens the archive of this name.
    pub fn new(connection: Connection, name: &str) -> ClusterOpener {
        ClusterOpener { connection, name: name.to_owned() }
    }
}

impl Opener for ClusterOpener {
    fn tag(&self) -> Result<Option<u64>> {
        match ClusterSearcher::state(&self.connection, &self.name) {
            Err(error) if matches!(error.cluster_trouble(), Some(ClusterTrouble::NoArchive(_))) => Ok(None),
            state => Ok(Some(state?)),
        }
    }

    fn open(&self) -> Result<Option<Box<dyn Engine>>> {
        Ok(Some(Box::new(ClusterSearcher::open(self.connection.clone(), &self.name)?.telling())))
    }

    fn nothing(&self) -> Error {
        ClusterSearcher::no_archive(&self.connection, &self.name)
    }

    fn pause(&self) -> Duration {
        LOOK
    }
}
