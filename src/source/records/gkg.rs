//! GDELT's knowledge graph (GKG 2.1): a table without a header, of which the columns are known. It holds no texts: each row is a link,
//! with the headline and the writers that GDELT found on the page.

/// The columns by number that are of use, and what they are called here.
const COLUMNS: [(usize, &str); 3] = [(0, "id"), (3, "source"), (4, "url")];
/// The last column, with what was found on the page as elements.
pub(super) const EXTRAS: &str = "gkg extras";
/// How many columns stand before it.
const BEFORE_EXTRAS: usize = 26;

/// Whether a table starts with a row of the graph: its number is made of a moment and stands before that moment.
pub(super) fn is_table(head: &[u8]) -> bool {
    let mut cells = head.split(|byte| matches!(byte, b'\t' | b'\n'));
    let (number, moment) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
    let is_moment = moment.len() == 14 && moment.iter().all(u8::is_ascii_digit);
    is_moment && number.strip_prefix(moment).is_some_and(|rest| rest.starts_with(b"-"))
}

/// The names of the columns; those of no use have none.
pub(super) fn names() -> Vec<String> {
    let name = |column| COLUMNS.iter().find(|(known, _)| *known == column).map_or("", |(_, name)| name);
    (0..BEFORE_EXTRAS).map(|column| name(column).to_owned()).chain([EXTRAS.to_owned()]).collect()
}

/// The cells of a row with what was found on the page as cells of their own.
pub(super) fn unfolded(cells: Vec<(String, String)>) -> Vec<(String, String)> {
    let (extras, mut cells): (Vec<_>, Vec<_>) =
        cells.into_iter().filter(|(name, _)| !name.is_empty()).partition(|(name, _)| name == EXTRAS);
    let element = |name: &str| {
        let (_, behind) = extras.first()?.1.split_once(&format!("<{name}>"))?;
        Some(behind.split_once(&format!("</{name}>"))?.0.to_owned())
    };
    let moment = element("PAGE_PRECISEPUBTIMESTAMP").filter(|moment| moment.len() == 14 && moment.is_ascii());
    let published = moment.map(|at| {
        let [year, month, day, hour, minute] = [0..4, 4..6, 6..8, 8..10, 10..12].map(|part| &at[part]);
        format!("{year}-{month}-{day}T{hour}:{minute}:00Z")
    });
    let found = [("title", element("PAGE_TITLE")), ("authors", element("PAGE_AUTHORS")), ("published", published)];
    cells.extend(found.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?))));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_tells_the_headline_of_its_page() {
        assert!(is_table(b"20251103064500-1\t20251103064500\t1\tpost.example\n"));
        assert!(!is_table(b"20251103064500\t20251103064500\n") && !is_table(b"title\ttext\n"));
        let extras =
            "<PAGE_PRECISEPUBTIMESTAMP>20251103060000</PAGE_PRECISEPUBTIMESTAMP><PAGE_TITLE>Ferry sails</PAGE_TITLE>";
        let row = names()
            .into_iter()
            .zip((0..27).map(|number| if number == 26 { extras.to_owned() } else { number.to_string() }));
        let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let expected = [
            pair("id", "0"),
            pair("source", "3"),
            pair("url", "4"),
            pair("title", "Ferry sails"),
            pair("published", "2025-11-03T06:00:00Z"),
        ];
        assert_eq!(unfolded(row.collect()), expected);
        let odd = unfolded(vec![pair(
            EXTRAS,
            "<PAGE_PRECISEPUBTIMESTAMP>202511030\u{e9}000</PAGE_PRECISEPUBTIMESTAMP><PAGE_TITLE>",
        )]);
        assert!(odd.is_empty());
    }
}
