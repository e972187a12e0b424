//! Why the page cannot be served.

use std::io;
use std::net::{IpAddr, SocketAddr};

/// Why the page cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// Others than this machine could ask.
    #[error("at {address} others can read the archive; give them a token with --token, or leave the address out")]
    NeedsToken {
        /// The address that was asked for.
        address: IpAddr,
    },
    /// The token could be guessed.
    #[error("a token of fewer than {shortest} characters can be guessed; take a longer one")]
    WeakToken {
        /// The least number of characters.
        shortest: usize,
    },
    /// The address cannot be had.
    #[error("cannot listen at {address}: {cause}; name another port with --port")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        cause: io::Error,
    },
    /// The system gives no threads or no sockets.
    #[error("the page cannot be served: {0}")]
    System(#[from] io::Error),
}
