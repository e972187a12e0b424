//! Where output goes: data to standard output or a pager, everything else to standard error.

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};

use dateline::present::Style;
use dateline::text::escape::for_terminal;

use super::arguments::{OutputArguments, PagerArguments};
use super::pager;
use super::settings::settings;
use super::when::When;

/// Standard output, buffered; it has to be flushed.
pub(crate) fn stdout() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Lets `write` write to standard output, through a pager where a person reads at a terminal.
pub(crate) fn page(
    pager: PagerArguments,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    if pager.is_wanted(io::stdout().is_terminal()) {
        let mut bytes = Vec::new();
        write(&mut bytes)?;
        let command = pager::command(settings().pager.as_deref(), |name| std::env::var(name).ok());
        return Ok(pager::show(&bytes, &command)?);
    }
    let mut out = stdout();
    write(&mut out)?;
    Ok(out.flush()?)
}

/// Whether standard output is a terminal, or a pager that shows its text at one.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// A writer of tables (CSV, TREC runs), which have no way to escape: a terminal gets what it would act on written out, another
/// program the text as it stands.
pub(crate) struct Guarded<'a> {
    out: &'a mut dyn Write,
    is_terminal: bool,
    /// The line that is not whole yet.
    rest: Vec<u8>,
}

/// A writer of tables to standard output.
pub(crate) fn guarded(out: &mut dyn Write) -> Guarded<'_> {
    Guarded { out, is_terminal: is_terminal(), rest: Vec::new() }
}

impl Write for Guarded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_terminal {
            return self.out.write(bytes);
        }
        self.rest.extend_from_slice(bytes);
        let whole = self.rest.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let lines: Vec<u8> = self.rest.drain(..whole).collect();
        for line in String::from_utf8_lossy(&lines).lines() {
            writeln!(self.out, "{}", for_terminal(line))?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let rest = std::mem::take(&mut self.rest);
        write!(self.out, "{}", for_terminal(&String::from_utf8_lossy(&rest)))?;
        self.out.flush()
    }
}

/// How text is to look on standard output.
pub(crate) fn style(arguments: &OutputArguments) -> Style {
    let terminal = io::stdout().is_terminal();
    let variable = |name: &str| std::env::var_os(name);
    let width = if terminal { terminal_size::terminal_size().map_or(100, |(width, _)| width.0.into()) } else { 0 };
    let links = match arguments.hyperlink.or(settings().hyperlink).unwrap_or_default() {
        When::Always => true,
        When::Never => false,
        When::Auto => terminal && !is_dumb(&variable),
    };
    let color = is_colored(arguments.color, settings().color, terminal, variable);
    Style::default().color(color).width(width).links(links).home(std::env::current_dir().ok())
}

/// Says something on standard error, in one line. What comes out of an archive cannot reach the terminal raw.
pub(crate) fn warn(message: &str) {
    tell(&for_terminal(message));
}

/// Says something of several lines on standard error, as where in a query the trouble is.
pub(crate) fn warn_lines(message: &str) {
    let lines: Vec<_> = message.lines().map(for_terminal).collect();
    tell(&lines.join("\n"));
}

fn tell(message: &str) {
    // A closed standard error leaves nobody to tell.
    drop(writeln!(io::stderr(), "dateline: {message}"));
}

/// Whether to colour: what was asked for, then `NO_COLOR` (no-color.org), then `CLICOLOR_FORCE` and `CLICOLOR`
/// (bixense.com/clicolors), then the configuration file, then whether there is a terminal that can.
fn is_colored(
    asked: Option<When>,
    configured: Option<When>,
    terminal: bool,
    variable: impl Fn(&str) -> Option<OsString>,
) -> bool {
    let told = match asked {
        Some(When::Auto) | None => decided(&variable).map(|(_, color)| color),
        Some(_) => None,
    };
    match (told, asked.or(configured).unwrap_or_default()) {
        (Some(color), _) => color,
        (None, When::Always) => true,
        (None, When::Never) => false,
        (None, When::Auto) => terminal && !is_dumb(&variable),
    }
}

/// The variable of the environment that decides whether to colour, and what it says.
fn decided(variable: impl Fn(&str) -> Option<OsString>) -> Option<(&'static str, bool)> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    match () {
        () if set("NO_COLOR").is_some() => Some(("NO_COLOR", false)),
        () if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => Some(("CLICOLOR_FORCE", true)),
        () if set("CLICOLOR").is_some_and(|value| value == "0") => Some(("CLICOLOR", false)),
        () => None,
    }
}

/// The same for this run.
pub(super) fn color_variable() -> Option<(&'static str, bool)> {
    decided(|name| std::env::var_os(name))
}

fn is_dumb(variable: &impl Fn(&str) -> Option<OsString>) -> bool {
    variable("TERM").is_some_and(|term| term == "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_reaches_a_terminal_without_what_it_would_act_on() {
        let table = "id,title\r\n1,Порт \u{9b}31m\u{202e}\r\n2,\u{1b}]0;x";
        let shown = |is_terminal| {
            let mut bytes = Vec::new();
            let mut out = Guarded { out: &mut bytes, is_terminal, rest: Vec::new() };
            // Pieces that end inside of a character.
            table.as_bytes().chunks(3).for_each(|piece| out.write_all(piece).unwrap());
            out.flush().unwrap();
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(shown(false), table);
        assert_eq!(shown(true), "id,title\n1,Порт \\u{9b}31m\\u{202e}\n2,\\u{1b}]0;x");
    }

    #[test]
    fn colour_follows_what_was_asked_then_the_environment_then_the_terminal() {
        type Variables = &'static [(&'static str, &'static str)];
        type Case = (Option<When>, Option<When>, bool, Variables, bool);
        let (auto, always, never) = (Some(When::Auto), Some(When::Always), Some(When::Never));
        let cases: &[Case] = &[
            (None, None, true, &[], true),
            (auto, None, true, &[], true),
            (None, None, false, &[], false),
            (None, None, true, &[("NO_COLOR", "1")], false),
            (auto, None, true, &[("NO_COLOR", "1")], false),
            (None, None, true, &[("NO_COLOR", "")], true),
            (None, None, true, &[("CLICOLOR", "0")], false),
            (None, None, false, &[("CLICOLOR_FORCE", "1")], true),
            (None, None, false, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
            (None, None, true, &[("TERM", "dumb")], false),
            (always, None, false, &[("NO_COLOR", "1")], true),
            (never, always, true, &[("CLICOLOR_FORCE", "1")], false),
            (None, always, false, &[], true),
            (None, never, true, &[], false),
            (None, always, true, &[("NO_COLOR", "1")], false),
            (auto, never, true, &[], true),
        ];
        for (asked, configured, terminal, variables, expected) in cases {
            let variable =
                |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value));
            let colored = is_colored(*asked, *configured, *terminal, variable);
            assert_eq!(colored, *expected, "{asked:?} {configured:?} {terminal} {variables:?}");
        }
    }
}
