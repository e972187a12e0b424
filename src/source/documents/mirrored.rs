//! The address of a page in a mirror (`wget -r`, HTTrack): its folders are those of the site, below one that has the host's name.
//!
//! A folder's name alone is no evidence. The page must agree: it names itself as its own page by nothing but its file's name, as pages do
//! whose links were made relative, or it names the host, or its own place below it.

use std::path::{Component, Path};

use memchr::memmem;

/// Endings of files, which are no hosts.
const ENDINGS: &[&str] = &[
    "html",
    "htm",
    "txt",
    "zip",
    "warc",
    "json",
    "jsonl",
    "csv",
    "xml",
    "files",
    "com_files",
    "gz",
    "tar",
    "old",
    "bak",
    "md",
    "pdf",
];
/// How far into a page it is looked for what it names, in bytes.
const HEAD: usize = 256 << 10;

/// The address of the page in this file, if folders and page agree on one.
pub(super) fn address(path: &Path, page: &[u8]) -> Option<String> {
    let steps: Vec<&str> = path
        .components()
        .filter_map(|step| match step {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    let (file, folders) = steps.split_last()?;
    let at = folders.iter().position(|name| is_host(name))?;
    // wget writes a port after the name with a mark that the system allows.
    let host = folders[at].replace('+', ":");
    let page = &page[..page.len().min(HEAD)];
    let names = |text: &str| memmem::find(page, text.as_bytes()).is_some();
    let is_its_own =
        names(&format!("rel=\"canonical\" href=\"{file}\"")) || names(&format!("rel=canonical href={file}"));
    let below = [&folders[at + 1..], &[file]].concat().join("/");
    if !is_its_own && !names(&host) && !names(&format!("\"/{below}\"")) {
        return None;
    }
    let scheme = if names(&format!("https://{host}")) { "https" } else { "http" };
    let path = [&folders[at + 1..], &[if *file == "index.html" { "" } else { file }]].concat().join("/");
    Some(format!("{scheme}://{host}/{path}"))
}

/// Whether a folder has the name of a host.
fn is_host(name: &str) -> bool {
    let host = name.split(['+', ':']).next().unwrap_or(name);
    let labels: Vec<&str> = host.split('.').collect();
    let is_label =
        |label: &&str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_domain =
        labels.last().is_some_and(|last| last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_lowercase()));
    labels.len() >= 2
        && labels.iter().all(is_label)
        && is_domain
        && !labels.last().is_some_and(|last| ENDINGS.contains(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_page_must_agree() {
        let of = |path: &str, page: &str| address(Path::new(path), page.as_bytes());
        let own = "<link rel=\"canonical\" href=\"ferry.html\">";
        assert_eq!(
            of("mirror/post.example/2025/ferry.html", own).as_deref(),
            Some("http://post.example/2025/ferry.html")
        );
        let named = "<p>Read https://post.example/about";
        assert_eq!(of("post.example/index.html", named).as_deref(), Some("https://post.example/"));
        assert_eq!(of("post.example/ferry.html", "<p>It sails."), None, "the page says nothing of it");
        assert_eq!(of("2025/notes.files/ferry.html", own), None);
        assert_eq!(of("ferry.html", own), None);
    }
}
