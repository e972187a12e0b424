//! The charset that a file declares.

use encoding_rs::Encoding;
use memchr::memmem;

/// The charset of a text, a page or XML that starts like this: what it declares, UTF-8 where it is that, else what Windows wrote.
pub(super) fn charset_label(head: &[u8]) -> &'static str {
    let behind = |mark: &[u8]| memmem::find(head, mark).map(|at| &head[at + mark.len()..]);
    let declared = behind(b"encoding=").filter(|_| head.starts_with(b"<?xml")).or_else(|| behind(b"charset="));
    let label = declared.map(|label| label.strip_prefix(b"\"").or(label.strip_prefix(b"'")).unwrap_or(label));
    let label =
        label.and_then(|label| label.split(|byte| !(byte.is_ascii_alphanumeric() || b"-_".contains(byte))).next());
    if let Some(encoding) = label.and_then(Encoding::for_label) {
        return encoding.name();
    }
    match std::str::from_utf8(head) {
        Err(cause) if cause.error_len().is_some() => "windows-1252",
        _ => "utf-8",
    }
}
