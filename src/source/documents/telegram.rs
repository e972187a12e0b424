//! Chats and channels that Telegram's program exported as pages: a message each.

use memchr::memmem;

use crate::model::{Capture, Declared, Extent, MediaType, Origin};

/// How a message begins; notices of the program are of another class.
const MARK: &[u8] = b"<div class=\"message default";

/// Whether a page that starts like this, in lower case, is such an export.
pub(crate) fn is_export(start: &str) -> bool {
    start.contains("chat_page\"") && start.contains("class=\"page_wrap")
}

/// The messages in these bytes that have a text.
pub(crate) fn messages(origin: &Origin, page: &[u8]) -> Vec<Capture> {
    let starts: Vec<usize> = memmem::find_iter(page, MARK).collect();
    let ends = starts.iter().skip(1).copied().chain([page.len()]);
    let pieces = starts.iter().copied().zip(ends);
    pieces.filter_map(|(start, end)| message(origin, start, &String::from_utf8_lossy(&page[start..end]))).collect()
}

fn message(origin: &Origin, start: usize, piece: &str) -> Option<Capture> {
    let behind = |mark: &str| piece.split_once(mark).map(|(_, behind)| behind);
    let until = |text: &str, end: &str| text.split(end).next().unwrap_or(text).trim().to_owned();
    let text = until(behind("<div class=\"text\">")?, "</div>");
    let name = behind("<div class=\"from_name\">").map(|name| until(name, "<")).filter(|name| !name.is_empty());
    let moment = behind("date details\" title=\"").map(|moment| until(moment, "\""));
    let number = piece.split_once("id=\"").map(|(_, id)| until(id, "\""));
    let declared = Declared {
        published: moment.map(|moment| written(&moment)),
        site: name,
        charset: Some("utf-8".to_owned()),
        extent: Extent::Text,
        ..Declared::default()
    };
    let origin = Origin { member: number, offset: Some(start as u64), ..origin.clone() };
    (!text.is_empty()).then(|| Capture { origin, media_type: MediaType::Html, bytes: text.into_bytes(), declared })
}

/// "03.11.2025 07:40:00 UTC+01:00" in the form of ISO 8601.
fn written(moment: &str) -> String {
    let read = || {
        let (day, rest) = moment.split_once(' ')?;
        let (time, zone) = rest.split_once(' ').unwrap_or((rest, ""));
        let [day, month, year] = day.split('.').collect::<Vec<_>>().try_into().ok()?;
        Some(format!("{year}-{month}-{day}T{time}{}", zone.trim_start_matches("UTC")))
    };
    read().unwrap_or_else(|| moment.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_its_text_and_moment() {
        let page = "<div class=\"page_wrap\"><div class=\"page_body chat_page\"><div class=\"message service\" id=\"message-1\">3 November</div>\
            <div class=\"message default clearfix\" id=\"message2\"><div class=\"pull_right date details\" title=\"03.11.2025 07:40:00 UTC+01:00\">07:40</div>\
            <div class=\"from_name\">Port Watch</div><div class=\"text\">It <b>sails</b>.</div></div><div class=\"message default\" id=\"message3\"></div>";
        assert!(is_export(page));
        let found = messages(&Origin::default(), page.as_bytes());
        assert_eq!((found.len(), found[0].bytes.as_slice()), (1, b"It <b>sails</b>.".as_slice()));
        assert_eq!(found[0].declared.published.as_deref(), Some("2025-11-03T07:40:00+01:00"));
        assert_eq!(
            (found[0].declared.site.as_deref(), found[0].origin.member.as_deref()),
            (Some("Port Watch"), Some("message2"))
        );
    }
}
