//! `dateline show`: one article, with what it rests on.

use std::io::Write;
use std::process::ExitCode;

use anyhow::bail;
use dateline::model::{CopyGroup, Version};
use dateline::present::machine::Documents;
use dateline::present::{Format, Style, machine, terminal};
use dateline::search::versions;
use serde_json::Value;

use super::arguments::{IndexArgument, OutputArguments};
use super::output;
use super::page::PageArguments;

/// Show an article: its text and what is known about it.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The article's id as `search` prints it, or the id of the record it came in.
    id: String,
    /// Show what the date, the countries and the topics rest on.
    #[arg(long)]
    why: bool,
    /// Show every version that the page was saved in, the newest first.
    #[arg(long)]
    versions: bool,
    #[command(flatten)]
    page: PageArguments,
    #[command(flatten)]
    index: IndexArgument,
    #[command(flatten)]
    output: OutputArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("show", &[Format::Text, Format::Json, Format::Jsonl])?;
    let searcher = arguments.index.searcher()?;
    let entries = searcher.article(&arguments.id)?;
    let Some(first) = entries.first() else {
        bail!("no article has the id `{}`; `dateline search` prints ids", arguments.id);
    };
    let copies = searcher.copies(first.article.id)?;
    let versions = versions(entries);
    if arguments.page.is_wanted() {
        arguments.output.only("show --page", &[Format::Text])?;
        output::page(arguments.output.pager, |out| write_pages(&versions, arguments, out))?;
        return Ok(ExitCode::SUCCESS);
    }
    output::page(arguments.output.pager, |out| write(&versions, copies.as_ref(), arguments, out))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the pages of what would be shown, as they were saved.
fn write_pages(versions: &[Version], arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let width = output::style(&arguments.output).width;
    let articles = versions.chunk_by(|one, other| one.entry.article.id == other.entry.article.id);
    let shown = articles.flat_map(|article| if arguments.versions { article } else { &article[..1] });
    for version in shown {
        arguments.page.write(version, width, out)?;
    }
    Ok(())
}

fn write(
    versions: &[Version],
    copies: Option<&CopyGroup>,
    arguments: &Arguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    // Records of one id may be several articles.
    let articles = versions.chunk_by(|one, other| one.entry.article.id == other.entry.article.id);
    let shown = |article: &'_ [Version]| if arguments.versions { article.len() } else { 1 };
    if let Some(layout) = arguments.output.layout() {
        let mut documents = Documents::new(layout, out);
        for article in articles {
            for (number, version) in (1..).zip(article).take(shown(article)) {
                documents.push(as_json((number, version), article, copies))?;
            }
        }
        return Ok(documents.finish()?);
    }
    let style = output::style(&arguments.output);
    for (place, article) in articles.enumerate() {
        for (number, version) in (1..).zip(article).take(shown(article)) {
            write_text((place, number, version), arguments.why, &style, out)?;
        }
        terminal::versions(article, &style, out)?;
    }
    if let Some(group) = copies {
        terminal::copies_of(versions[0].entry.article.id, group, &style, out)?;
    }
    Ok(())
}

fn as_json((number, version): (usize, &Version), article: &[Version], copies: Option<&CopyGroup>) -> Value {
    let mut shown = machine::entry(&version.entry);
    shown["version"] = number.into();
    shown["versions"] = machine::versions(article);
    shown["copies"] = copies.map(machine::copy_group).into();
    shown
}

fn write_text(
    (place, number, version): (usize, usize, &Version),
    why: bool,
    style: &Style,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    match (place, number) {
        (0, 1) => {}
        (_, 1) => writeln!(out, "\n--- another article ---\n")?,
        _ => writeln!(out, "\n--- version {number} ---\n")?,
    }
    terminal::article(&version.entry, style, out)?;
    if why {
        terminal::evidence(&version.entry, style, out)?;
    }
    Ok(())
}
