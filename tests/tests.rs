//! The integration tests, one binary. Each module says what it holds.

/// The walls of the house: who may import whom, how long a file may be.
mod floors;
/// A temporary archive, and the program run over it with both its streams compared whole.
mod harness;
