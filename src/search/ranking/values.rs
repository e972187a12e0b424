//! The values of a facet, document by document.
//!
//! Few matches are counted faster by looking at what each of them has than by the postings of every value. The table that this needs is
//! made of the columns of the facet when a searcher is asked for the facet the second time: who asks one question and goes would
//! wait for it longer than it saves.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;
use tantivy::schema::Facet as Node;
use tantivy::{Searcher, SegmentReader};

use crate::plan::facets::{Counts, Facet};
use crate::search::matching::bits::Bits;

/// The tables of a searcher, by the names of facets.
#[derive(Debug, Default)]
pub(crate) struct ValueTables(Mutex<BTreeMap<&'static str, Asked>>);

/// What is known of a facet.
#[derive(Debug, Default)]
struct Asked {
    before: bool,
    table: Option<Arc<ValueTable>>,
}

impl ValueTables {
    /// The table of a facet; none where it is asked for the first time.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(super) fn get(&self, searcher: &Searcher, facet: Facet) -> tantivy::Result<Option<Arc<ValueTable>>> {
        {
            let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let asked = known.entry(facet.by).or_default();
            if asked.table.is_some() || !std::mem::replace(&mut asked.before, true) {
                return Ok(asked.table.clone());
            }
        }
        // Two threads may make it at once; they make the same.
        let table = Arc::new(ValueTable::of(searcher, facet)?);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(facet.by).or_default().table = Some(Arc::clone(&table));
        Ok(Some(table))
    }
}

/// The nodes of one facet that stand for a value, and which of them each document lies below.
#[derive(Debug)]
pub(super) struct ValueTable {
    /// The value of each node, by its number.
    values: Vec<String>,
    segments: Vec<SegmentValues>,
}

/// The nodes of each document of a segment: those of document `n` are `nodes[starts[n]..starts[n + 1]]`, each once.
#[derive(Debug, Default)]
struct SegmentValues {
    starts: Vec<u32>,
    nodes: Vec<u32>,
}

/// How often each node was met, by its number, and how many documents have none.
#[derive(Debug)]
pub(super) struct NodeCounts {
    counts: Vec<u32>,
    unknown: u32,
}

impl NodeCounts {
    /// The sums with the counts of other documents.
    pub(super) fn and(mut self, other: NodeCounts) -> NodeCounts {
        self.unknown += other.unknown;
        self.counts.iter_mut().zip(other.counts).for_each(|(count, other)| *count += other);
        self
    }
}

impl ValueTable {
    fn of(searcher: &Searcher, facet: Facet) -> tantivy::Result<ValueTable> {
        let mut numbering = Numbering { facet, numbers: HashMap::default(), values: Vec::new() };
        let segments = searcher.segment_readers().iter().map(|segment| SegmentValues::of(segment, &mut numbering));
        let segments = segments.collect::<tantivy::Result<_>>()?;
        Ok(ValueTable { values: numbering.values, segments })
    }

    /// Nothing counted yet.
    pub(super) fn zeros(&self) -> NodeCounts {
        NodeCounts { counts: vec![0; self.values.len()], unknown: 0 }
    }

    /// The counts with the nodes of documents of a segment.
    pub(super) fn counted(&self, segment: usize, documents: &Bits, mut counts: NodeCounts) -> NodeCounts {
        let SegmentValues { starts, nodes } = &self.segments[segment];
        for document in documents.iter() {
            let place = document as usize;
            let nodes = starts.get(place..place + 2).map_or(&[][..], |ends| &nodes[ends[0] as usize..ends[1] as usize]);
            counts.unknown += u32::from(nodes.is_empty());
            nodes.iter().for_each(|node| counts.counts[*node as usize] += 1);
        }
        counts
    }

    /// The counts by value.
    pub(super) fn by_value(&self, counted: &NodeCounts) -> Counts {
        let mut counts = Counts { values: BTreeMap::new(), unknown: u64::from(counted.unknown) };
        for (value, count) in self.values.iter().zip(&counted.counts).filter(|(_, count)| **count > 0) {
            match counts.values.get_mut(value) {
                Some(known) => *known += u64::from(*count),
                None => drop(counts.values.insert(value.clone(), u64::from(*count))),
            }
        }
        counts
    }
}

/// Numbers the nodes that stand for a value of a facet, over all segments.
struct Numbering {
    facet: Facet,
    numbers: HashMap<Vec<u8>, u32>,
    values: Vec<String>,
}

impl Numbering {
    /// The numbers of the nodes on the way to a leaf that stand for a value, with that of the leaf.
    fn on_the_way_to(&mut self, leaf: &[u8], into: &mut Vec<u32>) {
        let Ok(node) = Node::from_encoded(leaf.to_vec()) else { return };
        let path = node.to_path();
        let depths = self.facet.depths();
        for depth in (1..=path.len()).filter(|depth| depths.contains(depth)) {
            let way = &path[..depth];
            let key = way.join("\0").into_bytes();
            if let Some(known) = self.numbers.get(&key) {
                into.push(*known);
            } else if let Some(value) = self.facet.value(way) {
                let number = self.values.len() as u32;
                self.values.push(value);
                self.numbers.insert(key, number);
                into.push(number);
            }
        }
    }
}

impl SegmentValues {
    fn of(segment: &SegmentReader, numbering: &mut Numbering) -> tantivy::Result<SegmentValues> {
        let Some(column) = segment.fast_fields().str(numbering.facet.field.name())? else {
            return Ok(SegmentValues::default());
        };
        // The nodes on the way to each leaf, by the number that the column has for it.
        let (mut ends, mut ways) = (vec![0], Vec::new());
        let mut leaves = column.dictionary().stream()?;
        while leaves.advance() {
            numbering.on_the_way_to(leaves.key(), &mut ways);
            ends.push(ways.len());
        }
        let ords = column.ords();
        let mut leaf_of_row = vec![0; ords.values.num_vals() as usize];
        ords.values.get_range(0, &mut leaf_of_row);
        let mut table = SegmentValues { starts: Vec::with_capacity(segment.max_doc() as usize + 1), nodes: Vec::new() };
        table.starts.push(0);
        for document in 0..segment.max_doc() {
            let first = table.nodes.len();
            for row in ords.index.value_row_ids(document) {
                let leaf = leaf_of_row[row as usize] as usize;
                for node in &ways[ends[leaf]..ends[leaf + 1]] {
                    if !table.nodes[first..].contains(node) {
                        table.nodes.push(*node);
                    }
                }
            }
            table.starts.push(table.nodes.len() as u32);
        }
        Ok(table)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Copies, CountryLabel, TopicLabel};
    use crate::plan::facets::facet_names;
    use crate::query::{DateRange, Query};
    use crate::search::Request;
    use crate::search::tests::archive::{Archive, Draft, article};
    use jiff::civil::date;

    /// An article with the values that its number gives it: of several countries of one region, a former country, none, and so on.
    fn draft(n: usize) -> Draft {
        let codes: [&[&str]; 6] = [&[], &["sy"], &["sy", "iq"], &["su", "ru", "ua"], &["de", "fr", "de"], &["ke"]];
        let mut draft = article(&format!("n{n:03}")).body("port").lang(["en", "de", "fr"][n % 3]);
        let country = |code: &&str| CountryLabel { code: (*code).to_owned(), weight: 1.0, evidence: Vec::new() };
        draft.0.countries = codes[n % 6].iter().map(country).collect();
        draft.0.mentions = codes[n / 2 % 6].iter().map(country).collect();
        let topics: [&[&str]; 3] = [&[], &["20000056"], &["20000053", "20000065", "01000000"]];
        let topic = |code: &&str| TopicLabel { code: (*code).to_owned(), weight: 1.0, evidence: Vec::new() };
        draft.0.topics = topics[n % 3].iter().map(topic).collect();
        draft.0.article.sections = vec![["World", "Sport"][n % 2].to_owned()];
        draft.0.article.tags = vec![format!("tag {}", n % 4), "A/B".to_owned()];
        draft.0.article.authors = (0..n % 3).map(|author| format!("Desk {author}")).collect();
        let draft = if n.is_multiple_of(4) { draft } else { draft.site(["a.example", "b.example"][n % 2]) };
        if n.is_multiple_of(5) { draft } else { draft.day(2020 + (n % 3) as i16, 1 + (n % 12) as i8, 7) }
    }

    #[test]
    fn what_documents_have_is_what_values_find() {
        let drafts: Vec<Draft> = (0..120).map(draft).collect();
        for size in [17, 120] {
            let archive = Archive::in_batches(&drafts, size);
            let moment = |year| date(year, 1, 1).at(0, 0, 0, 0);
            let query = Query::Date(DateRange::Between { since: Some(moment(2021)), until: Some(moment(2022)) });
            for by in facet_names() {
                let request = Request { query: query.clone(), copies: Copies::All, ..Request::default() }.facets([by]);
                // The first time the postings of the values are counted, then the values of the documents.
                let [first, second] = [(); 2].map(|()| archive.searcher.search(&request).unwrap());
                assert!(first.articles * 2 < 120 && first.articles > 20);
                assert_eq!(first.facets, second.facets, "{by}");
                assert!(!first.facets[0].buckets.is_empty(), "{by}");
            }
        }
    }
}
