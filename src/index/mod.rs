//! The index on disk: its schema, what is written, and what is read back.
