//! The way out: from a request to results.
