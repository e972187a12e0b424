//! What was added to a file of records a line, of which the front was read before.

use std::io::{BufReader, Read};

use super::front::Front;
use super::limits::Limits;
use super::open::{Sink, file_name, guarded};
use super::records::ndjson::Records;
use super::records::shared_order::tells_of_order;
use super::sniff::{Format, sniff};
use crate::model::Origin;

/// Whether a file that starts with `head` holds a record a line, so that its lines are read one by one.
pub fn holds_lines(origin: &Origin, head: &[u8], limits: &Limits) -> bool {
    sniff(head, &file_name(&origin.path.to_string()), &limits.fields) == Format::Ndjson
}

/// Whether the records that were added can be read without those before them, and those before without them: none of their dates tells
/// the order of day and month, which all records of a file share, or asks for it.
pub fn stand_alone(origin: &Origin, added: impl Read, front: Front, limits: &Limits) -> bool {
    let mut records = Records::behind(origin.clone(), BufReader::new(added), front, limits);
    records.all(|record| !record.as_ref().is_ok_and(tells_of_order))
}

/// Reads the records that were added, under the places that they have in the whole file.
pub fn read_added(origin: &Origin, added: impl Read, front: Front, limits: &Limits, sink: &mut Sink<'_>) {
    let path = origin.full_path();
    let mut records = Records::behind(origin.clone(), BufReader::new(added), front, limits);
    // Whether the sink wanted to end or the file did makes no difference any more.
    let _ended = guarded(&mut |item| sink(item.map_err(|error| error.at(&path))), |sink| records.try_for_each(sink));
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    #[test]
    fn lines_behind_a_front_have_the_places_of_the_whole_file() {
        let origin = Origin::file("/a", "a.jsonl");
        let (front, added) = ("{\"title\": \"One\"}\n\n", "{\"title\": \"Two\", \"date\": \"2025-11-03\"}\n");
        let limits = Limits::default();
        let read = |bytes: &str, front: Front| {
            let mut places = Vec::new();
            read_added(&origin, bytes.as_bytes(), front, &limits, &mut |item| {
                // Behind the last is told that they have no text.
                places.extend(item.map(|capture| capture.origin));
                ControlFlow::Continue(())
            });
            places
        };
        let whole = read(&[front, added].concat(), Front { bytes: 0, lines: 0 });
        assert_eq!(read(added, Front { bytes: front.len() as u64, lines: 2 }), whole[1..]);
        assert!(
            holds_lines(&origin, front.as_bytes(), &limits)
                && !holds_lines(&origin, b"[{\"title\": \"One\"}]", &limits)
        );
    }

    #[test]
    fn dates_that_rest_on_others_are_not_read_alone() {
        let alone = |date: &str| {
            let line = format!("{{\"title\": \"A\", \"date\": \"{date}\"}}\n");
            stand_alone(&Origin::default(), line.as_bytes(), Front { bytes: 9, lines: 1 }, &Limits::default())
        };
        assert!(alone("2025-11-03") && alone("3 November 2025"));
        assert!(!alone("03/11/2025") && !alone("25/11/2025"));
    }
}
