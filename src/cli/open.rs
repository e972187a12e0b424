//! `dateline open`: the saved page, or the page on the web, in the program that the system has for it.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, bail};
use dateline::model::Article;

use super::engine::EngineArguments;
use super::reference;

/// Open articles in the browser, or in the program of their file.
///
/// Opens the saved file; where it holds other things too (a crawl, a table), the article's address. `dateline show
/// --page` prints the saved page itself.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The articles: numbers of the last search, ids or their beginnings, addresses, files.
    #[arg(required = true, value_name = "ARTICLE")]
    references: Vec<String>,
    /// Open the page on the web, not the saved one.
    #[arg(long)]
    url: bool,
    #[command(flatten)]
    engine: EngineArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let opened = arguments.engine.open()?;
    let mut targets = Vec::new();
    for typed in &arguments.references {
        let entries = reference::article(&opened, typed)?;
        let Some(entry) = entries.first() else { continue };
        targets.push(target(&entry.article, arguments.url, typed)?);
    }
    targets.iter().try_for_each(open)?;
    Ok(ExitCode::SUCCESS)
}

/// What is opened for an article: its file, or its address.
fn target(article: &Article, wants_web: bool, typed: &str) -> anyhow::Result<OsString> {
    // Other schemes than the web's may start programs.
    let address = article.url.as_deref().and_then(|url| url::Url::parse(url).ok());
    let address =
        address.filter(|url| matches!(url.scheme(), "http" | "https")).map(|url| OsString::from(url.as_str()));
    let path: PathBuf = article.origin.full_path().into();
    match (wants_web, address) {
        (true, None) => bail!("the article has no address on the web; `dateline open {typed}` opens the saved file"),
        (true, Some(address)) => Ok(address),
        (false, _) if article.origin.member.is_none() => {
            if !path.exists() {
                bail!("{}: the file is gone; `dateline open --url {typed}` opens the page on the web", path.display());
            }
            Ok(path.into_os_string())
        }
        (false, Some(address)) => Ok(address),
        (false, None) => {
            bail!("the article lies inside {}; `dateline show --page {typed}` prints it", path.display())
        }
    }
}

/// Opens a page on the web, or of this machine.
#[cfg(feature = "serve")]
pub(super) fn open_link(link: &str) -> anyhow::Result<()> {
    open(&OsString::from(link))
}

/// Hands a file or an address over: to `DATELINE_OPENER`, else to the system's own opener.
fn open(target: &OsString) -> anyhow::Result<()> {
    let chosen = std::env::var("DATELINE_OPENER").ok().filter(|command| !command.trim().is_empty());
    let usual: &[&str] = match std::env::consts::OS {
        "macos" => &["open"],
        "windows" => &["cmd", "/C", "start", ""],
        _ => &["xdg-open"],
    };
    let words: Vec<String> = match &chosen {
        Some(command) => command.split_whitespace().map(str::to_owned).collect(),
        None => usual.iter().map(|&word| word.to_owned()).collect(),
    };
    let (program, options) = words.split_first().context("DATELINE_OPENER names no program")?;
    let status = Command::new(program).args(options).arg(target).stdin(Stdio::null()).status();
    let advice = || format!("`{program}` cannot be run; name another in DATELINE_OPENER");
    if !status.with_context(advice)?.success() {
        bail!("`{program}` could not open {}", target.display());
    }
    Ok(())
}
