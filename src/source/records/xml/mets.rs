//! METS (Library of Congress) of a digitised newspaper: which blocks of which pages are one article.
//!
//! The pages lie beside it as ALTO: in its folder, or in the same [container](super::issues). An article's blocks are read in the order in which METS names them, over columns and pages; its
//! headline, its writers and the day of the issue stand in METS, too. Where METS names no articles its pages are read one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Component, Path, PathBuf};

use super::alto;
use super::frame::XmlRecords;
use super::tree::{Element, Tree};
use super::vocabulary::Vocabulary;
use crate::model::{Capture, Origin};
use crate::source::byline::NameOrder;
use crate::source::charset::declared_in_xml;
use crate::source::limits::{Limits, read_whole};
use crate::source::story::Story;
use crate::{Error, Result};

static METS: Vocabulary = Vocabulary::METS;
static ALTO: Vocabulary = Vocabulary::ALTO;
/// The most articles of one issue.
const MOST: usize = 10_000;

/// The texts of a page's blocks, by the names that ALTO gives them.
pub(crate) type Blocks = BTreeMap<String, String>;

/// What METS says of an issue of which it names the articles.
pub(crate) struct Manifest {
    tree: Tree,
    /// Where the pages lie, by the names that METS gives them.
    files: BTreeMap<String, String>,
}

impl Manifest {
    /// Reads METS.
    ///
    /// # Errors
    ///
    /// Where it is damaged, and [`crate::ErrorKind::Skipped`] where it names no articles.
    pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Manifest> {
        let tree = parsed(bytes, &METS, limits)?;
        let Some(mets) = tree.root() else { return Err(Error::malformed("a METS file without an end")) };
        if !mets.all("div").any(is_article) {
            let what = "the manifest of a digitised issue (METS) without articles; its pages are read from the ALTO files beside it";
            return Err(Error::skipped(what));
        }
        let files = files(mets);
        Ok(Manifest { tree, files })
    }

    /// Where all files of the issue lie as seen from METS: pages, and pictures of them.
    pub(super) fn places(&self) -> impl Iterator<Item = &str> {
        self.files.values().map(String::as_str)
    }

    /// Where the pages lie that the articles name.
    pub(super) fn pages_of_articles(&self) -> BTreeSet<&str> {
        let divisions = self.tree.root().into_iter().flat_map(|mets| mets.all("div").filter(|div| is_article(*div)));
        let areas = divisions.take(MOST).flat_map(|article| article.all("area"));
        areas.filter_map(|area| self.files.get(area.attribute("fileid")?).map(String::as_str)).collect()
    }

    /// The articles, whose pages `read` gives by where they lie; what is wrong with a page is told before them.
    pub(super) fn articles(
        &self,
        origin: &Origin,
        read: &mut dyn FnMut(&str) -> Result<Blocks>,
    ) -> Vec<Result<Capture>> {
        let Some(mets) = self.tree.root() else { return Vec::new() };
        let mut pages = Pages { files: &self.files, source: read, read: BTreeMap::new(), told: Vec::new() };
        let issue = Issue::of(mets);
        let mut captures = Vec::new();
        for (number, division) in (1..).zip(mets.all("div").filter(|div| is_article(*div)).take(MOST)) {
            let story = issue.story(division, &mut pages);
            let member = format!("article {number}");
            captures.push(match story.is_one() || story.title.is_some() && !story.paragraphs.is_empty() {
                true => Ok(story.capture(Origin { member: Some(member), ..origin.clone() })),
                false => Err(Error::skipped("an article of which no text was found").in_member(member)),
            });
        }
        pages.told.into_iter().map(Err).chain(captures).collect()
    }

    /// The articles of an issue whose pages lie in the folder of its file.
    pub(crate) fn articles_in_folder(&self, origin: &Origin, limits: &Limits) -> Vec<Result<Capture>> {
        let file = origin.full_path();
        let folder = file.parent().unwrap_or(Path::new(""));
        self.articles(origin, &mut |place| page_in(folder, place, limits))
    }
}

/// Whether a division of the issue is an article: "ARTICLE", "Article_Other".
fn is_article(div: Element<'_>) -> bool {
    div.attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().starts_with("article"))
}

/// The whole of a file that is one record of this vocabulary.
fn parsed(bytes: &[u8], vocabulary: &'static Vocabulary, limits: &Limits) -> Result<Tree> {
    let charset = declared_in_xml(&bytes[..bytes.len().min(1 << 10)]);
    let mut records = XmlRecords::new(Origin::default(), bytes, charset, vocabulary, limits);
    records.tree()?.ok_or_else(|| Error::malformed(format!("it looks like {}, but is cut off", vocabulary.name)))
}

/// Where the pages lie, by the names that METS gives them.
fn files(mets: Element<'_>) -> BTreeMap<String, String> {
    let place = |file: Element<'_>| {
        Some((file.attribute("id")?.to_owned(), file.first("flocat")?.attribute("href")?.to_owned()))
    };
    mets.all("file").filter_map(place).collect()
}

/// What the articles of an issue have in common.
struct Issue<'t> {
    mets: Element<'t>,
    day: Option<String>,
    publication: Option<String>,
    lang: Option<String>,
}

impl<'t> Issue<'t> {
    fn of(mets: Element<'t>) -> Issue<'t> {
        let of_issue = mets.all("dmdsec").find(|section| section.first("dateissued").is_some());
        let day = mets.all("dateissued").find_map(Element::line);
        let title = of_issue.and_then(|section| section.first("titleinfo")?.first("title")?.line());
        Issue {
            mets,
            day,
            publication: title.or_else(|| mets.attribute("label").map(str::to_owned)),
            lang: mets.first("languageterm").and_then(Element::line),
        }
    }

    /// An article of the issue.
    fn story(&self, division: Element<'t>, pages: &mut Pages<'_>) -> Story {
        let names: Vec<&str> = division.attribute("dmdid").into_iter().flat_map(str::split_whitespace).collect();
        let described =
            || self.mets.all("dmdsec").filter(|section| section.attribute("id").is_some_and(|id| names.contains(&id)));
        let mut story = Story {
            title: described().find_map(|section| title(section.first("titleinfo")?)),
            published: described().find_map(|section| section.first("dateissued")?.line()).or_else(|| self.day.clone()),
            publication: self.publication.clone(),
            lang: described().find_map(|section| section.first("languageterm")?.line()).or_else(|| self.lang.clone()),
            id: division.attribute("id").map(str::to_owned),
            ..Story::default()
        };
        let writers = described().flat_map(|section| section.all("name").filter_map(|name| parts(name, "namepart")));
        writers.collect::<Vec<_>>().iter().for_each(|name| story.sign(name, NameOrder::Either));
        let mut headings = Vec::new();
        for (is_heading, areas) in passages(division) {
            let text = super::columns::joined(areas.iter().filter_map(|area| pages.text(*area)));
            match is_heading {
                _ if text.is_empty() => {}
                true => headings.push(text),
                false => story.paragraphs.push(text),
            }
        }
        let heading = Some(headings.join(" ")).filter(|heading| !heading.is_empty());
        story.title = story.title.or_else(|| division.attribute("label").map(str::to_owned)).or(heading);
        story
    }
}

/// The headline in a description, with what stands before it as its article ("The").
fn title(info: Element<'_>) -> Option<String> {
    let part = |name: &str| info.first(name).and_then(Element::line);
    let title = part("title")?;
    Some(part("nonsort").map_or(title.clone(), |before| format!("{before} {title}")))
}

/// The parts of a name in one text.
fn parts(element: Element<'_>, name: &str) -> Option<String> {
    let parts: Vec<String> = element.all(name).filter_map(Element::line).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The passages of an article: whether each is its headline, and its areas, those of one division together. A paragraph may go over a
/// column's end.
fn passages(division: Element<'_>) -> Vec<(bool, Vec<Element<'_>>)> {
    let mut passages: Vec<(bool, Vec<Element<'_>>)> = Vec::new();
    for div in std::iter::once(division).chain(division.all("div")) {
        let kind = div.attribute("type").unwrap_or_default().to_ascii_lowercase();
        let is_heading = ["heading", "headline", "title", "subheadline"].contains(&kind.as_str());
        let is_aside = ["illustration", "image", "picture", "graphic", "advertisement"].contains(&kind.as_str());
        let own = div.children().filter(|child| child.name() == "fptr").flat_map(|pointer| pointer.all("area"));
        let is_paragraph = kind.starts_with("para") || is_heading;
        match own.collect::<Vec<_>>() {
            areas if areas.is_empty() || is_aside => {}
            areas if is_paragraph => passages.push((is_heading, areas)),
            areas => passages.extend(areas.into_iter().map(|area| (false, vec![area]))),
        }
    }
    passages
}

/// The pages of an issue, each read when the first article asks for it.
struct Pages<'a> {
    files: &'a BTreeMap<String, String>,
    /// Reads a page by where it lies.
    source: &'a mut dyn FnMut(&str) -> Result<Blocks>,
    read: BTreeMap<String, Blocks>,
    told: Vec<Error>,
}

impl Pages<'_> {
    /// The text of the block that an area names.
    fn text(&mut self, area: Element<'_>) -> Option<String> {
        let (file, block) = (area.attribute("fileid")?, area.attribute("begin")?);
        if !self.read.contains_key(file) {
            let place = self.files.get(file).map(String::as_str).unwrap_or_default();
            let blocks = (self.source)(place).unwrap_or_else(|error| {
                self.told.push(error);
                Blocks::new()
            });
            self.read.insert(file.to_owned(), blocks);
        }
        self.read.get(file)?.get(block).cloned()
    }
}

/// The page at this place in a folder.
fn page_in(folder: &Path, place: &str, limits: &Limits) -> Result<Blocks> {
    let Some(path) = below(folder, place) else { return Err(nowhere(place)) };
    let missing = |cause| Error::from(cause).in_member(place);
    let file = File::open(path).map_err(missing)?;
    let bytes = read_whole(file, "max-bundle", limits.max_bundle).map_err(|error| error.in_member(place))?;
    let tree = parsed(&bytes, &ALTO, limits).map_err(|error| error.in_member(place))?;
    Ok(tree.root().map(|page| alto::blocks(page).collect()).unwrap_or_default())
}

/// What is told of a page that is missing.
pub(super) fn nowhere(place: &str) -> Error {
    Error::malformed(format!("a page of the issue lies nowhere beside its METS ({place})"))
}

/// The file that an address of METS names: one that lies beside METS or in a folder there, and nowhere else.
pub(super) fn below(folder: &Path, place: &str) -> Option<PathBuf> {
    let place = place.strip_prefix("file:").unwrap_or(place).trim_start_matches("//").replace('\\', "/");
    let place = Path::new(&place);
    let is_below = place.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    (is_below && place.file_name().is_some()).then(|| folder.join(place))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn page(blocks: &[(&str, &[&str])]) -> String {
        let blocks: String = blocks
            .iter()
            .map(|(id, lines)| {
                let lines: String = lines
                    .iter()
                    .map(|line| {
                        let words: String = line.split(' ').map(|word| format!("<String CONTENT='{word}'/>")).collect();
                        format!("<TextLine>{words}</TextLine>")
                    })
                    .collect();
                format!("<TextBlock ID='{id}'>{lines}</TextBlock>")
            })
            .collect();
        format!("<alto><Layout><Page><PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>")
    }

    const METS: &str = "<mets:mets xmlns:mets='m' xmlns:xlink='x' LABEL='Post'>\
        <mets:dmdSec ID='I'><mods><titleInfo><title>Harbour Post</title></titleInfo><originInfo><dateIssued>1911-06-07</dateIssued></originInfo></mods></mets:dmdSec>\
        <mets:dmdSec ID='A1'><mods><titleInfo><nonSort>The</nonSort><title>ferry sails</title></titleInfo><name><namePart>Ann</namePart><namePart>Lee</namePart></name></mods></mets:dmdSec>\
        <mets:fileSec><mets:file ID='P1'><mets:FLocat xlink:href='file://./alto/1.xml'/></mets:file><mets:file ID='P2'><mets:FLocat xlink:href='alto/2.xml'/></mets:file>\
        <mets:file ID='P3'><mets:FLocat xlink:href='../../secret.xml'/></mets:file></mets:fileSec>\
        <mets:structMap TYPE='LOGICAL'><mets:div TYPE='ISSUE' DMDID='I'>\
        <mets:div TYPE='ARTICLE' DMDID='A1'><mets:div TYPE='HEADING'><mets:fptr><mets:area FILEID='P1' BEGIN='B1'/></mets:fptr></mets:div>\
        <mets:div TYPE='BODY'><mets:div TYPE='PARAGRAPH'><mets:fptr><mets:seq><mets:area FILEID='P1' BEGIN='B2'/><mets:area FILEID='P2' BEGIN='B1'/></mets:seq></mets:fptr></mets:div></mets:div></mets:div>\
        <mets:div TYPE='ARTICLE' LABEL='The pier'><mets:fptr><mets:area FILEID='P1' BEGIN='B3'/></mets:fptr><mets:fptr><mets:area FILEID='P3' BEGIN='B1'/></mets:fptr></mets:div>\
        </mets:div></mets:structMap></mets:mets>";

    #[test]
    fn an_article_goes_over_columns_and_pages() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("alto")).unwrap();
        fs::write(
            folder.path().join("alto/1.xml"),
            page(&[("B3", &["It is open."]), ("B1", &["The ferry"]), ("B2", &["It sails to the pas-"])]),
        )
        .unwrap();
        fs::write(folder.path().join("alto/2.xml"), page(&[("B1", &["sengers joy."])])).unwrap();
        let manifest = Manifest::read(METS.as_bytes(), &Limits::default()).unwrap();
        let found = manifest.articles_in_folder(&Origin::file(folder.path(), "mets.xml"), &Limits::default());
        let told: Vec<String> = found
            .iter()
            .map(|item| match item {
                Ok(capture) => {
                    let declared = &capture.declared;
                    let day = declared.published.as_deref().unwrap_or_default();
                    let text = String::from_utf8_lossy(&capture.bytes);
                    format!("{} {day} {:?} {text}", declared.title.as_deref().unwrap_or_default(), declared.authors)
                }
                Err(error) => format!("! {error}"),
            })
            .collect();
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[0].starts_with("! ") && told[0].contains("lies nowhere beside its METS"), "{told:?}");
        assert_eq!(told[1], "The ferry sails 1911-06-07 [\"Ann Lee\"] It sails to the passengers joy.");
        assert_eq!(told[2], "The pier 1911-06-07 [] It is open.");
    }

    #[test]
    fn without_articles_the_pages_are_read_for_themselves() {
        let mets = b"<mets><structMap><div TYPE='PAGE'/></structMap></mets>";
        assert!(Manifest::read(mets, &Limits::default()).err().is_some_and(|error| error.is_skip()));
    }
}
