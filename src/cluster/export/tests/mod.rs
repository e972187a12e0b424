//! Exports into a played cluster, cut off at every request. `tests/cluster/` has the same on real nodes.

mod cut_off;
mod played;
