//! Running queries and taking their time.

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use dateline::ask::Engine;
use dateline::model::ArticleId;
use dateline::search::Request;
use dateline::text::name::Point;
use rayon::prelude::*;

use super::kinds::QueryKind;

/// The times of a kind of query, sorted: few enough to keep them all, so percentiles are exact.
pub(super) struct Times(Vec<Duration>);

/// What was measured of a kind.
pub(super) struct Measured {
    /// The kind's name.
    pub(super) name: &'static str,
    /// How many queries it has.
    pub(super) queries: usize,
    /// How many articles they find in all.
    pub(super) hits: u64,
    /// The times of the first round.
    pub(super) cold: Times,
    /// The times of the further rounds.
    pub(super) warm: Times,
}

impl Times {
    pub(super) fn new(mut times: Vec<Duration>) -> Times {
        times.sort_unstable();
        Times(times)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn all(&self) -> &[Duration] {
        &self.0
    }

    /// The time that this share of the runs does not exceed, in milliseconds (nearest rank).
    pub(super) fn percentile(&self, share: f64) -> f64 {
        let rank = (self.0.len() as f64 * share).ceil() as usize;
        self.0.get(rank.clamp(1, self.0.len().max(1)) - 1).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    }
}

/// What one run of a query found: it must be the same at every run.
#[derive(PartialEq, Eq)]
struct Answer {
    total: u64,
    hits: Vec<ArticleId>,
}

/// Runs every query once, then `rounds` times more; kinds take turns, so that a slow moment of the machine strikes all.
pub(super) fn measure(searcher: &dyn Engine, kinds: &[QueryKind], rounds: usize) -> anyhow::Result<Vec<Measured>> {
    let mut first = Vec::with_capacity(kinds.len());
    for kind in kinds {
        first.push(round(searcher, &kind.requests)?);
    }
    let mut warm: Vec<Vec<Duration>> = vec![Vec::new(); kinds.len()];
    for _ in 0..rounds {
        for ((kind, first), warm) in kinds.iter().zip(&first).zip(&mut warm) {
            for ((answer, time), (wanted, _)) in round(searcher, &kind.requests)?.into_iter().zip(first) {
                if answer != *wanted {
                    bail!(
                        "a query of the kind `{}` gave two answers: {} and {} articles",
                        kind.name,
                        wanted.total,
                        answer.total
                    );
                }
                warm.push(time);
            }
        }
    }
    let all = kinds.iter().zip(first).zip(warm);
    Ok(all.map(|((kind, first), warm)| Measured::new(kind, first, warm)).collect())
}

/// Looks for the spellings of every name once, then `rounds` times more.
pub(super) fn measure_names(searcher: &dyn Engine, names: &[String], rounds: usize) -> anyhow::Result<Measured> {
    let run = |name: &String| {
        let start = Instant::now();
        let parts = searcher.names(name, Point::Wide)?;
        let time = start.elapsed();
        Ok((parts.iter().map(|part| part.variants.len() as u64).sum::<u64>(), time))
    };
    let round = || names.iter().map(run).collect::<anyhow::Result<Vec<(u64, Duration)>>>();
    let first = round()?;
    let mut warm = Vec::with_capacity(rounds * names.len());
    for _ in 0..rounds {
        warm.extend(round()?.into_iter().map(|(_, time)| time));
    }
    Ok(Measured {
        name: "names",
        queries: names.len(),
        hits: first.iter().map(|(found, _)| found).sum(),
        cold: Times::new(first.into_iter().map(|(_, time)| time).collect()),
        warm: Times::new(warm),
    })
}

impl Measured {
    fn new(kind: &QueryKind, first: Vec<(Answer, Duration)>, warm: Vec<Duration>) -> Measured {
        let hits = first.iter().map(|(answer, _)| answer.total).sum();
        let cold = Times::new(first.into_iter().map(|(_, time)| time).collect());
        Measured { name: kind.name, queries: kind.requests.len(), hits, cold, warm: Times::new(warm) }
    }
}

fn round(searcher: &dyn Engine, requests: &[Request]) -> anyhow::Result<Vec<(Answer, Duration)>> {
    let run = |request: &Request| {
        let start = Instant::now();
        let results = searcher.search(request)?;
        let time = start.elapsed();
        Ok((Answer { total: results.total, hits: results.hits.iter().map(|hit| hit.id).collect() }, time))
    };
    requests.iter().map(run).collect()
}

/// Queries a second over all kinds, on one thread and on more, up to `threads`.
pub(super) fn throughput(
    searcher: &dyn Engine,
    kinds: &[QueryKind],
    threads: usize,
) -> anyhow::Result<Vec<(usize, f64)>> {
    let requests: Vec<&Request> = kinds.iter().flat_map(|kind| &kind.requests).collect();
    let measure = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().context("threads cannot be started")?;
        let start = Instant::now();
        pool.install(|| requests.par_iter().try_for_each(|request| searcher.search(request).map(drop)))?;
        Ok((threads, requests.len() as f64 / start.elapsed().as_secs_f64()))
    };
    (1..=threads).map(measure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_nearest_rank() {
        let times = Times::new((1..=200).rev().map(Duration::from_millis).collect());
        assert_eq!([0.5, 0.95, 0.99, 1.0].map(|share| times.percentile(share)), [100.0, 190.0, 198.0, 200.0]);
        assert_eq!(Times::new(Vec::new()).percentile(0.5), 0.0);
    }
}
