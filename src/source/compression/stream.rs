//! Taking off a layer of bzip2 or xz, streams that follow each other included.
//!
//! Bytes up to a cut or to damage are kept, as under gzip; after it nothing can be found again, since neither form has a mark
//! that whole members start with.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use bzip2::read::MultiBzDecoder;
use lzma_rust2::XzReader;

use super::budget::{Budget, Growth, Track, damage, is_damage};
use crate::Error;
use crate::source::limits::Limits;

/// The memory that an xz stream may ask for, in KiB: `xz -9` asks for 65 MiB, and its header may say any number.
const XZ_MEMORY: u32 = 256 << 10;

/// The bytes under a layer of bzip2.
pub(crate) fn bzip2<'a, R: Read>(
    reader: R,
    limits: &'a Limits,
    budget: Budget,
    track: Track,
) -> Unpacked<'a, MultiBzDecoder<Counted<R>>> {
    let (reader, taken) = Counted::new(reader);
    Unpacked::new(MultiBzDecoder::new(reader), "bzip2", taken, Growth::new(limits, budget), track)
}

/// The bytes under a layer of xz.
pub(crate) fn xz<'a, R: Read>(
    reader: R,
    limits: &'a Limits,
    budget: Budget,
    track: Track,
) -> Unpacked<'a, XzReader<Counted<R>>> {
    let (reader, taken) = Counted::new(reader);
    let decoder = XzReader::new_mem_limit(reader, true, XZ_MEMORY);
    Unpacked::new(decoder, "xz", taken, Growth::new(limits, budget), track)
}

/// What a decoder gives, as far as the limits allow.
pub(crate) struct Unpacked<'a, D> {
    decoder: D,
    format: &'static str,
    /// How many packed bytes the decoder took.
    taken: Rc<Cell<u64>>,
    growth: Growth<'a>,
    track: Track,
    ended: bool,
}

impl<'a, D: Read> Unpacked<'a, D> {
    fn new(decoder: D, format: &'static str, taken: Rc<Cell<u64>>, growth: Growth<'a>, track: Track) -> Self {
        Unpacked { decoder, format, taken, growth, track, ended: false }
    }
}

impl<D: Read> Read for Unpacked<'_, D> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ended || buffer.is_empty() {
            return Ok(0);
        }
        let read = self.decoder.read(buffer);
        self.ended = !matches!(read, Ok(1..));
        match read {
            Ok(count) => self.growth.add(count, self.taken.get()).map(|()| count).inspect_err(|_| self.ended = true),
            Err(cause) if is_damage(&cause) || is_of_decoder(&cause) => {
                self.track.damaged(damage(self.format, &cause, self.taken.get()))
            }
            Err(cause) => Err(cause),
        }
    }
}

/// Whether an error without a kind comes from a decoder: lzma-rust2 tells so of a distance that leads before the first byte. Our own errors,
/// such as limits of a layer below, have no kind either.
fn is_of_decoder(cause: &io::Error) -> bool {
    let is_ours = || cause.get_ref().is_some_and(|inner| inner.is::<Error>());
    cause.kind() == io::ErrorKind::Other && cause.raw_os_error().is_none() && !is_ours()
}

/// A reader that counts what is taken from it.
pub(crate) struct Counted<R> {
    reader: R,
    taken: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    fn new(reader: R) -> (Counted<R>, Rc<Cell<u64>>) {
        let taken = Rc::new(Cell::new(0));
        (Counted { reader, taken: Rc::clone(&taken) }, taken)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.taken.set(self.taken.get() + count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    /// "The ferry sails again.\n", as `xz` packs it.
    const XZ: &[u8] = &[
        0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04, 0xe6, 0xd6, 0xb4, 0x46, 0x02, 0x00, 0x21, 0x01, 0x1c, 0x00,
        0x00, 0x00, 0x10, 0xcf, 0x58, 0xcc, 0x01, 0x00, 0x16, 0x54, 0x68, 0x65, 0x20, 0x66, 0x65, 0x72, 0x72, 0x79,
        0x20, 0x73, 0x61, 0x69, 0x6c, 0x73, 0x20, 0x61, 0x67, 0x61, 0x69, 0x6e, 0x2e, 0x0a, 0x00, 0x00, 0x2e, 0xb4,
        0x91, 0xfb, 0x66, 0x73, 0x5d, 0xdf, 0x00, 0x01, 0x2f, 0x17, 0x81, 0x08, 0x49, 0xb1, 0x1f, 0xb6, 0xf3, 0x7d,
        0x01, 0x00, 0x00, 0x00, 0x00, 0x04, 0x59, 0x5a,
    ];

    /// A few sentences, most of which repeat one, as `xz` packs them without a checksum.
    const REPEATED_XZ: &[u8] = &[
        0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x00, 0xff, 0x12, 0xd9, 0x41, 0x02, 0x00, 0x21, 0x01, 0x16, 0x00,
        0x00, 0x00, 0x74, 0x2f, 0xe5, 0xa3, 0xe0, 0x01, 0x43, 0x00, 0x3a, 0x5d, 0x00, 0x2a, 0x1a, 0x08, 0xa2, 0x02,
        0xca, 0x72, 0x52, 0x9e, 0x0c, 0x38, 0x4f, 0xdd, 0xd5, 0xcc, 0xd3, 0x34, 0xb7, 0x02, 0xd3, 0x05, 0xe4, 0x1a,
        0xf5, 0x01, 0xed, 0xe1, 0xa7, 0x29, 0x21, 0xec, 0x79, 0x0f, 0xc2, 0xa8, 0x75, 0xe3, 0x95, 0x94, 0x35, 0xa5,
        0x70, 0x87, 0x34, 0x6f, 0xa7, 0xfd, 0x22, 0x67, 0xc7, 0xdc, 0xb7, 0x3f, 0x91, 0x46, 0x4d, 0x66, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x01, 0x4e, 0xc4, 0x02, 0x00, 0x00, 0x00, 0x51, 0x39, 0x9b, 0x40, 0xa8, 0x00, 0x0a, 0xfc,
        0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x59, 0x5a,
    ];

    fn unpack(mut reader: impl Read, track: &Track) -> (String, bool) {
        let mut text = Vec::new();
        let failed = reader.read_to_end(&mut text).is_err();
        (String::from_utf8_lossy(&text).into_owned(), failed || track.take_damage().is_some())
    }

    #[test]
    fn streams_follow_each_other_and_a_cut_is_told() {
        let (limits, budget, track) = (Limits::default(), Budget::default(), Track::default());
        let two = [packed(b"The ferry "), packed(b"sails.")].concat();
        let of_bzip2 = |bytes: &[u8]| unpack(bzip2(bytes, &limits, budget.clone(), track.clone()), &track);
        assert_eq!(of_bzip2(&two), ("The ferry sails.".to_owned(), false));
        assert!(of_bzip2(&two[..two.len() - 8]).1);
        let of_xz = |bytes: &[u8]| unpack(xz(bytes, &limits, budget.clone(), track.clone()), &track);
        assert_eq!(of_xz(&[XZ, XZ].concat()), ("The ferry sails again.\n".repeat(2), false));
        assert!(of_xz(&XZ[..XZ.len() - 20]).1 && of_xz(&[&XZ[..30], &[0xFF; 40]].concat()).1);
    }

    #[test]
    fn whatever_is_damaged_is_told_as_damage() {
        let (limits, mut telling) = (Limits::default(), 0);
        for (at, bit) in (24..REPEATED_XZ.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut bytes = REPEATED_XZ.to_vec();
            bytes[at] ^= 1 << bit;
            let track = Track::default();
            let read = xz(bytes.as_slice(), &limits, Budget::default(), track.clone()).read_to_end(&mut Vec::new());
            assert!(read.is_ok(), "byte {at}, bit {bit}: {read:?}");
            telling +=
                u32::from(track.take_damage().is_some_and(|damage| damage.to_string().contains("the xz data is")));
        }
        assert!(telling > 100, "{telling}");
    }

    #[test]
    fn a_bomb_is_stopped() {
        let limits = Limits { max_expanded: 1 << 20, ..Limits::default() };
        let bytes = packed(&vec![b' '; 2 << 20]);
        let track = Track::default();
        assert!(unpack(bzip2(bytes.as_slice(), &limits, Budget::default(), track.clone()), &track).1);
    }
}
