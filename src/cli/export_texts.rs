//! `dateline export-texts`: the texts of a result list as files in a folder, with a table of what each is.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use dateline::ask::{Limit, Purpose, today};
use dateline::model::{ArchivePath, Article, ArticleId};
use dateline::present::machine::{Column, HitTable, rows};
use dateline::search::Beside;

use super::answer::in_pieces;
use super::export::{ExportArguments, tell_long_cells};
use super::output;
use super::question::{ArchiveArguments, CopiesArgument, ReadingArguments, code};

/// The name of the table in the folder.
const TABLE: &str = "articles.csv";
/// The folder of the texts in it.
const TEXTS: &str = "texts";

/// Write the texts of all articles that match into a folder: a file each, and a table of what each is.
///
/// The files are `texts/ID.txt`, in UTF-8, one paragraph a line. `articles.csv` has the columns of `search --format csv` after
/// one that names the file. R: readtext("out/texts/*.txt"), with the table's columns as docvars; NLTK:
/// PlaintextCorpusReader("out/texts", ".*"). A story is one file, as it is one hit; `--copies all` writes every copy.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Which articles; all of them if left out.
    #[arg(value_name = "QUERY", default_value = "*")]
    words: Vec<String>,
    /// The folder; it is made, and has to be empty.
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
    /// Begin each text with its headline.
    #[arg(long)]
    headline: bool,
    /// How many articles to write, or `all` [default: all].
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<Limit>,
    #[command(flatten)]
    archive: ArchiveArguments,
    #[command(flatten)]
    reading: ReadingArguments,
    #[command(flatten)]
    copies: CopiesArgument,
    #[command(flatten)]
    export: ExportArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let opened = arguments.archive.open()?;
    let searcher = &*opened.engine;
    let mut question = arguments.archive.question(&arguments.words, &arguments.reading)?;
    arguments.copies.apply(&mut question);
    question.page.limit = arguments.limit;
    let asked = question.read(searcher, Purpose::Export, &today)?;
    let folder = Folder::new(&arguments.to)?;
    let columns = arguments.export.columns();
    let out = BufWriter::new(File::create(folder.path.join(TABLE)).with_context(|| located(&folder.path))?);
    let mut table = HitTable::new(Some("file"), &columns, arguments.export.style(), out)?;
    let mut names = Names::default();
    let mut written = 0;
    let beside = Beside { articles: true, ..Column::beside(&columns) };
    in_pieces(&asked, searcher, beside, &mut |piece| {
        piece.results.warnings.iter().for_each(|warning| output::warn(warning));
        for row in rows(piece) {
            let name = names.next(row.hit.id);
            let article = &row.article.context("an article came without its text")?.article;
            folder.write(&name, article, arguments.headline)?;
            table.hit(Some(&name), &row)?;
            written += 1;
        }
        Ok(())
    })?;
    tell_long_cells(table.finish()?);
    let (texts, folder) = (if written == 1 { "text" } else { "texts" }, located(&folder.path));
    output::warn(&format!("{written} {texts} in {folder}/{TEXTS}, and what each is in {folder}/{TABLE}"));
    Ok(code(written))
}

fn located(path: &Path) -> String {
    ArchivePath::from(path).to_string()
}

/// The folder that is written to.
struct Folder {
    path: PathBuf,
}

impl Folder {
    /// A folder that holds nothing yet, with one for the texts in it.
    fn new(path: &Path) -> anyhow::Result<Folder> {
        let is_empty = fs::read_dir(path).map_or(true, |mut items| items.next().is_none());
        if !is_empty {
            bail!(
                "{}: the folder is not empty; name a new one, so that no old text is taken for one of these",
                located(path)
            );
        }
        fs::create_dir_all(path.join(TEXTS)).with_context(|| located(path))?;
        Ok(Folder { path: path.to_path_buf() })
    }

    fn write(&self, name: &str, article: &Article, headline: bool) -> anyhow::Result<()> {
        let path = self.path.join(name);
        let mut text = String::with_capacity(article.body.len() + 1);
        if let Some(title) = article.title.as_ref().filter(|_| headline) {
            text.push_str(title);
            text.push_str("\n\n");
        }
        text.push_str(&article.body);
        if !text.ends_with('\n') {
            text.push('\n');
        }
        let mut file = File::create(&path).with_context(|| located(&path))?;
        file.write_all(text.as_bytes()).with_context(|| located(&path))
    }
}

/// The names of files, each once: captures of one page share an id.
#[derive(Default)]
struct Names(BTreeMap<ArticleId, u32>);

impl Names {
    fn next(&mut self, id: ArticleId) -> String {
        let count = self.0.entry(id).or_default();
        *count += 1;
        if *count == 1 { format!("{TEXTS}/{id}.txt") } else { format!("{TEXTS}/{id}-{count}.txt") }
    }
}
