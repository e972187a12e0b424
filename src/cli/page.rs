//! `dateline show ID --page`: what was saved, as it stands in the archive.

use std::io::{self, IsTerminal, Write};

use dateline::extract::render_page;
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
    /// Another name for a field of records, as it was given to `index`.
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
    pub(super) fn write(&self, version: &Version, width: usize, out: &mut dyn Write) -> anyhow::Result<()> {
        /// The width of a page that is printed for no terminal.
        const WIDTH: usize = 100;
        let limits = self.limits.limits(field_map(&self.maps)?);
        let capture = source::find(&version.entry.article.origin, &limits)?;
        if !self.html {
            return Ok(terminal::page(&render_page(&capture, if width == 0 { WIDTH } else { width }), out)?);
        }
        if io::stdout().is_terminal() {
            return Ok(terminal::page(&String::from_utf8_lossy(&capture.bytes), out)?);
        }
        Ok(out.write_all(&capture.bytes)?)
    }
}
