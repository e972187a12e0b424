//! The sketches of articles, each read when somebody asks for it: after a change, few are.

use std::cell::OnceCell;
use std::ops::Index;

use crate::model::Sketch;

/// Sketches by the numbers of their articles.
pub struct Sketches<'a> {
    known: Vec<OnceCell<Box<Sketch>>>,
    read: Box<dyn Fn(usize) -> Sketch + 'a>,
    read_home: Box<dyn Fn(usize) -> (Option<u64>, u64) + 'a>,
}

impl<'a> Sketches<'a> {
    /// The sketches of this number of articles; `read` gives that of an article by its number, `read_home` of that only the
    /// hash of its publisher and its id, which are asked for far more often.
    pub fn new(
        articles: usize,
        read: impl Fn(usize) -> Sketch + 'a,
        read_home: impl Fn(usize) -> (Option<u64>, u64) + 'a,
    ) -> Sketches<'a> {
        Sketches { known: vec![OnceCell::new(); articles], read: Box::new(read), read_home: Box::new(read_home) }
    }

    /// The hash of an article's publisher, and its id.
    pub(super) fn home(&self, number: u32) -> (Option<u64>, u64) {
        let known = self.known[number as usize].get();
        known.map_or_else(|| (self.read_home)(number as usize), |sketch| (sketch.site, sketch.key.0))
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }
}

impl Index<usize> for Sketches<'_> {
    type Output = Sketch;

    fn index(&self, number: usize) -> &Sketch {
        self.known[number].get_or_init(|| Box::new((self.read)(number)))
    }
}

impl std::fmt::Debug for Sketches<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sketches").field("articles", &self.len()).finish_non_exhaustive()
    }
}
