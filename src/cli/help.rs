//! `dateline help`, `completions` and the manual page.

use std::io::Write;
use std::process::ExitCode;

use clap_complete::Shell;
use dateline::query;

use super::arguments::PagerArguments;
use super::output;

/// Print help on a command, or on the query language: `dateline help query`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A command, or `query`.
    topic: Option<String>,
    #[command(flatten)]
    pager: PagerArguments,
}

/// Print the completions of a shell.
#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Runs `help`.
pub(crate) fn run(arguments: &Arguments, mut program: clap::Command) -> anyhow::Result<ExitCode> {
    program.build();
    let text = match arguments.topic.as_deref() {
        None => program.render_long_help().to_string(),
        Some("query") => query::HELP.to_owned(),
        Some(name) => match program.find_subcommand_mut(name) {
            Some(command) => command.render_long_help().to_string(),
            None => anyhow::bail!("no command `{name}`; `dateline help` lists them"),
        },
    };
    output::page(arguments.pager, |out| Ok(out.write_all(text.as_bytes())?))?;
    Ok(ExitCode::SUCCESS)
}

/// Runs `completions`.
pub(crate) fn completions(arguments: &CompletionsArguments, mut program: clap::Command) -> anyhow::Result<ExitCode> {
    let mut out = output::stdout();
    clap_complete::generate(arguments.shell, &mut program, "dateline", &mut out);
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Runs `man`: the manual page of the program and all its commands, as roff.
pub(crate) fn man(mut program: clap::Command) -> anyhow::Result<ExitCode> {
    let mut out = output::stdout();
    program.build();
    clap_mangen::Man::new(program.clone()).render(&mut out)?;
    for command in program.get_subcommands().filter(|command| !command.is_hide_set()) {
        let page = clap_mangen::Man::new(command.clone());
        writeln!(out, ".SH COMMAND: {}", command.get_name().to_uppercase())?;
        page.render_synopsis_section(&mut out)?;
        page.render_description_section(&mut out)?;
        page.render_options_section(&mut out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
