//! Where output goes: data to standard output, everything else to standard error.

use std::io::{self, BufWriter, IsTerminal, Write};

use dateline::present::Style;

use super::arguments::{Color, OutputArguments};

/// Standard output, buffered; it has to be flushed.
pub(crate) fn stdout() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// How text is to look on standard output.
pub(crate) fn style(arguments: &OutputArguments) -> Style {
    let terminal = io::stdout().is_terminal();
    let color = match arguments.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    let width = if terminal { terminal_size::terminal_size().map_or(100, |(width, _)| width.0.into()) } else { 0 };
    Style { color, width, links: terminal && color, home: std::env::current_dir().ok() }
}

/// Says something on standard error.
pub(crate) fn warn(message: &str) {
    // A closed standard error leaves nobody to tell.
    drop(writeln!(io::stderr(), "dateline: {message}"));
}
