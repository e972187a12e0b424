//! What the objects of a JSON text have of an article, told as each of them ends.

use super::scan::{Scan, Shape};
use crate::source::field_map::{Field, FieldMap};

/// Names under which an object that replaces a text holds that text.
const STAND_FOR_TEXT: &[&[u8]] = &[b"rendered", b"processed", b"value", b"main", b"text"];
/// How deep in a file a record may be.
pub(super) const DEEPEST: u64 = 24;

/// What an object has of an article.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub(super) title: bool,
    pub(super) text: bool,
    /// An address or a day, which most things that have a headline and are articles have too.
    pub(super) placed: bool,
    /// A day, which pictures and the envelopes of lists have seldom.
    pub(super) dated: bool,
}

impl Seen {
    /// Whether it may be an article.
    pub(super) fn is_article(self) -> bool {
        self.title || self.text
    }

    /// Whether it is an article wherever it stands: pictures, profiles and parts of articles have less.
    pub(super) fn is_whole(self) -> bool {
        self.title && (self.text || self.dated) || self.text && self.placed
    }

    /// How sure it is that this is an article.
    pub(super) fn strength(self) -> Strength {
        match () {
            () if self.text => Strength::Text,
            () if self.title && self.dated => Strength::Dated,
            () if self.title && self.placed => Strength::Placed,
            () if self.title => Strength::Title,
            () => Strength::None,
        }
    }

    fn add(&mut self, other: Seen) {
        self.title |= other.title;
        self.text |= other.text;
        self.placed |= other.placed;
        self.dated |= other.dated;
    }
}

/// How sure it is that objects are articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    #[default]
    None,
    Title,
    Placed,
    Dated,
    Text,
}

/// An object that has ended.
pub(super) struct Ended {
    /// The names that lead to it (see [`Scan::path`]).
    pub(super) path: String,
    /// Whether it is an element of a list or stands by itself, and not under a name in an object.
    pub(super) is_element: bool,
    /// How many containers it stands in.
    pub(super) depth: u64,
    /// What it has itself.
    pub(super) own: Seen,
    /// What it has, or where that is no article the objects in it.
    pub(super) seen: Seen,
    /// Whether a record was read in it.
    pub(super) has_records: bool,
    /// The number of this article among those that stand under names in the object around it; 0 where it is none.
    pub(super) sibling: usize,
}

/// A container that is open.
#[derive(Default)]
struct Open {
    is_object: bool,
    is_element: bool,
    path: String,
    /// What its name says that it is.
    named: Seen,
    /// What it has.
    own: Seen,
    /// What the objects in it have.
    inner: Seen,
    /// How many of these are whole articles.
    articles: usize,
    /// Whether an object in it holds several.
    holds_several: bool,
    /// Whether a record was read in it.
    has_records: bool,
}

/// The containers that are open at a place in a text, and what was met in them.
#[derive(Default)]
pub(super) struct Contents {
    open: Vec<Open>,
}

impl Contents {
    /// The path of the innermost container that is open, where its texts are named.
    pub(super) fn innermost(&self) -> Option<&str> {
        self.open.last().filter(|container| container.is_object).map(|container| container.path.as_str())
    }

    /// Whether the innermost container that is open is an element of a list or stands by itself.
    pub(super) fn is_in_element(&self) -> bool {
        self.open.last().is_some_and(|container| container.is_element)
    }

    /// In what containers the next value stands (see [`Scan::nesting`]).
    pub(super) fn nesting(&self) -> u64 {
        self.open.iter().fold(1, |bits, container| bits << 1 | u64::from(!container.is_object))
    }

    /// Whether the object that stands in so many containers may be an article by what was met so far.
    pub(super) fn may_be_article(&self, depth: u64) -> bool {
        let index = usize::try_from(depth).unwrap_or(usize::MAX);
        self.open.get(index).is_some_and(|container| container.own.is_article())
    }

    /// A record was read in the innermost container that is open.
    pub(super) fn note_record(&mut self) {
        if let Some(container) = self.open.last_mut() {
            container.has_records = true;
        }
    }

    /// A value starts, which the scan has just met. Gives the name of a text in an object.
    pub(super) fn start(&mut self, scan: &Scan, shape: Shape, fields: &FieldMap) -> Option<String> {
        let key = self.key(scan);
        let named = key.as_deref().map(|key| meant(key, fields)).unwrap_or_default();
        let is_element = self.open.last().is_none_or(|parent| !parent.is_object);
        match (shape, self.open.last_mut()) {
            (Shape::Text, Some(parent)) if parent.is_object => {
                parent.own.add(named);
                self.tell_above(STAND_FOR_TEXT.contains(&scan.key()));
                return key;
            }
            (Shape::Text, Some(_)) => self.tell_above(true),
            (Shape::Bare, Some(parent)) => {
                parent.own.placed |= named.placed;
                parent.own.dated |= named.dated;
            }
            (Shape::Object | Shape::Array, _) if scan.depth() <= DEEPEST => {
                let path = scan.path().to_owned();
                let is_object = shape == Shape::Object;
                let fresh = Open { is_object, is_element, path, named, ..Open::default() };
                self.open.push(fresh);
            }
            (Shape::Object | Shape::Array, _) | (_, None) => {}
        }
        None
    }

    /// The name of the value that starts here. A container that has just been opened is not its own parent.
    fn key(&self, scan: &Scan) -> Option<String> {
        let (_, key) = scan.path().rsplit_once('.')?;
        self.open.last().is_some_and(|parent| parent.is_object).then(|| key.to_owned())
    }

    /// A text stands in the innermost container, which may stand for a field of the object around it.
    fn tell_above(&mut self, stands_for: bool) {
        if let ([.., above, container], true) = (self.open.as_mut_slice(), stands_for) {
            above.own.add(container.named);
        }
    }

    /// The next object that has ended, where so many containers are open by now; none when all were told.
    pub(super) fn end(&mut self, depth: u64) -> Option<Ended> {
        while self.open.len() as u64 > depth {
            let container = self.open.pop()?;
            if let (Some(parent), true) = (self.open.last_mut(), container.has_records) {
                parent.has_records = true;
            }
            if !container.is_object {
                continue;
            }
            let Open { path, is_element, own, has_records, .. } = container;
            let mut seen = own;
            if !seen.is_article() {
                seen.add(container.inner);
            }
            let holds_several = !own.is_article() && (container.articles > 1 || container.holds_several);
            let mut sibling = 0;
            if let (Some(parent), false) = (self.open.last_mut(), is_element) {
                parent.inner.add(seen);
                parent.holds_several |= holds_several;
                if seen.is_whole() && !holds_several {
                    parent.articles += 1;
                    sibling = parent.articles;
                }
            }
            return Some(Ended { path, is_element, depth: self.open.len() as u64, own, seen, has_records, sibling });
        }
        None
    }
}

/// What a name says that its value is.
fn meant(name: &str, fields: &FieldMap) -> Seen {
    let means = |field| fields.means(name, field);
    let dated = means(Field::Date);
    Seen { title: means(Field::Title), text: means(Field::Text), placed: means(Field::Url) || dated, dated }
}
