//! Results as bytes: text for a terminal, JSON, CSV, Parquet and TREC runs for programs.
//!
//! Every presenter is a function from a value to a writer; none knows where the bytes go. Text from the archive is
//! escaped here and nowhere else.

mod article;
mod atom;
mod bars;
mod brief;
mod chart;
mod citation;
mod columns;
mod context;
mod copies;
mod counts;
mod csv;
mod documents;
mod explain;
mod export;
mod fields;
mod format;
mod json;
mod lines;
mod overview;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
mod reading_list;
mod report;
mod schema;
mod stats;
mod steps;
mod style;

mod text;
mod timeline;
mod trec;
mod versions;

pub use format::{Format, names};
pub use style::Style;

/// Results and counts for a person at a terminal.
pub mod terminal {
    pub use super::article::{write as article, write_evidence as evidence, write_notes as notes};
    pub use super::brief::write as brief;
    pub use super::copies::{write as copy_group, write_around as copies_of};
    pub use super::counts::write as counts;
    pub use super::explain::suggestion;
    pub use super::overview::{
        COVERAGE_FACETS, Coverage, OVERVIEW_FACETS, OVERVIEW_SITES, Overview, write as overview,
    };
    pub use super::page::write as page;
    pub use super::report::{Reasons, write as report, write_survey as survey};
    pub use super::text::{Part, write as results};
    pub use super::versions::write as versions;
}

/// Results and counts for programs.
pub mod machine {
    pub use super::atom::{Feed, write as feed};
    pub use super::chart::write as chart;
    pub use super::citation::{CitationStyle, Reference, References};
    pub use super::csv::{
        CsvStyle, HitTable, Table, copies_table, write_counts as csv_counts, write_group as csv_group,
        write_names as csv_names,
    };
    pub use super::documents::{Documents, Layout, document, line};
    pub use super::export::{Export, ExportForm, rows};
    pub use super::fields::{Column, ColumnType, FURTHER_COLUMNS, HIT_COLUMNS, Row};
    pub use super::json::{
        FORMAT_VERSION, copy_group, counts, entry, facets, hit, hit_with, names, results, results_with, shown, versions,
    };
    pub use super::schema::{SchemaFor, SchemaOf, schema};
    pub use super::stats::{STATS_FACETS, outdated, stats};
    pub use super::trec::write as trec;
}
