//! `dateline show ID --page`: what was saved, as it stands in the archive.

use std::io::{self, IsTerminal, Write};

use dateline::extract::render_page;
use dateline::index::FieldNames;
use dateline::ingest::names_for;
use dateline::model::Version;
use dateline::present::terminal;
use dateline::source;

use super::index::field_map;
use super::limits::LimitArguments;

/// What `show` prints in place of the article.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The page")]
pub(crate) struct PageArguments {
    /// Show the page as it was saved, drawn as text: links as notes, tables as tables.
    #[arg(long, conflicts_with = "why")]
    page: bool,
    /// With --page: the bytes of the page itself.
    #[arg(long, requires = "page")]
    html: bool,
    /// Another name for a field of records, where another than the one that the index keeps is meant.
    #[arg(long = "map", value_name = "FIELD=NAME", requires = "page")]
    maps: Vec<String>,
    #[command(flatten)]
    limits: LimitArguments,
}

impl PageArguments {
    /// Whether the page is asked for.
    pub(super) fn is_wanted(&self) -> bool {
        self.page
    }

    /// Writes the page of a version, found again in the archive. A terminal never gets its bytes as they are.
    pub(super) fn write(
        &self,
        version: &Version,
        kept: &FieldNames,
        width: usize,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        /// The width of a page that is printed for no terminal.
        const WIDTH: usize = 100;
        let origin = &version.entry.article.origin;
        let names = if self.maps.is_empty() { names_for(kept, &origin.file_key()) } else { field_map(&self.maps)? };
        let capture = source::find(origin, &self.limits.limits(names))?;
        if !self.html {
            return Ok(terminal::page(&render_page(&capture, if width == 0 { WIDTH } else { width }), out)?);
        }
        if io::stdout().is_terminal() {
            return Ok(terminal::page(&String::from_utf8_lossy(&capture.bytes), out)?);
        }
        Ok(out.write_all(&capture.bytes)?)
    }
}
