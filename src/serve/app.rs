//! What all requests share.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use super::options::{Options, Rights};
use super::reading::Reading;
use super::secret;
use super::work::Work;
use crate::ask::Live;
use crate::source::Limits;

/// What all requests share.
pub(super) struct App {
    /// Where the server listens.
    pub(super) address: SocketAddr,
    /// What whoever asks must know.
    pub(super) token: Option<String>,
    /// What whoever asks may do.
    pub(super) rights: Rights,
    /// The folder below which archives are looked for.
    pub(super) home: Option<PathBuf>,
    /// Known only to pages of this run: a form without it was sent by another site.
    pub(super) form_key: String,
    /// What is shown.
    pub(super) archive: Arc<Live>,
    /// Where searching is done.
    pub(super) work: Work,
    /// The limits within which files of the archive are read.
    pub(super) limits: Limits,
    /// The run that reads folders into the index; none where the archive is not kept on this machine.
    pub(super) reading: Option<Reading>,
}

impl App {
    /// What the requests of a server share that listens at this address.
    pub(super) fn new(options: &Options, address: SocketAddr) -> App {
        App {
            address,
            token: options.token.clone(),
            rights: options.rights(),
            home: options.home.as_ref().and_then(|home| home.canonicalize().ok()),
            form_key: secret::random(),
            archive: Arc::clone(&options.archive),
            work: Work::new(),
            limits: options.limits.clone(),
            reading: options.index.as_ref().map(|index| Reading::new(index, &options.limits)),
        }
    }
}
