//! `dateline config`: the settings that hold, and where each comes from.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use dateline::model::ArchivePath;
use dateline::present::{Format, machine};
use dateline::text::escape::for_terminal;
use serde_json::{Value, json};

use super::arguments::OutputArguments;
use super::settings::{EXAMPLE, Settings, place, set, settings};
use super::when::When;
use super::{output, pager};

/// Show the settings that hold and where each comes from.
///
/// Options win over the environment, the environment over the file, which is `$XDG_CONFIG_HOME/dateline/config.toml`, else
/// `~/.config/dateline/config.toml`, or what DATELINE_CONFIG names. `--example` prints a file to begin with.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Print a file in which every setting is told.
    #[arg(long)]
    example: bool,
    #[command(flatten)]
    output: OutputArguments,
}

/// A setting, and where it comes from.
struct Setting {
    name: &'static str,
    value: String,
    source: String,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("config", &[Format::Text, Format::Json, Format::Jsonl])?;
    let mut out = output::stdout();
    let holding = that_hold(settings());
    match arguments.output.format {
        _ if arguments.example => out.write_all(EXAMPLE.as_bytes())?,
        Format::Json => out.write_all(machine::document(&as_json(&holding)).as_bytes())?,
        Format::Jsonl => out.write_all(machine::line(&as_json(&holding)).as_bytes())?,
        _ => {
            for Setting { name, value, source } in &holding {
                writeln!(out, "{name:<10} {:<40}  {}", for_terminal(value), for_terminal(source))?;
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn as_json(holding: &[Setting]) -> Value {
    let told: Vec<Value> = holding
        .iter()
        .map(|setting| json!({ "name": setting.name, "value": setting.value, "source": setting.source }))
        .collect();
    json!({ "format_version": machine::FORMAT_VERSION, "settings": told })
}

/// The settings that hold without options.
fn that_hold(settings: &Settings) -> Vec<Setting> {
    let file = place().map(|path| ArchivePath::from(path).to_string()).unwrap_or_default();
    let is_there = place().is_some_and(|path| path.is_file());
    let from_file = || "the file".to_owned();
    let pick = |name: &'static str, variable: Option<(&str, String)>, in_file: Option<String>, usual: &str| {
        let (value, source) = match (variable, in_file) {
            (Some((variable, value)), _) => (value, variable.to_owned()),
            (None, Some(value)) => (value, from_file()),
            (None, None) => (usual.to_owned(), "default".to_owned()),
        };
        Setting { name, value, source }
    };
    let text = |path: &PathBuf| ArchivePath::from(path).to_string();
    let variable = |name: &'static str| set(name).map(|value| (name, text(&value)));
    let when = |when: When| when.to_possible_value().map(|value| value.get_name().to_owned());
    let color = output::color_variable().map(|(name, color)| (name, if color { "always" } else { "never" }.to_owned()));
    let paged = variable("DATELINE_PAGER");
    let paged_by_system = variable("PAGER").filter(|_| settings.pager.is_none());
    vec![
        Setting { name: "file", value: file, source: if is_there { "read" } else { "not there" }.to_owned() },
        pick("index", variable("DATELINE_INDEX"), settings.index.as_ref().map(text), "index"),
        pick("cluster", variable("DATELINE_CLUSTER"), settings.cluster.clone(), ""),
        pick("ca", None, settings.ca.as_ref().map(text), ""),
        pick("facets", None, settings.facets.as_ref().map(|facets| facets.join(",")), "country,topic,year"),
        pick("limit", None, settings.limit.map(|limit| limit.to_string()), "10"),
        pick("maps", None, Some(settings.maps.join(" ")).filter(|maps| !maps.is_empty()), ""),
        pick("color", color, settings.color.and_then(when), "auto"),
        pick("hyperlink", None, settings.hyperlink.and_then(when), "auto"),
        pick("pager", paged.or(paged_by_system), settings.pager.clone(), pager::DEFAULT),
    ]
}
