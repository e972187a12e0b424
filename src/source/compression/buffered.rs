//! A buffered reader that knows how far it has come and can look ahead.
//!
//! What the standard library's lacks: to look at more bytes than happen to be buffered, to search for a mark without
//! going past it, and to step back over bytes that turn out to belong to what comes next.

use std::io::{self, BufRead, Read};

use memchr::memmem;

/// How much is read at once.
const CHUNK: usize = 64 << 10;
/// How much of what was consumed is held, to be able to go back.
const HELD: usize = 64 << 10;

/// A buffered reader that counts what is consumed.
pub(crate) struct Buffered<R> {
    reader: R,
    buffer: Vec<u8>,
    /// Where the bytes that are not consumed yet start in the buffer.
    start: usize,
    consumed: u64,
    /// The furthest place that was come to.
    furthest: u64,
    /// How far was gone back, all in all.
    rewound: u64,
}

impl<R: Read> Buffered<R> {
    pub(crate) fn new(reader: R) -> Buffered<R> {
        Buffered { reader, buffer: Vec::new(), start: 0, consumed: 0, furthest: 0, rewound: 0 }
    }

    /// How many bytes were consumed.
    pub(crate) fn consumed(&self) -> u64 {
        self.consumed
    }

    /// The next bytes: at least `count` of them unless the input ends before.
    pub(crate) fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.start < count {
            if self.read_more()? == 0 {
                break;
            }
        }
        Ok(&self.buffer[self.start..])
    }

    /// Goes on to the next place where `mark` stands; false at the end of the input.
    pub(crate) fn skip_to(&mut self, mark: &[u8]) -> io::Result<bool> {
        loop {
            let ahead = self.peek(mark.len())?;
            if let Some(at) = memmem::find(ahead, mark) {
                self.consume(at);
                return Ok(true);
            }
            let length = ahead.len();
            if length < mark.len() {
                self.consume(length);
                return Ok(false);
            }
            self.consume(length + 1 - mark.len());
        }
    }

    /// Steps back: `bytes`, which were consumed last, come again.
    pub(crate) fn unread(&mut self, bytes: &[u8]) {
        self.buffer.splice(..self.start, bytes.iter().copied());
        self.start = 0;
        self.consumed = self.consumed.saturating_sub(bytes.len() as u64);
        self.rewound += bytes.len() as u64;
    }

    /// Whether more was gone back all in all than was come forward: who goes back further reads the same over and over.
    pub(crate) fn went_back_too_far(&self) -> bool {
        self.rewound > self.furthest
    }

    /// How far ahead `mark` stands, if it does within so many bytes, which are then held.
    pub(crate) fn distance_to(&mut self, mark: &[u8], within: usize) -> io::Result<Option<usize>> {
        let mut searched = 0;
        loop {
            let ahead = &self.buffer[self.start..];
            let end = ahead.len().min(within);
            if let Some(at) = memmem::find(&ahead[searched..end], mark) {
                return Ok(Some(searched + at));
            }
            searched = (end + 1).saturating_sub(mark.len()).max(searched);
            if end == within || self.read_more()? == 0 {
                return Ok(None);
            }
        }
    }

    /// Goes back to a place in the input, or as near to it as is still held. All in all no more is gone back than was
    /// come forward, so that nothing is read over and over.
    pub(super) fn rewind(&mut self, place: u64) {
        let back = self.consumed.saturating_sub(place).min(self.start as u64);
        if self.rewound + back <= self.consumed {
            self.rewound += back;
            self.consumed -= back;
            self.start -= back as usize;
        }
    }

    fn read_more(&mut self) -> io::Result<usize> {
        let dropped = self.start.saturating_sub(HELD);
        self.buffer.drain(..dropped);
        self.start -= dropped;
        let filled = self.buffer.len();
        self.buffer.resize(filled + CHUNK, 0);
        let read = loop {
            match self.reader.read(&mut self.buffer[filled..]) {
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.buffer.truncate(filled + *read.as_ref().unwrap_or(&0));
        read
    }
}

impl<R: Read> BufRead for Buffered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.peek(1)
    }

    fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.buffer.len());
        self.consumed += count as u64;
        self.furthest = self.furthest.max(self.consumed);
    }
}

impl<R: Read> Read for Buffered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ahead = self.fill_buf()?;
        let count = ahead.len().min(into.len());
        into[..count].copy_from_slice(&ahead[..count]);
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A reader that gives a few bytes at a time.
    struct Dribble<'a>(&'a [u8], usize);

    impl Read for Dribble<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(into.len());
            into[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    #[test]
    fn a_mark_is_found_wherever_the_buffer_ends() {
        for step in 1..9 {
            let mut reader = Buffered::new(Dribble(b"one WA WARC/1.0 two", step));
            assert!(reader.skip_to(b"WARC/1.").unwrap());
            assert_eq!(reader.consumed(), 7);
            assert!(reader.peek(7).unwrap().starts_with(b"WARC/1."));
            reader.consume(1);
            assert!(!reader.skip_to(b"WARC/1.").unwrap());
            assert_eq!(reader.consumed(), 19);
        }
    }

    #[test]
    fn what_is_put_back_comes_again() {
        let mut reader = Buffered::new(Dribble(b"harbour", 3));
        let mut start = [0; 4];
        reader.read_exact(&mut start).unwrap();
        reader.unread(&start[1..]);
        assert_eq!(reader.consumed(), 1);
        let mut rest = String::new();
        reader.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "arbour");
    }

    #[test]
    fn going_back_is_bounded() {
        let mut reader = Buffered::new(Dribble(b"harbour", 2));
        reader.peek(7).unwrap();
        reader.consume(6);
        reader.rewind(2);
        assert_eq!(reader.consumed(), 2);
        assert_eq!(reader.peek(5).unwrap(), b"rbour");
        reader.consume(4);
        reader.rewind(2);
        assert_eq!(reader.consumed(), 6, "it was gone back far enough");
    }

    proptest! {
        #[test]
        fn all_bytes_come_through(bytes in prop::collection::vec(any::<u8>(), 0..300), step in 1usize..40) {
            let mut read = Vec::new();
            Buffered::new(Dribble(&bytes, step)).read_to_end(&mut read).unwrap();
            prop_assert_eq!(read, bytes);
        }
    }
}
