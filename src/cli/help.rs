//! `dateline help`: on the program, on a command, on a subject.

use std::fmt::Write as _;
use std::process::ExitCode;

use super::arguments::PagerArguments;
use super::output;
use super::topics::{TOPICS, Topic};

/// Print help on a command, or on a subject: query, dates, names, formats, exports, cluster, json.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A command or a subject.
    topic: Option<String>,
    #[command(flatten)]
    pager: PagerArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, mut program: clap::Command) -> anyhow::Result<ExitCode> {
    program.build();
    let text = match arguments.topic.as_deref() {
        None => program.render_long_help().to_string() + &subjects(),
        Some(name) => match (Topic::named(name), program.find_subcommand_mut(name)) {
            (Some(topic), None) => topic.text.to_owned(),
            (Some(topic), Some(command)) => format!("{}\n## The command\n\n{}", topic.text, command.render_long_help()),
            (None, Some(command)) => command.render_long_help().to_string(),
            (None, None) => anyhow::bail!("no command and no subject `{name}`; `dateline help` lists them"),
        },
    };
    output::page(arguments.pager, |out| Ok(out.write_all(text.as_bytes())?))?;
    Ok(ExitCode::SUCCESS)
}

fn subjects() -> String {
    let mut text = "\nSubjects of `dateline help`:\n".to_owned();
    for Topic { name, about, .. } in TOPICS {
        // Nothing goes wrong when text is written to memory.
        let _ = writeln!(text, "  {name:<12} {about}");
    }
    text
}
