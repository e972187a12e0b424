//! What layers of compression have in common: how far they may grow, where they are, and how they report damage.

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;

use crate::source::limits::{Limits, megabytes, over};
use crate::{Error, Result};

/// Growth below this is never called a bomb: a small file of blanks shrinks a thousandfold.
const HARMLESS: u64 = 8 << 20;

/// What is used up by one file of the archive, all that lies inside it included.
#[derive(Clone, Debug, Default)]
pub(crate) struct Budget(Rc<Spent>);

#[derive(Debug, Default)]
struct Spent {
    expanded: Cell<u64>,
    members: Cell<u64>,
}

impl Budget {
    /// Counts a member of a container.
    pub(crate) fn add_member(&self, limits: &Limits) -> Result<()> {
        self.0.members.set(self.0.members.get() + 1);
        match self.0.members.get() > limits.max_members {
            true => Err(over("max-members", format!("the file holds more than {} members", limits.max_members))),
            false => Ok(()),
        }
    }

    fn add_expanded(&self, bytes: u64, limits: &Limits) -> Result<()> {
        self.0.expanded.set(self.0.expanded.get() + bytes);
        match self.0.expanded.get() > limits.max_expanded {
            true => Err(over(
                "max-expanded",
                format!("the compressed file grows beyond {}", megabytes(limits.max_expanded)),
            )),
            false => Ok(()),
        }
    }
}

/// How far one layer has grown.
#[derive(Debug)]
pub(crate) struct Growth<'a> {
    limits: &'a Limits,
    budget: Budget,
    unpacked: u64,
}

impl<'a> Growth<'a> {
    pub(crate) fn new(limits: &'a Limits, budget: Budget) -> Growth<'a> {
        Growth { limits, budget, unpacked: 0 }
    }

    /// Counts bytes that came out of the layer, of which `packed` went in so far; fails beyond the limits.
    pub(crate) fn add(&mut self, unpacked: usize, packed: u64) -> io::Result<()> {
        self.unpacked += unpacked as u64;
        self.budget.add_expanded(unpacked as u64, self.limits).map_err(io::Error::other)?;
        if self.unpacked > HARMLESS && self.unpacked / self.limits.max_ratio.max(1) > packed {
            let grown = format!("the compressed file grows to more than {} times its size", self.limits.max_ratio);
            return Err(io::Error::other(over("max-ratio", grown)));
        }
        Ok(())
    }
}

/// What a layer of compression and the reader of what lies under it let each other know.
#[derive(Clone, Default)]
pub(crate) struct Track(Rc<TrackState>);

#[derive(Default)]
struct TrackState {
    member: Cell<u64>,
    damage: RefCell<Option<Error>>,
    goes_on: Cell<bool>,
}

impl Track {
    /// Where the compressed member starts that is being read.
    pub(crate) fn member(&self) -> u64 {
        self.0.member.get()
    }

    /// Notes that a compressed member starts here.
    pub(super) fn set_member(&self, offset: u64) {
        self.0.member.set(offset);
    }

    /// The damage that ended the layer early, once.
    pub(crate) fn take_damage(&self) -> Option<Error> {
        self.0.damage.borrow_mut().take()
    }

    /// Asks the layer to go on after damage: a read fails, and the next one is of the next member that is whole.
    pub(crate) fn go_on_behind_damage(&self) {
        self.0.goes_on.set(true);
    }

    /// What a layer's read comes to when it meets damage: an end, or a failure after which there may be more.
    pub(super) fn damaged(&self, damage: Error) -> io::Result<usize> {
        if self.0.goes_on.get() {
            return Err(io::Error::other(damage));
        }
        *self.0.damage.borrow_mut() = Some(damage);
        Ok(0)
    }

    /// Whether the layer is to go on after damage.
    pub(super) fn goes_on(&self) -> bool {
        self.0.goes_on.get()
    }
}

/// Whether the data is at fault, and not the system or a limit of a layer below.
pub(crate) fn is_damage(cause: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    matches!(cause.kind(), InvalidData | InvalidInput | UnexpectedEof)
}

/// The damage in the words of a report.
pub(super) fn damage(format: &str, cause: &io::Error, offset: u64) -> Error {
    let what = match cause.kind() {
        io::ErrorKind::UnexpectedEof => format!("the {format} data is cut off; what came before the cut was read"),
        _ => format!("the {format} data is damaged ({cause}); what came before was read"),
    };
    Error::malformed(what).at_offset(offset)
}
