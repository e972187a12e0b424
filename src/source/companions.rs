//! What programs keep beside the pages that they save: logs, caches, frames, other forms of the same page.
//!
//! Read as pages they would be articles that nobody wrote. Each rule goes by names that the program itself gives, and by what lies
//! beside them; what is left out is counted in the report under the rule's words, and [`Companions::Read`] reads all of it.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use memchr::memmem;

/// Whether what programs keep beside saved pages is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Companions {
    /// It is left out, and counted.
    #[default]
    LeftOut,
    /// It is read like everything else.
    Read,
}

/// What speaks to programs and lies at the root of sites.
const FOR_ROBOTS: &[&str] =
    &["robots.txt", "ads.txt", "app-ads.txt", "humans.txt", "security.txt", "llms.txt", "sellers.txt"];
/// The reports that Heritrix writes for every job; two of them lie beside each of the others.
const REPORTS: [&str; 2] = ["mimetype-report.txt", "seeds-report.txt"];
/// How browsers end the names of folders with the files of a page, in the languages that they speak.
const FOLDERS: &[&str] = &[
    "_files",
    "-files",
    "-dateien",
    "_dateien",
    "_fichiers",
    "-fichiers",
    "_archivos",
    "_ficheros",
    "_arquivos",
    "_bestanden",
    "-bestanden",
    "_file",
    "_pliki",
    "_soubory",
    "_filer",
    "-filer",
    "_tiedostot",
    "-tiedostot",
    "_dosyalar",
    "_fajlovi",
    "_fails",
    "_elemei",
    "_failid",
    "_fitxers",
    "_fitxategiak",
    "_ficheiros",
    "_failai",
    "_datoteke",
    "_файлы",
    "_файли",
    "_bylos",
    "_soubory",
    ".files",
    "_файлове",
    "_αρχεία",
];
/// Why a page of an issue is left out.
pub(super) const PAGE_OF_ISSUE: &str = "a page of an issue, of which the articles are read by its METS";
/// The forms in which ArchiveBox keeps a page, the best first.
const SNAPSHOT: &[&str] =
    &["singlefile.html", "output.html", "readability/content.html", "mercury/content.html", "output.txt"];

/// Why a folder is left out with all that is in it, if it is.
pub(super) fn of_folder(path: &Path) -> Option<&'static str> {
    let name = path.file_name()?.to_str()?.to_lowercase();
    let beside = path.parent()?;
    if name == "hts-cache" {
        return Some("HTTrack's cache, which holds its pages a second time");
    }
    if name == "content" && holds(beside, &|name| name.starts_with("metadata_") && name.ends_with(".json")) {
        return Some("texts that are read with their records (Omnivore)");
    }
    if name == "posts" && beside.join("posts.csv").is_file() {
        return Some("texts that are read with their records (Substack)");
    }
    let stem_length = FOLDERS.iter().find_map(|ending| name.strip_suffix(ending)).map(str::len)?;
    let stem: String = path.file_name()?.to_str()?.chars().take(name[..stem_length].chars().count()).collect();
    let is_beside = |ending: &str| beside.join(format!("{stem}.{ending}")).is_file();
    ["html", "htm", "xhtml", "mhtml", "HTML", "HTM"]
        .iter()
        .any(|ending| is_beside(ending))
        .then_some("files of a page that is saved beside them")
}

/// Why a file is left out, if it is.
pub(super) fn of_file(path: &Path, issues: &mut Issues) -> Option<&'static str> {
    let name = path.file_name()?.to_str()?;
    let beside = path.parent()?;
    let lower = name.to_lowercase();
    if FOR_ROBOTS.contains(&lower.as_str()) {
        return Some("a file for robots");
    }
    if lower == "hts-log.txt"
        || matches!(lower.as_str(), "index.html" | "backblue.gif" | "fade.gif") && beside.join("hts-cache").is_dir()
    {
        return Some("HTTrack's own log and index");
    }
    if is_of_crawler(&lower, beside) {
        return Some("a log, a report or the seeds of a crawl");
    }
    if matches!(lower.as_str(), "index.html" | "index.json") && beside.join("ArchiveBox.conf").is_file() {
        return Some("ArchiveBox's own index");
    }
    if let Some(page) = name.strip_suffix(".orig")
        && beside.join(page).is_file()
    {
        return Some("a page as it was before its links were changed (wget -K), which is read beside it");
    }
    of_snapshot(path).or_else(|| of_issue(path, &lower, issues))
}

/// Which folders have a METS file that names articles, as far as that was asked.
#[derive(Debug, Default)]
pub(super) struct Issues(HashMap<PathBuf, bool>);

impl Issues {
    /// How many folders are remembered: the pages of an issue lie beside each other.
    const REMEMBERED: usize = 1000;

    fn are_in(&mut self, folder: &Path) -> bool {
        if let Some(known) = self.0.get(folder) {
            return *known;
        }
        let are = manifest(folder).is_some_and(|mets| has_articles(&mets));
        if self.0.len() >= Issues::REMEMBERED {
            self.0.clear();
        }
        self.0.insert(folder.to_path_buf(), are);
        are
    }
}

/// Whether a file is what wget or Heritrix note of a crawl, as a text that is no page.
fn is_of_crawler(name: &str, beside: &Path) -> bool {
    let is_log = name.strip_prefix("wget-log").is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let is_report = name.ends_with("-report.txt") || name == "crawl-manifest.txt";
    let is_job = || ["crawler-beans.cxml", "order.xml"].iter().any(|name| beside.join(name).is_file());
    is_log
        || is_report && REPORTS.iter().all(|report| beside.join(report).is_file())
        || matches!(name, "seeds.txt" | "crawl-manifest.txt") && is_job()
}

/// Why a page of a digitised newspaper is left out: its METS names the articles, which are read with it.
fn of_issue(path: &Path, name: &str, issues: &mut Issues) -> Option<&'static str> {
    let folder = path.parent()?;
    let is_of_pages = |name: &str| name.contains("alto");
    let folder_name = folder.file_name().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
    if !name.ends_with(".xml") || name.contains("mets") || !(is_of_pages(name) || is_of_pages(&folder_name)) {
        return None;
    }
    let above = folder.parent().filter(|_| is_of_pages(&folder_name));
    let names_articles = std::iter::once(folder).chain(above).any(|folder| issues.are_in(folder));
    names_articles.then_some(PAGE_OF_ISSUE)
}

/// The METS file in a folder.
fn manifest(folder: &Path) -> Option<PathBuf> {
    let is_one = |name: &str| name.contains("mets") && name.ends_with(".xml");
    let entries = fs::read_dir(folder).ok()?.flatten();
    let named = entries.filter(|entry| entry.file_name().to_str().is_some_and(|name| is_one(&name.to_lowercase())));
    named.map(|entry| entry.path()).min()
}

/// Whether a METS file names articles.
fn has_articles(mets: &Path) -> bool {
    const MOST: u64 = 64 << 20;
    let mut bytes = Vec::new();
    let read = fs::File::open(mets).and_then(|file| file.take(MOST).read_to_end(&mut bytes));
    read.is_ok()
        && ["TYPE=\"ARTICLE", "TYPE=\"Article", "TYPE=\"article"]
            .iter()
            .any(|mark| memmem::find(&bytes, mark.as_bytes()).is_some())
}

/// Why a file in a snapshot of ArchiveBox is left out: the page is read in one form.
fn of_snapshot(path: &Path) -> Option<&'static str> {
    // Whether a folder is a snapshot is looked up on the disk, so its name is asked first.
    let folder = path.ancestors().skip(1).take(12).find(|folder| is_moment(folder.file_name()))?;
    if folder.parent()?.file_name()? != "archive" || !folder.join("index.json").is_file() {
        return None;
    }
    let best = SNAPSHOT.iter().map(|form| folder.join(form)).find(|form| form.is_file());
    match best {
        Some(best) if best == path => None,
        Some(_) => Some("another form of a page that ArchiveBox kept, which is read once"),
        None if path.parent() == Some(folder) => Some("ArchiveBox's own page about a page"),
        None => None,
    }
}

/// Whether a folder is named after a moment as ArchiveBox does: seconds since 1970, and a fraction.
fn is_moment(name: Option<&OsStr>) -> bool {
    let Some(name) = name.and_then(OsStr::to_str) else { return false };
    let whole = name.split('.').next().unwrap_or(name);
    whole.len() == 10 && name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Whether a folder has a file of such a name.
fn holds(folder: &Path, is_it: &dyn Fn(&str) -> bool) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| entry.file_name().to_str().is_some_and(is_it))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes files in a folder, by their paths in it.
    fn maker(folder: &Path) -> impl Fn(&str) -> PathBuf {
        move |path| {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "x").unwrap();
            path
        }
    }

    #[test]
    fn what_programs_keep_beside_pages_is_known_by_name_and_neighbour() {
        let folder = tempfile::tempdir().unwrap();
        let make = maker(folder.path());
        let snapshot = |file: &str| make(&format!("box/archive/1762156800.0/{file}"));
        snapshot("index.json");
        let best = snapshot("singlefile.html");
        for file in [
            make("site/robots.txt"),
            {
                make("mirror/hts-cache/new.zip");
                make("mirror/index.html")
            },
            make("mirror/hts-log.txt"),
            {
                make("box/ArchiveBox.conf");
                make("box/index.html")
            },
            {
                make("wget/a.html");
                make("wget/a.html.orig")
            },
            make("mirror/wget-log.1"),
            {
                make("job/crawler-beans.cxml");
                make("job/seeds.txt")
            },
            {
                make("job/reports/mimetype-report.txt");
                make("job/reports/seeds-report.txt");
                make("job/reports/hosts-report.txt")
            },
            snapshot("index.html"),
            snapshot("post.example/story.html"),
        ] {
            assert!(of_file(&file, &mut Issues::default()).is_some(), "{}", file.display());
        }
        for file in [
            best,
            make("site/index.html"),
            make("b.html.orig"),
            make("archive/2024/index.html"),
            make("seeds.txt"),
            make("annual-report.txt"),
        ] {
            assert_eq!(of_file(&file, &mut Issues::default()), None, "{}", file.display());
        }
    }

    #[test]
    fn pages_of_an_issue_and_folders_beside_a_page_are_known_by_what_they_belong_to() {
        let folder = tempfile::tempdir().unwrap();
        let make = maker(folder.path());
        let page = make("issue/ALTO/1.xml");
        fs::write(make("issue/x-METS.xml"), "<mets><div TYPE=\"ARTICLE\"/></mets>").unwrap();
        assert!(
            of_file(&page, &mut Issues::default()).is_some()
                && of_file(&make("plain/ALTO/1.xml"), &mut Issues::default()).is_none()
        );
        make("Ferry.html");
        let ferry = make("Ferry_files/like.html");
        make("Pier.htm");
        let pier = make("Pier-Dateien/like.html");
        let other = make("Boats_files/a.html");
        let folder_of = |file: &Path| of_folder(file.parent().unwrap());
        assert!(folder_of(&ferry).is_some() && folder_of(&pier).is_some() && folder_of(&other).is_none());
        make("omnivore/metadata_0_to_1.json");
        assert!(
            folder_of(&make("omnivore/content/a.html")).is_some() && folder_of(&make("plain/content/a.html")).is_none()
        );
    }

    #[test]
    fn a_manifest_is_found_among_any_number_of_pages_and_looked_for_once() {
        let folder = tempfile::tempdir().unwrap();
        let page = |n: usize| folder.path().join(format!("page{n:04}_alto.xml"));
        (0..1200).for_each(|n| fs::write(page(n), "x").unwrap());
        fs::write(folder.path().join("mets.xml"), "<div TYPE=\"ARTICLE\"/>").unwrap();
        let mut issues = Issues::default();
        assert_eq!(of_file(&page(1), &mut issues), Some(PAGE_OF_ISSUE));
        fs::remove_file(folder.path().join("mets.xml")).unwrap();
        assert_eq!(of_file(&page(2), &mut issues), Some(PAGE_OF_ISSUE), "the folder is not looked at again");
        assert_eq!(of_file(&page(2), &mut Issues::default()), None);
    }
}
