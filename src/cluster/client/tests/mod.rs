//! The connection against a small server that plays a cluster in trouble.

mod bulk;
mod questions;
mod server;
