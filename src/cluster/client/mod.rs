//! The way to a cluster: one connection, and whole answers or an error.
//!
//! [`Access`] says where the cluster is and who asks. A [`Connection`] sends requests to its nodes: it goes on with another
//! node when one is gone, waits where the cluster is busy (`patience`), and reads every answer to the end (`answer`), since
//! HTTP 200 with failures inside is how OpenSearch tells most of its trouble. [`send`] brings many documents in: bodies of a
//! bounded size (`batch`), the status of every item read (`items`), on two connections at a time (`sender`).

mod access;
mod answer;
mod batch;
mod connection;
mod found;
mod items;
mod operation;
mod patience;
mod sender;

#[cfg(test)]
pub(in crate::cluster) mod tests;

pub use access::{Access, Credentials, Plaintext};
pub use connection::{Connection, Version, escaped};
pub(in crate::cluster) use found::{Found, Hit};
pub use operation::{Change, Operation, Refusal};
pub use patience::Patience;
pub use sender::{Push, Sent, send};
