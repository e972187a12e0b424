//! The last grouping of copies, kept beside the index so that the next one looks only at what changed.
//!
//! Documents never change, so an article in a segment that is still there is the same. Articles of segments that were merged are
//! found again by a hash of all that grouping goes by. What is gone with its segment is read from the state before the change, where
//! whoever made the change still has it; else all is grouped from scratch, and so it is where the file is missing, broken or of
//! other rules.

use std::collections::HashMap;
use std::fs;

use serde::{Deserialize, Serialize};
use tantivy::DocAddress;
use xxhash_rust::xxh3::xxh3_64;

use crate::copies::{Bands, FigureCounts, Former, Grouping, Sketches, Wanted, group, regroup};
use crate::index::{Fingerprints, Snapshot, sidecar};
use crate::{Error, Result};

/// The file. Its layout: [`MAGIC`], the XXH3 hash of what follows, and a [`Layout`] in postcard.
const FILE: &str = "grouping.bin";
/// What the file starts with. It changes with the layout and with the rules of grouping.
const MAGIC: &[u8; 8] = b"dlgroup2";
/// Stands for no number.
const NONE: u32 = u32::MAX;

/// A grouping, and which articles it is of.
#[derive(Debug)]
struct Kept {
    /// The segments by their ids, each with the documents that are articles, in order. Articles are numbered over all of them.
    segments: Vec<(String, Vec<u32>)>,
    grouping: Grouping,
}

/// How a grouping is kept: lists of numbers as bytes, which are read at the speed of the memory. Of numbers that are mostly the
/// article's own, only the others are there, each behind its article's.
#[derive(Debug, Serialize, Deserialize)]
struct Layout<'a> {
    #[serde(borrow)]
    segments: Vec<(&'a str, &'a [u8])>,
    leaders: &'a [u8],
    firsts: &'a [u8],
    components: &'a [u8],
    telling: &'a [u8],
    bands: &'a [u8],
    figures: &'a [u8],
}

/// Where an article can be read.
#[derive(Clone, Copy, Debug)]
enum Place {
    Now(DocAddress),
    Before(DocAddress),
}

/// What of a kept grouping is still there.
struct Matched {
    /// For each article that is there, and then each that is gone, its number in the grouping.
    numbers: Vec<Option<u32>>,
    /// The articles that are gone.
    gone: Vec<Place>,
}

/// The articles of a state of an index, and the state before it, where somebody still has it.
pub(super) struct States<'a> {
    pub(super) now: &'a Snapshot,
    pub(super) before: Option<&'a Snapshot>,
    /// The articles, in order.
    pub(super) articles: &'a [DocAddress],
    /// What is known of them.
    pub(super) fingerprints: &'a Fingerprints,
}

impl States<'_> {
    /// The leaders of all articles, by their places. The grouping is kept for the next time, where the index can be written to.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(super) fn leaders(&self) -> Result<Vec<u32>> {
        let file = self.now.folder().join(FILE);
        let former = fs::read(&file).ok().and_then(|bytes| Kept::decode(&bytes));
        let grouping = match former {
            Some(former) => self.regrouped(&former)?,
            None => None,
        };
        let grouping = match grouping {
            Some(grouping) => grouping,
            None => self.grouped()?,
        };
        let kept = Kept { segments: self.segments(), grouping };
        // Where the index may only be read, the next search groups again.
        drop(kept.encode().and_then(|bytes| sidecar::write_cache(&file, &bytes)));
        Ok(kept.grouping.leaders)
    }

    /// All grouped from scratch.
    fn grouped(&self) -> Result<Grouping> {
        let items = Sketches::new(
            self.articles.len(),
            |number| self.fingerprints.article(self.articles[number]),
            |number| self.fingerprints.home(self.articles[number]),
        );
        let source = |visit: &mut dyn FnMut(u32, u64)| {
            self.fingerprints.each_shingle(self.articles, visit);
            Ok(())
        };
        group(&items, &source, &|number| self.fingerprints.shingles(self.articles[number as usize]))
    }

    /// What a change makes of a grouping; none where too much changed, or what is gone is not known any more.
    fn regrouped(&self, former: &Kept) -> Result<Option<Grouping>> {
        let before = self.before.map(Fingerprints::of).transpose()?;
        let Some(Matched { numbers, gone }) = self.matched(former, before.as_ref()) else { return Ok(None) };
        let living = self.articles.len();
        let place =
            |number: usize| self.articles.get(number).map_or_else(|| gone[number - living], |now| Place::Now(*now));
        let of_place = |number: usize| match (place(number), &before) {
            (Place::Before(address), Some(before)) => (before, address),
            (Place::Before(address) | Place::Now(address), _) => (self.fingerprints, address),
        };
        let read = |number| {
            let (fingerprints, address) = of_place(number);
            fingerprints.article(address)
        };
        let read_home = |number| {
            let (fingerprints, address) = of_place(number);
            fingerprints.home(address)
        };
        let items = Sketches::new(numbers.len(), read, read_home);
        let shingles = |number: u32| {
            let (fingerprints, address) = of_place(number as usize);
            fingerprints.shingles(address)
        };
        let search = |wanted: &Wanted<'_>| {
            wanted.found(self.fingerprints.matching(self.articles, |article, hash| wanted.takes(article, hash)))
        };
        let former = Former { grouping: &former.grouping, numbers: &numbers, living };
        Ok(regroup(&items, former, &search, &shingles))
    }

    /// The segments with the documents of their articles.
    fn segments(&self) -> Vec<(String, Vec<u32>)> {
        let ids = self.now.searcher().segment_readers().iter().map(|segment| segment.segment_id().uuid_string());
        let mut segments: Vec<(String, Vec<u32>)> = ids.map(|id| (id, Vec::new())).collect();
        self.articles.iter().for_each(|article| segments[article.segment_ord as usize].1.push(article.doc_id));
        segments
    }

    /// Which of the articles were there before, and which are gone; none where that cannot be known.
    fn matched(&self, former: &Kept, before: Option<&Fingerprints>) -> Option<Matched> {
        let ordinals_now = ordinals(self.now);
        let ordinals_before = self.before.map(ordinals).unwrap_or_default();
        let readers = self.now.searcher().segment_readers();
        // The numbers of articles that are where they were, by segment and document.
        let mut in_place: Vec<Vec<u32>> = vec![Vec::new(); readers.len()];
        let mut moved: HashMap<[u8; 8], u32> = HashMap::new();
        let mut places: Vec<Place> = Vec::with_capacity(former.grouping.leaders.len());
        for (id, documents) in &former.segments {
            if let Some(ordinal) = ordinals_now.get(id) {
                let numbers = &mut in_place[*ordinal as usize];
                numbers.resize(readers[*ordinal as usize].max_doc() as usize, NONE);
                for document in documents {
                    *numbers.get_mut(*document as usize)? = places.len() as u32;
                    places.push(Place::Now(DocAddress::new(*ordinal, *document)));
                }
                continue;
            }
            let ordinal = *ordinals_before.get(id)?;
            for document in documents {
                let address = DocAddress::new(ordinal, *document);
                moved.insert(before?.identity(address), places.len() as u32);
                places.push(Place::Before(address));
            }
        }
        let mut is_there = vec![false; places.len()];
        let mut numbers: Vec<Option<u32>> = Vec::with_capacity(self.articles.len());
        for address in self.articles {
            let number = match in_place[address.segment_ord as usize].get(address.doc_id as usize) {
                Some(number) => Some(*number).filter(|number| *number != NONE),
                None if moved.is_empty() => None,
                None => moved.remove(&self.fingerprints.identity(*address)),
            };
            number.iter().for_each(|number| is_there[*number as usize] = true);
            numbers.push(number);
        }
        let gone: Vec<u32> =
            (0..).zip(&is_there).filter(|(_, is_there)| !**is_there).map(|(number, _)| number).collect();
        numbers.extend(gone.iter().map(|number| Some(*number)));
        Some(Matched { numbers, gone: gone.iter().map(|number| places[*number as usize]).collect() })
    }
}

/// The segments of a state by their ids.
fn ordinals(snapshot: &Snapshot) -> HashMap<String, u32> {
    let readers = snapshot.searcher().segment_readers();
    (0..).zip(readers).map(|(ordinal, segment)| (segment.segment_id().uuid_string(), ordinal)).collect()
}

impl Kept {
    fn encode(&self) -> Result<Vec<u8>> {
        let Grouping { leaders, firsts, telling, components, bands, figures } = &self.grouping;
        let documents: Vec<Vec<u8>> = self.segments.iter().map(|(_, documents)| bytes_of(documents)).collect();
        let ids = self.segments.iter().map(|(id, _)| id.as_str());
        let layout = Layout {
            segments: ids.zip(documents.iter().map(Vec::as_slice)).collect(),
            leaders: &bytes_of(&of_others(leaders)),
            firsts: &bytes_of(&of_others(firsts)),
            components: &bytes_of(&of_others(components)),
            telling: &bytes_of(telling),
            bands: &bytes_of(bands.as_flattened()),
            figures: &bytes_of(&figures.to_numbers()),
        };
        let body = postcard::to_stdvec(&layout).map_err(|cause| Error::malformed(cause.to_string()))?;
        let mut bytes = MAGIC.to_vec();
        bytes.extend(xxh3_64(&body).to_le_bytes());
        bytes.extend(body);
        Ok(bytes)
    }

    /// What was encoded, if it is whole and of these rules.
    fn decode(bytes: &[u8]) -> Option<Kept> {
        let (checksum, body) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<8>()?;
        if u64::from_le_bytes(*checksum) != xxh3_64(body) {
            return None;
        }
        let layout: Layout<'_> = postcard::from_bytes(body).ok()?;
        let segments = layout.segments.iter().map(|(id, documents)| Some(((*id).to_owned(), numbers_of(documents)?)));
        let segments: Vec<(String, Vec<u32>)> = segments.collect::<Option<_>>()?;
        let articles: usize = segments.iter().map(|(_, documents)| documents.len()).sum();
        let whole = |bytes: &[u8]| numbers_of(bytes).and_then(|others| with_own(&others, articles));
        let bands = numbers_of(layout.bands)?;
        let (bands, []) = bands.as_chunks::<{ size_of::<Bands>() / 4 }>() else { return None };
        let grouping = Grouping {
            leaders: whole(layout.leaders)?,
            firsts: whole(layout.firsts)?,
            components: whole(layout.components)?,
            telling: numbers_of(layout.telling)?,
            bands: bands.to_vec(),
            figures: FigureCounts::of_numbers(&numbers_of(layout.figures)?)?,
        };
        grouping.is_of(articles).then_some(Kept { segments, grouping })
    }
}

fn bytes_of(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn numbers_of(bytes: &[u8]) -> Option<Vec<u32>> {
    let (numbers, []) = bytes.as_chunks::<4>() else { return None };
    Some(numbers.iter().map(|number| u32::from_le_bytes(*number)).collect())
}

/// The places at which a number is not the place itself, each with that number.
fn of_others(numbers: &[u32]) -> Vec<u32> {
    let others = (0..).zip(numbers).filter(|(place, number)| place != *number);
    others.flat_map(|(place, number)| [place, *number]).collect()
}

/// The numbers of which these are the others; none where there is no such place.
fn with_own(others: &[u32], count: usize) -> Option<Vec<u32>> {
    let mut numbers: Vec<u32> = (0..count as u32).collect();
    let (others, []) = others.as_chunks::<2>() else { return None };
    for [place, number] in others {
        *numbers.get_mut(*place as usize)? = *number;
    }
    Some(numbers)
}
