//! A file that is one page or one text.

use std::io::Read;

use super::limits::{Limits, megabytes, of_read, over};
use crate::Result;
use crate::model::{Capture, Declared, MediaType, Origin};

/// The one capture of a file; an error when it is larger than the limit, which is found out without reading it all.
pub(super) fn read(
    origin: Origin,
    media_type: MediaType,
    declared: Declared,
    reader: impl Read,
    limits: &Limits,
) -> Result<Capture> {
    let mut bytes = Vec::new();
    reader.take(limits.max_document.saturating_add(1)).read_to_end(&mut bytes).map_err(of_read)?;
    if bytes.len() as u64 > limits.max_document {
        return Err(over("max-document", format!("the document is larger than {}", megabytes(limits.max_document))));
    }
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
