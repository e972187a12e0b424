//! Articles that are one story: [`groups`] knows the copies of one snapshot, [`kept`] what the last grouping found, [`spread`] tells where a story was printed, and
//! [`versions`] tells the saves of one address apart.

pub(super) mod groups;
mod kept;
pub(super) mod spread;
pub(super) mod versions;
