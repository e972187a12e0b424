//! What is exported of hits beside their usual columns, and how tables are written.

use anyhow::bail;
use dateline::model::{Entry, Results};
use dateline::present::Format;
use dateline::present::machine::{Column, CsvStyle, FURTHER_COLUMNS};
use dateline::search::Searcher;

use super::output;

/// What is exported of hits.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Export")]
pub(crate) struct ExportArguments {
    /// Further columns for csv, json and jsonl: body, description, sections, tags, comments, mention_codes, captured,
    /// captures, copies, copy_sites, date_source, date_confidence, date_evidence, offset.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', value_parser = column)]
    with: Vec<&'static Column>,
    /// Begin a CSV file with a byte order mark, which spreadsheets need to read it as UTF-8.
    #[arg(long)]
    bom: bool,
    /// Turn line ends within the cells of a CSV file into spaces.
    #[arg(long)]
    one_line: bool,
    /// Write cells of a CSV file as they are: a spreadsheet may run those that look like formulas.
    #[arg(long)]
    no_guard: bool,
}

impl ExportArguments {
    /// Refuses what a form has no place for.
    pub(crate) fn check(&self, form: Format) -> anyhow::Result<()> {
        let takes_columns = matches!(form, Format::Csv | Format::Json | Format::Jsonl);
        let only_csv = [(self.bom, "--bom"), (self.one_line, "--one-line"), (self.no_guard, "--no-guard")];
        match only_csv.iter().find(|(given, _)| *given && form != Format::Csv) {
            Some((_, option)) => bail!("{option} has no place in --format {form}; it is for csv"),
            None if !self.with.is_empty() && !takes_columns => {
                bail!("--with has no place in --format {form}; it is for csv, json and jsonl")
            }
            None => Ok(()),
        }
    }

    /// The further columns, each once.
    pub(crate) fn columns(&self) -> Vec<&'static Column> {
        let mut columns: Vec<&'static Column> = Vec::new();
        for column in &self.with {
            if columns.iter().all(|known| known.name != column.name) {
                columns.push(column);
            }
        }
        columns
    }

    /// How tables are written.
    pub(crate) fn style(&self) -> CsvStyle {
        CsvStyle { byte_order_mark: self.bom, one_line: self.one_line, guard: !self.no_guard }
    }

    /// The articles of the hits, one each, where a column needs them; else none.
    pub(crate) fn articles(&self, searcher: &Searcher, results: &Results) -> anyhow::Result<Vec<Entry>> {
        if !self.with.iter().any(|column| column.needs_article()) {
            return Ok(Vec::new());
        }
        let article = |hit: &dateline::model::Hit| -> anyhow::Result<Entry> {
            let captures = searcher.article(&hit.id.to_string())?;
            let shown = captures.iter().position(|entry| entry.article.origin == hit.origin).unwrap_or(0);
            captures.into_iter().nth(shown).ok_or_else(|| anyhow::anyhow!("article {} is not in the index", hit.id))
        };
        results.hits.iter().map(article).collect()
    }
}

/// Says how many cells are longer than a spreadsheet keeps.
pub(crate) fn tell_long_cells(cells: u64) {
    if cells > 0 {
        let cells = if cells == 1 { "1 cell is".to_owned() } else { format!("{cells} cells are") };
        output::warn(&format!("{cells} longer than the 32,767 letters that a spreadsheet keeps of a cell"));
    }
}

/// The column of a name.
pub(crate) fn column(name: &str) -> Result<&'static Column, String> {
    Column::named(name).ok_or_else(|| {
        let names: Vec<_> = FURTHER_COLUMNS.iter().map(|column| column.name).collect();
        format!("there is no column `{name}`; choose among {}", names.join(", "))
    })
}
