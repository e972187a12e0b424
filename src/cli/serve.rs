//! `dateline serve`: the page in the browser.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::process::ExitCode;

use dateline::serve::{Options, Server};

use super::arguments::IndexArgument;
use super::open::open_link;
use super::output;

/// Show the archive in the browser, on this machine alone.
///
/// The page searches, shows articles with what their dates, countries and topics rest on, and reads folders into the index.
/// The same address with `/api/v1/search` in front of its question mark gives the answer as JSON. Ctrl-C ends it.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    index: IndexArgument,
    /// The port; 0 takes a free one.
    #[arg(long, value_name = "N", default_value_t = 4747)]
    port: u16,
    /// The address to listen at. Any but this machine's own needs --token.
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// What whoever asks must know; at least 16 characters.
    #[arg(long, value_name = "TOKEN", env = "DATELINE_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// Open no browser.
    #[arg(long)]
    no_open: bool,
}

/// Runs the command: until Ctrl-C.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let options = Options::new(&arguments.index.folder)
        .address(arguments.address)
        .port(arguments.port)
        .token(arguments.token.clone().filter(|token| !token.is_empty()))
        .home(std::env::home_dir());
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
    if !arguments.no_open && output::is_terminal() && open_link(&link).is_err() {
        output::warn("no browser could be started; open the address above");
    }
    server.run();
    Ok(ExitCode::SUCCESS)
}
