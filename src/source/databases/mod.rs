//! What news databases export: many stories in one file, in a form of their own.
//!
//! [`service`] knows an export by its first bytes. [`stories`] reads its lines forwards, separates them where the service separates its stories,
//! and has each read by the service's own reader: [`nexis`], [`factiva`], [`proquest`], [`europresse`], [`genios`], [`retriever`]. These know their services'
//! [`labels`] in the languages in which the services are used; a `story` is what they find. The stamp of the download is no
//! day of publication.

pub(super) mod service;
pub(super) mod stories;

mod europresse;
mod factiva;
mod genios;
mod nexis;
mod proquest;
mod retriever;

mod boundary;
mod dates;
mod labels;
