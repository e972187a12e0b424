//! How often something was written about over time: a line a query, as a page, as a drawing (SVG), and as a table (CSV).
//!
//! `series` counts, `drawing` draws, `page` reads the address and gives what is asked for.

pub(in crate::serve) mod page;

mod drawing;
mod series;
