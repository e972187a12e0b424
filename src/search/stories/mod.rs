//! Articles that are one story: [`groups`] knows the copies of one snapshot, [`spread`] tells where a story was printed, and
//! [`versions`] tells the saves of one address apart.

pub(super) mod groups;
pub(super) mod spread;
pub(super) mod versions;
