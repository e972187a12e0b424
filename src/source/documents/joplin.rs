//! Notes of Joplin as it exports them raw (RAW, and JEX, which is a tar archive of such files): the note, and after an empty line its
//! fields, of which `type_` is the last.

use crate::model::{Declared, MediaType};
use crate::source::records::moment;
use crate::{Error, Result};

/// What `type_` says of a note.
const NOTE: &str = "1";
/// No block of fields is longer than this, in bytes.
const LONGEST: usize = 16 << 10;

/// The note in these bytes without its fields, and what they tell of it; none where it is no file of Joplin's.
///
/// # Errors
///
/// When it is a file of Joplin's that is no note: a folder, a tag, the description of a picture.
pub(super) fn note(bytes: &[u8], media_type: MediaType, declared: &Declared) -> Option<Result<(Vec<u8>, Declared)>> {
    if !matches!(media_type, MediaType::Markdown | MediaType::Text) {
        return None;
    }
    let tail = &bytes[bytes.len().saturating_sub(LONGEST)..];
    let tail = String::from_utf8_lossy(tail);
    let tail = tail.trim_end();
    let (_, kind) = tail.lines().next_back()?.split_once("type_: ")?;
    let fields = tail.rsplit_once("\n\n").map_or(tail, |(_, fields)| fields);
    let field = |name: &str| {
        let value = fields.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))?.trim();
        Some(value.to_owned()).filter(|value| !value.is_empty())
    };
    let is_id = field("id")?.len() == 32 && field("id")?.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_id {
        return None;
    }
    if kind.trim() != NOTE {
        return Some(Err(Error::skipped("a folder, tag or file of Joplin that is no note")));
    }
    let note = String::from_utf8_lossy(bytes);
    let text = note.trim_end().rsplit_once("\n\n").map_or("", |(text, _)| text);
    let (title, text) = text.split_once('\n').unwrap_or((text, ""));
    let declared = Declared {
        id: field("id"),
        url: field("source_url").filter(|url| url.contains("://")),
        captured: field("user_created_time").or_else(|| field("created_time")).and_then(|time| moment(&time)),
        title: Some(title.trim().to_owned()).filter(|title| !title.is_empty()),
        authors: field("author").into_iter().collect(),
        charset: Some("utf-8".to_owned()),
        ..declared.clone()
    };
    Some(Ok((text.trim_start().as_bytes().to_vec(), declared)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_and_what_is_none_is_told() {
        let file = |kind: u8| {
            format!(
                "Ferry resumes\n\nIt sails.\n\nAgain.\n\nid: 0123456789abcdef0123456789abcdef\ncreated_time: 2025-11-10T09:00:00.000Z\n\
                author: \nsource_url: https://e.org/f\ntype_: {kind}"
            )
        };
        let read = |text: &str| note(text.as_bytes(), MediaType::Markdown, &Declared::default());
        let (text, declared) = read(&file(1)).unwrap().unwrap();
        assert_eq!(text, b"It sails.\n\nAgain.");
        assert_eq!(
            (declared.title.as_deref(), declared.url.as_deref()),
            (Some("Ferry resumes"), Some("https://e.org/f"))
        );
        assert!(read(&file(2)).unwrap().unwrap_err().is_skip());
        assert!(read("Ferry\n\ntype_: of boat\n").is_none() && read("").is_none());
    }
}
