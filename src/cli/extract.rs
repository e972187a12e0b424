//! `dateline extract`: what is read out of a page, printed.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dateline::enrich::Enricher;
use dateline::extract::extract;
use dateline::model::{self, CountryLabel, Entry, Origin, Precision, TopicLabel};
use dateline::source::{self, Limits};
use rayon::prelude::*;
use serde_json::{Value, json};

/// Print what is read out of pages.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The pages.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Output format.
    #[arg(long, default_value = "text")]
    format: String,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let enricher = Enricher::new();
    let limits = Limits::default();
    let lines: Vec<(String, bool)> = arguments.files.par_iter().map(|file| read(file, &enricher, &limits)).collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut failed = false;
    for (line, bad) in lines {
        failed |= bad;
        out.write_all(line.as_bytes())?;
    }
    out.flush()?;
    Ok(ExitCode::from(if failed { 2 } else { 0 }))
}

fn read(file: &Path, enricher: &Enricher, limits: &Limits) -> (String, bool) {
    let mut lines = String::new();
    let mut bad = false;
    let captures = source::open(Origin::file("", file), limits);
    for capture in captures.into_iter().flatten() {
        let article = capture.map(|capture| extract(&capture).article);
        match article {
            Ok(Some(article)) => {
                lines.push_str(&record(file, &enricher.enrich(article)).to_string());
                lines.push('\n');
            }
            Ok(None) => {}
            Err(error) => {
                anstream::eprintln!("dateline: {error}");
                bad = true;
            }
        }
    }
    (lines, bad)
}

fn record(path: &Path, entry: &Entry) -> Value {
    let article = &entry.article;
    let countries = |labels: &[CountryLabel]| -> Vec<Value> {
        labels.iter().map(|l| json!({"code": l.code, "weight": l.weight})).collect()
    };
    let topic = |label: &TopicLabel| json!({"code": label.code, "name": model::topic(&label.code).map(|t| t.name), "weight": label.weight});
    let published = article.published.as_ref().map(|p| {
        let precision = match p.precision {
            Precision::Year => "year",
            Precision::Month => "month",
            Precision::Day => "day",
            Precision::Minute => "minute",
        };
        json!({"start": p.to_string(), "end": p.end().to_string(), "precision": precision, "source": p.source, "confidence": p.confidence})
    });
    json!({
        "path": path, "id": article.source_id, "url": article.url, "title": article.title, "authors": article.authors,
        "published": published, "site": article.site, "lang": article.lang,
        "countries": countries(&entry.countries), "mentions": countries(&entry.mentions),
        "topics": entry.topics.iter().map(topic).collect::<Vec<_>>(), "body": article.body,
    })
}
