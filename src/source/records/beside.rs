//! The texts of records that are kept in files of their own, as Omnivore exports them (`metadata_0_to_20.json`, and for each record in
//! it `content/SLUG.html`), and Substack (`posts.csv`, and for each row `posts/POST_ID.html`).

use std::fs::File;
use std::io::Read;

use crate::model::Origin;

/// No text is longer than this, in bytes.
const LONGEST: u64 = 16 << 20;

/// The text of the record with this slug, if there is one beside the file that the record lies in.
pub(super) fn text(origin: &Origin, slug: &str) -> Option<String> {
    // It names a file beside its own, and leads nowhere else.
    let is_name = !slug.is_empty() && slug.len() < 250 && !slug.contains(['/', '\\', '\0']) && !slug.starts_with('.');
    let file = origin.full_path();
    let folder = match file.file_name()?.to_str()? {
        "posts.csv" => "posts",
        name if name.starts_with("metadata_") => "content",
        _ => return None,
    };
    if !is_name {
        return None;
    }
    let mut bytes = Vec::new();
    let path = file.parent()?.join(folder).join(format!("{slug}.html"));
    File::open(path).ok()?.take(LONGEST).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned()).filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_text_is_found_beside_its_record_and_nowhere_else() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("content")).unwrap();
        fs::write(folder.path().join("content/ferry.html"), "<p>It sails.").unwrap();
        fs::write(folder.path().join("secret.html"), "secret").unwrap();
        let of = |file: &str, slug: &str| text(&Origin::file(folder.path(), file), slug);
        assert_eq!(of("metadata_0_to_1.json", "ferry").as_deref(), Some("<p>It sails."));
        assert_eq!(of("metadata_0_to_1.json", "pier"), None);
        assert_eq!(of("metadata_0_to_1.json", "../secret"), None);
        assert_eq!(of("dump.json", "ferry"), None);
    }
}
