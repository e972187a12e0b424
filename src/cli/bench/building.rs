//! Indexing an archive, to see how fast that is.

use std::fs;
use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use dateline::enrich::Enricher;
use dateline::extract::dom::Dom;
use dateline::extract::extract;
use dateline::index::Index;
use dateline::ingest::{Options, Report, ingest};
use dateline::model::{Capture, Entry, MediaType};
use dateline::search::{Request, Searcher};
use dateline::source::{self, Companions, Found, Root};

use super::process;
use crate::cli::limits::usual;

/// How an archive was indexed.
pub(super) struct Built {
    /// What the run did.
    pub(super) report: Report,
    /// Processor time of the run, where the system tells it.
    pub(super) cpu: Option<Duration>,
    /// The most memory that the process had, likewise.
    pub(super) peak_memory: Option<u64>,
    /// The size of the index.
    pub(super) index_bytes: u64,
    /// The size of the articles' titles, texts and comments in UTF-8.
    pub(super) text_bytes: u64,
    /// What each stage takes on one thread, over a sample.
    pub(super) stages: Stages,
}

/// The time of each stage on one thread.
#[derive(Default)]
pub(super) struct Stages {
    /// How many captures the sample has.
    pub(super) captures: usize,
    /// The stages in order, with their time. What it takes to build the pages' trees is told alone, and again within
    /// the extraction.
    pub(super) times: Vec<(&'static str, Duration)>,
}

impl Built {
    /// How many times the processor time that reading and parsing alone would take, by the sample; none where it has no
    /// pages.
    pub(super) fn by_parsing(&self) -> Option<f64> {
        let Stages { captures, times } = &self.stages;
        let time = |stage| times.iter().find(|(name, _)| *name == stage).map(|(_, time)| time.as_secs_f64());
        let alone = time(READ)? + time(PARSE)?;
        let of_all = alone * self.report.articles as f64 / *captures as f64;
        self.cpu.map(|cpu| cpu.as_secs_f64() / of_all).filter(|ratio| ratio.is_finite())
    }
}

const READ: &str = "read";
const PARSE: &str = "parse alone";

/// Over how many captures the stages are timed.
const SAMPLE: usize = 1_000;

/// Indexes an archive into a folder that is thrown away.
pub(super) fn measure(archive: &Path) -> anyhow::Result<Built> {
    let folder = tempfile::tempdir().context("there is no room for an index that is thrown away")?;
    let place = folder.path().join("index");
    let index = Index::open_or_create(&place)?;
    let before = process::cpu_time();
    let report = ingest(&index, &[archive.to_path_buf()], &Options::default().limits(usual()), &())?;
    let cpu = process::cpu_time().zip(before).map(|(after, before)| after.saturating_sub(before));
    let peak_memory = process::peak_memory();
    if report.articles == 0 {
        bail!("{} holds no article", archive.display());
    }
    let (index_bytes, text_bytes) = (size(&place)?, text_size(&index)?);
    let stages = stages(archive, &folder.path().join("stages"))?;
    Ok(Built { report, cpu, peak_memory, index_bytes, text_bytes, stages })
}

fn size(folder: &Path) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}

fn text_size(index: &Index) -> anyhow::Result<u64> {
    let searcher = Searcher::open(index)?;
    let mut bytes = 0;
    for id in searcher.ids(&Request::default())? {
        for Entry { article, .. } in searcher.article(&id.to_string())? {
            bytes += article.title.map_or(0, |title| title.len()) + article.body.len() + article.comments.len();
        }
    }
    Ok(bytes as u64)
}

/// Takes a sample through the stages, one after the other.
fn stages(archive: &Path, place: &Path) -> anyhow::Result<Stages> {
    let mut times = Vec::new();
    let mut timed = |stage, start: Instant| times.push((stage, start.elapsed()));
    let start = Instant::now();
    let captures = sample(archive)?;
    timed(READ, start);
    let start = Instant::now();
    let pages: Vec<_> = captures.iter().filter(|capture| capture.media_type == MediaType::Html).collect();
    pages.iter().for_each(|page| drop(black_box(Dom::parse(&String::from_utf8_lossy(&page.bytes)))));
    if !pages.is_empty() {
        timed(PARSE, start);
    }
    let start = Instant::now();
    let articles: Vec<_> = captures.iter().filter_map(|capture| extract(capture).article).collect();
    timed("extract", start);
    let start = Instant::now();
    let enricher = Enricher::new();
    let entries: Vec<Entry> = articles.into_iter().map(|article| enricher.enrich(article)).collect();
    timed("enrich", start);
    let index = Index::open_or_create(place)?;
    let mut writer = index.writer(1, 0)?;
    let start = Instant::now();
    entries.iter().try_for_each(|entry| writer.add(entry))?;
    writer.commit(&[])?;
    timed("write and commit", start);
    let start = Instant::now();
    writer.finish()?;
    timed("merge", start);
    Ok(Stages { captures: captures.len(), times })
}

/// The first captures of an archive.
fn sample(archive: &Path) -> anyhow::Result<Vec<Capture>> {
    let limits = usual();
    let mut captures = Vec::new();
    for found in source::walk(vec![Root::named(archive)?], None, Companions::default()) {
        let Found::File(file) = found else { continue };
        // What cannot be read was reported by the run itself.
        let _ = source::open(file.origin, &limits, &mut |capture| {
            captures.extend(capture);
            if captures.len() < SAMPLE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        if captures.len() >= SAMPLE {
            break;
        }
    }
    Ok(captures)
}
