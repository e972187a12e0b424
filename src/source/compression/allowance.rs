//! A reader with an allowance: a number of bytes that it gives, and no more until the allowance is renewed.
//!
//! Parsers of tables and XML hold a record or an element until it is complete. Between records the allowance is
//! renewed; a record that never ends runs out of it.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use crate::source::limits::{Limits, megabytes, over};

/// How much may still be read; shared between the reader and whoever renews it.
#[derive(Clone, Debug)]
pub(crate) struct Allowance {
    left: Rc<Cell<u64>>,
    whole: u64,
}

impl Allowance {
    /// An allowance of a document, and some more for what readers buffer ahead.
    pub(crate) fn new(limits: &Limits) -> Allowance {
        let whole = limits.max_document.saturating_add(64 << 10);
        Allowance { left: Rc::new(Cell::new(whole)), whole }
    }

    /// A record is complete; the next may be as long.
    pub(crate) fn renew(&self) {
        self.left.set(self.whole);
    }

    /// The reader that is bound by it.
    pub(crate) fn on<R: Read>(&self, reader: R) -> Allowed<R> {
        Allowed { reader, allowance: self.clone() }
    }
}

/// A reader that is bound by an allowance.
pub(crate) struct Allowed<R> {
    reader: R,
    allowance: Allowance,
}

impl<R: Read> Read for Allowed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        let Some(left) = self.allowance.left.get().checked_sub(count as u64) else {
            let what =
                format!("a record is larger than {}; what follows it was not read", megabytes(self.allowance.whole));
            return Err(io::Error::other(over("max-document", what)));
        };
        self.allowance.left.set(left);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_runs_out_unless_renewed() {
        let limits = Limits { max_document: 0, ..Limits::default() };
        let allowance = Allowance::new(&limits);
        let mut reader = allowance.on(io::repeat(b'x'));
        let mut piece = vec![0; 48 << 10];
        assert!(reader.read(&mut piece).is_ok());
        allowance.renew();
        assert!(reader.read(&mut piece).is_ok());
        assert!(reader.read(&mut piece).is_err());
    }
}
