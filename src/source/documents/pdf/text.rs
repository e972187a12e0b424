//! The text of PDF pages: shown strings put together to lines and paragraphs by where they stand (ISO 32000-1, 9.4).
//!
//! A string that starts where the last one ended goes on with it; after a gap it is another word; on another height it
//! is another line. A line goes on with the paragraph unless the letters are of another size or the step was a large one.

use std::rc::Rc;

use lopdf::Object;
use lopdf::content::Operation;

use super::font::Font;

/// A gap of this much of the font's size separates words.
const GAP: f32 = 0.16;
/// A step of this much of the font's size is another line.
const LINE: f32 = 0.4;
/// A step of this much of the font's size is another paragraph.
const PARAGRAPH: f32 = 1.75;
/// Letters larger or smaller by this much are of another paragraph.
const SIZE: f32 = 1.12;
/// How many saved states are kept.
const SAVED: usize = 64;

/// The text of the pages so far.
#[derive(Debug, Default)]
pub(super) struct Text {
    written: String,
    /// Where the last string ended, and the size of its letters.
    end: Option<(f32, f32, f32)>,
}

impl Text {
    /// How many bytes there are.
    pub(super) fn len(&self) -> usize {
        self.written.len()
    }

    /// Follows an operation of a page's content. `font` finds fonts by their names there.
    pub(super) fn follow<'d>(
        &mut self,
        operation: &Operation,
        state: &mut GraphicsState<'d>,
        font: impl Fn(&[u8]) -> Option<Rc<Font<'d>>>,
    ) {
        match operation.operator.as_str() {
            "q" => state.save(),
            "Q" => state.restore(),
            "Tf" => {
                state.font = operation.operands.first().and_then(|name| name.as_name().ok()).and_then(font);
                state.pen.size = number(operation, 1).unwrap_or(state.pen.size);
            }
            "Tj" | "TJ" => self.show(operation, state),
            "'" | "\"" => {
                state.pen.step(0.0, -state.pen.leading);
                self.show(operation, state);
            }
            _ => state.pen.move_by(operation),
        }
    }

    /// The text whole.
    pub(super) fn finish(self) -> String {
        self.written.trim().to_owned()
    }

    fn show(&mut self, operation: &Operation, GraphicsState { pen, font, .. }: &mut GraphicsState<'_>) {
        let (Some(font), Some(shown)) = (font, operation.operands.last()) else { return };
        let pieces = shown.as_array().map_or(std::slice::from_ref(shown), Vec::as_slice);
        for piece in pieces {
            match piece {
                Object::String(string, _) => {
                    self.write(&font.text(string), pen);
                    pen.advance(font.width(string));
                    self.end = Some(pen.place());
                }
                kerning => pen.advance(-kerning.as_float().unwrap_or_default() / 1000.0),
            }
        }
    }

    fn write(&mut self, text: &str, pen: &Pen) {
        let (x, y, size) = pen.place();
        if let Some((end, height, last_size)) = self.end.filter(|_| !text.is_empty() && !self.written.is_empty()) {
            let step = (y - height).abs() / size.max(last_size).max(0.01);
            let is_resized = size / last_size.max(0.01) > SIZE || last_size / size.max(0.01) > SIZE;
            if step > LINE {
                self.end_line(is_resized || step > PARAGRAPH);
            } else if (x - end).abs() > GAP * size && !self.written.ends_with(char::is_whitespace) {
                self.written.push(' ');
            }
        }
        if self.written.ends_with(char::is_whitespace) {
            self.written.push_str(text.trim_start());
        } else {
            self.written.push_str(text);
        }
    }

    /// Ends a line, and with it a paragraph, or a word that was cut at the margin.
    fn end_line(&mut self, paragraph: bool) {
        self.written.truncate(self.written.trim_end().len());
        let is_cut = self.written.strip_suffix(['-', '\u{AD}']).is_some_and(|rest| rest.ends_with(char::is_lowercase));
        if is_cut {
            self.written.pop();
        } else {
            self.written.push_str(if paragraph { "\n\n" } else { " " });
        }
    }
}

/// The graphics state (ISO 32000-1, section 8.4): what operators read and change.
#[derive(Clone, Default)]
pub(super) struct GraphicsState<'d> {
    pen: Pen,
    font: Option<Rc<Font<'d>>>,
    /// What `Q` goes back to.
    saved: Vec<(Pen, Option<Rc<Font<'d>>>)>,
    /// How many more states were to be saved than are kept.
    unsaved: usize,
}

impl GraphicsState<'_> {
    /// The state in which a form begins that is shown here, moved by its matrix.
    pub(super) fn inside(&self, matrix: &[Object]) -> Self {
        let page = times(self::matrix(matrix), self.pen.page);
        GraphicsState { pen: Pen { page, ..self.pen }, font: self.font.clone(), ..GraphicsState::default() }
    }

    fn save(&mut self) {
        if self.saved.len() < SAVED {
            self.saved.push((self.pen, self.font.clone()));
        } else {
            self.unsaved += 1;
        }
    }

    fn restore(&mut self) {
        if self.unsaved > 0 {
            self.unsaved -= 1;
        } else if let Some((pen, font)) = self.saved.pop() {
            // Where the line stands is no part of the state.
            let Pen { line, along, .. } = self.pen;
            (self.pen, self.font) = (Pen { line, along, ..pen }, font);
        }
    }
}

/// Where text is shown, and how large.
#[derive(Clone, Copy, Debug)]
struct Pen {
    page: Matrix,
    line: Matrix,
    /// How far the line was written, in its own units.
    along: f32,
    size: f32,
    leading: f32,
}

impl Default for Pen {
    fn default() -> Pen {
        Pen { page: UNIT, line: UNIT, along: 0.0, size: 10.0, leading: 0.0 }
    }
}

impl Pen {
    /// Follows an operation that moves.
    fn move_by(&mut self, operation: &Operation) {
        let at = |place: usize| number(operation, place).unwrap_or_default();
        match operation.operator.as_str() {
            "BT" => (self.line, self.along) = (UNIT, 0.0),
            "Tm" => (self.line, self.along) = (matrix(&operation.operands), 0.0),
            "cm" => self.page = times(matrix(&operation.operands), self.page),
            "Td" => self.step(at(0), at(1)),
            "TD" => {
                self.leading = -at(1);
                self.step(at(0), at(1));
            }
            "TL" => self.leading = at(0),
            "T*" => self.step(0.0, -self.leading),
            _ => {}
        }
    }

    fn step(&mut self, x: f32, y: f32) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.along = 0.0;
    }

    fn advance(&mut self, width: f32) {
        self.along += width * self.size;
    }

    /// The place on the page, and the size of the letters there.
    fn place(&self) -> (f32, f32, f32) {
        let here = times(times([1.0, 0.0, 0.0, 1.0, self.along, 0.0], self.line), self.page);
        let scale = here[2].hypot(here[3]);
        (here[4], here[5], (self.size * scale).abs())
    }
}

/// A transformation of the plane, as the standard writes it.
type Matrix = [f32; 6];

/// The one that changes nothing.
const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `one`, then `next`.
fn times(one: Matrix, next: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = one;
    let [g, h, i, j, k, l] = next;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

fn matrix(numbers: &[Object]) -> Matrix {
    std::array::from_fn(|place| numbers.get(place).and_then(|number| number.as_float().ok()).unwrap_or(UNIT[place]))
}

fn number(operation: &Operation, place: usize) -> Option<f32> {
    operation.operands.get(place)?.as_float().ok()
}
