//! Files that are read part by part, for merges.
//!
//! The engine maps files into memory. A merge reads all of its segments from end to end, and what it has read stays counted as memory of
//! the process until the system wants it back: writing a segment of 100,000 pages anew took a gigabyte that way. Merges go forwards
//! through files, so a part at a time is enough for them.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::HasLen;
use tantivy::directory::error::OpenReadError;
use tantivy::directory::{FileHandle, OwnedBytes};

/// How many bytes are read at a time.
const PART: usize = if cfg!(test) { 64 } else { 128 << 10 };

/// A file that is read part by part.
#[derive(Debug)]
pub(super) struct FileInParts {
    file: File,
    length: usize,
    /// The part that was read last, and where it begins.
    last: Mutex<(usize, OwnedBytes)>,
}

impl FileInParts {
    /// Opens the file at this path.
    ///
    /// # Errors
    ///
    /// When there is none, or when it cannot be read.
    pub(super) fn open(path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let opened = File::open(path).and_then(|file| Ok((file.metadata()?.len(), file)));
        let (length, file) = opened.map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_path_buf()),
            _ => OpenReadError::wrap_io_error(cause, path.to_path_buf()),
        })?;
        let length = usize::try_from(length)
            .map_err(|_| OpenReadError::wrap_io_error(io::ErrorKind::FileTooLarge.into(), path.to_path_buf()))?;
        Ok(Arc::new(FileInParts { file, length, last: Mutex::new((0, OwnedBytes::empty())) }))
    }

    /// The bytes of a range of the file.
    fn read(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        #[cfg(unix)]
        std::os::unix::fs::FileExt::read_exact_at(&self.file, &mut bytes, range.start as u64)?;
        #[cfg(not(unix))]
        {
            use std::io::{Read, Seek};
            let mut file = &self.file;
            file.seek(io::SeekFrom::Start(range.start as u64))?;
            file.read_exact(&mut bytes)?;
        }
        Ok(OwnedBytes::new(bytes))
    }
}

impl HasLen for FileInParts {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for FileInParts {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.length {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "a file of the index is shorter than it says"));
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let (begin, part) = &*last;
        if *begin <= range.start && range.end <= begin + part.len() {
            return Ok(part.slice(range.start - begin..range.end - begin));
        }
        if range.len() >= PART {
            return self.read(range);
        }
        let part = self.read(range.start..self.length.min(range.start + PART))?;
        let bytes = part.slice(0..range.len());
        *last = (range.start, part);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_range_is_what_stands_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let bytes: Vec<u8> = (0..1_000_u32).map(|n| (n * 7 % 251) as u8).collect();
        std::fs::write(&path, &bytes).unwrap();
        let file = FileInParts::open(&path).unwrap();
        assert_eq!(file.len(), bytes.len());
        for range in [0..0, 0..10, 5..40, 63..65, 64..127, 10..12, 0..1_000, 990..1_000, 1_000..1_000, 200..700, 70..71]
        {
            assert_eq!(file.read_bytes(range.clone()).unwrap().as_slice(), &bytes[range.clone()], "{range:?}");
        }
        assert!(file.read_bytes(990..1_001).is_err());
        let missing = FileInParts::open(&folder.path().join("none"));
        assert!(matches!(missing, Err(OpenReadError::FileDoesNotExist(_))));
    }
}
