//! Counting the values of facets over the articles that match.
//!
//! The postings of each value are intersected with the set of matches: however many match, every posting is read at most once,
//! and a value costs no more than a look-up for each match. What is counted is what the value would find as a filter.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rayon::prelude::*;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::{Facet as Node, IndexRecordOption};
use tantivy::{Searcher, SegmentReader};
use tantivy_fst::Automaton;

use crate::search::matching::bits::Bits;

use crate::plan::facets::{Counts, Facet};

/// Counts the values of facets over sets of documents, one set a segment.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn count(searcher: &Searcher, facets: &[Facet], documents: &[Bits]) -> tantivy::Result<Vec<Counts>> {
    let segments = searcher.segment_readers().iter().zip(documents).filter(|(_, documents)| documents.count() > 0);
    let tasks: Vec<_> = segments
        .flat_map(|(segment, documents)| facets.iter().map(move |facet| (segment, documents, *facet)))
        .collect();
    let counted = |(segment, documents, facet): &(&SegmentReader, &Bits, Facet)| count_in(segment, *facet, documents);
    let counted: tantivy::Result<Vec<Counts>> = match documents.iter().map(Bits::count).sum::<u32>() < LEAST_SHARED {
        true => tasks.iter().map(counted).collect(),
        false => tasks.par_iter().map(counted).collect(),
    };
    let mut counts = vec![Counts::default(); facets.len()];
    for (place, segment) in counted?.into_iter().enumerate() {
        counts[place % facets.len()].add(segment);
    }
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
