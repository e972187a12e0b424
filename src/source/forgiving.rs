//! XML as programs of all ages write it: what a strict reader refuses is read as far as it makes sense.

use quick_xml::reader::Config;

/// Lets a reader go on past end tags that close something else or nothing, and past an `&` that begins nothing.
pub(in crate::source) fn forgive(config: &mut Config) {
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
}
