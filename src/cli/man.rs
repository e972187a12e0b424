//! `dateline man`: the manual pages, as roff.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Command;
use clap_mangen::Man;
use dateline::model::ArchivePath;

use super::output;

/// Print the manual page of the program or of a command, or write all of them: `dateline man search | man -l -`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A command; the program itself if left out.
    command: Option<String>,
    /// Write all pages into this folder, as `dateline.1`, `dateline-search.1` and so on.
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    to: Option<PathBuf>,
}

/// What every page says of exit codes.
const EXIT_STATUS: &str = "0: found, or done. 1: nothing found, or nothing new. 2: trouble, told on standard error; what could be done is done.";

/// Variables of the environment, and what they are for.
const ENVIRONMENT: &[(&str, &str)] = &[
    ("DATELINE_INDEX", "The folder of the index, where --index does not name one."),
    ("DATELINE_CONFIG", "The configuration file, in the place of the usual one."),
    (
        "DATELINE_PAGER, PAGER",
        "The program that long output is shown through at a terminal; less -FRX if neither is set.",
    ),
    ("DATELINE_OPENER", "What `dateline open` opens files and pages with."),
    ("NO_COLOR, CLICOLOR, CLICOLOR_FORCE", "Whether to colour, where --color does not say so."),
    ("XDG_CONFIG_HOME, XDG_STATE_HOME", "Where the configuration file and the numbers of the last search are kept."),
];

/// Files, and what they are for.
const FILES: &[(&str, &str)] = &[
    ("index/", "The index, in the current folder, where nothing else names it."),
    ("index/saved/", "Saved searches, as JSON."),
    ("index/names.txt", "Corrections of names (`dateline names --add`, `--drop`)."),
    (
        "~/.config/dateline/config.toml",
        "Settings; `dateline config` shows what holds, `--example` prints a file to begin with.",
    ),
    ("~/.local/state/dateline/", "The numbers of the last search in each terminal, for `dateline show 3`."),
];

/// Of each command what one would type, and what comes of it.
const EXAMPLES: &[(&str, &[(&str, &str)])] = &[
    (
        "dateline",
        &[
            ("dateline index ~/saved-pages", "Reads what is new or changed."),
            ("dateline search naval base -football", "Both words, in any form, and not the third."),
            ("dateline show 1", "The first hit, whole."),
        ],
    ),
    (
        "index",
        &[
            ("dateline index ~/saved-pages", "Makes the index, or brings it up to date."),
            ("dateline index --dry-run", "Says what would be read."),
            ("dateline index export.csv --map title=headline", "A table whose headlines have another name."),
        ],
    ),
    (
        "search",
        &[
            ("dateline search '\"naval base\" AND (port OR quay)' --since 2025-10", "A phrase, alternatives, a date."),
            (
                "dateline search port --country sy --format csv --with body,sha256 > hits.csv",
                "All hits as a table, with texts and hashes.",
            ),
            (
                "dateline search port --save ports",
                "Keeps the question; --saved ports --new-since-last tells what is new.",
            ),
        ],
    ),
    (
        "show",
        &[
            ("dateline show 1 --why", "The first hit, with what its date, countries and topics rest on."),
            ("dateline show 1 --page", "The page as it was saved."),
            ("dateline show 1 3 --format bibtex", "Two hits as references."),
        ],
    ),
    ("open", &[("dateline open 1 --url", "The page on the web, in the browser.")]),
    ("similar", &[("dateline similar 1 -n 5", "Five articles like the first hit.")]),
    (
        "saved",
        &[
            ("dateline saved --run-all", "What is new to all saved searches; exit code 1 where nothing is."),
            ("dateline saved ports --format atom > ports.xml", "A feed."),
        ],
    ),
    ("facets", &[("dateline facets 'port OR quay' --by country,site", "Counts over what matches.")]),
    (
        "timeline",
        &[
            ("dateline timeline port --by week", "Counts by week, empty ones too."),
            ("dateline timeline port --format svg > port.svg", "A picture."),
        ],
    ),
    ("countries", &[("dateline countries topic:politics", "The countries of political stories.")]),
    ("topics", &[("dateline topics country:sy", "The topics of one country.")]),
    ("copies", &[("dateline copies --since 2025 -n 5", "The five stories that spread the most.")]),
    ("export-texts", &[("dateline export-texts port --country sy --to port-texts", "A file an article, and a table.")]),
    ("extract", &[("dateline extract page.html --why", "What is read out of a page, and on what evidence.")]),
    (
        "names",
        &[
            ("dateline names Zelensky", "The spellings that the archive has."),
            ("dateline names --drop Assad Asad", "One of them is another name."),
        ],
    ),
    ("schema", &[("dateline schema --for duckdb --with body", "Types, for read_json.")]),
    ("stats", &[("dateline stats", "What is in the archive, in one screen.")]),
    (
        "check",
        &[
            ("dateline check --repair", "Drops what is damaged; the next index run reads it again."),
            ("dateline check --sources", "Whether every file is still what was read."),
        ],
    ),
    ("config", &[("dateline config --example > ~/.config/dateline/config.toml", "A file to begin with.")]),
    ("bench", &[("dateline bench --rounds 3", "How fast this index answers.")]),
    ("serve", &[("dateline serve", "The page at http://127.0.0.1:4747/.")]),
    ("watch", &[("dateline watch ~/saved-pages", "Indexes what is saved, within seconds.")]),
    ("mcp", &[("dateline mcp --index ~/index", "For an assistant's settings.")]),
    (
        "completions",
        &[("dateline completions bash > ~/.local/share/bash-completion/completions/dateline", "For bash.")],
    ),
    ("man", &[("dateline man --to ~/.local/share/man/man1", "All pages, where `man dateline` finds them.")]),
    ("help", &[("dateline help query", "The query language.")]),
];

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, mut program: Command) -> anyhow::Result<ExitCode> {
    program.build();
    if let Some(folder) = &arguments.to {
        let located = || ArchivePath::from(folder).to_string();
        fs::create_dir_all(folder).with_context(located)?;
        for (name, page) in pages(&program) {
            let mut text = Vec::new();
            write(&page, &mut text)?;
            fs::write(folder.join(format!("{name}.1")), text).with_context(located)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let wanted = arguments.command.as_ref().map_or("dateline".to_owned(), |command| format!("dateline-{command}"));
    let Some((_, page)) = pages(&program).into_iter().find(|(name, _)| *name == wanted) else {
        bail!("no command `{}`; `dateline help` lists them", wanted.trim_start_matches("dateline-"));
    };
    let mut out = output::stdout();
    write(&page, &mut out)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The program and its commands, by the names of their pages.
fn pages(program: &Command) -> Vec<(String, Command)> {
    let commands = program.get_subcommands().filter(|command| !command.is_hide_set());
    // What was built knows its commands by both names: `dateline-search`, `dateline search`.
    let page = |command: &Command| (format!("dateline-{}", command.get_name()), command.clone());
    std::iter::once(("dateline".to_owned(), program.clone())).chain(commands.map(page)).collect()
}

/// Writes a page.
fn write(command: &Command, out: &mut dyn Write) -> io::Result<()> {
    let man = Man::new(command.clone());
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    if command.has_subcommands() {
        man.render_subcommands_section(out)?;
    }
    writeln!(out, ".SH EXIT STATUS\n{}", roff(EXIT_STATUS))?;
    let terms = |terms: &[(&str, &str)], out: &mut dyn Write| -> io::Result<()> {
        terms.iter().try_for_each(|(term, text)| writeln!(out, ".TP\n\\fB{}\\fR\n{}", roff(term), roff(text)))
    };
    writeln!(out, ".SH ENVIRONMENT")?;
    terms(ENVIRONMENT, out)?;
    writeln!(out, ".SH FILES")?;
    terms(FILES, out)?;
    if let Some((_, examples)) = EXAMPLES.iter().find(|(known, _)| *known == command.get_name()) {
        writeln!(out, ".SH EXAMPLES")?;
        terms(examples, out)?;
    }
    writeln!(
        out,
        ".SH SEE ALSO\n{}",
        roff("dateline help query, dateline help dates, dateline help names, dateline help formats")
    )
}

/// Text that roff takes as it stands.
fn roff(text: &str) -> String {
    let escaped = text.replace('\\', "\\e").replace('-', "\\-");
    if escaped.starts_with(['.', '\'']) { format!("\\&{escaped}") } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_text_is_no_request_of_roff() {
        assert_eq!(roff(".5 of --all\\n"), "\\&.5 of \\-\\-all\\en");
        assert_eq!(roff("'a'"), "\\&'a'");
    }
}
