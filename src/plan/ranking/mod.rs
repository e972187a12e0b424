//! How well a text matches: [`matcher`] scores it by a plan (of an entry, [`texts`] makes what it takes), [`proximity`] says what words close to each other add,
//! and [`feedback`] what hits add that share what the first ones speak of.

pub(crate) mod feedback;
pub(crate) mod matcher;
pub(crate) mod proximity;
pub(crate) mod texts;
