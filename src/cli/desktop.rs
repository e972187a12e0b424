//! The program as a file manager starts it: no arguments, no terminal, but a screen. Whoever double-clicks the binary
//! gets the page in the browser, not a help text that nobody sees.

use std::ffi::OsString;
use std::io::{self, IsTerminal};

/// The arguments of the program; `serve` where it was started by a click.
pub(crate) fn arguments() -> Vec<OsString> {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    if is_clicked() {
        arguments.push("serve".into());
    }
    arguments
}

/// Whether the program was started by a click.
pub(crate) fn is_clicked() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    Start {
        arguments: std::env::args_os().count().saturating_sub(1),
        has_terminal: io::stdin().is_terminal() || io::stdout().is_terminal() || io::stderr().is_terminal(),
        has_screen: is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"),
    }
    .is_click()
}

/// What a process knows of how it was started.
#[derive(Clone, Copy, Debug)]
struct Start {
    /// How many arguments follow its name.
    arguments: usize,
    /// Whether any of its three streams is a terminal.
    has_terminal: bool,
    /// Whether there is a screen to show a window on.
    has_screen: bool,
}

impl Start {
    /// A script without a screen, or a shell that reads what the program prints, must get the help text and an end.
    fn is_click(self) -> bool {
        self.arguments == 0 && !self.has_terminal && self.has_screen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_start_without_words_and_terminal_on_a_screen_is_a_click() {
        let click = Start { arguments: 0, has_terminal: false, has_screen: true };
        assert!(click.is_click());
        for other in [
            Start { arguments: 1, ..click },
            Start { has_terminal: true, ..click },
            Start { has_screen: false, ..click },
        ] {
            assert!(!other.is_click(), "{other:?}");
        }
    }
}
