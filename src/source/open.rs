//! The one place that knows all readers.

use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;

use super::document;
use super::gzip::{Damage, Inflated};
use super::limits::{Limits, of_read, over};
use super::ndjson::Records;
use super::sniff::{Format, sniff};
use crate::model::{Capture, Origin};
use crate::{Error, Result};

/// How much of a file is looked at to know its format.
const HEAD: u64 = 8 << 10;

/// The captures of one file.
pub type Captures<'a> = Box<dyn Iterator<Item = Result<Capture>> + 'a>;

/// Opens a file of an archive and reads the captures in it.
///
/// # Errors
///
/// When the file cannot be opened. Trouble further in comes as an item of the iterator, and reading goes on behind it
/// where that is possible; bytes that hold no article by their kind are an item [`crate::ErrorKind::Skipped`].
pub fn open<'a>(origin: Origin, limits: &'a Limits) -> Result<Captures<'a>> {
    let path = origin.full_path();
    let file = File::open(&path).map_err(|cause| Error::from(cause).at(&path))?;
    Ok(read(origin, file, limits))
}

/// Reads the captures in the bytes of a file, whose name counts for less than its bytes.
pub fn read<'a>(origin: Origin, bytes: impl Read + 'a, limits: &'a Limits) -> Captures<'a> {
    let path = origin.full_path();
    let layer = Layer { name: lowercase_name(&path), origin, depth: 0, limits };
    Box::new(layer.captures(Box::new(bytes)).map(move |item| item.map_err(|error| error.at(&path))))
}

/// One layer of a file: the file itself, or what lies under a layer of compression.
struct Layer<'a> {
    origin: Origin,
    /// The layer's name in lower case, without the endings of the layers above.
    name: String,
    depth: usize,
    limits: &'a Limits,
}

impl<'a> Layer<'a> {
    fn captures(self, mut bytes: Box<dyn Read + 'a>) -> Captures<'a> {
        let mut head = Vec::new();
        if let Err(cause) = bytes.by_ref().take(HEAD).read_to_end(&mut head) {
            return one(Err(of_read(cause)));
        }
        let format = sniff(&head, &self.name, &self.limits.fields);
        let whole = Cursor::new(head).chain(bytes);
        match format {
            Format::Page(media_type) => one(document::read(self.origin, media_type, whole, self.limits)),
            Format::Ndjson => Box::new(Records::new(self.origin, BufReader::new(whole), self.limits)),
            Format::Gzip => self.unpacked(whole),
            Format::Other(kind) => one(Err(Error::skipped(kind))),
        }
    }

    fn unpacked(self, bytes: impl Read + 'a) -> Captures<'a> {
        if self.depth >= self.limits.max_depth {
            return one(Err(over("max-depth", format!("more than {} layers of compression", self.depth))));
        }
        let name = self.name.strip_suffix(".gz").unwrap_or(&self.name).to_owned();
        let damage = Damage::default();
        let inflated = BufReader::new(Inflated::new(bytes, self.limits, damage.clone()));
        let inner = Layer { name, depth: self.depth + 1, ..self };
        let captures = inner.captures(Box::new(inflated));
        Box::new(captures.chain(std::iter::once_with(move || damage.take()).flatten().map(Err)))
    }
}

fn one<'a>(item: Result<Capture>) -> Captures<'a> {
    Box::new(std::iter::once(item))
}

fn lowercase_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;

    use super::*;
    use crate::ErrorKind;
    use crate::model::MediaType;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn items(name: &str, bytes: &[u8]) -> Vec<Result<Capture>> {
        read(Origin::file("/archive", name), bytes, &Limits::default()).collect()
    }

    fn only(name: &str, bytes: &[u8]) -> Capture {
        let mut items = items(name, bytes);
        assert_eq!(items.len(), 1, "{name}");
        items.remove(0).unwrap()
    }

    #[test]
    fn bytes_count_for_more_than_the_name() {
        let page = b"<!DOCTYPE html><title>Ferry resumes</title><p>The ferry sails again.";
        for name in ["a.html", "a.txt", "a.php", "story", "a.html.gz", "a.htm?page=2"] {
            assert_eq!(only(name, page).media_type, MediaType::Html, "{name}");
            assert_eq!(only(name, &packed(page)).bytes, page, "{name}, packed");
        }
        assert_eq!(only("a.md", b"# Ferry").media_type, MediaType::Markdown);
        assert_eq!(only("a.txt.gz", &packed(b"Ferry")).media_type, MediaType::Text);
        assert_eq!(only("a.jsonl.gz", &packed(b"{\"text\": \"Ferry\"}")).bytes, b"Ferry");
    }

    #[test]
    fn what_is_no_article_is_skipped_by_its_kind() {
        let kinds: &[(&str, &[u8], &str)] = &[
            ("a.html", b"", "empty"),
            ("a.html", b"\x89PNG\r\n\x1a\n\0\0", "image"),
            ("a.pdf", b"%PDF-1.7 ...", "PDF"),
            ("a.css", b"body { color: red }", "style sheet"),
            ("a.bin", b"\x01\x02\0\0\x03", "binary"),
        ];
        for (name, bytes, kind) in kinds {
            let error = items(name, bytes).remove(0).unwrap_err();
            assert!(matches!(&error.kind, ErrorKind::Skipped(what) if what.contains(kind)), "{name}: {error}");
        }
    }

    #[test]
    fn a_cut_page_is_kept_and_the_cut_told_behind_it() {
        let page = format!("<!DOCTYPE html><p>{}", (0..9_000).map(|n| format!("{} ", n * 7919)).collect::<String>());
        let bytes = packed(page.as_bytes());
        let items = items("a.html.gz", &bytes[..bytes.len() * 3 / 4]);
        assert_eq!(items.len(), 2);
        let kept = &items[0].as_ref().unwrap().bytes;
        assert!(kept.len() > page.len() / 2 && page.as_bytes().starts_with(kept));
        let error = items[1].as_ref().unwrap_err();
        assert_eq!(error.path.as_deref(), Some(Path::new("/archive/a.html.gz")));
        assert!(error.offset.is_some());
    }

    #[test]
    fn layers_end_at_the_limit() {
        let deep = (0..9).fold(b"text".to_vec(), |bytes, _| packed(&bytes));
        let error = items("a.gz", &deep).remove(0).unwrap_err();
        assert!(matches!(error.kind, ErrorKind::Limit { limit: "max-depth", .. }));
    }

    #[test]
    fn a_bomb_gives_no_page() {
        let bomb = packed(&vec![b' '; 12 << 20]);
        let limits: Vec<&str> = items("a.html.gz", &bomb)
            .into_iter()
            .map(|item| match item.map(|_| "kept").map_err(|error| error.kind) {
                Err(ErrorKind::Limit { limit, .. }) => limit,
                Ok(kept) => kept,
                Err(_) => "another error",
            })
            .collect();
        assert_eq!(limits, ["max-ratio"]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), kind in 0..6usize) {
            let name = ["a.html", "a.txt", "a.md", "a.jsonl", "a.gz", "a"][kind];
            prop_assert!(items(name, &bytes).len() <= bytes.len() + 1);
            items(&format!("{name}.gz"), &packed(&bytes));
        }

        #[test]
        fn a_gzip_file_cut_anywhere_is_read(cut in 0usize..400, text in "[a-z \\n{}\":]{0,300}") {
            let bytes = packed(text.as_bytes());
            let cut = cut.min(bytes.len());
            for name in ["a.txt.gz", "a.jsonl.gz"] {
                let items = items(name, &bytes[..cut]);
                prop_assert!(cut == bytes.len() || items.last().is_none_or(|item| item.is_err()));
            }
        }

        #[test]
        fn lines_of_almost_json_are_read(lines in prop::collection::vec("[\\[{\"]{0,3}(text|title|[a-z])\"?:?[^\\n]{0,30}", 0..20)) {
            let items = items("a.jsonl", lines.join("\n").as_bytes());
            prop_assert!(items.len() <= lines.len().max(1));
        }
    }
}
