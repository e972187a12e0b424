//! JSON values one after the other: as lines, or as one document.

use std::io::{self, Write};

use serde_json::Value;

use crate::text::escape::for_json;

/// How JSON values stand in the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One document: the value, or where there are none or several, a list of them.
    Document,
    /// One value a line.
    Lines,
}

/// Writes JSON values as they come; of a document no more than the first is held.
pub struct Documents<W: Write> {
    layout: Layout,
    out: W,
    /// The first value of a document, until another comes.
    first: Option<Value>,
    /// Whether a list is open.
    open: bool,
}

impl<W: Write> Documents<W> {
    /// A writer in this layout; it has to be finished.
    pub fn new(layout: Layout, out: W) -> Documents<W> {
        Documents { layout, out, first: None, open: false }
    }

    /// Writes a value.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn push(&mut self, value: Value) -> io::Result<()> {
        if self.layout == Layout::Lines {
            return self.out.write_all(line(&value).as_bytes());
        }
        match self.first.take() {
            None if !self.open => self.first = Some(value),
            None => write!(self.out, ",\n{}", pretty(&value))?,
            Some(first) => {
                write!(self.out, "[\n{},\n{}", pretty(&first), pretty(&value))?;
                self.open = true;
            }
        }
        Ok(())
    }

    /// Passes on what was written so far.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Ends the output.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn finish(mut self) -> io::Result<()> {
        match (self.layout, self.first.take()) {
            (Layout::Lines, _) => {}
            (Layout::Document, Some(only)) => self.out.write_all(document(&only).as_bytes())?,
            (Layout::Document, None) if self.open => writeln!(self.out, "\n]")?,
            (Layout::Document, None) => writeln!(self.out, "[]")?,
        }
        self.out.flush()
    }
}

/// A value as one line of JSON lines. What a terminal would act on is escaped, and with it the line ends of Unicode
/// (U+0085, U+2028, U+2029): JSON allows them in strings, but many a reader takes them for the end of the line.
pub fn line(value: &Value) -> String {
    for_json(&value.to_string()).into_owned() + "\n"
}

/// A value as a document of its own, laid out for people to read. What a terminal would act on is escaped.
pub fn document(value: &Value) -> String {
    pretty(value) + "\n"
}

/// The values of a list within a document, written as they come.
pub(super) struct ListItems {
    /// How far the values stand in, in spaces.
    indent: usize,
    any: bool,
}

impl ListItems {
    /// Values that stand in so far, after the `[` that was written.
    pub(super) fn new(indent: usize) -> ListItems {
        ListItems { indent, any: false }
    }

    /// Writes the next value.
    pub(super) fn push(&mut self, value: &Value, out: &mut dyn Write) -> io::Result<()> {
        let space = format!("\n{:width$}", "", width = self.indent);
        let comma = if std::mem::replace(&mut self.any, true) { "," } else { "" };
        // A line end never stands within a text: there it is escaped.
        write!(out, "{comma}{space}{}", pretty(value).replace('\n', &space))
    }

    /// Ends the list but for its `]`.
    pub(super) fn finish(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.any { write!(out, "\n{:width$}", "", width = self.indent - 2) } else { Ok(()) }
    }
}

fn pretty(value: &Value) -> String {
    for_json(&format!("{value:#}")).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn written(layout: Layout, values: &[Value]) -> String {
        let mut out = Vec::new();
        let mut documents = Documents::new(layout, &mut out);
        values.iter().for_each(|value| documents.push(value.clone()).unwrap());
        documents.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_document_is_one_whatever_is_in_it() {
        let values = [json!({"a": 1}), json!({"b": [2, "x\u{2028}"]}), json!({})];
        let parsed = |values: &[Value]| serde_json::from_str::<Value>(&written(Layout::Document, values)).unwrap();
        assert_eq!(parsed(&[]), json!([]));
        assert_eq!(parsed(&values[..1]), values[0]);
        assert_eq!(parsed(&values[..2]), json!(values[..2]));
        assert_eq!(parsed(&values), json!(values));
    }

    #[test]
    fn a_line_has_no_line_end_inside() {
        let value = json!({ "text": "a\u{85}b\u{2028}c\nd" });
        let line = written(Layout::Lines, std::slice::from_ref(&value));
        assert_eq!(line, "{\"text\":\"a\\u0085b\\u2028c\\nd\"}\n");
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), value);
    }
}
