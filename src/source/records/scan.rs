//! JSON followed byte by byte: where values begin and end, and under which names they stand.
//!
//! Nothing is built and nothing recurses, so a file of any size and depth is gone through in one pass. The text need not be
//! valid: what closes nothing is passed over, and what is no value is taken for one to its next mark.

use memchr::memchr2;

/// Containers deeper than this are counted, but the names of what is in them are not kept.
const TRACKED: usize = 32;
/// The longest part of a name that is kept, in bytes.
const LONGEST: usize = 64;

/// What a value is by its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Object,
    Array,
    Text,
    /// A number, a word, or what should be one.
    Bare,
}

/// What a step came upon, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Step {
    /// A bare value ended before the last byte that was taken.
    pub(super) ended_before: bool,
    /// The last byte that was taken starts a value.
    pub(super) starts: Option<Shape>,
    /// The last byte that was taken ends a value.
    pub(super) ends: bool,
}

/// Where in the text the scan stands.
#[derive(Debug, Default)]
pub(super) struct Scan {
    containers: Vec<Container>,
    /// Open containers beyond those that are tracked.
    untracked: u64,
    /// The names that lead to the current value: `.response.results[]`.
    path: String,
    key: Vec<u8>,
    inside: Inside,
    escaped: bool,
}

#[derive(Debug)]
struct Container {
    is_array: bool,
    /// The length of its own path.
    path: usize,
    awaits_key: bool,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Between,
    Key,
    Text,
    Bare,
}

impl Scan {
    /// How many containers are open.
    pub(super) fn depth(&self) -> u64 {
        self.containers.len() as u64 + self.untracked
    }

    /// The names that lead to the value that was met last.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The name under which that value stands in its object; empty in lists.
    pub(super) fn key(&self) -> &[u8] {
        match self.containers.last() {
            Some(container) if !container.is_array && self.untracked == 0 => &self.key,
            _ => &[],
        }
    }

    /// In what containers a value stands that is inside so many: a bit each, the outermost first behind a leading 1, set for a
    /// list. Only those are told of which the names are kept.
    pub(super) fn nesting(&self, depth: u64) -> u64 {
        let around = usize::try_from(depth).unwrap_or(TRACKED);
        self.containers.iter().take(around).fold(1, |bits, container| bits << 1 | u64::from(container.is_array))
    }

    /// Goes on to the next byte at which something begins or ends. Gives how many bytes were taken, and what was met
    /// with the last of them; nothing where all were taken without.
    pub(super) fn advance(&mut self, bytes: &[u8]) -> (usize, Step) {
        let mut taken = 0;
        while taken < bytes.len() {
            if matches!(self.inside, Inside::Key | Inside::Text) && !self.escaped {
                let plain = memchr2(b'"', b'\\', &bytes[taken..]).unwrap_or(bytes.len() - taken);
                if self.inside == Inside::Key {
                    let room = LONGEST.saturating_sub(self.key.len());
                    self.key.extend_from_slice(&bytes[taken..taken + plain.min(room)]);
                }
                taken += plain;
                if taken == bytes.len() {
                    break;
                }
            }
            let step = self.step(bytes[taken]);
            taken += 1;
            if step != Step::default() {
                return (taken, step);
            }
        }
        (taken, Step::default())
    }

    fn step(&mut self, byte: u8) -> Step {
        match self.inside {
            Inside::Key | Inside::Text => return self.in_string(byte),
            Inside::Bare
                if !matches!(byte, b',' | b':' | b']' | b'}' | b'[' | b'{' | b'"') && !byte.is_ascii_whitespace() =>
            {
                return Step::default();
            }
            Inside::Bare => {
                self.inside = Inside::Between;
                return Step { ended_before: true, ..self.between(byte) };
            }
            Inside::Between => {}
        }
        self.between(byte)
    }

    fn in_string(&mut self, byte: u8) -> Step {
        if self.escaped {
            self.escaped = false;
        } else if byte == b'\\' {
            self.escaped = true;
        } else if byte == b'"' {
            let ends = self.inside == Inside::Text;
            self.inside = Inside::Between;
            return Step { ends, ..Step::default() };
        }
        Step::default()
    }

    fn between(&mut self, byte: u8) -> Step {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | 0xEF | 0xBB | 0xBF => Step::default(),
            b',' => {
                self.await_key(true);
                Step::default()
            }
            b':' => {
                self.await_key(false);
                Step::default()
            }
            b'"' if self.awaits_key() => {
                self.key.clear();
                self.inside = Inside::Key;
                Step::default()
            }
            b'}' | b']' => Step { ends: self.close(), ..Step::default() },
            b'{' => self.open(false),
            b'[' => self.open(true),
            b'"' => self.start(Shape::Text, Inside::Text),
            _ => self.start(Shape::Bare, Inside::Bare),
        }
    }

    fn awaits_key(&self) -> bool {
        self.untracked == 0 && self.containers.last().is_some_and(|container| container.awaits_key)
    }

    fn await_key(&mut self, awaits: bool) {
        if let (Some(container), 0) = (self.containers.last_mut(), self.untracked) {
            container.awaits_key = awaits && !container.is_array;
        }
    }

    fn start(&mut self, shape: Shape, inside: Inside) -> Step {
        self.name();
        self.inside = inside;
        Step { starts: Some(shape), ..Step::default() }
    }

    fn open(&mut self, is_array: bool) -> Step {
        self.name();
        if self.containers.len() < TRACKED {
            self.containers.push(Container { is_array, path: self.path.len(), awaits_key: !is_array });
        } else {
            self.untracked += 1;
        }
        let shape = if is_array { Shape::Array } else { Shape::Object };
        Step { starts: Some(shape), ..Step::default() }
    }

    /// Makes the path that of a value that starts here.
    fn name(&mut self) {
        if self.untracked > 0 {
            return;
        }
        match self.containers.last() {
            None => self.path.clear(),
            Some(container) => {
                self.path.truncate(container.path);
                if container.is_array {
                    self.path.push_str("[]");
                } else {
                    self.path.push('.');
                    self.path.push_str(&String::from_utf8_lossy(&self.key));
                }
            }
        }
    }

    fn close(&mut self) -> bool {
        if self.untracked > 0 {
            self.untracked -= 1;
            return true;
        }
        let Some(container) = self.containers.pop() else { return false };
        self.path.truncate(container.path);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of a text, as path and text.
    fn values(text: &str) -> Vec<(String, String)> {
        let (mut scan, mut open, mut found, mut at) = (Scan::default(), Vec::new(), Vec::new(), 0);
        while at < text.len() {
            let (taken, step) = scan.advance(&text.as_bytes()[at..]);
            at += taken;
            let mut close = |end: usize| {
                if let Some((path, start)) = open.pop() {
                    found.push((path, text[start..end].to_owned()));
                }
            };
            if step.ended_before {
                close(at - 1);
            }
            if step.ends {
                close(at);
            }
            if step.starts.is_some() {
                open.push((scan.path().to_owned(), at - 1));
            }
        }
        found
    }

    #[test]
    fn values_are_told_with_the_names_that_lead_to_them() {
        let found = values(r#"{"a": [1, {"b": "x\"]"}], "c" : {"d": null}} [2]"#);
        let found: Vec<(&str, &str)> = found.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let expected = [
            (".a[]", "1"),
            (".a[].b", r#""x\"]""#),
            (".a[]", r#"{"b": "x\"]"}"#),
            (".a", r#"[1, {"b": "x\"]"}]"#),
            (".c.d", "null"),
            (".c", r#"{"d": null}"#),
            ("", r#"{"a": [1, {"b": "x\"]"}], "c" : {"d": null}}"#),
            ("[]", "2"),
            ("", "[2]"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn depth_costs_no_stack_and_what_closes_nothing_is_passed_over() {
        let mut scan = Scan::default();
        let deep = "[{\"a\":".repeat(100_000);
        let mut at = 0;
        while at < deep.len() {
            at += scan.advance(&deep.as_bytes()[at..]).0;
        }
        assert_eq!(scan.depth(), 200_000);
        assert_eq!(values("]} 1 "), [(String::new(), "1".to_owned())]);
    }
}
