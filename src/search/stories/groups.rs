//! Stories: which articles of a snapshot are copies of one, and where each stands.
//!
//! Groups are worked out from the columns of fingerprints ([`crate::copies`]), always for one committed state: a changed or a
//! removed article leaves no trace, and the order of indexing none either. The outcome is kept
//! beside the index in a file that names the very segments it was made from, with a checksum. Whoever finds that it is
//! of another state, broken or missing works the groups out, from the last grouping ([`super::kept`]) where that helps, and tries to keep them; an index that cannot be written
//! to is searched all the same.

use std::fs;

use tantivy::DocAddress;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::kept::States;
use crate::Result;
use crate::index::{Fingerprints, Index, Snapshot, sidecar};
use crate::model::ArticleId;

/// The file that groups are kept in. Its layout: [`MAGIC`], the key of the snapshot, how many documents have copies, two numbers
/// for each of them (itself and the document that leads its group, counted over all segments), in order, the id of each article
/// that has several captures with their number, by id, and the XXH3 hash of all that; numbers are little-endian, of 64 bits the
/// first two and the ids, else of 32.
const FILE: &str = "copies.bin";
/// What the file starts with. It changes with the layout and with the rules of grouping.
const MAGIC: &[u8; 8] = b"dlcopy09";
/// Stands for the story of a document without copies.
const ALONE: u32 = u32::MAX;

/// Which articles of a snapshot are copies of one story. A story goes by the document that leads it, counted over all
/// segments.
#[derive(Debug)]
pub(crate) struct Stories {
    /// The number of the first document of each segment.
    bases: Vec<u32>,
    /// The story of each document up to the last that has copies; [`ALONE`] where it has none.
    story_of: Vec<u32>,
    /// The stories with each of their documents, in order.
    by_story: Vec<(u32, u32)>,
    /// The ids of which there are several captures, with their number, by id.
    repeated: Vec<(u64, u32)>,
}

/// What is kept of the stories of a snapshot.
#[derive(Clone, Debug, Default, PartialEq)]
struct Kept {
    /// Each document that has copies with the document that leads its group, in order.
    by_document: Vec<(u32, u32)>,
    /// The ids of which there are several captures, with their number, by id.
    repeated: Vec<(u64, u32)>,
}

/// Works out which articles of the last commit are copies, and keeps it beside the index for the searches to come. `before` is a state
/// from before the changes since this was last done: with it, only what they touch is looked at.
///
/// # Errors
///
/// When the index cannot be read.
pub fn keep_copies(index: &Index, before: &Snapshot) -> Result<()> {
    Stories::after(&index.snapshot()?, Some(before)).map(drop)
}

impl Stories {
    /// The stories of a snapshot, as they were kept, or worked out.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn of(snapshot: &Snapshot) -> Result<Stories> {
        Stories::after(snapshot, None)
    }

    /// The same; what is not kept is worked out from what was kept before and what changed since the state `before`.
    fn after(snapshot: &Snapshot, before: Option<&Snapshot>) -> Result<Stories> {
        let key = key_of(snapshot);
        let file = snapshot.folder().join(FILE);
        let kept = match fs::read(&file).ok().and_then(|bytes| decode(&bytes, key)) {
            Some(kept) => kept,
            None => {
                let found = work_out(snapshot, before)?;
                // Where the index may only be read, the next search works them out again.
                drop(sidecar::write(&file, &encode(&found, key)));
                found
            }
        };
        Ok(Stories::new(snapshot, kept))
    }

    fn new(snapshot: &Snapshot, kept: Kept) -> Stories {
        let Kept { by_document, repeated } = kept;
        let mut story_of = vec![ALONE; by_document.last().map_or(0, |(last, _)| *last as usize + 1)];
        by_document.iter().for_each(|(document, story)| story_of[*document as usize] = *story);
        let mut by_story: Vec<(u32, u32)> = by_document.iter().map(|(document, story)| (*story, *document)).collect();
        by_story.sort_unstable();
        Stories { bases: bases(snapshot), story_of, by_story, repeated }
    }

    /// How many captures of an article there are, which is of this snapshot.
    pub(crate) fn captures(&self, id: ArticleId) -> u64 {
        let place = self.repeated.binary_search_by_key(&id.0, |(id, _)| *id);
        place.map_or(1, |place| u64::from(self.repeated[place].1))
    }

    /// The story of a document; none where it has no copies.
    pub(crate) fn story(&self, address: DocAddress) -> Option<u32> {
        let base = self.bases.get(address.segment_ord as usize)?;
        self.story_of.get((base + address.doc_id) as usize).copied().filter(|story| *story != ALONE)
    }

    /// The articles that carry a story, in the order of their documents.
    pub(crate) fn members(&self, story: u32) -> Vec<DocAddress> {
        let first = self.by_story.partition_point(|(other, _)| *other < story);
        let members = self.by_story[first..].iter().take_while(|(other, _)| *other == story);
        members.map(|(_, document)| self.address(*document)).collect()
    }

    /// All stories that have copies.
    pub(super) fn all(&self) -> impl Iterator<Item = u32> {
        self.by_story.chunk_by(|one, other| one.0 == other.0).map(|members| members[0].0)
    }

    /// The address of a document that is counted over all segments.
    pub(crate) fn address(&self, document: u32) -> DocAddress {
        let segment = self.bases.partition_point(|base| *base <= document) - 1;
        DocAddress::new(segment as u32, document - self.bases[segment])
    }
}

/// The number of the first document of each segment.
fn bases(snapshot: &Snapshot) -> Vec<u32> {
    let sizes = snapshot.searcher().segment_readers().iter().map(tantivy::SegmentReader::max_doc);
    sizes
        .scan(0, |next, size| {
            let base = *next;
            *next += size;
            Some(base)
        })
        .collect()
}

/// Works out the story of every document that has copies, and which articles have several captures.
fn work_out(snapshot: &Snapshot, before: Option<&Snapshot>) -> Result<Kept> {
    let articles = snapshot.articles()?;
    let fingerprints = Fingerprints::of(snapshot)?;
    let states = States { now: snapshot, before, articles: &articles, fingerprints: &fingerprints };
    let mut leaders = states.leaders()?;
    let keys: Vec<(u64, u64)> = articles.iter().map(|address| fingerprints.key(*address)).collect();
    let shingles = |number: u32| fingerprints.shingles(articles[number as usize]);
    join_captures(&keys, &shingles, &mut leaders);
    let bases = bases(snapshot);
    let document = |number: u32| {
        let address = articles[number as usize];
        bases[address.segment_ord as usize] + address.doc_id
    };
    let mut sizes = vec![0_u32; articles.len()];
    leaders.iter().for_each(|leader| sizes[*leader as usize] += 1);
    let copies = (0..).zip(&leaders).filter(|(_, leader)| sizes[**leader as usize] > 1);
    let by_document = copies.map(|(number, leader)| (document(number), document(*leader))).collect();
    Ok(Kept { by_document, repeated: counted(&keys) })
}

/// How much of the shorter text must stand in the longer for two captures of one URL to be versions of one article.
/// Below it, the URL is taken to be wrong: there are sites whose pages all name the front page as theirs.
const VERSION: f32 = 0.1;
/// A text with fewer shingles than this has too few to tell.
const TOO_SHORT: usize = 8;

/// Joins the captures of one URL into one story, though their text has changed too much to be copies.
///
/// A capture that already has company stays with it, so that no two stories become one.
fn join_captures(keys: &[(u64, u64)], shingles: &dyn Fn(u32) -> Vec<u64>, leaders: &mut [u32]) {
    let mut order = repeated(keys);
    order.sort_unstable_by_key(|number| keys[*number as usize]);
    let mut sizes = vec![0_u32; keys.len()];
    leaders.iter().for_each(|leader| sizes[*leader as usize] += 1);
    for captures in order.chunk_by(|one, other| keys[*one as usize].0 == keys[*other as usize].0) {
        let has_company = |number: &&u32| sizes[leaders[**number as usize] as usize] > 1;
        let [first, _, ..] = captures else { continue };
        let middle = *captures.iter().find(has_company).unwrap_or(first);
        let lonely: Vec<u32> = captures.iter().filter(|number| !has_company(number)).copied().collect();
        let known = shingles(middle);
        for capture in lonely.into_iter().filter(|capture| is_version(&known, &shingles(*capture))) {
            leaders[capture as usize] = leaders[middle as usize];
        }
    }
}

/// The ids that come back, with how often they come, by id.
fn counted(keys: &[(u64, u64)]) -> Vec<(u64, u32)> {
    let mut ids: Vec<u64> = repeated(keys).into_iter().map(|number| keys[number as usize].0).collect();
    ids.sort_unstable();
    let runs = ids.chunk_by(|one, other| one == other).filter(|run| run.len() > 1);
    runs.map(|run| (run[0], run.len() as u32)).collect()
}

/// The numbers of the keys of which the first half comes back, and of few others: most articles were saved once.
fn repeated(keys: &[(u64, u64)]) -> Vec<u32> {
    // Ids are hashes: their low bits are as good as any.
    let places = (keys.len() * 8).next_power_of_two();
    let mut counts = vec![0_u8; places];
    let place = |key: &(u64, u64)| key.0 as usize & (places - 1);
    keys.iter().for_each(|key| counts[place(key)] = counts[place(key)].saturating_add(1));
    (0..).zip(keys).filter(|(_, key)| counts[place(key)] > 1).map(|(number, _)| number).collect()
}

fn is_version(one: &[u64], other: &[u64]) -> bool {
    let shorter = one.len().min(other.len());
    let shared = other.iter().filter(|hash| one.binary_search(hash).is_ok()).count();
    shorter < TOO_SHORT || shared as f32 / shorter as f32 >= VERSION
}

/// A hash of the segments of a snapshot and of what is removed from them: documents never change, so two snapshots with
/// the same key hold the same articles at the same addresses.
fn key_of(snapshot: &Snapshot) -> u64 {
    let mut hash = Xxh3::new();
    for segment in snapshot.searcher().segment_readers() {
        hash.update(segment.segment_id().uuid_string().as_bytes());
        hash.update(&segment.num_docs().to_le_bytes());
    }
    hash.digest()
}

fn encode(kept: &Kept, key: u64) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(key.to_le_bytes());
    bytes.extend((kept.by_document.len() as u64).to_le_bytes());
    for (document, story) in &kept.by_document {
        bytes.extend(document.to_le_bytes());
        bytes.extend(story.to_le_bytes());
    }
    for (id, captures) in &kept.repeated {
        bytes.extend(id.to_le_bytes());
        bytes.extend(captures.to_le_bytes());
    }
    let checksum = xxh3_64(&bytes);
    bytes.extend(checksum.to_le_bytes());
    bytes
}

/// What was encoded, if it is whole and of this snapshot.
fn decode(bytes: &[u8], key: u64) -> Option<Kept> {
    let (body, checksum) = bytes.split_last_chunk::<8>()?;
    let rest = body.strip_prefix(MAGIC)?.strip_prefix(&key.to_le_bytes())?;
    if u64::from_le_bytes(*checksum) != xxh3_64(body) {
        return None;
    }
    let (documents, rest) = rest.split_first_chunk::<8>()?;
    let (pairs, repeated) =
        rest.split_at_checked(usize::try_from(u64::from_le_bytes(*documents)).ok()?.checked_mul(8)?)?;
    let (pairs, []) = pairs.as_chunks::<8>() else { return None };
    let (repeated, []) = repeated.as_chunks::<12>() else { return None };
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
    let small = |bytes: &[u8]| number(bytes) as u32;
    Some(Kept {
        by_document: pairs.iter().map(|pair| (small(&pair[..4]), small(&pair[4..]))).collect(),
        repeated: repeated.iter().map(|pair| (number(&pair[..8]), small(&pair[8..]))).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_back_whole_or_not_at_all() {
        let some = Kept { by_document: vec![(3, 3), (70_000, 3)], repeated: vec![(5, 2), (u64::MAX - 1, 70_000)] };
        for kept in [Kept::default(), Kept { repeated: Vec::new(), ..some.clone() }, some] {
            let bytes = encode(&kept, 9);
            assert_eq!(decode(&bytes, 9).as_ref(), Some(&kept));
            assert_eq!(decode(&bytes, 8), None);
            assert!((0..bytes.len()).all(|end| decode(&bytes[..end], 9).is_none()));
        }
    }

    #[test]
    fn ids_that_come_back_are_counted() {
        let keys = [(7, 1), (9, 1), (7, 2), (1, 1), (7, 3), (9, 2), (1 << 40, 1)];
        assert_eq!(counted(&keys), [(7, 3), (9, 2)]);
        assert_eq!(counted(&[]), []);
    }
}
