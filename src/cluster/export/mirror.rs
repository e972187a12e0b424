//! One index of a cluster is made to hold exactly the documents of an archive.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::archive::Archive;
use super::guard;
use super::held::{Copy, Held, Spot, changed, each_part, refreshed_count};
use super::progress::{ExportProgress, Step};
use crate::cluster::client::{Change, Connection, Operation, Push, Refusal, Sent, send};
use crate::cluster::document::Document;
use crate::{ClusterTrouble, Error, ErrorKind, Result};

/// How often documents that were acknowledged and are not there are written again: a node that was lost may have come back
/// without them.
const ROUNDS: u32 = 3;

/// What a run may remove from a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// At most half of what is there: it may be another archive's name.
    Half,
    /// Whatever the archive does not have.
    Any,
}

/// What a run changed in the cluster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mirrored {
    /// How many documents the archive has.
    pub documents: u64,
    /// How many of them the cluster held already.
    pub unchanged: u64,
    /// How many were written.
    pub written: u64,
    /// How many were removed, since the archive does not have them, or has them in another shard now.
    pub removed: u64,
    /// How many the cluster did not take.
    pub refused: u64,
}

/// An index of a cluster that is being written, as of one version.
pub(super) struct Mirror<'a> {
    pub(super) connection: &'a Connection,
    pub(super) index: &'a str,
    /// The version of all that this run writes and removes.
    pub(super) version: u64,
    pub(super) removal: Removal,
    pub(super) stop: &'a AtomicBool,
    pub(super) progress: &'a dyn ExportProgress,
    /// The documents of which it was told that they were refused.
    pub(super) told: Mutex<BTreeSet<String>>,
}

/// What an index is made to hold.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    Articles(&'a dyn Archive),
    Words(&'a dyn Archive),
}

impl Source<'_> {
    /// Whether it has what a document that is not among its own is of: the article, which may lie elsewhere now.
    fn holds(&self, document: &str) -> Result<bool> {
        match self {
            Source::Articles(archive) => archive.holds(document),
            // Words come and go with the articles, of which it was settled that they may go.
            Source::Words(_) => Ok(true),
        }
    }
}

/// The documents of an index beside those of its source.
#[derive(Default)]
struct Others {
    /// How many there are.
    count: u64,
    /// How many of them are of articles that the source does not have.
    strangers: u64,
    /// How many documents are those of the source.
    kept: u64,
}

/// What one round came to.
enum Round {
    /// The index holds what it is to hold.
    Whole(Mirrored),
    /// Documents were acknowledged and are not there.
    Lacking { written: u64, missing: u64 },
}

impl Mirror<'_> {
    /// Makes the index hold the documents of `source` and no others.
    pub(super) fn bring(&self, source: Source<'_>) -> Result<Mirrored> {
        let (mut rounds, mut before) = (1, 0);
        loop {
            match self.round(source)? {
                Round::Whole(mut mirrored) => {
                    mirrored.written += before;
                    mirrored.unchanged = mirrored.unchanged.saturating_sub(before);
                    return Ok(mirrored);
                }
                Round::Lacking { missing, .. } if rounds == ROUNDS => {
                    let told = format!(
                        "{missing} documents that it has acknowledged are not there, though they were sent {ROUNDS} times; see the \
                         logs of its nodes"
                    );
                    return Err(self.connection.error(ClusterTrouble::Unfit(told)));
                }
                Round::Lacking { written, missing } => before += written.saturating_sub(missing),
            }
            rounds += 1;
        }
    }

    fn round(&self, source: Source<'_>) -> Result<Round> {
        let held = self.held()?;
        let held_count = held.len() as u64;
        let mut spots = Vec::with_capacity(held.len());
        let sent = match source {
            Source::Articles(archive) => self.write_articles(archive, &held, &mut spots)?,
            Source::Words(archive) => self.write_words(archive, &held, &mut spots)?,
        };
        drop(held);
        spots.sort_unstable();
        let made = spots.len();
        spots.dedup();
        let documents = spots.len() as u64;
        if documents < made as u64 {
            // One has taken the other's place.
            let told = format!("{} documents have the ids of others; report this", made as u64 - documents);
            return Err(self.connection.error(ClusterTrouble::Unfit(told)));
        }
        let unchanged = documents - (sent.written + sent.refused).min(documents);
        let mut mirrored = Mirrored { documents, unchanged, written: sent.written, removed: 0, refused: sent.refused };
        // Nothing was written and all of the cluster's documents were met: then it holds just these.
        if unchanged < documents || held_count > documents {
            let Others { count: others, strangers, kept } = self.others(source, &spots)?;
            let missing = (documents - sent.refused).saturating_sub(kept);
            if missing > 0 {
                return Ok(Round::Lacking { written: sent.written, missing });
            }
            if others > 0 {
                if self.removal == Removal::Half {
                    guard::check(self.connection, strangers, held_count)?;
                }
                mirrored.removed = self.remove_others(&spots, kept)?;
            }
        }
        Ok(Round::Whole(mirrored))
    }

    /// What the cluster holds, sorted.
    fn held(&self) -> Result<Vec<Copy>> {
        let count = refreshed_count(self.connection, self.index)?;
        self.progress.begun(Step::Comparing, count);
        let mut held = Vec::with_capacity(count as usize);
        each_part(self.connection, self.index, count, &mut |part| {
            self.check_stop()?;
            self.progress.done(part.len() as u64);
            held.extend(part.iter().map(Held::copy));
            Ok(())
        })?;
        held.par_sort_unstable();
        Ok(held)
    }

    /// Writes the articles that the cluster does not hold; keeps the places of all.
    fn write_articles(&self, archive: &dyn Archive, held: &[Copy], spots: &mut Vec<Spot>) -> Result<Sent> {
        self.progress.begun(Step::Sending, archive.document_count());
        let at_a_time = 2 * rayon::current_num_threads();
        let all: Vec<usize> = (0..archive.piece_count()).collect();
        let pieces = |documents: Vec<Document>| -> Result<Vec<Piece>> {
            Ok(documents.into_iter().map(|document| Piece::of(document, held)).collect())
        };
        self.send(|push| {
            for numbers in all.chunks(at_a_time) {
                let made: Vec<Result<Vec<Piece>>> =
                    numbers.par_iter().map(|number| pieces(archive.piece(*number)?)).collect();
                for pieces in made {
                    self.check_stop()?;
                    let pieces = pieces?;
                    let count = pieces.len() as u64;
                    pieces.into_iter().try_for_each(|piece| self.push(push, piece, spots))?;
                    self.progress.done(count);
                }
            }
            Ok(())
        })
    }

    /// The same for words.
    fn write_words(&self, archive: &dyn Archive, held: &[Copy], spots: &mut Vec<Spot>) -> Result<Sent> {
        self.progress.begun(Step::SendingWords, held.len() as u64);
        self.send(|push| {
            archive.each_word(&mut |document| {
                self.check_stop()?;
                self.progress.done(1);
                self.push(push, Piece::of(document, held), spots)
            })
        })
    }

    fn push(&self, push: &mut Push<'_>, piece: Piece, spots: &mut Vec<Spot>) -> Result<()> {
        spots.push(piece.spot);
        match piece.to_write {
            Some((document, source)) => {
                push.push(&self.operation(document.id, document.routing, Change::Write(source)))
            }
            None => Ok(()),
        }
    }

    /// What there is in the cluster beside the documents at these places.
    fn others(&self, source: Source<'_>, spots: &[Spot]) -> Result<Others> {
        let count = refreshed_count(self.connection, self.index)?;
        self.progress.begun(Step::Checking, count);
        let mut others = Others::default();
        each_part(self.connection, self.index, count, &mut |part| {
            for held in part {
                if spots.binary_search(&held.spot()).is_ok() {
                    others.kept += 1;
                } else {
                    others.count += 1;
                    others.strangers += u64::from(!source.holds(&held.id)?);
                }
            }
            self.check_stop()
        })?;
        Ok(others)
    }

    /// Removes what is not at one of these places, at which `kept` documents are; gives how many were removed.
    fn remove_others(&self, spots: &[Spot], kept: u64) -> Result<u64> {
        let count = refreshed_count(self.connection, self.index)?;
        let sent = self.send(|push| {
            each_part(self.connection, self.index, count, &mut |part| {
                self.check_stop()?;
                self.progress.done(part.len() as u64);
                for held in part.into_iter().filter(|held| spots.binary_search(&held.spot()).is_err()) {
                    push.push(&self.operation(held.id, held.routing, Change::Remove))?;
                }
                Ok(())
            })
        })?;
        let left = refreshed_count(self.connection, self.index)?;
        match left == kept {
            true => Ok(sent.removed),
            false => Err(changed(self.connection, kept, left)),
        }
    }

    fn send(&self, make: impl FnOnce(&mut Push<'_>) -> Result<()>) -> Result<Sent> {
        let sent = send(self.connection, self.index, make, &|refusal| self.tell(&refusal))?;
        if sent.newer > 0 {
            let told = format!("another run is writing to it ({} documents are newer there); wait for it", sent.newer);
            return Err(self.connection.error(ClusterTrouble::Unfit(told)));
        }
        Ok(sent)
    }

    /// Tells of a document that was refused, once, however often it is sent.
    fn tell(&self, refusal: &Refusal) {
        if self.told.lock().unwrap_or_else(PoisonError::into_inner).insert(refusal.id.clone()) {
            self.progress.refused(refusal);
        }
    }

    fn operation(&self, id: String, routing: String, change: Change) -> Operation {
        // Without a routing of its own a document is routed by its id.
        let routing = Some(routing).filter(|routing| *routing != id);
        Operation { id, routing, version: self.version, change }
    }

    fn check_stop(&self) -> Result<()> {
        match self.stop.load(Ordering::Relaxed) {
            true => Err(Error::new(ErrorKind::Stopped)),
            false => Ok(()),
        }
    }
}

/// A document of the archive, with its JSON where it is to be written.
struct Piece {
    spot: Spot,
    to_write: Option<(Document, String)>,
}

impl Piece {
    fn of(document: Document, held: &[Copy]) -> Piece {
        let spot = Spot::of(&document);
        let is_held = held.binary_search(&Copy::of(&document)).is_ok();
        let to_write = (!is_held).then(|| {
            let source = document.source.to_string();
            (document, source)
        });
        Piece { spot, to_write }
    }
}
