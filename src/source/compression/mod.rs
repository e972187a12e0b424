//! Layers of compression, read within limits.
//!
//! [`gzip`] and [`zstd`] go on at the next member after damage; both read through [`buffered`]. [`budget`] counts what a file uses
//! up of the limits, all that lies inside it included; [`allowance`] and [`decoded`] bound a single stream. [`stream`] reads bzip2 and xz.

pub(super) mod allowance;
pub(super) mod budget;
pub(super) mod buffered;
pub(super) mod decoded;
pub(super) mod gzip;
pub(super) mod stream;
pub(super) mod zstd;
