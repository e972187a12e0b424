//! Operations that are sent with one request.

use std::ops::Range;

use super::operation::Operation;

/// A batch is full at this many bytes. OpenSearch turns requests away when those under way pass a tenth of a node's heap, of
/// which the smallest have 512 MB.
pub(super) const FULL: usize = 5 << 20;
/// Or at this many operations.
const MANY: usize = 2_000;

/// Operations in the order in which they came, as the lines of a request.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    lines: Vec<u8>,
    items: Vec<Item>,
}

/// One operation of a batch.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The id of the document.
    pub(super) id: String,
    /// Where its lines are.
    lines: Range<usize>,
}

impl Batch {
    /// Whether an operation with so many bytes belongs into the next batch.
    pub(super) fn is_full_for(&self, bytes: usize) -> bool {
        !self.items.is_empty() && (self.lines.len() + bytes > FULL || self.items.len() >= MANY)
    }

    /// Adds an operation.
    pub(super) fn add(&mut self, operation: &Operation) {
        self.add_lines(&operation.id, operation.lines().as_bytes());
    }

    fn add_lines(&mut self, id: &str, lines: &[u8]) {
        let begin = self.lines.len();
        self.lines.extend_from_slice(lines);
        self.items.push(Item { id: id.to_owned(), lines: begin..self.lines.len() });
    }

    /// The operations with these numbers, as a batch of their own.
    pub(super) fn only(&self, numbers: impl IntoIterator<Item = usize>) -> Batch {
        let mut part = Batch::default();
        for number in numbers {
            let item = &self.items[number];
            part.add_lines(&item.id, &self.lines[item.lines.clone()]);
        }
        part
    }

    /// The two halves of a batch; none where it holds one operation.
    pub(super) fn halves(&self) -> Option<[Batch; 2]> {
        let half = self.items.len() / 2;
        (half > 0).then(|| [self.only(0..half), self.only(half..self.items.len())])
    }

    /// The body of the request.
    pub(super) fn body(&self) -> &[u8] {
        &self.lines
    }

    /// The operations.
    pub(super) fn items(&self) -> &[Item] {
        &self.items
    }
}
