//! Taking off a layer of gzip (RFC 1952), member after member.
//!
//! Crawls are full of files that were cut off. Their bytes up to the cut are kept: the reader then ends as if the file
//! did, and the damage is told behind the last capture. A bomb is different: when a file grows beyond its limits reading
//! fails at once.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::rc::Rc;

use flate2::read::MultiGzDecoder;

use super::limits::{Limits, megabytes, over};
use crate::Error;

/// Growth below this is never called a bomb: a small file of blanks shrinks a thousandfold.
const HARMLESS: u64 = 8 << 20;

/// Where a damaged layer leaves word of its damage.
#[derive(Clone, Default)]
pub(super) struct Damage(Rc<RefCell<Option<Error>>>);

impl Damage {
    /// The damage, once.
    pub(super) fn take(&self) -> Option<Error> {
        self.0.borrow_mut().take()
    }
}

/// The bytes under a layer of gzip.
pub(super) struct Inflated<'a, R: Read> {
    decoder: MultiGzDecoder<Counted<R>>,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
    limits: &'a Limits,
    damage: Damage,
    ended: bool,
}

impl<'a, R: Read> Inflated<'a, R> {
    /// Takes the layer off `reader`. Damage that ends it early is left in `damage`.
    pub(super) fn new(reader: R, limits: &'a Limits, damage: Damage) -> Inflated<'a, R> {
        let packed = Rc::new(Cell::new(0));
        let decoder = MultiGzDecoder::new(Counted { reader, count: Rc::clone(&packed) });
        Inflated { decoder, packed, unpacked: 0, limits, damage, ended: false }
    }

    fn check_growth(&self) -> Result<(), Error> {
        let limits = self.limits;
        if self.unpacked > limits.max_expanded {
            let grown = format!("the compressed file grows beyond {}", megabytes(limits.max_expanded));
            return Err(over("max-expanded", grown));
        }
        if self.unpacked > HARMLESS && self.unpacked / limits.max_ratio.max(1) > self.packed.get() {
            let grown = format!("the compressed file grows to more than {} times its size", limits.max_ratio);
            return Err(over("max-ratio", grown));
        }
        Ok(())
    }

    fn break_off(&mut self, cause: &io::Error) {
        self.ended = true;
        let what = match cause.kind() {
            io::ErrorKind::UnexpectedEof => "the gzip data is cut off; what came before the cut was read".to_owned(),
            _ => format!("the gzip data is damaged ({cause}); what came before was read"),
        };
        *self.damage.0.borrow_mut() = Some(Error::malformed(what).at_offset(self.packed.get()));
    }
}

impl<R: Read> Read for Inflated<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ended {
            return Ok(0);
        }
        match self.decoder.read(buffer) {
            Ok(count) => {
                self.unpacked += count as u64;
                self.check_growth().map_err(io::Error::other)?;
                Ok(count)
            }
            Err(cause) if is_damage(&cause) => {
                self.break_off(&cause);
                Ok(0)
            }
            Err(cause) => Err(cause),
        }
    }
}

/// Whether the data is at fault, and not the system or a limit of a layer below.
fn is_damage(cause: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    matches!(cause.kind(), InvalidData | InvalidInput | UnexpectedEof)
}

/// A reader that counts what is read.
struct Counted<R> {
    reader: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::ErrorKind;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn unpack(bytes: &[u8], limits: &Limits) -> (Vec<u8>, Option<Error>, io::Result<usize>) {
        let damage = Damage::default();
        let mut text = Vec::new();
        let result = Inflated::new(bytes, limits, damage.clone()).read_to_end(&mut text);
        (text, damage.take(), result)
    }

    #[test]
    fn members_follow_each_other() {
        let bytes = [packed(b"The harbour "), packed(b"was empty.")].concat();
        let (text, damage, _) = unpack(&bytes, &Limits::default());
        assert_eq!(text, b"The harbour was empty.");
        assert!(damage.is_none());
    }

    #[test]
    fn a_cut_keeps_what_came_before_it() {
        let text: Vec<u8> = (0..200_000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).collect();
        let bytes = packed(&text);
        let (kept, damage, result) = unpack(&bytes[..bytes.len() / 2], &Limits::default());
        assert!(result.is_ok());
        assert!(kept.len() > 100_000 && text.starts_with(&kept));
        assert!(damage.unwrap().to_string().contains("cut off"));
    }

    #[test]
    fn damage_and_trailing_bytes_are_told() {
        let mut bytes = packed(b"The harbour was empty.");
        bytes.extend(b"and this is no gzip member");
        let (kept, damage, _) = unpack(&bytes, &Limits::default());
        assert_eq!(kept, b"The harbour was empty.");
        assert!(damage.unwrap().to_string().contains("damaged"));
    }

    #[test]
    fn a_bomb_is_stopped_by_the_limit_it_hits() {
        let bomb = packed(&vec![b' '; 40 << 20]);
        let hit = |limits: &Limits| match super::super::limits::of_read(unpack(&bomb, limits).2.unwrap_err()).kind {
            ErrorKind::Limit { limit, .. } => limit,
            other => panic!("{other}"),
        };
        assert_eq!(hit(&Limits::default()), "max-ratio");
        assert_eq!(hit(&Limits { max_expanded: 1000, ..Limits::default() }), "max-expanded");
    }
}
