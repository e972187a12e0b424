//! Taking off a layer of Zstandard (RFC 8878), frame after frame.
//!
//! A `.warc.zst` file has one frame a record and may begin with a dictionary in a skippable frame (IIPC, "WARC
//! compression with Zstandard"). Cuts and damage are treated as those of gzip. A read never spans two frames.

use std::io::{self, BufRead, Read};

use zstd::stream::raw::{Decoder, InBuffer, Operation, OutBuffer};

use super::budget::{Budget, Growth, Track, damage, is_damage};
use super::buffered::Buffered;
use crate::source::limits::{Limits, megabytes, over};

/// How a frame starts.
const MARK: &[u8] = b"\x28\xB5\x2F\xFD";
/// How the skippable frame of a dictionary starts.
const DICTIONARY: &[u8] = b"\x5D\x2A\x4D\x18";
/// The largest dictionary that is used, in bytes.
const LARGEST_DICTIONARY: u64 = 16 << 20;

/// The bytes under a layer of Zstandard.
pub(crate) struct Unpacked<'a, R: Read> {
    bytes: Buffered<R>,
    decoder: Option<Decoder<'static>>,
    growth: Growth<'a>,
    track: Track,
    state: StreamState,
}

/// Where in the layer the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StreamState {
    AtStart,
    InFrame,
    BetweenFrames,
    Lost,
    AtEnd,
}

impl<'a, R: Read> Unpacked<'a, R> {
    /// Takes the layer off `reader`.
    pub(crate) fn new(reader: R, limits: &'a Limits, budget: Budget, track: Track) -> Unpacked<'a, R> {
        let growth = Growth::new(limits, budget);
        Unpacked { bytes: Buffered::new(reader), decoder: None, growth, track, state: StreamState::AtStart }
    }

    /// Makes the decoder, with the file's dictionary where it has one.
    fn start(&mut self) -> io::Result<Decoder<'static>> {
        if !self.bytes.peek(4)?.starts_with(DICTIONARY) {
            return Decoder::new();
        }
        let size = size_of_skippable(self.bytes.peek(8)?).unwrap_or(0);
        if size > LARGEST_DICTIONARY {
            let what = format!("the dictionary is larger than {}", megabytes(LARGEST_DICTIONARY));
            return Err(io::Error::other(over("max-document", what)));
        }
        self.bytes.consume(8);
        let mut dictionary = Vec::new();
        self.bytes.by_ref().take(size).read_to_end(&mut dictionary)?;
        if dictionary.starts_with(MARK) {
            let packed = std::mem::take(&mut dictionary);
            let unpacked = zstd::stream::read::Decoder::with_buffer(packed.as_slice())?;
            unpacked.take(LARGEST_DICTIONARY).read_to_end(&mut dictionary)?;
        }
        Decoder::with_dictionary(&dictionary)
    }

    /// Goes to the start of the next frame; false at the end of the input.
    fn find_frame(&mut self) -> io::Result<bool> {
        if self.state == StreamState::AtStart {
            self.decoder = Some(self.start()?);
        }
        if self.state == StreamState::Lost {
            // A frame that is cut off runs into the next, and damage shows only there.
            self.bytes.rewind(self.track.member() + 1);
            if !self.bytes.skip_to(MARK)? {
                return Ok(false);
            }
        }
        while let Some(size) = size_of_skippable(self.bytes.peek(8)?) {
            self.bytes.consume(8);
            io::copy(&mut self.bytes.by_ref().take(size), &mut io::sink())?;
        }
        self.track.set_member(self.bytes.consumed());
        Ok(!self.bytes.fill_buf()?.is_empty())
    }

    /// Decodes some bytes; 0 where the decoder needs more input or the frame is at its end.
    fn decode(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else { return Err(io::ErrorKind::InvalidData.into()) };
        let ahead = self.bytes.fill_buf()?;
        let at_end = ahead.is_empty();
        let (mut input, mut output) = (InBuffer::around(ahead), OutBuffer::around(into));
        let result = decoder.run(&mut input, &mut output);
        let (taken, given) = (input.pos(), output.pos());
        // After damage the search for the next frame must not find this one again.
        let stuck = result.is_err() && taken == 0 && !at_end;
        self.bytes.consume(if stuck { 1 } else { taken });
        let hint = result.map_err(|cause| io::Error::new(io::ErrorKind::InvalidData, cause))?;
        if hint == 0 {
            decoder.reinit()?;
            self.state = StreamState::BetweenFrames;
        } else if at_end && given == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(given)
    }

    fn break_off(&mut self, cause: &io::Error) -> io::Result<usize> {
        self.state = if self.track.goes_on() { StreamState::Lost } else { StreamState::AtEnd };
        if let Some(decoder) = &mut self.decoder {
            decoder.reinit()?;
        }
        self.track.damaged(damage("zstd", cause, self.bytes.consumed()))
    }
}

impl<R: Read> Read for Unpacked<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.state != StreamState::AtEnd && !into.is_empty() {
            let step = match self.state {
                StreamState::InFrame => self.decode(into),
                _ => self.find_frame().map(|found| {
                    self.state = if found { StreamState::InFrame } else { StreamState::AtEnd };
                    0
                }),
            };
            match step {
                Ok(0) => {}
                Ok(count) => {
                    let within = self.growth.add(count, self.bytes.consumed());
                    // After a limit there is nothing more to be had.
                    return within.map(|()| count).inspect_err(|_| self.state = StreamState::AtEnd);
                }
                Err(cause) if is_damage(&cause) => return self.break_off(&cause),
                Err(cause) => return Err(cause),
            }
        }
        Ok(0)
    }
}

/// The size of the content of a skippable frame, where one starts here.
fn size_of_skippable(ahead: &[u8]) -> Option<u64> {
    let [first, 0x2A, 0x4D, 0x18, a, b, c, d, ..] = *ahead else { return None };
    (0x50..=0x5F).contains(&first).then(|| u64::from(u32::from_le_bytes([a, b, c, d])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Error, ErrorKind};

    fn unpack(bytes: &[u8], track: &Track) -> (Vec<u8>, io::Result<usize>) {
        let (limits, mut text) = (Limits::default(), Vec::new());
        let result = Unpacked::new(bytes, &limits, Budget::default(), track.clone()).read_to_end(&mut text);
        (text, result)
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 3).unwrap()
    }

    #[test]
    fn frames_follow_each_other_and_are_told_apart() {
        let first = packed(b"The harbour ");
        let skippable = b"\x51\x2A\x4D\x18\x03\0\0\0xyz";
        let bytes = [first.as_slice(), skippable, &packed(b"was empty.")].concat();
        let track = Track::default();
        assert_eq!(unpack(&bytes, &track).0, b"The harbour was empty.");
        assert_eq!(track.member(), bytes.len() as u64);
        let large: Vec<u8> = (0..300_000u32).flat_map(|n| n.to_be_bytes()).collect();
        assert_eq!(unpack(&packed(&large), &track).0, large);
        assert!(track.take_damage().is_none());
    }

    #[test]
    fn a_dictionary_at_the_start_is_used() {
        let pages: Vec<Vec<u8>> =
            (0..200).map(|n| format!("<p>The ferry of pier {n} sails again.</p>").into()).collect();
        let dictionary = pages[50..100].concat();
        let mut packer = zstd::bulk::Compressor::with_dictionary(3, &dictionary).unwrap();
        let frames: Vec<u8> = pages[..2].iter().flat_map(|page| packer.compress(page).unwrap()).collect();
        for dictionary in [packed(&dictionary), dictionary] {
            let mut bytes = DICTIONARY.to_vec();
            bytes.extend((dictionary.len() as u32).to_le_bytes());
            bytes.extend(dictionary);
            bytes.extend(&frames);
            assert_eq!(unpack(&bytes, &Track::default()).0, pages[..2].concat());
        }
    }

    #[test]
    fn cuts_damage_and_bombs_are_told() {
        let noise: Vec<u8> = (0..90_000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).collect();
        let whole = packed(&noise);
        let track = Track::default();
        let (kept, _) = unpack(&whole[..whole.len() / 2], &track);
        assert!(kept.len() > 10_000 && noise.starts_with(&kept));
        assert!(track.take_damage().unwrap().to_string().contains("cut off"));

        let mut broken = whole;
        broken[4..10].fill(0xFF);
        let bytes = [packed(b"one"), broken, packed(b"two")].concat();
        let track = Track::default();
        track.go_on_behind_damage();
        let limits = Limits::default();
        let mut unpacked = Unpacked::new(bytes.as_slice(), &limits, Budget::default(), track);
        let (mut text, mut failures) = (Vec::new(), 0);
        while unpacked.read_to_end(&mut text).is_err() {
            failures += 1;
            assert!(failures < 50);
        }
        assert!(failures > 0 && text.starts_with(b"one") && text.ends_with(b"two"));

        let bomb = unpack(&packed(&vec![0; 40 << 20]), &Track::default()).1.unwrap_err();
        let error: Error = crate::source::limits::of_read(bomb);
        assert!(matches!(error.kind, ErrorKind::Limit { limit: "max-ratio", .. }));
    }
}
