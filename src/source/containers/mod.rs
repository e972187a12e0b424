//! Files that hold other documents: [`warc`] (with the [`http`] messages in it, their [`headers`], and [`revisit`] records),
//! [`zip`] and [`tar`]. Each calls for a [`member`] while it stands at it, so nothing holds a whole container.

pub(super) mod headers;
pub(super) mod http;
pub(super) mod member;
pub(super) mod revisit;
pub(super) mod tar;
pub(super) mod warc;
pub(super) mod zip;
