//! Names under all their spellings: Hmeimim is Khmeimim, حميميم and Хмеймим.
//!
//! A word is cut in its own script into units (`units`): letters, and groups of letters that stand for one sound
//! (`sh`, `tsch`, `تش`). Romanising first would lose too much. The consonant classes of its units, vowels left out, are
//! its keys (`key`), a phonetic code in the manner of Soundex that no script owns. Words under a common key are
//! aligned (`align`; Needleman and Wunsch, J. Mol. Biol. 1970) by log-odds learnt from pairs of spellings, and
//! `judge`d together, by learnt trees (`trees`; `tools/names/judge.py`) over what is known of each (`evidence`). What was learnt lies in `odds.tsv` and,
//! where other spellings lie, in `probes.tsv`; `tools/names/learn.py` makes them anew. Of what odds cannot see much is
//! simply `known`.
//!
//! Edges: Latin, Cyrillic, Arabic, Hebrew, Greek, Devanagari, Georgian and Armenian. Chinese, Japanese and Korean are
//! indexed as pairs of characters, in which names have no ends: they are not here.

mod align;
mod evidence;
mod judge;
mod key;
mod known;
mod trees;
mod units;

pub use evidence::{COUNT, Evidence, NAMES, Row};
pub use judge::{Point, Spellings, evidence, is_common, spellings};
pub use key::{Key, index_keys, query_keys};
pub use known::{is_country, known};
pub use units::{Script, Word};
