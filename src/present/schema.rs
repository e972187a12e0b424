//! The types of exported hits, written for the programs that read them: without types most of them guess, by the first
//! rows, and a column that is empty there is lost or of another type for good.

use serde_json::{Map, Value, json};

use super::fields::{Column, ColumnType, HIT_COLUMNS};

/// What a schema is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaFor {
    /// JSON Schema, draft 2020-12.
    JsonSchema,
    /// `columns = {…}` of DuckDB.
    Duckdb,
    /// A schema of polars, in Python.
    Polars,
    /// A schema of Arrow, in Python (pyarrow).
    Arrow,
    /// A schema of Spark, as its DDL.
    Spark,
    /// A Data Package of frictionless, whose table is a CSV file.
    DataPackage,
}

/// Which of our outputs a schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaOf {
    /// `search --format csv`.
    Csv,
    /// `search --format jsonl`.
    Jsonl,
    /// `search --format parquet`.
    Parquet,
}

/// What a value is. Everything may be null but for what lies in a list.
#[derive(Clone, Debug)]
enum Shape {
    Text,
    Integer,
    Number,
    Bool,
    Day,
    Instant,
    List(Box<Shape>),
    Object(Vec<(&'static str, Shape)>),
}

use Shape::{Bool, Day, Instant, Integer, List, Number, Object, Text};

fn list(shape: Shape) -> Shape {
    List(Box::new(shape))
}

/// The keys of a hit, in their order; `docs/json.md` says what they mean.
fn hit() -> Vec<(&'static str, Shape)> {
    let marks = || list(list(Integer));
    let named = || list(Object(vec![("code", Text), ("name", Text)]));
    vec![
        ("article_id", Text),
        ("authors", list(Text)),
        ("captured", Instant),
        ("captures", Integer),
        ("context", list(Object(vec![("after", Text), ("before", Text), ("offset", Integer), ("word", Text)]))),
        ("context_more", Integer),
        ("countries", named()),
        ("id", Text),
        ("kind", Text),
        ("lang", Text),
        ("origin", Object(vec![("member", Text), ("offset", Integer), ("path", Text)])),
        (
            "published",
            Object(vec![
                ("confidence", Number),
                ("end", Text),
                ("evidence", Text),
                ("precision", Text),
                ("source", Text),
                ("start", Text),
            ]),
        ),
        ("score", Number),
        ("score_parts", list(Object(vec![("part", Text), ("score", Number)]))),
        ("site", Object(vec![("domain", Text), ("name", Text)])),
        (
            "snippets",
            list(Object(vec![
                ("cut_after", Bool),
                ("cut_before", Bool),
                ("marks", marks()),
                ("offset", Integer),
                ("text", Text),
            ])),
        ),
        ("source_id", Text),
        ("spread", Object(vec![("copies", Integer), ("days", list(Text)), ("sites", list(Text))])),
        ("title", Text),
        ("title_marks", marks()),
        ("topics", named()),
        ("url", Text),
    ]
}

/// The columns and their shapes.
fn shapes(of: SchemaOf, further: &[&'static Column]) -> Vec<(&'static str, Shape)> {
    let shape = |column: &Column| match (column.kind, of) {
        (ColumnType::Texts, SchemaOf::Jsonl | SchemaOf::Parquet) => list(Text),
        (ColumnType::Text | ColumnType::Texts, _) => Text,
        (ColumnType::Integer, _) => Integer,
        (ColumnType::Number, _) => Number,
        (ColumnType::Day, _) => Day,
        (ColumnType::Instant, _) => Instant,
    };
    match of {
        SchemaOf::Csv | SchemaOf::Parquet => {
            Column::of_table(further).into_iter().map(|column| (column.name, shape(column))).collect()
        }
        SchemaOf::Jsonl => {
            let mut keys = hit();
            // A column that is asked for takes the place of a key of its name.
            for (name, shape) in further.iter().map(|column| (column.name, shape(column))) {
                keys.retain(|(known, _)| *known != name);
                keys.push((name, shape));
            }
            keys
        }
    }
}

/// The schema as text, with a line end.
pub fn schema(target: SchemaFor, of: SchemaOf, further: &[&'static Column]) -> String {
    let shapes = shapes(of, further);
    match target {
        SchemaFor::JsonSchema => format!("{:#}\n", json_schema(&shapes)),
        SchemaFor::Duckdb => lines("{", &shapes, |name, shape| format!("'{name}': '{}'", duckdb(shape)), "}"),
        SchemaFor::Polars => lines("{", &shapes, |name, shape| format!("\"{name}\": {}", polars(shape, of)), "}"),
        SchemaFor::Arrow => {
            lines("pa.schema([", &shapes, |name, shape| format!("pa.field(\"{name}\", {})", arrow(shape, of)), "])")
        }
        SchemaFor::Spark => lines("", &shapes, |name, shape| format!("{name} {}", spark(shape)), ""),
        SchemaFor::DataPackage => format!("{:#}\n", data_package(&shapes, further)),
    }
}

/// The schema of a Parquet file of hits, as its message type is written.
#[cfg(feature = "parquet")]
pub(super) fn parquet_message(further: &[&'static Column]) -> String {
    let columns: String = shapes(SchemaOf::Parquet, further)
        .iter()
        .map(|(name, shape)| match shape {
            List(_) => {
                format!("optional group {name} (LIST) {{ repeated group list {{ optional binary element (UTF8); }} }} ")
            }
            Integer => format!("optional int64 {name}; "),
            Number => format!("optional double {name}; "),
            Day => format!("optional int32 {name} (DATE); "),
            Instant => format!("optional int64 {name} (TIMESTAMP(MICROS,true)); "),
            // Columns are none of the others.
            Text | Bool | Object(_) => format!("optional binary {name} (UTF8); "),
        })
        .collect();
    format!("message hits {{ {columns}}}")
}

/// A column a line, with commas between, within two brackets.
fn lines(open: &str, shapes: &[(&'static str, Shape)], column: impl Fn(&str, &Shape) -> String, close: &str) -> String {
    let columns: Vec<String> = shapes.iter().map(|(name, shape)| format!("  {}", column(name, shape))).collect();
    let lines = [open, &columns.join(",\n"), close];
    lines.iter().filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect()
}

fn members(keys: &[(&'static str, Shape)], member: impl Fn(&str, &Shape) -> String) -> String {
    keys.iter().map(|(name, shape)| member(name, shape)).collect::<Vec<_>>().join(", ")
}

fn duckdb(shape: &Shape) -> String {
    match shape {
        Text => "VARCHAR".to_owned(),
        Integer => "BIGINT".to_owned(),
        Number => "DOUBLE".to_owned(),
        Bool => "BOOLEAN".to_owned(),
        Day => "DATE".to_owned(),
        Instant => "TIMESTAMPTZ".to_owned(),
        List(inner) => format!("{}[]", duckdb(inner)),
        // `end` is a word of SQL.
        Object(keys) => format!("STRUCT({})", members(keys, |name, shape| format!("\"{name}\" {}", duckdb(shape)))),
    }
}

fn polars(shape: &Shape, of: SchemaOf) -> String {
    match shape {
        Day if of == SchemaOf::Parquet => "pl.Date".to_owned(),
        Instant if of == SchemaOf::Parquet => "pl.Datetime(\"us\", \"UTC\")".to_owned(),
        // Days and moments are cast after reading: its JSON reader takes neither.
        Text | Day | Instant => "pl.String".to_owned(),
        Integer => "pl.Int64".to_owned(),
        Number => "pl.Float64".to_owned(),
        Bool => "pl.Boolean".to_owned(),
        List(inner) => format!("pl.List({})", polars(inner, of)),
        Object(keys) => {
            format!("pl.Struct({{{}}})", members(keys, |name, shape| format!("\"{name}\": {}", polars(shape, of))))
        }
    }
}

fn arrow(shape: &Shape, of: SchemaOf) -> String {
    match shape {
        Text => "pa.string()".to_owned(),
        Integer => "pa.int64()".to_owned(),
        Number => "pa.float64()".to_owned(),
        Bool => "pa.bool_()".to_owned(),
        Day => "pa.date32()".to_owned(),
        // Parquet has no moments in seconds.
        Instant if of == SchemaOf::Parquet => "pa.timestamp(\"us\", tz=\"UTC\")".to_owned(),
        Instant => "pa.timestamp(\"s\", tz=\"UTC\")".to_owned(),
        List(inner) => format!("pa.list_({})", arrow(inner, of)),
        Object(keys) => {
            format!("pa.struct([{}])", members(keys, |name, shape| format!("(\"{name}\", {})", arrow(shape, of))))
        }
    }
}

fn spark(shape: &Shape) -> String {
    match shape {
        Text => "STRING".to_owned(),
        Integer => "BIGINT".to_owned(),
        Number => "DOUBLE".to_owned(),
        Bool => "BOOLEAN".to_owned(),
        Day => "DATE".to_owned(),
        Instant => "TIMESTAMP".to_owned(),
        List(inner) => format!("ARRAY<{}>", spark(inner)),
        Object(keys) => format!("STRUCT<{}>", members(keys, |name, shape| format!("`{name}`: {}", spark(shape)))),
    }
}

fn json_schema(keys: &[(&'static str, Shape)]) -> Value {
    let mut schema = json_object(keys);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("A hit of dateline");
    schema["type"] = json!("object");
    schema
}

fn json_object(keys: &[(&'static str, Shape)]) -> Value {
    let properties: Map<String, Value> =
        keys.iter().map(|(name, shape)| ((*name).to_owned(), json_type(shape, true))).collect();
    json!({ "type": ["object", "null"], "properties": properties, "required": keys.iter().map(|(name, _)| *name).collect::<Vec<_>>() })
}

fn json_type(shape: &Shape, nullable: bool) -> Value {
    let typed = |name: &str| if nullable { json!({ "type": [name, "null"] }) } else { json!({ "type": name }) };
    let text = |format: &str| {
        let mut text = typed("string");
        text["format"] = json!(format);
        text
    };
    match shape {
        Text => typed("string"),
        Integer => typed("integer"),
        Number => typed("number"),
        Bool => typed("boolean"),
        Day => text("date"),
        Instant => text("date-time"),
        List(inner) => {
            let mut list = typed("array");
            list["items"] = json_type(inner, false);
            list
        }
        Object(keys) => json_object(keys),
    }
}

fn data_package(shapes: &[(&'static str, Shape)], further: &[&'static Column]) -> Value {
    let about = |name: &str| HIT_COLUMNS.iter().chain(further.iter().copied()).find(|column| column.name == name);
    let fields: Vec<Value> = shapes
        .iter()
        .map(|(name, shape)| {
            let (kind, format) = match shape {
                Integer => ("integer", "default"),
                Number => ("number", "default"),
                Day => ("date", "default"),
                // Its default has no zone.
                Instant => ("datetime", "any"),
                _ => ("string", "default"),
            };
            json!({ "name": name, "type": kind, "format": format, "description": about(name).map(|column| column.about) })
        })
        .collect();
    json!({
        "name": "hits",
        "resources": [{
            "name": "hits", "path": "hits.csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            "schema": { "fields": fields, "missingValues": [""] },
        }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_gets_every_column() {
        let body = Column::named("tags").unwrap();
        for of in [SchemaOf::Csv, SchemaOf::Jsonl, SchemaOf::Parquet] {
            for target in [SchemaFor::Duckdb, SchemaFor::Polars, SchemaFor::Arrow, SchemaFor::Spark] {
                let text = schema(target, of, &[body]);
                let columns = shapes(of, &[body]);
                assert_eq!(text.lines().filter(|line| line.starts_with("  ")).count(), columns.len(), "{text}");
                assert!(columns.iter().all(|(name, _)| text.contains(name)) && text.contains("tags"), "{text}");
            }
        }
    }

    #[test]
    fn a_list_is_one_text_in_csv_and_a_list_in_json() {
        let tags = [Column::named("tags").unwrap()];
        assert!(schema(SchemaFor::Duckdb, SchemaOf::Csv, &tags).contains("'tags': 'VARCHAR'\n"));
        assert!(schema(SchemaFor::Duckdb, SchemaOf::Jsonl, &tags).contains("'tags': 'VARCHAR[]'\n"));
    }
}
