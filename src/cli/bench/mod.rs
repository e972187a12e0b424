//! `dateline bench`: how fast the index at hand answers, and how fast an archive is indexed on this machine.
//!
//! The queries come from a file, or are drawn by `kinds` from the articles of the index; `latency` runs them and checks
//! that every run gives the same answer; `building` indexes an archive into a folder that is thrown away; `report`
//! prints. All times are of the library: no process starts, nothing is printed in between.

mod run;

mod building;
mod kinds;
mod latency;
mod process;
mod report;

pub(crate) use run::{Arguments, run};
