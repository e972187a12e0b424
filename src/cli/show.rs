//! `dateline show`: one article, with what it rests on.

use std::io::Write;
use std::process::ExitCode;

use dateline::model::{CopyGroup, Version};
use dateline::present::machine::{Documents, Reference};
use dateline::present::{Format, Style, machine, terminal};
use dateline::search::versions;

use super::arguments::{IndexArgument, OutputArguments};
use super::output;
use super::page::PageArguments;
use super::reference;

/// Show articles: their text and what is known about them.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The articles: numbers of the last search, ids or their beginnings, addresses, files.
    #[arg(required = true, value_name = "ARTICLE")]
    articles: Vec<String>,
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

/// The forms that articles have.
const FORMATS: &[Format] = &[Format::Text, Format::Json, Format::Jsonl, Format::Bibtex, Format::Ris, Format::CslJson];

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("show", FORMATS)?;
    if arguments.page.is_wanted() {
        arguments.output.only("show --page", &[Format::Text])?;
    }
    let searcher = arguments.index.searcher()?;
    let mut found = Vec::with_capacity(arguments.articles.len());
    for typed in &arguments.articles {
        let entries = reference::article(&searcher, typed)?;
        let copies = entries.first().map(|first| searcher.copies(first.article.id)).transpose()?.flatten();
        found.push(Shown { versions: versions(entries), copies });
    }
    output::page(arguments.output.pager, |out| write(&found, arguments, out))?;
    Ok(ExitCode::SUCCESS)
}

/// What is shown for one reference: an article, or several that came in records of one id.
struct Shown {
    versions: Vec<Version>,
    copies: Option<CopyGroup>,
}

impl Shown {
    /// The versions that are shown of each article, the newest first.
    fn articles(&self, arguments: &Arguments) -> impl Iterator<Item = (&[Version], usize)> {
        let articles = self.versions.chunk_by(|one, other| one.entry.article.id == other.entry.article.id);
        articles.map(|article| (article, if arguments.versions { article.len() } else { 1 }))
    }
}

fn write(found: &[Shown], arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let style = output::style(&arguments.output);
    if arguments.page.is_wanted() {
        let articles = found.iter().flat_map(|shown| shown.articles(arguments));
        let versions = articles.flat_map(|(article, count)| &article[..count]);
        let kept = arguments.index.open()?.field_names()?;
        return versions.into_iter().try_for_each(|version| arguments.page.write(version, &kept, style.width, out));
    }
    if let Some(style) = arguments.output.format.citation_style() {
        let shown =
            found.iter().flat_map(|shown| shown.articles(arguments)).flat_map(|(article, count)| &article[..count]);
        return Ok(machine::references(
            shown.map(|version| Reference::from(&version.entry.article)),
            style,
            &mut output::guarded(out),
        )?);
    }
    if let Some(layout) = arguments.output.layout() {
        let mut documents = Documents::new(layout, out);
        for shown in found {
            for (article, count) in shown.articles(arguments) {
                for number in 1..=count {
                    documents.push(machine::shown(number, article, shown.copies.as_ref()))?;
                }
            }
        }
        return Ok(documents.finish()?);
    }
    let mut place = 0;
    for shown in found {
        for (article, count) in shown.articles(arguments) {
            for (number, version) in (1..).zip(article).take(count) {
                write_text((place, number, version), arguments.why, &style, out)?;
            }
            terminal::versions(article, &style, out)?;
            place += 1;
        }
        if let Some(group) = &shown.copies {
            terminal::copies_of(shown.versions[0].entry.article.id, group, &style, out)?;
        }
    }
    Ok(())
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
