//! The assistants' door: search, articles and counts as tools of the Model Context Protocol, over standard input and output.
//!
//! `tools` is the table of what can be called; `answers` runs a call with the question and the serializers that all doors
//! share, and bounds its answer; `door` speaks the protocol (crate `rmcp`), in the versions with `initialize` and without.
//! Each answer has ids, the precision of dates, and the evidence of labels, so that an assistant can name its source.

mod answers;
mod door;
mod tools;

pub use door::run;
