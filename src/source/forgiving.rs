//! XML as programs of all ages write it: what a strict reader refuses is read as far as it makes sense.

use std::sync::Arc;

use quick_xml::reader::Config;

use super::limits::of_read;
use crate::Error;

/// Lets a reader go on past end tags that close something else or nothing, and past an `&` that begins nothing.
pub(in crate::source) fn forgive(config: &mut Config) {
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
}

/// The error of a reader that could not go on.
pub(in crate::source) fn of_xml(cause: quick_xml::Error) -> Error {
    match cause {
        quick_xml::Error::Io(cause) => match Arc::try_unwrap(cause) {
            Ok(cause) => of_read(cause),
            Err(cause) => Error::malformed(cause.to_string()),
        },
        cause => Error::malformed(format!("the XML is damaged ({cause}); what came before was read")),
    }
}
