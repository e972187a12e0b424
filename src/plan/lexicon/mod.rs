//! Looking words up in the dictionaries of an index.
//!
//! [`pieces`] cuts a typed word into the terms of the index, [`forms`] finds its inflected forms, [`glob`] the words that a
//! wildcard matches, and [`expand`] brings these together; what they ask of an archive is a [`dictionary`], which every engine
//! has. What comes out is a [`term_set`]: terms with their places in the archive.

pub(crate) mod dictionary;
pub(crate) mod expand;
pub(crate) mod forms;
pub(crate) mod glob;
pub(crate) mod pieces;
pub(crate) mod term_set;
