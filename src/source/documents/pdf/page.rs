//! The pages of a PDF document: their content, with the forms that are shown in it, in the order in which it is drawn
//! (ISO 32000-1, sections 7.8 and 8.10).

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::font::Font;
use super::text::{GraphicsState, Text};

/// How many bytes a stream may unpack to.
pub(super) const STREAM: usize = 4 << 20;
/// How many fonts are read at most.
const FONTS: usize = 256;
/// How deep forms may be shown in one another.
pub(super) const DEPTH: usize = 8;
/// How many bytes showing a form takes off what may be read, besides its length: a short one may be shown often.
const SHOWING: usize = 256;

/// Reads pages one after the other.
pub(super) struct Pages<'d> {
    document: &'d Document,
    /// Fonts by where they lie, which stands for the object: nothing moves while the document is borrowed.
    fonts: BTreeMap<usize, Rc<Font<'d>>>,
    text: Text,
    /// How long the text may be.
    longest: usize,
    /// How many bytes of content may still be read.
    left: usize,
}

/// What the names in a content stand for: the resources of the page or form, those that come before others first.
type Resources<'d> = Vec<&'d Dictionary>;

impl<'d> Pages<'d> {
    /// A reader that reads at most `longest` bytes of content, and gives at most as many of text.
    pub(super) fn new(document: &'d Document, longest: usize) -> Pages<'d> {
        Pages { document, fonts: BTreeMap::new(), text: Text::default(), longest, left: longest }
    }

    /// Reads a page; nothing of one that cannot be read.
    pub(super) fn read(&mut self, page: ObjectId) {
        let Ok(content) = self.document.get_page_content_with_limit(page, STREAM.min(self.left)) else { return };
        let (own, inherited) = self.document.get_page_resources(page).unwrap_or_default();
        let inherited = inherited.iter().filter_map(|id| self.document.get_dictionary(*id).ok());
        let resources: Resources<'d> = own.into_iter().chain(inherited).collect();
        self.content(&content, &resources, GraphicsState::default(), 0);
    }

    /// Whether there was more than may be read.
    pub(super) fn are_too_long(&self) -> bool {
        self.left == 0 || self.text.len() > self.longest
    }

    /// The text of all pages.
    pub(super) fn finish(self) -> String {
        self.text.finish()
    }

    fn content(&mut self, content: &[u8], resources: &Resources<'d>, mut state: GraphicsState<'d>, depth: usize) {
        self.left = self.left.saturating_sub(content.len());
        let Ok(content) = Content::decode(content) else { return };
        let fonts = self.fonts(resources);
        for operation in content.operations {
            if self.are_too_long() {
                return;
            }
            match operation.operator.as_str() {
                "Do" if depth < DEPTH => self.form(&operation, resources, &state, depth),
                _ => self.text.follow(&operation, &mut state, |name| fonts.get(name).cloned()),
            }
        }
    }

    /// Reads a form where it is shown. One that brings no resources uses those of the page.
    fn form(&mut self, operation: &Operation, around: &Resources<'d>, state: &GraphicsState<'d>, depth: usize) {
        self.left = self.left.saturating_sub(SHOWING);
        let name = operation.operands.first().and_then(|name| name.as_name().ok());
        let Some(form) = name.and_then(|name| self.named_form(name, around)) else { return };
        let Ok(content) = form.get_plain_content_with_limit(STREAM.min(self.left)) else { return };
        let resource = |key: &[u8]| form.dict.get_deref(key, self.document);
        let resources = match resource(b"Resources").and_then(Object::as_dict) {
            Ok(own) => vec![own],
            Err(_) => around.clone(),
        };
        let matrix = resource(b"Matrix").and_then(Object::as_array).map_or(&[][..], Vec::as_slice);
        self.content(&content, &resources, state.inside(matrix), depth + 1);
    }

    fn named_form(&self, name: &[u8], resources: &Resources<'d>) -> Option<&'d Stream> {
        let stream = |objects: &'d Dictionary| objects.get_deref(name, self.document).and_then(Object::as_stream).ok();
        let form = self.each(b"XObject", resources).find_map(stream)?;
        let kind = form.dict.get(b"Subtype").and_then(Object::as_name).ok();
        (kind == Some(b"Form")).then_some(form)
    }

    /// The fonts of resources by their names; each is looked into once.
    fn fonts(&mut self, resources: &Resources<'d>) -> BTreeMap<Vec<u8>, Rc<Font<'d>>> {
        let mut names = BTreeMap::new();
        let named: Vec<&'d Dictionary> = self.each(b"Font", resources).collect();
        for (name, font) in named.into_iter().flat_map(Dictionary::iter) {
            let Ok((_, Object::Dictionary(font))) = self.document.dereference(font) else { continue };
            let place = std::ptr::from_ref(font) as usize;
            if !self.fonts.contains_key(&place) && self.fonts.len() < FONTS {
                self.fonts.insert(place, Rc::new(Font::of(self.document, font, STREAM)));
            }
            if let (Some(font), false) = (self.fonts.get(&place), names.contains_key(name)) {
                names.insert(name.clone(), Rc::clone(font));
            }
        }
        names
    }

    /// The dictionaries that resources have of a kind.
    fn each(&self, kind: &'static [u8], resources: &Resources<'d>) -> impl Iterator<Item = &'d Dictionary> {
        let document = self.document;
        resources.iter().filter_map(move |all| all.get_deref(kind, document).and_then(Object::as_dict).ok())
    }
}
