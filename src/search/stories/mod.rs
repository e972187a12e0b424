//! Articles that are one story: [`groups`] knows the copies of one snapshot, [`kept`] what the last grouping found, and
//! [`spread`] tells where a story was printed.

pub(super) mod groups;
mod kept;
pub(super) mod spread;
