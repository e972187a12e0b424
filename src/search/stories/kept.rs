//! The last grouping of copies, kept beside the index so that the next one looks only at what changed.
//!
//! Documents never change, so an article in a segment that is still there is the same. Articles of segments that were merged are
//! found again by a hash of all that grouping goes by. Where an article is gone together with its segment, its shingles are not
//! known any more, and all is grouped from scratch; so it is where the file is missing, broken or of other rules.

use std::collections::HashMap;
use std::fs;

use serde::{Deserialize, Serialize};
use tantivy::DocAddress;
use xxhash_rust::xxh3::xxh3_64;

use crate::copies::{Former, Grouping, group, regroup};
use crate::index::{Fingerprints, Snapshot, sidecar};
use crate::model::Sketch;
use crate::{Error, Result};

/// The file. Its layout: [`MAGIC`], the XXH3 hash of what follows, and a [`Kept`] in postcard.
const FILE: &str = "grouping.bin";
/// What the file starts with. It changes with the layout and with the rules of grouping.
const MAGIC: &[u8; 8] = b"dlgroup1";
/// Shingles that are held in memory to be gone through several times: 128 MiB of them.
const HELD: u64 = 16 << 20;

/// A grouping, and which articles it is of.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    /// The segments by their ids, each with the documents that are articles, in order. Articles are numbered over all of them.
    segments: Vec<(String, Vec<u32>)>,
    /// The hash of each article.
    identities: Vec<[u8; 8]>,
    grouping: Grouping,
}

/// What of a kept grouping is still there.
struct Matched {
    /// For each article that is there, and then each that is gone, its number in the grouping.
    numbers: Vec<Option<u32>>,
    /// The articles that are gone.
    gone: Vec<DocAddress>,
}

/// The leaders of all articles of a snapshot, by their place in `articles`; `items` are their sketches. The grouping is kept
/// for the next time, where the index can be written to.
///
/// # Errors
///
/// When the index cannot be read.
pub(super) fn leaders(
    snapshot: &Snapshot,
    articles: &[DocAddress],
    items: &[Sketch],
    fingerprints: &Fingerprints,
) -> Result<Vec<u32>> {
    let file = snapshot.folder().join(FILE);
    let former = fs::read(&file).ok().and_then(|bytes| decode(&bytes));
    let matched = former.as_ref().and_then(|former| former.matched(snapshot, articles, fingerprints));
    let regrouped = match former.as_ref().zip(matched.as_ref()) {
        Some((former, matched)) => matched.regrouped(former, articles, items, fingerprints)?,
        None => None,
    };
    let grouping = match regrouped {
        Some(grouping) => grouping,
        None => group(items, &|visit| {
            fingerprints.each_shingle(articles, visit);
            Ok(())
        })?,
    };
    let identity = |(place, address): (usize, &DocAddress)| {
        let number = matched.as_ref().and_then(|matched| matched.numbers[place]);
        let known = former.as_ref().zip(number).map(|(former, number)| former.identities[number as usize]);
        known.unwrap_or_else(|| fingerprints.identity(*address))
    };
    let identities = articles.iter().enumerate().map(identity).collect();
    let kept = Kept { segments: segments(snapshot, articles), identities, grouping };
    // Where the index may only be read, the next search groups again.
    drop(kept.encode().and_then(|bytes| sidecar::write(&file, &bytes)));
    Ok(kept.grouping.leaders)
}

/// The segments of a snapshot with the documents of their articles.
fn segments(snapshot: &Snapshot, articles: &[DocAddress]) -> Vec<(String, Vec<u32>)> {
    let ids = snapshot.searcher().segment_readers().iter().map(|segment| segment.segment_id().uuid_string());
    let mut segments: Vec<(String, Vec<u32>)> = ids.map(|id| (id, Vec::new())).collect();
    articles.iter().for_each(|article| segments[article.segment_ord as usize].1.push(article.doc_id));
    segments
}

impl Kept {
    fn encode(&self) -> Result<Vec<u8>> {
        let body = postcard::to_stdvec(self).map_err(|cause| Error::malformed(cause.to_string()))?;
        let mut bytes = MAGIC.to_vec();
        bytes.extend(xxh3_64(&body).to_le_bytes());
        bytes.extend(body);
        Ok(bytes)
    }

    /// Which of the articles were there before, and which are gone; none where that cannot be known.
    fn matched(&self, snapshot: &Snapshot, articles: &[DocAddress], fingerprints: &Fingerprints) -> Option<Matched> {
        let readers = snapshot.searcher().segment_readers();
        let ordinals: HashMap<String, u32> =
            (0..).zip(readers).map(|(ordinal, segment)| (segment.segment_id().uuid_string(), ordinal)).collect();
        let mut places: HashMap<DocAddress, u32> = HashMap::new();
        let mut moved: HashMap<[u8; 8], u32> = HashMap::new();
        let mut left: Vec<Option<DocAddress>> = Vec::with_capacity(self.identities.len());
        for (id, documents) in &self.segments {
            for document in documents {
                let number = left.len() as u32;
                let address = ordinals.get(id).map(|ordinal| DocAddress::new(*ordinal, *document));
                match address {
                    Some(address) => places.insert(address, number),
                    None => moved.insert(self.identities[number as usize], number),
                };
                left.push(address);
            }
        }
        let mut is_there = vec![false; left.len()];
        let mut numbers: Vec<Option<u32>> = Vec::with_capacity(articles.len());
        for address in articles {
            let in_place = places.get(address).copied();
            let number = match in_place {
                None if !moved.is_empty() => moved.remove(&fingerprints.identity(*address)),
                _ => in_place,
            };
            number.iter().for_each(|number| is_there[*number as usize] = true);
            numbers.push(number);
        }
        let mut gone = Vec::new();
        for (number, address) in (0..).zip(left).filter(|(number, _)| !is_there[*number as usize]) {
            gone.push(address?);
            numbers.push(Some(number));
        }
        Some(Matched { numbers, gone })
    }
}

impl Matched {
    /// The grouping of the articles, by what changed; none where too much did.
    fn regrouped(
        &self,
        former: &Kept,
        articles: &[DocAddress],
        items: &[Sketch],
        fingerprints: &Fingerprints,
    ) -> Result<Option<Grouping>> {
        let all: Vec<DocAddress> = articles.iter().chain(&self.gone).copied().collect();
        let gone = self.gone.iter().map(|address| fingerprints.article(*address));
        let items: Vec<Sketch> = items.iter().cloned().chain(gone).collect();
        let total: u64 = items.iter().map(|item| u64::from(item.shingles)).sum();
        let held = (total <= HELD).then(|| fingerprints.all_shingles(articles, total));
        let source = |visit: &mut dyn FnMut(u32, u64)| {
            match &held {
                Some(held) => held.each(visit),
                None => fingerprints.each_shingle(articles, visit),
            }
            Ok(())
        };
        let shingles = |number: u32| fingerprints.shingles(all[number as usize]);
        let former = Former { grouping: &former.grouping, numbers: &self.numbers, living: articles.len() };
        regroup(&items, former, &source, &shingles)
    }
}

/// What was encoded, if it is whole and of these rules.
fn decode(bytes: &[u8]) -> Option<Kept> {
    let (checksum, body) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<8>()?;
    if u64::from_le_bytes(*checksum) != xxh3_64(body) {
        return None;
    }
    let kept: Kept = postcard::from_bytes(body).ok()?;
    let articles: usize = kept.segments.iter().map(|(_, documents)| documents.len()).sum();
    (kept.identities.len() == articles && kept.grouping.is_of(articles)).then_some(kept)
}
