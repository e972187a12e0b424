//! Documents of every form as a run of lines, read forwards and held one by one: what news databases export as text, as
//! HTML, and as files of a word processor has the same lines, so that one reader understands them all.
//!
//! `line` says what a line is. [`plain`] reads text, [`html`] pages, without building a tree, [`office`] the XML of word processors,
//! [`rtf`] RTF; both gather their lines in the same way (`gathered`).

mod gathered;
pub(super) mod html;
pub(super) mod line;
pub(super) mod office;
pub(super) mod plain;
pub(super) mod rtf;
