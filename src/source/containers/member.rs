//! A member: one file, record or part inside a container.
//!
//! Containers are read forwards, and a member's bytes can be had only while the container stands at it. So a container
//! does not give out members; it calls back for each of them, and goes on if the answer says so.

use std::io::Read;
use std::ops::ControlFlow;

use crate::Result;
use crate::model::Declared;

/// One file, record or part inside a container.
pub(crate) struct Member<'a> {
    /// What the container calls it: a path, a URL. It is a name and nothing else; no file is ever opened by it.
    pub(crate) name: String,
    /// The ending that a file of its kind would have; for paths, the one that it has.
    pub(crate) kind: &'static str,
    /// Where it starts in the container's bytes, where the container tells.
    pub(crate) offset: Option<u64>,
    /// What the container says of it.
    pub(crate) declared: Declared,
    /// Its bytes.
    pub(crate) bytes: &'a mut dyn Read,
}

/// Who is called for each member of a container, or for the trouble in its place.
pub(super) type Each<'e> = dyn FnMut(Result<Member<'_>>) -> ControlFlow<()> + 'e;
