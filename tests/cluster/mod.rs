//! An archive in a real cluster, on nodes that `tests/cluster/run` starts. Without them those tests that need nodes say that they were skipped.

#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

/// Every door over a cluster.
mod doors;
/// What the cluster holds after an export.
mod exports;
/// Nodes and exports that are killed.
mod faults;
/// Files for other loaders.
mod files;
/// Nodes that die while questions are asked.
mod lost;
/// The nodes, and archives to put there.
mod nodes;
/// Questions, whose answers are those of the index at home.
mod questions;
/// Random questions.
mod random;
/// TLS.
mod tls;
