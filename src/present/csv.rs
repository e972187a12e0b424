//! Results and counts as CSV (RFC 4180).
//!
//! Spreadsheets take a cell that starts with `=`, `+`, `-` or `@` for a formula and run it. Text of the archive that starts so
//! gets an apostrophe in front, as OWASP advises; JSON has the text as it stands.

use std::io::{self, Write};

use crate::model::{FacetCounts, Results};

/// Writes one line a hit, after a line of names.
///
/// # Errors
///
/// When the writer fails.
pub fn write(results: &Results, out: &mut dyn Write) -> io::Result<()> {
    row(
        out,
        &[
            "rank",
            "score",
            "id",
            "date",
            "title",
            "countries",
            "topics",
            "site",
            "lang",
            "url",
            "path",
            "member",
            "snippet",
        ],
    )?;
    for (place, hit) in results.hits.iter().enumerate() {
        let site = hit.site.as_ref().and_then(|site| site.domain.clone().or_else(|| site.name.clone()));
        row(
            out,
            &[
                &(results.offset + place + 1).to_string(),
                &hit.score.to_string(),
                &hit.id.to_string(),
                &hit.published.as_ref().map(ToString::to_string).unwrap_or_default(),
                &hit.title.text,
                &hit.countries.join(" "),
                &hit.topics.join(" "),
                &site.unwrap_or_default(),
                hit.lang.as_deref().unwrap_or_default(),
                hit.url.as_deref().unwrap_or_default(),
                &hit.origin.full_path().to_string_lossy(),
                hit.origin.member.as_deref().unwrap_or_default(),
                hit.snippets.first().map_or("", |snippet| &snippet.text),
            ],
        )?;
    }
    Ok(())
}

/// Writes one line a bucket, after a line of names.
///
/// # Errors
///
/// When the writer fails.
pub fn write_counts(facets: &[FacetCounts], out: &mut dyn Write) -> io::Result<()> {
    row(out, &["by", "value", "label", "count"])?;
    for counts in facets {
        for bucket in &counts.buckets {
            row(out, &[&counts.by, &bucket.value, &bucket.label, &bucket.count.to_string()])?;
        }
        if counts.unknown > 0 {
            row(out, &[&counts.by, "unknown", "unknown", &counts.unknown.to_string()])?;
        }
    }
    Ok(())
}

fn row(out: &mut dyn Write, values: &[&str]) -> io::Result<()> {
    let cells: Vec<String> = values.iter().map(|value| cell(value)).collect();
    write!(out, "{}\r\n", cells.join(","))
}

fn cell(value: &str) -> String {
    let formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if formula { "'" } else { "" };
    match value.contains([',', '"', '\n', '\r']) {
        true => format!("\"{guard}{}\"", value.replace('"', "\"\"")),
        false => format!("{guard}{value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_quotes_gets_them() {
        let mut out = Vec::new();
        row(&mut out, &["a", "b,c", "say \"x\""]).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a,\"b,c\",\"say \"\"x\"\"\"\r\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("@cmd", "'@cmd"),
            ("-5 degrees, snow", "\"'-5 degrees, snow\""),
            ("+49", "'+49"),
            ("\t=1", "'\t=1"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}
