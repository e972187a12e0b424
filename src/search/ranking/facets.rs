//! Counting the values of facets over the articles that match.
//!
//! The postings of each value are intersected with the set of matches: however many match, every posting is read at most once,
//! and a value costs no more than a look-up for each match. Where a searcher was asked for the facet before, and not most articles match,
//! the values of each match are looked at instead ([`super::values`]). What is counted is what the value would find as a filter.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rayon::prelude::*;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::{Facet as Node, IndexRecordOption};
use tantivy::{Searcher, SegmentReader};
use tantivy_fst::Automaton;

use crate::search::matching::bits::Bits;

use super::values::{NodeCounts, ValueTable, ValueTables};
use crate::plan::facets::{Counts, Facet};

/// Counts the values of facets over sets of documents, one set a segment.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn count(
    searcher: &Searcher,
    tables: &ValueTables,
    facets: &[Facet],
    documents: &[Bits],
) -> tantivy::Result<Vec<Counts>> {
    let matches = documents.iter().map(Bits::count).sum::<u32>();
    let mut counts = Vec::with_capacity(facets.len());
    for facet in facets {
        let table = tables.get(searcher, *facet)?;
        counts.push(match table.filter(|_| u64::from(matches) * MOST < searcher.num_docs()) {
            Some(table) => by_document(&table, documents, matches),
            None => by_postings(searcher, *facet, documents, matches)?,
        });
    }
    Ok(counts)
}

/// Where matches, this many times, are no more than all documents, their values are looked at one by one: a match costs about as much
/// as this many postings that are read in order.
const MOST: u64 = 2;

/// Counts what each document has.
fn by_document(table: &ValueTable, documents: &[Bits], matches: u32) -> Counts {
    let segments = documents.iter().enumerate();
    let counted = match matches < LEAST_SHARED {
        true => segments.fold(table.zeros(), |counts, (number, documents)| table.counted(number, documents, counts)),
        false => {
            let parts = documents.par_iter().enumerate();
            let parts =
                parts.fold(|| table.zeros(), |counts, (number, documents)| table.counted(number, documents, counts));
            parts.reduce(|| table.zeros(), NodeCounts::and)
        }
    };
    table.by_value(&counted)
}

/// Counts the documents that each value has.
fn by_postings(searcher: &Searcher, facet: Facet, documents: &[Bits], matches: u32) -> tantivy::Result<Counts> {
    let segments = searcher.segment_readers().iter().zip(documents).filter(|(_, documents)| documents.count() > 0);
    let segments: Vec<_> = segments.collect();
    let counted = |(segment, documents): &(&SegmentReader, &Bits)| count_in(segment, facet, documents);
    let counted: tantivy::Result<Vec<Counts>> = match matches < LEAST_SHARED {
        true => segments.iter().map(counted).collect(),
        false => segments.par_iter().map(counted).collect(),
    };
    let mut counts = Counts::default();
    counted?.into_iter().for_each(|segment| counts.add(segment));
    Ok(counts)
}

/// The fewest matches that are counted on all cores: below that, waking them costs more than it saves.
const LEAST_SHARED: u32 = if cfg!(test) { 20 } else { 10_000 };

fn count_in(segment: &SegmentReader, facet: Facet, documents: &Bits) -> tantivy::Result<Counts> {
    let total = documents.count();
    let mut counts = Counts { values: BTreeMap::new(), unknown: u64::from(total) };
    let index = segment.inverted_index(segment.schema().get_field(facet.field.name())?)?;
    let mut known = Bits::below(segment.max_doc());
    let mut terms = index.terms().search(Nodes(facet.depths())).into_stream()?;
    while let Some((key, info)) = terms.next() {
        let path = Node::from_encoded(key.to_vec()).ok();
        let Some(value) = path.and_then(|node| facet.value(&node.to_path())) else { continue };
        let postings = index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        *counts.values.entry(value).or_default() += u64::from(count_both(postings, documents, total, &mut known));
    }
    known.keep(documents);
    counts.unknown -= u64::from(known.count());
    Ok(counts)
}

/// How many times cheaper it is to read a posting in order than to seek one.
const LOOK: u32 = 16;

/// Counts `documents` (of `total`) present in `postings`; sets their bits in `known`, possibly others too.
fn count_both(mut postings: BlockSegmentPostings, documents: &Bits, total: u32, known: &mut Bits) -> u32 {
    let mut count = 0;
    if postings.doc_freq() / LOOK > total {
        for doc in documents.iter() {
            let place = postings.seek(doc);
            if postings.docs().get(place) == Some(&doc) {
                known.insert(doc);
                count += 1;
            }
        }
        return count;
    }
    while !postings.docs().is_empty() {
        // No branch in between: every other posting would take it.
        for doc in postings.docs() {
            known.insert(*doc);
            count += u32::from(documents.holds(*doc));
        }
        postings.advance();
    }
    count
}

/// The nodes of a facet between two depths, as an automaton for the dictionaries of the engine.
struct Nodes(RangeInclusive<usize>);

/// What separates the nodes of a path.
const SEPARATOR: u8 = 0;

impl Automaton for Nodes {
    /// The depth of the node that is read; 0 before the first.
    type State = usize;

    fn start(&self) -> usize {
        0
    }

    fn is_match(&self, depth: &usize) -> bool {
        self.0.contains(depth)
    }

    fn can_match(&self, depth: &usize) -> bool {
        depth <= self.0.end()
    }

    fn accept(&self, depth: &usize, byte: u8) -> usize {
        if *depth == 0 || byte == SEPARATOR { depth + 1 } else { *depth }
    }
}
