//! Tests of the index as a whole: damage, and faults of the disk.

mod damage;
mod faults;
pub(super) mod samples;
