//! The API: the answers of `docs/json.md` over HTTP, by the serializer that the terminal uses.
//!
//! A question comes as an address has it, or as a body in the form in which it is saved. `openapi` describes all of it.

pub(super) mod archive;
pub(super) mod articles;
pub(super) mod export;
pub(super) mod openapi;
pub(super) mod questions;

mod json;
