//! Digitised issues inside a container, whose METS and pages come in any order.
//!
//! A container is read forwards, so a page waits until the METS that names it has come, and METS until its pages have; then the articles
//! are read out of them as they are in a folder. An issue is held no longer than that, pages that no METS names until the container's end.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;
use std::rc::Rc;

use super::alto;
use super::frame::XmlRecords;
use super::mets::{Blocks, Manifest, below, nowhere};
use crate::model::{Capture, Origin};
use crate::source::companions::{Companions, PAGE_OF_ISSUE};
use crate::source::limits::Limits;
use crate::{Error, Result};

/// How many bytes of text wait at most; what has waited longest is then given as it is.
const ROOM: usize = 64 << 20;

/// Where a member stands in its container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// What the container calls it.
    pub(crate) name: String,
    /// Where it starts in the container's bytes, where the container tells.
    pub(crate) offset: Option<u64>,
}

/// What lies beside bytes that are read, where the files of an issue are looked for.
#[derive(Clone)]
pub(crate) enum Beside {
    /// They are a file, in its folder.
    Folder,
    /// They are a member of a container, at this place in it.
    Members(Issues, Place),
    /// They are attached to a message, and nothing of their own lies beside them.
    Nothing,
}

impl Beside {
    /// The articles of the issue that METS describes; in a container they are given when its pages have come.
    pub(crate) fn articles(&self, origin: &Origin, mets: &[u8], limits: &Limits) -> Vec<Result<Capture>> {
        let manifest = match Manifest::read(mets, limits) {
            Ok(manifest) => manifest,
            Err(error) => return vec![Err(error)],
        };
        match self {
            Beside::Folder => manifest.articles_in_folder(origin, limits),
            Beside::Members(issues, place) => {
                issues.add_manifest(place.clone(), origin.clone(), manifest);
                Vec::new()
            }
            Beside::Nothing => vec![Err(Error::skipped("the manifest of a digitised issue (METS) without its pages"))],
        }
    }

    /// Keeps a page of print that lies in a container until it is known whether METS names it; gives anything else back.
    pub(crate) fn keep_page<R: Read>(&self, mut records: XmlRecords<R>) -> Option<XmlRecords<R>> {
        match self {
            Beside::Members(issues, place) if records.vocabulary().is_of_pages() => {
                issues.add_page(place.clone(), &mut records);
                None
            }
            _ => Some(records),
        }
    }
}

/// An item of a member, with its place.
type Placed = (Place, Result<Capture>);

/// What is known of the issues in one container. Clones are the same.
#[derive(Clone)]
pub(crate) struct Issues(Rc<RefCell<Waiting>>);

/// What waits for the rest of its issue, and what waits no more.
struct Waiting {
    companions: Companions,
    /// By the order in which they came.
    pages: BTreeMap<u64, Page>,
    /// The numbers of the pages that wait, by their paths.
    numbers: BTreeMap<String, u64>,
    manifests: Vec<Issue>,
    /// The paths of all files of the issues that are read.
    read: BTreeSet<String>,
    ready: Vec<Placed>,
    came: u64,
    size: usize,
}

/// A page, with the text of its blocks and what it is where no METS names it.
struct Page {
    place: Place,
    path: String,
    blocks: Blocks,
    captures: Vec<Result<Capture>>,
    size: usize,
}

/// METS that waits for pages.
struct Issue {
    place: Place,
    origin: Origin,
    manifest: Manifest,
    /// The pages that have not come yet.
    missing: BTreeSet<String>,
}

impl Issues {
    /// No issue yet, in a container that is read within these limits.
    pub(crate) fn new(limits: &Limits) -> Issues {
        Issues(Rc::new(RefCell::new(Waiting {
            companions: limits.companions,
            pages: BTreeMap::new(),
            numbers: BTreeMap::new(),
            manifests: Vec::new(),
            read: BTreeSet::new(),
            ready: Vec::new(),
            came: 0,
            size: 0,
        })))
    }

    /// Takes a page.
    fn add_page<R: Read>(&self, place: Place, records: &mut XmlRecords<R>) {
        let mut blocks = Blocks::new();
        let mut captures = Vec::new();
        while let Some(capture) = records.next_shown(&mut |page| blocks.extend(alto::blocks(page))) {
            captures.push(capture);
        }
        let text: usize = blocks.values().map(String::len).sum();
        let path = path_of(&place.name);
        self.0.borrow_mut().add_page(Page { place, path, blocks, captures, size: 2 * text });
    }

    /// Takes what METS says of an issue; `origin` is the container's.
    fn add_manifest(&self, place: Place, origin: Origin, manifest: Manifest) {
        let of_articles = manifest.pages_of_articles();
        let missing = of_articles.iter().filter_map(|page| path_from(&place, page)).collect();
        self.0.borrow_mut().add_issue(Issue { place, origin, missing, manifest });
    }

    /// What need not wait any longer.
    pub(crate) fn ready(&self) -> Vec<Placed> {
        std::mem::take(&mut self.0.borrow_mut().ready)
    }

    /// All that is left at the container's end.
    pub(crate) fn rest(&self) -> Vec<Placed> {
        let mut waiting = self.0.borrow_mut();
        std::mem::take(&mut waiting.manifests).into_iter().for_each(|issue| waiting.read(&issue));
        while waiting.give_oldest_page() {}
        std::mem::take(&mut waiting.ready)
    }
}

impl Waiting {
    fn add_page(&mut self, page: Page) {
        if self.read.contains(&page.path) {
            self.leave_out(page);
            return;
        }
        if self.numbers.contains_key(&page.path) {
            self.give(page);
            return;
        }
        self.came += 1;
        self.size += page.size;
        let path = page.path.clone();
        self.numbers.insert(path.clone(), self.came);
        self.pages.insert(self.came, page);
        self.manifests.iter_mut().for_each(|issue| {
            issue.missing.remove(&path);
        });
        while let Some(whole) = self.manifests.iter().position(|issue| issue.missing.is_empty()) {
            let issue = self.manifests.remove(whole);
            self.read(&issue);
        }
        while self.size > ROOM && self.give_oldest_page() {}
    }

    fn add_issue(&mut self, mut issue: Issue) {
        issue.missing.retain(|path| !self.numbers.contains_key(path));
        match issue.missing.is_empty() {
            true => self.read(&issue),
            false => self.manifests.push(issue),
        }
    }

    /// Reads the articles of an issue out of the pages that are there, which are then no articles.
    fn read(&mut self, issue: &Issue) {
        let Issue { place, origin, manifest, .. } = issue;
        let articles = manifest.articles(origin, &mut |page| {
            let path = path_from(place, page).ok_or_else(|| nowhere(page))?;
            let number = self.numbers.get(&path).ok_or_else(|| nowhere(page))?;
            Ok(self.pages.get(number).map(|page| page.blocks.clone()).unwrap_or_default())
        });
        self.ready.extend(articles.into_iter().map(|item| (place.clone(), item)));
        for path in manifest.places().filter_map(|file| path_from(place, file)) {
            if let Some(page) = self.numbers.get(&path).copied().and_then(|number| self.take(number)) {
                self.leave_out(page);
            }
            self.read.insert(path);
        }
    }

    /// Tells of a page whose articles are read by METS.
    fn leave_out(&mut self, page: Page) {
        match self.companions {
            Companions::LeftOut => self.ready.push((page.place, Err(Error::skipped(PAGE_OF_ISSUE)))),
            Companions::Read => self.give(page),
        }
    }

    fn give(&mut self, page: Page) {
        let Page { place, captures, .. } = page;
        self.ready.extend(captures.into_iter().map(|capture| (place.clone(), capture)));
    }

    /// Gives the page that has waited longest as it is; whether there was one.
    fn give_oldest_page(&mut self) -> bool {
        let oldest = self.pages.keys().next().copied().and_then(|number| self.take(number));
        oldest.map(|page| self.give(page)).is_some()
    }

    /// Takes a page that waits.
    fn take(&mut self, number: u64) -> Option<Page> {
        let page = self.pages.remove(&number)?;
        self.numbers.remove(&page.path);
        self.size -= page.size;
        Some(page)
    }
}

/// The path of a member as METS writes it: its parts, without an ending that compression adds.
fn path_of(name: &str) -> String {
    let name = name.replace('\\', "/");
    let name = [".gz", ".zst", ".bz2", ".xz"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    name.split('/').filter(|part| !matches!(*part, "" | ".")).collect::<Vec<_>>().join("/")
}

/// The path of what lies at this place as seen from METS; none where it leads out of its folder.
fn path_from(mets: &Place, place: &str) -> Option<String> {
    let path = path_of(&mets.name);
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    Some(path_of(&below(Path::new(folder), place)?.to_string_lossy()))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::ops::ControlFlow;

    use crate::model::Origin;
    use crate::source::companions::Companions;
    use crate::source::limits::Limits;
    use crate::source::open::read;

    const METS: &str = "<mets><fileSec><file ID='P1'><FLocat href='file://./alto/1.xml'/></file><file ID='P2'><FLocat href='alto/2.xml'/></file>\
        <file ID='P3'><FLocat href='alto/3.xml'/></file></fileSec><structMap><div TYPE='ARTICLE' LABEL='The ferry sails'>\
        <fptr><area FILEID='P1' BEGIN='B1'/></fptr><fptr><area FILEID='P2' BEGIN='B1'/></fptr></div></structMap></mets>";

    fn page(text: &str) -> String {
        format!(
            "<alto><Layout><Page><TextBlock ID='B1'><TextLine><String CONTENT='{text}'/></TextLine></TextBlock></Page></Layout></alto>"
        )
    }

    fn tar(members: &[(&str, &str)]) -> Vec<u8> {
        let mut tar = tar::Builder::new(Vec::new());
        for (name, bytes) in members {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            tar.append_data(&mut header, name, bytes.as_bytes()).unwrap();
        }
        tar.into_inner().unwrap()
    }

    fn told(members: &[(&str, &str)], companions: Companions) -> Vec<String> {
        let limits = Limits::default().companions(companions);
        let mut told = Vec::new();
        read(Origin::file("/archive", "a.tar"), &mut Cursor::new(tar(members)), &limits, &mut |item| {
            told.push(match item {
                Ok(capture) => format!(
                    "{}: {}",
                    capture.origin.member.unwrap_or_default(),
                    String::from_utf8_lossy(&capture.bytes).replace('\n', " | ")
                ),
                Err(error) => format!("! {error}"),
            });
            ControlFlow::Continue(())
        });
        told
    }

    #[test]
    fn an_issue_in_a_container_is_read_in_whatever_order_it_stands() {
        let (one, two, three) = (page("It sails."), page("Again."), page("Advertisements"));
        let files = [("a/mets.xml", METS), ("a/alto/1.xml", &one), ("a/alto/2.xml", &two), ("a/alto/3.xml", &three)];
        for order in [[0, 1, 2, 3], [1, 2, 3, 0], [3, 1, 0, 2], [2, 0, 3, 1]] {
            let members: Vec<(&str, &str)> = order.iter().map(|at| files[*at]).collect();
            let mut told = told(&members, Companions::LeftOut);
            told.sort();
            let left_out = |page| format!("! /archive/a.tar [a/alto/{page}.xml]");
            assert!(told.len() == 4 && (1..4).all(|page| told[page - 1].starts_with(&left_out(page))), "{told:?}");
            assert_eq!(told[3], "a/mets.xml > article 1: It sails. | Again.");
        }
        assert_eq!(told(&files, Companions::Read).iter().filter(|told| !told.starts_with('!')).count(), 4);
    }

    #[test]
    fn pages_that_no_mets_names_are_read_for_themselves() {
        let (one, two) = (page("It sails."), page("Again."));
        let told = told(&[("b/alto/1.xml", &two), ("a/mets.xml", METS), ("a/alto/1.xml", &one)], Companions::LeftOut);
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(told[0].contains("lies nowhere beside its METS (alto/2.xml)"), "{told:?}");
        assert_eq!(told[1], "a/mets.xml > article 1: It sails.");
        assert!(told[2].contains("a/alto/1.xml") && told[2].starts_with('!'), "{told:?}");
        assert_eq!(told[3], "b/alto/1.xml > article 1: Again.");
    }
}
