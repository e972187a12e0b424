//! `dateline schema`: the types of exported hits, for the programs that read them.

use std::io::Write;
use std::process::ExitCode;

use anyhow::bail;
use clap::ValueEnum;
use dateline::present::machine::{self, Column, SchemaFor, SchemaOf};

use super::export::column;
use super::output;

/// Print the types of exported hits, for the programs that read them.
///
/// DuckDB: read_json('hits.jsonl', columns = …), read_csv('hits.csv', columns = …). polars: pl.read_ndjson("hits.jsonl",
/// schema = …). pyarrow: the explicit_schema of its ParseOptions. Spark: spark.read.schema(…). A Parquet file needs none of
/// this: its types stand in it. `dateline help json` says what the keys mean.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The program.
    #[arg(long = "for", value_enum, value_name = "PROGRAM")]
    target: Target,
    /// Of which form of `search` [default: jsonl; csv for datapackage].
    #[arg(long, value_enum, value_name = "FORM")]
    of: Option<Of>,
    /// The further columns that `search --with` was given.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', value_parser = column)]
    with: Vec<&'static Column>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Target {
    JsonSchema,
    Duckdb,
    Polars,
    Arrow,
    Spark,
    Datapackage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Of {
    Csv,
    Jsonl,
    Parquet,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let target = match arguments.target {
        Target::JsonSchema => SchemaFor::JsonSchema,
        Target::Duckdb => SchemaFor::Duckdb,
        Target::Polars => SchemaFor::Polars,
        Target::Arrow => SchemaFor::Arrow,
        Target::Spark => SchemaFor::Spark,
        Target::Datapackage => SchemaFor::DataPackage,
    };
    let of = match (arguments.of, target) {
        (Some(Of::Csv | Of::Parquet), SchemaFor::JsonSchema) => {
            bail!("json-schema is of jsonl only; see --for datapackage for csv, --for arrow for parquet")
        }
        (Some(Of::Jsonl | Of::Parquet), SchemaFor::DataPackage) => {
            bail!("datapackage is of csv only; see --for json-schema for jsonl, --for arrow for parquet")
        }
        (Some(Of::Parquet), _) => SchemaOf::Parquet,
        (Some(Of::Csv), _) | (None, SchemaFor::DataPackage) => SchemaOf::Csv,
        (Some(Of::Jsonl) | None, _) => SchemaOf::Jsonl,
    };
    let mut out = output::stdout();
    out.write_all(machine::schema(target, of, &arguments.with).as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
