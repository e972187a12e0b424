//! The connection against a small server that plays a cluster in trouble.

mod bulk;
mod questions;
pub(in crate::cluster) mod server;
