//! The commands. Each has a file of its own: its arguments, and what it does.

mod program;

mod alert;
mod answer;
mod arguments;
#[cfg(feature = "cluster")]
mod cluster;
mod engine;
mod export;
mod filters;
mod last;
mod limits;
mod output;
mod page;
mod pager;
mod progress;
mod question;
mod reference;
#[cfg(feature = "cluster")]
mod sending;
mod settings;
mod topics;
mod when;
mod words;

mod batch;
mod bench;
mod check;
mod completions;
mod config;
mod copies;
#[cfg(feature = "serve")]
mod desktop;
#[cfg(feature = "cluster")]
mod export_archive;
mod export_texts;
mod extract;
mod facets;
mod help;
mod index;
mod man;
#[cfg(feature = "serve")]
mod mcp;
mod names;
mod open;
mod opened;
#[cfg(feature = "pdf")]
mod read_pdf;
mod saved;
mod schema;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod show;
mod similar;
mod stats;
#[cfg(feature = "serve")]
mod watch;

pub(crate) use program::run;
