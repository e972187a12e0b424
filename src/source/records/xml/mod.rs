//! Articles in XML of the press, of libraries and of note keepers: one [`frame`] reads the file forwards and holds an article's
//! [`tree`] at a time; each [`vocabulary`] says which element is an article and has a small reader of its own.
//! XML that is of no such vocabulary may still be records, whose [`fields`] are elements.

pub(in crate::source) mod fields;
pub(in crate::source) mod frame;
pub(in crate::source) mod vocabulary;

mod around;
mod trec;
mod tree;

mod clips;
mod doc;
mod factiva;
mod mediawiki;
mod newsml;
mod newsml_g2;
mod nitf;
mod rcv1;
mod reuters;
mod tei;
mod wikitext;

mod alto;
mod columns;
pub(in crate::source) mod issues;
pub(in crate::source) mod mets;
mod page_xml;
