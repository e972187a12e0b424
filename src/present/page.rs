//! A page as it was saved, for a person at a terminal.

use std::io::{self, Write};

use crate::text::escape::for_terminal;

/// Writes a text line by line, as it stands but for what a terminal would obey.
///
/// # Errors
///
/// When the writer fails.
pub fn write(text: &str, out: &mut dyn Write) -> io::Result<()> {
    text.lines().try_for_each(|line| writeln!(out, "{}", for_terminal(line).trim_end()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn lines_stay_and_escapes_do_not() {
        let mut out = Vec::new();
        super::write("a  \n\n  b\x1b[2J\n", &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a\n\n  b\\u{1b}[2J\n");
    }
}
