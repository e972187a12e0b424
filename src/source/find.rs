//! Finding a capture again by the place that an article gives for it.

use std::ops::ControlFlow;

use super::limits::Limits;
use super::open::open;
use crate::model::{Capture, Origin};
use crate::{Error, ErrorKind, Result};

/// Reads the capture that stands at this place. Its file is read up to there, since what lies in a container can be
/// reached in no other way.
///
/// # Errors
///
/// When the file cannot be read, when what stands at the place cannot be, or when nothing does, the file having changed.
pub fn find(origin: &Origin, limits: &Limits) -> Result<Capture> {
    let mut found = None;
    let file = Origin::file(&origin.base, &origin.path);
    open(file, limits, &mut |item| {
        let is_it = match &item {
            Ok(capture) => capture.origin.member == origin.member && capture.origin.offset == origin.offset,
            Err(error) => error.member == origin.member && error.offset == origin.offset,
        };
        if !is_it {
            return ControlFlow::Continue(());
        }
        // An error may be reported for a place before or after the capture that was kept of it.
        let is_done = item.is_ok();
        found = Some(item);
        if is_done { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    found.unwrap_or_else(|| {
        let what = "what was indexed does not stand here any more; `dateline index` reads the file anew";
        let error = Error::new(ErrorKind::Unknown(what.to_owned())).at(origin.full_path());
        Err(Error { member: origin.member.clone(), offset: origin.offset, ..error })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_found_again_until_its_file_changes() {
        let folder = tempfile::tempdir().unwrap();
        let lines = "{\"text\": \"The ferry sails.\"}\n{\"text\": \"The pier opens.\"}\n";
        std::fs::write(folder.path().join("a.jsonl"), lines).unwrap();
        let file = Origin::file(folder.path(), "a.jsonl");
        let mut origins = Vec::new();
        let limits = Limits::default();
        open(file, &limits, &mut |item| {
            origins.push(item.unwrap().origin);
            ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(find(&origins[1], &limits).unwrap().bytes, b"The pier opens.");
        std::fs::write(folder.path().join("a.jsonl"), "{\"text\": \"Another.\"}\n").unwrap();
        assert!(find(&origins[1], &limits).unwrap_err().to_string().contains("[line 2] at byte 29: what was indexed"));
    }
}
