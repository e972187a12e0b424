//! Where the page is served, and to whom.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use super::error::ServeError;
use crate::ask::Live;
use crate::source::Limits;

/// A token shorter than this can be guessed by trying.
const SHORTEST_TOKEN: usize = 16;

/// Where the page is served, and to whom.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The archive that is shown.
    pub archive: Arc<Live>,
    /// The folder of its index, into which folders can be read; it need not be there yet. None where the archive lies elsewhere.
    pub index: Option<PathBuf>,
    /// The address to listen at: this machine alone, unless another one is named.
    pub address: IpAddr,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// What whoever asks must know. Without it the page listens to its own machine alone.
    pub token: Option<String>,
    /// The folder below which the reader looks for archives to read; none where he has to type them.
    pub home: Option<PathBuf>,
    /// The limits within which archives are read, and how PDF documents are.
    pub limits: Limits,
}

impl Options {
    /// The page over the index in a folder, for this machine alone, at a free port.
    pub fn new(index: impl Into<PathBuf>) -> Options {
        let index = index.into();
        Options { index: Some(index.clone()), ..Options::over(Live::of(&index)) }
    }

    /// The same over an archive that lies elsewhere, as in a cluster: nothing is read into it.
    pub fn over(archive: Live) -> Options {
        let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let archive = Arc::new(archive);
        Options { archive, index: None, address, port: 0, token: None, home: None, limits: Limits::default() }
    }

    /// The same at another address.
    #[must_use]
    pub fn address(self, address: IpAddr) -> Options {
        Options { address, ..self }
    }

    /// The same at this port.
    #[must_use]
    pub fn port(self, port: u16) -> Options {
        Options { port, ..self }
    }

    /// The same for those who know the token.
    #[must_use]
    pub fn token(self, token: Option<String>) -> Options {
        Options { token, ..self }
    }

    /// The same, with archives looked for below this folder.
    #[must_use]
    pub fn home(self, home: Option<PathBuf>) -> Options {
        Options { home, ..self }
    }

    /// The same, with archives read within these limits.
    #[must_use]
    pub fn limits(self, limits: Limits) -> Options {
        Options { limits, ..self }
    }

    /// The address to listen at, where it is safe to listen there.
    pub(super) fn checked(&self) -> Result<SocketAddr, ServeError> {
        match &self.token {
            None if !self.address.is_loopback() => Err(ServeError::NeedsToken { address: self.address }),
            Some(token) if token.len() < SHORTEST_TOKEN => Err(ServeError::WeakToken { shortest: SHORTEST_TOKEN }),
            _ => Ok(SocketAddr::new(self.address, self.port)),
        }
    }

    /// What those who ask may do.
    pub(super) fn rights(&self) -> Rights {
        if self.address.is_loopback() { Rights::Change } else { Rights::Read }
    }
}

/// What those who ask may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rights {
    /// Search and read.
    Read,
    /// Also have folders of this machine read into the index, and taken out of it: whoever sits at the machine.
    Change,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_address_needs_a_token_that_cannot_be_guessed() {
        let everywhere = Options::new("index").address(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        assert!(matches!(everywhere.checked(), Err(ServeError::NeedsToken { .. })));
        let weak = everywhere.clone().token(Some("secret".to_owned()));
        assert!(matches!(weak.checked(), Err(ServeError::WeakToken { .. })));
        let safe = everywhere.token(Some("a token of some length".to_owned()));
        assert!(safe.checked().is_ok());
        assert_eq!(safe.rights(), Rights::Read, "who is elsewhere has no folders of this machine read");
        assert!(Options::new("index").checked().is_ok());
    }
}
