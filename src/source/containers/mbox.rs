//! Mailboxes (mbox, RFC 4155 and its relatives): messages one after the other, each after a line that begins with `From `.
//!
//! Such a line counts when an empty line stands before it and a time and a year stand in it, so that a sentence that begins
//! with the word does not cut a message in two. Lines that were quoted for its sake (`>From `) lose the quote.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

use super::member::{Each, Member};
use crate::model::Declared;
use crate::source::compression::budget::Budget;
use crate::source::limits::{Limits, megabytes, of_read, over};

/// No line of a message is kept together that is longer than this, in bytes.
const LONGEST: u64 = 1 << 20;

/// Whether a line separates messages.
pub(crate) fn is_from_line(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("From ").or_else(|| line.strip_prefix("from ")) else { return false };
    let words = || rest.split_ascii_whitespace();
    let is_year = |word: &str| word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1970..2200).contains(&year));
    let is_time = |word: &str| {
        word.len() >= 4 && word.contains(':') && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
    };
    words().count() <= 12 && words().any(is_year) && words().any(is_time)
}

/// Calls for each message.
pub(crate) fn members(bytes: impl Read, limits: &Limits, budget: &Budget, each: &mut Each<'_>) -> ControlFlow<()> {
    let mut mailbox = Mailbox { bytes: BufReader::new(bytes), position: 0, number: 0, is_behind_blank: true };
    let mut message = Message::default();
    loop {
        let mut line = Vec::new();
        match mailbox.line(&mut line) {
            Ok(0) => return mailbox.give(message, limits, budget, each),
            Ok(_) => {}
            Err(cause) => {
                mailbox.give(message, limits, budget, each)?;
                return each(Err(of_read(cause)));
            }
        }
        let is_start =
            mailbox.is_behind_blank && line.starts_with(b"From ") && is_from_line(&String::from_utf8_lossy(&line));
        mailbox.is_behind_blank = is_start || line.trim_ascii().is_empty();
        if is_start {
            let done = std::mem::replace(
                &mut message,
                Message { start: mailbox.position - line.len() as u64, ..Message::default() },
            );
            mailbox.give(done, limits, budget, each)?;
        } else {
            message.push(&line, limits.max_bundle);
        }
    }
}

struct Mailbox<R> {
    bytes: BufReader<R>,
    position: u64,
    number: u64,
    is_behind_blank: bool,
}

/// A message while it is gathered.
#[derive(Default)]
struct Message {
    start: u64,
    bytes: Vec<u8>,
    is_too_large: bool,
}

impl Message {
    fn push(&mut self, line: &[u8], limit: u64) {
        if (self.bytes.len() + line.len()) as u64 > limit {
            self.is_too_large = true;
            return;
        }
        let quotes = line.iter().take_while(|byte| **byte == b'>').count();
        let is_quoted = quotes > 0 && line[quotes..].starts_with(b"From ");
        self.bytes.extend_from_slice(if is_quoted { &line[1..] } else { line });
    }
}

impl<R: Read> Mailbox<R> {
    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        let read = Read::take(&mut self.bytes, LONGEST).read_until(b'\n', line)?;
        self.position += read as u64;
        Ok(read)
    }

    fn give(&mut self, message: Message, limits: &Limits, budget: &Budget, each: &mut Each<'_>) -> ControlFlow<()> {
        if message.bytes.trim_ascii().is_empty() && !message.is_too_large {
            return ControlFlow::Continue(());
        }
        self.number += 1;
        let (name, offset) = (format!("message {}", self.number), Some(message.start));
        if let Err(error) = budget.add_member(limits) {
            each(Err(error))?;
            return ControlFlow::Break(());
        }
        if message.is_too_large {
            let what = format!("the message is larger than {}", megabytes(limits.max_bundle));
            return each(Err(over("max-bundle", what).in_member(name).at_offset(message.start)));
        }
        let mut bytes = message.bytes.as_slice();
        each(Ok(Member { name, kind: "eml", offset, declared: Declared::default(), bytes: &mut bytes }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_parted_where_one_begins_and_nowhere_else() {
        let text = "From desk Mon Nov  3 07:40:00 2025\nSubject: One\n\nFrom the pier at 12:30 in 2025, it sails.\n\
            >From here too.\n\nFrom now on it rains.\n\nFrom 17@xxx Wed Nov 05 07:40:00 +0100 2025\nSubject: Two\n\nRain.\n";
        let mut told = Vec::new();
        let flow = members(text.as_bytes(), &Limits::default(), &Budget::default(), &mut |item| {
            let member = item.unwrap();
            let mut text = String::new();
            member.bytes.read_to_string(&mut text).unwrap();
            told.push((member.name, text.lines().next().unwrap().to_owned(), text.contains("\nFrom here too.")));
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        let expected = [("message 1", "Subject: One", true), ("message 2", "Subject: Two", false)];
        assert_eq!(told, expected.map(|(name, first, quoted)| (name.to_owned(), first.to_owned(), quoted)));
    }
}
