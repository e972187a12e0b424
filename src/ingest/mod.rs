//! The way in: from folders to an index that is up to date with them.
