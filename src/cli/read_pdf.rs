//! `dateline read-pdf`: one PDF document read in a process of its own, for the run that found it. A document can be made so that
//! its reader takes far more time and memory than its size tells; here that ends this process and nothing else.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dateline::source::{PdfReader, PdfReading, pdf_answer};

use super::output;

/// Read a PDF document on standard input, for another process of this program.
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(crate) struct Arguments {
    /// The longest text, in bytes.
    max_text: u64,
}

/// The name of the command.
const NAME: &str = "read-pdf";
/// How much memory may be mapped, in bytes: the program itself takes some of it.
#[cfg(unix)]
const MEMORY: u64 = 2 << 30;
/// How much time of the processor may be taken, in seconds.
#[cfg(unix)]
const SECONDS: u64 = 20;

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    bound_itself();
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let mut out = output::stdout();
    out.write_all(&pdf_answer(&bytes, arguments.max_text))?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// How this program reads PDF documents.
pub(super) fn reading() -> PdfReading {
    program().map_or(PdfReading::Never, |program| PdfReading::Apart(PdfReader::new(program, [NAME])))
}

/// This program. Linux knows it even after another version was laid in its place.
fn program() -> Option<PathBuf> {
    let running = Path::new("/proc/self/exe");
    if running.exists() { Some(running.to_path_buf()) } else { std::env::current_exe().ok() }
}

/// Takes memory and time only up to the bounds; the system ends the process beyond them. A system that knows one of the bounds not
/// keeps the others, and the deadline of whoever asked.
#[cfg(unix)]
fn bound_itself() {
    use nix::sys::resource::{Resource, setrlimit};
    let bounds = [(Resource::RLIMIT_AS, MEMORY), (Resource::RLIMIT_CPU, SECONDS), (Resource::RLIMIT_CORE, 0)];
    for (resource, most) in bounds {
        let _kept = setrlimit(resource, most, most);
    }
}

#[cfg(not(unix))]
fn bound_itself() {}
