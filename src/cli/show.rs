//! `dateline show`: one article, with what it rests on.

use std::io::Write;
use std::process::ExitCode;

use dateline::ask::Engine;
use dateline::index::FileRecord;
use dateline::model::{CopyGroup, Version};
use dateline::present::machine::{Documents, Reference, References};
use dateline::present::{Format, Style, machine, terminal};
use dateline::search::versions;

use super::arguments::OutputArguments;
use super::engine::EngineArguments;
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
    engine: EngineArguments,
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
    let opened = arguments.engine.open()?;
    let searcher = &*opened.engine;
    let mut found = Vec::with_capacity(arguments.articles.len());
    for typed in &arguments.articles {
        let entries = reference::article(&opened, typed)?;
        let copies = entries.first().map(|first| searcher.copies(first.article.id)).transpose()?.flatten();
        let versions = versions(entries);
        let files = versions.iter().map(|version| searcher.file(&version.entry.article.origin));
        found.push(Shown { files: files.collect::<Result<_, _>>()?, versions, copies });
    }
    output::page(arguments.output.pager, |out| write(&found, (searcher, arguments), out))?;
    Ok(ExitCode::SUCCESS)
}

/// What is shown for one reference: an article, or several that came in records of one id.
struct Shown {
    versions: Vec<Version>,
    /// What is remembered of the file of each version.
    files: Vec<Option<FileRecord>>,
    copies: Option<CopyGroup>,
}

/// One version of an article, to be shown.
struct ShownVersion<'a> {
    /// All versions of the article, the newest first.
    article: &'a [Version],
    /// Which of them, from 1.
    number: usize,
    version: &'a Version,
    file: Option<&'a FileRecord>,
}

impl Shown {
    /// The versions that are shown of each article, the newest first.
    fn shown(&self, arguments: &Arguments) -> Vec<ShownVersion<'_>> {
        let articles = self.versions.chunk_by(|one, other| one.entry.article.id == other.entry.article.id);
        let mut files = self.files.iter();
        let mut shown = Vec::new();
        for article in articles {
            let count = if arguments.versions { article.len() } else { 1 };
            let files: Vec<&Option<FileRecord>> = files.by_ref().take(article.len()).collect();
            for ((number, version), file) in (1..).zip(article).zip(files).take(count) {
                shown.push(ShownVersion { article, number, version, file: file.as_ref() });
            }
        }
        shown
    }
}

fn write(found: &[Shown], (engine, arguments): (&dyn Engine, &Arguments), out: &mut dyn Write) -> anyhow::Result<()> {
    let style = output::style(&arguments.output);
    let mut shown = found.iter().flat_map(|shown| shown.shown(arguments));
    if arguments.page.is_wanted() {
        let kept = engine.field_names()?;
        return shown.try_for_each(|one| arguments.page.write(one.version, &kept, style.width, out));
    }
    if let Some(style) = arguments.output.format.citation_style() {
        let mut out = output::guarded(out);
        let mut references = References::new(style, &mut out);
        for ShownVersion { version, file, .. } in shown {
            references.push(&Reference::from(&version.entry.article).of_file(file))?;
        }
        return Ok(references.finish()?);
    }
    if let Some(layout) = arguments.output.layout() {
        let mut documents = Documents::new(layout, out);
        for one in found {
            for ShownVersion { article, number, file, .. } in one.shown(arguments) {
                documents.push(machine::shown(number, article, file, one.copies.as_ref()))?;
            }
        }
        return Ok(documents.finish()?);
    }
    let mut place = 0;
    for one in found {
        let versions = one.shown(arguments);
        for (at, version) in versions.iter().enumerate() {
            write_text(place, version, arguments.why, &style, out)?;
            // After the last version of an article all its versions are listed.
            if versions.get(at + 1).is_none_or(|next| next.number == 1) {
                terminal::versions(version.article, &style, out)?;
                place += 1;
            }
        }
        if let Some(group) = &one.copies {
            terminal::copies_of(one.versions[0].entry.article.id, group, &style, out)?;
        }
    }
    Ok(())
}

fn write_text(
    place: usize,
    ShownVersion { number, version, file, .. }: &ShownVersion<'_>,
    why: bool,
    style: &Style,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    match (place, number) {
        (0, 1) => {}
        (_, 1) => writeln!(out, "\n--- another article ---\n")?,
        _ => writeln!(out, "\n--- version {number} ---\n")?,
    }
    terminal::article(&version.entry, *file, style, out)?;
    if why {
        terminal::evidence(&version.entry, style, out)?;
    }
    Ok(())
}
