//! Where the quotes of a table's row open and close.

/// Whether the cells of a row are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quoting {
    /// Quotes around a cell are no part of it.
    Quoted,
    /// Quotes are letters like all others.
    Plain,
}

/// The quotes of a row, followed line by line.
///
/// A quote opens at the start of a cell and closes at the next one that is not doubled (RFC 4180). Where tabs separate the
/// cells, hardly anybody quotes, and quotes are letters (the registration of text/tab-separated-values knows none): there a
/// quote counts as closed only where a tab or the end of the row follows it.
pub(super) struct Quotes {
    separator: u8,
    place: Place,
    /// A quote closed where none can.
    is_broken: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    CellStart,
    Plain,
    Quoted,
    /// After a quote inside a quoted cell: the end of it, or the first of two.
    Quote,
}

impl Quotes {
    /// The quotes of a row whose cells are separated by `separator`.
    pub(super) fn new(separator: u8) -> Quotes {
        Quotes { separator, place: Place::CellStart, is_broken: false }
    }

    /// Goes through a line with its end.
    pub(super) fn follow(&mut self, line: &[u8]) {
        for byte in line {
            self.place = match (self.place, *byte) {
                (Place::CellStart, b'"') => Place::Quoted,
                (Place::Quoted, b'"') => Place::Quote,
                (Place::Quoted, _) => Place::Quoted,
                (Place::Quote, b'"') => Place::Quoted,
                (_, byte) if byte == self.separator => Place::CellStart,
                (place @ Place::Quote, b'\r' | b'\n') => place,
                (Place::Quote, _) => {
                    self.is_broken = true;
                    Place::Plain
                }
                (Place::CellStart | Place::Plain, _) => Place::Plain,
            };
        }
        // After a broken quote of a table with tabs all quotes of the row are letters.
        if self.separator == b'\t' && self.is_broken {
            self.place = Place::Plain;
        }
    }

    /// Whether the row goes on in the next line.
    pub(super) fn is_open(&self) -> bool {
        self.place == Place::Quoted
    }

    /// How the cells of the row are to be read.
    pub(super) fn quoting(&self) -> Quoting {
        if self.separator == b'\t' && self.is_broken { Quoting::Plain } else { Quoting::Quoted }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(separator: u8, line: &str) -> (bool, Quoting) {
        let mut quotes = Quotes::new(separator);
        quotes.follow(line.as_bytes());
        (quotes.is_open(), quotes.quoting())
    }

    #[test]
    fn quotes_open_at_the_start_of_a_cell_and_close_where_they_are_not_doubled() {
        assert_eq!(after(b',', "a,\"b\"\"c\"\r\n"), (false, Quoting::Quoted));
        assert_eq!(after(b',', "a,\"b\"\"\n"), (true, Quoting::Quoted));
        assert_eq!(after(b',', "a, 5\" pipe,b\n"), (false, Quoting::Quoted));
    }

    #[test]
    fn where_tabs_part_cells_quotes_are_letters_unless_they_enclose_a_cell() {
        assert_eq!(after(b'\t', "\"Ferry\" sails\tb\n"), (false, Quoting::Plain));
        assert_eq!(after(b'\t', "\"Ferry\"\tb\n"), (false, Quoting::Quoted));
    }
}
