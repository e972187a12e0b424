//! What is exported of hits beside their usual columns, and how tables are written.

use anyhow::bail;
use clap::builder::StyledStr;
use dateline::present::Format;
use dateline::present::machine::{Column, CsvStyle, ExportForm, FURTHER_COLUMNS};

use super::output;

/// What is exported of hits.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Export")]
pub(crate) struct ExportArguments {
    /// Further columns for csv, parquet, json and jsonl.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', value_parser = column, help = columns_help())]
    with: Vec<&'static Column>,
    /// Begin a CSV file with a byte order mark, which spreadsheets need to read it as UTF-8.
    #[arg(long, hide_short_help = true)]
    bom: bool,
    /// Turn line ends within the cells of a CSV file into spaces.
    #[arg(long, hide_short_help = true)]
    one_line: bool,
    /// Write cells of a CSV file as they are: a spreadsheet may run those that look like formulas.
    #[arg(long, hide_short_help = true)]
    no_guard: bool,
}

impl ExportArguments {
    /// Refuses what a form has no place for.
    pub(crate) fn check(&self, form: Format) -> anyhow::Result<()> {
        let takes_columns = matches!(form, Format::Csv | Format::Parquet | Format::Json | Format::Jsonl);
        let only_csv = [(self.bom, "--bom"), (self.one_line, "--one-line"), (self.no_guard, "--no-guard")];
        match only_csv.iter().find(|(given, _)| *given && form != Format::Csv) {
            Some((_, option)) => bail!("{option} has no place in --format {form}; it is for csv"),
            None if !self.with.is_empty() && !takes_columns => {
                bail!("--with has no place in --format {form}; it is for csv, parquet, json and jsonl")
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

    /// The form in which hits are handed on; `name` is what a TREC run calls the query.
    pub(crate) fn form(&self, format: Format, name: &str) -> ExportForm {
        ExportForm { format, columns: self.columns(), style: self.style(), name: name.to_owned() }
    }
}

/// The help on further columns: their names, from the table.
fn columns_help() -> StyledStr {
    let names: Vec<_> = FURTHER_COLUMNS.iter().map(|column| column.name).collect();
    format!("Further columns for csv, parquet, json and jsonl: {}", names.join(", ")).into()
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
