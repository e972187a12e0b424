//! The text of a wiki's page without its marks, in one pass.
//!
//! Templates, tables, references, comments and files are left out; a template may hold the day (`{{date|…}}`, of Wikinews).

/// What a page has.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) paragraphs: Vec<String>,
    pub(super) categories: Vec<String>,
    pub(super) date: Option<String>,
}

/// To look for the end of each of many marks that never close would take time quadratic in the page; so it is done this often.
const MOST_UNCLOSED: usize = 16;
/// Tags and addresses are no longer than this, in bytes.
const LONGEST: usize = 4000;
/// Elements that are left out with all that is in them.
const ASIDE: &[&str] = &["ref", "gallery", "math", "timeline", "noinclude", "score", "imagemap"];

impl Page {
    /// The page with this text.
    pub(super) fn of(text: &str) -> Page {
        let mut reading = Reading {
            rest: text,
            page: Page::default(),
            text: String::new(),
            links: Vec::new(),
            is_in_external: false,
            unclosed: 0,
        };
        while reading.step() {}
        let mut page = reading.page;
        page.paragraphs = reading.text.lines().map(tidy).filter(|line| !line.is_empty()).collect();
        page
    }
}

/// A page while it is read.
struct Reading<'t> {
    rest: &'t str,
    page: Page,
    text: String,
    /// Where the links that are open start in the text.
    links: Vec<usize>,
    /// Whether a link to elsewhere is open.
    is_in_external: bool,
    /// How many marks were found that never close.
    unclosed: usize,
}

impl Reading<'_> {
    /// Reads to the next mark and what it means; false at the end.
    fn step(&mut self) -> bool {
        let at = self.rest.find(['{', '[', ']', '|', '<', '\'']).unwrap_or(self.rest.len());
        let (before, rest) = self.rest.split_at(at);
        self.text.push_str(before);
        self.rest = rest;
        let Some(mark) = rest.chars().next() else { return false };
        if rest.starts_with("{{") {
            self.template();
        } else if rest.starts_with("{|") {
            self.skip_nested("{|", "|}", |_, _| ());
        } else if rest.starts_with("[[") {
            self.link();
        } else if let Some(behind) = rest.strip_prefix("]]") {
            self.links.pop();
            self.rest = behind;
        } else if rest.starts_with('<') {
            self.element();
        } else if rest.starts_with("''") {
            self.rest = rest.trim_start_matches('\'');
        } else if mark == '|' && !self.links.is_empty() {
            // Before it stands the page that is linked, after it what is shown.
            let start = self.links.last().copied().unwrap_or_default();
            self.text.truncate(start);
            self.rest = &rest[1..];
        } else if let Some(shown) = external(rest) {
            self.is_in_external = true;
            self.rest = shown;
        } else if mark == ']' && std::mem::take(&mut self.is_in_external) {
            self.rest = &rest[1..];
        } else {
            self.text.push(mark);
            self.rest = &rest[mark.len_utf8()..];
        }
        true
    }

    fn template(&mut self) {
        self.skip_nested("{{", "}}", |page, inner| {
            if let Some((name, value)) = inner.split_once('|')
                && name.trim().eq_ignore_ascii_case("date")
            {
                page.date.get_or_insert_with(|| value.split('|').next().unwrap_or(value).trim().to_owned());
            }
        });
    }

    fn link(&mut self) {
        let target = &self.rest[2..];
        let end = target.find(['|', ']', '[', '\n']).unwrap_or(target.len());
        match target[..end].split_once(':') {
            Some((namespace, name)) if !namespace.trim().is_empty() && !namespace.contains(' ') => {
                let is_category = is_category(namespace);
                let name = name.trim().to_owned();
                self.skip_nested("[[", "]]", |page, _| {
                    if is_category && !page.categories.contains(&name) {
                        page.categories.push(name);
                    }
                });
            }
            _ => {
                self.links.push(self.text.len());
                self.rest = target;
            }
        }
    }

    /// Leaves out what stands between these marks, others like them inside; a mark that opens and never closes is left out alone.
    fn skip_nested(&mut self, open: &str, close: &str, told: impl FnOnce(&mut Page, &str)) {
        let (mut at, mut depth) = (0, 0_usize);
        let bytes = self.rest.as_bytes();
        while at < bytes.len() && self.unclosed < MOST_UNCLOSED {
            if bytes[at..].starts_with(open.as_bytes()) {
                depth += 1;
                at += open.len();
            } else if bytes[at..].starts_with(close.as_bytes()) {
                depth -= 1;
                at += close.len();
                if depth == 0 {
                    told(&mut self.page, &self.rest[open.len()..at - close.len()]);
                    self.rest = &self.rest[at..];
                    return;
                }
            } else {
                at += 1;
            }
        }
        self.unclosed += 1;
        self.rest = &self.rest[open.len()..];
    }

    fn element(&mut self) {
        let tag = &self.rest[1..];
        if let Some(comment) = tag.strip_prefix("!--") {
            self.rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
            return;
        }
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let near = &tag[..tag.floor_char_boundary(LONGEST)];
        let Some(end) = near.find('>').filter(|_| !name.is_empty()) else {
            self.text.push('<');
            self.rest = tag;
            return;
        };
        let is_whole = tag[..end].ends_with('/') || tag.starts_with('/');
        self.rest = &tag[end + 1..];
        let name = name.to_ascii_lowercase();
        if ASIDE.contains(&name.as_str()) && !is_whole && self.unclosed < MOST_UNCLOSED {
            match self.rest.split_once(&format!("</{name}>")) {
                Some((_, behind)) => self.rest = behind,
                None => self.unclosed += 1,
            }
        } else if name == "br" {
            self.text.push('\n');
        }
    }
}

/// Whether this is the namespace of categories, in the languages of Wikinews.
fn is_category(namespace: &str) -> bool {
    const NAMES: &[&str] = &[
        "category",
        "kategorie",
        "catégorie",
        "categoría",
        "categoria",
        "categorie",
        "kategoria",
        "категория",
        "категорія",
        "تصنيف",
        "カテゴリ",
        "분류",
        "分类",
        "kategori",
        "kategória",
        "luokka",
    ];
    NAMES.contains(&namespace.trim().to_lowercase().as_str())
}

/// What follows the address of an external link: `[https://… shown]`.
fn external(rest: &str) -> Option<&str> {
    let address = rest.strip_prefix('[')?;
    let is_web = address.starts_with("http://") || address.starts_with("https://") || address.starts_with("//");
    let near = &address[..address.floor_char_boundary(LONGEST)];
    let end = near.find([' ', ']', '\n']).filter(|_| is_web)?;
    Some(&address[end..])
}

/// A line without the marks of headings and lists, and of links that closed.
fn tidy(line: &str) -> String {
    let line = line.trim().trim_start_matches(['*', '#', ':', ';']);
    let line = if line.starts_with('=') { line.trim_matches('=') } else { line };
    if line.trim_start().starts_with("----") || line.starts_with("__") && line.ends_with("__") {
        return String::new();
    }
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        let text = "{{date|November 3, 2025}}\n[[File:Pier.jpg|thumb|A [[pier]]]]\n'''The ferry''' of [[Stornoway|the island]] \
            sails<ref name=a>{{cite}}</ref> again.<!-- not yet -->\n== Sources ==\n* [https://e.org/a The timetable]\n[[Category:Ferries]]{{unclosed";
        let page = Page::of(text);
        assert_eq!(
            page.paragraphs,
            ["The ferry of the island sails again.", "Sources", "The timetable", "unclosed"],
            "nothing is lost"
        );
        assert_eq!((page.categories, page.date.as_deref()), (vec!["Ferries".to_owned()], Some("November 3, 2025")));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(\\{\\{|\\}\\}|\\[\\[|\\]\\]|\\{\\||\\|\\}|<ref>|</ref>|<!--|''|\\||\n|[\\PC]{0,4}){0,60}") {
            Page::of(&text);
        }
    }
}
