//! A table of hits as Parquet: its types stand in the file, so no program has to guess them.
//!
//! Rows are gathered column by column and written as a row group once they are many or large: memory holds one row group, and
//! at the end the places of all of them. The columns are those of CSV, but a list stays a list (`authors`), a day a day, and a moment is
//! one of UTC with microseconds.

use std::io::{self, Write};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use serde_json::Value;

use super::fields::{Column, ColumnType, Row};
use super::schema;

/// How many rows a row group has at most.
const GROUP_ROWS: usize = 16_384;
/// How many bytes of values are gathered before a row group is written.
const GROUP_BYTES: usize = 16 << 20;

/// A table that is written row group by row group.
pub(super) struct ParquetTable<'a> {
    out: &'a mut dyn Write,
    writer: SerializedFileWriter<Vec<u8>>,
    columns: Vec<(&'static Column, Cells)>,
    rows: usize,
    bytes: usize,
}

impl<'a> ParquetTable<'a> {
    /// A table of the usual columns and of further ones; it has to be finished.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub(super) fn new(further: &[&'static Column], out: &'a mut dyn Write) -> io::Result<ParquetTable<'a>> {
        let message = schema::parquet_message(further);
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(concat!("dateline ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let writer = SerializedFileWriter::new(Vec::new(), Arc::new(parse_message_type(&message)?), properties.into())?;
        let columns = Column::of_table(further).into_iter();
        let columns = columns.map(|column| (column, Cells::of(column.kind))).collect();
        Ok(ParquetTable { out, writer, columns, rows: 0, bytes: 0 })
    }

    /// Adds a hit.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub(super) fn hit(&mut self, row: &Row) -> io::Result<()> {
        for (column, cells) in &mut self.columns {
            self.bytes += cells.push(column.value(row)).ok_or_else(|| {
                io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("the column {} has no place for a value", column.name),
                )
            })?;
        }
        self.rows += 1;
        if self.rows < GROUP_ROWS && self.bytes < GROUP_BYTES { Ok(()) } else { self.write_group() }
    }

    /// Writes what was gathered.
    fn write_group(&mut self) -> io::Result<()> {
        let mut group = self.writer.next_row_group()?;
        for (_, cells) in &mut self.columns {
            // The schema was made of these columns.
            let Some(column) = group.next_column()? else { break };
            cells.write(column)?;
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        self.hand_on()
    }

    /// Hands on what the file's writer holds.
    fn hand_on(&mut self) -> io::Result<()> {
        self.writer.flush()?;
        self.out.write_all(&std::mem::take(self.writer.inner_mut()))
    }

    /// Ends the table.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub(super) fn finish(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.write_group()?;
        }
        self.writer.finish()?;
        self.hand_on()?;
        self.out.flush()
    }
}

/// The values of a column that were gathered. Levels say which of them are missing and, in lists, where a row begins (Dremel's
/// record shredding, as Parquet has it).
struct Cells {
    values: Values,
    /// 0 where the cell is missing; of a list 1 where it is empty and 3 at each of its texts, else 1 at the value.
    definition: Vec<i16>,
    /// Of a list: 0 where a row begins, 1 within it.
    repetition: Option<Vec<i16>>,
}

/// Values in the types that a file has for them.
enum Values {
    Texts(Vec<ByteArray>),
    /// Whole numbers, and moments as microseconds since 1970.
    Integers(Vec<i64>),
    Numbers(Vec<f64>),
    /// Days since 1970-01-01.
    Days(Vec<i32>),
}

/// The levels of a text in a list, which may be missing, as may be its texts.
const IN_LIST: i16 = 3;

impl Cells {
    fn of(kind: ColumnType) -> Cells {
        let values = match kind {
            ColumnType::Text | ColumnType::Texts => Values::Texts(Vec::new()),
            ColumnType::Integer | ColumnType::Instant => Values::Integers(Vec::new()),
            ColumnType::Number => Values::Numbers(Vec::new()),
            ColumnType::Day => Values::Days(Vec::new()),
        };
        Cells { values, definition: Vec::new(), repetition: (kind == ColumnType::Texts).then(Vec::new) }
    }

    /// Adds a cell; gives how many bytes it takes, none where it is not of the column's type.
    fn push(&mut self, value: Value) -> Option<usize> {
        /// What levels take, and the handle of a text.
        const AROUND: usize = 36;
        let mut bytes = AROUND;
        match (value, &mut self.repetition) {
            (Value::Null, repetition) => {
                self.definition.push(0);
                repetition.iter_mut().for_each(|repetition| repetition.push(0));
            }
            (Value::Array(texts), Some(repetition)) => {
                if texts.is_empty() {
                    self.definition.push(1);
                    repetition.push(0);
                }
                for (place, text) in texts.into_iter().enumerate() {
                    self.definition.push(IN_LIST);
                    repetition.push(i16::from(place > 0));
                    bytes += AROUND + self.values.push(text)?;
                }
            }
            (value, None) => {
                self.definition.push(1);
                bytes += self.values.push(value)?;
            }
            _ => return None,
        }
        Some(bytes)
    }

    /// Writes the cells as a part of their column, and holds none of them any more.
    fn write(&mut self, mut column: SerializedColumnWriter<'_>) -> Result<()> {
        let (definition, repetition) = (Some(self.definition.as_slice()), self.repetition.as_deref());
        match (column.untyped(), &self.values) {
            (ColumnWriter::ByteArrayColumnWriter(to), Values::Texts(all)) => {
                to.write_batch(all, definition, repetition)?
            }
            (ColumnWriter::Int64ColumnWriter(to), Values::Integers(all)) => {
                to.write_batch(all, definition, repetition)?
            }
            (ColumnWriter::DoubleColumnWriter(to), Values::Numbers(all)) => {
                to.write_batch(all, definition, repetition)?
            }
            (ColumnWriter::Int32ColumnWriter(to), Values::Days(all)) => to.write_batch(all, definition, repetition)?,
            _ => return Err(parquet::errors::ParquetError::General("a column is not of its type".to_owned())),
        };
        self.definition.clear();
        self.repetition.iter_mut().for_each(Vec::clear);
        self.values.clear();
        column.close()
    }
}

impl Values {
    /// Adds a value; gives how many bytes it has beside its fixed part.
    fn push(&mut self, value: Value) -> Option<usize> {
        match (self, value) {
            (Values::Texts(all), Value::String(text)) => {
                let length = text.len();
                all.push(text.into_bytes().into());
                return Some(length);
            }
            (Values::Integers(all), Value::Number(number)) => all.push(number.as_i64()?),
            (Values::Integers(all), Value::String(moment)) => {
                all.push(moment.parse::<Timestamp>().ok()?.as_microsecond());
            }
            (Values::Numbers(all), Value::Number(number)) => all.push(number.as_f64()?),
            (Values::Days(all), Value::String(day)) => {
                let seconds = day.parse::<Date>().ok()?.duration_since(date(1970, 1, 1)).as_secs();
                all.push(i32::try_from(seconds / (24 * 60 * 60)).ok()?);
            }
            _ => return None,
        }
        Some(0)
    }

    fn clear(&mut self) {
        match self {
            Values::Texts(all) => all.clear(),
            Values::Integers(all) => all.clear(),
            Values::Numbers(all) => all.clear(),
            Values::Days(all) => all.clear(),
        }
    }
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Row;
    use serde_json::json;

    use super::*;

    /// What the values of a column are read back as: one JSON value a row.
    fn read_back(kind: ColumnType, values: &[Value]) -> Vec<Value> {
        let kind_of_column = match kind {
            ColumnType::Text => "optional binary v (UTF8);",
            ColumnType::Texts => "optional group v (LIST) { repeated group list { optional binary element (UTF8); } }",
            ColumnType::Integer => "optional int64 v;",
            ColumnType::Number => "optional double v;",
            ColumnType::Day => "optional int32 v (DATE);",
            ColumnType::Instant => "optional int64 v (TIMESTAMP(MICROS,true));",
        };
        let message = parse_message_type(&format!("message m {{ {kind_of_column} }}")).unwrap();
        let mut file = tempfile::tempfile().unwrap();
        let mut writer = SerializedFileWriter::new(&mut file, Arc::new(message), Arc::default()).unwrap();
        let mut cells = Cells::of(kind);
        for values in values.chunks(2) {
            values.iter().for_each(|value| assert!(cells.push(value.clone()).is_some(), "{value}"));
            let mut group = writer.next_row_group().unwrap();
            cells.write(group.next_column().unwrap().unwrap()).unwrap();
            group.close().unwrap();
        }
        writer.close().unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        // A field is shown as JSON, but for days and moments, which are shown without quotes.
        let value = |shown: String| serde_json::from_str(&shown).unwrap_or(Value::String(shown));
        let row = |row: Row| value(row.get_column_iter().next().unwrap().1.to_string());
        reader.get_row_iter(None).unwrap().map(|read| row(read.unwrap())).collect()
    }

    #[test]
    fn what_is_written_is_read_back_in_its_type() {
        for (kind, values) in [
            (ColumnType::Text, [json!("Порт"), Value::Null, json!("")]),
            (ColumnType::Texts, [json!(["a", "b"]), json!([]), Value::Null]),
            (ColumnType::Integer, [json!(7), Value::Null, json!(-1)]),
            (ColumnType::Number, [json!(0.5), json!(2.25), Value::Null]),
        ] {
            assert_eq!(read_back(kind, &values), values, "{kind:?}");
        }
        let days = read_back(ColumnType::Day, &[json!("1970-01-02"), json!("1861-04-12"), Value::Null]);
        assert_eq!(days, [json!("1970-01-02"), json!("1861-04-12"), Value::Null], "also before 1970");
        let moments = read_back(ColumnType::Instant, &[json!("1970-01-01T03:00:01+03:00"), Value::Null]);
        assert_eq!(moments, [json!("1970-01-01 00:00:01.000000 +00:00"), Value::Null], "a moment is one of UTC");
    }

    #[test]
    fn a_value_of_another_type_is_an_error_and_not_nothing() {
        for (kind, value) in [
            (ColumnType::Day, json!("2025-13-01")),
            (ColumnType::Instant, json!("2025-10-15T21:04")),
            (ColumnType::Text, json!(["a"])),
            (ColumnType::Texts, json!("a")),
        ] {
            assert_eq!(Cells::of(kind).push(value), None, "{kind:?}");
        }
    }
}
