//! Pages as people keep them in text: marked and copied, dumped, printed, pasted into a mail or a note. `data/text_copies/*.txt`
//! holds them, made of sentences of our own in the layouts that are usual, many in a file.
//!
//! A case begins with `==== its name`. Lines of `title`, `day`, `authors` and `url` say what is right (`none`: nothing is found; `?`:
//! either is right), and `short` which of them is not reached yet. Below `----` stands the text: a line of the story has § before it, a
//! line that may be kept or left out (a caption, a standfirst) a question mark, and the others must be left out.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dateline::extract::extract;
use dateline::model::{Article, Capture, Declared, MediaType, Origin, Precision};

struct Case {
    name: String,
    fields: Vec<(String, String)>,
    /// The lines with what stands before them.
    lines: Vec<(Option<char>, String)>,
}

impl Case {
    fn parse(text: &str) -> Case {
        let (head, text) = text.split_once("\n----\n").unwrap();
        let mut head = head.lines();
        let name = head.next().unwrap().to_owned();
        let fields = head.map(|field| field.split_once(':').unwrap());
        let fields = fields.map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned())).collect();
        let line = |line: &str| match line.strip_prefix(['§', '?']) {
            Some(rest) => (line.chars().next(), rest.to_owned()),
            None => (None, line.to_owned()),
        };
        Case { name, fields, lines: text.lines().map(line).collect() }
    }

    fn field(&self, key: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value.as_str()).filter(|value| *value != "?")
    }

    /// The lines with one of these signs, words that a hyphen broke put together.
    fn marked(&self, signs: &[char]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for (_, line) in self.lines.iter().filter(|(sign, _)| sign.is_some_and(|sign| signs.contains(&sign))) {
            match found.last_mut().filter(|last| last.ends_with('-')) {
                Some(last) => {
                    last.pop();
                    last.push_str(line.trim());
                }
                None => found.push(line.trim().to_owned()),
            }
        }
        found
    }

    /// What is wrong in what was read, each with what it is called.
    fn faults(&self, article: &Article) -> Vec<(&'static str, String)> {
        let mut faults = Vec::new();
        let mut expect = |key: &'static str, found: String| {
            let wanted = self.field(key).map(|value| if value == "none" { "" } else { value });
            if wanted.is_some_and(|wanted| words(wanted) != words(&found)) {
                faults.push((key, found));
            }
        };
        expect("title", article.title.clone().unwrap_or_default());
        let day = article.published.as_ref().filter(|day| day.precision >= Precision::Day);
        expect("day", day.map(|day| day.day_text()).unwrap_or_default());
        expect("authors", article.authors.join("; "));
        expect("url", article.url.clone().unwrap_or_default());
        let body = words(&article.body);
        let lost = self.marked(&['§']).into_iter().filter(|line| !body.contains(&words(line)));
        faults.extend(lost.map(|line| ("lost", line)));
        let allowed = words(&self.marked(&['§', '?']).join(" "));
        let extra = article.body.lines().filter(|line| !allowed.contains(&words(line)));
        faults.extend(extra.map(|line| ("extra", line.to_owned())));
        faults
    }
}

/// The words of a text in small letters, a space around each.
fn words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    format!(" {} ", words.collect::<Vec<_>>().join(" ").to_lowercase())
}

fn cases() -> Vec<Case> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/text_copies"));
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
    texts.flat_map(|text| text.split("==== ").skip(1).map(Case::parse).collect::<Vec<_>>()).collect()
}

#[test]
fn what_people_keep_as_text_is_read_as_a_page_is() {
    let (mut told, mut right) = (Vec::new(), 0);
    let cases = cases();
    for case in &cases {
        let text: Vec<&str> = case.lines.iter().map(|(_, line)| line.as_str()).collect();
        let capture = Capture {
            origin: Origin::default(),
            media_type: MediaType::Text,
            bytes: text.join("\n").into_bytes(),
            declared: Declared::default(),
        };
        let faults = case.faults(&extract(&capture).article.unwrap());
        let kinds: BTreeSet<&str> = faults.iter().map(|(kind, _)| *kind).collect();
        let short: BTreeSet<&str> = case.field("short").map(|kinds| kinds.split(", ").collect()).unwrap_or_default();
        right += usize::from(faults.is_empty());
        if kinds != short {
            told.push(format!("{}: {short:?} is told as not reached, found: {faults:#?}", case.name));
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert!(right * 4 >= cases.len() * 3, "{right} of {} are right", cases.len());
}
