//! Showing output through a pager, as git does: `DATELINE_PAGER`, else the configuration file's, else `PAGER`, else `less -FRX`.
//!
//! A pager that cannot be run is no reason to show nothing: the output is then written as it is.

use std::io::{self, Write};
use std::process::{Child, Command, Stdio};

/// The pager where none is named: quit if all fits, pass colours through, leave the screen as it was.
pub(super) const DEFAULT: &str = "less -FRX";

/// What a shell answers when there is no such program, and when it cannot be run.
const NOT_RUN: [i32; 2] = [127, 126];

/// The command line of the pager, given the configured one and the environment; empty or `cat` for none.
pub(super) fn command(configured: Option<&str>, variable: impl Fn(&str) -> Option<String>) -> String {
    let named = variable("DATELINE_PAGER").or_else(|| configured.map(str::to_owned)).or_else(|| variable("PAGER"));
    named.unwrap_or_else(|| DEFAULT.to_owned()).trim().to_owned()
}

/// Shows bytes through the pager of this command line.
pub(super) fn show(bytes: &[u8], command: &str) -> io::Result<()> {
    if matches!(command, "" | "cat") || !is_shown(bytes, command) {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()?;
    }
    Ok(())
}

/// Whether a pager showed the bytes. Whoever leaves it before the end has seen enough.
fn is_shown(bytes: &[u8], command: &str) -> bool {
    let Ok(mut child) = spawn(command) else { return false };
    if let Some(mut input) = child.stdin.take() {
        // A pager that is left early closes its input; that is no error.
        drop(input.write_all(bytes));
    }
    child.wait().is_ok_and(|status| status.code().is_none_or(|code| !NOT_RUN.contains(&code)))
}

/// Starts a pager: through the shell where the command line needs one.
fn spawn(command: &str) -> io::Result<Child> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '.' | '=' | '+' | ':' | ',');
    let mut words = command.split_whitespace();
    let mut process = match words.next() {
        Some(program) if command.chars().all(is_plain) => {
            let mut process = Command::new(program);
            process.args(words);
            process
        }
        _ => {
            let mut process = Command::new("sh");
            process.args(["-c", command]);
            process
        }
    };
    for (name, value) in [("LESS", "FRX"), ("LV", "-c")] {
        if std::env::var_os(name).is_none() {
            process.env(name, value);
        }
    }
    process.stdin(Stdio::piped()).spawn()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_variable_comes_first() {
        let of = |configured, variables: &'static [(&str, &str)]| {
            command(configured, |name| {
                variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(of(None, &[]), "less -FRX");
        assert_eq!(of(None, &[("PAGER", "more")]), "more");
        assert_eq!(of(Some("most"), &[("PAGER", "more")]), "most");
        assert_eq!(of(Some("most"), &[("PAGER", "more"), ("DATELINE_PAGER", "")]), "");
    }

    #[test]
    fn a_broken_pager_is_told_from_a_working_one() {
        assert!(!is_shown(b"text", "no-such-pager-anywhere"));
        assert!(!is_shown(b"text", "no-such-pager-anywhere 2>/dev/null"));
        #[cfg(unix)]
        assert!(is_shown(&vec![b'x'; 1 << 20], "true"), "left before the end");
    }
}
