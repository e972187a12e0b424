//! How long the texts of each segment are, kept beside the index: without it, opening an index reads the length of every text.
//!
//! Segments never change, so what was counted of one holds for ever; what is removed from it is taken off each time.

use std::collections::BTreeMap;
use std::fs;

use serde::{Deserialize, Serialize};
use tantivy::SegmentReader;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use xxhash_rust::xxh3::xxh3_64;

use super::sidecar;
use super::snapshot::Snapshot;
use crate::Result;
use crate::model::FIELDS;

/// The file. Its layout: [`MAGIC`], the XXH3 hash of what follows, and [`Lengths`] in postcard.
const FILE: &str = "lengths.bin";
/// What the file starts with. It changes with the layout.
const MAGIC: &[u8; 8] = b"dlleng01";

/// How many texts have each length, of the lengths as they count in ranking: kept in a byte, 0 for no text.
type Histogram = Vec<(u8, u32)>;

/// The lengths of all texts, the removed ones included, by the ids of segments and the names of fields.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Lengths(BTreeMap<String, BTreeMap<String, Histogram>>);

/// The mean length in words of every text field, over the articles that have it; 1 where none does.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn mean_lengths(snapshot: &Snapshot) -> Result<BTreeMap<Field, f32>> {
    let kept = Lengths::read(snapshot).unwrap_or_default();
    let lengths = kept.completed(snapshot)?;
    if lengths != kept {
        // Where the index may only be read, they are counted each time.
        drop(lengths.keep(snapshot));
    }
    let mut means = BTreeMap::new();
    for (name, field) in text_fields(snapshot) {
        let (mut words, mut texts) = (0_u64, 0_u64);
        for segment in snapshot.searcher().segment_readers() {
            let mut counts = [0_u64; 256];
            let histogram = lengths.0.get(&segment.segment_id().uuid_string()).and_then(|fields| fields.get(name));
            histogram.into_iter().flatten().for_each(|(id, count)| counts[usize::from(*id)] = u64::from(*count));
            if segment.has_deletes() {
                let norms = segment.get_fieldnorms_reader(field)?;
                let removed = (0..segment.max_doc()).filter(|document| segment.is_deleted(*document));
                for document in removed {
                    let count = &mut counts[usize::from(norms.fieldnorm_id(document))];
                    *count = count.saturating_sub(1);
                }
            }
            for (id, count) in (1..=u8::MAX).zip(&counts[1..]) {
                words += u64::from(FieldNormReader::id_to_fieldnorm(id)) * count;
                texts += count;
            }
        }
        means.insert(field, if texts == 0 { 1.0 } else { (words as f64 / texts as f64) as f32 });
    }
    Ok(means)
}

/// The mean length of one text field; see [`mean_lengths`].
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn mean_length(snapshot: &Snapshot, field: Field) -> Result<f32> {
    Ok(mean_lengths(snapshot)?.get(&field).copied().unwrap_or(1.0))
}

fn text_fields(snapshot: &Snapshot) -> Vec<(&'static str, Field)> {
    let fields = FIELDS.iter().filter(|field| field.is_text());
    fields.filter_map(|field| Some((field.name, snapshot.schema().field(field.name)?))).collect()
}

impl Lengths {
    fn read(snapshot: &Snapshot) -> Option<Lengths> {
        let bytes = fs::read(snapshot.folder().join(FILE)).ok()?;
        let (checksum, body) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<8>()?;
        let is_whole = u64::from_le_bytes(*checksum) == xxh3_64(body);
        postcard::from_bytes(body).ok().filter(|_| is_whole)
    }

    fn keep(&self, snapshot: &Snapshot) -> Result<()> {
        let body = postcard::to_stdvec(self).map_err(|cause| crate::Error::malformed(cause.to_string()))?;
        let bytes = [MAGIC.as_slice(), &xxh3_64(&body).to_le_bytes(), &body].concat();
        sidecar::write_cache(&snapshot.folder().join(FILE), &bytes)
    }

    /// Those of the segments of a snapshot: known ones, and the others counted.
    fn completed(&self, snapshot: &Snapshot) -> Result<Lengths> {
        let mut all = BTreeMap::new();
        for segment in snapshot.searcher().segment_readers() {
            let id = segment.segment_id().uuid_string();
            let fields = match self.0.get(&id) {
                Some(fields) => fields.clone(),
                None => {
                    let fields = text_fields(snapshot).into_iter();
                    fields
                        .map(|(name, field)| Ok((name.to_owned(), counted(segment, field)?)))
                        .collect::<Result<_>>()?
                }
            };
            all.insert(id, fields);
        }
        Ok(Lengths(all))
    }
}

/// How many texts of a segment have each length.
fn counted(segment: &SegmentReader, field: Field) -> Result<Histogram> {
    let norms = segment.get_fieldnorms_reader(field)?;
    // In turns, for neighbours are often alike, and a number that was just added to cannot be added to at once.
    let mut counts = [[0_u32; 256]; 4];
    (0..segment.max_doc()).for_each(|doc| counts[doc as usize % 4][usize::from(norms.fieldnorm_id(doc))] += 1);
    let count = |id: u8| counts.iter().map(|counts| counts[usize::from(id)]).sum();
    Ok((0..=u8::MAX).map(|id| (id, count(id))).filter(|(_, count)| *count > 0).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Index;
    use crate::index::tests::samples::entry;

    #[test]
    fn kept_lengths_give_the_means_of_what_is_there_and_broken_ones_are_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open_or_create(folder.path()).unwrap();
        let mut writer = index.writer(1, 0).unwrap();
        for (name, title) in [("a.html", "Ships leave"), ("b.html", "Four ships leave today"), ("c.html", "Ships")] {
            writer.add(&entry(name, title)).unwrap();
        }
        writer.commit(&[]).unwrap();
        let mean = || {
            let snapshot = index.snapshot().unwrap();
            mean_lengths(&snapshot).unwrap()[&snapshot.schema().field("title").unwrap()]
        };
        assert!((mean() - 7.0 / 3.0).abs() < 1e-6);
        let file = folder.path().join(FILE);
        let kept = fs::read(&file).unwrap();
        writer.remove("/archive/b.html");
        writer.commit(&[]).unwrap();
        assert!((mean() - 1.5).abs() < 1e-6, "what is removed is taken off");
        assert_eq!(fs::read(&file).unwrap(), kept, "the segment is the same");
        for broken in [kept[..kept.len() - 1].to_vec(), vec![0; kept.len()], Vec::new()] {
            fs::write(&file, broken).unwrap();
            assert!((mean() - 1.5).abs() < 1e-6);
            assert_eq!(fs::read(&file).unwrap(), kept);
        }
        writer.add(&entry("d.html", "Six ships leave the harbour today")).unwrap();
        writer.commit(&[]).unwrap();
        assert!((mean() - 3.0).abs() < 1e-6, "a new segment is counted");
    }
}
