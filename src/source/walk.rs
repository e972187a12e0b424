//! Finding the files of an archive, in an order that never changes.
//!
//! Hidden files and folders are left out, and reported. Links are followed where they lead to a file inside the folder that
//! was named; a link to a folder inside it is not, since that folder is read where it lies, and a link that leads out
//! is not, since an archive that came from elsewhere must not reach beyond itself. Trouble is an item like the others.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

use super::companions::{self, Companions, Issues};
use crate::model::Origin;
use crate::{Error, Result};

/// A folder or file that the user named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Root {
    /// Its full path without links.
    pub path: PathBuf,
    /// The folder that the paths of its files are relative to.
    base: PathBuf,
}

impl Root {
    /// Finds what the user named.
    ///
    /// # Errors
    ///
    /// When it does not exist or cannot be reached.
    pub fn named(path: &Path) -> Result<Root> {
        let path = path.canonicalize().map_err(|cause| Error::from(cause).at(path))?;
        Ok(Root::at(path))
    }

    /// The root at a full path without links.
    pub fn at(path: PathBuf) -> Root {
        let base = path.parent().unwrap_or(&path).to_path_buf();
        Root { path, base }
    }

    /// The same root as a part of the one in `roots` that it lies below: its files keep the paths they have there.
    #[must_use]
    pub fn within(self, roots: &[PathBuf]) -> Root {
        match roots.iter().find(|root| self.path.starts_with(root)) {
            Some(root) => Root { base: Root::at(root.clone()).base, ..self },
            None => self,
        }
    }

    /// The roots without those that lie below others, sorted.
    pub fn outermost(mut roots: Vec<Root>) -> Vec<Root> {
        roots.sort();
        let mut outermost: Vec<Root> = Vec::new();
        for root in roots {
            // A folder sorts before everything below it, and nothing else can stand between them.
            if !outermost.last().is_some_and(|last| root.path.starts_with(&last.path)) {
                outermost.push(root);
            }
        }
        outermost
    }

    fn origin(&self, path: &Path) -> Origin {
        Origin::file(&self.base, path.strip_prefix(&self.base).unwrap_or(path))
    }
}

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// Where it lies.
    pub origin: Origin,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub modified: i128,
}

/// What a walk comes upon.
#[derive(Debug)]
pub enum Found {
    /// A file to be read.
    File(FoundFile),
    /// Something that is left out, and why.
    LeftOut(PathBuf, &'static str),
    /// A file or folder that cannot be looked at.
    Unreadable(Error),
}

/// Walks below `roots`, which do not lie below each other, and leaves out the folder `except`, and what programs keep beside saved
/// pages if it is not wanted. The order is that of the names.
pub fn walk(roots: Vec<Root>, except: Option<PathBuf>, companions: Companions) -> impl Iterator<Item = Found> + Send {
    roots.into_iter().flat_map(move |root| Walk::new(root, except.clone(), companions))
}

/// The walk below one root.
struct Walk {
    root: Root,
    except: Option<PathBuf>,
    companions: Companions,
    issues: Issues,
    entries: walkdir::IntoIter,
}

impl Walk {
    fn new(root: Root, except: Option<PathBuf>, companions: Companions) -> Walk {
        let entries = WalkDir::new(&root.path).sort_by_file_name().into_iter();
        Walk { root, except, companions, issues: Issues::default(), entries }
    }

    fn look_at(&mut self, entry: &DirEntry) -> Option<Found> {
        let file_type = entry.file_type();
        if let Some(reason) = self.reason_to_leave_out(entry) {
            if file_type.is_dir() {
                self.entries.skip_current_dir();
            }
            return Some(Found::LeftOut(entry.path().to_path_buf(), reason));
        }
        if file_type.is_dir() {
            return None;
        }
        if file_type.is_symlink() {
            return Some(self.follow(entry.path()));
        }
        if !file_type.is_file() {
            return Some(Found::LeftOut(entry.path().to_path_buf(), "neither a file nor a folder"));
        }
        Some(match entry.metadata() {
            Ok(metadata) => self.file(entry.path(), &metadata),
            Err(cause) => Found::Unreadable(of_walk(cause)),
        })
    }

    fn reason_to_leave_out(&mut self, entry: &DirEntry) -> Option<&'static str> {
        if self.except.as_deref() == Some(entry.path()) {
            return Some("the index itself");
        }
        let hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
        if hidden {
            return Some("hidden");
        }
        // What was named is read, whatever it is.
        match self.companions {
            Companions::LeftOut if entry.depth() > 0 && entry.file_type().is_dir() => {
                companions::of_folder(entry.path())
            }
            Companions::LeftOut if entry.depth() > 0 => companions::of_file(entry.path(), &mut self.issues),
            _ => None,
        }
    }

    /// What lies behind a link.
    fn follow(&self, link: &Path) -> Found {
        let located = |cause| Found::Unreadable(Error::from(cause).at(link));
        let target = match link.canonicalize() {
            Ok(target) => target,
            Err(cause) if is_loop(&cause) => return left_out(link, "a link that leads back to itself"),
            Err(cause) => return located(cause),
        };
        let metadata = match fs::metadata(&target) {
            Ok(metadata) => metadata,
            Err(cause) => return located(cause),
        };
        if metadata.is_dir() && link.starts_with(&target) {
            return left_out(link, "a link that leads back to a folder above it");
        }
        if !target.starts_with(&self.root.path) {
            return left_out(link, "a link that leads out of the folder; name its target to read it");
        }
        if metadata.is_dir() {
            return left_out(link, "a link to a folder that is read where it lies");
        }
        if !metadata.is_file() {
            return left_out(link, "neither a file nor a folder");
        }
        self.file(link, &metadata)
    }

    fn file(&self, path: &Path, metadata: &Metadata) -> Found {
        let origin = self.root.origin(path);
        Found::File(FoundFile { origin, size: metadata.len(), modified: nanoseconds(metadata) })
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let found = match self.entries.next()? {
                Ok(entry) => self.look_at(&entry),
                Err(cause) => Some(Found::Unreadable(of_walk(cause))),
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

fn left_out(path: &Path, reason: &'static str) -> Found {
    Found::LeftOut(path.to_path_buf(), reason)
}

fn is_loop(cause: &std::io::Error) -> bool {
    /// `ELOOP` of Linux and of macOS; the standard library has no stable name for it.
    const TOO_MANY_LINKS: [i32; 2] = [40, 62];
    cause.raw_os_error().is_some_and(|code| TOO_MANY_LINKS.contains(&code))
}

fn of_walk(cause: walkdir::Error) -> Error {
    let path = cause.path().map(Path::to_path_buf);
    let text = cause.to_string();
    let error = cause.into_io_error().map_or_else(|| Error::malformed(text), Error::from);
    path.into_iter().fold(error, Error::at)
}

/// When a file was changed, in nanoseconds since 1970; before it, negative.
fn nanoseconds(metadata: &Metadata) -> i128 {
    let Ok(modified) = metadata.modified() else { return 0 };
    match modified.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_nanos() as i128,
        Err(before) => -(before.duration().as_nanos() as i128),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a walk finds: files by their path in the archive, other things with the reason.
    fn found(folder: &Path, except: Option<PathBuf>) -> Vec<String> {
        walk(vec![Root::named(folder).unwrap()], except, Companions::LeftOut)
            .map(|found| match found {
                Found::File(file) => file.origin.path.iter().skip(1).collect::<PathBuf>().display().to_string(),
                Found::LeftOut(path, reason) => format!("{}: {reason}", path.file_name().unwrap().display()),
                Found::Unreadable(error) => error.to_string(),
            })
            .collect()
    }

    fn archive(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        folder
    }

    #[test]
    fn files_come_in_the_order_of_their_names_without_hidden_ones() {
        let folder = archive(&["b/2", "b/10", "a", ".git/config", "c/.x", "index/meta.json"]);
        let except = folder.path().canonicalize().unwrap().join("index");
        let expected = [".git: hidden", "a", "b/10", "b/2", ".x: hidden", "index: the index itself"];
        assert_eq!(found(folder.path(), Some(except)), expected);
    }

    #[test]
    fn what_lies_beside_saved_pages_is_left_out_unless_it_is_wanted() {
        let folder = archive(&["Ferry.html", "Ferry_files/like.html", "robots.txt"]);
        let expected =
            ["Ferry.html", "Ferry_files: files of a page that is saved beside them", "robots.txt: a file for robots"];
        assert_eq!(found(folder.path(), None), expected);
        let all = walk(vec![Root::named(folder.path()).unwrap()], None, Companions::Read);
        assert_eq!(all.filter(|found| matches!(found, Found::File(_))).count(), 3);
    }

    #[test]
    fn a_root_that_is_hidden_or_a_file_is_read() {
        let folder = archive(&[".saved/a.html"]);
        assert_eq!(found(&folder.path().join(".saved"), None), ["a.html"]);
        let file = Root::named(&folder.path().join(".saved/a.html")).unwrap();
        let Some(Found::File(file)) = walk(vec![file], None, Companions::LeftOut).next() else {
            panic!("the file was not found")
        };
        assert_eq!(file.origin.path.to_string(), "a.html");
        assert_eq!(file.size, 1);
    }

    #[test]
    fn roots_below_others_are_no_roots() {
        let root = |path: &str| Root::at(PathBuf::from(path));
        let roots = vec![root("/a/b"), root("/a-b"), root("/a"), root("/c/d"), root("/c/d")];
        assert_eq!(Root::outermost(roots), [root("/a"), root("/a-b"), root("/c/d")]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_the_folder_and_loops_are_told() {
        use std::os::unix::fs::symlink;
        let outside = archive(&["secret.txt"]);
        let folder = archive(&["real/a.html"]);
        let link = |target: &Path, name: &str| symlink(target, folder.path().join(name)).unwrap();
        link(Path::new("real/a.html"), "1-inside");
        link(Path::new("real"), "2-folder");
        link(Path::new(".."), "real/3-up");
        link(Path::new("4-self"), "4-self");
        link(&outside.path().join("secret.txt"), "5-outside");
        link(Path::new("nowhere"), "6-broken");
        let found = found(folder.path(), None);
        assert_eq!(found[0], "1-inside");
        assert_eq!(found[1], "2-folder: a link to a folder that is read where it lies");
        assert_eq!(found[2], "4-self: a link that leads back to itself");
        assert!(found[3].starts_with("5-outside: a link that leads out"));
        assert!(found[4].contains("6-broken: No such file"), "{}", found[4]);
        assert_eq!(found[5], "3-up: a link that leads back to a folder above it");
        assert_eq!(found[6..], ["real/a.html"]);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_unicode_survive() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        let name = std::ffi::OsStr::from_bytes(b"caf\xE9.html");
        fs::write(folder.path().join(name), "x").unwrap();
        let Some(Found::File(file)) = walk(vec![Root::named(folder.path()).unwrap()], None, Companions::LeftOut).next()
        else {
            panic!("the file was not found")
        };
        assert!(fs::read(file.origin.full_path()).is_ok());
        assert!(file.origin.file_key().ends_with("caf\\xE9.html"));
    }
}
