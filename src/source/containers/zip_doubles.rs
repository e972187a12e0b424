//! Files of a ZIP archive that another file of the same name stands for.
//!
//! Whoever adds a page anew to an archive leaves the old one in it, and the list at the end has both. The zip crate keeps the last of
//! a name; here the list is gone through for the others (APPNOTE, section 4.3.12).

use std::collections::BTreeSet;
use std::io::{self, Read, Seek, SeekFrom};

/// What an entry of the list begins with.
const MARK: [u8; 4] = *b"PK\x01\x02";
/// The length of an entry without name, extra field and comment.
const ENTRY: usize = 46;
/// Where the entry says in four bytes what does not fit there (ZIP64).
const ELSEWHERE: u64 = u32::MAX as u64;

/// A file that the list has and the archive does not give.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Double {
    pub(super) name: Vec<u8>,
    /// Where its local header stands in the file.
    pub(super) header: u64,
    pub(super) packed: u64,
}

/// The files whose local headers are not among the `given`, in the order of the list that starts at `list`. `shift` is how many bytes
/// stand before the archive. ZIP64 entries are not among them.
pub(super) fn of(
    bytes: &mut (impl Read + Seek),
    list: u64,
    shift: u64,
    given: &BTreeSet<u64>,
) -> io::Result<Vec<Double>> {
    bytes.seek(SeekFrom::Start(list))?;
    let mut doubles = Vec::new();
    loop {
        let mut entry = [0; ENTRY];
        if bytes.read_exact(&mut entry).is_err() || !entry.starts_with(&MARK) {
            return Ok(doubles);
        }
        let short = |at: usize| u64::from(u16::from_le_bytes([entry[at], entry[at + 1]]));
        let long = |at: usize| u64::from(u32::from_le_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]]));
        let mut name = Vec::new();
        bytes.by_ref().take(short(28)).read_to_end(&mut name)?;
        io::copy(&mut bytes.by_ref().take(short(30) + short(32)), &mut io::sink())?;
        let (packed, header) = (long(20), long(42));
        let is_known = header == ELSEWHERE || packed == ELSEWHERE || given.contains(&(header + shift));
        if !is_known && !name.ends_with(b"/") {
            doubles.push(Double { name, header: header + shift, packed });
        }
    }
}
