//! Tar archives (POSIX ustar and pax, GNU's long names and [files with holes](super::tar_sparse)), read forwards, one member at a time.
//!
//! Only the headers are taken from the `tar` crate: its own walk keeps names of any length in memory and ends at the
//! first bad header. Here a bad header is reported, and reading goes on at the next block that is a good one.

use std::io::{self, Read};
use std::ops::ControlFlow;

use tar::{EntryType, Header};

use super::member::{Each, Member};
use super::tar_sparse::{Map, Unfolded};
use crate::model::Declared;
use crate::source::compression::budget::{Budget, Growth};
use crate::source::compression::buffered::Buffered;
use crate::source::limits::{Limits, of_read};
use crate::text::bytes;
use crate::{Error, Result};

/// Tar is made of blocks of this size.
const BLOCK: usize = 512;
/// The longest name or pax record that is read, in bytes.
const LONGEST_NAME: u64 = 64 << 10;

/// Calls for each file in the archive.
pub(crate) fn members(bytes: impl Read, limits: &Limits, budget: &Budget, each: &mut Each<'_>) -> ControlFlow<()> {
    let mut archive = Archive { bytes: Buffered::new(bytes), next: Named::default(), lost: false };
    loop {
        let file = match archive.next_file() {
            Ok(Some(file)) => file,
            Ok(None) => break,
            Err(error) => {
                let ends = archive.at_end(&error);
                each(Err(error))?;
                if ends {
                    break;
                }
                continue;
            }
        };
        if let Err(error) = budget.add_member(limits) {
            return each(Err(error.in_member(file.name).at_offset(file.offset)));
        }
        archive.give(file, (limits, budget), each)?;
    }
    // What is left after the end of the archive is padding; read, so that the whole file is known.
    let _padding = io::copy(&mut archive.bytes, &mut io::sink());
    ControlFlow::Continue(())
}

/// An archive while it is read.
struct Archive<R> {
    bytes: Buffered<R>,
    /// What the entries before say of the next file.
    next: Named,
    lost: bool,
}

/// What stands in entries of their own before the file's header, which has no room for it.
#[derive(Default)]
struct Named {
    name: Option<String>,
    size: Option<u64>,
    /// The name of a file with holes, which has another in its header.
    unfolded_name: Option<String>,
    /// How long it is with its holes.
    unfolded_size: Option<u64>,
    /// Where its pieces belong: `place,length,…`.
    map: String,
    /// Whether that stands at the front of its bytes.
    has_map_in_front: bool,
}

/// A file in the archive, its bytes being next.
struct File {
    name: String,
    offset: u64,
    size: u64,
    holes: Holes,
}

/// What is left out of a file's bytes.
enum Holes {
    None,
    /// What this map says.
    Mapped(Map),
    /// What the front of the bytes says; the file has this size with its holes.
    InFront(u64),
}

impl<R: Read> Archive<R> {
    /// Goes to the next file; none at the end of the archive.
    fn next_file(&mut self) -> Result<Option<File>> {
        while let Some((header, offset)) = self.next_header()? {
            let size = header.entry_size().map_err(of_header)?;
            match header.entry_type() {
                EntryType::GNULongName => {
                    let name = self.read_extra(size)?;
                    let end = name.iter().position(|byte| *byte == 0).unwrap_or(name.len());
                    self.next.name = Some(bytes::as_text(&name[..end]).into_owned());
                }
                EntryType::XHeader => {
                    let records = self.read_extra(size)?;
                    self.next.take_pax(&records);
                }
                EntryType::Regular | EntryType::Continuous => {
                    let named = std::mem::take(&mut self.next);
                    let holes = named.holes()?;
                    let size = named.size.unwrap_or(size);
                    return Ok(Some(File { name: named.name(&header), offset, size, holes }));
                }
                EntryType::GNUSparse => {
                    let named = std::mem::take(&mut self.next);
                    let holes = Holes::Mapped(Map::of_header(&header, &mut self.bytes)?);
                    let size = named.size.unwrap_or(size);
                    return Ok(Some(File { name: named.name(&header), offset, size, holes }));
                }
                kind => {
                    self.next = Named::default();
                    // Links, folders and devices have no bytes, whatever size they claim.
                    let has_bytes = !(kind.is_dir() || kind.is_symlink() || kind.is_hard_link() || kind.is_fifo());
                    self.skip(if has_bytes { padded(size) } else { 0 })?;
                }
            }
        }
        Ok(None)
    }

    fn next_header(&mut self) -> Result<Option<(Header, u64)>> {
        loop {
            let offset = self.bytes.consumed();
            let mut header = Header::new_old();
            let mut filled = 0;
            while filled < BLOCK {
                match self.bytes.read(&mut header.as_mut_bytes()[filled..]).map_err(of_read)? {
                    0 if filled == 0 || self.lost => return Ok(None),
                    0 => return Err(Error::malformed("the tar archive is cut off").at_offset(offset)),
                    count => filled += count,
                }
            }
            if is_sound(&header) {
                self.lost = false;
                return Ok(Some((header, offset)));
            }
            // A block of zeros is the end of an archive; another may have been written after it.
            if !self.lost && header.as_bytes().iter().any(|byte| *byte != 0) {
                self.lost = true;
                return Err(Error::malformed("no tar header where one should be").at_offset(offset));
            }
        }
    }

    /// Hands a file over, and goes on after it.
    fn give(&mut self, file: File, (limits, budget): (&Limits, &Budget), each: &mut Each<'_>) -> ControlFlow<()> {
        let File { name, offset, size, holes } = file;
        let place = name.clone();
        let mut bytes = self.bytes.by_ref().take(size);
        let (declared, offset) = (Declared::default(), Some(offset));
        let map = match holes {
            Holes::None => Ok(None),
            Holes::Mapped(map) => Ok(Some(map)),
            Holes::InFront(size) => Map::of_front(&mut bytes, size).map(Some),
        };
        match map {
            Ok(None) => each(Ok(Member { name, kind: "", offset, declared, bytes: &mut bytes }))?,
            Ok(Some(map)) => {
                let mut bytes = Unfolded::new(&mut bytes, map, Growth::new(limits, budget.clone()));
                each(Ok(Member { name, kind: "", offset, declared, bytes: &mut bytes }))?;
            }
            Err(error) => each(Err(Error { offset, ..error.in_member(name) }))?,
        }
        let left = bytes.limit();
        match self.skip(left.saturating_add(padded(size) - size)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.lost = true;
                each(Err(Error { offset, ..error.in_member(place) }))
            }
        }
    }

    fn skip(&mut self, count: u64) -> Result<()> {
        let skipped = io::copy(&mut self.bytes.by_ref().take(count), &mut io::sink()).map_err(of_read)?;
        if skipped < count { Err(Error::malformed("the tar archive is cut off")) } else { Ok(()) }
    }

    /// The bytes of an entry that says something of the next file.
    fn read_extra(&mut self, size: u64) -> Result<Vec<u8>> {
        let mut extra = Vec::new();
        let kept = size.min(LONGEST_NAME);
        self.bytes.by_ref().take(kept).read_to_end(&mut extra).map_err(of_read)?;
        self.skip(padded(size) - kept)?;
        Ok(extra)
    }

    /// Whether nothing comes after an error: the data is at its end, or it cannot be read.
    fn at_end(&mut self, error: &Error) -> bool {
        !matches!(error.kind, crate::ErrorKind::Malformed(_)) || self.bytes.peek(1).is_ok_and(<[u8]>::is_empty)
    }
}

impl Named {
    /// Takes what pax records (`length key=value` lines) say of the next file.
    fn take_pax(&mut self, records: &[u8]) {
        let split = |bytes: &[u8], at: u8| {
            let (before, behind) = bytes.split_at(bytes.iter().position(|byte| *byte == at)?);
            Some((before.to_vec(), behind[1..].to_vec()))
        };
        for record in records.split(|byte| *byte == b'\n') {
            let Some((key, value)) = split(record, b' ').and_then(|(_, pair)| split(&pair, b'=')) else { continue };
            match &*key {
                b"path" => self.name = Some(bytes::as_text(&value).into_owned()),
                b"size" => self.size = number(&value),
                b"GNU.sparse.name" => self.unfolded_name = Some(bytes::as_text(&value).into_owned()),
                b"GNU.sparse.realsize" | b"GNU.sparse.size" => self.unfolded_size = number(&value),
                b"GNU.sparse.major" => self.has_map_in_front = value == b"1",
                b"GNU.sparse.map" => self.map = String::from_utf8_lossy(&value).into_owned(),
                b"GNU.sparse.offset" | b"GNU.sparse.numbytes" => {
                    let mark = if self.map.is_empty() { "" } else { "," };
                    self.map.push_str(&format!("{mark}{}", String::from_utf8_lossy(&value)));
                }
                _ => {}
            }
        }
    }

    fn name(&self, header: &Header) -> String {
        let told = self.unfolded_name.clone().or_else(|| self.name.clone());
        told.unwrap_or_else(|| bytes::as_text(&header.path_bytes()).into_owned())
    }

    fn holes(&self) -> Result<Holes> {
        match self.unfolded_size {
            Some(size) if self.has_map_in_front => Ok(Holes::InFront(size)),
            Some(size) if !self.map.is_empty() => Map::of_record(&self.map, size).map(Holes::Mapped),
            _ => Ok(Holes::None),
        }
    }
}

fn number(value: &[u8]) -> Option<u64> {
    std::str::from_utf8(value).ok()?.trim().parse().ok()
}

/// Whether a block is a header: its checksum is right.
fn is_sound(header: &Header) -> bool {
    let bytes = header.as_bytes();
    let sum: u32 = bytes[..148].iter().chain(&bytes[156..]).map(|byte| u32::from(*byte)).sum();
    header.cksum().is_ok_and(|told| told == sum + 8 * u32::from(b' '))
}

fn of_header(cause: io::Error) -> Error {
    Error::malformed(format!("a bad tar header ({cause})"))
}

/// A size as it is filled up to whole blocks.
fn padded(size: u64) -> u64 {
    size.checked_next_multiple_of(BLOCK as u64).unwrap_or(size)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn archive(files: &[(&str, &str)]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, text) in files {
            let mut header = Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_mode(0o644);
            builder.append_data(&mut header, name, text.as_bytes()).unwrap();
        }
        builder.into_inner().unwrap()
    }

    fn told(bytes: &[u8]) -> Vec<String> {
        let mut told = Vec::new();
        let flow = members(bytes, &Limits::default(), &Budget::default(), &mut |item| {
            told.push(match item {
                Ok(member) => {
                    let mut text = Vec::new();
                    member.bytes.read_to_end(&mut text).unwrap();
                    format!("{}@{} {}", member.name, member.offset.unwrap(), String::from_utf8_lossy(&text))
                }
                Err(error) => error.to_string(),
            });
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        told
    }

    #[test]
    fn files_are_members_with_names_of_any_length() {
        let long = format!("{}/a.txt", "folder".repeat(30));
        let bytes = archive(&[("a.txt", "One."), (&long, "Two.")]);
        let found = told(&bytes);
        assert_eq!(found[0], "a.txt@0 One.");
        assert!(found[1].starts_with(&long) && found[1].ends_with(" Two."), "{}", found[1]);
    }

    #[test]
    fn names_that_lead_out_are_only_names() {
        let mut bytes = archive(&[("a.txt", "One.")]);
        bytes[..9].copy_from_slice(b"../../etc");
        let mut header = Header::new_old();
        header.as_mut_bytes().copy_from_slice(&bytes[..BLOCK]);
        header.set_cksum();
        bytes[..BLOCK].copy_from_slice(header.as_bytes());
        assert_eq!(told(&bytes), ["../../etc@0 One."]);
    }

    #[test]
    fn a_bad_header_is_told_and_the_next_found() {
        let mut bytes = archive(&[("a.txt", "One."), ("b.txt", "Two."), ("c.txt", "Three.")]);
        bytes[2 * BLOCK + 3] ^= 1;
        let told = told(&bytes);
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[1].contains("no tar header"));
        assert!(told[2].starts_with("c.txt"));
    }

    #[test]
    fn a_cut_file_is_kept_to_the_cut() {
        let bytes = archive(&[("a.txt", &"One. ".repeat(400))]);
        let told = told(&bytes[..1000]);
        assert_eq!(told.len(), 2);
        assert!(told[0].contains("One. One.") && told[1].contains("cut off"), "{told:?}");
    }

    proptest! {
        #[test]
        fn any_damage_is_read_without_panic(at in 0usize..3000, byte in any::<u8>(), cut in 0usize..4000) {
            let mut bytes = archive(&[("a.txt", "One."), ("b.txt", "Two.")]);
            let length = bytes.len();
            bytes[at % length] = byte;
            told(&bytes);
            told(&bytes[..cut.min(length)]);
        }
    }
}
