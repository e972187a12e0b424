//! How well a text matches: [`matcher`] scores it by a plan, and [`proximity`] says what words close to each other add.

pub(crate) mod matcher;
pub(crate) mod proximity;
