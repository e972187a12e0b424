//! Files with holes in tar archives: what stands in the archive are the pieces between the holes (GNU tar's manual, "Storing Sparse Files").
//!
//! Where they belong is told in four ways: in the file's header and blocks behind it (GNU), in pax records (0.0 and 0.1), and in lines
//! at the front of the file's own bytes (1.0). The holes are given as the zeros that they are, as far as the limits of growth allow.

use std::io::{self, Read};

use tar::{GnuExtSparseHeader, GnuSparseHeader, Header};

use crate::source::compression::budget::Growth;
use crate::source::limits::of_read;
use crate::{Error, Result};

/// The most pieces of one file.
const MOST: usize = 100_000;
/// Tar is made of blocks of this size.
const BLOCK: usize = 512;

/// A piece of a file: where it belongs, and how long it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) at: u64,
    pub(super) length: u64,
}

impl Piece {
    fn end(self) -> u64 {
        self.at.saturating_add(self.length)
    }
}

/// The pieces of a file, and how long it is with its holes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Map {
    pub(super) pieces: Vec<Piece>,
    pub(super) size: u64,
}

impl Map {
    /// The map in a GNU header and in the blocks behind it.
    pub(super) fn of_header(header: &Header, bytes: &mut impl Read) -> Result<Map> {
        let Some(gnu) = header.as_gnu() else {
            return Err(Error::malformed("a file with holes without a map of them"));
        };
        let mut map = Map { size: gnu.real_size().map_err(bad)?, ..Map::default() };
        map.add(&gnu.sparse)?;
        let mut goes_on = gnu.is_extended();
        while goes_on {
            let mut more = GnuExtSparseHeader::new();
            bytes.read_exact(more.as_mut_bytes()).map_err(of_read)?;
            map.add(more.sparse())?;
            goes_on = more.is_extended();
        }
        Ok(map)
    }

    /// The map in the lines at the front of the file's bytes, which end with a whole block: a count, then places and lengths.
    pub(super) fn of_front(bytes: &mut impl Read, size: u64) -> Result<Map> {
        let mut taken = 0;
        let mut number = || -> Result<u64> {
            let mut line = Vec::new();
            loop {
                let mut byte = [0];
                bytes.read_exact(&mut byte).map_err(of_read)?;
                taken += 1;
                match byte[0] {
                    b'\n' => break,
                    digit if digit.is_ascii_digit() && line.len() < 20 => line.push(digit),
                    _ => return Err(bad_map()),
                }
            }
            std::str::from_utf8(&line).ok().and_then(|line| line.parse().ok()).ok_or_else(bad_map)
        };
        let count = number()?;
        let mut pieces = Vec::new();
        for _ in 0..count {
            pieces.push(Piece { at: number()?, length: number()? });
            check(pieces.len())?;
        }
        let padding = (BLOCK - taken % BLOCK) % BLOCK;
        io::copy(&mut bytes.by_ref().take(padding as u64), &mut io::sink()).map_err(of_read)?;
        Ok(Map { pieces, size })
    }

    /// The map in a pax record: `place,length,place,length`.
    pub(super) fn of_record(record: &str, size: u64) -> Result<Map> {
        let numbers: Option<Vec<u64>> = record.split(',').map(|number| number.trim().parse().ok()).collect();
        let numbers = numbers.ok_or_else(bad_map)?;
        check(numbers.len() / 2)?;
        let pieces = numbers.chunks_exact(2).map(|pair| Piece { at: pair[0], length: pair[1] }).collect();
        Ok(Map { pieces, size })
    }

    fn add(&mut self, pieces: &[GnuSparseHeader]) -> Result<()> {
        for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
            self.pieces.push(Piece { at: piece.offset().map_err(bad)?, length: piece.length().map_err(bad)? });
        }
        check(self.pieces.len())
    }
}

/// A file with its holes.
pub(super) struct Unfolded<'a, R> {
    pieces: R,
    map: Map,
    /// The next piece of the map.
    next: usize,
    at: u64,
    /// How many bytes of the pieces were read.
    packed: u64,
    growth: Growth<'a>,
}

impl<'a, R: Read> Unfolded<'a, R> {
    /// The file of which these are the pieces.
    pub(super) fn new(pieces: R, map: Map, growth: Growth<'a>) -> Unfolded<'a, R> {
        Unfolded { pieces, map, next: 0, at: 0, packed: 0, growth }
    }
}

impl<R: Read> Read for Unfolded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let short = |count: u64| usize::try_from(count).unwrap_or(usize::MAX).min(buffer.len());
        while self.map.pieces.get(self.next).is_some_and(|piece| piece.end() <= self.at) {
            self.next += 1;
        }
        let count = match self.map.pieces.get(self.next) {
            Some(piece) if piece.at <= self.at => {
                let wanted = short(piece.end() - self.at);
                let count = self.pieces.read(&mut buffer[..wanted])?;
                self.packed += count as u64;
                count
            }
            piece => {
                let end = piece.map_or(self.map.size, |piece| piece.at.min(self.map.size));
                let count = short(end.saturating_sub(self.at));
                buffer[..count].fill(0);
                count
            }
        };
        self.at += count as u64;
        self.growth.add(count, self.packed)?;
        Ok(count)
    }
}

fn check(pieces: usize) -> Result<()> {
    if pieces > MOST { Err(Error::malformed(format!("a file of more than {MOST} pieces"))) } else { Ok(()) }
}

fn bad(cause: io::Error) -> Error {
    Error::malformed(format!("a bad map of a file with holes ({cause})"))
}

fn bad_map() -> Error {
    Error::malformed("a bad map of a file with holes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::compression::budget::Budget;
    use crate::source::limits::Limits;

    fn unfolded(pieces: &[u8], map: Map) -> io::Result<Vec<u8>> {
        let limits = Limits::default();
        let mut bytes = Vec::new();
        Unfolded::new(pieces, map, Growth::new(&limits, Budget::default())).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    #[test]
    fn holes_are_zeros_between_the_pieces() {
        let map = Map::of_record("1,3,6,2", 10).unwrap();
        assert_eq!(unfolded(b"onetw", map).unwrap(), b"\0one\0\0tw\0\0");
        let mut front = b"2\n0\n3\n5\n2\n".to_vec();
        front.resize(BLOCK, 0);
        front.extend_from_slice(b"onetw");
        let mut bytes = front.as_slice();
        let map = Map::of_front(&mut bytes, 7).unwrap();
        assert_eq!(unfolded(bytes, map).unwrap(), b"one\0\0tw");
    }

    #[test]
    fn a_file_of_holes_alone_is_stopped_and_a_map_that_lies_is_read() {
        assert!(unfolded(b"one", Map::of_record("0,3", u64::MAX).unwrap()).is_err());
        assert!(Map::of_record("1,x", 10).is_err());
        assert!(Map::of_front(&mut b"99999999999999\n1\n".as_slice(), 1).is_err());
        assert_eq!(unfolded(b"one", Map::of_record("5,3,0,3", 3).unwrap()).unwrap(), b"\0\0\0");
    }
}
