//! A file that is one page or one text.

use std::io::Read;

use super::{evernote, joplin, mirrored, notion, saved_from};
use crate::Result;
use crate::model::{Capture, Declared, MediaType, Origin};
use crate::source::limits::{Limits, read_whole};

/// The one capture of a file; an error when it is larger than the limit.
pub(crate) fn read(
    origin: Origin,
    media_type: MediaType,
    mut declared: Declared,
    reader: impl Read,
    limits: &Limits,
) -> Result<Capture> {
    let bytes = read_whole(reader, "max-document", limits.max_document)?;
    if media_type == MediaType::Html && declared.url.is_none() {
        let note = saved_from::note(&bytes);
        let is_file = origin.member.is_none();
        declared.url = note.url.or_else(|| mirrored::address(origin.path.as_ref(), &bytes).filter(|_| is_file));
        declared.captured = declared.captured.or(note.captured);
        declared.title = declared.title.or(note.title);
        declared.authors.extend(note.author);
    }
    if let Some(note) = joplin::note(&bytes, media_type, &declared) {
        let (bytes, declared) = note?;
        return Ok(Capture { origin, media_type, bytes, declared });
    }
    let noted = evernote::page(&bytes, media_type, &declared);
    let noted = noted.or_else(|| notion::page(&bytes, media_type, &origin, &declared));
    let (bytes, declared) = noted.unwrap_or((bytes, declared));
    Ok(Capture { origin, media_type, bytes, declared })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    #[test]
    fn a_document_may_be_as_large_as_the_limit_and_no_larger() {
        let limits = Limits { max_document: 4, ..Limits::default() };
        let read = |bytes: &[u8]| read(Origin::default(), MediaType::Text, Declared::default(), bytes, &limits);
        assert_eq!(read(b"four").unwrap().bytes, b"four");
        assert!(matches!(read(b"fives").unwrap_err().kind, ErrorKind::Limit { limit: "max-document", .. }));
    }
}
