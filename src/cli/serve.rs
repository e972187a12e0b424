//! `dateline serve`: the page in the browser.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use anyhow::{Context, bail};
use dateline::ingest;
use dateline::serve::{Options, Server};
use dateline::watch::{Told, keep_watching};

use super::desktop;
use super::engine::EngineArguments;
use super::limits::usual;
use super::open::open_link;
use super::output;

/// Show the archive in the browser, on this machine alone.
///
/// The page searches, shows articles with what their dates, countries and topics rest on, and reads folders into the index.
/// The same address with `/api/v1/search` in front of its question mark gives the answer as JSON. Ctrl-C ends it.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    engine: EngineArguments,
    /// The port; 0 takes a free one.
    #[arg(long, value_name = "N", default_value_t = 4747)]
    port: u16,
    /// The address to listen at. Any but this machine's own needs --token.
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// What whoever asks must know; at least 16 characters.
    #[arg(long, value_name = "TOKEN", env = "DATELINE_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// Keep the index up to date meanwhile, as `dateline watch` does: with these folders, or with those that it was built
    /// from, also when others join them.
    #[arg(long, value_name = "FOLDER", num_args = 0..)]
    watch: Option<Vec<PathBuf>>,
    /// Open no browser.
    #[arg(long)]
    no_open: bool,
}

/// Runs the command: until Ctrl-C.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let options = match arguments.engine.live_in_cluster()? {
        Some(_) if arguments.watch.is_some() => {
            bail!(
                "--watch keeps the index on this machine up to date, which a cluster does not have; `dateline export` does so"
            )
        }
        Some(archive) => Options::over(archive),
        None => Options::new(arguments.engine.index.folder()),
    };
    let options = options
        .address(arguments.address)
        .port(arguments.port)
        .token(arguments.token.clone().filter(|token| !token.is_empty()))
        .home(std::env::home_dir())
        .limits(usual());
    let server = Server::bind(&options)?;
    let stopper = server.stopper();
    if ctrlc::set_handler(move || stopper.stop()).is_err() {
        output::warn("Ctrl-C will end the page at once");
    }
    let link = server.link();
    let mut out = output::stdout();
    writeln!(out, "{link}")?;
    out.flush()?;
    drop(out);
    if !arguments.no_open && (output::is_terminal() || desktop::is_clicked()) && open_link(&link).is_err() {
        output::warn("no browser could be started; open the address above");
    }
    let watching = arguments.watch.as_ref().map(|folders| Watching::start(arguments, folders)).transpose()?;
    server.run();
    drop(watching);
    Ok(ExitCode::SUCCESS)
}

/// A watch beside the page, until it is dropped; what it has begun to read is kept.
struct Watching {
    stop: Arc<AtomicBool>,
    running: Option<JoinHandle<()>>,
}

impl Watching {
    fn start(arguments: &Arguments, folders: &[PathBuf]) -> anyhow::Result<Watching> {
        let (home, folders) = (arguments.engine.index.folder(), folders.to_vec());
        let stop = Arc::new(AtomicBool::new(false));
        let options = ingest::Options::default().limits(usual()).stop(Arc::clone(&stop));
        let watch = move || {
            keep_watching(&home, &folders, &options, &mut tell, &mut |error| output::warn(&format!("watch: {error}")));
        };
        let running = thread::Builder::new().name("watch".to_owned()).spawn(watch);
        Ok(Watching { stop, running: Some(running.context("the watch cannot be started")?) })
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // A watch that panicked has said so, and has nothing more to keep.
        drop(self.running.take().map(JoinHandle::join));
    }
}

fn tell(told: &Told<'_>) {
    match told {
        Told::Polling(folder) => {
            let folder = folder.display();
            output::warn(&format!("{folder}: tells of no changes itself, and is looked through every few seconds"));
        }
        Told::Listening => output::warn("watching"),
        Told::Waiting(error) => output::warn(&error.to_string()),
        Told::Read(report) => {
            let (indexed, removed, failed) = (report.indexed, report.removed, report.failed);
            output::warn(&format!("watch: {indexed} files read, {removed} gone, {failed} failed"));
        }
    }
}
