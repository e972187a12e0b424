//! Tables that dateline itself wrote (`search --format csv`), read back as they were meant.
//!
//! What guards a spreadsheet is taken off again, and of a day of which only the month or the year is known no more is
//! claimed. `present/csv.rs` writes them, `docs/exports.md` says what each column means.

/// Columns that stand together in no other table.
const OURS: [&str; 5] = ["article_id", "source_id", "published_start", "published_end", "precision"];
/// What a cell of ours begins with where a spreadsheet would run it.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// Columns that tell of an answer and not of an article.
const OF_THE_ANSWER: [&str; 3] = ["rank", "score", "snippet"];

/// Whether a table with these columns is one of ours.
pub(super) fn is_ours(names: &[String]) -> bool {
    OURS.iter().all(|column| names.iter().any(|name| name == column))
}

/// The cells of a row of ours as they were before they were written.
pub(super) fn restored(cells: Vec<(String, String)>) -> Vec<(String, String)> {
    let cell = |name: &str| cells.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone());
    let (precision, start) = (cell("precision").unwrap_or_default(), cell("published_start"));
    let restored = |(name, text): (String, String)| {
        let text = match name.as_str() {
            // Days are written whole: `2025-10-01` of a month.
            "published" => match precision.as_str() {
                "year" => text.get(..4).unwrap_or(&text).to_owned(),
                "month" => text.get(..7).unwrap_or(&text).to_owned(),
                "minute" => start.clone().unwrap_or(text),
                _ => text,
            },
            _ => without_guard(&text).to_owned(),
        };
        (name, text)
    };
    let kept = |(name, _): &(String, String)| !OF_THE_ANSWER.contains(&name.as_str());
    cells.clone().into_iter().filter(kept).map(restored).collect()
}

/// A text without the apostrophe that keeps a spreadsheet from running it.
fn without_guard(text: &str) -> &str {
    let guarded = text.strip_prefix('\'').filter(|rest| rest.trim_start_matches('\'').starts_with(FORMULA));
    guarded.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_ours_is_what_it_was_before_it_was_written() {
        let names: Vec<String> = OURS.iter().map(|name| (*name).to_owned()).collect();
        assert!(is_ours(&names) && !is_ours(&names[1..]));
        let row = |precision: &str, title: &str| {
            let cells = [
                ("rank", "1"),
                ("published", "2025-10-01"),
                ("published_start", "2025-10-01T07:30:00+02:00"),
                ("precision", precision),
                ("title", title),
            ];
            let cells = cells.map(|(name, text)| (name.to_owned(), text.to_owned()));
            let restored = restored(cells.into());
            assert_eq!(restored.len(), 4);
            (restored[0].1.clone(), restored[3].1.clone())
        };
        for (precision, day) in
            [("year", "2025"), ("month", "2025-10"), ("day", "2025-10-01"), ("minute", "2025-10-01T07:30:00+02:00")]
        {
            assert_eq!(row(precision, "x").0, day);
        }
        for (written, meant) in [("'=1+1", "=1+1"), ("''-x", "'-x"), ("'tis", "'tis"), ("-5", "-5"), ("'", "'")] {
            assert_eq!(row("day", written).1, meant);
        }
    }
}
