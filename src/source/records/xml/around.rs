//! What a file says around its articles, which they may have in common: the paper, the day of the issue.

/// What stands around the records of a file: texts of elements, and attributes as `element@name`.
#[derive(Debug, Default)]
pub(super) struct Around(Vec<(String, String)>);

impl Around {
    /// Notes the text of an element, unless there are too many or it is too long.
    pub(super) fn note(&mut self, name: &str, text: &str, (count, length): (usize, usize)) {
        let is_of_use = !text.is_empty() && text.len() < length && self.0.len() < count;
        if is_of_use && self.get(name).is_none() {
            self.0.push((name.to_owned(), text.to_owned()));
        }
    }

    /// Notes the attributes of an element.
    pub(super) fn note_attributes(&mut self, name: &str, attributes: Vec<(String, String)>, bounds: (usize, usize)) {
        for (attribute, value) in attributes {
            self.note(&format!("{name}@{attribute}"), value.trim(), bounds);
        }
    }

    /// What was noted first under this name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }
}
