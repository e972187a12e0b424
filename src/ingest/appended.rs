//! Files that grew at their end, as those do to which a crawler adds a line for each page: what was there is not read again.
//!
//! The front is compared with the hash that the index remembers, which costs reading it and nothing else. The articles must come out as
//! if the whole file had been read; where they might not, it is.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use memchr::memchr_iter;

use super::file::{Meter, Metered};
use crate::index::{FileRecord, Outcome};
use crate::source::{self, FoundFile, Front, Limits};

/// How much is looked at to know what a file holds, in bytes.
const HEAD: usize = 8 << 10;
/// How much of the front is read at a time, in bytes.
const STEP: usize = 256 << 10;

/// What is told of a file that is read after its front.
pub(super) const TOLD: &str =
    "lines were added at its end; what stands before them is as it was and was not read again";

/// How a file is read.
pub(super) enum Way {
    Whole(Metered<File>),
    /// After its front; with the number of articles that were read out of that before.
    Behind(Appended, u64),
}

/// A file that stands at the end of its front.
pub(super) struct Appended {
    pub(super) file: Metered<File>,
    pub(super) front: Front,
}

/// The file behind what was read of it before; none where all of it is to be read. `meter` then has counted the front.
pub(super) fn of(found: &FoundFile, known: &FileRecord, limits: &Limits, meter: &Meter) -> Option<Appended> {
    let may_be = known.outcome == Outcome::Indexed && known.hash != 0 && (1..found.size).contains(&known.size);
    if !may_be {
        return None;
    }
    let path = found.origin.full_path();
    let mut file = meter.on(File::open(&path).ok()?);
    let front = front(found, &mut file, known.size, limits).ok()??;
    if meter.hashes_of(known.size).xxh3 != known.hash {
        return None;
    }
    let mut added = File::open(&path).ok()?;
    added.seek(SeekFrom::Start(known.size)).ok()?;
    let size = found.size - known.size;
    source::stand_alone(&found.origin, added.take(size), front, limits).then_some(Appended { file, front })
}

/// Reads the front of a file of records a line; none where it is another, or does not end with a line.
fn front(found: &FoundFile, file: &mut impl Read, size: u64, limits: &Limits) -> io::Result<Option<Front>> {
    let mut front = Front { bytes: 0, lines: 0 };
    let mut buffer = vec![0; STEP];
    let mut last = 0;
    while front.bytes < size {
        let wanted = usize::try_from(size - front.bytes).unwrap_or(STEP).min(STEP);
        file.read_exact(&mut buffer[..wanted])?;
        if front.bytes == 0 && !source::holds_lines(&found.origin, &buffer[..wanted.min(HEAD)], limits) {
            return Ok(None);
        }
        front.bytes += wanted as u64;
        front.lines += memchr_iter(b'\n', &buffer[..wanted]).count() as u64;
        last = buffer[wanted - 1];
    }
    Ok(Some(front).filter(|_| last == b'\n'))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::index::ReadingRules;
    use crate::ingest::file::{Hashing, hashes_of};
    use crate::model::Origin;

    #[test]
    fn a_file_is_read_behind_its_front_where_that_is_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let (front, added) = ("{\"title\": \"One\"}\n", "{\"title\": \"Two\"}\n");
        let found = |name: &str, text: &str| {
            fs::write(folder.path().join(name), text).unwrap();
            FoundFile { origin: Origin::file(folder.path(), name), size: text.len() as u64, modified: 1 }
        };
        let known = |name: &str, text: &str| {
            let file = found(name, text);
            let (path, hash) = (file.origin.file_key(), hashes_of(&file, Hashing::Xxh3).unwrap().xxh3);
            let rules = ReadingRules::default();
            FileRecord {
                path,
                size: file.size,
                modified: 0,
                hash,
                sha256: None,
                articles: 1,
                outcome: Outcome::Indexed,
                rules,
            }
        };
        let goes_on = |name: &str, before: &str, after: &str| {
            let (known, meter) = (known(name, before), Meter::new(Hashing::Both));
            let file = found(name, after);
            let appended = of(&file, &known, &Limits::default(), &meter)?;
            let Appended { mut file, front } = appended;
            let mut rest = String::new();
            file.read_to_string(&mut rest).unwrap();
            let whole = hashes_of(&found(name, after), Hashing::Both).unwrap();
            assert!(meter.hashes_of(after.len() as u64) == whole, "the whole is hashed");
            Some((rest, front.lines))
        };
        let whole = [front, added].concat();
        assert_eq!(goes_on("a.jsonl", front, &whole), Some((added.to_owned(), 1)));
        assert_eq!(goes_on("a.jsonl", front, front), None, "nothing was added");
        assert_eq!(goes_on("a.jsonl", &front.replace("One", "Ten"), &whole), None, "the front is another");
        assert_eq!(goes_on("a.jsonl", front.trim_end(), &whole), None, "the last line went on");
        assert_eq!(goes_on("a.csv", "title\nOne\n", "title\nOne\nTwo\n"), None, "rows may go over lines");
        let dated = format!("{front}{{\"title\": \"Two\", \"date\": \"03/11/2025\"}}\n");
        assert_eq!(goes_on("a.jsonl", front, &dated), None, "the order of its day is that of the file");
    }
}
