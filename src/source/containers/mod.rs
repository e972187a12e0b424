//! Files that hold other documents: [`warc`] (with the [`http`] messages in it, their [`headers`], and [`revisit`] records),
//! [`arc`], recordings of browsers ([`har`], [`wrr`]), [`zip`] (by its [`zip_content`]; the chapters of an [`epub`] and the [`page_list`] of a WACZ), [`tar`] and
//! [`mbox`]. [`rendered`] text is read where a page shows less, [`media_kind`] tells which answers may be pages. Each
//! hands out a [`member`] when it comes to it, so nothing holds a whole container.

pub(super) mod arc;
mod epub;
pub(super) mod har;
pub(super) mod headers;
pub(super) mod http;
pub(super) mod mbox;
mod media_kind;
pub(super) mod member;
mod page_list;
pub(super) mod rendered;
pub(super) mod revisit;
mod substack;
pub(super) mod tar;
mod tar_sparse;
pub(super) mod warc;
pub(super) mod wrr;
pub(super) mod zip;
mod zip_content;
mod zip_doubles;
mod zip_names;
