//! Chats and channels that WhatsApp exported as a text: a message each, which may go over lines.
//!
//! Telephones write `03/11/2025, 07:40 - Sender: text` or `[03.11.25, 07:40:00] Sender: text`, the day as their country does; what has
//! no sender is a notice of the program.

use crate::model::{Capture, Declared, Extent, MediaType, Origin};

/// How many lines at the start of a text are looked at.
const LOOKED_AT: usize = 4;

/// Whether a text starts like such an export.
pub(crate) fn is_chat(start: &str) -> bool {
    let lines = || start.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT);
    let opening = lines().next().and_then(opening);
    opening.is_some() && lines().filter_map(self::opening).any(|line| line.sender.is_some())
}

/// The messages in this text.
pub(crate) fn messages(origin: &Origin, text: &str) -> Vec<Capture> {
    let mut messages: Vec<Capture> = Vec::new();
    let mut at = 0;
    let mut number = 0;
    let mut is_notice = true;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\r', '\n']);
        match opening(line) {
            Some(Opening { day, time, sender: Some(sender), text }) => {
                number += 1;
                is_notice = false;
                let declared = Declared {
                    published: Some(format!("{day} {time}")),
                    authors: vec![sender.to_owned()],
                    charset: Some("utf-8".to_owned()),
                    extent: Extent::Text,
                    ..Declared::default()
                };
                let member = Some(format!("message {number}"));
                let origin = Origin { member, offset: Some(start as u64), ..origin.clone() };
                messages.push(Capture {
                    origin,
                    media_type: MediaType::Text,
                    bytes: text.as_bytes().to_vec(),
                    declared,
                });
            }
            Some(_) => is_notice = true,
            None if is_notice => {}
            None => {
                if let Some(message) = messages.last_mut() {
                    message.bytes.push(b'\n');
                    message.bytes.extend_from_slice(line.as_bytes());
                }
            }
        }
    }
    messages.retain(|message| !message.bytes.trim_ascii().is_empty());
    messages
}

/// How a message begins.
struct Opening<'t> {
    day: &'t str,
    time: String,
    sender: Option<&'t str>,
    text: &'t str,
}

/// What begins in this line, if something does.
fn opening(line: &str) -> Option<Opening<'_>> {
    // Marks of direction stand before brackets.
    let line = line.trim_start_matches(['\u{200E}', '\u{200F}', '\u{202A}', '\u{FEFF}']);
    let (head, rest) = match line.strip_prefix('[') {
        Some(line) => line.split_once("] ")?,
        None => line.split_once(" - ")?,
    };
    let (day, time) = head.split_once([',', ' '])?;
    let is_day = day.split(['/', '.', '-']).filter(|part| !part.is_empty()).count() == 3
        && day.bytes().all(|byte| byte.is_ascii_digit() || b"/.-".contains(&byte));
    let time = time.trim().replace(['\u{202F}', '\u{A0}'], " ");
    let is_time = time.len() <= 12 && time.contains([':', '.']) && time.starts_with(|c: char| c.is_ascii_digit());
    if !is_day || !is_time {
        return None;
    }
    let named = rest.split_once(": ").filter(|(sender, _)| sender.chars().count() <= 60);
    let (sender, text) = named.map_or((None, rest), |(sender, text)| (Some(sender), text));
    Some(Opening { day, time, sender, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_told_from_notices_and_go_over_lines() {
        for (chat, days) in [
            (
                "25/11/2025, 07:40 - Messages are end-to-end encrypted.\n25/11/2025, 07:40 - Port Watch: The ferry sails.\n\nAgain.\n26/11/2025, 07:41 - Port Watch: The pier: open.\n",
                ["25/11/2025 07:40", "26/11/2025 07:41"],
            ),
            (
                "\u{200E}[25.11.25, 07:40:00] Port Watch: The ferry sails.\r\n\r\nAgain.\r\n[26.11.25, 07:41:00] Port Watch: The pier: open.\r\n",
                ["25.11.25 07:40:00", "26.11.25 07:41:00"],
            ),
        ] {
            assert!(is_chat(chat), "{chat}");
            let found = messages(&Origin::default(), chat);
            let told: Vec<_> = found
                .iter()
                .map(|one| {
                    (one.declared.published.as_deref().unwrap(), String::from_utf8_lossy(&one.bytes).into_owned())
                })
                .collect();
            assert_eq!(
                told,
                [(days[0], "The ferry sails.\n\nAgain.".to_owned()), (days[1], "The pier: open.".to_owned())]
            );
            assert_eq!(found[0].declared.authors, ["Port Watch"]);
        }
        assert!(
            !is_chat("Gdynia, 3 November - The ferry sails: at last.\n") && !is_chat("2025-11-03 - A day: a text.\n")
        );
    }
}
