//! What an index knows of names: [`tables`] reads the consonant keys beside each segment, and [`knowledge`] holds them for one
//! snapshot, with what a person says of names.

pub(super) mod knowledge;
pub(super) mod tables;
