//! Taking off a layer of gzip (RFC 1952), member after member.
//!
//! Crawls are full of files that were cut off. Their bytes up to the cut are kept: the reader then ends as if the file
//! did, and the damage is reported after the last capture. Where what is under the layer can go on after damage (a WARC file
//! has one member a record), reading goes on at the next member. A bomb is different: when a file grows beyond its
//! limits reading fails at once. A read never spans two members.

use std::io::{self, Read};

use flate2::bufread::GzDecoder;

use super::budget::{Budget, Growth, Track, damage, is_damage};
use super::buffered::Buffered;
use crate::source::limits::Limits;

/// How a member starts: the magic number and the only method there is.
const MARK: &[u8] = b"\x1F\x8B\x08";

/// The bytes under a layer of gzip.
pub(crate) struct Inflated<'a, R: Read> {
    /// The member that is being read; none once the layer has ended.
    member: Option<GzDecoder<Buffered<R>>>,
    growth: Growth<'a>,
    track: Track,
    damaged: bool,
}

impl<'a, R: Read> Inflated<'a, R> {
    /// Takes the layer off `reader`.
    pub(crate) fn new(reader: R, limits: &'a Limits, budget: Budget, track: Track) -> Inflated<'a, R> {
        let member = Some(GzDecoder::new(Buffered::new(reader)));
        Inflated { member, growth: Growth::new(limits, budget), track, damaged: false }
    }

    /// Goes on to the next member: the one that follows or, after damage, the next that is found. False at the end.
    fn next_member(&mut self) -> io::Result<bool> {
        let Some(member) = self.member.take() else { return Ok(false) };
        let mut bytes = member.into_inner();
        let more = if std::mem::take(&mut self.damaged) {
            // A member that is cut off runs into the next, and damage shows only there.
            bytes.rewind(self.track.member() + 1);
            bytes.skip_to(MARK)?
        } else {
            skip_padding(&mut bytes)?
        };
        if more {
            self.track.set_member(bytes.consumed());
            self.member = Some(GzDecoder::new(bytes));
        }
        Ok(more)
    }

    fn break_off(&mut self, cause: &io::Error, at: u64) -> io::Result<usize> {
        if self.track.goes_on() {
            self.damaged = true;
        } else {
            self.member = None;
        }
        self.track.damaged(damage("gzip", cause, at))
    }
}

impl<R: Read> Read for Inflated<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.damaged && !self.next_member()? {
                return Ok(0);
            }
            let Some(member) = &mut self.member else { return Ok(0) };
            let read = member.read(buffer);
            let at = member.get_ref().consumed();
            match read {
                Ok(0) if buffer.is_empty() || !self.next_member()? => return Ok(0),
                Ok(0) => {}
                Ok(count) => {
                    // After a limit there is nothing more to be had.
                    return self.growth.add(count, at).map(|()| count).inspect_err(|_| self.member = None);
                }
                Err(cause) if is_damage(&cause) => return self.break_off(&cause, at),
                Err(cause) => return Err(cause),
            }
        }
    }
}

/// Skips the zeros that tapes and block devices leave after the last member; false at the end of the input.
fn skip_padding<R: Read>(bytes: &mut Buffered<R>) -> io::Result<bool> {
    use io::BufRead;
    loop {
        let ahead = bytes.fill_buf()?;
        let zeros = ahead.iter().take_while(|byte| **byte == 0).count();
        if zeros < ahead.len() || ahead.is_empty() {
            let more = !ahead.is_empty();
            bytes.consume(zeros);
            return Ok(more);
        }
        bytes.consume(zeros);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::{Error, ErrorKind};

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn unpack(bytes: &[u8], limits: &Limits) -> (Vec<u8>, Option<Error>, io::Result<usize>) {
        let track = Track::default();
        let mut text = Vec::new();
        let result = Inflated::new(bytes, limits, Budget::default(), track.clone()).read_to_end(&mut text);
        (text, track.take_damage(), result)
    }

    #[test]
    fn members_follow_each_other_and_are_told_apart() {
        let first = packed(b"The harbour ");
        let bytes = [first.as_slice(), &packed(b"was empty."), &[0; 90_000]].concat();
        let (text, damage, _) = unpack(&bytes, &Limits::default());
        assert_eq!(text, b"The harbour was empty.");
        assert!(damage.is_none());

        let (limits, track) = (Limits::default(), Track::default());
        let mut inflated = Inflated::new(bytes.as_slice(), &limits, Budget::default(), track.clone());
        let mut buffer = [0; 100];
        assert_eq!((inflated.read(&mut buffer).unwrap(), track.member()), (12, 0));
        assert_eq!((inflated.read(&mut buffer).unwrap(), track.member()), (10, first.len() as u64));
    }

    #[test]
    fn reading_goes_on_behind_damage_when_asked_to() {
        let mut broken = packed(&(0..9_000u32).flat_map(|n| (n * 7919).to_be_bytes()).collect::<Vec<_>>());
        let middle = broken.len() / 2;
        broken[middle..middle + 40].fill(0xAA);
        let bytes = [packed(b"one"), broken, packed(b"two")].concat();
        let (limits, track) = (Limits::default(), Track::default());
        track.go_on_behind_damage();
        let mut inflated = Inflated::new(bytes.as_slice(), &limits, Budget::default(), track);
        let (mut text, mut failures) = (Vec::new(), 0);
        while inflated.read_to_end(&mut text).is_err() {
            failures += 1;
            assert!(failures < 50);
        }
        assert!(failures > 0 && text.starts_with(b"one") && text.ends_with(b"two"));
    }

    #[test]
    fn a_member_that_is_cut_off_does_not_cost_the_next() {
        let whole = packed(&(0..9_000u32).flat_map(|n| (n * 7919).to_be_bytes()).collect::<Vec<_>>());
        for cut in [whole.len() / 3, whole.len() / 2, whole.len() - 4] {
            let bytes = [&whole[..cut], &packed(b"two"), &packed(b"three")].concat();
            let (limits, track) = (Limits::default(), Track::default());
            track.go_on_behind_damage();
            let mut inflated = Inflated::new(bytes.as_slice(), &limits, Budget::default(), track);
            let (mut text, mut failures) = (Vec::new(), 0);
            while inflated.read_to_end(&mut text).is_err() {
                failures += 1;
            }
            assert!(failures == 1 && text.ends_with(b"twothree"), "cut at {cut}: {failures}");
        }
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
        let hit = |limits: &Limits| match crate::source::limits::of_read(unpack(&bomb, limits).2.unwrap_err()).kind {
            ErrorKind::Limit { limit, .. } => limit,
            other => panic!("{other}"),
        };
        assert_eq!(hit(&Limits::default()), "max-ratio");
        assert_eq!(hit(&Limits { max_expanded: 1000, ..Limits::default() }), "max-expanded");
    }
}
